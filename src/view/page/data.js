// @ts-check
// What the page was given, and its values by key.
import { assignmentKey, inventory } from './inventory.js';

/** @type {import('./types').Data} */
export const data = JSON.parse(document.getElementById('data')?.textContent ?? 'null');

export const notice = data.notice;

/** Every value of the page by its key. */
export const values = inventory(notice, data.contacts);
data.remarks.forEach((of, i) => {
  const key = `f${i + 1}`;
  values.set(key, { key, kind: 'finding', span: of.span, text: '', of });
});

/** The parent of a value on the side of the tasks: the task that shows it. @type {Map<string, string>} */
export const owner = new Map();
for (const task of notice.tasks) {
  for (const id of [...task.target_ids, ...task.date_ids, ...task.reference_ids]) if (!owner.has(id)) owner.set(id, task.id);
  for (const assignment of task.assignments) owner.set(assignmentKey(task, assignment), task.id);
}
