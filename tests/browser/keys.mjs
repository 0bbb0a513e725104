// SPDX-License-Identifier: Apache-2.0
// A day with the keyboard alone: sign in, skip the head, enter a line, go through rows, open a number, check a draft, make a report, sign out; then
// the Tab key once around every main page, wide and on a phone. At each stop the focus must be seen: in the window, marked, covered by nothing.
// Prints one JSON line per finding and {"checked": n} at the end. Usage: node keys.mjs MODULES < {"base", "browser", "pages", "password"}
import { find, launch, sign, task } from './look.mjs';

let checked = 0;
const browser = await launch();

// Runs in every page. `focus_now()`: what is wrong with where the focus is, empty when it is seen. Every Tab leaves that in `trail`.
function watch_focus() {
  globalThis.stops = [];
  globalThis.trail = [];
  globalThis.focus_now = () => {
    const e = document.activeElement;
    if (!e || e === document.body) return { wrong: 'the focus is nowhere', name: 'body', at: -1 };
    if (!stops.includes(e)) stops.push(e);
    const name = `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${e.name ? '[name=' + e.name + ']' : ''} “${(e.getAttribute('aria-label') || e.textContent || e.value || '').trim().slice(0, 30)}”`;
    const at = stops.indexOf(e), how = getComputedStyle(e);
    const boxes = [...e.getClientRects()].filter((box) => box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth);
    if (!boxes.length) return { wrong: `outside the window: ${name}`, name, at };
    const over = (box, x, y) => document.elementFromPoint(box.left + box.width * x, Math.min(innerHeight - 1, Math.max(1, box.top + box.height * y)));
    const its = (one) => one && (one === e || e.contains(one) || one.contains(e) || [...(e.labels ?? [])].some((label) => label.contains(one)));
    // Four of five points: a field may have its button within.
    const free = (box) => [[.5, .5], [.1, .5], [.9, .5], [.5, .15], [.5, .85]].filter(([x, y]) => its(over(box, x, y))).length >= 4;
    if (!boxes.some(free)) {
      const box = boxes[0], by = over(box, .5, .5);
      return { wrong: `covered: ${name} at ${Math.round(box.left)},${Math.round(box.top)} by ${by?.tagName}.${by?.className}`, name, at };
    }
    const marked = how.outlineStyle !== 'none' && parseFloat(how.outlineWidth) > 0;
    return { wrong: marked ? '' : `the focus is not to be seen: ${name}`, name, at };
  };
  document.addEventListener('keyup', (event) => { if (event.key === 'Tab') trail.push(focus_now()); }, true);
}

async function seen(page, on) {
  const now = await page.evaluate(() => focus_now());
  if (now.wrong) find(on, 'keys', now.wrong);
  return now;
}
// Presses Tab until the focus is on what is meant, and looks at every stop on the way.
async function tab_to(page, on, selector) {
  for (let n = 0; n < 150; ++n) {
    await page.keyboard.press('Tab');
    await seen(page, on);
    if (await is_on(page, selector)) return;
  }
  throw new Error(`the Tab key does not come to ${selector}`);
}
async function step(what, work) {
  try {
    await work();
    checked += 1;
  } catch (error) {
    find(what, 'keys', String(error).slice(0, 400));
    throw error;
  }
}
function must(good, what) {
  if (!good) throw new Error(what);
}
async function lands(page, part, press) {
  await Promise.all([page.waitForURL(part, { timeout: 10_000 }), press()]);
}
const press_one_by_one = (page, ...keys) => async () => { for (const key of keys) await page.keyboard.press(key); };
const is_on = (page, selector) => page.evaluate((wanted) => document.activeElement.matches(wanted), selector);

