// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Collapse from '@material-ui/core/Collapse';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { SectionId } from '../form/sections';

/**
 * Where a section has little room, however wide the window is: beside the
 * portal's sidebar, or zoomed in. A window of 1280 px leaves it 497 px when
 * scroll bars take room, which is not narrow.
 */
export const NARROW_SECTION = '@container (max-width: 460px)';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2, 2.5, 2.5),
    marginBottom: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
  heading: { outline: 'none' },
  guidance: { color: theme.palette.text.secondary },
  more: {
    padding: theme.spacing(0, 0.5),
    minWidth: 0,
    fontSize: 'inherit',
    lineHeight: 'inherit',
    textTransform: 'none',
    verticalAlign: 'baseline',
  },
  details: {
    color: theme.palette.text.secondary,
    borderLeft: `2px solid ${theme.palette.divider}`,
    paddingLeft: theme.spacing(1.5),
    marginTop: theme.spacing(0.5),
    whiteSpace: 'pre-line',
  },
  // What `NARROW_SECTION` looks at.
  body: { marginTop: theme.spacing(1.5), containerType: 'inline-size' },
}));

/** The DOM id of a section's heading. */
export const sectionDomId = (id: SectionId) => `postmortem-section-${id}`;

/** Brings a section into view and the keyboard to it. */
export function goToSection(id: SectionId) {
  const heading = document.getElementById(sectionDomId(id));
  heading?.closest('section')?.scrollIntoView?.({ block: 'start' });
  heading?.focus({ preventScroll: true });
}

/** A section with one quiet line of guidance, and more of it on demand. */
export const EditorSection = (props: {
  id: SectionId;
  children: ReactNode;
}) => {
  const { id } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [open, setOpen] = useState(false);
  const detailsId = `${sectionDomId(id)}-more`;
  return (
    <Paper
      component="section"
      className={classes.root}
      aria-labelledby={sectionDomId(id)}
    >
      <Typography
        id={sectionDomId(id)}
        variant="h5"
        component="h2"
        tabIndex={-1}
        className={classes.heading}
      >
        {t(`editor.section.${id}`)}
      </Typography>
      <Typography variant="body2" className={classes.guidance}>
        {t(`editor.guidance.${id}`)}{' '}
        <Button
          className={classes.more}
          color="primary"
          aria-expanded={open}
          aria-controls={detailsId}
          onClick={() => setOpen(!open)}
        >
          {t(
            open ? 'editor.guidanceToggle.less' : 'editor.guidanceToggle.more',
          )}
        </Button>
      </Typography>
      <div id={detailsId}>
        <Collapse in={open} mountOnEnter>
          <Typography variant="body2" className={classes.details}>
            {t(`editor.guidanceMore.${id}`)}
          </Typography>
        </Collapse>
      </div>
      <div className={classes.body}>{props.children}</div>
    </Paper>
  );
};
