// SPDX-License-Identifier: Apache-2.0

import { createHmac, timingSafeEqual } from 'node:crypto';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { RequestValidator } from '@backstage/plugin-events-node';
import { eventsExtensionPoint } from '@backstage/plugin-events-node/alpha';
import { TOPIC, WEBHOOK_SECRET_KEY } from './keys';

/** Takes webhooks of Jira that are signed with the configured secret. */
export const eventsModuleJira = createBackendModule({
  pluginId: 'events',
  moduleId: 'postmortems-jira',
  register(env) {
    env.registerInit({
      deps: {
        events: eventsExtensionPoint,
        rootConfig: coreServices.rootConfig,
      },
      async init({ events, rootConfig }) {
        events.addHttpPostIngress({
          topic: TOPIC,
          validator: signedWith(rootConfig.getString(WEBHOOK_SECRET_KEY)),
        });
      },
    });
  },
});

/** `X-Hub-Signature: sha256=<HMAC of the body>`, in WebSub's way. */
function signedWith(secret: string): RequestValidator {
  return async ({ headers, raw }, context) => {
    const [method, given = ''] = String(headers['x-hub-signature']).split('=');
    const wanted = createHmac('sha256', secret).update(raw.body).digest();
    const sent = Buffer.from(given, 'hex');
    const isSigned =
      method === 'sha256' &&
      sent.length === wanted.length &&
      timingSafeEqual(sent, wanted);
    if (!isSigned)
      context.reject({
        status: 403,
        payload: { message: 'invalid signature' },
      });
  };
}
