/** How many lines of a browser's console Playwright names in its output, where a test expected none. */
export function complaintsIn(output) {
  return output.match(/^\s*\+\s+"\[(error|warning|thrown)\]/gm)?.length ?? 0;
}
