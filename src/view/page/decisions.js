// @ts-check
// What a person decided about values: kept in the browser under the source's hash.
import { data, notice, values } from './data.js';

const STORE = `gongwen:${notice.source.sha256}`;

/** @type {Map<string, import('./types').Decision>} */
const decided = new Map();

/** @type {((key: string | null) => void)[]} */
const listeners = [];

let refused = false;

/** Whether the browser lets nothing be kept. */
export function isRefused() {
  return refused;
}

/** Reads what the browser keeps under a name, if it lets us. @param {string} name */
export function kept(name) {
  try {
    return localStorage.getItem(name);
  } catch {
    refused = true;
    return null;
  }
}

/** Keeps something under a name, if the browser lets us. @param {string} name @param {string} text */
export function keep(name, text) {
  try {
    localStorage.setItem(name, text);
  } catch {
    refused = true;
  }
}

/** The value that a correction is for, where the notice has it still. @param {import('./types').Correction} correction */
export function fitting(correction) {
  const { kind, id, field, span, text } = correction;
  for (const value of candidates(kind, id, field, span)) {
    if (value && value.span.start === span.start && value.span.end === span.end && value.text === text) return value;
  }
  return null;
}

/** @param {string} kind @param {string | null} id @param {string | null} field @param {import('./types').Span} span */
function* candidates(kind, id, field, span) {
  if (kind === 'metadata') {
    for (let i = 0; values.has(`m:${field}-${i}`); i += 1) yield values.get(`m:${field}-${i}`);
  } else {
    const value = values.get(kind === 'assignment' ? `${id}:${span.start}-${span.end}` : String(id));
    if (value?.kind === kind) yield value;
  }
}

/** What was decided about a value. @param {string} key */
export function decisionOf(key) {
  return decided.get(key) ?? null;
}

/** All values that something was decided about. */
export function decisions() {
  return decided;
}

/** @param {string} key */
export function isRejected(key) {
  return decided.get(key)?.action === 'reject';
}

/** A value of the model with what was set. @template {object} T @param {string} key @param {T} of @returns {T} */
export function effective(key, of) {
  const decision = decided.get(key);
  if (decision?.action !== 'correct' || !decision.set) return of;
  const set = { ...decision.set };
  if (set.role && set.leads === undefined) set.leads = set.role === 'lead';
  return { ...of, ...set };
}

/** Calls a function whenever something was decided; with null where much was. @param {(key: string | null) => void} tell */
export function onDecision(tell) {
  listeners.push(tell);
}

/** @param {string} key @param {import('./types').Action} action @param {import('./types').SetFields | null} [set] */
export function decide(key, action, set = null) {
  decided.set(key, { action, set });
  changed(key);
}

/** Takes a decision back. @param {string} key */
export function undecide(key) {
  if (decided.delete(key)) changed(key);
}

/** Takes many decisions at once; those there are stay unless the same value is decided anew. @param {[string, import('./types').Decision][]} many */
export function decideMany(many) {
  for (const [key, decision] of many) decided.set(key, decision);
  changed(null);
}

export function undecideAll() {
  decided.clear();
  changed(null);
}

/** @param {string | null} key */
function changed(key) {
  keep(STORE, JSON.stringify([...decided]));
  for (const tell of listeners) tell(key);
}

/** @param {unknown} entry @returns {entry is [string, import('./types').Decision]} */
function isEntry(entry) {
  if (!Array.isArray(entry) || entry.length !== 2 || !values.has(entry[0])) return false;
  return ['accept', 'reject', 'correct'].includes(entry[1]?.action) && typeof (entry[1].set ?? {}) === 'object';
}

/** What the browser keeps, or where it keeps nothing what the page came with. */
function load() {
  const stored = kept(STORE);
  try {
    const list = stored === null ? null : JSON.parse(stored);
    if (Array.isArray(list)) {
      for (const entry of list) if (isEntry(entry)) decided.set(...entry);
      return;
    }
  } catch {
    // What cannot be read was not written by this page.
  }
  for (const correction of data.corrections?.corrections ?? []) {
    const value = fitting(correction);
    if (value) decided.set(value.key, { action: correction.action, set: correction.set ?? null });
  }
}
load();
// Whether anything is kept shows in writing alone.
keep('gongwen', kept('gongwen') ?? '1');
