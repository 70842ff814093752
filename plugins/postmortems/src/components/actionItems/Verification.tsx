// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import CheckIcon from '@material-ui/icons/CheckCircleOutline';
import WarningIcon from '@material-ui/icons/ReportProblemOutlined';
import Alert from '@material-ui/lab/Alert';
import {
  ActionItem,
  ActionItemPatch,
  ActionItemRow,
  DAY_MS,
  FixOutcome,
  QUIET_DAYS,
  today,
} from 'backstage-plugin-postmortems-common';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { PostmortemLink } from '../common/links';
import { Prose } from '../common/Prose';
import { reasonOf } from '../common/reasonOf';
import { useFormat } from '../common/useFormat';
import { usePostmortemsConfig } from '../common/usePostmortemsConfig';
import { Link } from '../kit/Link';
import { useAttempt } from '../kit/useAttempt';
import { useActionItemChanges } from './ActionItemChanges';
import { FollowUpLink } from './FollowUpLink';
import { DidNotWorkForm, EvidenceForm } from './VerificationForms';

/** In how many days it is asked whether something worked, and asked again. */
const ASK_AFTER_DAYS = 30;

const useStyles = makeStyles(theme => ({
  root: { ...theme.typography.body2, marginTop: theme.spacing(0.25) },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1.5),
    color: theme.palette.text.secondary,
  },
  question: { color: theme.palette.text.primary, fontWeight: 600 },
  answer: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    color: theme.palette.text.primary,
  },
  note: theme.typography.body2,
  icon: { fontSize: '1.1rem' },
  button: { '@media print': { display: 'none' } },
}));

const daysAfter = (day: string, days: number) =>
  DateTime.fromISO(day).plus({ days }).toISODate()!;

/** That it came back since it was done, or for how long it did not. */
const Outcome = (props: { item: ActionItem; outcome?: FixOutcome }) => {
  const { item, outcome } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { doneAt, verified } = item;
  if (!outcome || doneAt === null) return null;
  if (outcome.recurred)
    return (
      <span className={classes.answer}>
        <WarningIcon className={classes.icon} aria-hidden />
        {t('actionItems.verify.recurred', {
          postmortem: <PostmortemLink postmortem={outcome.recurred} />,
          day: format.day(outcome.recurred.startedAt),
        })}
      </span>
    );
  const isQuiet = Date.now() - Date.parse(doneAt) >= QUIET_DAYS * DAY_MS;
  if (!isQuiet || verified === 'did-not-work') return null;
  return (
    <span className={classes.answer}>
      <CheckIcon className={classes.icon} aria-hidden />
      {t('actionItems.verify.quiet', { time: format.since(doneAt) })}
    </span>
  );
};

/**
 * What shows that an action item is done, and whether it worked: shown to all,
 * asked of who may change it. Who just finished it is offered both at once.
 * It stands inside an `ActionItemChanges`.
 */
export const Verification = (props: {
  item: ActionItem;
  /** Whether it came back since it was done, where that is known. */
  outcome?: FixOutcome;
  /** The postmortem that a follow-up would be in, where one may add to it. */
  followUpIn?: { number: number };
  canUpdate: boolean;
  /** Gets the row as saved; whoever holds the item must show it from then on. */
  onChanged: (row: ActionItemRow) => void;
}) => {
  const { item, canUpdate, onChanged } = props;
  const { status, evidenceUrl, verifyOn, verified, verifiedNote } = item;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const api = useApi(postmortemsApiRef);
  const { timeZone } = usePostmortemsConfig();
  const { finished, pending } = useActionItemChanges();
  const { busy, attempt } = useAttempt();
  const [problem, setProblem] = useState<string>();
  const [open, setOpen] = useState<'evidence' | 'no'>();
  const [isDeclined, setDeclined] = useState(false);
  if (status !== 'done' || pending.has(item.id)) return null;

  const day = today(timeZone);
  const isAsked = verified === null && verifyOn !== null && verifyOn <= day;
  const isOffered =
    open === 'evidence' ||
    (finished.has(item.id) &&
      !isDeclined &&
      open === undefined &&
      evidenceUrl === '' &&
      verifyOn === null);
  const description = item.description || t('common.actionItem.noDescription');

  const save = (body: ActionItemPatch) =>
    attempt(
      async () => {
        const row = await api.updateActionItem({ id: item.id, body });
        setProblem(undefined);
        setOpen(undefined);
        onChanged(row);
      },
      error =>
        setProblem(
          t('actionItems.verify.failed', { reason: reasonOf(error, t) }),
        ),
    );
  const close = () => {
    setOpen(undefined);
    setDeclined(true);
    setProblem(undefined);
  };
  const Answer = verified === 'worked' ? CheckIcon : WarningIcon;

  return (
    <div className={classes.root}>
      <div className={classes.line}>
        {verified && (
          <span className={classes.answer}>
            <Answer className={classes.icon} aria-hidden />
            {t(`common.verified.${verified}`)}
          </span>
        )}
        <Outcome item={item} outcome={props.outcome} />
        {evidenceUrl && (
          <Link to={evidenceUrl}>{t('actionItems.verify.evidence')}</Link>
        )}
        {verified === null && verifyOn !== null && !isAsked && (
          <span>
            {t('actionItems.verify.askedOn', { day: format.day(verifyOn) })}
          </span>
        )}
        {props.followUpIn && verified === 'did-not-work' && (
          <FollowUpLink
            className={classes.button}
            item={item}
            postmortem={props.followUpIn}
          />
        )}
        {canUpdate && !isOffered && open === undefined && !isAsked && (
          <Button
            size="small"
            className={classes.button}
            aria-label={t(
              evidenceUrl
                ? 'actionItems.verify.changeOf'
                : 'actionItems.verify.addOf',
              { description },
            )}
            onClick={() => setOpen('evidence')}
          >
            {t(
              evidenceUrl
                ? 'actionItems.verify.change'
                : 'actionItems.verify.add',
            )}
          </Button>
        )}
      </div>
      {verifiedNote && <Prose className={classes.note} text={verifiedNote} />}
      {isAsked && canUpdate && (
        <div
          className={classes.line}
          role="group"
          aria-label={t('actionItems.verify.questionOf', { description })}
        >
          <span className={classes.question}>
            {t('actionItems.verify.question')}
          </span>
          {open !== 'no' && (
            <>
              <Button
                size="small"
                color="primary"
                disabled={busy}
                onClick={() => save({ verified: 'worked' })}
              >
                {t('actionItems.verify.yes')}
              </Button>
              <Button
                size="small"
                color="primary"
                disabled={busy}
                onClick={() => setOpen('no')}
              >
                {t('actionItems.verify.no')}
              </Button>
              <Button
                size="small"
                disabled={busy}
                onClick={() =>
                  save({ verifyOn: daysAfter(day, ASK_AFTER_DAYS) })
                }
              >
                {t('actionItems.verify.notYet')}
              </Button>
            </>
          )}
        </div>
      )}
      {open === 'no' && (
        <DidNotWorkForm
          id={item.id}
          busy={busy}
          onSave={note =>
            save({ verified: 'did-not-work', verifiedNote: note })
          }
          onCancel={close}
        />
      )}
      {isOffered && canUpdate && (
        <EvidenceForm
          item={item}
          busy={busy}
          firstDay={
            verified === null ? daysAfter(day, ASK_AFTER_DAYS) : undefined
          }
          onSave={save}
          onCancel={close}
        />
      )}
      {problem && <Alert severity="error">{problem}</Alert>}
    </div>
  );
};
