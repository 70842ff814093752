// SPDX-License-Identifier: Apache-2.0

import { createTranslationRef } from '@backstage/core-plugin-api/alpha';
import { actionItemsMessages } from './actionItems';
import { causesMessages } from './causes';
import { commonMessages } from './common';
import { editorMessages } from './editor';
import { postmortemMessages } from './postmortem';
import { reviewMessages } from './review';
import { tabMessages } from './tab';
import { ticketsMessages } from './tickets';

/**
 * Every text on the screen, by area: `t('tab.newPostmortem')`.
 *
 * @public
 */
export const postmortemsTranslationRef = createTranslationRef({
  id: 'plugin.postmortems',
  messages: {
    common: commonMessages,
    tab: tabMessages,
    editor: editorMessages,
    postmortem: postmortemMessages,
    actionItems: actionItemsMessages,
    causes: causesMessages,
    tickets: ticketsMessages,
    review: reviewMessages,
  },
});
