// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Chip from '@material-ui/core/Chip';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import {
  FieldOfKind,
  FIELDS,
  FieldWith,
  Postmortem,
} from 'backstage-plugin-postmortems-common';
import { Fragment } from 'react';
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

type FactName = FieldWith<'fact'>;

/** The facts, in the order that they are read in. */
const FACTS: Record<
  FactName,
  { width?: 'wide' | 'double'; onlyWhenFilled?: true }
> = {
  affectedSystems: { width: 'double' },
  incidentCommander: {},
  participants: {},
  usersAffected: {},
  slaBreached: {},
  readers: { onlyWhenFilled: true },
  tags: { width: 'double', onlyWhenFilled: true },
  links: { width: 'double', onlyWhenFilled: true },
  impact: { width: 'wide' },
  trigger: { width: 'wide', onlyWhenFilled: true },
};

const isEmpty = (value: unknown) =>
  value === null || value === '' || (Array.isArray(value) && !value.length);

/** A value that is there, as its kind is shown. */
const FactValue = (props: {
  name: FactName;
  postmortem: Postmortem;
  unknown: ReadonlySet<string>;
}) => {
  const { name, postmortem, unknown } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { kind } = FIELDS[name];
  const value = postmortem[name];
  if (typeof value === 'number') return <>{format.number(value)}</>;
  if (typeof value === 'boolean')
    return <>{t(value ? 'postmortem.facts.yes' : 'postmortem.facts.no')}</>;
  if (kind === 'markdown') return <Prose text={String(value)} />;
  if (kind === 'items')
    return (
      <>
        {postmortem[name as FactName & FieldOfKind<'items'>].map(
          ({ id, title, url }, index) => (
            <Fragment key={id}>
              {index > 0 && ', '}
              <Link to={url}>{title || url}</Link>
            </Fragment>
          ),
        )}
      </>
    );
  const texts = [value].flat() as string[];
  if (kind === 'ref' || kind === 'refs')
    return <AllEntityLinks refs={texts} unknown={unknown} />;
  return (
    <span className={classes.tags}>
      {texts.map(text => (
        <Chip
          key={text}
          classes={{ root: classes.tag, label: classes.tagText }}
          label={text}
          size="small"
          variant="outlined"
        />
      ))}
    </span>
  );
};

/** A term and its value; nothing recorded is said, not left out. */
const Fact = (props: {
  name: FactName;
  postmortem: Postmortem;
  unknown: ReadonlySet<string>;
}) => {
  const { name, postmortem } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { width } = FACTS[name];
  return (
    <div className={`${classes.fact} ${width ? classes[width] : ''}`}>
      <dt className={classes.label}>{t(`postmortem.field.${name}`)}</dt>
      <dd className={classes.value}>
        {isEmpty(postmortem[name]) ? (
          <Typography component="span" color="textSecondary">
            {t('common.notRecorded')}
          </Typography>
        ) : (
          <FactValue {...props} />
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
  const { postmortem, unknown, zone } = props;
  const facts = (Object.keys(FACTS) as FactName[]).filter(name => {
    // Named readers matter only where it is restricted.
    if (name === 'readers' && postmortem.visibility !== 'restricted')
      return false;
    return !FACTS[name].onlyWhenFilled || !isEmpty(postmortem[name]);
  });

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
        {facts.map(name => (
          <Fact
            key={name}
            name={name}
            postmortem={postmortem}
            unknown={unknown}
          />
        ))}
      </dl>
      <IncidentBar postmortem={postmortem} zone={zone} />
    </div>
  );
};
