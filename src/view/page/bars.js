// @ts-check
// The bar at the top, and the legend of the marks.
import { data, notice, values } from './data.js';
import { decisions, isRejected, onDecision, undecideAll } from './decisions.js';
import { isRefused, keep, kept, onRefusal } from './keeping.js';
import { exported, save, take } from './exchange.js';
import { saysOf } from './ledger.js';
import { dueCount } from './timeline.js';
import { announce, button, byId, labelled, make, worded } from './dom.js';
import { say, speak, spoken, told } from './words.js';
import { taskCount } from './filter.js';
import { organs } from './organs.js';
import { select } from './select.js';

/** @type {HTMLDialogElement | null} */
let help = null;

/** A button that opens a small box below it. @param {string} word @param {Node[]} inside */
function dropdown(word, ...inside) {
  const box = make('div', { class: 'box', hidden: true }, ...inside);
  const opener = worded(make('button', { type: 'button', class: 'plain opener', 'aria-expanded': 'false' }), word);
  opener.addEventListener('click', () => {
    const opening = box.hidden;
    closeBoxes();
    box.hidden = !opening;
    opener.setAttribute('aria-expanded', String(opening));
  });
  return make('div', { class: 'dropdown' }, opener, box);
}

/** Closes what is open in the bar; whether anything was. */
export function closeBoxes() {
  let any = false;
  for (const box of byId('top').querySelectorAll('.dropdown > .box:not([hidden])')) {
    box.setAttribute('hidden', '');
    const opener = box.previousElementSibling;
    opener?.setAttribute('aria-expanded', 'false');
    if (box.contains(document.activeElement) && opener instanceof HTMLElement) opener.focus();
    any = true;
  }
  return any;
}

/** An element of the metadata that can be chosen. @param {string} field @param {string} name */
function element(field, name) {
  const text = saysOf(field);
  if (!text) return null;
  let at = 0;
  while (isRejected(`m:${field}-${at}`)) at += 1;
  const key = `m:${field}-${at}`;
  const made = make('button', { type: 'button', class: `element ${name}`, 'data-v': key, lang: 'zh-CN', title: say(`field ${field}`) }, text);
  made.addEventListener('click', () => select(key, 'pane'));
  return made;
}

function about() {
  const title = make('h1');
  const under = make('p');
  const fill = () => {
    title.replaceChildren(element('title', 'name') ?? make('span', { class: 'name' }, data.name));
    const list = /** @type {const} */ ([['tasks', taskCount()], ['departments', organs().filter((o) => o.count > 0).length], ['targets', notice.targets.filter((t) => !isRejected(t.id)).length], ['deadlines', dueCount()], ['findings', data.remarks.length]]);
    const counts = list.map(([word, n]) => make('span', {}, make('b', {}, String(n)), ` ${say(word)}`));
    under.replaceChildren(...['document_number', 'issuers', 'issued_on'].flatMap((field) => element(field, field) ?? []), make('span', { class: 'counts' }, ...counts));
  };
  told(fill);
  onDecision(fill);
  return make('div', { class: 'about' }, title, under);
}

/** The choices that the page keeps. @param {string} theme */
function paint(theme) {
  if (theme === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

function themes() {
  const names = ['auto', 'light', 'dark'];
  const stored = kept('gongwen:theme') ?? 'auto';
  paint(stored);
  const group = labelled(make('fieldset', { class: 'themes' }), 'theme');
  for (const name of names) {
    const input = make('input', { type: 'radio', name: 'theme', value: name, checked: name === stored });
    input.addEventListener('change', () => {
      paint(name);
      keep('gongwen:theme', name);
    });
    group.append(make('label', {}, input, worded(make('span'), `theme ${name}`)));
  }
  return dropdown('theme', group);
}

function printing() {
  const whole = make('input', { type: 'checkbox', id: 'print-document' });
  whole.addEventListener('change', () => document.documentElement.classList.toggle('print-document', whole.checked));
  const go = button('main', 'print ledger', () => {
    closeBoxes();
    print();
  });
  return dropdown('print', make('label', { class: 'check' }, whole, worded(make('span'), 'with document')), go);
}

function correctionsMenu() {
  const counts = make('p', { class: 'tally' });
  const result = make('div', { class: 'result', role: 'status' });
  const file = labelled(make('input', { type: 'file', accept: '.json,application/json', class: 'quiet', tabindex: -1 }), 'import');
  const out = button('main', 'export', save);
  const clear = button('plain', 'clear all', undecideAll);
  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    file.value = '';
    if (!chosen) return;
    void chosen.text().then((text) => {
      const { error, taken, refused } = take(text);
      const list = refused.length > 0 ? [make('p', {}, say('import refused', refused.length)), make('ul', {}, ...refused.map((r) => make('li', {}, r)))] : [];
      result.replaceChildren(make('p', {}, error ? say('import none') + error : say('import took', taken)), ...list);
    });
  });
  const menu = dropdown('corrections', counts, out, button('plain', 'import', () => file.click()), file, clear, result);
  const badge = make('span', { class: 'badge' });
  menu.append(badge);
  const tally = () => {
    const { corrections } = exported();
    const count = (/** @type {string} */ action) => corrections.filter((c) => c.action === action).length;
    counts.replaceChildren(
      ...(corrections.length === 0 ? [say('nothing decided')] : []),
      ...(corrections.length > 0 ? /** @type {const} */ ([['accepted', 'accept'], ['rejected', 'reject'], ['corrected', 'correct']]).map(([word, action]) => make('span', { class: `verdict is-${action}` }, `${say(word)} ${count(action)}`)) : []),
    );
    badge.textContent = corrections.length > 0 ? String(corrections.length) : '';
    out.disabled = corrections.length === 0;
    clear.disabled = decisions().size === 0;
  };
  told(tally);
  onDecision(tally);
  return menu;
}

