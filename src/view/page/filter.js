// @ts-check
// What is known of each task at a glance, and which tasks the filter shows.
import { data, notice, values } from './data.js';
import { effective, isRejected, onDecision } from './decisions.js';
import { assignmentKey } from './inventory.js';
import { organOf, organs } from './organs.js';

/** @type {Map<string, import('./types').Digest>} */
const digests = new Map();

/** @type {Map<string, Set<string>>} */
const rulesOf = new Map();

/** The rules that have findings in tasks: each finding goes to the last task that begins before it and reaches to it. */
function ruleTasks() {
  const reach = notice.tasks.map((task) => {
    const spans = [task.span, ...task.assignments.map((a) => a.clause)].filter((s) => s.end > s.start);
    return { id: task.id, start: Math.min(...spans.map((s) => s.start)), end: Math.max(...spans.map((s) => s.end)) };
  });
  reach.sort((a, b) => a.start - b.start);
  for (const remark of data.remarks) {
    let low = 0;
    let high = reach.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (reach[middle].start <= remark.span.start) low = middle + 1;
      else high = middle;
    }
    for (let i = low - 1; i >= Math.max(0, low - 4); i -= 1) {
      if (reach[i].end < remark.span.start) continue;
      const rules = rulesOf.get(reach[i].id) ?? new Set();
      rulesOf.set(reach[i].id, rules.add(remark.code));
      break;
    }
  }
}
ruleTasks();

/** @param {string} id */
function dateOf(id) {
  const value = values.get(id);
  return value?.kind === 'date' ? effective(id, value.of) : null;
}

/** The deadlines of a task: its own and those of its targets, whatever was decided about them. @param {import('./types').Task} task */
function deadlines(task) {
  const own = task.date_ids.map(dateOf).filter((d) => d !== null && (d.relation === 'by' || d.recurrence));
  const by = task.target_ids.map((id) => {
    const value = values.get(id);
    return value?.kind === 'target' && value.of.by && !isRejected(id) ? dateOf(value.of.by) : null;
  });
  return [...new Map([...own, ...by].flatMap((d) => (d ? [[d.id, d]] : []))).values()];
}

/** @param {import('./types').Task} task @returns {import('./types').Digest} */
function digested(task) {
  const dates = deadlines(task);
  const named = task.assignments.map((of) => {
    const key = assignmentKey(task, of);
    const assignment = effective(key, of);
    return { index: organOf(assignment), key, assignment, gone: isRejected(key) };
  });
  const names = named.map(({ assignment }) => `${assignment.department} ${assignment.canonical ?? ''}`);
  const words = [task.ordinal ?? '', task.text, ...names, ...task.section].join(' ').toLowerCase();
  const [due, struck] = [dates.filter((d) => !isRejected(d.id)), dates.filter((d) => isRejected(d.id))];
  return { task, gone: isRejected(task.id), due, struck, organs: named, words, rules: rulesOf.get(task.id) ?? new Set() };
}

/** What is known of a task, decisions regarded. @param {string} id @returns {import('./types').Digest} */
export function digest(id) {
  let known = digests.get(id);
  if (!known) {
    const value = values.get(id);
    if (value?.kind !== 'task') throw new Error(`${id} is no task`);
    known = digested(value.of);
    digests.set(id, known);
  }
  return known;
}

onDecision(() => digests.clear());

/** @type {import('./types').Filter} */
const asked = { text: '', organ: '', role: '', from: '', to: '', undated: false, rule: '' };

/** @type {(() => void)[]} */
const filterListeners = [];

/** The filter as it stands. */
export function filter() {
  return asked;
}

/** Whether the filter leaves anything out. */
export function isFiltering() {
  return Object.values(asked).some((value) => value !== '' && value !== false);
}

/** Calls a function whenever other tasks are shown. @param {() => void} tell */
export function onFilter(tell) {
  filterListeners.push(tell);
}

/** @param {Partial<import('./types').Filter>} change */
export function refilter(change) {
  Object.assign(asked, change);
  for (const tell of filterListeners) tell();
}

/** The organs whose names fit what was asked for. @returns {Set<number> | null} */
export function organsAsked() {
  const name = asked.organ.trim().toLowerCase();
  if (!name) return null;
  const names = organs().map((d) => [d.name, d.canonical ?? '', ...d.variants].map((n) => n.toLowerCase()));
  const exact = names.flatMap((list, i) => (list.includes(name) ? [i] : []));
  return new Set(exact.length > 0 ? exact : names.flatMap((list, i) => (list.some((n) => n.includes(name)) ? [i] : [])));
}

/** The tasks that are shown; those that were decided against are among them. */
export function shownTasks() {
  const wanted = organsAsked();
  const words = asked.text.toLowerCase().split(/\s+/).filter(Boolean);
  return notice.tasks.map((task) => digest(task.id)).filter((d) => fits(d, wanted, words));
}

/** How many tasks there are, those that were decided against left out. */
export function taskCount() {
  return notice.tasks.filter((task) => !isRejected(task.id)).length;
}

/** The roles that a task can be found by. */
export function rolesPresent() {
  const all = notice.tasks.flatMap((task) => digest(task.id).organs.filter((o) => !o.gone).map((o) => o.assignment));
  return new Set([...all.map((a) => String(a.role)), ...(all.some((a) => a.leads) ? ['lead'] : [])]);
}

/** @param {import('./types').Digest} d @param {Set<number> | null} wanted @param {string[]} words */
function fits(d, wanted, words) {
  if (!words.every((word) => d.words.includes(word))) return false;
  if (asked.rule && !d.rules.has(asked.rule)) return false;
  if (wanted || asked.role) {
    const fitting = d.organs.some(({ index, assignment, gone }) => {
      const role = !asked.role || assignment.role === asked.role || (asked.role === 'lead' && assignment.leads);
      return !gone && role && (!wanted || wanted.has(index));
    });
    if (!fitting) return false;
  }
  if (asked.undated) return d.due.length === 0;
  return (!asked.from && !asked.to) || d.due.some(isAskedFor);
}

/** Whether a deadline lies in the time that is asked for. @param {import('./types').NoticeDate} date */
function isAskedFor({ latest, recurrence }) {
  if (recurrence || !latest) return false;
  return (!asked.from || latest >= asked.from) && (!asked.to || latest <= asked.to);
}
