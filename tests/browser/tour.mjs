// SPDX-License-Identifier: Apache-2.0
// One day with Youju, with only the screen: from the old spreadsheets to a report signed on a phone and a bundle for the inspector. Each step is
// done by what stands on the page (labels, buttons, links), as somebody would who has never seen it. Prints one JSON line per step and
// {"checked": n} at the end. Usage: node tour.mjs MODULES < {"base", "browser", "codes": {login: code}, "files": folder, "bundle": file, "pictures": folder or ""}
import { createRequire } from 'node:module';
import { existsSync, readFileSync, readdirSync } from 'node:fs';

const require = createRequire(process.argv[2] + '/');
const { chromium } = require('playwright-core');
const task = JSON.parse(readFileSync(0, 'utf8'));
let checked = 0;
const browser = await chromium.launch({ executablePath: task.browser, args: ['--no-sandbox', '--no-proxy-server', '--disable-dev-shm-usage', '--disable-gpu'] });
const people = new Map();

async function somebody(login, how = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'zh-CN', reducedMotion: 'reduce', acceptDownloads: true, ...how });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  people.set(login, page);
  return page;
}
async function shoot(page, name, whole = false) {
  if (task.pictures) await page.screenshot({ path: `${task.pictures}/${name}.png`, fullPage: whole });
}
async function step(what, work) {
  try {
    await work();
    checked += 1;
  } catch (error) {
    console.log(JSON.stringify({ page: what, how: 'tour', what: String(error).slice(0, 600) }));
    throw error;
  }
}
async function shows(page, text) {
  await page.locator('main').getByText(text).first().waitFor();
}
async function first_sign_in(page, login) {
  await page.goto(`${task.base}/sign-in/first`);
  await page.getByLabel('登录名').fill(login);
  await page.getByLabel('一次性代码').fill(task.codes[login]);
  await page.getByLabel('给自己定一个密码').fill(`看得见的-2026-${login}`);
  await page.locator('main').getByRole('button').first().click();
  await page.locator('nav.rail').waitFor();
}

async function tour() {
  const clerk = await somebody('admin');
  await step('somebody comes with a one-time code and chooses a password', async () => {
    await first_sign_in(clerk, 'admin');
    await shoot(clerk, '1-first-day');
  });

  await step('the old spreadsheets are brought in, looked at before they are written', async () => {
    const tables = readdirSync(task.files).filter((name) => /\.(xlsx|csv)$/.test(name)).sort((a, b) => (b.startsWith('花名册') ? 1 : 0) - (a.startsWith('花名册') ? 1 : 0));
    for (const name of tables) {
      await clerk.goto(`${task.base}/import`);
      await clerk.locator('input[type=file]').first().setInputFiles(`${task.files}/${name}`);
      await clerk.locator('form:has(input[type=file]) button[type=submit]').first().click();
      await clerk.waitForURL(/\/import\/[0-9a-f]+/);
      if (name.includes('主题党日')) await shoot(clerk, '2-import');
      const write = clerk.locator('main').getByRole('button', { name: /^写入/ });
      await write.click();
      await clerk.waitForLoadState();
    }
    await clerk.goto(`${task.base}/records?year=2023`);
    await clerk.locator('main ul.kind-counts').getByText('主题党日').first().waitFor();
  });

  await step('what is missing stands in the year', async () => {
    await clerk.goto(`${task.base}/calendar?year=2023`);
    await clerk.locator('table.strip').first().waitFor();
    await shoot(clerk, '3-what-is-missing');
  });

  await step('a meeting is entered as one line, and its photo put to it', async () => {
    await clerk.goto(`${task.base}/records/new?year=2023`);
    await clerk.locator('input[name=line]').fill('2023年10月20日 主题党日 参观规划展览馆 23人');
    await clerk.locator('#understood dl').waitFor();
    await shoot(clerk, '4-one-line');
    await clerk.locator('form:has(input[name=line]) button').first().click();
    await clerk.locator('main').getByRole('link', { name: /参观规划展览馆/ }).first().click();
    const photos = readdirSync(`${task.files}/佐证`).filter((name) => name.includes('主题党日_照片'));
    await clerk.locator('input[type=file]').first().setInputFiles(`${task.files}/佐证/${photos[0]}`);
    await clerk.locator('form:has(input[type=file]) button[type=submit]').first().click();
    await clerk.waitForLoadState();
    await shows(clerk, photos[0].replace(/\.jpg$/, ''));
    await shoot(clerk, '5-record');
  });

  await step('the annual report is made, and a number of it opened', async () => {
    await clerk.goto(`${task.base}/reports`);
    await clerk.locator('select[name=template]').selectOption('annual-analysis');
    await clerk.locator('[name=for_year]').fill('2023').catch(() => clerk.locator('[name=for_year]').selectOption('2023'));
    await clerk.locator('form:has([name=for_year]) button[type=submit]').first().click();
    await clerk.waitForURL(/\/reports\/[0-9a-f-]{36}/);
    await shoot(clerk, '6-report');
    await clerk.locator('a.figure').first().click();
    await clerk.locator('#drawer:not([hidden]), main a[href^="/records/"]').first().waitFor();
    await shoot(clerk, '7-a-number-opened');
  });
  const report = new URL(clerk.url()).pathname.startsWith('/reports/') ? clerk.url() : (await clerk.goBack(), clerk.url());

  await step('somebody’s draft is held against the ledger', async () => {
    await clerk.goto(`${task.base}/check`);
    await clerk.locator('textarea[name=pasted]').fill('2023年，我局共召开支委会11次，开展主题党日9次，账号发布内容114条，同比增长20%。');
    await clerk.locator('form:has(textarea[name=pasted]) button[type=submit]').first().click();
    await clerk.waitForURL(/\/check\/.+/);
    await shows(clerk, /主题党日/);
    await shoot(clerk, '8-draft');
  });

  const leader = await somebody('leader', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true });
  await step('the leader signs on a phone', async () => {
    await first_sign_in(leader, 'leader');
    await leader.goto(report);
    const sign = leader.locator('form[action*="/signature"]').first();
    await sign.scrollIntoViewIfNeeded();
    await shoot(leader, '9-signing-on-a-phone');
    await sign.getByRole('button').first().click();
    await leader.waitForLoadState();
    await shows(leader, /已签|签发/);
    await shoot(leader, '10-signed');
  });

  await step('the inspector is handed a bundle', async () => {
    await clerk.goto(report);
    const waiting = clerk.waitForEvent('download');
    await clerk.locator('a[href*="/bundle"]').first().click();
    await (await waiting).saveAs(task.bundle);
    if (!existsSync(task.bundle)) throw new Error('no bundle');
  });
}

await tour().catch(async (error) => {
  for (const [login, page] of people) console.error(login, page.url(), (await page.locator('main').innerText().catch(() => '')).slice(0, 800));
  console.error(error);
});
await browser.close();
console.log(JSON.stringify({ checked }));
