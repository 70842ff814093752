// SPDX-License-Identifier: Apache-2.0

import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import {
  ActionItem,
  isOpen,
  PostmortemDocument,
} from 'backstage-plugin-postmortems-common';
import { PostmortemsStore } from '../store/PostmortemsStore';
import { readersOf, StoredPostmortem } from '../store/rows';
import { ask } from './ask';
import { CatalogLookup } from './CatalogLookup';
import { PostmortemChange, PostmortemDeletion } from './PostmortemEditor';
import { RecurrenceNotices } from './RecurrenceNotices';

/** What is told to somebody about a postmortem. */
type Message = { topic: string; title: string; description?: string };

/** By the entity ref of a user or group: one message each. */
type Messages = Map<string, Message>;

/**
 * Tells people through Backstage notifications what they are now asked to do
 * or to know, and never the one who did it. Of a draft nobody is told.
 *
 * A notification names a postmortem by its number, and says nothing of what is
 * in it: what a portal's own policy lets its recipient read cannot be asked, and
 * it goes on by mail and chat. Of each postmortem a person has one, which the
 * next one takes the place of.
 */
export class Notifier {
  readonly #auth: AuthService;
  readonly #catalog: CatalogLookup;
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #postmortems: PostmortemsStore;
  readonly #recurrences: RecurrenceNotices;
  readonly #path: string;
  /** Why the last one was not sent: the same reason is logged once. */
  #failure: string | undefined;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogLookup;
    logger: LoggerService;
    notifications: NotificationService;
    postmortems: PostmortemsStore;
    recurrences: RecurrenceNotices;
    /** Where the frontend has the postmortems. */
    path: string;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#postmortems = options.postmortems;
    this.#recurrences = options.recurrences;
    this.#path = options.path;
  }

  /**
   * Sends what follows from a write. Nobody waits for it, and a failure is
   * logged: what was written is written.
   */
  readonly notify = (change: PostmortemChange): void => {
    this.#unlessItFails(async () => {
      const { before, after, actor } = change;
      if (after.status !== 'published') return;
      const told =
        before?.status === 'published'
          ? before
          : await this.#postmortems.lastPublished(after);
      const messages: Messages = new Map();
      if (!told)
        for (const ref of await this.#ownersOf(after))
          messages.set(ref, {
            topic: 'postmortems-published',
            title: `PM-${after.number} was published`,
            description: 'It affects a system of yours.',
          });
      // What is more to the one who is told takes the place of what is less.
      for (const notice of await this.#recurrences.of(change)) {
        const { postmortem, concerned } = notice;
        const isThis = postmortem.id === after.id;
        const about: Messages = isThis ? messages : new Map();
        for (const ref of concerned)
          about.set(ref, {
            topic: 'postmortems-recurrence',
            title: `A root cause came back with PM-${postmortem.number}`,
          });
        if (!isThis) await this.#send(about, postmortem, actor);
      }
      for (const [ref, message] of assignments(told, after))
        messages.set(ref, message);
      await this.#send(messages, after, actor);
    });
  };

  /** Takes back what was said of a postmortem that is no more. */
  readonly notifyDeleted = ({ deleted, actor }: PostmortemDeletion): void => {
    this.#unlessItFails(async () => {
      const concerned = [
        ...(await this.#ownersOf(deleted)),
        ...ownersOfOpen(deleted).keys(),
      ];
      const message = {
        topic: 'postmortems-deleted',
        title: `PM-${deleted.number} was deleted`,
      };
      await this.#send(
        new Map(concerned.map(ref => [ref, message])),
        deleted,
        actor,
        this.#path,
      );
    });
  };

  #unlessItFails(sending: () => Promise<void>): void {
    sending().catch(error => {
      const failure = stringifyError(error);
      if (failure !== this.#failure)
        this.#logger.warn(
          `Notifications about postmortems are not sent: ${failure}`,
        );
      this.#failure = failure;
    });
  }

  /** Of the affected systems; none when the catalog cannot be asked. */
  async #ownersOf({ affectedSystems }: StoredPostmortem): Promise<string[]> {
    try {
      return await this.#catalog.ownersOf(
        affectedSystems,
        await this.#auth.getOwnServiceCredentials(),
      );
    } catch (error) {
      this.#logger.warn(
        `The owners of affected systems are not notified: ${stringifyError(error)}`,
      );
      return [];
    }
  }

  /** To those who may know of the postmortem, and not to the one who did it. */
  async #send(
    messages: Messages,
    about: StoredPostmortem,
    actor: string,
    link = `${this.#path}/PM-${about.number}`,
  ): Promise<void> {
    const readers =
      about.visibility === 'restricted'
        ? new Set(readersOf(about).map(row => row.entity_ref))
        : undefined;
    const groups = new Map<string, { refs: string[]; message: Message }>();
    for (const [ref, message] of messages) {
      // A service is nobody's entity.
      if (ref === actor || !/^(?:user|group):/.test(ref)) continue;
      if (readers && !readers.has(ref)) continue;
      const key = JSON.stringify(message);
      const same = groups.get(key) ?? { refs: [], message };
      same.refs.push(ref);
      groups.set(key, same);
    }
    const isUser = (ref: string) => ref.startsWith('user:');
    for (const { refs, message } of groups.values()) {
      // Also as members of a group. Who is told in person is told that.
      const others = [...messages.keys()].filter(
        ref => isUser(ref) && !refs.includes(ref),
      );
      const but = [...new Set([actor, ...others])].filter(isUser);
      await ask('The notifications backend', () =>
        this.#notifications.send({
          recipients: {
            type: 'entity',
            entityRef: refs,
            ...(but.length > 0 && { excludeEntityRef: but }),
          },
          payload: { ...message, link, scope: `postmortem-${about.id}` },
        }),
      );
      this.#failure = undefined;
    }
  }
}

