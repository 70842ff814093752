// SPDX-License-Identifier: Apache-2.0

export { isOnlyText, restore } from './exact';
export { RECORDS } from './frontMatter';
export type { FrontMatter, FrontMatterPair } from './frontMatter';
export { join, splitRow } from './lines';
export { formatTemplateDuration } from './localTime';
export { isPlaceholder } from './placeholders';
export { isTemplate, readTemplate } from './readTemplate';
export { renderMarkdown } from './renderMarkdown';
export {
  isVisibility,
  isVisibilityValue,
  restrictions,
  seemsToRestrict,
} from './restrictions';
