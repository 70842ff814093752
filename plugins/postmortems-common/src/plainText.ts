// SPDX-License-Identifier: Apache-2.0

import MarkdownIt from 'markdown-it';

const parser = new MarkdownIt({ html: true });

type Token = ReturnType<MarkdownIt['parse']>[number];

/**
 * The words of a Markdown text without its marks: for where nothing draws
 * them, like search results and notifications.
 *
 * @public
 */
export function plainText(markdown: string): string {
  return parser
    .parse(markdown, {})
    .map(textOf)
    .filter(text => text !== '')
    .join('\n');
}

function textOf(token: Token): string {
  switch (token.type) {
    case 'inline':
      return (token.children ?? []).map(textOf).join('').trim();
    case 'softbreak':
    case 'hardbreak':
      return ' ';
    case 'html_inline':
      return '';
    case 'html_block':
      return token.content.replace(/<[^<>]*>/g, ' ').trim();
    case 'text':
    case 'text_special':
    case 'code_inline':
    case 'image':
      return token.content;
    case 'fence':
    case 'code_block':
      return token.content.trimEnd();
    default:
      return '';
  }
}
