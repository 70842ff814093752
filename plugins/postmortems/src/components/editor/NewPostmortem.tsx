// SPDX-License-Identifier: Apache-2.0

import { Progress } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  AFFECTED_KINDS,
  newId,
  Postmortem,
} from 'backstage-plugin-postmortems-common';
import { useState } from 'react';
import { useSearchParams } from 'react-router-dom';
import { postmortemsTranslationRef } from '../../translation';
import { ErrorState } from '../common/ErrorState';
import { typedRef } from '../common/entities';
import { PageContent } from '../kit/PageContent';
import { useRequest } from '../kit/useRequest';
import { newDocument } from './form/document';
import { useBrowserCopies } from './save/useSaving';
import { StartFromDocument } from './importing/StartFromDocument';
import { PostmortemEditor } from './PostmortemEditor';
import { BrowserCopies, BrowserCopy } from './save/BrowserCopies';
import { LeftoverDrafts } from './save/LeftoverText';
import { localTimeZone } from './time/timeZones';
import { WritersOnly } from './WritersOnly';

/** The affected systems that the address names. */
export function useSystemsOfAddress(): string[] {
  const [params] = useSearchParams();
  return params
    .getAll('system')
    .flatMap(text => typedRef(text, AFFECTED_KINDS) ?? []);
}

type Start = { key: string; copy?: BrowserCopy };

type Props = {
  userEntityRef: string;
  copies: BrowserCopies;
  onCreated: (postmortem: Postmortem) => void;
};

const NewEditor = (props: Props & { start?: Start }) => {
  const { copies, userEntityRef, onCreated } = props;
  const affectedSystems = useSystemsOfAddress();
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
      onCreated={onCreated}
      intro={
        <>
          {!start.copy && (
            <LeftoverDrafts
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
  const { loading, value: copy } = useRequest(
    () => rest.copies.take(from, key),
    [rest.copies, from, key],
  );
  return loading ? <Progress /> : <NewEditor {...rest} start={{ key, copy }} />;
};

/** Writes a new postmortem, filled in with the service it was opened from. */
export const NewPostmortem = (props: {
  /** The key of a copy in this browser to go on with. */
  continueCopy?: string;
  /** Called once, when the server has it. */
  onCreated: (postmortem: Postmortem) => void;
}) => {
  const { continueCopy, onCreated } = props;
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const local = useBrowserCopies();
  let body = <Progress />;
  if (local.error)
    body = <ErrorState title={t('editor.loadFailed')} error={local.error} />;
  else if (local.value && continueCopy)
    body = (
      <ContinuedEditor
        {...local.value}
        onCreated={onCreated}
        from={continueCopy}
      />
    );
  else if (local.value)
    body = <NewEditor {...local.value} onCreated={onCreated} />;
  return (
    <PageContent>
      <WritersOnly>{body}</WritersOnly>
    </PageContent>
  );
};
