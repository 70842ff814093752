import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import FormControl from '@material-ui/core/FormControl';
import InputLabel from '@material-ui/core/InputLabel';
import NativeSelect from '@material-ui/core/NativeSelect';
import { postmortemsTranslationRef } from '../../translation';

/** Chooses the zone of all times: the incident's, the reader's own or UTC. */
export const ZoneSelect = (props: {
  /** The incident's, an IANA name. */
  incidentZone: string;
  value: string;
  onChange: (zone: string) => void;
}) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { incidentZone, value, onChange } = props;
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const labels = new Map([
    ['UTC', 'UTC'],
    [own, t('postmortem.timeline.yours', { zone: own })],
    [incidentZone, t('postmortem.timeline.incident', { zone: incidentZone })],
  ]);
  return (
    <FormControl>
      <InputLabel htmlFor="timeline-zone">
        {t('postmortem.timeline.zone')}
      </InputLabel>
      <NativeSelect
        value={value}
        onChange={event => onChange(event.target.value)}
        inputProps={{ id: 'timeline-zone' }}
      >
        {[...labels].reverse().map(([zone, label]) => (
          <option key={zone} value={zone}>
            {label}
          </option>
        ))}
      </NativeSelect>
    </FormControl>
  );
};
