// SPDX-License-Identifier: Apache-2.0
// Every page in Chromium: zh and en, wide and on a phone, light and dark. Prints one JSON line per finding and {"checked": n} at the end.
// Usage: node pages.mjs MODULES < {"base": …, "browser": path, "pages": [{"path": …, "cookie": "name=value"}], "pictures": folder or ""}
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2] + '/');
const { chromium } = require('playwright-core');
const axe_source = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const task = JSON.parse(readFileSync(0, 'utf8'));
const base = new URL(task.base);
let checked = 0;
const find = (page, how, what) => console.log(JSON.stringify({ page, how, what }));

const browser = await chromium.launch({ executablePath: task.browser, args: ['--no-sandbox', '--no-proxy-server', '--disable-dev-shm-usage', '--disable-gpu'] });

async function context_of(lang, script) {
  return browser.newContext({ viewport: { width: 1280, height: 900 }, javaScriptEnabled: script, colorScheme: 'light', reducedMotion: 'reduce', locale: lang === 'en' ? 'en-GB' : 'zh-CN' });
}
async function sign(context, cookie, lang) {
  await context.clearCookies();
  const cookies = [{ name: 'lang', value: lang, url: task.base }];
  if (cookie) {
    const at = cookie.indexOf('=');
    cookies.push({ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: task.base });
  }
  await context.addCookies(cookies);
}
async function axe(page, options) {
  const found = await page.evaluate((o) => globalThis.axe.run(document, { resultTypes: ['violations'], ...o }), options);
  return found.violations.map((v) => `${v.id}: ${v.nodes.slice(0, 3).map((n) => n.target.join(' ') + ' ' + n.html.slice(0, 120)).join(' | ')}`);
}

async function shoot(page, one, how) {
  if (task.pictures) await page.screenshot({ path: `${task.pictures}/${one.path.replaceAll('/', '_')}-${how}.png`, fullPage: true });
}
async function too_wide(page) {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= width) return '';
    const wide = [...document.querySelectorAll('body *')].filter((e) => e.getBoundingClientRect().right > width + 1 && !e.closest('.scroll'));
    return `${document.documentElement.scrollWidth} px wide: ` + wide.slice(0, 3).map((e) => e.tagName + '.' + e.className).join(', ');
  });
}

// One page is loaded once in a language; width and theme change under it.
async function look(context, one, lang) {
  const page = await context.newPage();
  page.on('console', (message) => { if (message.type() === 'error') find(one.path, lang, `console: ${message.text()}`); });
  page.on('pageerror', (error) => find(one.path, lang, `script: ${error.message}`));
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (/^https?:$/.test(address.protocol) && address.host !== base.host) find(one.path, lang, `asks another host: ${request.url()}`);
  });
  const reply = await page.goto(task.base + one.path, { waitUntil: 'load' });
  if (reply.status() !== 200) find(one.path, lang, `status ${reply.status()}`);
  if (await page.locator('h1').count() !== 1) find(one.path, lang, 'not exactly one h1');
  await page.evaluate(axe_source);
  for (const width of [1280, 390]) {
    const how = `${lang}-${width}`;
    await page.setViewportSize({ width, height: 900 });
    const over = width < 500 ? await too_wide(page) : '';
    if (over) find(one.path, how, over);
    for (const wrong of await axe(page, {})) find(one.path, `${how} light`, wrong);
    await shoot(page, one, how);
    // Only colours differ in the dark.
    await page.emulateMedia({ colorScheme: 'dark' });
    for (const wrong of await axe(page, { runOnly: ['color-contrast', 'link-in-text-block'] })) find(one.path, `${how} dark`, wrong);
    await shoot(page, one, `${how}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    checked += 2;
  }
  await page.close();
}

async function without_script(context, one) {
  const page = await context.newPage();
  await page.goto(task.base + one.path, { waitUntil: 'load' });
  if (!await page.locator('h1').first().isVisible()) find(one.path, 'no script', 'h1 is not to be seen');
  await page.close();
  checked += 1;
}

async function all_of(pages, lang, script) {
  const context = await context_of(lang, script);
  for (const one of pages) {
    await sign(context, one.cookie, lang);
    await (script ? look(context, one, lang) : without_script(context, one)).catch((error) => find(one.path, `${lang}${script ? '' : ', no script'}`, String(error).slice(0, 300)));
  }
  await context.close();
}

const half = Math.ceil(task.pages.length / 2);
const halves = [task.pages.slice(0, half), task.pages.slice(half)];
await Promise.all(halves.map(async (pages) => {
  for (const lang of ['zh', 'en']) await all_of(pages, lang, true);
  await all_of(pages, 'zh', false);
}));
await browser.close();
console.log(JSON.stringify({ checked }));
