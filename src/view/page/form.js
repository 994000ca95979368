// @ts-check
// The form that corrects a value. What a person has not touched shows what would be written.
import { correctable, decide, decisionOf, refusal } from './decisions.js';
import { daysOf, wholeDay } from './day.js';
import { effect } from './effect.js';
import { selectedPlace, source } from './places.js';
import { SETTABLE, ordered, settable } from './sound.js';
import { make } from './dom.js';
import { reason, say } from './words.js';

/** What can be taken away by leaving it empty. */
const EMPTIED = ['canonical', 'earliest', 'latest', 'title', 'number', 'unit'];

const DAY_NAMES = ['earliest', 'latest'];

/** What a value has under a name, as a form shows it. @param {object} of @param {string} name */
function shownField(of, name) {
  /** @type {unknown} */
  const now = Object.fromEntries(Object.entries(of))[name];
  return typeof now === 'boolean' ? (now ? 'yes' : 'no') : String(now ?? '');
}

/** @param {string} name @param {string} now */
function controlOf(name, now) {
  const sort = SETTABLE[name];
  const choices = Array.isArray(sort) ? sort : sort === 'boolean' ? ['yes', 'no'] : null;
  if (choices) return make('select', { name }, ...choices.map((c) => make('option', { value: c, selected: c === now }, say(c))));
  const made = make('input', { name, autocomplete: 'off', spellcheck: 'false', inputmode: sort === 'decimal' ? 'decimal' : null, placeholder: sort === 'day' ? '2026-06-30' : null });
  made.value = now;
  return made;
}

/** The form of a value; `end` is called where it is left. @param {import('./types').Value} shown @param {(saved: boolean) => void} end */
export function formOf(shown, end) {
  const value = correctable(shown);
  const decision = decisionOf(shown.key);
  const before = (decision?.action === 'correct' && decision.set) || {};
  const names = settable(value.kind, value.kind === 'metadata' ? value.field : null).filter((name) => name !== 'span');
  /** The place that was taken from the document. */
  let taken = before.span ?? null;
  /** What the place says where it is a whole day, until a person says days of their own. @type {string | null} */
  let filled = null;
  /** What a person said, here or before. */
  const touched = new Set(Object.keys(before));
  const at = effect(value, before, source());
  const now = Object.keys(before).length > 0 && 'of' in at ? at.of : value.of;
  const controls = new Map(names.map((name) => [name, controlOf(name, shownField(now, name))]));
  const text = (/** @type {string} */ name) => controls.get(name)?.value.trim() ?? '';
  const wrong = make('p', { class: 'wrong', role: 'alert' });
  const place = make('output', { class: 'place' });

  /** The value as its place, role and comparator alone leave it. */
  function base() {
    /** @type {Record<string, unknown>} */
    const set = {};
    if (taken) set.span = taken;
    if (touched.has('role')) set.role = text('role');
    // A range needs its upper end first.
    if (touched.has('comparator') && text('comparator') !== 'range') set.comparator = text('comparator');
    const result = Object.keys(set).length > 0 ? effect(value, set, source()) : null;
    return result && 'of' in result ? result.of : value.of;
  }

  /** Shows what follows from what a person said. */
  function follow() {
    if (filled !== null) {
      for (const [name, day] of Object.entries(daysOf(filled, text('relation')))) {
        const control = controls.get(name);
        if (control) control.value = day;
        touched.add(name);
      }
    }
    const of = base();
    for (const [name, control] of controls) if (!touched.has(name)) control.value = shownField(of, name);
    const high = controls.get('value_high')?.closest('label');
    if (high) high.hidden = text('comparator') !== 'range';
    place.textContent = taken ? source().text(taken) : value.text.slice(0, 60);
  }

  /** What the form sets. @returns {import('./types').SetFields} */
  function read() {
    /** @type {Record<string, unknown>} */
    const set = {};
    if (taken && (taken.start !== value.span.start || taken.end !== value.span.end)) set.span = taken;
    const of = base();
    for (const name of names.filter((n) => touched.has(n))) {
      if (name === 'value_high' && (text('comparator') !== 'range' || text(name) === '')) continue;
      // Days that were said hold even where they were inferred before.
      const said = DAY_NAMES.includes(name) && (filled !== null || name in before);
      const was = name === 'role' || name === 'comparator' ? value.of : of;
      if (!said && text(name) === shownField(was, name)) continue;
      if (text(name) === '' && !EMPTIED.includes(name) && SETTABLE[name] !== 'decimal') continue;
      set[name] = name === 'leads' ? text(name) === 'yes' : text(name);
    }
    return ordered(set);
  }

  const take = make('button', { type: 'button', class: 'plain' }, say('take selection'));
  // A press must not lose the selection that it is for.
  take.addEventListener('mousedown', (event) => event.preventDefault());
  take.addEventListener('click', () => {
    const found = selectedPlace();
    wrong.textContent = 'wrong' in found ? reason(found.wrong) : '';
    if ('wrong' in found) return;
    taken = found.span;
    if (filled !== null) for (const name of DAY_NAMES) touched.delete(name);
    filled = names.includes('earliest') ? wholeDay(source().text(taken)) : null;
    follow();
  });
  const cancel = make('button', { type: 'button', class: 'plain' }, say('cancel'));
  cancel.addEventListener('click', () => end(false));
  const made = make('form', { class: 'correcting', 'aria-label': say('correct') });
  for (const [name, control] of controls) {
    control.addEventListener('input', () => {
      touched.add(name);
      if (DAY_NAMES.includes(name)) filled = null;
      follow();
    });
    made.append(make('label', {}, make('span', {}, say(name)), control));
  }
  made.append(
    make('div', { class: 'placing' }, make('span', {}, say('place')), place, take),
    make('div', { class: 'ends' }, make('button', { type: 'submit', class: 'main' }, say('save')), cancel, wrong),
  );
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    const set = read();
    const why = Object.keys(set).length > 0 ? refusal(value, set) : /** @type {import('./types').Reason} */ (['unchanged']);
    wrong.textContent = why ? reason(why) : '';
    if (why) return;
    end(true);
    decide(shown.key, 'correct', set);
  });
  follow();
  return made;
}
