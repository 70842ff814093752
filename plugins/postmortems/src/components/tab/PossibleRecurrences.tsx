import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  CauseInput,
  CauseRef,
  PossibleRecurrence,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { changeCauses, createOrFindCause } from '../causes/changeCauses';
import { NameCauseDialog } from '../causes/NameCauseDialog';
import { PostmortemLink } from '../causes/PostmortemLink';
import { useCanManageCauses } from '../causes/useCanManageCauses';
import { WhyAlike } from '../causes/WhyAlike';
import { reasonOf } from '../common/reasonOf';

const useStyles = makeStyles(theme => ({
  list: { listStyle: 'none', margin: 0, padding: 0 },
  item: {
    padding: theme.spacing(1, 0),
    borderTop: `1px solid ${theme.palette.divider}`,
    overflowWrap: 'anywhere',
  },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    marginTop: theme.spacing(0.5),
  },
}));

const Pair = (props: {
  pair: PossibleRecurrence;
  onSettled: (confirmed: boolean) => void;
}) => {
  const { pair, onSettled } = props;
  const { postmortem, earlier } = pair;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const alerts = useApi(alertApiRef);
  const canManage = useCanManageCauses();
  const [busy, setBusy] = useState(false);
  const [naming, setNaming] = useState(false);
  const later = t('common.number', { number: String(postmortem.number) });
  const before = t('common.number', { number: String(earlier.number) });

  const say = (message: string) =>
    alerts.post({ message, severity: 'success', display: 'transient' });
  const attempt = async (run: () => Promise<void>) => {
    setBusy(true);
    try {
      await run();
    } catch (error) {
      alerts.post({
        message: t('causes.failed', { reason: reasonOf(error) }),
        severity: 'error',
      });
      setBusy(false);
    }
  };
  const confirm = async (
    cause: Pick<CauseRef, 'id' | 'name'>,
    ids: string[],
  ) => {
    for (const id of ids)
      await changeCauses(api, id, known => [...known, cause.id]);
    say(t('causes.possible.confirmed', { number: later, name: cause.name }));
    onSettled(true);
  };
  const nameIt = async (input: CauseInput) =>
    // The earlier one has no cause yet either.
    confirm(await createOrFindCause(api, input), [earlier.id, postmortem.id]);
  const reject = () =>
    attempt(async () => {
      await api.rejectSimilar(postmortem.id, earlier.id);
      say(t('causes.possible.rejected', { later, earlier: before }));
      onSettled(false);
    });

  return (
    <li className={classes.item}>
      <Typography variant="body2" component="div">
        {t('causes.possible.pair', {
          later: <PostmortemLink postmortem={postmortem} withTitle />,
          earlier: <PostmortemLink postmortem={earlier} withTitle />,
        })}
      </Typography>
      <WhyAlike score={pair.score} parts={pair.parts} />
      <div className={classes.actions}>
        {pair.causes.map(cause => (
          <Button
            key={cause.id}
            size="small"
            variant="outlined"
            disabled={busy}
            onClick={() => attempt(() => confirm(cause, [postmortem.id]))}
          >
            {t('causes.possible.same', { name: cause.name })}
          </Button>
        ))}
        {pair.causes.length === 0 && canManage && (
          <Button
            size="small"
            variant="outlined"
            disabled={busy}
            onClick={() => setNaming(true)}
          >
            {t('causes.possible.name')}
          </Button>
        )}
        <Button
          size="small"
          disabled={busy}
          aria-label={t('causes.possible.notSameOf', {
            later,
            earlier: before,
          })}
          onClick={reject}
        >
          {t('causes.possible.notSame')}
        </Button>
      </div>
      {naming && (
        <NameCauseDialog onCreate={nameIt} onCancel={() => setNaming(false)} />
      )}
    </li>
  );
};

/** Pairs that may have the same cause; a person says whether they do. */
export const PossibleRecurrences = (props: {
  id: string;
  items: PossibleRecurrence[];
  onSettled: (pair: PossibleRecurrence, confirmed: boolean) => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <div id={props.id}>
      <Typography variant="body2" color="textSecondary" gutterBottom>
        {t('causes.possible.intro')}
      </Typography>
      <ul className={classes.list}>
        {props.items.map(pair => (
          <Pair
            key={`${pair.postmortem.id} ${pair.earlier.id}`}
            pair={pair}
            onSettled={confirmed => props.onSettled(pair, confirmed)}
          />
        ))}
      </ul>
    </div>
  );
};
