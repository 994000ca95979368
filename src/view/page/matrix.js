// @ts-check
// Departments × tasks, with the role in the cells. Rows come by chunks as they are scrolled to; only cells that say
// something have an element inside.
import { notice } from './data.js';
import { onDecision } from './decisions.js';
import { onFilter, organsAsked, shownTasks } from './filter.js';
import { organs } from './organs.js';
import { decidedClass } from './chips.js';
import { make, byId, quiet } from './dom.js';
import { say, told } from './words.js';

/** So many departments are shown at first: a matrix of hundreds is no overview. */
const FIRST_COLUMNS = 40;
/** So many rows are built at once. */
const CHUNK = 120;

let allColumns = false;
let matrixStale = true;

/** @type {IntersectionObserver | null} */
let rowWatcher = null;

/** The departments that the shown tasks name, those with most tasks first; what was decided against counts for none. @param {import('./types').Digest[]} tasks */
function columns(tasks) {
  const asked = organsAsked();
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const d of tasks) {
    const counting = new Set(d.organs.flatMap((o) => (d.gone || o.gone ? [] : o.index)));
    for (const index of new Set(d.organs.map((o) => o.index))) {
      if (!asked || asked.has(index)) counts.set(index, (counts.get(index) ?? 0) + (counting.has(index) ? 1 : 0));
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** @param {import('./types').Digest} d @param {[number, number][]} shown */
function matrixRow(d, shown) {
  const made = make('tr', { class: `task${decidedClass(d.task.id)}`, 'data-v': d.task.id, tabindex: -1 });
  const words = make('div', { class: 'words' }, d.task.ordinal ? `${d.task.ordinal} ` : '', d.task.text);
  made.append(make('th', { scope: 'row' }, words));
  /** @type {Map<number, HTMLElement[]>} */
  const cells = new Map();
  for (const { index, key, assignment } of d.organs) {
    const role = make('button', { type: 'button', class: `role r-${assignment.role}${assignment.leads ? ' leading' : ''}${decidedClass(key)}`, 'data-v': key, tabindex: -1 });
    role.append(make('span', { 'aria-hidden': 'true' }, say(`short ${assignment.role}`)), quiet(`${say(assignment.role)} ${assignment.department}`));
    cells.set(index, [...(cells.get(index) ?? []), role]);
  }
  for (const [index] of shown) made.append(make('td', {}, ...(cells.get(index) ?? [])));
  return made;
}

/** The names of the register; the full one where two are called the same. */
function headings() {
  /** @type {Map<string, number>} */
  const called = new Map();
  for (const { name } of organs()) called.set(name, (called.get(name) ?? 0) + 1);
  return organs().map(({ name, canonical }) => ((called.get(name) ?? 0) > 1 ? (canonical ?? name) : name));
}

/** Builds the matrix, down to where it was built before. @param {number} [rows] */
function buildMatrix(rows = CHUNK) {
  matrixStale = false;
  rowWatcher?.disconnect();
  const place = byId('tab-departments');
  const tasks = shownTasks();
  const counted = columns(tasks);
  const shown = allColumns ? counted : counted.slice(0, FIRST_COLUMNS);
  if (shown.length === 0) return place.replaceChildren(make('p', { class: 'none' }, say(notice.tasks.length > 0 ? 'nothing shown' : 'no tasks')));
  const names = headings();
  const head = make('tr', {}, make('th', { scope: 'col', class: 'corner' }, say('task')));
  for (const [index, count] of shown) {
    const { name, canonical } = organs()[index];
    head.append(make('th', { scope: 'col', title: canonical ?? name }, make('span', { class: 'name', lang: 'zh-CN' }, names[index]), make('span', { class: 'count' }, String(count))));
  }
  const body = make('tbody');
  const table = make('table', { class: 'matrix', 'aria-label': say('departments') }, make('thead', {}, head), body);
  const end = make('div', { class: 'end' });
  const roles = /** @type {const} */ (['lead', 'responsible', 'support', 'joint', 'guide', 'supervise']);
  const used = roles.filter((role) => tasks.some((d) => d.organs.some((o) => o.assignment.role === role)));
  const legend = make('p', { class: 'roles' }, ...used.map((r) => make('span', {}, make('span', { class: `role r-${r}${r === 'lead' ? ' leading' : ''}`, 'aria-hidden': 'true' }, say(`short ${r}`)), ` ${say(r)}`)));
  if (shown.length < counted.length) {
    const more = make('button', { type: 'button', class: 'plain' }, say('show all', counted.length));
    more.addEventListener('click', () => {
      allColumns = true;
      buildMatrix();
    });
    legend.append(more);
  }
  place.replaceChildren(legend, table, end);
  let built = 0;
  const grow = () => {
    body.append(...tasks.slice(built, built + CHUNK).map((d) => matrixRow(d, shown)));
    built += CHUNK;
    if (built >= tasks.length) rowWatcher?.disconnect();
  };
  rowWatcher = new IntersectionObserver((seen) => seen.some((s) => s.isIntersecting) && grow(), { root: place, rootMargin: '600px' });
  while (built < Math.min(rows, tasks.length)) grow();
  if (built < tasks.length) rowWatcher.observe(end);
}

/** Builds the matrix when its tab is open, else when it is opened. */
export function matrixOpened() {
  if (matrixStale) buildMatrix();
}

function outdated() {
  matrixStale = true;
  if (!byId('tab-departments').hidden) buildMatrix();
}

export function startMatrix() {
  told(outdated);
  onFilter(outdated);
  onDecision(() => {
    matrixStale = true;
    const place = byId('tab-departments');
    if (place.hidden) return;
    const { scrollTop, scrollLeft } = place;
    buildMatrix(place.querySelectorAll('tbody tr').length);
    place.scrollTo(scrollLeft, scrollTop);
  });
}
