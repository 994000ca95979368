// @ts-check
// The pane of lists: tabs, filter, and the splitter between it and the document.
import { data } from './data.js';
import { keep, kept } from './keeping.js';
import { isFiltering, onFilter, refilter, rolesPresent, shownTasks, taskCount } from './filter.js';
import { onDecision } from './decisions.js';
import { organs } from './organs.js';
import { announce, byId, labelled, make, worded } from './dom.js';
import { say, told } from './words.js';
import { matrixOpened } from './matrix.js';
import { timelineOpened } from './timeline.js';

/** @type {import('./types').Tab[]} */
export const TABS = ['tasks', 'departments', 'deadlines', 'findings'];

/** @type {import('./types').Tab} */
let opened = 'tasks';

/** The tab that is open. */
export function openTab() {
  return opened;
}

/** @param {import('./types').Tab} name */
export function showTab(name) {
  opened = name;
  for (const tab of TABS) {
    const chosen = tab === name;
    byId(`tab-${tab}`).hidden = !chosen;
    const button = byId(`tab-${tab}-button`);
    button.setAttribute('aria-selected', String(chosen));
    button.tabIndex = chosen ? 0 : -1;
  }
  if (name === 'departments') matrixOpened();
  if (name === 'deadlines') timelineOpened();
  onPhone('pane');
}

function tabs() {
  const list = labelled(make('div', { role: 'tablist', class: 'tabs' }), 'review');
  /** @type {Partial<Record<import('./types').Tab, () => number>>} */
  const counts = { tasks: taskCount, departments: () => organs().filter((o) => o.count > 0).length, findings: () => data.remarks.length };
  for (const name of TABS) {
    const count = counts[name];
    const number = count ? make('span', { class: 'count' }, String(count())) : null;
    if (count && number) onDecision(() => (number.textContent = String(count())));
    const word = worded(make('span'), name);
    const button = make('button', { type: 'button', role: 'tab', id: `tab-${name}-button`, 'aria-controls': `tab-${name}` }, word, number);
    button.addEventListener('click', () => showTab(name));
    list.append(button);
  }
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === 'Home' ? 0 : event.key === 'End' ? TABS.length - 1 : step ? (TABS.indexOf(opened) + step + TABS.length) % TABS.length : null;
    if (to === null) return;
    event.preventDefault();
    showTab(TABS[to]);
    byId(`tab-${TABS[to]}-button`).focus();
  });
  return list;
}

/** A field of the filter. @template {HTMLInputElement | HTMLSelectElement} E @param {keyof import('./types').Filter} name @param {E} control @param {string} word */
function control(name, control, word) {
  control.id = `filter-${name}`;
  control.addEventListener('input', () => {
    const value = control instanceof HTMLInputElement && control.type === 'checkbox' ? control.checked : control.value;
    refilter({ [name]: value });
  });
  return make('label', { class: `f-${name}` }, worded(make('span'), word), control);
}

/** Options of a select with words that change. @param {[string, () => string][]} options */
function options(...options) {
  const made = make('select');
  for (const [value, text] of options) {
    const option = make('option', { value });
    told(() => {
      option.textContent = text();
    });
    made.append(option);
  }
  return made;
}

