/**
 * The fenced blocks of a README, in order: `[{ language, file, section, paragraph, lines }]`.
 *
 * The paragraph above a block names the file that its lines go to, in backticks, such as
 * `packages/backend/src/index.ts`. `section` is the heading that it is under, after those that this one is under.
 */
export function readmeBlocks(markdown) {
  const blocks = [];
  const headings = [];
  let block;
  let paragraph = [];
  let isOver = false;
  for (const line of markdown.split('\n')) {
    const fence = /^```(\w*)$/.exec(line);
    if (block && fence) {
      blocks.push(block);
      block = undefined;
      paragraph = [];
    } else if (block) {
      block.lines.push(line);
    } else if (fence) {
      const text = paragraph.join(' ');
      const files = [...text.matchAll(/`([\w./-]+\.(?:tsx?|ya?ml|json))`/g)];
      block = {
        language: fence[1],
        file: files.at(-1)?.[1],
        section: headings.filter(Boolean).join(' / '),
        paragraph: text,
        lines: [],
      };
    } else if (line.trim() && !line.startsWith('<!--')) {
      const heading = /^(#+) (.*)$/.exec(line);
      if (heading) {
        headings.length = heading[1].length;
        headings[heading[1].length - 1] = heading[2];
      }
      if (isOver || heading) paragraph = [];
      if (!heading) paragraph.push(line.trim());
    }
    isOver = !line.trim();
  }
  return blocks;
}
