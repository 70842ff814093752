// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import NativeSelect from '@material-ui/core/NativeSelect';
import { makeStyles } from '@material-ui/core/styles';
import { postmortemsTranslationRef } from '../../translation';
import { currentZoneName } from '../common/zoneNames';

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.body2,
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1),
    marginBottom: theme.spacing(1.5),
    color: theme.palette.text.secondary,
  },
  select: { fontSize: 'inherit', minWidth: 0 },
}));

/** Chooses the zone of all times: the incident's, the reader's own or UTC. */
export const ZoneSelect = (props: {
  /** The incident's, an IANA name. */
  incidentZone: string;
  value: string;
  onChange: (zone: string) => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { incidentZone, value, onChange } = props;
  const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const choices = [
    { zone: 'UTC', label: 'UTC' },
    { zone: own, label: t('postmortem.timeline.yours', { zone: own }) },
    {
      zone: incidentZone,
      label: t('postmortem.timeline.incident', { zone: incidentZone }),
    },
  ];
  // The last of two names for the same zone.
  const labels = new Map(
    choices.map(choice => [currentZoneName(choice.zone), choice]),
  );
  return (
    <div className={classes.root}>
      <label htmlFor="timeline-zone">{t('postmortem.timeline.zone')}</label>
      <NativeSelect
        className={classes.select}
        disableUnderline
        value={value}
        onChange={event => onChange(event.target.value)}
        inputProps={{ id: 'timeline-zone' }}
      >
        {[...labels.values()].reverse().map(({ zone, label }) => (
          <option key={zone} value={zone}>
            {label}
          </option>
        ))}
      </NativeSelect>
    </div>
  );
};
