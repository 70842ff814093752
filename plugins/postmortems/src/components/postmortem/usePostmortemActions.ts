// SPDX-License-Identifier: Apache-2.0

import { useApi, useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  FieldMessage,
  Postmortem,
  isResponseError,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useNavigate } from 'react-router-dom';
import { postmortemsApiRef } from '../../api';
import { rootRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';
import { copyText } from '../common/copyText';
import { download } from '../common/download';
import { useAlerts } from '../kit/useAlerts';
import { useAttempt } from '../kit/useAttempt';

type Failure =
  'copyFailed' | 'downloadFailed' | 'publishFailed' | 'unpublishFailed';

/** What the gate of the server still wants, when that is why it refused. */
function unmetOf(error: unknown): FieldMessage[] | undefined {
  if (!isResponseError(error)) return undefined;
  const { unmet } = (error.body?.error ?? {}) as { unmet?: unknown };
  return Array.isArray(unmet) ? unmet : undefined;
}

function fileNameOf({ number, title }: Postmortem): string {
  const words = title
    .toLocaleLowerCase('en-US')
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
  return `PM-${number}${words && `-${words}`}.md`;
}

/** What one can do with a postmortem besides reading it. */
export function usePostmortemActions(
  postmortem: Postmortem,
  reload: () => void,
) {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const alerts = useAlerts();
  const navigate = useNavigate();
  const root = useRouteRef(rootRouteRef);
  const { busy, attempt } = useAttempt();
  const [refused, setRefused] = useState<FieldMessage[]>();

  const id = String(postmortem.number);
  const number = t('common.number', { number: id });
  const say = (message: string) =>
    alerts.post({ message, severity: 'success', display: 'transient' });

  const tryTo = (failure: Failure, run: () => Promise<void>) =>
    attempt(run, error => {
      const unmet = unmetOf(error);
      const isStale = isResponseError(error) && error.statusCode === 409;
      if (unmet) setRefused(unmet);
      else
        alerts.post({
          message: t(`postmortem.actions.${failure}`, {
            reason: isStale
              ? t('postmortem.actions.changedMeanwhile')
              : reasonOf(error, t),
          }),
          severity: isStale ? 'warning' : 'error',
        });
      if (unmet || isStale) reload();
    });

  return {
    number,
    busy,
    /** Why publishing was refused, until one has seen it. */
    refused,
    dismissRefused: () => setRefused(undefined),

    publish: async () => {
      if (postmortem.unmet.length > 0) {
        setRefused(postmortem.unmet);
        return;
      }
      await tryTo('publishFailed', async () => {
        await api.publish({ id, version: postmortem.version });
        say(t('postmortem.actions.published', { number }));
        reload();
      });
    },
    unpublish: () =>
      tryTo('unpublishFailed', async () => {
        await api.unpublish({ id, version: postmortem.version });
        say(t('postmortem.actions.unpublished', { number }));
        reload();
      }),
    copy: () =>
      tryTo('copyFailed', async () => {
        if (await copyText(api.markdown({ id })))
          say(t('postmortem.actions.copied', { number }));
        else
          alerts.post({
            message: t('postmortem.actions.copyRefused', {
              download: t('postmortem.actions.download'),
            }),
            severity: 'warning',
          });
      }),
    download: () =>
      tryTo('downloadFailed', async () =>
        download(
          fileNameOf(postmortem),
          await api.markdown({ id }),
          'text/markdown',
        ),
      ),
    /** Rejects when the postmortem is still there. */
    remove: async () => {
      await api.delete({ id });
      say(t('postmortem.actions.deleted', { number }));
      navigate(root());
    },
  };
}
