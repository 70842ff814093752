import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { DateTime } from 'luxon';
import { useState } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { newDocument } from '../form/document';
import { LocalCopies, LocalCopy } from './localCopies';

/** Offers what was begun in this browser and never reached the server. */
export const UnsentDrafts = (props: {
  copies: LocalCopies;
  /** The key of what is being written now. */
  except: string;
  onContinue: (key: string, copy: LocalCopy) => void;
}) => {
  const { copies, except, onContinue } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const [drafts, setDrafts] = useState(() =>
    copies.unsent().filter(({ key }) => key !== except),
  );
  const drop = (key: string) => {
    copies.remove(key);
    setDrafts(drafts.filter(draft => draft.key !== key));
  };
  return (
    <>
      {drafts.slice(0, 3).map(({ key, copy }) => (
        <Alert
          key={key}
          severity="info"
          style={{ marginBottom: 16 }}
          action={
            <>
              <Button
                size="small"
                color="inherit"
                onClick={() =>
                  onContinue(key, {
                    ...copy,
                    values: { ...newDocument({}), ...copy.values },
                  })
                }
              >
                {t('editor.restore.continue')}
              </Button>
              <Button size="small" color="inherit" onClick={() => drop(key)}>
                {t('editor.restore.discard')}
              </Button>
            </>
          }
        >
          {t('editor.restore.unsent', {
            title: copy.values.title || t('editor.restore.untitled'),
            time: DateTime.fromMillis(copy.keptAt).toLocaleString(
              DateTime.DATETIME_MED,
            ),
          })}
        </Alert>
      ))}
    </>
  );
};
