// SPDX-License-Identifier: Apache-2.0

import { Block } from './text/blocks';
import { isOnlyDay } from './timeline/timelineText';
import { readWhen } from './time/times';
import {
  isGenericTitle,
  sectionKind,
  SectionKind,
} from './vocabulary/headings';
import { asksWhy } from './analysis/whyForms';

/** A heading and what stands below it. */
export type Section = {
  /** `intro`: before the first heading or below the title; `other`: unknown. */
  kind: SectionKind | 'intro' | 'other';
  heading: string;
  level: number;
  /** The heading's line, and the lines of its body, from 0. */
  line: number;
  start: number;
  end: number;
  blocks: Block[];
};

/** The sections of a document, and the heading that is its title. */
export type Outline = {
  title: { text: string; line: number } | undefined;
  sections: Section[];
};

/** Kinds that a heading inside another section does not open anew. */
const LOCAL: Array<Section['kind']> = [
  'usual',
  'people',
  'stats',
  'details',
  'other',
];

/** Splits any document, by what its headings say. */
export function foreignOutline(blocks: readonly Block[], end: number): Outline {
  let title: Outline['title'];
  const result = outline(blocks, end, (block, current, isFirst) => {
    const kind = sectionKind(block.text);
    if (block.type === 'paragraph') return kind;
    if (isFirst && !kind) {
      title = { text: block.text, line: block.start };
      return 'intro';
    }
    // "# Incident Postmortem" says only what kind of document it is.
    if (!kind && !title && block.level === 1 && isGenericTitle(block.text))
      return 'intro';
    // A heading that is a time goes on with the timeline, at any level.
    if (!kind && current?.kind === 'timeline') {
      const when = readWhen(block.text);
      if (when && (when.time !== undefined || isOnlyDay(block.text, when)))
        return undefined;
    }
    const inside =
      current !== undefined &&
      current.kind !== 'intro' &&
      block.level > current.level;
    if (!inside) return kind ?? 'other';
    // "### Prevention" within the action items is a group of them.
    if (kind === 'actionItems' && current.kind === kind) return undefined;
    if (current.kind === 'analysis' && asksWhy(block.text)) return undefined;
    return kind && !LOCAL.includes(kind) ? kind : undefined;
  });
  return { ...result, title };
}

/**
 * @param opens - the kind of section that a heading opens, `undefined` where
 * it is a part of the current one
 */
function outline(
  blocks: readonly Block[],
  end: number,
  opens: (
    block: Block,
    current: Section | undefined,
    isFirst: boolean,
  ) => Section['kind'] | undefined,
): Outline {
  const sections: Section[] = [];
  let current: Section | undefined;
  let headings = 0;
  for (const block of blocks) {
    const heading = block.type === 'heading' ? block.text : boldHeading(block);
    const kind =
      heading === undefined
        ? undefined
        : opens({ ...block, text: heading }, current, headings === 0);
    if (block.type === 'heading') headings++;
    if (kind || !current) {
      const isHeading = kind !== undefined;
      if (current) current.end = block.start;
      current = {
        kind: kind ?? 'intro',
        heading: isHeading ? heading! : '',
        // A paragraph in bold is below every heading.
        level: block.level || 7,
        line: block.start,
        start: isHeading ? block.end : block.start,
        end,
        blocks: isHeading ? [] : [block],
      };
      sections.push(current);
    } else {
      current.blocks.push(block);
    }
  }
  return { title: undefined, sections };
}

/** `**Timeline**` alone in a paragraph is used as a heading. */
function boldHeading({ type, text }: Block): string | undefined {
  if (type !== 'paragraph' || text.length > 100) return undefined;
  const bold = /^(\*\*|__)([^*_\n]{1,80})\1:?$/.exec(text);
  const name = bold?.[2] ?? '';
  return name && sectionKind(name) ? name : undefined;
}
