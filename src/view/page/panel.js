// @ts-check
// The panel of the selected value: what it is, and what a person decides about it.
import { values } from './data.js';
import { decide, decisionOf, effective, onDecision, undecide } from './decisions.js';
import { fields, kindOf, look, short } from './values.js';
import { announce, byId, labelled, make } from './dom.js';
import { either, say, told } from './words.js';
import { onSelect, select, selection } from './select.js';
import { selectedPlace, textOf } from './places.js';

const panel = byId('panel');

let correcting = false;

/** The place that the form takes from the document. @type {import('./types').Span | null} */
let taken = null;

/** What the kinds of values have that can be set: its name, and the values of an enumeration. @type {Record<string, [string, string[] | null][]>} */
const SETTABLE = {
  assignment: [['role', ['lead', 'responsible', 'support', 'joint', 'guide', 'supervise']], ['leads', ['yes', 'no']], ['canonical', null]],
  target: [['comparator', ['eq', 'ge', 'gt', 'le', 'lt', 'approx', 'range']], ['value', null], ['value_high', null], ['unit', null], ['change', ['level', 'increase', 'decrease']]],
  date: [['relation', ['on', 'by', 'from', 'during', 'after']], ['earliest', null], ['latest', null]],
  reference: [['title', null], ['number', null]],
  metadata: [],
};

/** What a value has under a name, as a form shows it. @param {import('./types').Value} value @param {string} name */
function current(value, name) {
  return shownField(effective(value.key, value.of), name);
}

/** What the notice has under a name. @param {import('./types').Value} value @param {string} name */
function original(value, name) {
  return shownField(value.of, name);
}

/** @param {object} of @param {string} name */
function shownField(of, name) {
  /** @type {unknown} */
  const now = Object.fromEntries(Object.entries(of))[name];
  return typeof now === 'boolean' ? (now ? 'yes' : 'no') : String(now ?? '');
}

/** @param {import('./types').Value} value */
function field(value, name = '', /** @type {string[] | null} */ choices = null) {
  const now = current(value, name);
  const control = choices
    ? make('select', { name }, ...choices.map((c) => make('option', { value: c, selected: c === now }, say(c))))
    : make('input', { name, value: now, autocomplete: 'off', spellcheck: 'false', inputmode: name.startsWith('value') ? 'decimal' : null, placeholder: name === 'earliest' || name === 'latest' ? '2026-06-30' : null });
  return make('label', {}, make('span', {}, say(name)), control);
}

/** What the form sets, or what is wrong with it. @param {import('./types').Value} value @param {FormData} form @returns {import('./types').SetFields | string} */
function read(value, form) {
  /** @type {Record<string, unknown>} */
  const set = { ...(decisionOf(value.key)?.set ?? {}) };
  for (const [name] of SETTABLE[value.kind] ?? []) {
    const text = String(form.get(name) ?? '').trim();
    if (text === current(value, name)) continue;
    if ((name === 'earliest' || name === 'latest') && !isCalendarDay(text)) return say('bad date');
    if (name.startsWith('value') && !/^[+-]?\d+(\.\d+)?$/.test(text)) return say('bad decimal');
    if (text === '') continue;
    if (text === original(value, name)) delete set[name];
    else set[name] = name === 'leads' ? text === 'yes' : text;
  }
  if (typeof set.earliest === 'string' && typeof set.latest === 'string' && set.earliest > set.latest) return say('bad order');
  if (taken) set.span = taken;
  return Object.keys(set).length > 0 ? set : say('unchanged');
}

/** Whether a text is a day of the calendar. @param {string} text */
function isCalendarDay(text) {
  const day = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!day) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

function cancelling() {
  const made = make('button', { type: 'button', class: 'plain' }, say('cancel'));
  made.addEventListener('click', () => correct(false));
  return made;
}

