// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Chip from '@material-ui/core/Chip';
import CancelIcon from '@material-ui/icons/Cancel';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { CauseRef, PostmortemRef } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { CausePicker } from '../../causes/CausePicker';
import { useCanManageCauses } from '../../common/currentUser';
import { fieldId } from '../form/fields';
import { Card } from './Card';
import { NewCause } from './NewCause';
import { LikelyCauseItem, SimilarItem } from './SuggestionItems';
import { useSeenBefore } from './SeenBeforeProvider';
import { SEEN_BEFORE } from './SeenBeforeHint';
import { Answers } from './useSimilar';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  chips: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    margin: theme.spacing(0.5, 0, 1),
  },
  // A cause is a sentence: it is read whole or not at all.
  chip: {
    margin: 0,
    maxWidth: '100%',
    height: 'auto',
    minHeight: 24,
    borderRadius: 12,
    '& .MuiChip-label': {
      whiteSpace: 'normal',
      paddingTop: 2,
      paddingBottom: 2,
    },
  },
  heading: { marginTop: theme.spacing(1) },
  picker: { margin: theme.spacing(1, 0) },
}));

const Confirmed = (props: { causes: CauseRef[]; answers: Answers }) => {
  const { causes } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  if (causes.length === 0) return null;
  return (
    <>
      <Typography variant="body2" color="textSecondary">
        {t('causes.seen.confirmed')}
      </Typography>
      <div className={classes.chips}>
        {causes.map(({ id, name }) => (
          <Chip
            key={id}
            className={classes.chip}
            size="small"
            label={name}
            disabled={props.answers.busy}
            onDelete={() => props.answers.remove(id)}
            deleteIcon={
              <CancelIcon titleAccess={t('causes.seen.remove', { name })} />
            }
          />
        ))}
      </div>
    </>
  );
};

/**
 * "Seen before?": likely causes and earlier postmortems of the text as it
 * stands. Nothing is assigned until a person says so.
 */
export const SeenBefore = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const canManage = useCanManageCauses();
  const { value, error, loading, retry, answers, ...suggested } =
    useSeenBefore();
  const { confirmed, likely, earlier, inShort } = suggested;
  const causeIds = confirmed.map(({ id }) => id);
  /** The cause that is being named: of an earlier postmortem as well? */
  const [naming, setNaming] = useState<{ also?: PostmortemRef }>();
  const known = new Set([
    ...causeIds,
    ...answers.hidden,
    ...likely.map(({ cause }) => cause.id),
  ]);
  const isQuiet = !error && likely.length === 0 && earlier.length === 0;
  return (
    <Card title={t('causes.seen.title')} id={fieldId(SEEN_BEFORE)}>
      <Confirmed causes={confirmed} answers={answers} />
      {/* Said in short: the list itself is long. */}
      <Typography variant="caption" color="textSecondary" role="status">
        {inShort}
      </Typography>
      <div aria-busy={loading}>
        {error && (
          <Typography variant="body2" color="textSecondary">
            {t('causes.seen.failed')}{' '}
            <Button size="small" onClick={retry}>
              {t('common.retry')}
            </Button>
          </Typography>
        )}
        {isQuiet && (
          <Typography variant="body2" color="textSecondary">
            {t(value ? 'causes.seen.nothing' : 'causes.seen.waiting')}
          </Typography>
        )}
        {likely.length > 0 && (
          <>
            <Typography variant="subtitle2" component="h3">
              {t('causes.seen.likely')}
            </Typography>
            <ul className={classes.list}>
              {likely.map(suggestion => (
                <LikelyCauseItem
                  key={suggestion.cause.id}
                  likely={suggestion}
                  answers={answers}
                />
              ))}
            </ul>
          </>
        )}
        {earlier.length > 0 && (
          <>
            <Typography
              variant="subtitle2"
              component="h3"
              className={classes.heading}
            >
              {t('causes.seen.earlier')}
            </Typography>
            <ul className={classes.list}>
              {earlier.map(similar => (
                <SimilarItem
                  key={similar.postmortem.id}
                  similar={similar}
                  known={known}
                  confirmed={confirmed}
                  onName={
                    canManage
                      ? () => setNaming({ also: similar.postmortem })
                      : undefined
                  }
                  answers={answers}
                />
              ))}
            </ul>
          </>
        )}
      </div>
      <CausePicker
        className={classes.picker}
        label={t('causes.seen.another')}
        value={null}
        except={causeIds}
        onChange={cause => cause && answers.confirm(cause.id)}
      />
      {canManage === false && (
        <Typography variant="body2" color="textSecondary">
          {t('causes.form.mayNotCreate')}
        </Typography>
      )}
      {canManage && !naming && (
        <Button size="small" onClick={() => setNaming({})}>
          {t('causes.seen.create')}
        </Button>
      )}
      {naming && (
        <NewCause
          also={naming.also}
          answers={answers}
          onClose={() => setNaming(undefined)}
        />
      )}
    </Card>
  );
};
