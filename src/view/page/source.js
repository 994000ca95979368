// @ts-check
// The source text: what a place in it covers, and whether it can be one. Pure: knows no page.

/** White space as the program reads it. */
const BLANK = /[\t-\r \u0085\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/;

/** White space of Unicode, which no text differs by. */
const SPACES = /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/g;

/** Ends of words between which a line break is a space: letters and digits that are no ideographs. */
const LATIN = /[\p{Alphabetic}\p{N}]/u;

/** Letters and numbers that are none of them: ideographs, ordinals in one character, powers. */
const NOT_LATIN = /[\u00b2\u00b3\u00b9\u2070-\u207f\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u2e80-\u2fdf\u3005\u3007\u3220-\u3229\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{10000}-\u{10ffff}]/u;

const DIGITS = /[0-9０-９]/;

/** A text without white space. @param {string} text */
export function squeezed(text) {
  return text.replace(SPACES, '');
}

/** A text of scalar values, and the cells of its tables in their order, each as its start and its end. @param {string[]} scalars @param {number[]} cells @returns {import('./types').Source} */
export function sourceOf(scalars, cells) {
  /** @param {import('./types').Span} span */
  function trimmed({ start, end }) {
    let [from, to] = [start, end];
    while (from < to && BLANK.test(scalars[from])) from += 1;
    while (to > from && BLANK.test(scalars[to - 1])) to -= 1;
    return { start: from, end: to };
  }

  /** What a place covers, with soft line breaks joined. @param {import('./types').Span} span */
  function text(span) {
    const { start, end } = trimmed(span);
    let joined = '';
    for (const piece of scalars.slice(start, end).join('').split(/[\n\u2028]/)) {
      const own = stripped(piece);
      if (own) joined += (partsWords(joined, own) ? ' ' : '') + own;
    }
    return joined;
  }

  /** The first cell that a place has a part of. @param {import('./types').Span} span */
  function cellOf({ start, end }) {
    let [low, high] = [0, cells.length / 2];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (cells[2 * middle + 1] <= start) low = middle + 1;
      else high = middle;
    }
    const cell = { start: cells[2 * low], end: cells[2 * low + 1] };
    return cell.start < end && start < cell.end ? cell : null;
  }

  /** The place without white space at its ends and what it covers, or why it is none. @param {import('./types').Span} span @returns {{ span: import('./types').Span, text: string } | { wrong: import('./types').Reason }} */
  function place(span) {
    if (span.end < span.start) return { wrong: ['place reversed', span.start, span.end] };
    if (span.end > scalars.length) return { wrong: ['place behind', scalars.length] };
    const own = trimmed(span);
    if (own.start === own.end) return { wrong: ['place empty'] };
    const cell = cellOf(own);
    if (cell && (own.start < cell.start || own.end > cell.end)) return { wrong: ['several cells'] };
    return { span: own, text: text(own) };
  }

  return { length: scalars.length, text, place, cellOf };
}

/** @param {string} piece */
function stripped(piece) {
  const all = [...piece];
  let [from, to] = [0, all.length];
  while (from < to && BLANK.test(all[from])) from += 1;
  while (to > from && BLANK.test(all[to - 1])) to -= 1;
  return all.slice(from, to).join('');
}

/** Whether a line break between two texts parts two words; the halves of a number are none. @param {string} before @param {string} after */
function partsWords(before, after) {
  const [a, b] = [before.slice(-1), [...after][0]];
  const latin = (/** @type {string} */ c) => LATIN.test(c) && !NOT_LATIN.test(c);
  return latin(a) && latin(b) && !(DIGITS.test(a) && DIGITS.test(b));
}
