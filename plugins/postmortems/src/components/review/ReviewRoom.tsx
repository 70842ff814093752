// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import LinearProgress from '@material-ui/core/LinearProgress';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import Alert from '@material-ui/lab/Alert';
import { Review } from 'backstage-plugin-postmortems-common';
import { useEffect, useRef, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { useFormat } from '../common/useFormat';
import { KeyButton } from './KeyButton';
import { KeysDialog } from './KeysDialog';
import { RecurredSince } from './RecurredSince';
import { ReviewAction, useReviewKeys } from './reviewKeys';
import { ReviewFinish } from './ReviewFinish';
import { AssignForm, DateForm, SplitForm, WontDoForm } from './ReviewForms';
import { ReviewItemCard, useWhyNot } from './ReviewItemCard';
import { ownersIn, useDecisionText, useNames } from './useDecisionText';
import { NewDecision, Notice, useReviewSession } from './useReviewSession';

const FORMS = {
  assign: AssignForm,
  date: DateForm,
  split: SplitForm,
  'wont-do': WontDoForm,
};
type FormName = keyof typeof FORMS;

/** What is left to do where the review is to be ended. */
const AT_END: readonly ReviewAction[] = ['back', 'undo', 'keys'];

const isForm = (action: ReviewAction): action is FormName => action in FORMS;

const useStyles = makeStyles(theme => ({
  room: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    maxWidth: 960,
    fontFamily: theme.typography.fontFamily,
    // Beside a key, a name in capitals is hard to tell from it.
    '& button': { textTransform: 'none' },
  },
  bar: { height: 4 },
  notice: { marginTop: theme.spacing(2) },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1),
  },
  // What goes on stands apart from what decides.
  ways: { marginLeft: 'auto', display: 'flex', gap: theme.spacing(1) },
}));

/** After these there is nothing more to decide about an item. */
const closes = (decision: NewDecision): boolean =>
  decision.kind === 'skipped' ||
  (decision.kind === 'changed' &&
    (decision.patch.status === 'done' || decision.patch.status === 'wont-do'));

/** The meeting: one action item after the other, by keys or buttons. */
export const ReviewRoom = (props: {
  review: Review;
  onEnded: (review: Review) => void;
  /** Something was refused, maybe because somebody else ended the review. */
  onConflict: () => void;
}) => {
  const { review, onConflict } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const [form, setForm] = useState<FormName>();
  const [showKeys, setShowKeys] = useState(false);
  const [isEnding, setIsEnding] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);

  const session = useReviewSession(review, onConflict);
  const { item, index, total, busy, items, notice } = session;
  const whyNot = useWhyNot(item);
  const told = notice && 'decision' in notice ? [notice.decision] : [];
  const names = useNames(
    ownersIn([...items.flatMap(({ decisions }) => decisions), ...told]),
  );
  const textOf = useDecisionText(names);
  const said = (last: Notice) => {
    if ('text' in last) return last.text;
    const { did, decision, about } = last;
    return t(`review.${did}`, { item: about, what: textOf(decision) });
  };

  const itemId = item?.id;
  // Of an item that somebody removed there is no form any more.
  const open = item?.actionItem ? form : undefined;
  const isShown = itemId !== undefined && !open && !showKeys && !isEnding;
  useEffect(() => {
    if (isShown) heading.current?.focus();
  }, [itemId, isShown]);
  useEffect(() => {
    setForm(undefined);
    setIsEnding(false);
  }, [index]);

  const decide = async (decision: NewDecision) => {
    if (!(await session.decide(decision))) return;
    setForm(undefined);
    if (closes(decision)) await session.go(index + 1, true);
  };
  const skip = async () => {
    if (!item) return;
    // Of what is decided or was skipped before there is nothing to record.
    if (item.decisions.length > 0) await session.go(index + 1);
    else await decide({ kind: 'skipped' });
  };
  const act = async (action: ReviewAction) => {
    if (busy || open || showKeys) return;
    if (isEnding && !AT_END.includes(action)) return;
    const { seen } = session;
    if (action === 'keys') setShowKeys(true);
    else if (action === 'undo') {
      if (await session.undo()) setIsEnding(false);
    } else if (action === 'back') {
      if (isEnding) setIsEnding(false);
      else await session.go(index - 1);
    } else if (action === 'skip') await skip();
    else if (whyNot || !seen) return;
    else if (isForm(action)) setForm(action);
    else if (action === 'done')
      await decide({ kind: 'changed', seen, patch: { status: 'done' } });
    else if (item?.actionItem?.status === 'proposed')
      await decide({ kind: 'changed', seen, patch: { status: 'open' } });
  };
  useReviewKeys(act);

  if (session.failure)
    return (
      <ErrorState
        title={t('review.loadFailed')}
        error={session.failure}
        onRetry={session.retry}
      />
    );
  if (!session.isLoaded) return <Progress />;

  const button = (action: ReviewAction, label?: string) => (
    <KeyButton
      action={action}
      onAct={act}
      label={label}
      variant="outlined"
      disabled={
        busy ||
        open !== undefined ||
        (action === 'back' && index === 0 && !isEnding)
      }
    />
  );
  const Form = open && FORMS[open];
  return (
    <div className={classes.room}>
      <RecurredSince review={review} atBeginning={index === 0} />
      {review.restricted > 0 && (
        <Typography variant="body2">
          {t('review.restricted', { count: review.restricted })}
        </Typography>
      )}
      <div>
        <LinearProgress
          className={classes.bar}
          variant="determinate"
          aria-label={t('review.progressLabel')}
          value={total === 0 ? 100 : (100 * index) / total}
        />
        <div role="status">
          {notice && (
            <Alert className={classes.notice} severity={notice.severity}>
              {said(notice)}
            </Alert>
          )}
        </div>
      </div>
      {item && !isEnding ? (
        <ReviewItemCard
          item={item}
          place={t('review.progress', {
            index: format.number(index + 1),
            total: format.number(total),
          })}
          headingRef={heading}
          textOf={textOf}
        >
          {Form && item.actionItem && session.seen ? (
            <Form
              key={item.id}
              item={item.actionItem}
              seen={session.seen}
              busy={busy}
              onDecide={decide}
              onCancel={() => setForm(undefined)}
            />
          ) : (
            <>
              {whyNot && (
                <Typography color="textSecondary">{whyNot}</Typography>
              )}
              <div
                className={classes.actions}
                role="group"
                aria-label={t('review.actions.label')}
              >
                {!whyNot && (
                  <>
                    {button('assign')}
                    {button('date')}
                    {button('split')}
                    {item.actionItem?.status === 'proposed' && button('accept')}
                    {button('done')}
                    {button('wont-do')}
                  </>
                )}
                <span className={classes.ways}>
                  {button('back')}
                  {button(
                    'skip',
                    item.decisions.length > 0
                      ? t('review.actions.next')
                      : undefined,
                  )}
                </span>
              </div>
            </>
          )}
        </ReviewItemCard>
      ) : (
        <ReviewFinish
          review={review}
          isLast={!item}
          isEmpty={total === 0}
          onEnded={props.onEnded}
        />
      )}
      <div className={classes.actions}>
        {(!item || isEnding) && total > 0 && button('back')}
        {button('undo')}
        {button('keys')}
        {item && !isEnding && (
          <Button
            disabled={busy || open !== undefined}
            onClick={() => setIsEnding(true)}
          >
            {t('review.actions.end')}
          </Button>
        )}
      </div>
      {showKeys && <KeysDialog onClose={() => setShowKeys(false)} />}
    </div>
  );
};
