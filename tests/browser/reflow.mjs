// SPDX-License-Identifier: Apache-2.0
// Every page at 400 % and 200 % of a window of 1280 px (WCAG 1.4.10: 320 and 640 px wide), zh and en: nothing moves sideways but what is
// meant to, and no text is cut off. Prints one JSON line per finding and {"checked": n} at the end.
// Usage: node reflow.mjs MODULES < {"base", "browser", "pages": [{"path", "cookie"}], "pictures": folder or ""}
import { each_page, find, shoot } from './look.mjs';

const WIDTHS = [320, 640];

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
  return WIDTHS.length;
});
