import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { NotificationService } from '@backstage/plugin-notifications-node';
import { ActionItem } from 'backstage-plugin-postmortems-common';
import { readersOf, StoredPostmortem } from '../store/rows';
import { CatalogLookup } from './CatalogLookup';
import { PostmortemChange } from './PostmortemEditor';

/** A notification's title is one line in a list. */
const MAX_TITLE = 120;

const isToDo = ({ status }: ActionItem) =>
  status === 'open' || status === 'in-progress';

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

  constructor(options: {
    auth: AuthService;
    catalog: CatalogLookup;
    logger: LoggerService;
    notifications: NotificationService;
  }) {
    this.#auth = options.auth;
    this.#catalog = options.catalog;
    this.#logger = options.logger;
    this.#notifications = options.notifications;
  }

  /**
   * Sends what follows from a write. Nobody waits for it, and a failure is
   * logged: what was written is written.
   */
  readonly notify = (change: PostmortemChange): void => {
    for (const sending of [this.#assignments(change), this.#published(change)])
      sending.catch(error =>
        this.#logger.warn(
          `A notification about PM-${change.after.number} was not sent: ${stringifyError(error)}`,
        ),
      );
  };

  async #assignments({ before, after, actor }: PostmortemChange) {
    // A proposal asks nothing of its owner until it is accepted.
    const ownerBefore = new Map(
      before?.actionItems
        .filter(item => item.status !== 'proposed')
        .map(item => [item.id, item.owner]),
    );
    const assigned = after.actionItems.filter(
      item =>
        isToDo(item) &&
        item.owner !== null &&
        item.owner !== actor &&
        item.owner !== ownerBefore.get(item.id),
    );
    await Promise.all(
      assigned.map(item =>
        this.#send([item.owner!], actor, {
          title: short(`You own an action item: ${item.description}`),
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
    const credentials = await this.#auth.getOwnServiceCredentials();
    const owners = await this.#catalog.ownersOf(
      after.affectedSystems,
      credentials,
    );
    const concerned = new Set([
      ...owners,
      ...after.actionItems.flatMap(item =>
        isToDo(item) && item.owner !== null ? [item.owner] : [],
      ),
    ]);
    if (after.visibility === 'restricted') {
      // Its title is not for those who may not read it.
      const readers = new Set(readersOf(after).map(row => row.entity_ref));
      for (const ref of concerned) if (!readers.has(ref)) concerned.delete(ref);
    }
    concerned.delete(actor);
    if (concerned.size === 0) return;
    await this.#send([...concerned], actor, {
      title: short(`PM-${after.number} was published: ${after.title}`),
      link: linkTo(after),
      topic: 'postmortems-published',
      scope: `published-${after.id}`,
    });
  }

  async #send(
    refs: string[],
    actor: string,
    payload: Parameters<NotificationService['send']>[0]['payload'],
  ) {
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
