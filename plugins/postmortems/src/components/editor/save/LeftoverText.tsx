// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  newId,
  Postmortem,
  sameValue,
} from 'backstage-plugin-postmortems-common';
import { useEffect, useRef } from 'react';
import { useNavigate } from 'react-router-dom';
import { editPostmortemRouteRef } from '../../../routes';
import { postmortemsTranslationRef } from '../../../translation';
import { useFormat } from '../../common/useFormat';
import { useRequest } from '../../kit/useRequest';
import { checkDocument, documentOf } from '../form/document';
import {
  asNewDraft,
  BrowserCopies,
  BrowserCopy,
  LeftCopy,
} from './BrowserCopies';
import { LeftoverAction, LeftoverAlert, useWaysOut } from './LeftoverAlert';
import { useBrowserCopies } from './useSaving';

/** More new drafts would push the form out of sight. */
const SHOWN_DRAFTS = 3;

/** What is left in this browser, also after it has changed in any tab. */
function useLeftCopies(
  copies: BrowserCopies,
  find: () => Promise<LeftCopy[]>,
  options: { deps?: unknown[]; own?: string },
) {
  const { deps = [], own } = options;
  // `find` is a new function at each render; `deps` say when it finds others.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  const { value, retry } = useRequest(find, [copies, ...deps]);
  useEffect(() => copies.subscribe(retry, own), [copies, retry, own]);
  return { value, retry };
}

const LeftoverList = (props: {
  left: LeftCopy[];
  describe: (left: LeftCopy) => { text: string; actions: LeftoverAction[] };
}) => (
  <>
    {props.left.map(left => {
      const { text, actions } = props.describe(left);
      return (
        <LeftoverAlert key={left.key} actions={actions}>
          {text}
        </LeftoverAlert>
      );
    })}
  </>
);

/** What was begun here and, as far as this browser knows, never saved. */
export const LeftoverDrafts = (props: {
  copies: BrowserCopies;
  /** The key of what is being written now. */
  except: string;
  /** With the key to go on under. */
  onContinue: (key: string, copy: BrowserCopy) => void;
}) => {
  const { copies, except, onContinue } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const { value = [], retry } = useLeftCopies(
    copies,
    async () => {
      const unsent = await copies.unsent();
      return unsent.filter(({ key }) => key !== except).slice(0, SHOWN_DRAFTS);
    },
    { deps: [except], own: except },
  );
  const continueFrom = async (from: string) => {
    const key = newId();
    const copy = await copies.take(from, key);
    if (copy) onContinue(key, copy);
    else retry();
  };
  return (
    <LeftoverList
      left={value}
      describe={({ key, copy }) => ({
        text: t(
          copy.creation ? 'editor.restore.unsure' : 'editor.restore.unsent',
          {
            title: copy.values.title || t('editor.restore.untitled'),
            time: format.moment(copy.keptAt),
          },
        ),
        actions: [
          {
            label: t('editor.restore.continue'),
            onClick: () => continueFrom(key),
          },
          {
            label: t('editor.restore.discard'),
            onClick: () => copies.remove(key),
          },
        ],
      })}
    />
  );
};

/** The text reached the server; only the answer did not come back. */
function isSaved({ copy }: LeftCopy, postmortem: Postmortem): boolean {
  const { document } = checkDocument(copy.values);
  return !copy.unread && sameValue(document, documentOf(postmortem));
}

type Props = {
  /** The postmortem's id, or its number as in the address. */
  postmortemRef: string;
  /** As an address names it, where the text can still be saved. */
  editId?: string;
  /** What the server has of it. */
  postmortem?: Postmortem;
  /** It is not only here any more: the server may have more than is shown. */
  onSaved?: () => void;
};

const LeftoverCopies = (props: Props & { copies: BrowserCopies }) => {
  const { postmortemRef, editId, postmortem, copies, onSaved } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const format = useFormat();
  const navigate = useNavigate();
  const editLink = useRouteRef(editPostmortemRouteRef);
  const waysOut = useWaysOut();
  const { value, retry } = useLeftCopies(
    copies,
    async () => {
      const left = await copies.ofPostmortem(postmortemRef);
      if (!postmortem) return left;
      const unsaved = left.filter(copy => !isSaved(copy, postmortem));
      for (const { key } of left.filter(copy => !unsaved.includes(copy)))
        copies.remove(key);
      return unsaved;
    },
    { deps: [postmortemRef, postmortem] },
  );

  const wasThere = useRef(false);
  useEffect(() => {
    if (!value) return;
    if (wasThere.current && value.length === 0) onSaved?.();
    wasThere.current = value.length > 0;
  }, [value, onSaved]);

  const moveTo = async (from: string, key: string) => {
    const copy = await copies.take(from, key);
    if (!copy) {
      retry();
      return false;
    }
    const { values, unread, keptAt } = copy;
    return copies.put(key, { values: asNewDraft(values), unread, keptAt });
  };

  if (editId === undefined)
    return (
      <LeftoverList
        left={value ?? []}
        describe={({ key, copy }) => ({
          text: t('editor.restore.left', { time: format.moment(copy.keptAt) }),
          actions: waysOut({
            read: () => copy.values,
            moveTo: to => moveTo(key, to),
          }),
        })}
      />
    );
  return (
    <LeftoverList
      // The editor takes up the newest.
      left={(value ?? []).slice(0, 1)}
      describe={({ copy }) => ({
        text: t('editor.restore.onlyHere', {
          time: format.moment(copy.keptAt),
        }),
        actions: [
          {
            label: t('editor.restore.continueWriting'),
            onClick: () => navigate(editLink({ id: editId })),
          },
        ],
      })}
    />
  );
};

/**
 * What this browser keeps of a postmortem and the server does not have: the
 * way back to it, or the ways out where it can no longer be saved.
 */
export const LeftoverText = (props: Props) => {
  const { value } = useBrowserCopies();
  return value ? <LeftoverCopies {...props} copies={value.copies} /> : null;
};
