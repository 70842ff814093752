// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import {
  newId,
  PostmortemDocument,
  renderMarkdown,
} from 'backstage-plugin-postmortems-common';
import { useNavigate } from 'react-router-dom';
import { newPostmortemRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { copyText } from '../../common/copyText';
import { checkDocument, withoutBlankRows } from '../form/document';
import { useAlerts } from '../../kit/useAlerts';

/** What the page of a new postmortem is told to continue. */
export type ContinueState = { continueCopy?: string };

/** The ways out for text that can no longer be saved where it belongs. */
export const HandOut = (props: {
  read: () => PostmortemDocument;
  /** Moves it under another key; `false` when it could not. */
  moveTo: (key: string) => boolean | Promise<boolean>;
}) => {
  const { read, moveTo } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const alerts = useAlerts();
  const navigate = useNavigate();
  const newLink = useRouteRef(newPostmortemRouteRef);

  const copyMarkdown = async () => {
    const values = read();
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
  const goOn = async () => {
    const key = newId();
    if (!(await moveTo(key))) return;
    const state: ContinueState = { continueCopy: key };
    navigate(newLink(), { state });
  };

  return (
    <>
      <Button size="small" color="inherit" onClick={copyMarkdown}>
        {t('editor.restore.copy')}
      </Button>
      <Button size="small" color="inherit" onClick={goOn}>
        {t('editor.restore.continueNew')}
      </Button>
    </>
  );
};
