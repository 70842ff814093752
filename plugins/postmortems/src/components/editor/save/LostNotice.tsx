// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Alert from '@material-ui/lab/Alert';
import AlertTitle from '@material-ui/lab/AlertTitle';
import { postmortemsTranslationRef } from '../../../translation';
import { useEditor, useSaveState } from '../form/EditorContext';
import { HandOut } from './HandOut';

/**
 * The postmortem was deleted, or taken from its writer, while they write: what
 * becomes of their text.
 */
export const LostNotice = (props: { why: 'gone' | 'forbidden' }) => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  const { saver } = useEditor();
  const number = useSaveState(state => state.number);
  const isKept = useSaveState(state => state.copy !== 'failed');
  return (
    <Alert
      severity="warning"
      style={{ marginBottom: 16 }}
      action={<HandOut read={saver.read} moveTo={saver.handOver} />}
    >
      <AlertTitle>
        {t(`editor.problems.${props.why}`, { number: String(number) })}
      </AlertTitle>
      {isKept && t('editor.problems.kept')}
    </Alert>
  );
};
