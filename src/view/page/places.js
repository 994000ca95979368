// @ts-check
// The source text as the document shows it, and where the text stands that a person selected.
import { data } from './data.js';
import { byId } from './dom.js';
import { sourceOf } from './source.js';

const shownText = byId('sheet');

/** The blocks, in the order of the text. */
const blocks = [...shownText.querySelectorAll('[data-start]')].flatMap((b) => (b instanceof HTMLElement ? b : []));

/** @type {import('./types').Source | null} */
let known = null;

/** The source text. Between blocks stand only blank lines. */
export function source() {
  if (known) return known;
  /** @type {string[]} */
  const scalars = [];
  for (const block of blocks) {
    while (scalars.length < startOf(block)) scalars.push('\n');
    for (const scalar of block.textContent ?? '') scalars.push(scalar);
  }
  while (scalars.length < data.notice.source.chars) scalars.push('\n');
  known = sourceOf(scalars, data.cells);
  return known;
}

/** @param {string} text */
function countOf(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** @param {HTMLElement} block */
function startOf(block) {
  return Number(block.dataset.start);
}

/** The place of the text that is selected in the document, without white space at its ends, or why it is none. @returns {{ span: import('./types').Span } | { wrong: import('./types').Reason }} */
export function selectedPlace() {
  const chosen = document.getSelection();
  if (!chosen || chosen.rangeCount === 0 || chosen.isCollapsed) return { wrong: ['select first'] };
  const range = chosen.getRangeAt(0);
  if (!shownText.contains(range.commonAncestorContainer)) return { wrong: ['select first'] };
  /** @type {import('./types').Span[]} */
  const found = [];
  let cells = 0;
  for (const block of blocks.filter((b) => range.intersectsNode(b))) {
    const part = document.createRange();
    part.selectNodeContents(block);
    if (block.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
    if (block.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
    const text = part.toString();
    if (!text.trim()) continue;
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEnd(part.startContainer, part.startOffset);
    const start = startOf(block) + countOf(before.toString()) + countOf(text.slice(0, text.length - text.trimStart().length));
    found.push({ start, end: start + countOf(text.trim()) });
    if (block.matches('td, th')) cells += 1;
  }
  if (found.length === 0) return { wrong: ['select first'] };
  if (found.length > 1) return { wrong: [cells > 0 ? 'several cells' : 'several paragraphs'] };
  const [{ start, end }] = found;
  // What parts two cells is hidden in one of them.
  const cell = cells > 0 ? source().cellOf(found[0]) : null;
  const placed = source().place(cell ? { start: Math.max(start, cell.start), end: Math.min(end, cell.end) } : found[0]);
  return 'wrong' in placed ? placed : { span: placed.span };
}
