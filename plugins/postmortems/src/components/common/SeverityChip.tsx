// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Tooltip from '@material-ui/core/Tooltip';
import { postmortemsTranslationRef } from '../../translation';
import { useSeverities } from './usePostmortemsConfig';
import { SeverityShape, useSeverityLook } from './SeverityShape';

const useStyles = makeStyles({
  root: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: 4,
    whiteSpace: 'nowrap',
    fontWeight: 600,
    fontVariantNumeric: 'tabular-nums',
  },
});

/** A severity by its shape, its colour and its name. */
export const SeverityChip = (props: { severity: string | null }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const severities = useSeverities();
  const rank = severities.findIndex(({ id }) => id === props.severity);
  const { color } = useSeverityLook()(rank);
  const known = severities[rank];
  const title = known
    ? known.description || known.title
    : t(props.severity === null ? 'common.severity.none' : 'common.unknown');
  return (
    <Tooltip title={title}>
      <span className={classes.root} style={{ color }}>
        <SeverityShape rank={rank} />
        {props.severity ?? t('common.severity.short')}
      </span>
    </Tooltip>
  );
};
