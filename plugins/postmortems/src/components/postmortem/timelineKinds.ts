// SPDX-License-Identifier: Apache-2.0

import SvgIcon from '@material-ui/core/SvgIcon';
import BuildIcon from '@material-ui/icons/BuildOutlined';
import ResolvedIcon from '@material-ui/icons/CheckCircleOutline';
import ImplementedIcon from '@material-ui/icons/Done';
import HypothesisIcon from '@material-ui/icons/EmojiObjectsOutlined';
import OtherIcon from '@material-ui/icons/FiberManualRecordOutlined';
import RootCauseIcon from '@material-ui/icons/FindInPageOutlined';
import CommunicationIcon from '@material-ui/icons/ForumOutlined';
import MitigatedIcon from '@material-ui/icons/HealingOutlined';
import DetectedIcon from '@material-ui/icons/NotificationsActiveOutlined';
import PagedIcon from '@material-ui/icons/PhoneInTalkOutlined';
import AcknowledgedIcon from '@material-ui/icons/ThumbUpOutlined';
import { TimelineKind } from 'backstage-plugin-postmortems-common';

/** The icon of each kind of entry; its word always stands beside it. */
export const TIMELINE_ICONS: Record<TimelineKind, typeof SvgIcon> = {
  detected: DetectedIcon,
  paged: PagedIcon,
  acknowledged: AcknowledgedIcon,
  hypothesis: HypothesisIcon,
  'fix-attempt': BuildIcon,
  'root-cause-identified': RootCauseIcon,
  'fix-implemented': ImplementedIcon,
  mitigated: MitigatedIcon,
  resolved: ResolvedIcon,
  communication: CommunicationIcon,
  other: OtherIcon,
};
