// @ts-check
// What a person decided about values: kept in the browser under the source's hash, as corrections, so that each finds its
// value by its place. The pages of one document share it.
import { data, notice, values } from './data.js';
import { effect } from './effect.js';
import { finder, idOf, twinsOf } from './inventory.js';
import { isRefused, keep, kept } from './keeping.js';
import { source } from './places.js';
import { plain, settable, wrongOf } from './sound.js';

const STORE = `gongwen:${notice.source.sha256}`;

const find = finder(values);

/** Days of the metadata that are dates: corrected, they are that date. */
const twins = twinsOf(values);

/** What the page came with. @type {Map<string, import('./types').Decision>} */
const given = new Map();

/** What was decided in this browser; null where what the page came with was taken back. @type {Map<string, import('./types').Decision | null>} */
const mine = new Map();

/** What this browser keeps that fits no value here: what another version of the program reads it fits. @type {unknown[]} */
let astray = [];

/** Both. @type {Map<string, import('./types').Decision>} */
const decided = new Map();

/** Values as they were corrected, made when they are asked for. @type {Map<string, object>} */
const corrected = new Map();

/** @type {((key: string | null) => void)[]} */
const listeners = [];

/** The value of a correction and what it decides, or why it does not fit. @param {unknown} entry @returns {{ key: string, decision: import('./types').Decision, text: string } | { wrong: import('./types').Reason, key?: string }} */
export function judged(entry) {
  const wrong = wrongOf(entry);
  if (wrong) return { wrong };
  const correction = plain(/** @type {import('./types').Correction} */ (entry));
  const found = find(correction);
  if ('wrong' in found) return found;
  const { action, set } = correction;
  let { value } = found;
  if (action === 'correct') value = values.get(twins.get(value.key) ?? '') ?? value;
  const result = set ? effect(value, set, source()) : null;
  if (result && 'wrong' in result) return { wrong: result.wrong, key: value.key };
  return { key: value.key, decision: { action, set }, text: correction.text };
}

/** A decision about a value as a correction. @param {string} key @param {import('./types').Decision} decision @returns {import('./types').Correction[]} */
export function correctionOf(key, { action, set }) {
  const value = values.get(key);
  if (!value || value.kind === 'finding') return [];
  const { kind, span, text } = value;
  return [plain({ action, kind, id: idOf(value), field: kind === 'metadata' ? value.field : null, span, text, set })];
}

/** Whether the task of an assignment is decided against. @param {string} key */
function isTaskGone(key) {
  const value = values.get(key);
  return value?.kind === 'assignment' && decided.get(value.task.id)?.action === 'reject';
}

/** Why a value cannot be given what is set. @param {import('./types').Value} value @param {import('./types').SetFields} set @returns {import('./types').Reason | null} */
export function refusal(value, set) {
  if (isTaskGone(value.key)) return ['task rejected'];
  const result = effect(value, set, source());
  return 'wrong' in result ? result.wrong : null;
}

/** The value that a correction of one is for. @param {import('./types').Value} value */
export function correctable(value) {
  return values.get(twins.get(value.key) ?? '') ?? value;
}

/** Whether there is anything that a value can be given. @param {import('./types').Value} value */
export function isCorrectable(value) {
  return settable(value.kind, value.kind === 'metadata' ? value.field : null).length > 0 && !isTaskGone(value.key);
}

/** What was decided about a value. @param {string} key */
export function decisionOf(key) {
  const own = decided.get(key) ?? null;
  const twin = twins.get(key);
  // An element can be decided against without its date.
  if (twin === undefined || own?.action === 'reject') return own;
  return decided.get(twin) ?? own;
}

/** All values that something was decided about. */
export function decisions() {
  return decided;
}

/** What holds of a file of decisions: a correction of an assignment has no place where its task is decided against. */
export function holding() {
  return [...decided].filter(([key, { action }]) => action !== 'correct' || !isTaskGone(key));
}

/** @param {string} key */
export function isRejected(key) {
  return decisionOf(key)?.action === 'reject';
}

/** Whether a value counts nowhere: it was decided against, or its task was. @param {string} key */
export function isGone(key) {
  return isRejected(key) || isTaskGone(key);
}

