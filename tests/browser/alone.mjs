// SPDX-License-Identifier: Apache-2.0
// Every page where there is no network: it comes whole, with its style and script, and nothing asks for another host. Prints one JSON line per
// finding and {"checked": n} at the end. Usage: node alone.mjs MODULES < {"base", "browser", "pages", "log": file of Chromium's net log}
import { existsSync, readFileSync } from 'node:fs';
import { each_page, find, task } from './look.mjs';

const host = new URL(task.base).host;

function watch(page, one, lang) {
  page.on('request', (request) => {
    const address = new URL(request.url());
    if (/^(https?|wss?|ftp):$/.test(address.protocol) && address.host !== host) find(one.path, lang, `asks for ${request.url()}`);
  });
  page.on('requestfailed', (request) => find(one.path, lang, `does not get ${request.url()}: ${request.failure()?.errorText}`));
  page.on('pageerror', (error) => find(one.path, lang, `script: ${error.message}`));
}

await each_page(async (page, one, lang) => {
  const lacks = await page.evaluate(async () => {
    await document.fonts.ready;
    const lacking = [...document.images].filter((image) => image.loading !== 'lazy' && !(image.complete && image.naturalWidth)).map((image) => `picture ${image.src}`);
    if ([...document.styleSheets].every((sheet) => sheet.cssRules.length === 0)) lacking.push('style');
    for (const font of document.fonts) if (font.status === 'error') lacking.push(`font ${font.family}`);
    return lacking;
  });
  for (const lack of lacks) find(one.path, lang, `without its ${lack}`);
  return 1;
}, { before: watch, args: [`--log-net-log=${task.log}`] });

// What Chromium as a whole asked for, whoever wanted it; the three are Chromium's own upkeep, tried from an empty page as well.
const upkeep = ['clients2.google.com', 'update.googleapis.com', 'content-autofill.googleapis.com'];
const log = existsSync(task.log) ? readFileSync(task.log, 'utf8') : '';
if (!log.includes(task.base)) find('Chromium', 'net log', 'does not name the office');
const others = new Set([...log.matchAll(/"(?:url|host)":"(?:[a-z]+:\/\/)?([^"/]+)/g)].map((found) => found[1]).filter((name) => name !== host && !upkeep.includes(name) && !/^(127\.0\.0\.1|\[?::1\]?|localhost)(:|$)/.test(name)));
for (const other of others) find('Chromium', 'net log', `names ${other}`);
