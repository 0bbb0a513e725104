// SPDX-License-Identifier: Apache-2.0
// Comfort only: every task works without this file. It opens figures in the drawer, previews lines as they are typed, moves through
// rows by key. It never makes HTML from text: fetched pages are parsed by the browser into documents that run nothing.
const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

async function fetch_part(address, options = {}) {
  const answer = await fetch(address, { credentials: 'same-origin', ...options });
  const text = await answer.text();
  return { ok: answer.ok, page: new DOMParser().parseFromString(text, 'text/html'), url: answer.url };
}

// ---- the figure drawer ----
const drawer = $('#drawer');
let opener = null;
function close_drawer() {
  if (!drawer || drawer.hidden) return;
  drawer.hidden = true;
  drawer.replaceChildren();
  if (opener?.isConnected) opener.focus();
  opener = null;
}
async function open_drawer(link) {
  const { page } = await fetch_part(link.href);
  const main = $('main', page);
  if (!main) { location.href = link.href; return; }
  const close = document.createElement('button');
  close.type = 'button';
  close.className = 'close quiet';
  close.textContent = drawer.dataset.close;
  close.addEventListener('click', close_drawer);
  drawer.replaceChildren(close, ...[...main.childNodes].map((node) => document.importNode(node, true)));
  drawer.hidden = false;
  drawer.scrollTop = 0;
  opener ??= link;
  close.focus();
  start(drawer);
}
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-drawer]');
  if (link && drawer && !event.ctrlKey && !event.metaKey && !event.shiftKey && event.button === 0) {
    event.preventDefault();
    open_drawer(link).catch(() => { location.href = link.href; });
    return;
  }
  for (const menu of $$('details.menu[open]')) if (!menu.contains(event.target)) menu.open = false;
});

// Whoever was in a menu by keys is on what opened it afterwards.
function close_menus() {
  for (const menu of $$('details.menu[open]')) {
    if (menu.contains(document.activeElement)) $('summary', menu).focus();
    menu.open = false;
  }
}

// ---- forms that preview while one types: data-preview names the address, data-into the element that shows the answer ----
function start_preview(form) {
  const into = document.getElementById(form.dataset.into);
  let timer = 0, turn = 0;
  form.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(async () => {
      const mine = ++turn;
      const { page } = await fetch_part(form.dataset.preview, { method: 'POST', body: new URLSearchParams(new FormData(form)) }).catch(() => ({}));
      const answer = page && page.getElementById(form.dataset.into);
      if (mine === turn && answer && into) into.replaceChildren(...[...answer.childNodes].map((node) => document.importNode(node, true)));
    }, 250);
  });
}
// Selects that apply themselves; the button beside them is for those without script.
function start_self_applying(form) {
  form.addEventListener('change', () => form.requestSubmit());
}
function start(root) {
  for (const form of $$('form[data-preview]', root)) start_preview(form);
  for (const form of $$('form[data-self]', root)) start_self_applying(form);
  for (const box of $$('.problems', root)) box.focus();
  for (const button of $$('[data-print]', root)) {
    button.hidden = false;
    button.addEventListener('click', () => print());
  }
  for (const place of $$('[data-copy]', root)) {
    place.hidden = false;
    place.addEventListener('click', async () => {
      await navigator.clipboard.writeText(place.dataset.copy);
      place.textContent = place.dataset.copied ?? place.textContent;
    });
  }
}
start(document);

// ---- files dropped on a form that takes files ----
for (const form of $$('form[data-drop]')) {
  const field = $('input[type=file]', form);
  for (const name of ['dragover', 'dragenter']) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add('over'); });
  form.addEventListener('dragleave', () => form.classList.remove('over'));
  form.addEventListener('drop', (event) => {
    event.preventDefault();
    form.classList.remove('over');
    if (event.dataTransfer.files.length) { field.files = event.dataTransfer.files; form.requestSubmit(); }
  });
}

