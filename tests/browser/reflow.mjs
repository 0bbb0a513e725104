// SPDX-License-Identifier: Apache-2.0
// Every page at 400 % and 200 % of a window of 1280 px (WCAG 1.4.10: 320 and 640 px wide), zh and en: nothing moves sideways but what is
// meant to, and no text is cut off. Prints one JSON line per finding and {"checked": n} at the end.
// Usage: node reflow.mjs MODULES < {"base", "browser", "pages": [{"path", "cookie"}], "pictures": folder or ""}
import { each_page, find, shoot } from './look.mjs';

const WIDTHS = [320, 640];

// On a phone mail, unit, year and account stand beside the brand, however long the names and however many unread.
function head_of_two_lines() {
  const put = (selector, text) => { const name = document.querySelector(`.top ${selector} b`); if (name) name.textContent = text; };
  put('.menu.unit', '中共某某省某某市委老干部局离退休干部工作委员会');
  put('.menu.person', '欧阳长名字的人员用于看一看');
  const mail = document.querySelector('.inbox-link');
  if (mail && !mail.querySelector('b')) mail.append(document.createElement('b'));
  put('.inbox-link', '99+');
  const parts = [...document.querySelectorAll('.top .brand b, .inbox-link, .top .menu')].map((e) => e.getBoundingClientRect()), middle = (box) => box.top + box.height / 2;
  if (parts.some((box) => Math.abs(middle(box) - middle(parts[0])) > 6)) return `the head takes two lines: ${parts.map((box) => Math.round(middle(box))).join(', ')}`;
  return parts.some((box, n) => box.width < 30 || box.right > innerWidth || (n > 0 && box.left < parts[n - 1].right - 1)) ? `the head is crowded: ${parts.map((box) => `${Math.round(box.left)}–${Math.round(box.right)}`).join(', ')}` : '';
}

// What stands in the page, asked there: texts beyond the edge, texts cut off without a way to read them, words that leave their button.
function what_is_lost() {
  const width = document.documentElement.clientWidth, lost = [];
  const name = (e) => `${e.tagName.toLowerCase()}${e.className && typeof e.className === 'string' ? '.' + e.className.trim().replaceAll(/\s+/g, '.') : ''} “${(e.textContent || e.value || '').trim().slice(0, 40)}”`;
  const above = (e) => (e ? [e, ...above(e.parentElement)] : []);
  const seen = (e) => e.checkVisibility({ visibilityProperty: true }) && !e.closest('.skip') && !above(e).some((one) => getComputedStyle(one).clipPath === 'inset(50%)');
  const clips = (e) => /hidden|clip/.test(getComputedStyle(e).overflowX);
  if (document.scrollingElement.scrollWidth > width) lost.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    const on = text.parentElement;
    if (!text.data.trim() || on.closest('.scroll, option, script, style') || !seen(on) || above(on).some((e) => e !== document.body && clips(e))) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 2) continue;
      if (box.right > width + 1 || box.left < -1) { lost.push(`beyond the edge: ${name(on)} to ${Math.round(box.right)} px`); break; }
      const button = on.closest('button, .button, summary, .state, .mark');
      const around = button && button.getBoundingClientRect();
      if (around && (box.right > around.right + 1 || box.left < around.left - 1)) { lost.push(`leaves its button: ${name(button)}`); break; }
    }
  }
  for (const e of document.querySelectorAll('body *')) {
    const how = getComputedStyle(e);
    const across = e.scrollWidth > e.clientWidth + 1 && clips(e), down = e.scrollHeight > e.clientHeight + 3 && /hidden|clip/.test(how.overflowY);
    if (!(across || down) || !e.textContent.trim() || !seen(e) || e.closest('svg')) continue;
    if (how.textOverflow === 'ellipsis' && e.closest('[title], [aria-label]')) continue;
    lost.push(`cut off: ${name(e)} ${e.clientWidth} × ${e.clientHeight} of ${e.scrollWidth} × ${e.scrollHeight} px`);
  }
  return lost.slice(0, 6);
}

await each_page(async (page, one, lang) => {
  for (const width of WIDTHS) {
    await page.setViewportSize({ width, height: 720 });
    for (const lost of await page.evaluate(what_is_lost)) find(one.path, `${lang}-${width}`, lost);
    await shoot(page, one, `${lang}-${width}`);
  }
  for (const width of [320, 360, 390]) {
    await page.setViewportSize({ width, height: 720 });
    const crowded = await page.evaluate(head_of_two_lines);
    if (crowded) find(one.path, `${lang}-${width}`, crowded);
  }
  return WIDTHS.length;
});