async function day() {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', locale: 'zh-CN' });
  await context.addInitScript(watch_focus);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(`${task.base}/sign-in`);
  await step('signing in', async () => {
    if (!await is_on(page, '[name=login]')) await tab_to(page, '/sign-in', '[name=login]');
    await page.keyboard.type('boss');
    await tab_to(page, '/sign-in', '[name=secret]');
    await page.keyboard.type(task.password);
    await lands(page, (address) => address.pathname === '/', press_one_by_one(page, 'Enter'));
  });
  await step('skipping the head', async () => {
    await page.keyboard.press('Tab');
    must(await is_on(page, 'a.skip'), 'the first stop is not the link that skips the head');
    await seen(page, '/');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    must(await page.evaluate(() => document.querySelector('main').contains(document.activeElement)), 'the stop after it is not in the page');
  });
  await step('a menu opens and closes', async () => {
    await page.goto(`${task.base}/?year=2023`);
    await tab_to(page, '/', '.menu.year > summary');
    await page.keyboard.press('Enter');
    must(await page.locator('.menu.year[open]').count() === 1, 'Enter does not open the years');
    await page.keyboard.press('Tab');
    must(await is_on(page, '.menu.year li a'), 'Tab does not go into the open menu');
    await seen(page, '/');
    await page.keyboard.press('Escape');
    must(await page.locator('.menu.year[open]').count() === 0, 'Escape does not close it');
    must(await is_on(page, '.menu.year > summary'), 'and the focus is not on what opened it');
  });
  await step('the palette leads wherever a link leads, and to a search', async () => {
    await page.goto(`${task.base}/?year=2023`);
    await page.keyboard.press('Control+k');
    must(await is_on(page, '#palette input'), 'Ctrl K does not open the palette');
    await page.keyboard.press('Escape');
    must(!await page.evaluate(() => document.querySelector('#palette').open), 'Escape does not close it');
    await page.keyboard.press('Control+k');
    await page.keyboard.type('日历');
    await page.keyboard.press('ArrowDown');
    must(await is_on(page, '#palette a'), 'an arrow does not go to what is listed');
    await seen(page, '/');
    await lands(page, '**/calendar**', press_one_by_one(page, 'Enter'));
    await page.keyboard.press('Control+k');
    await page.keyboard.type('走进社区');
    await lands(page, '**/search?q=**', press_one_by_one(page, 'Enter'));
  });
  await step('one line is entered', async () => {
    await lands(page, '**/records/new', press_one_by_one(page, 'n'));
    if (!await is_on(page, 'input[name=line]')) await tab_to(page, '/records/new', 'input[name=line]');
    await page.keyboard.type('2023年9月4日 主题党日 只用键盘记的一笔 12人');
    await page.keyboard.press('Enter');
    await page.waitForLoadState();
    await page.getByText('只用键盘记的一笔').first().waitFor();
  });
  await step('rows are gone through, and a record opened', async () => {
    await page.goto(`${task.base}/?year=2023`);
    await lands(page, '**/records?**', press_one_by_one(page, 'g', 'l'));
    await page.keyboard.press('j');
    const first = await seen(page, '/records');
    await page.keyboard.press('j');
    const second = await seen(page, '/records');
    must(first.name !== second.name, 'j does not go to the next row');
    await page.keyboard.press('k');
    must((await seen(page, '/records')).name === first.name, 'k does not go back');
    await lands(page, /\/records\/[0-9a-f-]{36}/, press_one_by_one(page, 'Enter'));
  });
  await step('a number opens in the drawer and closes', async () => {
    await lands(page, '**/figures?**', press_one_by_one(page, 'g', 'f'));
    await tab_to(page, '/figures', 'main a.figure[data-drawer]');
    await page.keyboard.press('Enter');
    await page.locator('#drawer:not([hidden])').waitFor();
    must(await is_on(page, '#drawer .close'), 'the focus does not go into the drawer');
    await seen(page, 'the drawer');
    await page.keyboard.press('Tab');
    must(await page.evaluate(() => document.querySelector('#drawer').contains(document.activeElement)), 'the next stop is not in the drawer');
    await seen(page, 'the drawer');
    await page.keyboard.press('Escape');
    must(await page.locator('#drawer[hidden]').count() === 1 && await is_on(page, 'main a.figure[data-drawer]'), 'the focus does not come back to the number');
    await seen(page, '/figures');
  });
  await step('a draft is checked, and its findings gone through', async () => {
    await lands(page, '**/check?**', press_one_by_one(page, 'g', 'k'));
    await tab_to(page, '/check', 'textarea[name=pasted]');
    await page.keyboard.type('2023年，我局共开展主题党日3次，召开党员大会1次，同比增长20%。');
    await tab_to(page, '/check', 'form:has(textarea[name=pasted]) button[type=submit]');
    await lands(page, '**/check/**', press_one_by_one(page, 'Enter'));
    await page.keyboard.press('j');
    const first = await seen(page, '/check/{draft}');
    await page.keyboard.press('j');
    const second = await seen(page, '/check/{draft}');
    must(first.at >= 0 && second.at >= 0 && first.at !== second.at, 'j does not go to the next finding');
    await page.keyboard.press('k');
    must((await seen(page, '/check/{draft}')).at === first.at, 'k does not go back');
  });
  await step('a report is made', async () => {
    await lands(page, '**/reports?**', press_one_by_one(page, 'g', 'r'));
    await tab_to(page, '/reports', 'select[name=template]');
    const before = await page.locator('select[name=template]').inputValue();
    await page.keyboard.press('ArrowDown');
    must(await page.locator('select[name=template]').inputValue() !== before, 'an arrow does not choose another template');
    await tab_to(page, '/reports', 'form:has([name=for_year]) button[type=submit]');
    await lands(page, /\/reports\/[0-9a-f-]{36}/, press_one_by_one(page, 'Enter'));
  });
  await step('signing out', async () => {
    await page.goto(`${task.base}/`);
    await tab_to(page, '/', '.menu.person > summary');
    await page.keyboard.press('Space');
    await tab_to(page, '/', '.menu.person form[action^="/sign-out"] button');
    await lands(page, '**/sign-in**', press_one_by_one(page, 'Enter'));
  });
  await context.close();
}