// ---- keys: Ctrl K palette, / search, n new, g then a letter for places, j k through rows, Esc closes. Off when the person switched them off. ----
let waiting_for_place = false;
const typing = (target) => target.closest?.('input, textarea, select, [contenteditable]');
function move_row(step) {
  // A table that stands within a row is part of that row.
  const rows = $$('main .rows tbody tr, main [data-rows] > *').filter((row) => $('a', row)?.checkVisibility() && !row.parentElement.closest('[data-rows] > *'));
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  $('a', rows[Math.max(0, Math.min(rows.length - 1, at + step))])?.focus();
}
document.addEventListener('keydown', (event) => {
  if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && palette) {
    event.preventDefault();
    if (!palette.open) open_palette();
    return;
  }
  if (event.key === 'Escape') { close_drawer(); close_menus(); return; }
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || document.body.dataset.keys === 'off') return;
  if (waiting_for_place) {
    waiting_for_place = false;
    const place = $(`.rail a[data-key="${CSS.escape(event.key)}"]`);
    if (place) { event.preventDefault(); location.href = place.href; }
    return;
  }
  if (event.key === '/') { event.preventDefault(); $('.search input')?.focus(); }
  else if (event.key === 'g') waiting_for_place = true;
  else if (event.key === 'n' && document.body.classList.contains('writes')) location.href = '/records/new';
  else if (event.key === 'j') move_row(1);
  else if (event.key === 'k') move_row(-1);
  else if (event.key === '?') location.href = '/help/keys';
});

// ---- the palette: Ctrl K lists where one can go from here; what is typed narrows it, and can always be searched for ----
const palette = $('#palette');
function open_palette() {
  const field = $('input', palette), list = $('ul', palette);
  const places = new Map();
  const near = ['.rail a[href]', 'header.title a[href]', 'main .tabs a[href]', '.top .person a[href], .top .inbox-link', '.top .unit a[href]', '.top .year a[href]'];
  for (const link of near.flatMap((selector) => $$(selector))) {
    const text = link.getAttribute('aria-label') || link.textContent.trim();
    if (text && !link.hasAttribute('download') && !link.getAttribute('href').startsWith('#') && !places.has(link.href)) places.set(link.href, text);
  }
  const put = (address, text) => {
    const item = document.createElement('li'), link = document.createElement('a');
    link.href = address;
    link.textContent = text;
    item.append(link);
    list.append(item);
  };
  const narrow = () => {
    const wanted = field.value.trim().toLowerCase();
    list.replaceChildren();
    for (const [address, text] of places) if (text.toLowerCase().includes(wanted)) put(address, text);
    if (wanted) put(`/search?q=${encodeURIComponent(field.value.trim())}`, palette.dataset.search + field.value.trim());
  };
  field.value = '';
  field.oninput = narrow;
  narrow();
  palette.showModal();
  field.focus();
}
palette?.addEventListener('keydown', (event) => {
  const links = $$('a', palette), at = links.indexOf(document.activeElement);
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    const next = at + (event.key === 'ArrowDown' ? 1 : -1);
    (next < 0 ? $('input', palette) : links[Math.min(next, links.length - 1)])?.focus();
  } else if (event.key === 'Enter' && at < 0 && links.length) {
    event.preventDefault();
    location.href = links[0].href;
  }
});
palette?.addEventListener('click', (event) => { if (event.target === palette) palette.close(); });

// ---- @names: data-mention on a form names the list of people; what stands after "@" narrows it ----
for (const form of $$('form[data-mention]')) {
  const area = $('textarea', form), list = document.getElementById(form.dataset.mention);
  if (!area || !list) continue;
  const asked = () => area.value.slice(0, area.selectionStart).match(/(?:^|[^\w.-])@([^\s@]{0,20})$/u);
  const narrow = () => {
    const wanted = asked()?.[1].toLowerCase();
    let shown = 0;
    for (const one of $$('button', list)) {
      const fits = wanted !== undefined && shown < 8 && (one.dataset.name.toLowerCase().includes(wanted) || one.dataset.login.toLowerCase().startsWith(wanted));
      one.parentElement.hidden = !fits;
      shown += fits;
    }
    list.hidden = !shown;
  };
  area.addEventListener('input', narrow);
  area.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    if (event.key === 'Escape') { list.hidden = true; event.stopPropagation(); }
    else if (event.key === 'ArrowDown') { event.preventDefault(); $('li:not([hidden]) button', list)?.focus(); }
  });
  list.addEventListener('click', (event) => {
    const one = event.target.closest('button');
    const found = asked();
    if (!one || !found) return;
    const end = area.selectionStart, start = end - found[1].length;
    area.setRangeText(`${one.dataset.name} `, start, end, 'end');
    list.hidden = true;
    area.focus();
  });
}
