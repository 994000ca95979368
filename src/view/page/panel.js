// @ts-check
// The panel of the selected value: what it is, and what a person decides about it.
import { values } from './data.js';
import { decide, decisionOf, isCorrectable, onDecision, undecide } from './decisions.js';
import { formOf } from './form.js';
import { fields, kindOf, look, short } from './values.js';
import { announce, byId, labelled, make } from './dom.js';
import { either, say, told } from './words.js';
import { onSelect, select, selection } from './select.js';

const panel = byId('panel');

let correcting = false;

/** What was decided about the value when the form was opened. */
let openedAt = '';

/** What is decided about the selected value. */
function stateOf() {
  return JSON.stringify(decisionOf(selection() ?? ''));
}

function buildPanel() {
  openedAt = stateOf();
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
  if (correcting) {
    panel.append(formOf(value, (saved) => {
      if (!saved) return correct(false);
      correcting = false;
      queueMicrotask(() => announce(`${say('corrected')}：${short(value)}`));
    }));
  }
}

/** @param {import('./types').Value} value @param {import('./types').Action | null} action */
function actions(value, action) {
  const made = make('div', { class: 'actions' });
  if (value.kind === 'finding') return made;
  /** @type {[string, import('./types').Action | 'undo', string][]} */
  const list = [['accept', 'accept', 'A'], ['reject', 'reject', 'X'], ['correct', 'correct', 'C'], ['undo', 'undo', 'U']];
  for (const [word, what, key] of list) {
    if (what === 'correct' && !isCorrectable(value)) continue;
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
    if (!isCorrectable(value)) return announce(say(value.kind === 'assignment' ? 'task rejected' : 'not correctable'));
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
    buildPanel();
  });
  onDecision(() => {
    // What somebody is typing is not lost to a decision about another value.
    if (!correcting || stateOf() !== openedAt) buildPanel();
  });
}