/** A value of the model as it was corrected. @template {object} T @param {string} key @param {T} of @returns {T} */
export function effective(key, of) {
  const decision = decisionOf(key);
  if (decision?.action !== 'correct' || !decision.set) return of;
  const known = corrected.get(key);
  if (known) return /** @type {T} */ (known);
  const value = values.get(twins.get(key) ?? key);
  const result = value ? effect(value, decision.set, source()) : null;
  const now = result && 'of' in result ? /** @type {T} */ (result.of) : of;
  corrected.set(key, now);
  return now;
}

/** Calls a function whenever something was decided; with null where much was. @param {(key: string | null) => void} tell */
export function onDecision(tell) {
  listeners.push(tell);
}

/** Puts what the page came with and what was decided here together. */
function join() {
  decided.clear();
  corrected.clear();
  for (const [key, decision] of given) if (!mine.has(key)) decided.set(key, decision);
  for (const [key, decision] of mine) if (decision) decided.set(key, decision);
}

/** Reads anew what the browser keeps: another page of the document may have written it. */
function recall() {
  const text = kept(STORE);
  // Where nothing can be kept, the page itself is all that remembers.
  if (isRefused()) return;
  /** @type {{ corrections?: unknown, undone?: unknown } | null} */
  let stored = null;
  try {
    stored = JSON.parse(text ?? 'null');
  } catch {
    // What cannot be read was not written by this page.
  }
  mine.clear();
  astray = [];
  for (const entry of Array.isArray(stored?.corrections) ? stored.corrections : []) {
    const found = judged(entry);
    if (!('decision' in found) || mine.has(found.key)) astray.push(entry);
    else mine.set(found.key, found.decision);
  }
  for (const entry of Array.isArray(stored?.undone) ? stored.undone : []) {
    const found = judged(entry);
    if ('decision' in found && !mine.has(found.key)) mine.set(found.key, null);
  }
}

/** Changes what the browser keeps, as it is now. @param {() => void} change @param {string[] | null} keys */
function amend(change, keys) {
  recall();
  change();
  const corrections = [...mine].flatMap(([key, decision]) => (decision ? correctionOf(key, decision) : []));
  const undone = [...mine].flatMap(([key, decision]) => (decision ? [] : correctionOf(key, given.get(key) ?? { action: 'accept', set: null })));
  keep(STORE, JSON.stringify({ corrections: [...corrections, ...astray], undone }));
  join();
  for (const key of keys ?? [null]) for (const tell of listeners) tell(key);
}

/** @param {string} key */
function forget(key) {
  if (given.has(key)) mine.set(key, null);
  else mine.delete(key);
}

/** The keys that show what was decided about one. @param {string} key */
function shownBy(key) {
  const date = twins.get(key) ?? key;
  return [...new Set([key, date, ...[...twins].flatMap(([element, own]) => (own === date ? element : []))])];
}

/** @param {string} key @param {import('./types').Action} action @param {import('./types').SetFields | null} [set] */
export function decide(key, action, set = null) {
  amend(() => {
    const twin = action === 'reject' ? undefined : twins.get(key);
    if (twin !== undefined) forget(key);
    mine.set(twin ?? key, { action, set });
  }, shownBy(key));
}

/** Takes a decision back. @param {string} key */
export function undecide(key) {
  if (!decisionOf(key)) return;
  amend(() => forget(decided.has(key) || !twins.has(key) ? key : (twins.get(key) ?? key)), shownBy(key));
}

/** Takes many decisions at once; those there are stay unless the same value is decided anew. @param {[string, import('./types').Decision][]} many */
export function decideMany(many) {
  amend(() => {
    for (const [key, decision] of many) mine.set(key, decision);
  }, null);
}

export function undecideAll() {
  amend(() => {
    mine.clear();
    for (const key of given.keys()) mine.set(key, null);
  }, null);
}

// What does not fit stands among the findings.
for (const correction of data.corrections?.corrections ?? []) {
  const found = judged(correction);
  if ('decision' in found && !given.has(found.key)) given.set(found.key, found.decision);
}
recall();
join();
addEventListener('storage', (event) => {
  if (event.key !== STORE && event.key !== null) return;
  recall();
  join();
  for (const tell of listeners) tell(null);
});
