// @ts-check
// What `check` found, by line.
import { data } from './data.js';
import { either, say, told } from './words.js';
import { make, byId, manual, quiet } from './dom.js';
import { manualOf } from './values.js';
import { filter, onFilter } from './filter.js';

/** @param {import('./types').Remark} remark @param {number} i */
function finding(remark, i) {
  const head = make('button', { type: 'button', class: 'head', 'data-v': `f${i + 1}` });
  head.append(
    make('span', { class: `shape s-${remark.severity}`, 'aria-hidden': 'true' }),
    quiet(`${say(`severity ${remark.severity}`)} `),
    make('span', { class: 'at' }, say('line', remark.line)),
    make('span', { class: 'says' }, either(remark.message)),
  );
  const made = make('li', { class: `finding s-${remark.severity}`, 'data-v': `f${i + 1}`, 'data-rule': remark.code }, head);
  if (remark.help) made.append(make('p', { class: 'help' }, either(remark.help)));
  const pieces = manualOf(remark);
  // What reading says of a file is no matter of a rule.
  if (pieces.length === 0) {
    made.append(make('p', { class: 'help' }, make('code', {}, remark.code)));
    return made;
  }
  const more = make('details', {}, make('summary', {}, `${say('manual')} · `, make('code', {}, remark.code)));
  // A manual is long and the same for many findings: it is made when it is asked for.
  more.addEventListener('toggle', () => {
    if (more.open && more.children.length === 1) more.append(manual(pieces));
  });
  made.append(more);
  return made;
}

function buildFindings() {
  // What is said of corrections comes behind the others.
  const inOrder = data.remarks.map((remark, i) => /** @type {const} */ ([remark, i])).sort(([a], [b]) => a.span.start - b.span.start || a.span.end - b.span.end);
  const list = inOrder.map(([remark, i]) => finding(remark, i));
  const place = byId('tab-findings');
  if (list.length === 0) return place.replaceChildren(make('p', { class: 'none' }, say('no findings')));
  place.replaceChildren(make('ol', { class: 'findings', 'aria-label': say('findings') }, ...list));
  showFindings();
}

function showFindings() {
  const { rule } = filter();
  for (const element of byId('tab-findings').querySelectorAll('li.finding')) {
    if (element instanceof HTMLElement) element.hidden = rule !== '' && element.dataset.rule !== rule;
  }
}

export function startFindings() {
  told(buildFindings);
  onFilter(showFindings);
}

/** The keys of the findings that are shown, in order. */
export function findingOrder() {
  const shown = [...byId('tab-findings').querySelectorAll('li.finding:not([hidden])')];
  return shown.flatMap((e) => (e instanceof HTMLElement ? (e.dataset.v ?? []) : []));
}
