// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { ReviewItem } from 'backstage-plugin-postmortems-common';
import { Fragment, ReactNode } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { ActionItemOwner, DueText, MovedText } from '../common/ActionItemFacts';
import { EntityLinks } from '../common/EntityLinks';
import { PostmortemLink } from '../common/links';
import { useOverdueClass } from '../common/OverdueCount';
import { StatusChip } from '../common/StatusChip';
import { useUnknownEntities } from '../common/useKnownEntities';
import { Link } from '../kit/Link';

const MAX_SYSTEMS = 4;

const useStyles = makeStyles(theme => ({
  facts: {
    ...theme.typography.body1,
    display: 'grid',
    gridTemplateColumns: 'max-content minmax(0, 1fr)',
    gap: theme.spacing(0.5, 3),
    margin: 0,
    '& dt': { color: theme.palette.text.secondary },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
  quiet: { color: theme.palette.text.secondary },
}));

/** Where an action item comes from, whose it is and until when. */
export const ReviewFacts = (props: { item: ReviewItem }) => {
  const { postmortem, actionItem } = props.item;
  const classes = useStyles();
  const late = useOverdueClass();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const systems = actionItem?.postmortem.affectedSystems ?? [];
  const owner = actionItem?.owner;
  const unknown = useUnknownEntities([
    ...systems.slice(0, MAX_SYSTEMS),
    ...(owner ? [owner] : []),
  ]);
  const facts: Array<[name: string, value: ReactNode]> = [
    [
      t('review.facts.postmortem'),
      <>
        <PostmortemLink postmortem={postmortem} withTitle newTab />{' '}
        {actionItem?.postmortem.status === 'draft' && (
          <StatusChip status="draft" />
        )}
      </>,
    ],
  ];
  if (actionItem) {
    if (systems.length > 0)
      facts.push([
        t('review.facts.systems'),
        <EntityLinks refs={systems} unknown={unknown} max={MAX_SYSTEMS} />,
      ]);
    facts.push(
      [
        t('review.facts.owner'),
        <>
          <ActionItemOwner
            item={actionItem}
            unknown={unknown}
            noneClassName={late}
          />
          {actionItem.ownerGone && (
            <span className={late}> ({t('review.ownerGone')})</span>
          )}
        </>,
      ],
      [
        t('review.facts.due'),
        <>
          <DueText item={actionItem} exact />{' '}
          <MovedText item={actionItem} className={classes.quiet} />
        </>,
      ],
      [t('review.facts.status'), t(`common.actionStatus.${actionItem.status}`)],
    );
    if (actionItem.ticketUrl)
      facts.push([
        t('review.facts.ticket'),
        <Link to={actionItem.ticketUrl} target="_blank" rel="noopener">
          {actionItem.ticketUrl}
        </Link>,
      ]);
  }
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <Fragment key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </Fragment>
      ))}
    </dl>
  );
};