function helping() {
  const keys = [['j / k', 'key move'], ['Enter', 'key jump'], ['Space', 'key cycle'], ['a', 'accept'], ['x', 'reject'], ['c', 'correct'], ['u', 'undo'], ['/', 'key filter'], ['1 – 4', 'key tabs'], ['Esc', 'key close'], ['?', 'key help']];
  const list = make('dl', {}, ...keys.map(([key, word]) => make('div', {}, make('dt', {}, make('kbd', {}, key)), worded(make('dd'), word))));
  const title = worded(make('h2', { id: 'help-title' }), 'help');
  const dialog = make('dialog', { id: 'help', 'aria-labelledby': 'help-title' }, title, list, button('main', 'close', () => dialog.close()));
  document.body.append(dialog);
  help = dialog;
  return button('plain', 'help', showHelp);
}

export function showHelp() {
  if (help && !help.open) help.showModal();
}

function languages() {
  const other = worded(make('button', { type: 'button', class: 'plain' }), 'other language');
  labelled(other, 'switch language', 'title');
  told(() => other.setAttribute('lang', spoken() === 'zh' ? 'en' : 'zh-CN'));
  other.addEventListener('click', () => {
    speak(spoken() === 'zh' ? 'en' : 'zh');
    keep('gongwen:language', spoken());
  });
  return other;
}

/** Says once that the browser keeps nothing. */
function sayRefused() {
  const strip = make('div', { class: 'strip' }, worded(make('span'), 'not kept'), button('plain', 'close', () => strip.remove()));
  byId('top').append(strip);
  announce(say('not kept'));
}

/** The legend: what the marks mean; each can be hidden. */
function legend() {
  /** @type {Set<string>} */
  const present = new Set([...values.values()].map((v) => (v.kind === 'assignment' ? 'organ' : v.kind === 'metadata' && v.field === 'contacts' ? 'contact' : v.kind)));
  const place = labelled(byId('legend'), 'legend');
  place.setAttribute('role', 'group');
  for (const kind of ['organ', 'target', 'date', 'reference', 'contact', 'metadata', 'finding']) {
    if (!present.has(kind)) continue;
    const letter = worded(make('span', { class: 'letter', 'aria-hidden': 'true' }), `letter ${kind}`);
    const word = worded(make('span', { class: `sample k-${kind}` }), `kind ${kind === 'organ' ? 'assignment' : kind}`);
    const toggle = make('button', { type: 'button', class: `key of-${kind}`, 'aria-pressed': 'true' }, letter, word);
    toggle.addEventListener('click', () => {
      const hiding = toggle.getAttribute('aria-pressed') === 'true';
      toggle.setAttribute('aria-pressed', String(!hiding));
      byId('sheet').classList.toggle(`no-${kind}`, hiding);
    });
    place.append(toggle);
  }
}

export function startBars() {
  const tools = make('div', { class: 'tools' }, correctionsMenu(), printing(), themes(), languages(), helping());
  byId('top').append(about(), tools);
  legend();
  if (isRefused()) sayRefused();
  else onRefusal(sayRefused);
  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && !event.target.closest('.dropdown')) closeBoxes();
  });
}