/** @param {import('./types').Value} value */
function form(value) {
  const wrong = make('p', { class: 'wrong', role: 'alert' });
  const place = make('output', { class: 'place' }, taken ? textOf(taken) : value.text.slice(0, 60));
  const take = make('button', { type: 'button', class: 'plain' }, say('take selection'));
  // A press must not lose the selection that it is for.
  take.addEventListener('mousedown', (event) => event.preventDefault());
  take.addEventListener('click', () => {
    taken = selectedPlace() ?? taken;
    wrong.textContent = taken ? '' : say('select first');
    if (taken) place.textContent = textOf(taken);
  });
  const made = make('form', { class: 'correcting', 'aria-label': say('correct') });
  made.append(
    ...(SETTABLE[value.kind] ?? []).map(([name, choices]) => field(value, name, choices)),
    make('div', { class: 'placing' }, make('span', {}, say('place')), place, take),
    make('div', { class: 'ends' }, make('button', { type: 'submit', class: 'main' }, say('save')), cancelling(), wrong),
  );
  made.addEventListener('submit', (event) => {
    event.preventDefault();
    const set = read(value, new FormData(made));
    if (typeof set === 'string') {
      wrong.textContent = set;
      return;
    }
    correcting = false;
    decide(value.key, 'correct', set);
    announce(`${say('corrected')}：${short(value)}`);
  });
  return made;
}

function buildPanel() {
  const value = values.get(selection() ?? '');
  panel.hidden = !value;
  if (!value) return;
  const action = decisionOf(value.key)?.action ?? null;
  const kind = make('span', { class: `kind k-${look(value)}` }, kindOf(value));
  const words = make('span', { class: 'what', lang: value.kind === 'finding' ? null : 'zh-CN' }, value.kind === 'finding' ? either(value.of.message) : value.text.slice(0, 200));
  const head = make('div', { class: 'head' }, kind, words);
  if (action) head.append(make('span', { class: `verdict is-${action}` }, say(action === 'accept' ? 'accepted' : action === 'reject' ? 'rejected' : 'corrected')));
  const list = make('dl', {}, ...fields(value).flatMap(([name, text]) => make('div', {}, make('dt', {}, name), make('dd', {}, text))));
  const body = make('div', { class: 'about' }, head, list);
  if (value.kind === 'finding' && value.of.help) body.append(make('p', { class: 'help' }, either(value.of.help)));
  const close = make('button', { type: 'button', class: 'icon', 'aria-label': say('close') }, '×');
  close.addEventListener('click', () => select(null));
  panel.replaceChildren(body, actions(value, action), close);
  if (correcting) panel.append(form(value));
}

/** @param {import('./types').Value} value @param {import('./types').Action | null} action */
function actions(value, action) {
  const made = make('div', { class: 'actions' });
  if (value.kind === 'finding') return made;
  /** @type {[string, import('./types').Action | 'undo', string][]} */
  const list = [['accept', 'accept', 'A'], ['reject', 'reject', 'X'], ['correct', 'correct', 'C'], ['undo', 'undo', 'U']];
  for (const [word, what, key] of list) {
    if (what === 'correct' && value.kind === 'task') continue;
    const pressed = what === 'undo' ? null : String(action === what);
    const pressing = make('button', { type: 'button', class: `do-${what}`, 'aria-pressed': pressed, 'aria-keyshortcuts': key.toLowerCase() }, say(word), make('kbd', { 'aria-hidden': 'true' }, key));
    pressing.disabled = what === 'undo' && action === null;
    pressing.addEventListener('click', () => verdict(what));
    made.append(pressing);
  }
  return made;
}

/** Decides about the selected value. @param {import('./types').Action | 'undo'} what */
export function verdict(what) {
  const value = values.get(selection() ?? '');
  if (!value || value.kind === 'finding') return;
  if (what === 'correct') {
    if (value.kind === 'task') return announce(say('task not correctable'));
    return correct(true);
  }
  correcting = false;
  if (what === 'undo') undecide(value.key);
  else decide(value.key, what);
  announce(`${say(what === 'undo' ? 'undone' : what === 'accept' ? 'accepted' : 'rejected')}：${short(value)}`);
}

/** Opens or closes the form. @param {boolean} open */
function correct(open) {
  correcting = open;
  taken = null;
  buildPanel();
  const first = panel.querySelector(open ? 'form select, form input, form button' : '.do-correct');
  if (first instanceof HTMLElement) first.focus();
}

/** Closes the form, or else the panel; whether there was anything to close. */
export function closePanel() {
  if (correcting) correct(false);
  else if (selection() !== null) select(null);
  else return false;
  return true;
}

export function startPanel() {
  labelled(panel, 'selected');
  panel.setAttribute('role', 'region');
  told(buildPanel);
  onSelect(() => {
    correcting = false;
    taken = null;
    buildPanel();
  });
  onDecision(buildPanel);
}
