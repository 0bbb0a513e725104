// SPDX-License-Identifier: Apache-2.0
// The page that verifies itself: reads the bundle that stands in it (or one dropped on it), checks it with core/verify.mjs
// and shows what it found. Uses no network and keeps nothing.
import { fromBase64 } from '../core/bytes.mjs';
import { verifyBundle } from '../core/verify.mjs';
import { say } from '../core/words.mjs';
import { fold, h } from './dom.mjs';
import { Show, localTime } from './show.mjs';
import { word } from './words.mjs';

const state = { lang: /^zh/i.test(navigator.language ?? 'zh') ? 'zh' : 'en', bytes: null, isCore: false, key: '', anchor: '', result: null, at: '', failed: false };
const w = (key, args) => word(state.lang, key, args);

function embedded() {
  const text = document.getElementById('bundle').textContent.trim();
  return text === '' || text.startsWith('<') ? null : fromBase64(text);
}

// ---- parts ----
function bar() {
  const language = (lang, name) =>
    h('button', { type: 'button', lang: lang === 'zh' ? 'zh-CN' : 'en', 'aria-pressed': String(state.lang === lang), onclick: () => { state.lang = lang; draw(); } }, name);
  return h('header', { class: 'bar' }, h('span', { class: 'name' }, w('product'), h('span', {}, ' · ', w('what'))),
    h('span', { class: 'tools' }, language('zh', '中文'), language('en', 'English'), h('button', { type: 'button', onclick: () => window.print() }, w('print'))));
}

function verdict() {
  const { result } = state;
  const box = (kind, sign, title, text) => h('div', { class: `verdict ${kind}`, role: 'status' }, h('span', { class: 'mark', 'aria-hidden': 'true' }, sign), h('div', {}, h('strong', {}, title), h('p', {}, text)));
  if (state.failed) return box('wrong', '✗', w('zip_bad'), '');
  if (!result) return box('', '·', state.bytes ? w('working') : w('none'), state.bytes ? h('progress', {}) : w('none_more'));
  const { report } = result;
  if (report.verdict !== 'good') return box('wrong', '✗', w('wrong', { n: report.findings.length }), w('wrong_more'));
  return box('good', '✓', w('good'), w(report.anchored && report.key_pinned ? 'good_all' : report.key_pinned ? 'good_key' : 'good_bare'));
}

function chain(report, opened) {
  const has = (...kinds) => report.findings.some((f) => kinds.includes(f.class));
  const item = (value, label) => h('li', {}, h('b', {}, value), h('span', { class: 'note' }, label));
  const good = report.figures.filter((f) => f.status === 'good').length;
  return h('ul', { class: 'chain' }, item(w('chain_figures', { good, all: report.figures.length }), w('figures')), item(String(report.size), w('chain_records')),
    item(String(opened.bundle.under('evidence/').length), w('chain_evidence')),
    item(has('root', 'checkpoint', 'key', 'entry', 'tile', 'anchor') ? `✗ ${w('differs')}` : `✓ ${w('matches')}`, w('chain_root')));
}

function ownForm() {
  const drop = h('div', { class: 'drop' }, h('label', {}, w('choose'), ' ', h('input', { type: 'file', accept: '.zip', onchange: (event) => take(event.target.files[0]) })));
  drop.addEventListener('dragover', (event) => { event.preventDefault(); drop.classList.add('over'); });
  drop.addEventListener('dragleave', () => drop.classList.remove('over'));
  const key = h('input', { type: 'text', autocomplete: 'off', spellcheck: 'false', value: state.key });
  const anchor = h('textarea', { spellcheck: 'false' }, state.anchor);
  const submit = (event) => {
    event.preventDefault();
    state.key = key.value.trim();
    state.anchor = anchor.value;
    check();
  };
  return h('form', { onsubmit: submit }, h('label', {}, w('key'), h('span', { class: 'note' }, w('key_note')), key),
    h('label', {}, w('anchor'), h('span', { class: 'note' }, w('anchor_note')), anchor),
    state.bytes && h('button', { class: 'act', type: 'submit' }, w('again')), drop);
}

const section = (title, note, ...content) => h('section', {}, h('h2', {}, title, note && h('span', { class: 'note' }, note)), ...content);

function heading(report, opened) {
  if (!report?.title) return h('h1', {}, w('what'));
  const { manifest } = opened?.bundle ?? {};
  const facts = [report.office, manifest && w('report_no', { n: manifest.report.number }), manifest && w('made', { at: localTime(manifest.made_at) }), report.at && w('at', { at: report.at })];
  return [h('h1', {}, report.title), h('p', { class: 'soft' }, facts.filter(Boolean).join(' · '))];
}

function body() {
  const { result } = state;
  const { report, opened } = result ?? {};
  const parts = [heading(report, opened), verdict()];
  if (report && opened) parts.push(chain(report, opened));
  parts.push(h('p', { class: 'honest' }, w('honest')));
  if (report?.findings.length > 0) {
    parts.push(section(w('findings'), String(report.findings.length), h('ul', { class: 'list' }, report.findings.map((f) => h('li', {}, h('span', { class: 'mark wrong' }, '✗'), say(state.lang, f.word, f.args))))));
  }
  if (opened) {
    const show = new Show(state.lang, report, opened);
    if (opened.snapshot) parts.push(h('section', { class: 'figures' }, h('h2', {}, w('figures'), h('span', { class: 'note' }, w('at', { at: report.at }))), show.figures()));
    parts.push(section(w('signoff'), '', show.signoff()), section(w('files'), '', show.files()), section(w('log'), '', show.logFacts()),
      section(w('remarks'), '', report.remarks.length > 0 ? show.sentences(report.remarks, 'open') : h('p', { class: 'soft' }, w('no_findings'))),
      section(w('members'), String(opened.bundle.manifest.members.length), fold(w('members'), () => show.members())));
  }
  parts.push(section(w('own'), '', ownForm()));
  return parts;
}

function draw() {
  document.documentElement.lang = state.lang === 'zh' ? 'zh-CN' : 'en';
  const title = state.result?.report.title;
  document.title = title ? `${title} · ${w('what')}` : w('what');
  const page = document.getElementById('page');
  page.textContent = '';
  page.append(bar(), h('main', {}, body()), h('footer', {}, state.at && w('page_of', { at: state.at })));
}

// ---- doing ----
async function check() {
  state.result = null;
  state.failed = false;
  draw();
  const pause = () => new Promise((resolve) => setTimeout(resolve));
  await pause();
  try {
    state.result = await verifyBundle(state.bytes, { key: state.key || undefined, anchor: state.anchor.trim() === '' ? undefined : state.anchor.replace(/\r\n/g, '\n').replace(/\n*$/, '\n'), isCore: state.isCore, pause });
    state.at = localTime(new Date().toISOString());
  } catch (error) {
    console.error(error);
    state.failed = true;
  }
  draw();
}

async function take(file) {
  if (!file) return;
  state.bytes = new Uint8Array(await file.arrayBuffer());
  state.isCore = false;
  await check();
}

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  take(event.dataTransfer?.files?.[0]);
});
// On paper the figures are open with their lists of records; what is inside a record is for the screen.
window.addEventListener('beforeprint', () => {
  for (const element of document.querySelectorAll('section.figures > details')) {
    element.unfold();
    element.open = true;
  }
});
state.bytes = embedded();
state.isCore = state.bytes !== null;
draw();
if (state.bytes) check();
