// @ts-check
// Presses and keys: what is chosen on one side is shown on the other.
import { owner, values } from './data.js';
import { onDecision } from './decisions.js';
import { onSelect, select, selection } from './select.js';
import { byId, isField, reveal } from './dom.js';
import { choose, firstSegment, focusSegment, step } from './document.js';
import { taskOrder } from './tasks.js';
import { findingOrder } from './findings.js';
import { closePanel, verdict } from './panel.js';
import { closeBoxes, showHelp } from './bars.js';
import { TABS, clearFilter, filterOrgan, isNarrow, onPhone, openTab, showTab } from './pane.js';

/** The elements of the pane that stand for a value. @param {string} key */
function inPane(key) {
  const found = byId('pane').querySelectorAll(`[data-v="${CSS.escape(key)}"]`);
  return [...found].flatMap((e) => (e instanceof HTMLElement ? e : []));
}

/** What stands for a value in the open tab: itself, or the task that shows it. @param {string} key */
function standing(key) {
  const open = byId(`tab-${openTab()}`);
  for (const each of [key, owner.get(key) ?? '']) {
    const found = each ? inPane(each).find((e) => open.contains(e) && !e.closest('[hidden]')) : null;
    if (found) return found;
  }
  return null;
}

/** Opens the tab that shows a value, where the open one does not. @param {string} key */
function openFor(key) {
  const kind = values.get(key)?.kind;
  if (kind === 'finding') showTab('findings');
  else if (!standing(key) && (owner.has(key) || kind === 'task')) showTab('tasks');
}

/** Marks what stands for the selected value, and lets its chips be reached by Tab. */
function paintSelected() {
  const key = selection();
  for (const element of byId('pane').querySelectorAll('.selected')) element.classList.remove('selected');
  for (const element of byId('pane').querySelectorAll('.chip[tabindex="0"]')) element.setAttribute('tabindex', '-1');
  if (!key) return;
  for (const each of [key, owner.get(key) ?? '']) {
    for (const element of each ? inPane(each) : []) {
      element.classList.add('selected');
      if (element.matches('tr, li')) for (const chip of element.querySelectorAll('.chip')) chip.setAttribute('tabindex', '0');
    }
  }
}

onSelect((key, _, side) => {
  if (key && side === 'document' && !isNarrow()) openFor(key);
  paintSelected();
  if (!key) return;
  const element = standing(key);
  if (element && side !== 'pane') reveal(element);
  // The panel that opens may cover what was chosen.
  (side === 'document' ? firstSegment(key) : element)?.scrollIntoView({ block: 'nearest' });
});

function presses() {
  byId('pane').addEventListener('click', (event) => {
    if (!(event.target instanceof Element)) return;
    const column = event.target.closest('.matrix thead th[title]');
    if (column) return filterOrgan(column.querySelector('.name')?.textContent ?? '');
    if (event.target.closest('summary, details, a, .manual')) return;
    const element = event.target.closest('[data-v]');
    if (!(element instanceof HTMLElement) || !document.getSelection()?.isCollapsed) return;
    select(element.dataset.v ?? null, 'pane');
    if (element.matches('tr, li')) element.focus({ preventScroll: true });
  });
}

/** Goes to the next or previous row of the open tab. @param {number} by */
function move(by) {
  const tab = openTab();
  if (byId('document').contains(document.activeElement)) return step(by);
  const rows = tab === 'findings' ? findingOrder() : tab === 'tasks' ? taskOrder() : orderOf(tab);
  const now = selection() ?? '';
  const at = rows.includes(now) ? rows.indexOf(now) : rows.indexOf(owner.get(now) ?? '');
  const next = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : Math.min(rows.length - 1, Math.max(0, at + by))];
  if (!next) return;
  select(next);
  const row = inPane(next).find((e) => byId(`tab-${tab}`).contains(e));
  const target = row?.matches('li.finding') ? row.querySelector('button') : row;
  if (target instanceof HTMLElement) target.focus({ preventScroll: true });
}

/** The rows of a tab in the order that they stand. @param {string} tab */
function orderOf(tab) {
  const rows = [...byId(`tab-${tab}`).querySelectorAll('tr[data-v], li[data-v]')];
  return [...new Set(rows.flatMap((e) => (e instanceof HTMLElement ? (e.dataset.v ?? []) : [])))];
}

/** Jumps between a value in the document and its place in the pane. */
function jump() {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.dataset.k) {
    const key = selection();
    if (!key || !(focused.dataset.k ?? '').split(' ').includes(key)) return choose(focused);
    if (isNarrow()) openFor(key);
    standing(key)?.focus({ preventScroll: true });
    return;
  }
  const key = selection();
  if (!key) return;
  const here = firstSegment(key);
  if (byId('document').contains(focused)) return standing(key)?.focus();
  if (here) {
    onPhone('document');
    focusSegment(here);
  }
}

/** Chooses the next of the values that the focused segment has. */
function cycle() {
  const focused = document.activeElement;
  if (focused instanceof HTMLElement && focused.dataset.k) choose(focused);
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (document.querySelector('dialog[open]')) return;
  if (event.key === 'Escape') {
    if (closeBoxes() || closePanel()) return;
    if (isField(event.target) && event.target instanceof HTMLElement) event.target.blur();
    else clearFilter();
    return;
  }
  if (isField(event.target)) return;
  const chosen = event.target instanceof HTMLElement && event.target.dataset.v === selection() && selection() !== null;
  if (event.key === 'Enter' && chosen) {
    event.preventDefault();
    return jump();
  }
  const own = event.target instanceof Element && event.target.closest('button, summary, a') && !event.target.closest('[data-k]');
  if (event.key === 'Enter' && own && !(event.target instanceof Element && event.target.matches('tr, li'))) return;
  const tab = TABS[Number(event.key) - 1];
  /** @type {Record<string, () => void>} */
  const acts = {
    j: () => move(1),
    k: () => move(-1),
    a: () => verdict('accept'),
    x: () => verdict('reject'),
    c: () => verdict('correct'),
    u: () => verdict('undo'),
    '/': () => {
      onPhone('pane');
      byId('filter-text').focus();
    },
    '?': showHelp,
    Enter: jump,
    ' ': () => cycle(),
  };
  const act = tab ? () => showTab(tab) : event.key in acts ? acts[event.key] : null;
  if (!act) return;
  // Elsewhere the space bar scrolls.
  if (event.key === ' ' && !(event.target instanceof HTMLElement && event.target.dataset.k)) return;
  event.preventDefault();
  act();
}

export function startKeys() {
  presses();
  // Rows and lists are made anew with what was decided.
  onDecision(() => {
    paintSelected();
    const key = selection();
    if (key && document.activeElement === document.body) standing(key)?.focus({ preventScroll: true });
  });
  document.addEventListener('keydown', press);
}