/** What each owner has to do, by the ids of the action items. */
function ownersOfOpen({
  actionItems,
}: PostmortemDocument): Map<string, Map<string, ActionItem>> {
  const owners = new Map<string, Map<string, ActionItem>>();
  for (const item of actionItems) {
    if (!isOpen(item) || item.owner === null) continue;
    const items = owners.get(item.owner) ?? new Map<string, ActionItem>();
    owners.set(item.owner, items.set(item.id, item));
  }
  return owners;
}

/**
 * One message for each owner who has more to do than was told, or from whom
 * something was taken. What is proposed or done asks nothing of its owner until
 * it is accepted or opened.
 */
function assignments(
  told: PostmortemDocument | undefined,
  after: StoredPostmortem,
): Messages {
  const before = told ? ownersOfOpen(told) : new Map();
  const now = ownersOfOpen(after);
  const owner = new Map(after.actionItems.map(item => [item.id, item.owner]));
  const messages: Messages = new Map();
  for (const ref of new Set<string>([...now.keys(), ...before.keys()])) {
    const items = [...(now.get(ref)?.values() ?? [])];
    const known: ReadonlyMap<string, ActionItem> = before.get(ref) ?? new Map();
    const isMore = items.some(({ id }) => !known.has(id));
    const isTaken = [...known.keys()].some(id => owner.get(id) !== ref);
    if (isMore || isTaken) messages.set(ref, toDo(`PM-${after.number}`, items));
  }
  return messages;
}

function toDo(reference: string, items: readonly ActionItem[]): Message {
  const count =
    ['no action item', 'an action item'][items.length] ??
    `${items.length} action items`;
  const [due] = items.flatMap(({ dueDate }) => dueDate ?? []).sort();
  return {
    topic: 'postmortems-action-item',
    title: `You own ${count} of ${reference}${items.length === 0 ? ' any more' : ''}`,
    ...(due && {
      description: `Due on ${due}${items.length > 1 ? ', the first of them' : ''}.`,
    }),
  };
}
