// @ts-check
// The table of tasks: a row each, under the headings of its section.
import { notice, values } from './data.js';
import { onDecision, effective } from './decisions.js';
import { assignmentKey } from './inventory.js';
import { digest, onFilter, shownTasks } from './filter.js';
import { chip, chips, decidedClass, decidedWord } from './chips.js';
import { dateText } from './values.js';
import { make, byId, quiet } from './dom.js';
import { say, told } from './words.js';

/** @type {import('./types').Role[]} */
const ROLES = ['lead', 'responsible', 'support', 'joint', 'guide', 'supervise'];

/** The columns that have something in them, as it was corrected. */
function filled() {
  const found = new Set(notice.tasks.flatMap((task) => task.assignments.map((a) => effective(assignmentKey(task, a), a).role)));
  const others = [...(notice.tasks.some((t) => t.target_ids.length > 0) ? ['targets'] : []), ...(notice.tasks.some((t) => deadlinesOf(digest(t.id)).length > 0) ? ['deadline'] : [])];
  return { roles: ROLES.filter((role) => found.has(role)), others };
}

/** The deadlines of a task, those decided against among them. @param {import('./types').Digest} d */
function deadlinesOf({ due, struck }) {
  return [...due, ...struck].sort((a, b) => Number(a.id.slice(1)) - Number(b.id.slice(1)));
}

let shownColumns = filled();

/** The organs of a task in one role, those that lead marked. @param {import('./types').Task} task @param {import('./types').Role} role */
function organsIn(task, role) {
  const own = task.assignments.filter((a) => effective(assignmentKey(task, a), a).role === role);
  return chips(own.map((a) => {
    const made = chip(assignmentKey(task, a));
    if (made && role !== 'lead' && effective(assignmentKey(task, a), a).leads) made.append(make('span', { class: 'leads' }, say('leads')));
    return made;
  }));
}

/** @param {string} name @param {string} word @param {Node} content */
function cell(name, word, content) {
  const empty = content.textContent === '';
  return make('td', { role: 'cell', class: `c-${name}${empty ? ' empty' : ''}`, 'data-label': say(word) }, content);
}

/** The row of a task. @param {import('./types').Task} task */
function row(task) {
  const d = digest(task.id);
  const made = make('tr', { role: 'row', class: `task${decidedClass(task.id)}`, 'data-v': task.id, tabindex: -1 });
  const ordinal = make('th', { role: 'rowheader', scope: 'row', class: 'c-ordinal' }, task.ordinal ?? quiet(task.id));
  const text = make('div', { class: 'words' }, task.text);
  const word = decidedWord(task.id);
  if (word) text.append(word);
  made.append(ordinal, cell('text', 'task', text));
  for (const role of shownColumns.roles) made.append(cell(role, role, organsIn(task, role)));
  if (shownColumns.others.includes('targets')) made.append(cell('targets', 'targets', chips(task.target_ids.map((id) => chip(id)))));
  const due = deadlinesOf(d).map((date) => chip(date.id, dateText(date)));
  if (shownColumns.others.includes('deadline')) made.append(cell('deadline', 'deadline', chips(due)));
  return made;
}

/** @type {Map<string, HTMLTableRowElement>} */
const rows = new Map();

/** @type {{ body: HTMLTableSectionElement, ids: string[] }[]} */
let groups = [];

/** @param {string[]} section */
function groupRow(section) {
  const path = section.map((heading, i) => make('span', { class: i === section.length - 1 ? 'own' : 'above' }, heading));
  return make('tr', { role: 'row', class: 'group' }, make('th', { role: 'rowheader', scope: 'rowgroup', colspan: 20 }, ...path));
}

function build() {
  const place = byId('tab-tasks');
  shownColumns = filled();
  rows.clear();
  groups = [];
  if (notice.tasks.length === 0) return place.replaceChildren(make('p', { class: 'none' }, say('no tasks')));
  const names = ['ordinal', 'task', ...shownColumns.roles, ...shownColumns.others];
  const heads = names.map((name) => make('th', { role: 'columnheader', scope: 'col', class: `c-${name === 'task' ? 'text' : name}` }, say(name)));
  const table = make('table', { role: 'table', class: 'tasks', 'aria-label': say('tasks') });
  table.append(make('thead', { role: 'rowgroup' }, make('tr', { role: 'row' }, ...heads)));
  let section = null;
  for (const task of notice.tasks) {
    const own = task.section.join('\n');
    if (own !== section || groups.length === 0) {
      section = own;
      const body = make('tbody', { role: 'rowgroup' });
      if (own) body.append(groupRow(task.section));
      groups.push({ body, ids: [] });
      table.append(body);
    }
    const made = row(task);
    rows.set(task.id, made);
    groups[groups.length - 1].ids.push(task.id);
    groups[groups.length - 1].body.append(made);
  }
  const longest = Math.max(2, ...new Set(notice.tasks.map((task) => task.ordinal?.length ?? 0)));
  // The columns that take a share of the width, by how much they hold.
  const shares = names.map((name) => ({ ordinal: `${Math.min(6.4, longest + 1.5)}em`, task: 'minmax(9em, 3fr)', targets: 'minmax(5em, 1.3fr)', deadline: '7.8em' })[name] ?? 'minmax(5.2em, 1.5fr)');
  table.style.setProperty('--columns', shares.join(' '));
  place.replaceChildren(table, make('p', { class: 'none', hidden: true }, say('nothing shown')));
  show();
}

/** Shows the rows that the filter leaves. */
function show() {
  const shown = new Set(shownTasks().map((d) => d.task.id));
  for (const { body, ids } of groups) {
    let any = false;
    for (const id of ids) {
      const element = rows.get(id);
      if (element && element.hidden === shown.has(id)) element.hidden = !shown.has(id);
      any ||= shown.has(id);
    }
    body.hidden = !any;
  }
  const none = byId('tab-tasks').querySelector('p.none');
  if (none instanceof HTMLElement && notice.tasks.length > 0) none.hidden = shown.size > 0;
}

/** Builds the table, and anew whenever the language changes. */
export function startTasks() {
  told(build);
  onFilter(show);
  onDecision((key) => {
    if (key === null || JSON.stringify(filled()) !== JSON.stringify(shownColumns)) return build();
    for (const task of touched(key)) {
      const made = row(task);
      const old = rows.get(task.id);
      if (old) {
        made.hidden = old.hidden;
        const focused = old.contains(document.activeElement) ? document.activeElement : null;
        old.replaceWith(made);
        if (focused === old) made.focus({ preventScroll: true });
        else if (focused instanceof HTMLElement) refocus(made, focused.dataset.v ?? '');
      }
      rows.set(task.id, made);
    }
    show();
  });
}

/** Gives the focus to the chip of a value in a row that was made anew. @param {HTMLElement} row @param {string} key */
function refocus(row, key) {
  const chip = row.querySelector(`[data-v="${CSS.escape(key)}"]`);
  if (chip instanceof HTMLElement) chip.focus({ preventScroll: true });
}

/** The tasks that show a value. @param {string} key */
function touched(key) {
  const value = values.get(key);
  if (value?.kind === 'task') return [value.of];
  if (value?.kind === 'assignment') return [value.task];
  const targets = notice.targets.flatMap((t) => (t.by === key ? t.id : []));
  return notice.tasks.filter((t) => [...t.target_ids, ...t.date_ids].some((id) => id === key || targets.includes(id)));
}

/** The keys of the rows that are shown, in order. */
export function taskOrder() {
  return [...rows].flatMap(([id, element]) => (element.hidden ? [] : id));
}
