// @ts-check
// The document's side: segments by the values that cover them, findings beside their lines, places of a text selection.
import { data, values } from './data.js';
import { decisionOf, decisions, effective, onDecision } from './decisions.js';
import { short, manualOf } from './values.js';
import { say, either, told } from './words.js';
import { byId, make, manual, quiet, reveal } from './dom.js';
import { select, selection, onSelect } from './select.js';

const sheet = byId('sheet');

/** The segments of each value, in order. @type {Map<string, HTMLElement[]>} */
const segments = new Map();
for (const element of sheet.querySelectorAll('[data-k]')) {
  if (!(element instanceof HTMLElement)) continue;
  for (const key of keysAt(element)) {
    const list = segments.get(key);
    if (list) list.push(element);
    else segments.set(key, [element]);
  }
}

/** The values that cover a segment, the shortest first. @param {HTMLElement} element */
function keysAt(element) {
  return (element.dataset.k ?? '').split(' ').filter(Boolean);
}

/** The first segment of a value. @param {string} key */
export function firstSegment(key) {
  return segments.get(key)?.[0] ?? null;
}

/** @param {HTMLElement[]} list */
function lastOf(list) {
  return list[list.length - 1];
}

/** Marks what was decided about a value where it stands. @param {string} key */
function mark(key) {
  const list = segments.get(key) ?? [];
  for (const action of ['accept', 'reject', 'correct']) {
    for (const element of list) element.classList.toggle(`is-${action}`, anyDecided(element, action));
  }
  const last = lastOf(list);
  if (!last) return;
  // Several values may end here; the shortest that was corrected says what it is now.
  const ending = keysAt(last).filter((k) => decisionOf(k) && lastOf(segments.get(k) ?? []) === last);
  const corrected = ending.flatMap((k) => (decisionOf(k)?.action === 'correct' ? (values.get(k) ?? []) : []))[0];
  if (corrected) last.dataset.now = rewritten(corrected);
  else delete last.dataset.now;
  last.classList.toggle('ends', ending.length > 0);
}

/** @param {HTMLElement} element @param {string} action */
function anyDecided(element, action) {
  return keysAt(element).some((k) => decisionOf(k)?.action === action);
}

/** What a corrected value says now. @param {import('./types').Value} value */
function rewritten(value) {
  if (value.kind !== 'assignment') return short(value);
  const of = effective(value.key, value.of);
  const name = short(value) === value.of.department ? '' : short(value);
  return [name, of.role === value.of.role ? '' : say(of.role)].filter(Boolean).join(' ') || say('corrected');
}

onDecision((key) => {
  for (const each of key === null ? segments.keys() : [key]) mark(each);
});

onSelect((key, before, side) => {
  for (const element of before ? (segments.get(before) ?? []) : []) element.classList.remove('selected', 'first', 'last');
  const list = key ? (segments.get(key) ?? []) : [];
  list.forEach((element) => element.classList.add('selected'));
  list[0]?.classList.add('first');
  lastOf(list)?.classList.add('last');
  if (list[0] && side !== 'document') reveal(list[0]);
});

/** Selects the shortest value of a segment, or where one of its values is selected the next longer. @param {HTMLElement} element */
export function choose(element) {
  const keys = keysAt(element);
  const at = keys.indexOf(selection() ?? '');
  select(keys[(at + 1) % keys.length] ?? null, 'document');
}

sheet.addEventListener('click', (event) => {
  if (!(event.target instanceof Element) || !document.getSelection()?.isCollapsed) return;
  const note = event.target.closest('[data-note]');
  if (note instanceof HTMLElement) return openNote(note);
  const element = event.target.closest('[data-k]');
  if (element instanceof HTMLElement) choose(element);
});

/** Goes to the next or previous segment that has another value and selects it, for keys. @param {number} step */
export function step(step) {
  const all = [...sheet.querySelectorAll('[data-k]')];
  const at = all.indexOf(document.activeElement ?? sheet);
  const from = at >= 0 ? at : all.indexOf(firstSegment(selection() ?? '') ?? sheet) - (step > 0 ? 0 : -1);
  for (let i = from + step; i >= 0 && i < all.length; i += step) {
    const element = all[i];
    const keys = element instanceof HTMLElement ? keysAt(element) : [];
    if (!(element instanceof HTMLElement) || keys[0] === selection() || keys.every((key) => values.get(key)?.kind === 'task')) continue;
    select(keys[0] ?? null, 'document');
    focusSegment(element);
    return;
  }
}

/** @param {HTMLElement} element */
export function focusSegment(element) {
  element.tabIndex = -1;
  element.setAttribute('role', 'button');
  element.focus({ preventScroll: true });
  reveal(element);
}

/** A note beside its line. @param {number} i */
function note(i) {
  const remark = data.remarks[i];
  const made = make('button', { type: 'button', class: `note-line s-${remark.severity}`, 'data-note': `f${i + 1}`, 'aria-expanded': remark.help || manualOf(remark).length > 0 ? 'false' : null });
  made.append(make('span', { class: 'shape', 'aria-hidden': 'true' }), quiet(`${say(`severity ${remark.severity}`)} `), either(remark.message));
  return make('div', { class: 'note-of' }, made);
}

/** @param {HTMLElement} button */
function openNote(button) {
  const key = button.dataset.note ?? '';
  const value = values.get(key);
  // What reading says of a file has no more to say.
  if (!button.hasAttribute('aria-expanded')) return select(key, 'document');
  const opened = button.getAttribute('aria-expanded') === 'true';
  button.nextElementSibling?.remove();
  button.setAttribute('aria-expanded', String(!opened));
  if (!opened && value?.kind === 'finding') {
    const help = value.of.help ? make('p', {}, either(value.of.help)) : null;
    const pieces = manualOf(value.of);
    const more = pieces.length > 0 ? make('details', {}, make('summary', {}, `${say('manual')} · ${value.of.code}`), manual(pieces)) : null;
    button.after(make('div', { class: 'note-more' }, help, more));
    select(key, 'document');
  }
}

/** Puts the findings below the blocks they are in. */
function notes() {
  for (const old of sheet.querySelectorAll('.notes')) old.remove();
  data.remarks.forEach((_, i) => {
    const segment = firstSegment(`f${i + 1}`);
    const block = segment?.closest('.scroll') ?? segment?.closest('.b');
    if (!block) return;
    const next = block.nextElementSibling;
    const place = next?.classList.contains('notes') ? next : make('div', { class: 'notes' });
    if (place !== next) block.after(place);
    place.append(note(i));
  });
  for (const element of sheet.querySelectorAll('.notes')) element.setAttribute('lang', document.documentElement.lang);
  byId('document').setAttribute('aria-label', say('document'));
}
told(notes);

for (const key of decisions().keys()) mark(key);
