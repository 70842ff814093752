// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { Postmortem, Why } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { Link } from '../kit/Link';
import { CauseChips } from './CauseChips';
import { Prose } from '../common/Prose';

/** Deeper whys are not moved further in: a narrow screen has no room. */
const INDENTED = 5;

const useStyles = makeStyles(theme => ({
  list: {
    listStyle: 'none',
    margin: 0,
    padding: 0,
    '& &': {
      marginTop: theme.spacing(1),
      paddingLeft: theme.spacing(2),
      borderLeft: `2px solid ${theme.palette.divider}`,
    },
  },
  flat: { paddingLeft: '0 !important', borderLeft: '0 !important' },
  why: { '& + &': { marginTop: theme.spacing(1.5) } },
  question: { fontWeight: 600 },
  rootCause: {
    marginTop: theme.spacing(2),
    padding: theme.spacing(1.5),
    border: `2px solid ${theme.palette.text.secondary}`,
    borderRadius: theme.shape.borderRadius,
    breakInside: 'avoid',
  },
  label: {
    ...theme.typography.subtitle2,
    margin: theme.spacing(0, 0, 0.5),
    '&::before': { content: '"⇒ "' },
  },
}));

/** The whys by the one that they ask further. */
function byParent(whys: readonly Why[]): Map<string | null, Why[]> {
  const children = new Map<string | null, Why[]>();
  for (const why of whys)
    children.set(why.parentId, [...(children.get(why.parentId) ?? []), why]);
  return children;
}

const Branch = (props: {
  parentId: string | null;
  whys: Map<string | null, Why[]>;
  depth: number;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { parentId, whys, depth } = props;
  const children = whys.get(parentId);
  if (!children) return null;
  return (
    <ul className={`${classes.list} ${depth > INDENTED ? classes.flat : ''}`}>
      {children.map(why => (
        <li key={why.id} className={classes.why}>
          <Prose
            className={classes.question}
            text={why.question || t('postmortem.whys.why')}
          />
          {why.answer ? (
            <Prose text={why.answer} />
          ) : (
            <Typography color="textSecondary">
              {t('postmortem.whys.noAnswer')}
            </Typography>
          )}
          {why.evidenceUrl && (
            <Link to={why.evidenceUrl} variant="body2">
              {t('postmortem.whys.evidence')}
            </Link>
          )}
          <Branch parentId={why.id} whys={whys} depth={depth + 1} />
        </li>
      ))}
    </ul>
  );
};

/** The whys as a tree, ending in the root cause. */
export const WhyTree = (props: {
  postmortem: Pick<Postmortem, 'whys' | 'rootCause' | 'causes'>;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { whys, rootCause, causes } = props.postmortem;
  return (
    <>
      {whys.length > 0 ? (
        <Branch parentId={null} whys={byParent(whys)} depth={0} />
      ) : (
        <Typography color="textSecondary">
          {t('postmortem.empty.whys')}
        </Typography>
      )}
      <div className={classes.rootCause}>
        <h4 className={classes.label}>{t('postmortem.field.rootCause')}</h4>
        {rootCause ? (
          <Prose text={rootCause} below={4} />
        ) : (
          <Typography color="textSecondary">
            {t('postmortem.whys.noRootCause')}
          </Typography>
        )}
        {causes.length > 0 && <CauseChips causes={causes} />}
      </div>
    </>
  );
};
