// What the page shows of a correction is what the program writes, and what it refuses the program refuses: no browser.

import { test } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { file, folder, gongwen, root, seed } from './browser.mjs';
import { effect } from '../../src/view/page/effect.js';
import { elementsOf, finder, idOf, inventory, twinsOf } from '../../src/view/page/inventory.js';
import { plain, wrongFile, wrongOf } from '../../src/view/page/sound.js';
import { sourceOf, squeezed } from '../../src/view/page/source.js';
import { daysOf, wholeDay } from '../../src/view/page/day.js';

const own = folder();
const notices = readdirSync(join(root, 'fixtures/notices')).filter((name) => name.endsWith('.txt')).map((name) => join(root, 'fixtures/notices', name));
// Text in which places are hard: characters outside the basic plane, CR LF, cells, words that lines part.
const hard = file(own, 'hard.txt', '\ufeff关于𠮷祥工作的通知\r\n市政发〔2024〕7号\r\n各区人民政府：\r\n一、开展检查。6月底前完成😀检查，参照 open\r\nsource 指南，投资增长8%—10%。（市水务局牵头，市应急局\r\n配合）\r\n'
  + '序号\t任务\t责任单位\t完成时限\r\n1\t建设平台\t市数据局、市大数据中心\t2024年6月30日前\r\n2\t按照《关于𠮷养老的意见》（国发〔2023〕3号）发布目录20个以上\t市教育局\t每年12月底前\r\n\r\n甲市人民政府\r\n2024年3月1日\r\n联系人：张三，电话：010-12345678\r\n');

/** The page's view of a file: its text, its values, what a correction is for. */
function opened(path) {
  const notice = JSON.parse(gongwen('parse', path).out);
  const scalars = [...readFileSync(path, 'utf8').replace(/^\ufeff/, '')];
  const cells = notice.tables.flatMap((t) => t.rows.flat()).map((c) => c.span).filter((s) => s.end > s.start);
  cells.sort((a, b) => a.start - b.start || a.end - b.end);
  const source = sourceOf(scalars, cells.flatMap((c) => [c.start, c.end]));
  assert.equal(source.length, notice.source.chars);
  const values = inventory(notice, notice.metadata.contacts.map((c) => source.text(c.span)));
  return { path, notice, source, values, find: finder(values), twins: twinsOf(values), scalars };
}

/** Applies corrections; the notice that is written, and which were refused by their number and why. */
function applied({ path, notice }, corrections, name) {
  const json = JSON.stringify({ format: 'gongwen-corrections', version: '1.0', source: { sha256: notice.source.sha256 }, corrections });
  const run = gongwen('--lang', 'en', 'parse', path, '--corrections', file(own, name, json));
  if (!run.out) return { error: run.err };
  const written = JSON.parse(run.out);
  const misfits = written.diagnostics.filter((d) => d.code === 'correction-misfit').map((d) => [Number(/^correction (\d+) /.exec(d.message)[1]) - 1, d.message]);
  return { written, misfits: new Map(misfits) };
}