function filters() {
  const form = labelled(make('form', { id: 'filters', role: 'search' }), 'filter');
  const text = labelled(make('input', { type: 'search', autocomplete: 'off' }), 'filter text', 'placeholder');
  const organ = make('input', { list: 'organs', autocomplete: 'off' });
  const list = make('datalist', { id: 'organs' });
  const name = () => {
    const names = organs().flatMap((d) => [d.name, ...(d.canonical ? [d.canonical] : []), ...d.variants]);
    list.replaceChildren(...[...new Set(names)].map((n) => make('option', { value: n })));
  };
  name();
  const roles = ['lead', 'responsible', 'support', 'joint', 'guide', 'supervise'];
  const role = options(['', () => say('any role')], ...roles.map((r) => /** @type {[string, () => string]} */ ([r, () => say(r)])));
  const offer = () => {
    const present = rolesPresent();
    for (const option of role.options) option.hidden = option.value !== '' && !present.has(option.value) && !option.selected;
  };
  offer();
  const codes = [...new Set(data.remarks.map((r) => r.code))].sort();
  const rule = options(['', () => say('any rule')], ...codes.map((c) => /** @type {[string, () => string]} */ ([c, () => c])));
  const clear = worded(make('button', { type: 'button', class: 'plain clear' }), 'clear');
  clear.addEventListener('click', clearFilter);
  const more = worded(make('button', { type: 'button', class: 'plain more', 'aria-expanded': 'false' }), 'filter');
  more.addEventListener('click', () => more.setAttribute('aria-expanded', String(form.classList.toggle('open'))));
  const count = make('output', { class: 'count', for: 'filter-text' });
  const tell = () => {
    const shown = shownTasks().filter((d) => !d.gone).length;
    const all = taskCount();
    count.textContent = isFiltering() ? say('shown of', shown, all) : say('shown', all);
    clear.disabled = !isFiltering();
    if (isFiltering()) announce(count.textContent);
  };
  told(tell);
  onFilter(tell);
  onDecision(() => {
    name();
    offer();
    tell();
  });
  form.append(
    control('text', text, 'filter text'),
    control('organ', organ, 'filter organ'),
    control('role', role, 'filter role'),
    make('div', { class: 'due-range' }, control('from', make('input', { type: 'date' }), 'filter from'), control('to', make('input', { type: 'date' }), 'filter to')),
    control('undated', make('input', { type: 'checkbox' }), 'filter undated'),
    ...(codes.length > 0 ? [control('rule', rule, 'filter rule')] : []),
    make('div', { class: 'tail' }, count, more, clear),
    list,
  );
  form.addEventListener('submit', (event) => event.preventDefault());
  return form;
}

export function clearFilter() {
  const form = byId('filters');
  if (form instanceof HTMLFormElement) form.reset();
  refilter({ text: '', organ: '', role: '', from: '', to: '', undated: false, rule: '' });
}

/** Asks for one department's tasks. @param {string} name */
export function filterOrgan(name) {
  const field = byId('filter-organ');
  if (field instanceof HTMLInputElement) field.value = name;
  refilter({ organ: name });
}

/** How much of the width the document takes, in percent. */
let width = Number(kept('gongwen:width') ?? 44) || 44;

/** @param {number} percent */
function resize(percent) {
  width = Math.min(75, Math.max(22, Math.round(percent * 10) / 10));
  byId('main').style.setProperty('--document', `${width}%`);
  byId('splitter').setAttribute('aria-valuenow', String(Math.round(width)));
}

function splitter() {
  const bar = labelled(byId('splitter'), 'split');
  for (const [name, value] of Object.entries({ role: 'separator', tabindex: '0', 'aria-orientation': 'vertical', 'aria-valuemin': '22', 'aria-valuemax': '75', 'aria-controls': 'document' })) bar.setAttribute(name, value);
  resize(width);
  bar.addEventListener('pointerdown', (event) => {
    bar.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  bar.addEventListener('pointermove', (event) => {
    if (bar.hasPointerCapture(event.pointerId)) resize((event.clientX / byId('main').clientWidth) * 100);
  });
  bar.addEventListener('pointerup', () => keep('gongwen:width', String(width)));
  bar.addEventListener('dblclick', () => resize(44));
  bar.addEventListener('keydown', (event) => {
    const step = { ArrowLeft: -2, ArrowRight: 2, Home: -100, End: 100 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    resize(width + step);
    keep('gongwen:width', String(width));
  });
}

/** On a narrow screen one side is shown at a time. @param {'document' | 'pane'} side */
export function onPhone(side) {
  byId('main').dataset.side = side;
  for (const button of byId('switch').querySelectorAll('button')) button.setAttribute('aria-pressed', String(button.dataset.side === side));
}

function phoneSwitch() {
  const place = labelled(byId('switch'), 'sides');
  for (const [side, word] of /** @type {const} */ ([['document', 'document'], ['pane', 'tasks']])) {
    const button = worded(make('button', { type: 'button', 'data-side': side }), word);
    button.addEventListener('click', () => onPhone(side));
    place.append(button);
  }
  onPhone('document');
}

/** Whether only one side is shown. */
export function isNarrow() {
  return matchMedia('(max-width: 720px)').matches;
}

/** Puts the pane in place; what its tabs hold is built by others. */
export function startPane() {
  const pane = labelled(byId('pane'), 'review');
  pane.hidden = false;
  pane.append(tabs(), filters());
  for (const name of TABS) {
    pane.append(make('div', { role: 'tabpanel', id: `tab-${name}`, class: 'tab', 'aria-labelledby': `tab-${name}-button`, tabindex: 0, hidden: name !== 'tasks' }));
  }
  splitter();
  phoneSwitch();
}
