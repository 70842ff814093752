// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Postmortem } from 'backstage-plugin-postmortems-common';
import { Fragment, ReactNode } from 'react';
import { postmortemsTranslationRef } from '../../translation';
import { useFormat } from '../common/useFormat';
import { Link } from '../kit/Link';
import { AllEntityLinks } from './AllEntityLinks';
import { IncidentBar } from './IncidentBar';
import { Prose } from '../common/Prose';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2.5),
    // Firefox lays the parts of a flexible box over each other where the sheet ends.
    '@media print': {
      display: 'block',
      '& > * + *': { marginTop: '20px !important' },
    },
  },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(135px, 1fr))',
    gap: theme.spacing(1.5, 3),
    margin: 0,
  },
  fact: { minWidth: 0, overflowWrap: 'anywhere' },
  wide: { gridColumn: '1 / -1' },
  // Names of systems are long, and there are often many of them.
  double: {
    gridColumn: 'span 2',
    [theme.breakpoints.down('xs')]: { gridColumn: '1 / -1' },
  },
  label: {
    ...theme.typography.body2,
    color: theme.palette.text.secondary,
  },
  value: { margin: 0, ...theme.typography.body1 },
  tags: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) },
  // A long one goes on in the next line.
  tag: { margin: 0, maxWidth: '100%', height: 'auto', minHeight: 24 },
  tagText: { whiteSpace: 'normal', overflowWrap: 'anywhere' },
}));

/** A term and its value; nothing recorded is said, not left out. */
const Fact = (props: {
  name:
    | 'affectedSystems'
    | 'incidentCommander'
    | 'participants'
    | 'usersAffected'
    | 'slaBreached'
    | 'readers'
    | 'tags'
    | 'links'
    | 'impact'
    | 'trigger';
  width?: 'wide' | 'double';
  children: ReactNode;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <div
      className={`${classes.fact} ${props.width ? classes[props.width] : ''}`}
    >
      <dt className={classes.label}>{t(`postmortem.facts.${props.name}`)}</dt>
      <dd className={classes.value}>
        {props.children || (
          <Typography component="span" color="textSecondary">
            {t('common.notRecorded')}
          </Typography>
        )}
      </dd>
    </div>
  );
};

/** Everything that one has to know of the incident in a minute. */
export const PostmortemSummary = (props: {
  postmortem: Postmortem;
  /** Refs that the catalog does not know. */
  unknown: ReadonlySet<string>;
  /** IANA name of the zone that times are written in. */
  zone: string;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { postmortem, unknown, zone } = props;
  const { affectedSystems, incidentCommander, participants } = postmortem;
  const { usersAffected, slaBreached, tags, links, readers } = postmortem;
  const people = (refs: readonly string[]) =>
    refs.length > 0 && <AllEntityLinks refs={refs} unknown={unknown} />;

  return (
    <div className={classes.root}>
      {postmortem.summary ? (
        <Prose text={postmortem.summary} />
      ) : (
        <Typography color="textSecondary">
          {t('postmortem.empty.summary')}
        </Typography>
      )}
      <dl className={classes.facts}>
        <Fact name="affectedSystems" width="double">
          {affectedSystems.length > 0 && (
            <AllEntityLinks refs={affectedSystems} unknown={unknown} />
          )}
        </Fact>
        <Fact name="incidentCommander">
          {incidentCommander && people([incidentCommander])}
        </Fact>
        <Fact name="participants">{people(participants)}</Fact>
        <Fact name="usersAffected">
          {usersAffected !== null && format.number(usersAffected)}
        </Fact>
        <Fact name="slaBreached">
          {slaBreached !== null &&
            t(slaBreached ? 'postmortem.facts.yes' : 'postmortem.facts.no')}
        </Fact>
        {postmortem.visibility === 'restricted' && readers.length > 0 && (
          <Fact name="readers">{people(readers)}</Fact>
        )}
        {tags.length > 0 && (
          <Fact name="tags" width="double">
            <span className={classes.tags}>
              {tags.map(tag => (
                <Chip
                  key={tag}
                  classes={{ root: classes.tag, label: classes.tagText }}
                  label={tag}
                  size="small"
                  variant="outlined"
                />
              ))}
            </span>
          </Fact>
        )}
        {links.length > 0 && (
          <Fact name="links" width="double">
            {links.map(({ id, title, url }, index) => (
              <Fragment key={id}>
                {index > 0 && ', '}
                <Link to={url}>{title || url}</Link>
              </Fragment>
            ))}
          </Fact>
        )}
        <Fact name="impact" width="wide">
          {postmortem.impact && <Prose text={postmortem.impact} />}
        </Fact>
        {postmortem.trigger && (
          <Fact name="trigger" width="wide">
            <Prose text={postmortem.trigger} />
          </Fact>
        )}
      </dl>
      <IncidentBar postmortem={postmortem} zone={zone} />
    </div>
  );
};
