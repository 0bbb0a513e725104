// SPDX-License-Identifier: Apache-2.0
// The main pages on paper: printed to PDF in both languages into the folder `out`, and laid out at the width of a sheet, nothing cut off at its
// edge. Prints one JSON line per finding, one {"pdf", "page", "lang"} per sheet and {"checked": n} at the end.
// Usage: node print.mjs MODULES < {"base", "browser", "pages", "out"}
import { each_page, find, task } from './look.mjs';

const WIDTH = Math.floor((210 - 28) / 25.4 * 96);  // of an A4 sheet between margins of 14 mm, in CSS pixels
let printed = 0;

function what_is_cut() {
  const width = document.documentElement.clientWidth, cut = [];
  const name = (e) => `${e.tagName.toLowerCase()}.${e.className} “${e.textContent.trim().slice(0, 40)}”`;
  if (document.scrollingElement.scrollWidth > width) cut.push(`${document.scrollingElement.scrollWidth} px are needed of ${width}`);
  for (const e of document.querySelectorAll('body *')) {
    if (e.closest('svg') || !e.textContent.trim() || !e.checkVisibility({ visibilityProperty: true }) || getComputedStyle(e).overflowX === 'visible' || getComputedStyle(e).clipPath === 'inset(50%)') continue;
    if (e.scrollWidth > e.clientWidth + 1) cut.push(`cut off at the right: ${name(e)} ${e.clientWidth} of ${e.scrollWidth} px`);
    if (e.scrollHeight > e.clientHeight + 3) cut.push(`cut off below: ${name(e)} ${e.clientHeight} of ${e.scrollHeight} px`);
  }
  return cut.slice(0, 5);
}

await each_page(async (page, one, lang) => {
  const pdf = `${task.out}/${++printed}-${lang}.pdf`;
  await page.pdf({ path: pdf, preferCSSPageSize: true, printBackground: true });
  console.log(JSON.stringify({ pdf, address: one.path, lang }));
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize({ width: WIDTH, height: 1000 });
  for (const cut of await page.evaluate(what_is_cut)) find(one.path, `${lang}, print`, cut);
  return 1;
});
