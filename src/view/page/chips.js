// @ts-check
// Values as small buttons on the side of the tasks. A press anywhere in the pane is read from `data-v`.
import { values } from './data.js';
import { decisionOf, effective } from './decisions.js';
import { look, short, kindOf } from './values.js';
import { make, quiet } from './dom.js';
import { say } from './words.js';

/** What was decided, as a class. @param {string} key */
export function decidedClass(key) {
  const action = decisionOf(key)?.action;
  return action ? ` is-${action}` : '';
}

/** What was decided, for those who do not see it. @param {string} key */
export function decidedWord(key) {
  const action = decisionOf(key)?.action;
  if (!action) return null;
  return quiet(`（${say(action === 'accept' ? 'accepted' : action === 'reject' ? 'rejected' : 'corrected')}）`);
}

/** Whether a text is an ISO day, which must not be broken. @param {string} text */
function isIsoDay(text) {
  return /^\d{4}-\d\d-\d\d$/.test(text);
}

/** A chip of a value. @param {string} key @param {string} [text] @returns {HTMLElement | null} */
export function chip(key, text) {
  const value = values.get(key);
  if (!value) return null;
  const made = make('button', {
    type: 'button',
    class: `chip k-${look(value)}${isIsoDay(text ?? short(value)) ? ' day-of' : ''}${decidedClass(key)}`,
    'data-v': key,
    tabindex: -1,
    title: value.kind === 'assignment' ? effective(key, value.of).canonical : value.text,
  });
  made.append(make('span', { class: 'word' }, text ?? short(value)));
  const word = decidedWord(key);
  if (word) made.append(word);
  if (value.kind !== 'assignment') made.prepend(quiet(`${kindOf(value)} `));
  return made;
}

/** Chips of several values in one cell. @param {(HTMLElement | null)[]} list */
export function chips(list) {
  return make('div', { class: 'chips' }, ...list.flatMap((c) => c ?? []));
}
