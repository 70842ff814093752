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
import { Section } from './Section';
import { SummarySection } from './SummarySection';

/** All sections, in the order of the template. */
export const Sections = memo(() => {
  const { t } = useTranslationRef(postmortemsTranslationRef);
  return (
    <>
      <SummarySection />
      <Section id="timeline">
        <TimelineEditor />
      </Section>
      <Section id="analysis">
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
      </Section>
      <Section id="wentWell">
        <PointList
          name="wentWell"
          label={t('postmortem.field.wentWell')}
          placeholder={t('editor.points.wellPlaceholder')}
        />
      </Section>
      <Section id="wentWrong">
        <PointList
          name="wentWrong"
          label={t('postmortem.field.wentWrong')}
          placeholder={t('editor.points.wrongPlaceholder')}
        />
      </Section>
      <Section id="actionItems">
        <ActionItemsEditor />
      </Section>
      <Section id="lessons">
        <MarkdownInput
          name="lessonsLearned"
          label={t('postmortem.field.lessonsLearned')}
          help={t('editor.lessons.help')}
        />
      </Section>
      <MoreSection />
    </>
  );
});
