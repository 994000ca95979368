// A browser that notes what a page should not do: speak on the console, fail, ask for anything outside itself.

import { chromium } from 'playwright-core';
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import assert from 'node:assert/strict';

export const root = join(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.GONGWEN ?? join(root, 'target/release/gongwen');
const shots = join(root, 'target/web/screens');
mkdirSync(shots, { recursive: true });

/** A new folder of its own. */
export const folder = () => mkdtempSync(join(tmpdir(), 'gongwen-web-'));

/** Runs the program to its end. */
export function gongwen(...args) {
  const run = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

/** A DOCX with a text's lines as its paragraphs. */
export function docx(text, path) {
  const made = spawnSync('python3', [join(root, 'tests/web/docx.py'), path], { input: text });
  assert.equal(made.status, 0, String(made.stderr));
  return path;
}

/** Starts the server; its address, and how to stop it. */
export async function serve(...args) {
  const child = spawn(program, ['--lang', 'en', 'serve', '--listen', '127.0.0.1:0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = await new Promise((found, failed) => {
    const hear = (chunk) => {
      said += chunk;
      const address = said.match(/http:\/\/[\d.]+:\d+/);
      if (address) found(address[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', () => failed(new Error(`the server ended: ${said}`)));
  });
  const stop = () => new Promise((ended) => {
    child.removeAllListeners('exit');
    child.on('exit', (code) => ended(code));
    child.kill('SIGTERM');
  });
  return { address, stop };
}

/** A browser that opens pages which are watched. */
export async function browser() {
  const chrome = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync'],
  });
  return { close: () => chrome.close(), context: (options = {}) => watched(chrome, options) };
}

/** A context of its own, with what its pages did wrong. */
async function watched(chrome, options) {
  const context = await chrome.newContext({ acceptDownloads: true, ...options });
  const faults = [];
  let own = '';
  context.on('console', (m) => { if (['error', 'warning'].includes(m.type())) faults.push(`console: ${m.text()}`); });
  context.on('weberror', (e) => faults.push(`error: ${e.error()}`));
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(own) && !url.startsWith('blob:') && !url.startsWith('data:')) faults.push(`request: ${url}`);
  });
  return {
    context,
    /** Opens an address; a file's page may ask for nothing else than itself, a server's for nothing outside the server. */
    async open(url) {
      own = url.startsWith('file:') ? url : new URL(url).origin;
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    /** Nothing was done wrong, but for what is expected. */
    blameless(expected = /^$/) {
      assert.deepEqual(faults.filter((f) => !expected.test(f)), []);
    },
    close: () => context.close(),
  };
}

/** The serious faults of accessibility that axe finds. */
export async function barriers(page) {
  await page.evaluate(readFileSync(join(root, 'tests/web/node_modules/axe-core/axe.min.js'), 'utf8'));
  const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
  return result.violations
    .filter((v) => ['serious', 'critical'].includes(v.impact))
    .map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ')).join(', ')} (${v.nodes.length})`);
}

/** Keeps a picture of a page under target/web/screens. */
export const shot = (page, name, options = {}) => page.screenshot({ path: join(shots, `${name}.png`), ...options });

/** Drops a file on an element, as a hand does. */
export async function drop(page, selector, path, name) {
  const bytes = [...readFileSync(path)];
  const transfer = await page.evaluateHandle(({ bytes, name }) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([new Uint8Array(bytes)], name));
    return transfer;
  }, { bytes, name });
  for (const event of ['dragenter', 'dragover', 'drop']) await page.dispatchEvent(selector, event, { dataTransfer: transfer });
}

/** Writes a file and gives its path. */
export function file(folder, name, text) {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** The text of the seed. */
export const seed = join(root, 'seeds/四川省开展质量提升行动重点工作任务分工方案.txt');
