// SPDX-License-Identifier: Apache-2.0
// What the programs beside this one share: the task from standard input, Chromium, every page in both languages, one JSON line per finding.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2] + '/');
const { chromium } = require('playwright-core');
export const task = JSON.parse(readFileSync(0, 'utf8'));
export const find = (page, how, what) => console.log(JSON.stringify({ page, how, what }));
export const launch = (more = []) => chromium.launch({ executablePath: task.browser, args: ['--no-sandbox', '--no-proxy-server', '--disable-dev-shm-usage', '--disable-gpu', ...more] });

export async function sign(context, cookie, lang) {
  await context.clearCookies();
  const cookies = [{ name: 'lang', value: lang, url: task.base }];
  if (cookie) {
    const at = cookie.indexOf('=');
    cookies.push({ name: cookie.slice(0, at), value: cookie.slice(at + 1), url: task.base });
  }
  await context.addCookies(cookies);
}
export async function shoot(page, one, how) {
  if (task.pictures) await page.screenshot({ path: `${task.pictures}/${one.path.replaceAll(/[/?&=]/g, '_').slice(0, 80)}-${how}.png`, fullPage: true });
}

// look(page, one, lang) is given every page, loaded, and gives how many things it looked at; two pages at a time. `before` is given it empty.
export async function each_page(look, { how = {}, before = () => {}, args = [] } = {}) {
  const browser = await launch(args);
  const waiting = task.pages.flatMap((one) => (task.langs ?? ['zh', 'en']).map((lang) => ({ one, lang })));
  let checked = 0;
  const go_through = async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce', ...how });
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { one, lang } = next;
      await sign(context, one.cookie, lang);
      const page = await context.newPage();
      try {
        before(page, one, lang);
        const reply = await page.goto(task.base + one.path, { waitUntil: 'load' });
        if (reply.status() !== 200) find(one.path, lang, `status ${reply.status()}`);
        const looked = await look(page, one, lang);
        checked += looked;
      } catch (error) {
        find(one.path, lang, String(error).slice(0, 300));
      }
      await page.close();
    }
    await context.close();
  };
  await Promise.all([go_through(), go_through()]);
  await browser.close();
  console.log(JSON.stringify({ checked }));
}
