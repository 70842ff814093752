// SPDX-License-Identifier: Apache-2.0

import { MarkdownContent } from '@backstage/core-components';
import { ComponentProps } from 'react';
import { FallbackBoundary } from '../kit/FallbackBoundary';

/**
 * `href` where a link may lead there: to http(s), mailto and tel, within the
 * portal or the text. Empty otherwise, which makes the link plain text: what
 * MarkdownContent puts in its place is an address that Backstage's Link throws
 * at, and the page with it.
 */
export function safeHref(href: string): string {
  // Browsers skip these wherever they stand.
  const url = href.trim().replace(/[\t\n\r]/g, '');
  const scheme = /^[^/?#]*?:/.exec(url)?.[0];
  if (scheme === undefined) return url;
  // Backstage's Link knows addresses outside of the portal in lower case only.
  const known = scheme.toLocaleLowerCase('en-US');
  return /^(https?|mailto|tel):$/.test(known)
    ? known + url.slice(scheme.length)
    : '';
}

/**
 * Markdown that somebody wrote: no link in it runs anything or throws. What
 * draws it is loaded late; without it the text is shown as it was written.
 */
export const SafeMarkdown = (
  props: Pick<
    ComponentProps<typeof MarkdownContent>,
    'content' | 'className' | 'linkTarget'
  >,
) => (
  <FallbackBoundary
    key={props.content}
    fallback={
      <div className={props.className} style={{ whiteSpace: 'pre-wrap' }}>
        {props.content}
      </div>
    }
  >
    <MarkdownContent {...props} dialect="gfm" transformLinkUri={safeHref} />
  </FallbackBoundary>
);

/**
 * Loads what draws Markdown, code in it too, so that it is there when the
 * connection no longer is.
 */
export const MarkdownLoader = () => (
  <div hidden>
    <SafeMarkdown content={'```text\n```'} />
  </div>
);
