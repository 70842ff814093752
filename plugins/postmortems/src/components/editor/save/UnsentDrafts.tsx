import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import { newId } from 'backstage-plugin-postmortems-common';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import { LocalCopies, LocalCopy } from './localCopies';

/** Offers what was begun in this browser and never reached the server. */
export const UnsentDrafts = (props: {
  copies: LocalCopies;
  /** The key of what is being written now. */
  except: string;
  /** With the key to go on under. */
  onContinue: (key: string, copy: LocalCopy) => void;
}) => {
  const { copies, except, onContinue } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { value = [], retry } = useAsyncRetry(() => copies.unsent(), [copies]);
  const drafts = value.filter(({ key }) => key !== except);

  const goOn = async (from: string) => {
    const key = newId();
    const copy = await copies.take(from, key);
    if (copy) onContinue(key, copy);
    else retry();
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
              <Button size="small" color="inherit" onClick={() => goOn(key)}>
                {t('editor.restore.continue')}
              </Button>
              <Button
                size="small"
                color="inherit"
                onClick={() => {
                  copies.remove(key);
                  retry();
                }}
              >
                {t('editor.restore.discard')}
              </Button>
            </>
          }
        >
          {t('editor.restore.unsent', {
            title: copy.values.title || t('editor.restore.untitled'),
            time: format.moment(copy.keptAt),
          })}
        </Alert>
      ))}
    </>
  );
};
