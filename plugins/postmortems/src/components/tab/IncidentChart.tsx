// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Overview } from 'backstage-plugin-postmortems-common';
import { KeyboardEvent, useMemo, useRef, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from '../common/useFormat';
import { useSeverities } from '../common/usePostmortemsConfig';
import { placeIncidents } from './incidentMarks';
import { CurrentMark } from './IncidentMark';
import { IncidentPlot } from './IncidentPlot';

const useStyles = makeStyles(theme => ({
  help: {
    color: theme.palette.text.secondary,
    textAlign: 'right',
    display: 'block',
  },
}));

/**
 * One mark per incident, in a lane per severity. It is one stop of the Tab key;
 * the arrow keys move inside.
 */
export const IncidentChart = (props: {
  overview: Overview;
  /** Somebody looks at one. */
  onLook: () => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const severities = useSeverities();
  const root = useRef<HTMLDivElement>(null);
  const [index, setIndex] = useState(0);
  const { points, months, since, until } = props.overview;
  const marks = useMemo(
    () => placeIncidents({ points, months }, severities),
    [points, months, severities],
  );
  // After a change there may be fewer of them.
  const last = marks.length - 1;
  const current = useMemo(() => {
    const at = Math.min(index, last);
    const targets: Record<string, number> = {
      ArrowRight: Math.min(at + 1, last),
      ArrowLeft: Math.max(at - 1, 0),
      Home: 0,
      End: last,
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const target = targets[event.key];
      if (target === undefined) return;
      event.preventDefault();
      root.current
        ?.querySelector<SVGGElement>(`[data-incident="${target}"]`)
        ?.focus();
    };
    return { index: at, setIndex, onKeyDown };
  }, [index, last]);

  return (
    <div
      ref={root}
      role="group"
      onFocus={props.onLook}
      onMouseEnter={props.onLook}
      aria-label={t('tab.chart.label', {
        from: format.day(since),
        to: format.day(until),
      })}
    >
      <CurrentMark.Provider value={current}>
        <IncidentPlot
          marks={marks}
          severities={severities}
          since={since}
          until={until}
        />
      </CurrentMark.Provider>
      <Typography variant="caption" className={classes.help}>
        {t('tab.chart.help')}
      </Typography>
    </div>
  );
};
