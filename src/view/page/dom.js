// @ts-check
// Making elements, and saying aloud what changed.
import { say, told } from './words.js';

/** @typedef {Record<string, string | number | boolean | null | undefined>} Attributes */

/**
 * An element with attributes and children; a null attribute is left out.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag @param {Attributes} [attributes] @param {...(Node | string | null)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child !== null) element.append(child);
  return element;
}

/** The element of an id, which the page has. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`the page has no #${id}`);
  return element;
}

/** An element whose text is a word of the tool, in either language. @template {HTMLElement} E @param {E} element @param {string} word @returns {E} */
export function worded(element, word) {
  told(() => {
    element.textContent = say(word);
  });
  return element;
}

/** An element whose label is a word of the tool. @template {HTMLElement} E @param {E} element @param {string} word @param {string} [attribute] @returns {E} */
export function labelled(element, word, attribute = 'aria-label') {
  told(() => element.setAttribute(attribute, say(word)));
  return element;
}

/** A button. @param {string} name @param {string} word @param {() => void} press */
export function button(name, word, press) {
  const made = worded(make('button', { type: 'button', class: name }), word);
  made.addEventListener('click', press);
  return made;
}

/** Text that only screen readers speak. @param {string} text */
export function quiet(text) {
  return make('span', { class: 'quiet' }, text);
}

/** Says what changed. @param {string} text */
export function announce(text) {
  byId('said').textContent = text;
}

/** Brings an element into view below what is stuck to the top. @param {Element} element */
export function reveal(element) {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  element.scrollIntoView({ block: 'center', inline: 'nearest', behavior: calm ? 'auto' : 'auto' });
}

/** Whether somebody is typing there. @param {EventTarget | null} target */
export function isField(target) {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

/** Makes a piece of a manual into an element. @param {import('./types').Piece[]} pieces */
export function manual(pieces) {
  const whole = make('div', { class: 'manual' });
  for (const piece of pieces) {
    if (piece.kind === 'block') {
      whole.append(make('pre', {}, piece.text));
      continue;
    }
    const made = make(piece.kind === 'heading' ? 'h4' : 'p', { class: piece.kind === 'item' ? 'item' : null });
    piece.text.split('`').forEach((part, i) => made.append(i % 2 ? make('code', {}, part) : part));
    whole.append(made);
  }
  return whole;
}