/** Sets for a value, sound ones and others: each is tried alone. `n` spreads the places. */
function sets(value, { source, scalars, notice }, n) {
  const length = source.length;
  const { start, end } = value.span;
  const places = [
    { start, end: Math.min(length, end + 1) },
    { start: Math.min(start + 1, end), end },
    { start: (n * 37) % length, end: Math.min(length, ((n * 37) % length) + 1 + (n % 9)) },
    { start: (n * 101) % length, end: Math.min(length, ((n * 101) % length) + 30) },
    { start, end: start },
    { start: end, end: start },
    { start: 0, end: length + 1 },
    { start: Math.max(0, scalars.indexOf('\n')), end: scalars.indexOf('\n') + 1 },
    ...notice.dates.slice(0, 2).map((d) => d.span),
  ];
  const moved = places.map((span) => ({ span }));
  switch (value.kind) {
    case 'assignment':
      return [...moved, { role: 'lead' }, { role: 'support' }, { role: 'support', leads: true }, { leads: !value.of.leads }, { canonical: '' }, { canonical: '甲局' }, { span: places[0], canonical: '甲局' }, { span: places[1], role: 'lead', leads: false }, { role: 'boss' }, { title: 'x' }, { leads: 'yes' }];
    case 'target':
      return [...moved, { value: '12.50' }, { value: '-3' }, { value: '0' }, { value: '+30' }, { value: '--5' }, { value: '007' }, { value: '.5' }, { value: '5.' }, { value: '' }, { comparator: 'range' }, { comparator: 'range', value: '1', value_high: '2' }, { comparator: 'range', value: '10', value_high: '9.5' }, { comparator: 'ge' }, { value_high: '99999' }, { comparator: 'ge', value_high: '3' }, { value: '99999' }, { unit: '' }, { unit: '万亩', change: 'decrease' }, { change: 'fall' }, { span: places[0], comparator: 'approx', value: '7' }];
    case 'date':
      return [...moved, ...dated(places[0])];
    case 'reference':
      return [...moved, { title: '' }, { number: '' }, { title: value.of.text.slice(1, 3) }, { number: value.of.text.slice(-3) }, { title: '绝不在此' }, { span: places[1], title: value.of.title ?? '' }, { span: places[0], number: '' }, { canonical: 'x' }];
    case 'metadata':
      if (value.field === 'contacts') return [{ span: places[0] }];
      return 'edtf' in value.of ? [...moved, ...dated(places[0])] : [...moved, { relation: 'by' }, { title: 'x' }];
    default:
      return [{ span: places[0] }, {}];
  }
}

/** Sets of days. */
function dated(span) {
  return [
    { earliest: '2024-01-02', latest: '2024-03-04' }, { earliest: '2024-01-02', latest: '2024-01-02' }, { earliest: '', latest: '2024-03-04', relation: 'by' }, { earliest: '', latest: '2024-03-04', relation: 'on' },
    { earliest: '2024-03-04', latest: '', relation: 'from' }, { earliest: '2024-03-04', latest: '', relation: 'during' }, { earliest: '', latest: '' }, { latest: '1999-01-01' }, { earliest: '2099-01-01' },
    { earliest: '2024-03-04', latest: '2024-01-02' }, { latest: '2024-02-30' }, { latest: '2024-2-3' }, { latest: '20240203' }, { relation: 'after' }, { relation: 'soon' }, { role: 'lead' }, { span, latest: '2031-05-06' }, { span, relation: 'from' },
  ];
}

/** A value of the model by what the page keeps of it. */
const kept = (model, of) => Object.fromEntries(Object.keys(of).filter((k) => !['id', 'by', 'baseline', 'alias_of'].includes(k)).map((k) => [k, model?.[k] ?? null]));

/** A written notice's values of a kind by their places. */
function placed(notice) {
  const places = new Map();
  const put = (kind, of) => {
    const key = `${kind} ${of.span.start} ${of.span.end}`;
    places.set(key, [...(places.get(key) ?? []), of]);
  };
  for (const task of notice.tasks) for (const of of task.assignments) put(task.id, of);
  for (const kind of ['target', 'date', 'reference']) for (const of of notice[`${kind}s`]) put(kind, of);
  for (const [field, , of] of elementsOf(notice.metadata)) put(field, of);
  return (value, { start, end }) => places.get(`${value.kind === 'assignment' ? value.task.id : value.kind === 'metadata' ? value.field : value.kind} ${start} ${end}`) ?? [];
}

/** Compares one batch: at most one set a value. */
function compare(doc, batch, name, tally) {
  const corrections = batch.map(({ value, set }) => ({ action: 'correct', kind: value.kind, id: idOf(value), field: value.kind === 'metadata' ? value.field : null, span: value.span, text: value.text, set }));
  const run = applied(doc, corrections, name);
  assert.equal(run.error, undefined, `${name}: what the page finds sound is no file for the program`);
  const written = placed(run.written);
  batch.forEach(({ value, set, result }, i) => {
    const says = `${doc.path} ${value.key} ${JSON.stringify(set)}`;
    tally.tried += 1;
    if ('wrong' in result) {
      tally.refused += 1;
      return assert.ok(run.misfits.has(i), `refused only by the page (${result.wrong}): ${says}`);
    }
    assert.ok(!run.misfits.has(i), `refused only by the program: ${says}: ${run.misfits.get(i)}`);
    const expected = kept(result.of, result.of);
    const found = written(value, result.of.span).map((of) => kept(of, result.of));
    assert.ok(found.some((of) => JSON.stringify(of) === JSON.stringify(expected)), `${says}\npage: ${JSON.stringify(expected)}\nprogram: ${JSON.stringify(found)}`);
  });
}

