// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import {
  CauseRef,
  isOpen,
  LikelyCause,
  plainText,
  Promised,
  SimilarPostmortem,
} from 'backstage-plugin-postmortems-common';
import { Fragment } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { CauseLink, PostmortemLink } from '../../common/links';
import { SimilarityExplanation } from '../../causes/SimilarityExplanation';
import { useDoneOn } from '../../common/ActionItemFacts';
import { CompactMarkdown } from '../../common/CompactMarkdown';
import { useFormat } from '../../common/useFormat';
import { useOverdueClass } from '../../common/OverdueCount';
import { Answers } from './useSimilar';

const SHOWN_PROMISES = 3;

const useStyles = makeStyles(theme => ({
  item: {
    ...theme.typography.body2,
    padding: theme.spacing(0.75, 0),
    overflowWrap: 'anywhere',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
  },
  quiet: { color: theme.palette.text.secondary },
  promises: { margin: 0, paddingLeft: theme.spacing(2) },
  actions: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5),
    marginTop: theme.spacing(0.5),
    '& .MuiButton-root': { textTransform: 'none', textAlign: 'left' },
  },
}));

/** A known cause that it may be, because of the postmortems that had it. */
export const LikelyCauseItem = (props: {
  likely: LikelyCause;
  answers: Answers;
}) => {
  const { likely, answers } = props;
  const { cause } = likely;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <li className={classes.item}>
      <CauseLink cause={cause} newTab />{' '}
      <span className={classes.quiet}>
        {t('causes.seen.because', {
          postmortems: (
            <>
              {likely.because.map((postmortem, index) => (
                <Fragment key={postmortem.id}>
                  {index > 0 && ', '}
                  <PostmortemLink postmortem={postmortem} newTab />
                </Fragment>
              ))}
            </>
          ),
        })}
      </span>
      <SimilarityExplanation score={likely.score} parts={likely.parts} />
      <div className={classes.actions}>
        <Button
          size="small"
          variant="outlined"
          disabled={answers.busy}
          aria-label={t('causes.seen.sameOf', { name: cause.name })}
          onClick={() => answers.confirm(cause.id)}
        >
          {t('causes.seen.same')}
        </Button>
        <Button
          size="small"
          disabled={answers.busy}
          aria-label={t('causes.seen.notSameAs', { name: cause.name })}
          onClick={() => answers.rejectCause(cause.id)}
        >
          {t('causes.seen.notSame')}
        </Button>
      </div>
    </li>
  );
};

/** What is still to be done first: it may be why it recurred. */
const openFirst = (items: Promised[]) =>
  [...items].sort((a, b) => Number(isOpen(b)) - Number(isOpen(a)));

const PromiseItem = (props: { item: Promised }) => {
  const { item } = props;
  const overdue = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const status = t(`common.actionStatus.${item.status}`);
  const notDone =
    isOpen(item) && item.dueDate
      ? `${status}, ${format.due(item.dueDate, true)}`
      : status;
  const state = useDoneOn()(item) ?? notDone;
  return (
    <li>
      {t('causes.seen.promise', {
        description:
          plainText(item.description) || t('common.actionItem.noDescription'),
        state: (
          <span
            className={
              item.due === 'overdue' && isOpen(item) ? overdue : undefined
            }
          >
            {state}
          </span>
        ),
      })}
    </li>
  );
};

/** An earlier postmortem that is alike, and what it promised. */
export const SimilarItem = (props: {
  similar: SimilarPostmortem;
  /** Causes that are confirmed, or offered above. */
  known: ReadonlySet<string>;
  /** The causes of what is written. */
  confirmed: CauseRef[];
  /** Names the cause of both; absent for who may not. */
  onName?: () => void;
  answers: Answers;
}) => {
  const { similar, known, confirmed, onName, answers } = props;
  const { postmortem, actionItems } = similar;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const number = t('common.number', { number: String(postmortem.number) });
  const more = actionItems.length - SHOWN_PROMISES;
  const hasNone = similar.causes.length === 0;
  return (
    <li className={classes.item}>
      <PostmortemLink postmortem={postmortem} withTitle newTab />
      <SimilarityExplanation score={similar.score} parts={similar.parts} />
      {similar.rootCause && <CompactMarkdown content={similar.rootCause} />}
      {actionItems.length === 0 ? (
        <span className={classes.quiet}>
          {t('causes.seen.nothingPromised')}
        </span>
      ) : (
        <>
          <span className={classes.quiet}>{t('causes.seen.promised')}</span>
          <ul className={classes.promises}>
            {openFirst(actionItems)
              .slice(0, SHOWN_PROMISES)
              .map(item => (
                <PromiseItem key={item.id} item={item} />
              ))}
          </ul>
          {more > 0 && (
            <span className={classes.quiet}>
              {t('common.otherSystems', { count: more })}
            </span>
          )}
        </>
      )}
      <div className={classes.actions}>
        {similar.causes
          .filter(({ id }) => !known.has(id))
          .map(cause => (
            <Button
              key={cause.id}
              size="small"
              variant="outlined"
              disabled={answers.busy}
              onClick={() => answers.confirm(cause.id)}
            >
              {t('causes.seen.sameOf', { name: cause.name })}
            </Button>
          ))}
        {/* Nobody has said yet what the earlier one's cause was. */}
        {hasNone &&
          confirmed.map(cause => (
            <Button
              key={cause.id}
              size="small"
              variant="outlined"
              disabled={answers.busy}
              onClick={() => answers.confirmEarlier(postmortem.id, cause.id)}
            >
              {t('causes.seen.sameOf', { name: cause.name })}
            </Button>
          ))}
        {hasNone && onName && (
          <Button
            size="small"
            variant="outlined"
            disabled={answers.busy}
            aria-label={t('causes.seen.nameItOf', { number })}
            onClick={onName}
          >
            {t('causes.seen.nameIt')}
          </Button>
        )}
        <Button
          size="small"
          disabled={answers.busy}
          aria-label={t('causes.seen.notSameAs', { name: number })}
          onClick={() => answers.rejectSimilar(postmortem.id)}
        >
          {t('causes.seen.notSame')}
        </Button>
      </div>
    </li>
  );
};
