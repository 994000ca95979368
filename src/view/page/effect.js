// @ts-check
// What a correction makes of a value, or why it cannot: the same as `gongwen parse --corrections` writes, a document number's
// agency, year and serial left out. Pure: knows no page.
import { squeezed } from './source.js';
import { settable, wrongSet } from './sound.js';

/**
 * A value with what is set.
 * @param {import('./types').Value} value @param {import('./types').SetFields} set @param {import('./types').Source} source
 * @returns {import('./types').Effect}
 */
export function effect(value, set, source) {
  const field = value.kind === 'metadata' ? value.field : null;
  const unsound = wrongSet({ ...set }, value.kind, field);
  if (unsound) return { wrong: unsound };
  const placed = set.span ? source.place(set.span) : null;
  if (placed && 'wrong' in placed) return placed;
  switch (value.kind) {
    case 'assignment':
      return { of: assignment(value.of, set, placed) };
    case 'target':
      return target(value.of, set, placed);
    case 'date':
      return date(value.of, set, placed);
    case 'reference':
      return reference(value.of, set, placed);
    case 'metadata':
      // Only a day can be given a relation.
      if (settable(value.kind, field).includes('relation') && 'edtf' in value.of) return date(value.of, set, placed);
      return { of: placed && 'text' in value.of ? { text: placed.text, span: placed.span } : value.of };
    default:
      return { of: value.of };
  }
}

/** @typedef {{ span: import('./types').Span, text: string } | null} Placed */

/** @param {import('./types').Assignment} of @param {import('./types').SetFields} set @param {Placed} placed */
function assignment(of, set, placed) {
  const now = { ...of };
  if (placed) {
    now.clause = { start: Math.min(of.clause.start, placed.span.start), end: Math.max(of.clause.end, placed.span.end) };
    [now.span, now.department, now.canonical] = [placed.span, placed.text, null];
  }
  if (set.role !== undefined) [now.role, now.leads] = [set.role, set.role === 'lead'];
  if (set.leads !== undefined) now.leads = set.leads;
  if (set.canonical !== undefined) now.canonical = set.canonical || null;
  return now;
}

/** @param {import('./types').Target} of @param {import('./types').SetFields} set @param {Placed} placed @returns {import('./types').Effect} */
function target(of, set, placed) {
  const now = { ...of };
  now.comparator = set.comparator ?? of.comparator;
  now.value = set.value ?? of.value;
  if (now.comparator === 'range') {
    now.value_high = set.value_high ?? of.value_high;
    if (!now.value_high) return { wrong: ['range needs high'] };
    if (Number(now.value_high) < Number(now.value)) return { wrong: ['high below', now.value_high, now.value] };
  } else {
    if (set.value_high !== undefined) return { wrong: ['high without range'] };
    now.value_high = null;
  }
  if (placed) {
    const inside = of.indicator && placed.span.start <= of.indicator.span.start && of.indicator.span.end <= placed.span.end;
    [now.span, now.text, now.indicator] = [placed.span, placed.text, inside ? of.indicator : null];
  }
  now.unit = set.unit ?? of.unit;
  now.change = set.change ?? of.change;
  return { of: now };
}

/** @param {import('./types').NoticeDate} of @param {import('./types').SetFields} set @param {Placed} placed @returns {import('./types').Effect} */
function date(of, set, placed) {
  const earliest = set.earliest === undefined ? of.earliest : set.earliest || null;
  const latest = set.latest === undefined ? of.latest : set.latest || null;
  // ISO days compare as text.
  if (earliest && latest && earliest > latest) return { wrong: ['bad order', earliest, latest] };
  const now = { ...of, ...placed, relation: set.relation ?? of.relation };
  if (set.earliest !== undefined || set.latest !== undefined) {
    [now.earliest, now.latest, now.inferred] = [earliest, latest, false];
    now.edtf = edtf(earliest, latest, now.relation);
  }
  return { of: now };
}

/** Days as Extended Date/Time Format (ISO 8601-2). @param {string | null | undefined} first @param {string | null | undefined} last @param {string} relation */
function edtf(first, last, relation) {
  if (first && last) return first === last ? first : `${first}/${last}`;
  if (last) return relation === 'by' ? last : `../${last}`;
  if (first) return relation === 'from' || relation === 'after' ? first : `${first}/..`;
  return null;
}

/** @param {import('./types').Reference} of @param {import('./types').SetFields} set @param {Placed} placed @returns {import('./types').Effect} */
function reference(of, set, placed) {
  const now = { ...of, ...placed };
  const whole = squeezed(now.text);
  for (const said of [set.title, set.number]) {
    if (said !== undefined && !whole.includes(squeezed(said))) return { wrong: ['not in text', said, now.text] };
  }
  const kept = (/** @type {string | null | undefined} */ said) => (said && whole.includes(squeezed(said)) ? said : null);
  now.title = kept(set.title === undefined ? of.title : set.title);
  now.number = kept(set.number === undefined ? of.number : set.number);
  return { of: now };
}