test('a correction makes of a value what the program writes, or both refuse it', () => {
  const tally = { tried: 0, refused: 0, unsound: 0 };
  for (const [at, path] of [...notices, seed, hard].entries()) {
    const doc = opened(path);
    // Sets that belong together as one round: one a value, so that a file holds many.
    const rounds = [];
    const unsound = new Map();
    let n = 0;
    const taken = new Map();
    for (const value of doc.values.values()) {
      const twin = doc.values.get(doc.twins.get(value.key) ?? value.key);
      sets(value, doc, (n += 1)).forEach((set, i) => {
        const correction = plain({ action: 'correct', kind: value.kind, id: idOf(value), field: value.kind === 'metadata' ? value.field : null, span: value.span, text: value.text, set });
        // Ids name the value where several have one place.
        if (doc.find(correction).value !== value) return;
        const wrong = wrongOf({ ...correction, set });
        if (wrong) return unsound.set(`${value.kind} ${'edtf' in value.of} ${JSON.stringify(set, (k, v) => (k === 'span' ? (v.start > v.end ? 'reversed' : 'some') : v))}`, { ...correction, set });
        const key = `${twin.key}/${i}`;
        const round = taken.get(key) ?? i;
        taken.set(key, round + 40);
        (rounds[round] ??= []).push({ value, set, result: effect(twin, set, doc.source) });
      });
    }
    for (const [i, batch] of rounds.entries()) if (batch) compare(doc, batch, `${at}-${i}.json`, tally);
    // A file with one that is not sound is none: one of a sort is enough, and a few documents.
    if (at % 7 === 2 || path === hard) {
      for (const [i, entry] of [...unsound.values()].entries()) {
        tally.unsound += 1;
        const { error } = applied(doc, [entry], `${at}-u${i}.json`);
        assert.match(String(error), /correction|corrections/, `only the page finds this unsound (${wrongOf(entry)}): ${JSON.stringify(entry)}`);
      }
    }
  }
  console.log(`${tally.tried} sets, ${tally.refused} refused as misfits, ${tally.unsound} files refused`);
  assert.ok(tally.tried > 5000 && tally.refused > 500 && tally.unsound > 50, JSON.stringify(tally));
});

test('an entry is sound for the page where it is for the program', () => {
  const doc = opened(hard);
  const value = [...doc.values.values()].find((v) => v.kind === 'date');
  const good = { action: 'accept', kind: 'date', id: value.key, field: null, span: value.span, text: value.text, set: null };
  const entries = [
    good, { ...good, id: undefined }, { ...good, field: undefined, set: undefined }, { ...good, note: 'x' }, { ...good, action: 'boss' }, { ...good, action: ['accept'] }, { ...good, kind: 'organ' }, { ...good, id: 'd07' }, { ...good, id: 'D7' }, { ...good, id: 7 },
    { ...good, id: 'd99999999999' }, { ...good, field: 'title' }, { ...good, field: 'name' }, { ...good, kind: 'metadata', field: 'title' }, { ...good, kind: 'metadata' }, { ...good, span: { start: -1, end: 4 } }, { ...good, span: { start: 1.5, end: 4 } },
    { ...good, span: { start: 9, end: 4 } }, { ...good, span: { start: 1, end: 4, line: 2 } }, { ...good, span: null }, { ...good, text: null }, { ...good, set: {} }, { ...good, set: { latest: '2024-01-01' } }, { ...good, action: 'correct' }, { ...good, action: 'correct', set: {} },
    { ...good, action: 'correct', set: { latest: null } }, { ...good, action: 'correct', set: { latest: '2024-01-01', earliest: null } }, { ...good, action: 'correct', set: { day: null } }, { ...good, action: 'correct', set: [] }, { ...good, action: 'correct', set: { latest: 3 } }, null, 'x',
  ];
  for (const [i, entry] of entries.entries()) {
    const { error, misfits } = applied(doc, [entry], `sound-${i}.json`);
    assert.equal(wrongOf(entry) !== null, error !== undefined, `${JSON.stringify(entry)}: ${wrongOf(entry)}, ${error}`);
    if (!error) assert.equal('wrong' in doc.find(plain(entry)), misfits.size > 0 && !entry.set, JSON.stringify(entry));
  }
  const head = { format: 'gongwen-corrections', version: '1.0', source: { sha256: doc.notice.source.sha256 }, corrections: [] };
  for (const [i, whole] of [head, { ...head, version: '2.0' }, { ...head, format: 'x' }, { ...head, made: 1 }, { ...head, source: {} }, { ...head, source: { ...head.source, name: null } }, { ...head, source: { ...head.source, by: 'x' } }, { ...head, corrections: null }, []].entries()) {
    const run = gongwen('parse', hard, '--corrections', file(own, `head-${i}.json`, JSON.stringify(whole)));
    assert.equal(wrongFile(whole) !== null, run.out === '', JSON.stringify(whole));
  }
});

