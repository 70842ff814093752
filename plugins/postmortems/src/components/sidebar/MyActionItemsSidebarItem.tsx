// SPDX-License-Identifier: Apache-2.0

import { SidebarItem, useSidebarOpenState } from '@backstage/core-components';
import { IconComponent, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import DoneAllIcon from '@material-ui/icons/DoneAll';
import { myActionItemsRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { useOverdueCount } from './useOverdueCount';

/** What does not fit into the badge. */
const MOST = 99;

const useStyles = makeStyles(theme => ({
  // White on this red can be read on light and dark sidebars alike.
  badge: {
    display: 'inline-block',
    minWidth: 22,
    padding: theme.spacing(0, 0.75),
    borderRadius: 11,
    fontSize: theme.typography.caption.fontSize,
    fontWeight: 700,
    lineHeight: '22px',
    fontVariantNumeric: 'tabular-nums',
    color: '#fff',
    backgroundColor: '#b3261e',
  },
}));

/**
 * The properties of `MyActionItemsSidebarItem`.
 *
 * @public
 */
export type MyActionItemsSidebarItemProps = {
  /** Default: that of the page. */
  icon?: IconComponent;
  /** Default: the title of the page. */
  text?: string;
  className?: string;
  noTrack?: boolean;
};

/**
 * My action items in the sidebar, with the number of those that are overdue.
 *
 * @public
 */
export const MyActionItemsSidebarItem = (
  props: MyActionItemsSidebarItemProps,
) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { text = t('actionItems.title'), icon = DoneAllIcon, ...rest } = props;
  const myActionItems = useRouteRef(myActionItemsRouteRef);
  const { isOpen } = useSidebarOpenState();
  const overdue = useOverdueCount();
  const label =
    overdue > 0
      ? t('actionItems.sidebar.overdue', { text, count: overdue })
      : text;
  return (
    <SidebarItem
      {...rest}
      icon={icon}
      text={text}
      to={myActionItems()}
      // Folded up there is room for a dot only.
      hasNotifications={!isOpen && overdue > 0}
      aria-label={label}
      title={overdue > 0 ? label : undefined}
    >
      {overdue > 0 && (
        <span className={classes.badge} aria-hidden>
          {overdue > MOST ? `${MOST}+` : overdue}
        </span>
      )}
    </SidebarItem>
  );
};
