// SPDX-License-Identifier: Apache-2.0

import { isOwner } from 'backstage-plugin-postmortems-common';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import FormControl from '@material-ui/core/FormControl';
import InputLabel from '@material-ui/core/InputLabel';
import NativeSelect from '@material-ui/core/NativeSelect';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { postmortemsTranslationRef } from '../../translation';
import { EntityLinks } from '../common/EntityLinks';
import { useEntityName } from '../common/entities';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'flex-end',
    gap: theme.spacing(1, 3),
  },
  list: { flex: '1 1 280px' },
  // On the page's own ground the theme's secondary text is too faint.
  label: { color: theme.palette.text.primary },
}));

// The parts are those that the catalog names.
const NONE: ReadonlySet<string> = new Set();

const PartOption = (props: { entityRef: string }) => (
  <option value={props.entityRef}>{useEntityName(props.entityRef)}</option>
);

/**
 * Which parts a system or domain includes, or what a team owns, and a way to
 * narrow to one.
 */
export const PartsBar = (props: {
  entityRef: string;
  /** The entity itself, if it can have incidents, and its parts, once known. */
  includes?: string[];
  part?: string;
  onChange: (part: string | undefined) => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const name = useEntityName(props.entityRef);
  const owner = isOwner(props.entityRef);
  const parts = props.includes?.filter(ref => ref !== props.entityRef).sort();
  const options =
    props.part && !parts?.includes(props.part)
      ? [props.part, ...(parts ?? [])]
      : (parts ?? []);
  return (
    <div className={classes.root}>
      <FormControl>
        <InputLabel htmlFor="postmortems-part" shrink className={classes.label}>
          {t('tab.parts.label')}
        </InputLabel>
        <NativeSelect
          id="postmortems-part"
          value={props.part ?? ''}
          onChange={event => props.onChange(event.target.value || undefined)}
        >
          <option value="">
            {t(owner ? 'tab.parts.everythingOwned' : 'tab.parts.everything', {
              name,
              parts: parts ? String(parts.length) : '…',
            })}
          </option>
          {options.map(ref => (
            <PartOption key={ref} entityRef={ref} />
          ))}
        </NativeSelect>
      </FormControl>
      {parts && !props.part && (
        <Typography className={classes.list} variant="body2">
          {parts.length > 0 ? (
            <>
              {t('tab.parts.includes')}{' '}
              <EntityLinks refs={parts} unknown={NONE} max={8} />
            </>
          ) : (
            t(owner ? 'tab.parts.ownsNothing' : 'tab.parts.none')
          )}
        </Typography>
      )}
    </div>
  );
};
