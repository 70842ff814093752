// SPDX-License-Identifier: Apache-2.0

import { useRouteRef } from '@backstage/core-plugin-api';
import { useRef } from 'react';
import { useLocation, useNavigate, useParams } from 'react-router-dom';
import { editPostmortemRouteRef } from '../../routes';
import { EditPostmortem } from './EditPostmortem';
import { NewPostmortem } from './NewPostmortem';
import { ContinueState } from './save/LeftoverAlert';

/** The form that began at `new`, and the draft that it has become. */
type Session = { key: string; continueCopy?: string; id?: string };

/**
 * The pages `new` and `:id/edit`.
 *
 * They are one element, because the address of a new postmortem becomes its
 * draft's at the first save, so that a reload opens it: the form has to stay
 * as it is meanwhile, with the caret where it was.
 */
export const EditorPage = () => {
  const { id } = useParams();
  const { key, hash, state } = useLocation();
  const navigate = useNavigate();
  const editLink = useRouteRef(editPostmortemRouteRef);
  // Not a state: the router may render the new address before a state is set.
  const begun = useRef<Session>();

  if (id === undefined) {
    const last = begun.current;
    // Whoever asks for a new one again gets a new one; a link within the form
    // asks for nothing.
    const isWithin = hash !== '' && last?.id === undefined;
    if (!last || (last.key !== key && !isWithin)) {
      const { continueCopy } = (state ?? {}) as ContinueState;
      begun.current = { key, continueCopy };
    }
  } else if (id !== begun.current?.id) {
    // Its form is gone: whoever comes back to that draft reads what is saved.
    begun.current = undefined;
  }
  const session =
    id === undefined || id === begun.current?.id ? begun.current : undefined;

  if (!session) return <EditPostmortem id={id ?? ''} />;
  return (
    <NewPostmortem
      key={session.key}
      continueCopy={session.continueCopy}
      onCreated={({ number }) => {
        const draft = `PM-${number}`;
        // Somebody may have left, or begun another one.
        if (begun.current !== session || session.id) return;
        session.id = draft;
        navigate(editLink({ id: draft }), { replace: true });
      }}
    />
  );
};
