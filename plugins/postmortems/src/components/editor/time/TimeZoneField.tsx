// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import TextField from '@material-ui/core/TextField';
import Typography from '@material-ui/core/Typography';
import Autocomplete, {
  createFilterOptions,
} from '@material-ui/lab/Autocomplete';
import { useMemo, useState } from 'react';
import { useController } from 'react-hook-form';
import { postmortemsTranslationRef } from '../../../translation';
import { currentZoneName, formerZoneName } from '../../common/zoneNames';
import { useDocumentForm } from '../form/EditorContext';
import { fieldId } from '../form/fields';
import { writeValues } from '../form/writeValues';
import { hasTimes, timeZones, withClockTimesIn } from './timeZones';

const filterOptions = createFilterOptions<string>({
  limit: 60,
  stringify: zone => {
    const names = `${zone} ${formerZoneName(zone) ?? ''}`;
    return `${names} ${names.replace(/_/g, ' ')}`;
  },
});

/**
 * The incident's time zone. Times that stand there stay the same moments;
 * who meant the clock times can say so.
 */
export const TimeZoneField = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const form = useDocumentForm();
  const { field } = useController({ control: form.control, name: 'timeZone' });
  const [before, setBefore] = useState<string>();
  const zones = useMemo(timeZones, []);
  const isSame = (zone: string, other: string) =>
    currentZoneName(zone) === currentZoneName(other);
  const options = zones.some(zone => isSame(zone, field.value))
    ? zones
    : [field.value, ...zones];

  const keepClockTimes = () => {
    writeValues(form, withClockTimesIn(form.getValues(), before!, field.value));
    setBefore(undefined);
    document.getElementById(fieldId('timeZone'))?.focus();
  };

  return (
    <>
      <Autocomplete
        id={fieldId('timeZone')}
        options={options}
        filterOptions={filterOptions}
        value={field.value}
        getOptionSelected={isSame}
        renderOption={zone => {
          const former = formerZoneName(zone);
          return former ? t('editor.time.renamed', { zone, former }) : zone;
        }}
        disableClearable
        autoHighlight
        size="small"
        openText={t('common.picker.open')}
        closeText={t('common.picker.close')}
        noOptionsText={t('common.picker.noZone')}
        onChange={(_, zone) => {
          setBefore(hasTimes(form.getValues()) ? field.value : undefined);
          field.onChange(zone);
        }}
        renderInput={params => (
          <TextField
            {...params}
            label={t('postmortem.field.timeZone')}
            variant="outlined"
            size="small"
            margin="dense"
            fullWidth
          />
        )}
      />
      {before && !isSame(before, field.value) && (
        <Typography variant="caption" component="p" role="status">
          {t('editor.time.zoneChanged')}{' '}
          <Button size="small" color="primary" onClick={keepClockTimes}>
            {t('editor.time.keepClock', { zone: field.value })}
          </Button>
        </Typography>
      )}
    </>
  );
};
