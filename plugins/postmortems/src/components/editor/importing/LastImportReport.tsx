// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useMemo, useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import { DraftsLink } from './DraftsLink';
import { ImportReport } from './ImportReport';
import { forgetLastImport, readLastImport } from './lastImport';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1, 2),
    margin: theme.spacing(3, 0, 1),
  },
}));

/** The report of the last import in this tab: its results are opened from it. */
export const LastImportReport = (props: {
  /** Whose import, as an entity ref. */
  user: string;
}) => {
  const { user } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const last = useMemo(() => readLastImport(user), [user]);
  const [closed, setClosed] = useState(false);
  if (!last || closed) return null;
  return (
    <section>
      <div className={classes.head}>
        <Typography variant="h6" component="h3">
          {t('editor.import.last', { time: format.moment(last.at) })}
        </Typography>
        <DraftsLink />
        <Button
          size="small"
          onClick={() => {
            forgetLastImport(user);
            setClosed(true);
          }}
        >
          {t('editor.import.closeLast')}
        </Button>
      </div>
      <ImportReport entries={last.entries} />
    </section>
  );
};
