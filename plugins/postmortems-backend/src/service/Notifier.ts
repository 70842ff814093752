import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { isOpen, plainText } from 'backstage-plugin-postmortems-common';
import { PostmortemsStore } from '../store/PostmortemsStore';
import { readersOf, StoredPostmortem } from '../store/rows';
import { CatalogLookup } from './CatalogLookup';
import { PostmortemChange } from './PostmortemEditor';
import { RecurrenceNotices } from './RecurrenceNotices';

type NotificationPayload = Parameters<
  NotificationService['send']
>[0]['payload'];

/** A notification's title is one line in a list. */
const MAX_TITLE = 120;

const linkTo = ({ number }: StoredPostmortem) => `/postmortems/PM-${number}`;

function short(title: string): string {
  // By characters: half of one cannot be stored.
  const line = [...title.replace(/\s+/g, ' ')];
  return line.length > MAX_TITLE
    ? `${line.slice(0, MAX_TITLE - 1).join('')}…`
    : line.join('');
}

/**
 * Tells people through Backstage notifications what they are now asked to do
 * or to know, and never the one who did it.
 */
export class Notifier {
  readonly #auth: AuthService;
  readonly #catalog: CatalogLookup;
  readonly #logger: LoggerService;
  readonly #notifications: NotificationService;
  readonly #postmortems: PostmortemsStore;
  readonly #recurrences: RecurrenceNotices;

  constructor(options: {
    auth: AuthService;
    catalog: CatalogLookup;
    logger: LoggerService;
    notifications: NotificationService;
    postmortems: PostmortemsStore;
    recurrences: RecurrenceNotices;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#notifications = options.notifications;
    this.#postmortems = options.postmortems;
    this.#recurrences = options.recurrences;
  }

  /**
   * Sends what follows from a write. Nobody waits for it, and a failure is
   * logged: what was written is written.
   */
  readonly notify = (change: PostmortemChange): void => {
    for (const sending of [
      this.#assignments(change),
      this.#published(change),
      this.#cameBack(change),
    ])
      sending.catch(error =>
        this.#logger.warn(
          `A notification about PM-${change.after.number} was not sent: ${stringifyError(error)}`,
        ),
      );
  };

  async #assignments({ before, after, actor }: PostmortemChange) {
    // What is proposed or done asks nothing of its owner until it is accepted
    // or opened.
    const ownerBefore = new Map(
      before?.actionItems.filter(isOpen).map(item => [item.id, item.owner]),
    );
    const assigned = after.actionItems.filter(
      item =>
        isOpen(item) &&
        item.owner !== null &&
        item.owner !== actor &&
        item.owner !== ownerBefore.get(item.id),
    );
    await Promise.all(
      assigned.map(item =>
        this.#send([item.owner!], actor, {
          title: short(
            `You own an action item: ${plainText(item.description) || `of PM-${after.number}`}`,
          ),
          description: `PM-${after.number} ${after.title}${item.dueDate ? `, due ${item.dueDate}` : ''}`,
          link: linkTo(after),
          topic: 'postmortems-action-item',
          // Assigned to and fro, it is one notification that is shown anew.
          scope: `action-item-${item.id}`,
        }),
      ),
    );
  }

  async #published({ before, after, actor }: PostmortemChange) {
    if (after.status !== 'published' || before?.status === 'published') return;
    if (await this.#postmortems.wasPublished(after)) return;
    const credentials = await this.#auth.getOwnServiceCredentials();
    const owners = await this.#catalog.ownersOf(
      after.affectedSystems,
      credentials,
    );
    const concerned = new Set([
      ...owners,
      ...after.actionItems.flatMap(item =>
        isOpen(item) && item.owner !== null ? [item.owner] : [],
      ),
    ]);
    await this.#tell(
      concerned,
      { after, actor },
      {
        title: short(`PM-${after.number} was published: ${after.title}`),
        link: linkTo(after),
        topic: 'postmortems-published',
        scope: `published-${after.id}`,
      },
    );
  }

  /**
   * A published one repeats a cause: those who wrote the earlier ones, and
   * those who still have something to do for them, get to know. Nothing is
   * said about the earlier ones, which not everybody may read.
   */
  async #cameBack(change: PostmortemChange) {
    for (const notice of await this.#recurrences.of(change)) {
      const { postmortem, causes, concerned } = notice;
      await this.#tell(
        new Set(concerned),
        { after: postmortem, actor: change.actor },
        {
          title: short(`A root cause came back: ${causes.join(', ')}`),
          description: `PM-${postmortem.number} ${postmortem.title}`,
          link: linkTo(postmortem),
          topic: 'postmortems-recurrence',
          scope: `recurrence-${postmortem.id}`,
        },
      );
    }
  }

  /** Those of `concerned` who may know of the postmortem. */
  async #tell(
    concerned: Set<string>,
    { after, actor }: Pick<PostmortemChange, 'after' | 'actor'>,
    payload: NotificationPayload,
  ) {
    const readers =
      after.visibility === 'restricted'
        ? new Set(readersOf(after).map(row => row.entity_ref))
        : undefined;
    const refs = [...concerned].filter(
      // A service is nobody's entity.
      ref =>
        ref !== actor &&
        /^(?:user|group):/.test(ref) &&
        (!readers || readers.has(ref)),
    );
    if (refs.length > 0) await this.#send(refs, actor, payload);
  }

  async #send(refs: string[], actor: string, payload: NotificationPayload) {
    await this.#notifications.send({
      recipients: {
        type: 'entity',
        entityRef: refs,
        // Also as a member of a group. A service is nobody's entity.
        ...(actor.startsWith('user:') && { excludeEntityRef: actor }),
      },
      payload,
    });
  }
}
