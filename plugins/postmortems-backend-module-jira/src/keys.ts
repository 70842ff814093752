// SPDX-License-Identifier: Apache-2.0

/** Of the configuration. */
export const KEY = 'postmortems.trackers.jira';
export const WEBHOOK_SECRET_KEY = `${KEY}.webhookSecret`;

/** Under which the events backend takes webhooks, and tells them. */
export const TOPIC = 'jira';
