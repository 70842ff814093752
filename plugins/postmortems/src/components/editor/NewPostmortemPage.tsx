import { Content, Progress } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { AFFECTED_KINDS, newId } from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import useAsync from 'react-use/esm/useAsync';
import { editPostmortemRouteRef } from '../../routes';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { useServedPath } from '../common/useServedPath';
import { typedRef } from '../common/entityRefs';
import { newDocument } from './form/document';
import { useLocalCopies } from './form/useEditorSetup';
import { StartFromDocument } from './importing/StartFromDocument';
import { PostmortemEditor } from './PostmortemEditor';
import { ContinueState } from './save/HandOut';
import { LocalCopies, LocalCopy } from './save/localCopies';
import { UnsentDrafts } from './save/UnsentDrafts';
import { localTimeZone } from './time/timeZones';
import { WritersOnly } from './WritersOnly';

/** The affected systems that the address names. */
export function useSystemsOfAddress(): string[] {
  const [params] = useSearchParams();
  return params
    .getAll('system')
    .flatMap(text => typedRef(text, AFFECTED_KINDS) ?? []);
}

type Start = { key: string; copy?: LocalCopy };

type Props = { userEntityRef: string; copies: LocalCopies };

const NewEditor = (props: Props & { start?: Start }) => {
  const { copies, userEntityRef } = props;
  const affectedSystems = useSystemsOfAddress();
  const editLink = useRouteRef(editPostmortemRouteRef);
  const served = useServedPath();
  const [start, setStart] = useState<Start>(
    () => props.start ?? { key: newId() },
  );
  const [initial] = useState(() =>
    newDocument({ affectedSystems, timeZone: localTimeZone() }),
  );
  return (
    <PostmortemEditor
      key={start.key}
      userEntityRef={userEntityRef}
      copies={copies}
      initial={initial}
      copy={start.copy}
      copyKey={start.key}
      // The address becomes the draft's, so that a reload opens it; the editor
      // stays as it is, with the caret where it was.
      onCreated={({ number }) =>
        window.history.replaceState(
          window.history.state,
          '',
          served(editLink({ id: `PM-${number}` })),
        )
      }
      intro={
        <>
          {!start.copy && (
            <UnsentDrafts
              copies={copies}
              except={start.key}
              onContinue={(key, copy) => setStart({ key, copy })}
            />
          )}
          <StartFromDocument />
        </>
      }
    />
  );
};

/** Goes on with a copy of this browser that was chosen on another page. */
const ContinuedEditor = (props: Props & { from: string }) => {
  const { from, ...rest } = props;
  const [key] = useState(newId);
  const { loading, value: copy } = useAsync(
    () => rest.copies.take(from, key),
    [rest.copies, from, key],
  );
  return loading ? <Progress /> : <NewEditor {...rest} start={{ key, copy }} />;
};

/** Writes a new postmortem, filled in with the service it was opened from. */
export const NewPostmortemPage = () => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const local = useLocalCopies();
  // Whoever asks for a new one again gets a new one: the form on this page may
  // have become a draft, which keeps its text.
  const { key: visit, state } = useLocation();
  const { continueCopy } = (state ?? {}) as ContinueState;
  let body = <Progress />;
  if (local.error)
    body = <ErrorState title={t('editor.loadFailed')} error={local.error} />;
  else if (local.value && continueCopy)
    body = <ContinuedEditor key={visit} {...local.value} from={continueCopy} />;
  else if (local.value) body = <NewEditor key={visit} {...local.value} />;
  return (
    <Content>
      <WritersOnly>{body}</WritersOnly>
    </Content>
  );
};
