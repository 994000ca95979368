// @ts-check
// The values of a notice by key, and which of them a correction is for: that of its kind at its place with its text; an id
// only chooses among several at one place. Pure: knows no page.
import { squeezed } from './source.js';

/** @param {import('./types').Task} task @param {import('./types').Assignment} assignment */
export function assignmentKey(task, assignment) {
  return `${task.id}:${assignment.span.start}-${assignment.span.end}`;
}

/** The elements of the metadata in the order of the model: field, place in its list, element. @param {import('./types').Metadata} metadata */
export function elementsOf(metadata) {
  /** @type {[string, number, import('./types').Text | import('./types').NoticeDate | import('./types').DocumentNumber | import('./types').Contact][]} */
  const found = [];
  for (const [field, value] of Object.entries(metadata)) {
    const list = Array.isArray(value) ? value : value ? [value] : [];
    list.forEach((element, i) => found.push([field, i, element]));
  }
  return found;
}

/** Every value of a notice by its key; `contacts` says what the places of contacts cover. @param {Pick<import('./types').Notice, 'metadata' | 'tasks' | 'targets' | 'dates' | 'references'>} notice @param {string[]} contacts */
export function inventory(notice, contacts) {
  /** @type {Map<string, import('./types').Value>} */
  const found = new Map();
  /** The first of two of one key is the one that a correction is for. @param {import('./types').Value} value */
  const put = (value) => {
    if (!found.has(value.key)) found.set(value.key, value);
  };
  for (const task of notice.tasks) {
    put({ key: task.id, kind: 'task', span: task.span, text: task.text, of: task });
    for (const of of task.assignments) put({ key: assignmentKey(task, of), kind: 'assignment', span: of.span, text: of.department, of, task });
  }
  for (const of of notice.targets) put({ key: of.id, kind: 'target', span: of.span, text: of.text, of });
  for (const of of notice.dates) put({ key: of.id, kind: 'date', span: of.span, text: of.text, of });
  for (const of of notice.references) put({ key: of.id, kind: 'reference', span: of.span, text: of.text, of });
  for (const [field, i, of] of elementsOf(notice.metadata)) {
    put({ key: `m:${field}-${i}`, kind: 'metadata', span: of.span, text: 'text' in of ? of.text : (contacts[i] ?? ''), of, field });
  }
  return found;
}

/** The days of the metadata that are dates of the text: the date's key by the element's. @param {Map<string, import('./types').Value>} values */
export function twinsOf(values) {
  /** @type {Map<string, string>} */
  const twins = new Map();
  for (const value of values.values()) {
    if (value.kind !== 'metadata' || !('edtf' in value.of)) continue;
    const date = values.get(value.of.id);
    if (date?.kind === 'date' && date.span.start === value.span.start && date.span.end === value.span.end) twins.set(value.key, date.key);
  }
  return twins;
}

/** The id that a correction of a value has. @param {import('./types').Value} value */
export function idOf(value) {
  if (value.kind === 'assignment') return value.task.id;
  return value.kind === 'metadata' || value.kind === 'finding' ? null : value.key;
}

/** @param {string} kind @param {string | null} field @param {import('./types').Span} span @param {string} text */
function placeKey(kind, field, span, text) {
  return `${kind} ${field ?? ''} ${span.start} ${span.end} ${squeezed(text)}`;
}

/** Finds the value that a correction is for. @param {Map<string, import('./types').Value>} values @returns {(correction: import('./types').Correction) => { value: import('./types').Value } | { wrong: import('./types').Reason }} */
export function finder(values) {
  /** @type {Map<string, import('./types').Value[]>} */
  const places = new Map();
  for (const value of values.values()) {
    if (value.kind === 'finding') continue;
    const key = placeKey(value.kind, value.kind === 'metadata' ? value.field : null, value.span, value.text);
    places.set(key, [...(places.get(key) ?? []), value]);
  }
  return ({ kind, id, field, span, text }) => {
    const there = places.get(placeKey(kind, field ?? null, span, text)) ?? [];
    if (there.length === 0) return { wrong: ['no such value'] };
    const value = there.length === 1 ? there[0] : there.find((v) => idOf(v) === (id ?? null));
    return value ? { value } : { wrong: ['several values'] };
  };
}
