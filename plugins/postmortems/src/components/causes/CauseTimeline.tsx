// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { CauseDetails } from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { useMemo } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { SeverityShape } from '../common/SeverityShape';
import { useFormat } from '../common/useFormat';
import { useSeverities } from '../common/usePostmortemsConfig';

const MONTHS = 18;
/** Of a mark, in pixels. */
const SIZE = 16;

const useStyles = makeStyles(theme => ({
  axis: {
    position: 'relative',
    height: 44,
    // A mark at an end stays inside.
    margin: theme.spacing(0, 1),
    '&::before': {
      content: '""',
      position: 'absolute',
      left: 0,
      right: 0,
      top: SIZE + 6,
      borderTop: `1px solid ${theme.palette.text.secondary}`,
    },
  },
  mark: { position: 'absolute', top: 3, marginLeft: -SIZE / 2, lineHeight: 0 },
  month: {
    ...theme.typography.caption,
    position: 'absolute',
    top: SIZE + 6,
    paddingLeft: 3,
    lineHeight: '18px',
    color: theme.palette.text.secondary,
    borderLeft: `1px solid ${theme.palette.text.secondary}`,
  },
  beside: { ...theme.typography.caption, color: theme.palette.text.secondary },
}));

/** The same months for every cause, so that one compares them at a glance. */
function axisOf(now: DateTime) {
  const from = now.startOf('month').minus({ months: MONTHS - 1 });
  const to = now.endOf('month');
  const place = (at: number) =>
    ((at - from.toMillis()) / (to.toMillis() - from.toMillis())) * 100;
  const months = Array.from({ length: MONTHS }, (_, n) =>
    from.plus({ months: n }),
  ).filter(({ month }) => month % 3 === 1);
  return { from, to, place, months };
}

/** When a cause happened in the last 18 months, one mark each. */
export const CauseTimeline = (props: {
  occurrences: CauseDetails['occurrences'];
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const severities = useSeverities();
  const { from, to, place, months } = useMemo(() => axisOf(DateTime.now()), []);
  const dated = props.occurrences.flatMap(({ postmortem }) =>
    postmortem.startedAt
      ? [{ postmortem, at: Date.parse(postmortem.startedAt) }]
      : [],
  );
  const shown = dated.filter(({ at }) => at >= from.toMillis()).reverse();
  const earlier = dated.length - shown.length;
  const undated = props.occurrences.length - dated.length;
  return (
    <div>
      <div
        className={classes.axis}
        role="img"
        aria-label={t('causes.timeline.label', {
          from: format.day(from.toISO()!),
          to: format.day(to.toISO()!),
          days:
            shown
              .map(({ postmortem }) => format.day(postmortem.startedAt!))
              .join('; ') || t('causes.timeline.nothing'),
        })}
      >
        {months.map(month => (
          <span
            key={month.toMillis()}
            className={classes.month}
            style={{ left: `${place(month.toMillis())}%` }}
          >
            {/* A January is called by its year. */}
            {month.toFormat(month.month === 1 ? 'yyyy' : 'LLL')}
          </span>
        ))}
        {shown.map(({ postmortem, at }) => (
          <span
            key={postmortem.id}
            className={classes.mark}
            style={{ left: `${Math.min(100, place(at))}%` }}
            title={`${t('common.number', {
              number: String(postmortem.number),
            })} ${postmortem.title}, ${format.day(postmortem.startedAt!)}`}
          >
            <SeverityShape
              rank={severities.findIndex(
                ({ id }) => id === postmortem.severity,
              )}
              size={SIZE}
              hollow={postmortem.status === 'draft'}
            />
          </span>
        ))}
      </div>
      {(earlier > 0 || undated > 0) && (
        <div className={classes.beside}>
          {[
            earlier > 0 && t('causes.timeline.earlier', { count: earlier }),
            undated > 0 && t('causes.timeline.undated', { count: undated }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </div>
      )}
    </div>
  );
};
