/** The smallest part of semver that the plugins' declared ranges need: `1.2.3`, `^1.2.3`, and several with `||`. */
function parse(version) {
  const match = /^(\^?)(\d+)\.(\d+)\.(\d+)$/.exec(version.trim());
  if (!match) throw new Error(`Not a version or a ^range: "${version}"`);
  return { isCaret: match[1] === '^', numbers: match.slice(2).map(Number) };
}

function compare(one, other) {
  const differing = one.findIndex((number, index) => number !== other[index]);
  return differing === -1 ? 0 : one[differing] - other[differing];
}

/** The lowest version that a range allows, such as `0.18.1` for `^0.18.1 || ^1.0.0`. */
export function minimumOf(range) {
  if (/^\d[\w.-]*$/.test(range)) return range; // exactly this one, also `4.0.0-alpha.61`
  return range
    .split('||')
    .map(part => parse(part).numbers)
    .sort(compare)[0]
    .join('.');
}

/** The lower one of two versions. */
export function lowerOf(one, other) {
  return compare(parse(one).numbers, parse(other).numbers) <= 0 ? one : other;
}

/** Whether a range allows a version. */
export function allows(range, version) {
  const { numbers } = parse(version);
  return range.split('||').some(part => {
    const { isCaret, numbers: from } = parse(part);
    if (!isCaret) return compare(numbers, from) === 0;
    // What the caret keeps: everything up to the first number that is not 0.
    const first = from.findIndex(number => number !== 0);
    const kept = first === -1 ? 3 : first + 1;
    return (
      compare(numbers, from) >= 0 &&
      numbers.slice(0, kept).every((number, index) => number === from[index])
    );
  });
}
