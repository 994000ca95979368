// @ts-check
// Decisions as a file of corrections, out and in.
import { data, notice, values } from './data.js';
import { correctionOf, decideMany, decisions, holding, judged } from './decisions.js';
import { KINDS, wrongFile } from './sound.js';
import { reason, say } from './words.js';

/** The decisions as a file of corrections, the same for the same decisions. */
export function exported() {
  const list = holding().flatMap(([key, decision]) => correctionOf(key, decision));
  list.sort(
    (a, b) =>
      a.span.start - b.span.start ||
      a.span.end - b.span.end ||
      KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) ||
      Number(a.id?.slice(1) ?? 0) - Number(b.id?.slice(1) ?? 0) ||
      (a.field ?? '').localeCompare(b.field ?? '', 'en'),
  );
  const { name, sha256 } = notice.source;
  return { format: 'gongwen-corrections', version: '1.0', source: { name, sha256 }, corrections: list };
}

/** Gives the file of corrections to the person. */
export function save() {
  const blob = new Blob([`${JSON.stringify(exported(), null, 2)}\n`], { type: 'application/json' });
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = `${data.name}.corrections.json`;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/**
 * Takes what a file of corrections says, as far as it fits.
 * @param {string} text
 * @returns {{ error: string | null, taken: number, refused: string[] }}
 */
export function take(text) {
  /** @type {unknown} */
  let file;
  try {
    file = JSON.parse(text);
  } catch {
    return { error: say('not corrections'), taken: 0, refused: [] };
  }
  const wrong = wrongFile(file);
  if (wrong) return { error: reason(wrong), taken: 0, refused: [] };
  const { source, corrections } = /** @type {import('./types').Corrections} */ (file);
  if (source.sha256 !== notice.source.sha256) return { error: say('other source'), taken: 0, refused: [] };
  /** @type {Map<string, import('./types').Decision>} */
  const many = new Map();
  /** @type {Set<string>} */
  const seen = new Set();
  /** @type {string[]} */
  const refused = [];
  corrections.forEach((entry, i) => {
    const refuse = (/** @type {import('./types').Reason} */ why) => refused.push(`${i + 1}. ${excerpt(entry)}：${reason(why)}`);
    const found = judged(entry);
    if (found.key !== undefined && seen.has(found.key)) return refuse(['same value']);
    if (found.key !== undefined) seen.add(found.key);
    if ('decision' in found) many.set(found.key, found.decision);
    else refuse(found.wrong);
  });
  for (const [key, { action }] of [...many]) {
    const value = values.get(key);
    if (action !== 'correct' || value?.kind !== 'assignment') continue;
    if ((many.get(value.task.id) ?? decisions().get(value.task.id))?.action !== 'reject') continue;
    many.delete(key);
    refused.push(`${value.text}：${say('task rejected')}`);
  }
  if (many.size > 0) decideMany([...many]);
  return { error: null, taken: many.size, refused };
}

/** What an entry says that it is for. @param {unknown} entry */
function excerpt(entry) {
  const said = typeof entry === 'object' && entry !== null && 'text' in entry && typeof entry.text === 'string' ? entry.text : (JSON.stringify(entry) ?? '');
  return said.length > 40 ? `${said.slice(0, 40)}…` : said;
}
