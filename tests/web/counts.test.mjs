// What the page counts and says after many decisions is what the program writes of them.

import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { browser, file, folder, gongwen, root, seed } from './browser.mjs';
import { idOf, inventory } from '../../src/view/page/inventory.js';

const own = folder();
let chrome;
before(async () => { chrome = await browser(); });
after(() => chrome.close());

/** Numbers that are the same at every run. */
function* numbers(start) {
  for (let n = start; ; n = (n * 1103515245 + 12345) & 0x7fffffff) yield n >> 8;
}

/** Decisions of all kinds about the values of a notice, some of them twice and some that do not fit. */
function decisions(notice, pick) {
  const sets = {
    assignment: [{ role: 'support' }, { canonical: '甲局' }, { canonical: '' }, { leads: true }, {}], target: [{ value: '5' }, { comparator: 'range' }, {}],
    date: [{ relation: 'by' }, { relation: 'on' }, { latest: '2024-05-05' }, { earliest: '', latest: '' }, {}], reference: [{ title: '' }, {}], metadata: [{}],
  };
  const found = [];
  for (const value of inventory(notice, notice.metadata.contacts.map(() => '')).values()) {
    if (!value.text) continue;
    for (let k = 0; k < (pick(10) ? 1 : 2); k++) {
      const action = ['accept', 'reject', 'correct', 'correct', 'correct', 'none', 'none'][pick(7)];
      const at = pick(notice.source.chars);
      const span = { start: at, end: Math.min(notice.source.chars, at + 1 + pick(12)) };
      const some = sets[value.kind] ?? [];
      const set = action === 'correct' && some.length > 0 ? { ...(pick(2) && { span }), ...some[pick(some.length)] } : null;
      if (action === 'none' || (action === 'correct' && Object.keys(set ?? {}).length === 0)) continue;
      found.push({ action, kind: value.kind, id: idOf(value), field: value.field ?? null, span: value.span, text: value.text, set });
    }
  }
  return found;
}

/** What the bar, the timeline and the matrix say, and how many corrections were refused. */
const said = (tab) => tab.evaluate(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const number = (word) => Number.parseInt(all('#top .counts > span').find((e) => e.textContent.includes(word)).textContent, 10);
  document.getElementById('tab-deadlines-button').click();
  const sections = all('#tab-deadlines section').filter((s) => !s.querySelector('h3').textContent.includes('Without a deadline'));
  const days = new Set(all('#tab-deadlines li.due:not(.is-reject) .chip.k-date').map((e) => e.dataset.v));
  document.getElementById('tab-departments-button').click();
  all('#tab-departments .roles button').forEach((more) => more.click());
  return {
    counts: [number('Tasks'), number('Departments'), number('Targets')],
    due: number('Deadlines') - sections.reduce((sum, s) => sum + Number(s.querySelector('h3 .count').textContent), 0),
    dates: days.size,
    organs: all('.matrix thead th[title]').filter((e) => e.querySelector('.count').textContent !== '0').map((e) => e.title).sort(),
    issued: document.querySelector('#top .issued_on')?.textContent ?? null,
    refused: all('#top .result li').length,
  };
});

test('a page counts what the program writes', async () => {
  const notices = readdirSync(join(root, 'fixtures/notices')).filter((name) => name.endsWith('.txt')).map((name) => join(root, 'fixtures/notices', name));
  let tried = 0;
  for (const [at, path] of [...notices.filter((_, i) => i % 2 === 0), seed].entries()) {
    const random = numbers(at + 1);
    const notice = JSON.parse(gongwen('parse', path).out);
    const corrections = decisions(notice, (n) => random.next().value % n);
    tried += corrections.length;
    const made = file(own, 'decided.json', JSON.stringify({ format: 'gongwen-corrections', version: '1.0', source: { sha256: notice.source.sha256 }, corrections }));
    const written = JSON.parse(gongwen('parse', path, '--corrections', made).out);
    const html = join(own, `${at}.html`);
    gongwen('--lang', 'en', 'view', path, '-o', html);
    const watched = await chrome.context();
    const tab = await watched.open(pathToFileURL(html).href);
    await tab.getByRole('button', { name: /^Corrections/ }).click();
    await tab.locator('input[type=file]').setInputFiles(made);
    await tab.getByText(/imported/).waitFor();
    const bys = new Set(written.targets.map((t) => t.by));
    const issued = written.metadata.issued_on;
    assert.deepEqual(await said(tab), {
      counts: [written.tasks.length, written.departments.length, written.targets.length],
      due: 0,
      dates: written.dates.filter((d) => d.relation === 'by' || d.recurrence || bys.has(d.id)).length,
      organs: written.departments.map((d) => d.canonical ?? d.name).sort(),
      issued: issued && (issued.recurrence ? issued.text : (issued.latest ?? issued.edtf ?? issued.text)),
      refused: written.diagnostics.filter((d) => d.code === 'correction-misfit').length,
    }, path);
    watched.blameless();
    await watched.close();
  }
  console.log(`${tried} decisions`);
});
