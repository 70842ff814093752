// SPDX-License-Identifier: Apache-2.0

import { useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Snackbar from '@material-ui/core/Snackbar';
import Alert from '@material-ui/lab/Alert';
import {
  ActionItem,
  ActionItemPatch,
  ActionItemRow,
  ActionItemStatus,
} from 'backstage-plugin-postmortems-common';
import {
  createContext,
  ReactNode,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
} from 'react';
import { postmortemsApiRef } from '../../api';
import { postmortemsTranslationRef } from '../../translation';
import { reasonOf } from '../common/reasonOf';

/** What a change of status needs to know of its action item. */
export type StatusItem = Pick<
  ActionItem,
  | 'id'
  | 'description'
  | 'status'
  | 'wontDoReason'
  | 'doneAt'
  | 'verifyOn'
  | 'verified'
  | 'verifiedNote'
>;

type Change = {
  item: StatusItem;
  patch: ActionItemPatch & { status: ActionItemStatus };
  onChanged: (row: ActionItemRow) => void;
};

type Changes = {
  /** The status that is on its way to the server, or goes there next. */
  pending: ReadonlyMap<string, ActionItemStatus>;
  /** One at a time for an action item: the last one waits for the answer. */
  change: (change: Change) => void;
  /** The ids of what was marked as done here. */
  finished: ReadonlySet<string>;
};

const Context = createContext<Changes | undefined>(undefined);

/** What was done or refused last, with the change that takes it back. */
type Notice = { itemId: string; text: string; undo?: Change; failed?: boolean };

const UNDO_MS = 10_000;

const isDone = ({ patch }: Change, item: StatusItem) =>
  (Object.keys(patch) as Array<keyof StatusItem & keyof ActionItemPatch>).every(
    key => patch[key] === item[key],
  );

/** The DOM id of the status of an action item. */
export const statusDomId = (id: string) => `postmortems-status-${id}`;

/**
 * Carries out the changes of every `ActionItemStatusSelect` inside, and shows
 * what was done with a way back. It stands around a whole list, so that the
 * way back stays when the row goes.
 */
export const ActionItemChanges = (props: { children: ReactNode }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const api = useApi(postmortemsApiRef);
  const [pending, setPending] = useState<Changes['pending']>(new Map());
  const [notice, setNotice] = useState<Notice>();
  const [shown, setShown] = useState(false);
  const [finished, setFinished] = useState<Changes['finished']>(new Set());
  // By the id of what is on its way: what was chosen since.
  const chosen = useRef(new Map<string, Change | undefined>());

  const change = useCallback(
    async (wanted: Change) => {
      const { item, patch, onChanged } = wanted;
      const { id } = item;
      const description =
        item.description || t('common.actionItem.noDescription');
      const settle = (now: StatusItem, next: Omit<Notice, 'itemId'>) => {
        const then = chosen.current.get(id);
        chosen.current.delete(id);
        setPending(map => new Map([...map].filter(([key]) => key !== id)));
        setNotice({ itemId: id, ...next });
        setShown(true);
        if (then && !isDone(then, now)) change({ ...then, item: now });
      };
      setPending(map => new Map(map).set(id, patch.status));
      setShown(false);
      if (chosen.current.has(id)) {
        chosen.current.set(id, wanted);
        return;
      }
      chosen.current.set(id, undefined);
      try {
        const row = await api.updateActionItem({ id, body: patch });
        onChanged(row);
        if (row.status === 'done' && patch.doneAt === undefined)
          setFinished(ids => new Set(ids).add(id));
        settle(row, {
          text: t('actionItems.change.changed', {
            description,
            status: t(`common.actionStatus.${row.status}`),
          }),
          undo: {
            item: row,
            patch: {
              status: item.status,
              ...(item.status === 'wont-do' && {
                wontDoReason: item.wontDoReason,
              }),
              // Or it would be done today, and nobody would have said that it works.
              ...(item.status === 'done' && {
                doneAt: item.doneAt,
                ...(item.verifyOn !== null && { verifyOn: item.verifyOn }),
                ...(item.verified !== null && {
                  verified: item.verified,
                  verifiedNote: item.verifiedNote,
                }),
              }),
            },
            onChanged,
          },
        });
      } catch (error) {
        settle(item, {
          text: t('actionItems.change.failed', {
            description,
            reason: reasonOf(error, t),
          }),
          failed: true,
        });
      }
    },
    [api, t],
  );
  const changes = useMemo(
    () => ({ pending, change, finished }),
    [pending, change, finished],
  );

  const { undo, failed } = notice ?? {};
  // What is pressed goes away; the keyboard goes back to what it was about.
  const goBack = () =>
    notice && document.getElementById(statusDomId(notice.itemId))?.focus();
  return (
    <Context.Provider value={changes}>
      {props.children}
      <Snackbar
        open={shown}
        autoHideDuration={failed ? null : UNDO_MS}
        onClose={(_, reason) => reason !== 'clickaway' && setShown(false)}
      >
        <Alert
          severity={failed ? 'error' : 'success'}
          onClose={() => {
            goBack();
            setShown(false);
          }}
          action={
            undo && (
              <Button
                color="inherit"
                size="small"
                onClick={() => {
                  goBack();
                  change(undo);
                }}
              >
                {t('common.undo')}
              </Button>
            )
          }
        >
          {notice?.text}
        </Alert>
      </Snackbar>
    </Context.Provider>
  );
};

/** The changes of the `ActionItemChanges` around. */
export function useActionItemChanges(): Changes {
  const changes = useContext(Context);
  if (!changes)
    throw new Error('ActionItemStatusSelect needs ActionItemChanges around it');
  return changes;
}
