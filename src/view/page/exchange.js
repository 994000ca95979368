// @ts-check
// Decisions as a file of corrections, out and in.
import { data, notice, values } from './data.js';
import { decisions, decideMany, fitting } from './decisions.js';
import { say } from './words.js';

const ORDER = ['task', 'assignment', 'target', 'date', 'reference', 'metadata'];

/** The fields that may be set, in the order of the model. */
const SET = ['span', 'role', 'leads', 'canonical', 'comparator', 'value', 'value_high', 'unit', 'change', 'earliest', 'latest', 'relation', 'title', 'number'];

/** The decisions as a file of corrections, the same for the same decisions. */
export function exported() {
  /** @type {import('./types').Correction[]} */
  const list = [];
  for (const [key, decision] of decisions()) {
    const value = values.get(key);
    if (!value || value.kind === 'finding') continue;
    list.push({
      action: decision.action,
      kind: value.kind,
      id: idOf(value),
      field: value.kind === 'metadata' ? value.field : null,
      span: { start: value.span.start, end: value.span.end },
      text: value.text,
      set: decision.action === 'correct' && decision.set ? ordered(decision.set) : null,
    });
  }
  list.sort(
    (a, b) =>
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) ||
      Number(a.id?.slice(1) ?? 0) - Number(b.id?.slice(1) ?? 0) ||
      (a.field ?? '').localeCompare(b.field ?? '', 'en'),
  );
  const { name, sha256 } = notice.source;
  return { format: 'gongwen-corrections', version: '1.0', source: { name, sha256 }, corrections: list };
}

/** @param {import('./types').Value} value */
function idOf(value) {
  if (value.kind === 'assignment') return value.task.id;
  return value.kind === 'metadata' ? null : value.key;
}

/** @param {import('./types').SetFields} set @returns {import('./types').SetFields} */
function ordered(set) {
  const entries = Object.entries(set).sort(([a], [b]) => SET.indexOf(a) - SET.indexOf(b));
  return Object.fromEntries(entries);
}

/** Gives the file of corrections to the person. */
export function save() {
  const blob = new Blob([`${JSON.stringify(exported(), null, 2)}\n`], { type: 'application/json' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${data.name}.corrections.json`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * Takes what a file of corrections says, as far as it fits.
 * @param {string} text
 * @returns {{ error: string | null, taken: number, refused: string[] }}
 */
export function take(text) {
  /** @type {unknown} */
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return { error: say('not corrections'), taken: 0, refused: [] };
  }
  if (!isFile(file)) return { error: say('not corrections'), taken: 0, refused: [] };
  if (file.source.sha256 !== notice.source.sha256) return { error: say('other source'), taken: 0, refused: [] };
  /** @type {[string, import('./types').Decision][]} */
  const many = [];
  /** @type {string[]} */
  const refused = [];
  for (const entry of file.corrections) {
    if (!isCorrection(entry)) {
      refused.push(`${say('bad shape')}：${JSON.stringify(entry).slice(0, 80)}`);
      continue;
    }
    const value = fitting(entry);
    if (value) many.push([value.key, { action: entry.action, set: entry.set ?? null }]);
    else refused.push(`${say('no such value')}：${entry.text.slice(0, 40)}`);
  }
  decideMany(many);
  return { error: null, taken: many.length, refused };
}

/** @param {unknown} x @returns {x is Record<string, unknown>} */
function isObject(x) {
  return typeof x === 'object' && x !== null && !Array.isArray(x);
}

/** @param {unknown} file @returns {file is { source: { sha256: string }, corrections: unknown[] }} */
function isFile(file) {
  return isObject(file) && file.format === 'gongwen-corrections' && isObject(file.source) && Array.isArray(file.corrections);
}

/** @param {unknown} entry @returns {entry is import('./types').Correction} */
function isCorrection(entry) {
  if (!isObject(entry) || !isObject(entry.span) || typeof entry.text !== 'string') return false;
  if (!['accept', 'reject', 'correct'].includes(String(entry.action)) || !ORDER.includes(String(entry.kind))) return false;
  if (entry.action !== 'correct') return true;
  return isObject(entry.set) && isSet(entry.set);
}

/** @param {Record<string, unknown>} set */
function isSet(set) {
  return Object.entries(set).every(([name, value]) => {
    if (name === 'span') return isObject(value) && Number.isInteger(value.start) && Number.isInteger(value.end);
    return SET.includes(name) && (name === 'leads' ? typeof value === 'boolean' : typeof value === 'string');
  });
}
