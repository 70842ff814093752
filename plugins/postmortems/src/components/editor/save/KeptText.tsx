import { alertApiRef, useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Alert from '@material-ui/lab/Alert';
import {
  newId,
  PostmortemDocument,
  renderMarkdown,
} from 'backstage-plugin-postmortems-common';
import { useNavigate } from 'react-router-dom';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { newPostmortemRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { copyText } from '../../common/copyText';
import { useFormat } from '../../common/useFormat';
import { checkDocument, withoutBlankRows } from '../form/document';
import { LocalCopies } from './localCopies';

/** What the page of a new postmortem is told to continue. */
export type ContinueState = { continueCopy?: string };

/** Action items are known by their ids, and those of another are its own. */
const ofItsOwn = (values: PostmortemDocument): PostmortemDocument => ({
  ...values,
  actionItems: values.actionItems.map(item => ({ ...item, id: newId() })),
});

/**
 * Hands out what this browser kept of a postmortem that can no longer be
 * changed: it was deleted, or belongs to others now.
 */
export const KeptText = (props: {
  copies: LocalCopies;
  /** The postmortem's id, or its number as in the address. */
  of: string;
}) => {
  const { copies, of } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const alerts = useApi(alertApiRef);
  const navigate = useNavigate();
  const newLink = useRouteRef(newPostmortemRouteRef);
  const format = useFormat();
  const { value = [], retry } = useAsyncRetry(
    () => copies.of(of),
    [copies, of],
  );

  const copyMarkdown = async (values: PostmortemDocument) => {
    const copied = await copyText(
      Promise.resolve(
        renderMarkdown(
          checkDocument(values).document ?? withoutBlankRows(values),
        ),
      ),
    );
    alerts.post(
      copied
        ? {
            message: t('editor.restore.copied'),
            severity: 'success',
            display: 'transient',
          }
        : {
            message: t('editor.restore.copyRefused', {
              continueNew: t('editor.restore.continueNew'),
            }),
            severity: 'warning',
          },
    );
  };
  const goOn = async (from: string) => {
    const key = newId();
    const copy = await copies.take(from, key);
    if (!copy) {
      retry();
      return;
    }
    const { values, keptAt } = copy;
    copies.put(key, { values: ofItsOwn(values), keptAt });
    const state: ContinueState = { continueCopy: key };
    navigate(newLink(), { state });
  };

  return (
    <>
      {value.map(({ key, copy }) => (
        <Alert
          key={key}
          severity="info"
          style={{ marginTop: 16 }}
          action={
            <>
              <Button
                size="small"
                color="inherit"
                onClick={() => copyMarkdown(copy.values)}
              >
                {t('editor.restore.copy')}
              </Button>
              <Button size="small" color="inherit" onClick={() => goOn(key)}>
                {t('editor.restore.continueNew')}
              </Button>
            </>
          }
        >
          {t('editor.restore.left', {
            time: format.moment(copy.keptAt),
          })}
        </Alert>
      ))}
    </>
  );
};
