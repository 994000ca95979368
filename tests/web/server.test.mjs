// `gongwen serve` in a browser: a DOCX is dropped, its tasks are found, one is rejected, and the decision applied.

import { test, before, after } from 'node:test';
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { barriers, browser, docx, drop, file, folder, gongwen, seed, serve, shot } from './browser.mjs';

const own = folder();
let chrome;
let server;
before(async () => {
  chrome = await browser();
  server = await serve();
});
after(async () => {
  await chrome.close();
  assert.equal(await server.stop(), 0, 'the server ends well');
});

test('from a dropped DOCX to its corrected model', async () => {
  const notice = docx(readFileSync(seed, 'utf8'), join(own, '分工方案.docx'));
  const watched = await chrome.context({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN' });
  const start = await watched.open(`${server.address}/?lang=zh`);
  assert.deepEqual(await barriers(start), []);
  await drop(start, 'main', notice, '分工方案.docx');
  const link = start.getByRole('link', { name: /分工方案/ }).first();
  await link.waitFor();
  await shot(start, 'server-zh');
  const [tab] = await Promise.all([
    watched.context.waitForEvent('page', { timeout: 3000 }).catch(() => start),
    link.click(),
  ]);
  await tab.waitForURL(/\/view/);
  await tab.getByLabel('部门', { exact: true }).fill('省质监局');
  const row = tab.locator('#tab-tasks tr.task:not([hidden])').first();
  await row.getByRole('button', { name: '省质监局' }).click();
  await tab.locator('#document .selected', { hasText: '省质监局' }).first().waitFor();
  await tab.keyboard.press('x');
  await tab.reload();
  await tab.getByRole('button', { name: /^校正/ }).click();
  const [download] = await Promise.all([tab.waitForEvent('download'), tab.getByRole('button', { name: /导出/ }).click()]);
  const run = gongwen('--lang', 'en', 'parse', notice, '--corrections', await download.path());
  assert.equal(run.code, 0, run.err);
  assert.match(run.err, /0 accepted, 1 rejected, 0 corrected, 0 no longer fit/);
  watched.blameless();
  await watched.close();
});

test('a file that cannot be read says so in the words of the command line', async () => {
  const bad = file(own, 'empty.txt', '');
  const said = gongwen('--lang', 'en', 'parse', bad).err.trim().replace(/^error: /, '').replace(bad, 'empty.txt');
  const watched = await chrome.context({ locale: 'en-GB' });
  const start = await watched.open(`${server.address}/?lang=en`);
  await drop(start, 'main', bad, 'empty.txt');
  await start.getByText(said).waitFor();
  assert.deepEqual(await barriers(start), []);
  await shot(start, 'server-refused-en');
  // Chromium itself writes an answer of 4xx on the console.
  watched.blameless(/status of 422|status of 400/);
  await watched.close();
});

test('tasks of all notices by department and deadline', async () => {
  const notice = file(own, 'flood.txt', '关于做好汛前检查的通知\n各区人民政府：\n一、开展检查。2024年6月底前完成检查。（市水务局牵头，市应急局配合）\n二、整改问题。2024年9月底前完成整改。（市应急局负责）\n青岩市人民政府\n2024年3月1日\n');
  const watched = await chrome.context({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' });
  const start = await watched.open(`${server.address}/?lang=en`);
  await start.locator('input[type=file]').setInputFiles(notice);
  await start.getByRole('link', { name: /汛前检查/ }).first().waitFor();
  await start.getByRole('tab', { name: 'Tasks' }).click();
  await start.getByLabel(/Department/).fill('市应急局');
  await start.getByLabel(/Due.*(before|by|until)/i).fill('2024-07-31');
  await start.getByRole('tabpanel').getByRole('button', { name: /Search|Show/ }).click();
  await start.getByText('开展检查').first().waitFor();
  assert.equal(await start.getByText('整改问题').count(), 0);
  assert.deepEqual(await barriers(start), []);
  await shot(start, 'server-tasks-en');
  watched.blameless();
  await watched.close();
});
