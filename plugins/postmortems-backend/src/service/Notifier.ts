// SPDX-License-Identifier: Apache-2.0

import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { PostmortemsConfig } from 'backstage-plugin-postmortems-common';
import { PostmortemsStore } from '../store/postmortems/PostmortemsStore';
import { readersOf, StoredPostmortem } from '../store/postmortems/rows';
import { ask } from './ask';
import {
  assignments,
  brokenPromises,
  promisesAreToldTo,
  Message,
  Messages,
  ownersOfOpen,
  TOPICS,
} from './assignments';
import { CatalogLookup } from './CatalogLookup';
import { isHistory } from './isHistory';
import { PostmortemChange, PostmortemDeletion } from './PostmortemEditor';
import { RecurrenceNotice, RecurrenceNotices } from './RecurrenceNotices';

/** What can fail, as it is logged. */
const WHAT = {
  send: 'Notifications about postmortems are not sent',
  owners: 'The owners of affected systems are not notified',
  recurrences: 'Nobody is notified that a root cause recurred',
};

/** What a hand-over is told of. */
export type NotifiedHandOver = {
  /** Entity refs of users or groups. */
  from: string;
  to: string;
  /** Who did it. */
  actor: string;
  /** How many, of published postmortems. */
  actionItems: number;
};

/**
 * Tells people through Backstage notifications what they are now asked to do
 * or to know, and never the one who did it. Of a draft nobody is told.
 *
 * A notification names a postmortem by its number, and says nothing of what is
 * in it: what a portal's own policy lets its recipient read cannot be asked, and
 * it goes on by mail and chat. Of each postmortem a person has one, which the
 * next one takes the place of; so they are sent in the order of the writes, and
 * what is more to the one who is told comes last.
 */
export class Notifier {
  readonly #auth: AuthService;
  readonly #catalog: CatalogLookup;
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #postmortems: PostmortemsStore;
  readonly #notices: RecurrenceNotices;
  readonly #config: Pick<PostmortemsConfig, 'path' | 'notifications'>;
  /** Why something failed last: the same reason is logged once. */
  readonly #failures = new Map<keyof typeof WHAT, string>();
  /** By the id of a postmortem: what is being sent about it. */
  readonly #turns = new Map<string, Promise<void>>();

