// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import WrongIcon from '@material-ui/icons/Close';
import WellIcon from '@material-ui/icons/Done';
import FactorIcon from '@material-ui/icons/FiberManualRecordOutlined';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { ActionItemRow, Postmortem } from 'backstage-plugin-postmortems-common';
import { useMemo, useState } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useUnknownEntities } from '../common/useKnownEntities';
import { ActionItems } from './ActionItems';
import { PostmortemSummary } from './PostmortemSummary';
import { Points } from './Points';
import { Prose } from '../common/Prose';
import { PageSection } from './PageSection';
import { Timeline } from './Timeline';
import { Unmet } from './Unmet';
import { WhyTree } from './WhyTree';
import { ZoneSelect } from './ZoneSelect';

// Firefox moves a grid that does not fit to the next sheet as a whole.
const onPaper = {
  '@media print': { display: 'block', '& > * + *': { marginTop: 16 } },
};

const useStyles = makeStyles(theme => ({
  root: {
    fontFamily: theme.typography.fontFamily,
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    ...onPaper,
  },
  columns: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    alignItems: 'start',
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)',
    },
    ...onPaper,
  },
  column: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(2),
    ...onPaper,
  },
}));

/** Every person and system that the page names. */
function refsOf(postmortem: Postmortem): string[] {
  const { affectedSystems, incidentCommander, participants } = postmortem;
  return [
    ...affectedSystems,
    ...participants,
    ...postmortem.readers,
    ...[
      incidentCommander,
      ...postmortem.actionItems.map(({ owner }) => owner),
    ].filter(ref => ref !== null),
  ];
}

/** The sections of a postmortem, in the order of the template. */
export const PostmortemSections = (props: {
  postmortem: Postmortem;
  onActionItemSaved: (row: ActionItemRow) => void;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { postmortem, onActionItemSaved } = props;
  const { actionItems, contributingFactors, timeZone, unmet } = postmortem;
  const refs = useMemo(() => refsOf(postmortem), [postmortem]);
  const unknown = useUnknownEntities(refs);
  const [zone, setZone] = useState(timeZone);
  // As the figures count: what is only proposed or given up is no promise.
  const promised = actionItems.filter(
    ({ status }) => status !== 'proposed' && status !== 'wont-do',
  );
  const done = promised.filter(({ status }) => status === 'done');

  return (
    <div className={classes.root}>
      {postmortem.status === 'draft' && unmet.length > 0 && (
        <Alert severity="info">
          <AlertTitle>
            {t('postmortem.unmet.title', { count: unmet.length })}
          </AlertTitle>
          <Unmet postmortem={postmortem} unmet={unmet} />
        </Alert>
      )}
      <PageSection id="in-short" title={t('postmortem.sections.short')}>
        <PostmortemSummary
          postmortem={postmortem}
          unknown={unknown}
          zone={zone}
        />
      </PageSection>
      <div className={classes.columns}>
        <PageSection id="timeline" title={t('postmortem.field.timeline')}>
          {postmortem.timeline.length > 0 && (
            <ZoneSelect
              incidentZone={timeZone}
              value={zone}
              onChange={setZone}
            />
          )}
          <Timeline postmortem={postmortem} zone={zone} />
        </PageSection>
        <div className={classes.column}>
          <PageSection id="whys" title={t('postmortem.sections.whys')}>
            <WhyTree postmortem={postmortem} />
          </PageSection>
          {contributingFactors.length > 0 && (
            <PageSection
              id="contributing-factors"
              title={t('postmortem.field.contributingFactors')}
            >
              <Points points={contributingFactors} icon={FactorIcon} />
            </PageSection>
          )}
          <PageSection id="went-well" title={t('postmortem.field.wentWell')}>
            <Points points={postmortem.wentWell} icon={WellIcon} />
          </PageSection>
          <PageSection id="went-wrong" title={t('postmortem.field.wentWrong')}>
            <Points points={postmortem.wentWrong} icon={WrongIcon} />
          </PageSection>
        </div>
      </div>
      <PageSection
        id="action-items"
        title={t('postmortem.field.actionItems')}
        action={
          promised.length > 0 && (
            <Typography variant="body2" color="textSecondary">
              {t('postmortem.actionItems.progress', {
                done: String(done.length),
                total: String(promised.length),
              })}
            </Typography>
          )
        }
      >
        <ActionItems
          postmortem={postmortem}
          unknown={unknown}
          onSaved={onActionItemSaved}
        />
      </PageSection>
      <PageSection
        id="lessons-learned"
        title={t('postmortem.field.lessonsLearned')}
      >
        {postmortem.lessonsLearned ? (
          <Prose text={postmortem.lessonsLearned} />
        ) : (
          <Typography color="textSecondary">
            {t('postmortem.empty.lessonsLearned')}
          </Typography>
        )}
      </PageSection>
      {postmortem.otherSections.map(({ id, heading, body }, index) => (
        <PageSection
          key={id}
          id={`other-${index + 1}`}
          title={heading || t('postmortem.sections.untitled')}
        >
          <Prose text={body} />
        </PageSection>
      ))}
    </div>
  );
};
