// @ts-check
// What is printed: a ledger of the tasks that are shown, made anew for each printing.
import { notice, values } from './data.js';
import { effective, isRejected } from './decisions.js';
import { shownTasks } from './filter.js';
import { line } from './timeline.js';
import { short, dateText, targetText } from './values.js';
import { make, byId } from './dom.js';
import { say } from './words.js';

/** What an element of the metadata says, those decided against left out. @param {string} field */
export function saysOf(field) {
  const texts = [];
  for (let i = 0; ; i += 1) {
    const value = values.get(`m:${field}-${i}`);
    if (!value) return texts.join('　');
    if (isRejected(value.key)) continue;
    texts.push(short(value));
  }
}

/** @param {import('./types').Digest} d @param {import('./types').Role} role */
function names(d, role) {
  return d.organs.filter((o) => !o.gone && o.assignment.role === role).map(({ key, assignment }) => {
    const value = values.get(key);
    const leads = role !== 'lead' && assignment.leads;
    return `${value ? short(value) : assignment.department}${leads ? `（${say('leads')}）` : ''}`;
  }).join('、');
}

/** @param {string[]} names @param {string[][]} rows @param {string} name */
function table(name, names, rows) {
  const made = make('table', { class: name }, make('thead', {}, make('tr', {}, ...names.map((n) => make('th', { scope: 'col' }, n)))));
  made.append(make('tbody', {}, ...rows.map((row) => {
    const alone = row.length === 1;
    return make('tr', { class: alone ? 'section' : null }, ...row.map((text) => make('td', { colspan: alone ? names.length : null }, text)));
  })));
  return made;
}

function fill() {
  const roles = /** @type {import('./types').Role[]} */ (['lead', 'responsible', 'support', 'joint', 'guide', 'supervise']);
  const shown = shownTasks().filter((d) => !d.gone);
  const used = roles.filter((role) => shown.some((d) => d.organs.some((o) => !o.gone && o.assignment.role === role)));
  const under = [saysOf('document_number'), saysOf('issuers'), saysOf('issued_on')].filter(Boolean).join('　');
  const cells = (/** @type {import('./types').Digest} */ d, /** @type {number} */ i) => [
    d.task.ordinal ?? String(i + 1),
    d.task.text,
    ...used.map((role) => names(d, role)),
    d.task.target_ids.flatMap((id) => {
      const value = values.get(id);
      return value?.kind === 'target' && !isRejected(id) ? targetText(effective(id, value.of)) : [];
    }).join('；'),
    d.due.map(dateText).join('；'),
  ];
  let section = '';
  /** A section's heading is a row of one cell. @type {string[][]} */
  const rows = shown.flatMap((d, i) => {
    const own = d.task.section.join('　');
    const opens = own !== section && own !== '';
    section = own;
    return opens ? [[own], cells(d, i)] : [cells(d, i)];
  });
  const { days, recurring, open } = line();
  const due = [...days.flatMap(([day, list]) => list.map((x) => /** @type {const} */ ([day, x]))), ...[...recurring, ...open].map((x) => /** @type {const} */ ([x.date?.text ?? '', x]))]
    .filter(([, x]) => !x.gone)
    .map(([day, x]) => [day, x.date?.text ?? '', x.task ? `${x.task.ordinal ?? ''} ${x.task.text}` : say('outside tasks')]);
  byId('ledger').replaceChildren(
    make('h1', {}, saysOf('title') || notice.source.name || ''),
    make('p', {}, under),
    table('of-tasks', [say('ordinal'), say('task'), ...used.map((role) => say(role)), say('targets'), say('deadline')], rows),
    ...(due.length > 0 ? [make('h2', {}, say('deadlines')), table('of-deadlines', [say('deadline'), say('as written'), say('task')], due)] : []),
  );
}

export function startLedger() {
  addEventListener('beforeprint', fill);
  addEventListener('afterprint', () => byId('ledger').replaceChildren());
}
