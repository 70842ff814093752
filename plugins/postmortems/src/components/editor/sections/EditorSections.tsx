// SPDX-License-Identifier: Apache-2.0

import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { memo } from 'react';
import { postmortemsTranslationRef } from '../../../translation';
import { ActionItemsEditor } from '../actionItems/ActionItemsEditor';
import { MarkdownInput } from '../fields/MarkdownInput';
import { PointList } from '../fields/PointList';
import { SeenBeforeHint } from '../side/SeenBeforeHint';
import { TimelineEditor } from '../timeline/TimelineEditor';
import { WhyTreeEditor } from '../whys/WhyTreeEditor';
import { MoreSection } from './MoreSection';
import { EditorSection } from './EditorSection';
import { SummarySection } from './SummarySection';

/** All sections, in the order of the template. */
export const EditorSections = memo(() => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <>
      <SummarySection />
      <EditorSection id="timeline">
        <TimelineEditor />
      </EditorSection>
      <EditorSection id="analysis">
        <WhyTreeEditor />
        <MarkdownInput
          name="rootCause"
          label={t('postmortem.field.rootCause')}
          help={t('editor.analysis.rootCauseHelp')}
          rows={2}
        />
        <SeenBeforeHint />
        <MarkdownInput
          name="trigger"
          label={t('postmortem.field.trigger')}
          help={t('editor.analysis.triggerHelp')}
          rows={1}
        />
      </EditorSection>
      <EditorSection id="wentWell">
        <PointList
          name="wentWell"
          label={t('postmortem.field.wentWell')}
          placeholder={t('editor.points.wellPlaceholder')}
        />
      </EditorSection>
      <EditorSection id="wentWrong">
        <PointList
          name="wentWrong"
          label={t('postmortem.field.wentWrong')}
          placeholder={t('editor.points.wrongPlaceholder')}
        />
      </EditorSection>
      <EditorSection id="actionItems">
        <ActionItemsEditor />
      </EditorSection>
      <EditorSection id="lessons">
        <MarkdownInput
          name="lessonsLearned"
          label={t('postmortem.field.lessonsLearned')}
          help={t('editor.lessons.help')}
        />
      </EditorSection>
      <MoreSection />
    </>
  );
});
