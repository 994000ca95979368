// @ts-check
// Whether a file of corrections says what can be said: the rules that the program holds it to as well. Pure: knows no page.

export const KINDS = ['task', 'assignment', 'target', 'date', 'reference', 'metadata'];

const ACTIONS = ['accept', 'reject', 'correct'];

/** The elements of the metadata, in the order of the model. */
const FIELDS = ['title', 'kind', 'document_number', 'issuers', 'recipients', 'issued_on', 'signatories', 'copied_to', 'printed_by', 'printed_on', 'classification', 'urgency', 'copy_number', 'disclosure', 'contacts', 'index_number', 'topic', 'published_on'];

/** The elements that are days. */
const DAYS = ['issued_on', 'printed_on', 'published_on'];

/** What can be set, in the order of the model: the values of an enumeration, or the kind of thing. @type {Record<string, string[] | string>} */
export const SETTABLE = {
  span: 'span',
  role: ['lead', 'responsible', 'support', 'joint', 'guide', 'supervise'],
  leads: 'boolean',
  canonical: 'text',
  comparator: ['eq', 'ge', 'gt', 'le', 'lt', 'approx', 'range'],
  value: 'decimal',
  value_high: 'decimal',
  unit: 'text',
  change: ['level', 'increase', 'decrease'],
  earliest: 'day',
  latest: 'day',
  relation: ['on', 'by', 'from', 'during', 'after'],
  title: 'text',
  number: 'text',
};

/** What a kind of value can be given. @param {string} kind @param {string | null} [field] */
export function settable(kind, field = null) {
  if (kind === 'assignment') return ['span', 'role', 'leads', 'canonical'];
  if (kind === 'target') return ['span', 'comparator', 'value', 'value_high', 'unit', 'change'];
  if (kind === 'date' || (kind === 'metadata' && DAYS.includes(field ?? ''))) return ['span', 'relation', 'earliest', 'latest'];
  if (kind === 'reference') return ['span', 'title', 'number'];
  return kind === 'metadata' && field !== 'contacts' ? ['span'] : [];
}

/** @param {unknown} x @returns {x is Record<string, unknown>} */
function isObject(x) {
  return typeof x === 'object' && x !== null && !Array.isArray(x);
}

/** The first name of an object that it should not have. @param {Record<string, unknown>} x @param {string[]} known */
function unknown(x, known) {
  return Object.keys(x).find((name) => !known.includes(name));
}

/** Whether a number is one that the program counts with. @param {unknown} n */
function isCount(n) {
  return Number.isInteger(n) && Number(n) >= 0 && Number(n) <= 0xffffffff;
}

/** Whether an object is a span; its end may stand before its start. @param {unknown} x @returns {x is import('./types').Span} */
function isSpan(x) {
  return isObject(x) && isCount(x.start) && isCount(x.end) && !unknown(x, ['start', 'end']);
}

/** A decimal as the model writes them. @param {unknown} text */
export function isDecimal(text) {
  return typeof text === 'string' && /^-?(0|[1-9][0-9]*)(\.[0-9]+)?$/.test(text);
}

/** A day of the calendar. @param {unknown} text */
export function isDay(text) {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Why a file is none of corrections; its corrections are for `wrongOf`. @param {unknown} file @returns {import('./types').Reason | null} */
export function wrongFile(file) {
  if (!isObject(file) || file.format !== 'gongwen-corrections') return ['not corrections'];
  if (file.version !== '1.0') return ['other version', String(file.version)];
  const name = unknown(file, ['format', 'version', 'source', 'corrections']);
  if (name !== undefined) return ['unknown name', name];
  const { source } = file;
  if (!isObject(source) || typeof source.sha256 !== 'string' || !['string', 'undefined'].includes(typeof (source.name ?? undefined))) return ['not corrections'];
  const other = unknown(source, ['name', 'sha256']);
  if (other !== undefined) return ['unknown name', other];
  return Array.isArray(file.corrections) ? null : ['not corrections'];
}

/** Why an entry of a file is no correction. @param {unknown} entry @returns {import('./types').Reason | null} */
export function wrongOf(entry) {
  if (!isObject(entry)) return ['bad shape'];
  const name = unknown(entry, ['action', 'kind', 'id', 'field', 'span', 'text', 'set']);
  if (name !== undefined) return ['unknown name', name];
  const { action, kind, id, field, span, text, set } = entry;
  if (!ACTIONS.includes(String(action)) || typeof action !== 'string') return ['bad choice', 'action', String(action)];
  if (!KINDS.includes(String(kind)) || typeof kind !== 'string') return ['bad choice', 'kind', String(kind)];
  if (!isSpan(span) || typeof text !== 'string') return ['bad shape'];
  if (!isId(id ?? null)) return ['bad choice', 'id', String(id)];
  const element = field ?? null;
  if (element !== null && (typeof element !== 'string' || !FIELDS.includes(element))) return ['bad choice', 'field', String(field)];
  if ((kind === 'metadata') !== (element !== null)) return ['field with metadata'];
  const setting = set ?? null;
  if (setting !== null && !isObject(setting)) return ['bad shape'];
  if ((action === 'correct') !== (setting !== null)) return ['set with correct'];
  if (setting === null) return null;
  const other = unknown(setting, Object.keys(SETTABLE));
  return other !== undefined ? ['unknown name', other] : wrongSet(present(setting), kind, element);
}

/** @param {unknown} id */
function isId(id) {
  if (id === null) return true;
  const found = typeof id === 'string' ? /^[a-z](0|[1-9][0-9]*)$/.exec(id) : null;
  return found !== null && isCount(Number(found[1]));
}

/** What is set: null is nothing. @param {object} set */
function present(set) {
  return Object.fromEntries(Object.entries(set).filter(([, value]) => value !== null));
}

/** Why a value of a kind cannot be given what is set. @param {Record<string, unknown>} set @param {string} kind @param {string | null} [field] @returns {import('./types').Reason | null} */
export function wrongSet(set, kind, field = null) {
  const known = settable(kind, field);
  if (Object.keys(set).length === 0) return ['empty set'];
  for (const [name, value] of Object.entries(set)) {
    const sort = Object.hasOwn(SETTABLE, name) ? SETTABLE[name] : null;
    if (sort === null) return ['unknown name', name];
    if (!known.includes(name)) return ['not settable', name];
    if (Array.isArray(sort) ? !sort.includes(String(value)) || typeof value !== 'string' : typeof value !== ({ span: 'object', boolean: 'boolean' }[sort] ?? 'string')) return ['bad choice', name, JSON.stringify(value)];
    if (sort === 'span' && !isSpan(value)) return ['bad place'];
    if (sort === 'decimal' && !isDecimal(value)) return ['bad decimal'];
    if (sort === 'day' && value !== '' && !isDay(value)) return ['bad date'];
  }
  const { earliest, latest } = set;
  return earliest && latest && String(earliest) > String(latest) ? ['bad order', String(earliest), String(latest)] : null;
}

/** A correction that is sound, as the page keeps it. @param {import('./types').Correction} entry @returns {import('./types').Correction} */
export function plain({ action, kind, id, field, span, text, set }) {
  return { action, kind, id: id ?? null, field: field ?? null, span, text, set: set ? ordered(present(set)) : null };
}

/** What is set, in the order of the model. @param {import('./types').SetFields} set @returns {import('./types').SetFields} */
export function ordered(set) {
  const names = Object.keys(SETTABLE);
  return Object.fromEntries(Object.entries(set).sort(([a], [b]) => names.indexOf(a) - names.indexOf(b)));
}
