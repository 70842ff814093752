// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  CauseInput,
  CauseRef,
  PossibleRecurrence,
  PostmortemRef,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { CauseDialog } from '../causes/CauseDialog';
import { ChooseCauseDialog } from '../causes/ChooseCauseDialog';
import { changeCauses, createOrFindCause } from '../causes/changeCauses';
import { PostmortemLink } from '../common/links';
import { useCanManageCauses } from '../common/currentUser';
import { SimilarityExplanation } from '../causes/SimilarityExplanation';
import { reasonOf, Refusal } from '../common/reasonOf';
import { useAlerts } from '../kit/useAlerts';
import { useAttempt } from '../kit/useAttempt';

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

/** What became of a pair; `partly`: only one of both has the cause now. */
type Outcome = 'confirmed' | 'partly' | 'rejected';

const Pair = (props: {
  pair: PossibleRecurrence;
  onSettled: (outcome: Outcome) => void;
}) => {
  const { pair, onSettled } = props;
  const { postmortem, earlier, can } = pair;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const alerts = useAlerts();
  const canManage = useCanManageCauses();
  const { busy, attempt } = useAttempt();
  const [dialog, setDialog] = useState<'name' | 'choose'>();
  const later = t('common.number', { number: String(postmortem.number) });
  const before = t('common.number', { number: String(earlier.number) });
  const close = () => setDialog(undefined);
  // A cause is confirmed where it is lacking.
  const offered = pair.causes.filter(({ of }) =>
    of === 'earlier' ? can.updateLater : can.updateEarlier,
  );
  const mayNameBoth =
    pair.causes.length === 0 && can.updateLater && can.updateEarlier;

  const say = (message: string) =>
    alerts.post({ message, severity: 'success', display: 'transient' });
  const tryTo = (run: () => Promise<void>) =>
    attempt(run, error =>
      alerts.post({
        message: t('causes.failed', { reason: reasonOf(error, t) }),
        severity: 'error',
      }),
    );
  const add = (cause: Pick<CauseRef, 'id'>, to: PostmortemRef) =>
    changeCauses(api, to.id, known => [...known, cause.id]);
  const confirmOne = (cause: PossibleRecurrence['causes'][number]) =>
    tryTo(async () => {
      const isOfEarlier = cause.of === 'earlier';
      await add(cause, isOfEarlier ? postmortem : earlier);
      const number = isOfEarlier ? later : before;
      say(t('causes.possible.confirmed', { number, name: cause.name }));
      onSettled('confirmed');
    });
  const confirmBoth = async (cause: Pick<CauseRef, 'id' | 'name'>) => {
    const { name } = cause;
    await add(cause, earlier);
    try {
      await add(cause, postmortem);
      say(t('causes.possible.confirmed', { number: later, name }));
      onSettled('confirmed');
    } catch (error) {
      alerts.post({
        message: t('causes.possible.partly', {
          done: before,
          missing: later,
          name,
          reason: reasonOf(error, t),
        }),
        severity: 'error',
      });
      onSettled('partly');
    }
    close();
  };
  const nameIt = async (input: CauseInput) => {
    // A cause that none of both may take up would be left behind.
    const both = await Promise.all([
      api.get({ id: earlier.id }),
      api.get({ id: postmortem.id }),
    ]);
    const closed = both.find(each => !each.can.update);
    if (closed)
      throw new Refusal(
        t('causes.possible.mayNotUpdate', {
          number: t('common.number', { number: String(closed.number) }),
        }),
      );
    await confirmBoth(await createOrFindCause(api, input));
  };
  const reject = () =>
    tryTo(async () => {
      // It is said of both; it is allowed to who may update the one named first.
      const [first, second] = can.updateLater
        ? [postmortem.id, earlier.id]
        : [earlier.id, postmortem.id];
      await api.rejectSimilar({ id: first, otherId: second });
      say(t('causes.possible.rejected', { later, earlier: before }));
      onSettled('rejected');
    });

  return (
    <li className={classes.item}>
      <Typography variant="body2" component="div">
        {t('causes.possible.pair', {
          later: <PostmortemLink postmortem={postmortem} withTitle />,
          earlier: <PostmortemLink postmortem={earlier} withTitle />,
        })}
      </Typography>
      <SimilarityExplanation score={pair.score} parts={pair.parts} />
      <div className={classes.actions}>
        {offered.map(cause => (
          <Button
            key={cause.id}
            size="small"
            variant="outlined"
            disabled={busy}
            onClick={() => confirmOne(cause)}
          >
            {t('causes.possible.same', { name: cause.name })}
          </Button>
        ))}
        {mayNameBoth && (
          <Button
            size="small"
            variant="outlined"
            disabled={busy}
            onClick={() => setDialog('choose')}
          >
            {t('causes.possible.choose')}
          </Button>
        )}
        {mayNameBoth && canManage && (
          <Button
            size="small"
            variant="outlined"
            disabled={busy}
            onClick={() => setDialog('name')}
          >
            {t('causes.possible.name')}
          </Button>
        )}
        {(can.updateLater || can.updateEarlier) && (
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
        )}
      </div>
      {dialog === 'name' && (
        <CauseDialog
          title={t('causes.form.nameTitle')}
          onSave={nameIt}
          onCancel={close}
        />
      )}
      {dialog === 'choose' && (
        <ChooseCauseDialog onChoose={confirmBoth} onCancel={close} />
      )}
    </li>
  );
};

/** Pairs that may have the same cause; a person says whether they do. */
export const PossibleRecurrences = (props: {
  id: string;
  items: PossibleRecurrence[];
  onSettled: (pair: PossibleRecurrence, outcome: Outcome) => void;
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
            onSettled={outcome => props.onSettled(pair, outcome)}
          />
        ))}
      </ul>
    </div>
  );
};
