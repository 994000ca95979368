// @ts-check
// Places in the source text: what stands there, and where the text stands that a person selected.
import { byId } from './dom.js';

const source = byId('sheet');

/** The blocks, in the order of the text. */
const blocks = [...source.querySelectorAll('[data-start]')].flatMap((b) => (b instanceof HTMLElement ? b : []));

/** @param {string} text */
function scalars(text) {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** @param {HTMLElement} block */
function startOf(block) {
  return Number(block.dataset.start);
}

/** The source text of a place, line breaks left out. @param {import('./types').Span} span */
export function textOf(span) {
  let [low, high] = [0, blocks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (startOf(blocks[middle]) <= span.start) low = middle + 1;
    else high = middle;
  }
  let text = '';
  for (const block of blocks.slice(Math.max(0, low - 1))) {
    const start = startOf(block);
    if (start >= span.end) break;
    const own = [...(block.textContent ?? '')];
    if (start + own.length > span.start) text += own.slice(Math.max(0, span.start - start), span.end - start).join('');
  }
  return text.replace(/[\r\n]+/g, '').trim();
}

/** The place of the text that is selected in the document, without white space at its ends. @returns {import('./types').Span | null} */
export function selectedPlace() {
  const chosen = document.getSelection();
  if (!chosen || chosen.rangeCount === 0 || chosen.isCollapsed) return null;
  const range = chosen.getRangeAt(0);
  if (!source.contains(range.commonAncestorContainer)) return null;
  const within = blocks.filter((block) => range.intersectsNode(block));
  let [start, end] = [Infinity, -Infinity];
  for (const block of within) {
    const part = document.createRange();
    part.selectNodeContents(block);
    if (block.contains(range.startContainer)) part.setStart(range.startContainer, range.startOffset);
    if (block.contains(range.endContainer)) part.setEnd(range.endContainer, range.endOffset);
    const text = part.toString();
    if (!text.trim()) continue;
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEnd(part.startContainer, part.startOffset);
    const from = startOf(block) + scalars(before.toString()) + scalars(text.slice(0, text.length - text.trimStart().length));
    start = Math.min(start, from);
    end = Math.max(end, from + scalars(text.trim()));
  }
  return end > start ? { start, end } : null;
}