  constructor(options: {
    auth: AuthService;
    catalog: CatalogLookup;
    logger: LoggerService;
    notifications: NotificationService;
    postmortems: PostmortemsStore;
    notices: RecurrenceNotices;
    config: Pick<PostmortemsConfig, 'path' | 'notifications'>;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#postmortems = options.postmortems;
    this.#notices = options.notices;
    this.#config = options.config;
  }

  /**
   * Sends what follows from a write. Nobody waits for it, and a failure is
   * logged: what was written is written.
   */
  readonly notify = (change: PostmortemChange): void => {
    if (change.after.status === 'published')
      this.#sendInTurn(this.#messagesOf(change), change.after, change.actor);
  };

  /** Takes back what was said of a postmortem that is no more. */
  readonly notifyDeleted = ({ deleted, actor }: PostmortemDeletion): void => {
    const messages = async (): Promise<Messages> => {
      const [owners, concerned] = await Promise.all([
        this.#ownersOf(deleted),
        this.#concernedBy(deleted),
      ]);
      const message: Message = {
        topic: 'postmortems-deleted',
        title: `PM-${deleted.number} was deleted`,
      };
      const all = [
        ...owners,
        ...concerned,
        ...ownersOfOpen(deleted).keys(),
        ...promisesAreToldTo(deleted),
      ];
      return new Map(all.map(ref => [ref, message]));
    };
    this.#sendInTurn(messages(), deleted, actor, this.#config.path);
  };

  /** Says once, whatever the number of postmortems, that things were handed over. */
  readonly notifyHandOver = (handOver: NotifiedHandOver): void => {
    const { from, to, actor, actionItems: count } = handOver;
    if (count === 0) return;
    const things = `${count} action item${count === 1 ? '' : 's'}`;
    const were = count === 1 ? 'was' : 'were';
    const send = (entityRef: string, title: string) =>
      entityRef === actor
        ? undefined
        : ask('The notifications backend', () =>
            this.#notifications.send({
              recipients: {
                type: 'entity',
                entityRef,
                ...(actor.startsWith('user:') && { excludeEntityRef: actor }),
              },
              payload: {
                title,
                topic: 'postmortems-action-item',
                link: `${this.#config.path}/action-items`,
                scope: 'postmortems-hand-over',
              },
            }),
          );
    Promise.allSettled([
      send(to, `${things} ${were} handed over to you`),
      send(from, `${things} of yours ${were} handed over to somebody else`),
    ]).then(results =>
      this.#failed(
        'send',
        results.flatMap(result =>
          result.status === 'rejected' ? [result.reason] : [],
        ),
      ),
    );
  };

  async #messagesOf(change: PostmortemChange): Promise<Messages> {
    const { before, after, actor } = change;
    const told =
      before?.status === 'published'
        ? before
        : await this.#postmortems.lastPublished(after);
    if (!told && isHistory(after.startedAt, after.publishedAt!))
      return new Map();
    const [owners, notices] = await Promise.all([
      told ? [] : this.#ownersOf(after),
      this.#recurrencesOf(change),
    ]);
    const messages: Messages = new Map();
    for (const ref of owners)
      messages.set(ref, {
        topic: 'postmortems-published',
        title: `PM-${after.number} was published`,
        description: 'It affects a system that you own.',
      });
    for (const { postmortem, concerned } of notices) {
      const isThis = postmortem.id === after.id;
      const about: Messages = isThis ? messages : new Map();
      for (const ref of concerned)
        about.set(ref, {
          topic: 'postmortems-recurrence',
          title: `A root cause recurred with PM-${postmortem.number}`,
        });
      if (!isThis) this.#sendInTurn(Promise.resolve(about), postmortem, actor);
    }
    for (const [ref, message] of brokenPromises(told, after))
      messages.set(ref, message);
    for (const [ref, message] of assignments(told, after)) {
      const promise = messages.get(ref);
      messages.set(
        ref,
        promise?.topic === 'postmortems-promise'
          ? {
              ...message,
              description: [message.description, `${promise.title}.`]
                .filter(Boolean)
                .join(' '),
            }
          : message,
      );
    }
    return messages;
  }

  /** After all that is to be sent about the same postmortem. */
  #sendInTurn(
    messages: Promise<Messages>,
    about: StoredPostmortem,
    actor: string,
    link?: string,
  ): void {
    const { id } = about;
    const found = messages.catch((error): Messages => {
      this.#failed('send', [error]);
      return new Map();
    });
    const turn = (this.#turns.get(id) ?? Promise.resolve())
      .then(async () => this.#send(await found, about, actor, link))
      .catch(error => this.#failed('send', [error]))
      .then(() => {
        if (this.#turns.get(id) === turn) this.#turns.delete(id);
      });
    this.#turns.set(id, turn);
  }

  /** @param errors - none, when it did not fail */
  #failed(what: keyof typeof WHAT, errors: readonly unknown[]): void {
    const failure = [...new Set(errors.map(stringifyError))].join('; ');
    if (failure && failure !== this.#failures.get(what))
      this.#logger.warn(`${WHAT[what]}: ${failure}`);
    this.#failures.set(what, failure);
  }

  /** What is found; nothing, when that fails. */
  async #found<T>(
    what: keyof typeof WHAT,
    find: () => Promise<T[]>,
  ): Promise<T[]> {
    try {
      const found = await find();
      this.#failed(what, []);
      return found;
    } catch (error) {
      this.#failed(what, [error]);
      return [];
    }
  }

  /** Of the affected systems. */
  async #ownersOf({ affectedSystems }: StoredPostmortem): Promise<string[]> {
    return this.#found('owners', async () =>
      this.#catalog.ownersOf(
        affectedSystems,
        await this.#auth.getOwnServiceCredentials(),
      ),
    );
  }

  async #recurrencesOf(change: PostmortemChange): Promise<RecurrenceNotice[]> {
    return this.#found('recurrences', () => this.#notices.afterChange(change));
  }

  /** Who was told that causes recurred with a postmortem, as far as is known. */
  async #concernedBy(deleted: StoredPostmortem): Promise<string[]> {
    return this.#found('recurrences', () => this.#notices.concernedBy(deleted));
  }

  /** To those who may know of the postmortem, and not to the one who did it. */
  async #send(
    messages: Messages,
    about: StoredPostmortem,
    actor: string,
    link = `${this.#config.path}/PM-${about.number}`,
  ): Promise<void> {
    const readers =
      about.visibility === 'restricted'
        ? new Set(readersOf(about).map(row => row.entity_ref))
        : undefined;
    const told = new Map(
      [...messages].filter(
        ([ref]) =>
          // A service is nobody's entity.
          ref !== actor &&
          /^(?:user|group):/.test(ref) &&
          (!readers || readers.has(ref)),
      ),
    );
    const groups = new Map<string, { refs: string[]; message: Message }>();
    for (const [ref, { description, ...rest }] of told) {
      const isWhole = this.#config.notifications.detail === 'full';
      const message: Message =
        isWhole && description ? { ...rest, description } : rest;
      const key = JSON.stringify(message);
      const same = groups.get(key) ?? { refs: [], message };
      same.refs.push(ref);
      groups.set(key, same);
    }
    const isUser = (ref: string) => ref.startsWith('user:');
    const errors: unknown[] = [];
    for (const topic of TOPICS) {
      const results = await Promise.allSettled(
        [...groups.values()]
          .filter(({ message }) => message.topic === topic)
          .map(({ refs, message }) => {
            // Also as members of a group. Who is told in person, and no less,
            // is told that.
            const others = [...told]
              .filter(
                ([ref, { topic: other }]) =>
                  !refs.includes(ref) &&
                  TOPICS.indexOf(other) >= TOPICS.indexOf(topic),
              )
              .map(([ref]) => ref);
            const but = [...new Set([actor, ...others])].filter(isUser);
            return ask('The notifications backend', () =>
              this.#notifications.send({
                recipients: {
                  type: 'entity',
                  entityRef: refs,
                  ...(but.length > 0 && { excludeEntityRef: but }),
                },
                payload: {
                  // Left out, the one of the row that it updates would stay.
                  description: '',
                  ...message,
                  link,
                  scope: `postmortem-${about.id}`,
                },
              }),
            );
          }),
      );
      for (const result of results)
        if (result.status === 'rejected') errors.push(result.reason);
    }
    if (groups.size > 0) this.#failed('send', errors);
  }
}
