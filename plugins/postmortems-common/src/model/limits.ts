// SPDX-License-Identifier: Apache-2.0

/**
 * The limits of a postmortem, in characters or entries. Everything a client
 * may send is bounded by one of these; the whole body by {@link LIMITS.body}.
 *
 * @public
 */
export const LIMITS = {
  /** The whole JSON or Markdown body, in bytes (1 MiB). */
  body: 1024 * 1024,
  title: 200,
  /** One Markdown section. */
  section: 50_000,
  /** One entry of a list: a timeline text, a point, a why, an action. */
  item: 5_000,
  /** A heading, tag, link title or similar single line. */
  line: 200,
  url: 2_000,
  timeline: 500,
  whys: 200,
  /** How deep whys may be nested. */
  whyDepth: 50,
  actionItems: 200,
  points: 200,
  otherSections: 200,
  affectedSystems: 50,
  people: 100,
  tags: 50,
  links: 100,
  causes: 50,
  /** Action items in one hand-over. */
  handOver: 500,
} as const;
