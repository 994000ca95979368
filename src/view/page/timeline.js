// @ts-check
// Deadlines by date, the earliest first; recurring ones and tasks without a date apart.
import { notice } from './data.js';
import { effective, isRejected, onDecision } from './decisions.js';
import { digest, isFiltering, onFilter, shownTasks } from './filter.js';
import { chip, decidedClass } from './chips.js';
import { make, byId } from './dom.js';
import { say, told } from './words.js';

/** A deadline with the task that it is for; none where it stands outside the tasks. `gone` where the task was decided against: it counts for none. */
/** @typedef {{ date: import('./types').NoticeDate | null, task: import('./types').Task | null, gone: boolean }} Due */

/** @typedef {{ days: [string, Due[]][], recurring: Due[], open: Due[], undated: Due[] }} Line */

/** The deadlines of tasks, and of all tasks those outside them too: each is there once a task, or once outside. @param {import('./types').Digest[]} [shown] @param {boolean} [whole] @returns {Line} */
export function line(shown = shownTasks(), whole = !isFiltering()) {
  /** @type {Map<string, Due[]>} */
  const days = new Map();
  /** @type {Line} */
  const found = { days: [], recurring: [], open: [], undated: [] };
  /** @param {Due} due */
  const put = (due) => {
    if (!due.date) found.undated.push(due);
    else if (due.date.recurrence) found.recurring.push(due);
    else if (!due.date.latest) found.open.push(due);
    else {
      const list = days.get(due.date.latest) ?? [];
      list.push(due);
      days.set(due.date.latest, list);
    }
  };
  for (const { task, gone, due } of shown) {
    if (due.length === 0) put({ date: null, task, gone });
    for (const date of due) put({ date, task, gone });
  }
  if (whole) {
    const placed = new Set(shown.flatMap((d) => (d.gone ? [] : d.due.map((date) => date.id))));
    const by = new Set(notice.targets.flatMap((t) => (isRejected(t.id) ? [] : (t.by ?? []))));
    for (const of of notice.dates) {
      const date = effective(of.id, of);
      if ((date.relation === 'by' || date.recurrence || by.has(of.id)) && !placed.has(of.id) && !isRejected(of.id)) put({ date, task: null, gone: false });
    }
  }
  found.days = [...days].sort(([a], [b]) => (a < b ? -1 : 1));
  return found;
}

/** The organs in charge of a task. @param {import('./types').Task} task */
function heads(task) {
  const { organs } = digest(task.id);
  const leading = organs.filter((o) => o.assignment.leads && !o.gone);
  const charged = leading.length > 0 ? leading : organs.filter((o) => !o.gone && (o.assignment.role === 'responsible' || o.assignment.role === 'lead'));
  return charged.map((o) => o.key);
}

/** @param {Due} due */
function entry({ date, task }) {
  const made = make('li', { class: `due${task ? decidedClass(task.id) : ''}`, 'data-v': task ? task.id : (date?.id ?? null), tabindex: -1 });
  const says = date ? chip(date.id, date.text) : null;
  if (task) {
    made.append(make('div', { class: 'words' }, task.ordinal ? `${task.ordinal} ` : '', task.text));
    const keys = heads(task);
    const meta = make('div', { class: 'chips' }, says, ...keys.slice(0, 4).map((key) => chip(key)));
    if (keys.length > 4) meta.append(make('span', { class: 'count' }, `+${keys.length - 4}`));
    made.append(meta);
  } else {
    made.append(make('div', { class: 'chips' }, says, make('span', { class: 'count' }, say('outside tasks'))));
  }
  return made;
}

/** @param {string} title @param {Due[]} list @param {string | null} [day] */
function groupOf(title, list, day = null) {
  if (list.length === 0) return null;
  const name = day ? make('time', { datetime: day }, title) : make('span', {}, title);
  const head = make('h3', {}, name, ' ', make('span', { class: 'count' }, String(counting(list))));
  return make('section', { class: day ? 'day' : 'day apart-day' }, head, make('ul', {}, ...list.map(entry)));
}

let lineStale = true;

function buildLine() {
  lineStale = false;
  const { days, recurring, open, undated } = line();
  const groups = days.map(([day, list]) => groupOf(day, list, day));
  groups.push(groupOf(say('recurring'), recurring), groupOf(say('undated deadline'), open), groupOf(say('without date'), undated));
  const made = groups.flatMap((g) => g ?? []);
  byId('tab-deadlines').replaceChildren(...(made.length > 0 ? made : [make('p', { class: 'none' }, say('no deadlines'))]));
}

export function timelineOpened() {
  if (lineStale) buildLine();
}

function lineOutdated() {
  lineStale = true;
  if (!byId('tab-deadlines').hidden) buildLine();
}

export function startTimeline() {
  told(lineOutdated);
  onFilter(lineOutdated);
  onDecision(() => {
    const place = byId('tab-deadlines');
    const { scrollTop } = place;
    lineOutdated();
    place.scrollTop = scrollTop;
  });
}

/** How many of a list count. @param {Due[]} list */
function counting(list) {
  return list.filter((due) => !due.gone).length;
}

/** How many deadlines there are, for the count in the bar. */
export function dueCount() {
  const { days, recurring, open } = line(notice.tasks.map((task) => digest(task.id)), true);
  return counting([...days.flatMap(([, list]) => list), ...recurring, ...open]);
}