test('a value is found by kind, place and text; a second decision about it is refused; a day of the metadata is its date', () => {
  const doc = opened(hard);
  const issued = doc.values.get('m:issued_on-0');
  const date = doc.values.get(doc.twins.get('m:issued_on-0'));
  const entry = (value, action, set = null) => ({ action, kind: value.kind, id: idOf(value), field: value.kind === 'metadata' ? value.field : null, span: value.span, text: value.text, set });
  const set = { earliest: '2024-03-02', latest: '2024-03-02' };
  const both = applied(doc, [entry(issued, 'correct', set), entry(date, 'accept')], 'both.json');
  assert.match(both.misfits.get(1), /same value/);
  for (const of of [both.written.metadata.issued_on, both.written.dates.find((d) => d.span.start === date.span.start)]) assert.deepEqual(kept(of, effect(date, set, doc.source).of), kept(effect(date, set, doc.source).of, effect(date, set, doc.source).of));
  const apart = applied(doc, [entry(issued, 'reject'), entry(date, 'correct', set)], 'apart.json');
  assert.equal(apart.misfits.size, 0);
  assert.deepEqual([apart.written.metadata.issued_on, apart.written.dates.length], [null, doc.notice.dates.length]);
  const gone = applied(doc, [entry(date, 'reject')], 'gone.json');
  assert.deepEqual([gone.written.metadata.issued_on, gone.written.dates.length], [null, doc.notice.dates.length - 1]);
  for (const value of doc.values.values()) {
    const any = entry(value, 'accept');
    assert.equal(doc.find({ ...any, id: any.id && any.id.replace(/\d+/, '999') }).value, value, 'the id alone loses nothing');
    assert.ok('wrong' in doc.find({ ...any, text: `${any.text}x` }));
    assert.equal(doc.find({ ...any, text: squeezed(any.text) }).value, value);
  }
});

test('a whole day is read from its text', () => {
  for (const [text, day] of [['2024年9月30日', '2024-09-30'], ['２０２４年９月３０日前', '2024-09-30'], ['二〇二四年九月三十日', '2024-09-30'], ['二○二四年十一月二十一日起', '2024-11-21'], ['2024年10月10日之前', '2024-10-10'], ['2024 年 2 月 9 日底前', '2024-02-09'],
    ['2024年2月30日', null], ['9月30日', null], ['2024年9月', null], ['于2024年9月30日印发', null], ['2024年9月30日至2024年10月1日', null], ['', null]]) assert.equal(wholeDay(text), day, text);
  assert.deepEqual([daysOf('d', 'by'), daysOf('d', 'from'), daysOf('d', 'on')], [{ earliest: '', latest: 'd' }, { earliest: 'd', latest: '' }, { earliest: 'd', latest: 'd' }]);
});
