// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import {
  IndexableDocument,
  ResultHighlight,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import ListItemIcon from '@material-ui/core/ListItemIcon';
import ListItemText from '@material-ui/core/ListItemText';
import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { postmortemRouteRef } from '../../routes';
import { SeverityChip } from '../common/SeverityChip';
import { useFormat } from '../common/useFormat';
import { Link } from '../kit/Link';

const useStyles = makeStyles(theme => ({
  item: { display: 'flex' },
  facts: { display: 'flex', alignItems: 'baseline', gap: theme.spacing(1) },
  text: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    overflow: 'hidden',
    overflowWrap: 'anywhere',
  },
}));

/** What the search module indexes of a postmortem. */
type FoundPostmortem = IndexableDocument & {
  reference: string;
  severity: string;
  startedAt: string;
};

/** @public */
export type PostmortemSearchResultListItemProps = {
  icon?: ReactNode | ((result: IndexableDocument) => ReactNode);
  result?: IndexableDocument;
  highlight?: ResultHighlight;
  rank?: number;
  /** The number of lines of text; 5 unless said otherwise. */
  lineClamp?: number;
};

/** A postmortem that Backstage search found. */
export const PostmortemSearchResultListItem = (
  props: PostmortemSearchResultListItemProps,
) => {
  const { icon, highlight, lineClamp = 5 } = props;
  const classes = useStyles();
  const format = useFormat();
  const postmortemLink = useRouteRef(postmortemRouteRef);
  if (!props.result) return null;
  const result = props.result as FoundPostmortem;
  const marked = (field: 'title' | 'text') =>
    highlight?.fields[field] ? (
      <HighlightedSearchResultText
        text={highlight.fields[field]}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      result[field]
    );
  return (
    <div className={classes.item}>
      {icon && (
        <ListItemIcon>
          {typeof icon === 'function' ? icon(result) : icon}
        </ListItemIcon>
      )}
      <ListItemText
        primaryTypographyProps={{ variant: 'h6' }}
        primary={
          // The search page counts the click itself.
          <Link noTrack to={postmortemLink({ id: result.reference })}>
            {marked('title')}
          </Link>
        }
        secondaryTypographyProps={{ component: 'div' }}
        secondary={
          <>
            <div className={classes.facts}>
              <SeverityChip severity={result.severity || null} />
              {result.startedAt && format.day(result.startedAt)}
            </div>
            <div
              className={classes.text}
              style={{ WebkitLineClamp: lineClamp }}
            >
              {marked('text')}
            </div>
          </>
        }
      />
    </div>
  );
};
