import { storable } from './text';

/**
 * What is read of TOML front matter: single values and lists of texts, one a
 * line, above the first table. The lines that are not are kept.
 */
export type TomlFrontMatter = {
  data: Record<string, unknown>;
  /** The lines that were not read. */
  rest: string;
  /** The line after it, from 0. */
  end: number;
};

/** Reads the TOML between two lines of `+++`, as Hugo writes it. */
export function readToml(
  lines: readonly string[],
): TomlFrontMatter | undefined {
  if (!/^\+\+\+ *$/.test(lines[0] ?? '')) return undefined;
  const close = lines.findIndex(
    (line, index) => index > 0 && /^\+\+\+ *$/.test(line),
  );
  if (close < 0) return undefined;
  const inside = lines.slice(1, close);
  const data: Record<string, unknown> = {};
  const rest: string[] = [];
  // The lines of a text over several lines may look like values; and nobody
  // writes thousands of them.
  let above =
    inside.length < 1000 && !inside.some(line => /"""|'''/.test(line));
  for (const line of inside) {
    above &&= !/^\s*\[/.test(line);
    const pair = above
      ? /^\s*([A-Za-z0-9_-]{1,60})\s*=\s*(\S.*)$/.exec(line.slice(0, 10_000))
      : null;
    const value = pair ? readValue(pair[2].trimEnd()) : undefined;
    if (pair && value !== undefined && !Object.hasOwn(data, pair[1]))
      data[pair[1]] = value;
    else rest.push(line);
  }
  return { data, rest: rest.join('\n').trim(), end: close + 1 };
}

function readValue(text: string): unknown {
  if (/^"(?:[^"\\]|\\["\\nrtbf]|\\u[0-9a-fA-F]{4})*"$/.test(text)) {
    try {
      return storable(JSON.parse(text));
    } catch {
      return undefined;
    }
  }
  if (/^'[^']*'$/.test(text)) return text.slice(1, -1);
  if (/^(?:true|false)$/.test(text)) return text === 'true';
  // Dates stay texts, which are read like those of other documents.
  if (
    /^\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d[\d:.]*(?:Z|[+-]\d\d:\d\d)?)?$/.test(text)
  )
    return text;
  if (/^[+-]?\d{1,15}$/.test(text)) return Number(text);
  const list = /^\[(.*)\]$/.exec(text)?.[1];
  if (list === undefined) return undefined;
  const items = list.match(/"(?:[^"\\]|\\.)*"|'[^']*'|[^\s,]+/g) ?? [];
  const values = items.map(item =>
    /^["']/.test(item) ? readValue(item) : undefined,
  );
  const commas = list.replace(/"(?:[^"\\]|\\.)*"|'[^']*'/g, '').trim();
  return values.every(value => typeof value === 'string') &&
    /^[\s,]*$/.test(commas)
    ? values
    : undefined;
}