// What the Tab key should come to. Of a group of radio buttons it comes to one.
function stops_left_out() {
  const wanted = [...document.querySelectorAll('a[href], button, input:not([type=hidden], [type=radio]), select, textarea, summary, [tabindex="0"], audio[controls], iframe')]
    .filter((e) => !e.disabled && e.tabIndex >= 0 && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0);
  return wanted.filter((e) => !stops.includes(e)).map((e) => `${e.tagName.toLowerCase()} ${(e.textContent || e.name || '').trim().slice(0, 30)}`).slice(0, 5);
}
const MOST_STOPS = 600, AT_ONCE = 20;
async function around(page, one, how) {
  const back = () => page.evaluate(() => trail.length > 1 && trail.slice(1).some((now) => now.at === 0));
  for (let pressed = 0; pressed < MOST_STOPS && !await back(); pressed += AT_ONCE) for (let n = 0; n < AT_ONCE; ++n) await page.keyboard.press('Tab');
  if (!await back()) find(one.path, how, 'the Tab key does not come back to the start');
  const wrong = await page.evaluate(() => [...new Set(trail.map((now) => now.wrong))].filter((what) => what && what !== 'the focus is nowhere'));
  for (const what of wrong.slice(0, 5)) find(one.path, how, what);
  const left = await page.evaluate(stops_left_out);
  if (left.length) find(one.path, how, `the Tab key does not come to: ${left.join(', ')}`);
  checked += 1;
}
async function around_all(pages, lang, width) {
  const context = await browser.newContext({ viewport: { width, height: width < 500 ? 780 : 800 }, reducedMotion: 'reduce' });
  await context.addInitScript(watch_focus);
  for (const one of pages) {
    await sign(context, one.cookie, lang);
    const page = await context.newPage();
    await page.goto(task.base + one.path, { waitUntil: 'load' });
    await around(page, one, `${lang}-${width}`).catch((error) => find(one.path, `${lang}-${width}`, String(error).slice(0, 300)));
    await page.close();
  }
  await context.close();
}

await Promise.all([
  day().catch(() => {}).then(() => around_all(task.pages, 'zh', 1280)),
  around_all(task.pages, 'en', 390),
]);
await browser.close();
console.log(JSON.stringify({ checked }));
