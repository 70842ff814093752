// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { SimilarPart } from 'backstage-plugin-postmortems-common';
import { postmortemsTranslationRef } from '../../translation';
import { useNameOf } from '../common/entities';
import { useKnownEntities } from '../common/useKnownEntities';
import { useCategoryTitle } from '../common/useCategoryTitle';

const SHOWN_TERMS = 5;

const useStyles = makeStyles(theme => ({
  root: {
    ...theme.typography.caption,
    color: theme.palette.text.secondary,
    overflowWrap: 'anywhere',
  },
}));

/** The score with the parts that it is made of and what they share. */
export const SimilarityExplanation = (props: {
  score: number;
  parts: SimilarPart[];
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const categoryTitle = useCategoryTitle();
  const nameOf = useNameOf();
  const { known } = useKnownEntities(
    props.parts.flatMap(({ kind, terms = [] }) =>
      kind === 'system' ? terms.slice(0, SHOWN_TERMS) : [],
    ),
  );
  const named = (kind: SimilarPart['kind'], term: string) => {
    if (kind === 'category') return categoryTitle(term);
    return kind === 'system' ? nameOf(known.get(term) ?? term) : term;
  };
  const inWords = ({ kind, score, terms = [] }: SimilarPart) => {
    const values = { score: score.toFixed(2) };
    if (terms.length === 0) return t(`causes.similarity.only.${kind}`, values);
    return t(`causes.similarity.${kind}`, {
      ...values,
      terms: terms
        .slice(0, SHOWN_TERMS)
        .map(term => named(kind, term))
        .join(', '),
    });
  };
  return (
    <div className={classes.root} title={t('causes.similarity.explained')}>
      {t('causes.similarity.total', {
        score: props.score.toFixed(2),
        parts: props.parts.map(inWords).join(' + '),
      })}
    </div>
  );
};
