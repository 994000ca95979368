// @ts-check
// How values are said: short for a chip, in fields for the panel.
import { data, values } from './data.js';
import { decisionOf, effective, isRejected } from './decisions.js';
import { say, hasWord, either } from './words.js';

/** The class that a value's marks and chips have. @param {import('./types').Value} value */
export function look(value) {
  if (value.kind === 'assignment') return 'organ';
  return value.kind === 'metadata' && value.field === 'contacts' ? 'contact' : value.kind;
}

/** What kind of value it is, in words. @param {import('./types').Value} value */
export function kindOf(value) {
  if (value.kind === 'metadata') return say(`field ${value.field}`);
  if (value.kind === 'finding') return say(`severity ${value.of.severity}`);
  return say(`kind ${value.kind}`);
}

/** @type {Record<string, string>} */
const SIGNS = { eq: '=', ge: '≥', gt: '>', le: '≤', lt: '<', approx: '≈', range: '' };

/** @param {import('./types').Target} target */
export function targetText(target) {
  const change = { level: '', increase: '↑', decrease: '↓' }[target.change];
  const high = target.value_high ? `–${target.value_high}` : '';
  const name = target.indicator?.text ?? '';
  return `${name}${name ? ' ' : ''}${change}${SIGNS[target.comparator]} ${target.value}${high}${target.unit}`;
}

/** @param {import('./types').NoticeDate} date */
export function dateText(date) {
  if (date.recurrence) return date.text;
  return date.latest ?? date.edtf ?? date.text;
}

/** A value in a few words, as it was corrected. @param {import('./types').Value} value */
export function short(value) {
  switch (value.kind) {
    case 'assignment': {
      const { department, canonical } = effective(value.key, value.of);
      return (decisionOf(value.key)?.set?.canonical && canonical) || department;
    }
    case 'target':
      return targetText(effective(value.key, value.of));
    case 'date':
      return dateText(effective(value.key, value.of));
    case 'finding':
      return either(value.of.message);
    case 'metadata': {
      const of = effective(value.key, value.of);
      if ('edtf' in of) return dateText(of);
      return 'text' in of ? of.text : value.text;
    }
    default:
      return effective(value.key, value.of).text;
  }
}

/** Where a value stands as it was corrected, and what stands there. @param {import('./types').Value} value @returns {{ span: import('./types').Span, text: string }} */
export function standsAt(value) {
  if (value.kind === 'assignment') {
    const { span, department } = effective(value.key, value.of);
    return { span, text: department };
  }
  const of = value.kind === 'finding' ? value : effective(value.key, value.of);
  return 'text' in of ? { span: of.span, text: of.text } : value;
}

/** What is known of a value: name and text. @param {import('./types').Value} value @returns {[string, string][]} */
export function fields(value) {
  /** @type {[string, string | null | undefined][]} */
  let list = [];
  switch (value.kind) {
    case 'task':
      list = [['section', value.of.section.join(' › ')], ['ordinal', value.of.ordinal]];
      break;
    case 'assignment': {
      const of = effective(value.key, value.of);
      const leads = of.leads && of.role !== 'lead' ? ` · ${say('leads')}` : '';
      list = [['role', say(of.role) + leads], ['canonical', of.canonical], ['basis', say(of.basis)]];
      if (of.collective) list.push(['collective', say('yes')]);
      break;
    }
    case 'target': {
      const of = effective(value.key, value.of);
      const number = `${of.value}${of.value_high ? `–${of.value_high}` : ''}`;
      list = [['indicator', of.indicator?.text], ['comparator', say(of.comparator)], ['value', number], ['unit', of.unit]];
      list.push(['change', say(of.change)], ['by date', dated(of.by)], ['baseline', dated(of.baseline)]);
      break;
    }
    case 'date':
      list = dateFields(effective(value.key, value.of));
      break;
    case 'reference': {
      const of = effective(value.key, value.of);
      const alias = of.alias_of && !isRejected(of.alias_of) ? values.get(of.alias_of)?.text : null;
      list = [['title', of.title], ['number', of.number], ['alias', alias]];
      break;
    }
    case 'metadata':
      list = metadataFields(value);
      break;
    case 'finding':
      list = [['place', say('line', value.of.line)]];
  }
  const { span, text } = standsAt(value);
  if (span.start !== value.span.start || span.end !== value.span.end) list.unshift(['new place', text]);
  return list.flatMap(([name, text]) => (text ? [[hasWord(name) ? say(name) : name, text]] : []));
}

/** @param {string | null | undefined} id */
function dated(id) {
  const value = id && !isRejected(id) ? values.get(id) : null;
  return value?.kind === 'date' ? dateText(effective(value.key, value.of)) : null;
}

/** @param {import('./types').NoticeDate} of @returns {[string, string | null | undefined][]} */
function dateFields(of) {
  /** @type {[string, string | null | undefined][]} */
  const list = [['relation', say(of.relation)], ['edtf', of.edtf], ['earliest', of.earliest], ['latest', of.latest], ['recurrence', of.recurrence]];
  if (of.inferred) list.push(['inferred', say('yes')]);
  return list;
}

/** @param {import('./types').Value & { kind: 'metadata' }} value @returns {[string, string | null | undefined][]} */
function metadataFields({ key, of: read }) {
  const of = effective(key, read);
  if ('phones' in of) {
    return [['organization', of.organization], ['names', of.names.join('、')], ['phones', of.phones.join('、')], ['emails', of.emails.join('、')]];
  }
  if ('edtf' in of) return dateFields(of);
  return [];
}

/** The manual of a finding's rule. @param {import('./types').Remark} remark */
export function manualOf(remark) {
  const both = data.manuals[remark.code];
  return both ? either(both) : [];
}
