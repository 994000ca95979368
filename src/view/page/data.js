// @ts-check
// What the page was given, and its values by key.

/** @type {import('./types').Data} */
export const data = JSON.parse(document.getElementById('data')?.textContent ?? 'null');

export const notice = data.notice;

/** Every value of the page by its key. @type {Map<string, import('./types').Value>} */
export const values = new Map();

/** @param {import('./types').Task} task @param {import('./types').Assignment} assignment */
export function assignmentKey(task, assignment) {
  return `${task.id}:${assignment.span.start}-${assignment.span.end}`;
}

/** The elements of the metadata in the order of the model: field, place in its list, element. */
export function elements() {
  /** @type {[string, number, import('./types').Text | import('./types').NoticeDate | import('./types').Contact][]} */
  const found = [];
  for (const [field, value] of Object.entries(notice.metadata)) {
    const list = Array.isArray(value) ? value : value ? [value] : [];
    list.forEach((element, i) => found.push([field, i, element]));
  }
  return found;
}

for (const task of notice.tasks) {
  values.set(task.id, { key: task.id, kind: 'task', span: task.span, text: task.text, of: task });
  for (const of of task.assignments) {
    const key = assignmentKey(task, of);
    values.set(key, { key, kind: 'assignment', span: of.span, text: of.department, of, task });
  }
}
for (const of of notice.targets) values.set(of.id, { key: of.id, kind: 'target', span: of.span, text: of.text, of });
for (const of of notice.dates) values.set(of.id, { key: of.id, kind: 'date', span: of.span, text: of.text, of });
for (const of of notice.references) values.set(of.id, { key: of.id, kind: 'reference', span: of.span, text: of.text, of });
for (const [field, i, of] of elements()) {
  const key = `m:${field}-${i}`;
  const text = 'text' in of ? of.text : (data.contacts[i] ?? '');
  values.set(key, { key, kind: 'metadata', span: of.span, text, of, field });
}
data.remarks.forEach((of, i) => {
  const key = `f${i + 1}`;
  values.set(key, { key, kind: 'finding', span: of.span, text: '', of });
});

/** The place of an organ in the register, by each of its names. @type {Map<string, number>} */
const register = new Map();
notice.departments.forEach((department, i) => {
  for (const name of [department.name, ...department.variants]) if (!register.has(name)) register.set(name, i);
});
notice.departments.forEach((department, i) => {
  if (department.canonical) register.set(department.canonical, i);
});

/** The place of an assignment's organ in the register, -1 where it has none. @param {import('./types').Assignment} assignment */
export function organOf(assignment) {
  return register.get(assignment.canonical ?? '') ?? register.get(assignment.department) ?? -1;
}

/** The parent of a value on the side of the tasks: the task that shows it. @type {Map<string, string>} */
export const owner = new Map();
for (const task of notice.tasks) {
  for (const id of [...task.target_ids, ...task.date_ids, ...task.reference_ids]) if (!owner.has(id)) owner.set(id, task.id);
  for (const assignment of task.assignments) owner.set(assignmentKey(task, assignment), task.id);
}
