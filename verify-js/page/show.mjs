// SPDX-License-Identifier: Apache-2.0
// What a verified bundle shows: figures → records → evidence → checkpoint, each opened by plain details.
import { base64, hex, toText } from '../core/bytes.mjs';
import { decimalText } from '../core/decimal.mjs';
import { asNumber, countSet } from '../core/figures.mjs';
import { readProofFile } from '../core/merkle.mjs';
import { say } from '../core/words.mjs';
import { fold, h, mark, rows } from './dom.mjs';
import { word } from './words.mjs';

const MOST_LISTED = 200;
const PICTURES = new Set(['image/jpeg', 'image/png', 'image/gif', 'image/webp']);

const localDay = (lang, iso) => {
  const [y, m, d] = iso.split('-').map(Number);
  return lang === 'zh' ? `${y}年${m}月${d}日` : `${d} ${['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'][m - 1]} ${y}`;
};
// Shanghai time of an instant, to the minute.
export const localTime = (iso) => new Date(Date.parse(iso) + 8 * 3600e3).toISOString().slice(0, 16).replace('T', ' ');

export class Show {
  constructor(lang, report, opened) {
    Object.assign(this, { lang, report, ...opened });
    this.wrongPlaces = new Set(report.findings.map((f) => f.where));
    this.kinds = new Map((this.snapshot?.kinds ?? []).map((kind) => [kind.id, kind]));
    this.units = new Map((this.snapshot?.units ?? []).map((unit) => [unit.id, unit.name]));
    this.byRecord = new Map();
    for (const version of this.log.versions) {
      const list = this.byRecord.get(version.object) ?? [];
      list.push(version);
      this.byRecord.set(version.object, list);
    }
  }
  w(key, args) {
    return word(this.lang, key, args);
  }
  nameOf(named, id) {
    return named?.names?.[this.lang] ?? named?.names?.zh ?? id;
  }
  stateOf(version) {
    const state = this.kinds.get(version.kind)?.states?.find((s) => s.id === version.state);
    return this.nameOf(state, version.state);
  }
  kindOf(id) {
    return this.nameOf(this.kinds.get(id), id);
  }

  // ---- figures ----
  figures() {
    return this.snapshot.figures.map((figure, i) => this.figure(figure, this.report.figures[i]));
  }
  figure(figure, check) {
    const status = this.w(`status_${check.status}`);
    const value = figure.value === null ? '—' : figure.value;
    const summary = [mark(check.status, status), h('span', {}, figure.title),
      h('span', { class: 'end' }, h('span', { class: 'figure-value' }, value), h('span', { class: 'measure' }, figure.measure))];
    return fold(summary, () => this.figureInside(figure, check));
  }
  figureInside(figure, check) {
    const recomputed = check.status === 'unproved' ? this.w('status_unproved') : (check.is ?? '—');
    const wrong = this.report.findings.filter((f) => f.class === 'figure' && f.where === figure.key);
    const unproved = this.report.remarks.filter((f) => f.class === 'unproved' && f.where === figure.key);
    return [
      [...wrong, ...unproved].map((f) => h('p', {}, mark(f.class === 'figure' ? 'wrong' : 'open', ''), say(this.lang, f.word, f.args))),
      rows([
        [this.w('said'), `${figure.value ?? '—'} ${figure.measure}（${figure.text}）`],
        [this.w('is'), [mark(check.status, this.w(`status_${check.status}`)), recomputed]],
        [this.w('rule'), figure.rule[this.lang]],
        [this.w('expr'), h('code', {}, figure.expr)],
        [this.w('entered'), this.w('entered_text', figure.late)],
        figure.provisional && ['', this.w('provisional')],
      ]),
      figure.slots && this.slots(figure.slots),
      this.set(figure.of, this.w('records')),
      figure.base && this.set(figure.base, this.w('base')),
    ];
  }
  slots(slots) {
    const head = ['stretch', 'unit', 'required', 'held'].map((key) => h('th', { scope: 'col' }, this.w(key)));
    const body = slots.map((slot) => {
      const short = slot.held < slot.required;
      return h('tr', {}, h('td', {}, `${localDay(this.lang, slot.from)} – ${localDay(this.lang, slot.to)}`), h('td', {}, this.units.get(slot.unit) ?? slot.unit),
        h('td', {}, slot.why ? this.w(slot.why) : String(slot.required)), h('td', {}, (slot.required === 0 ? '–' : short ? '○' : '●') + ' ' + slot.held));
    });
    return [h('h3', {}, this.w('slots')), h('table', {}, h('thead', {}, h('tr', {}, head)), h('tbody', {}, body))];
  }
  set(set, title) {
    const counted = this.log.good ? countSet(set, { snapshot: this.snapshot, log: this.log, payloads: this.payloads }).records : [];
    const shown = [...counted].sort((a, b) => (a.happened[0] < b.happened[0] ? -1 : a.happened[0] > b.happened[0] ? 1 : a.index - b.index)).slice(0, MOST_LISTED);
    const more = counted.length > MOST_LISTED ? '，' + this.w('first_of', { n: MOST_LISTED }) : '';
    return [h('h3', {}, title, ' ', h('span', { class: 'note' }, this.w('set_records', { n: counted.length }) + more)), shown.map((version) => this.record(version))];
  }

  // ---- records ----
  record(version) {
    const payload = this.payloads.find(version.index);
    const files = this.filesOf(version.object);
    const summary = [h('span', {}, localDay(this.lang, version.happened[0])), h('span', {}, payload?.title || this.kindOf(version.kind)),
      h('span', { class: 'end soft' }, `${this.units.get(version.unit) ?? version.unit} · ${this.stateOf(version)}${files.length > 0 ? ` · ${this.w('evidence')} ${files.length}` : ''}`)];
    return fold(summary, () => this.recordInside(version, payload, files));
  }
  recordInside(version, payload, files) {
    const period = version.happened[0] === version.happened[1] ? [version.happened[0]] : version.happened;
    const also = (version.also ?? []).map((id) => this.kindOf(id)).join('、');
    return [
      rows([
        [this.w('kind'), this.kindOf(version.kind)],
        [this.w('happened'), period.map((day) => localDay(this.lang, day)).join(' – ')],
        also && [this.w('also'), also],
        ...this.values(version, payload),
      ]),
      files.length > 0 && [h('h3', {}, this.w('evidence')), h('ul', { class: 'list' }, files.map((file) => this.file(file)))],
      h('h3', {}, this.w('history')),
      h('ul', { class: 'list' }, (this.byRecord.get(version.object) ?? []).map((v) => this.versionLine(v))),
      this.place(version.index),
    ];
  }
  values(version, payload) {
    if (!payload) {
      const erased = this.log.erased.open.has(version.index);
      return [['', h('span', { class: 'soft' }, this.w(erased ? 'erased' : 'closed'))]];
    }
    const fields = this.kinds.get(version.kind)?.fields ?? [];
    return Object.entries(payload.values ?? {}).map(([id, value]) => {
      const field = fields.find((f) => f.id === id);
      return [this.nameOf(field, id), this.value(value, field)];
    });
  }
  value(value, field) {
    if (typeof value === 'boolean') return this.w(value ? 'yes' : 'no');
    if (typeof value === 'number') return `${decimalText(asNumber(value))} ${this.w('yuan')}`;
    if (Array.isArray(value)) return field?.type === 'persons' ? this.w('persons', { n: value.length }) : value.map((item) => this.choice(item, field)).join('、');
    if (field?.choices) return this.choice(value, field);
    return field?.measure ? `${value} ${field.measure}` : String(value);
  }
  choice(id, field) {
    return this.nameOf(field?.choices?.find((c) => c.id === id), id);
  }
  versionLine(v) {
    return h('li', {}, `${this.w('version', { n: v.number })} · ${this.stateOf(v)} · ${this.w('entered_at')} ${localTime(v.at)}${v.actor ? ` · ${this.w('actor')} ${v.actor}` : ''} `,
      h('span', { class: 'tag' }, this.w('entry_no', { n: v.index })));
  }

  // ---- evidence ----
  filesOf(record) {
    return this.log.evidence.filter((entry) => entry.object === record).map((entry) => ({ entry, payload: this.payloads.find(entry.index) }));
  }
  file({ entry, payload }) {
    if (!payload) return h('li', {}, mark('open', this.w('closed')), this.w(this.log.erased.open.has(entry.index) ? 'erased' : 'closed'));
    const name = `evidence/${payload.digest}`, bytes = this.bundle.get(name);
    const type = entry.more?.media_type ?? 'application/octet-stream';
    const wrong = this.wrongPlaces.has(name) || this.wrongPlaces.has(`entry ${entry.index}`);
    const facts = [type, this.w('bytes', { n: entry.more?.size ?? '?' })].join(' · ');
    const state = wrong ? 'wrong' : bytes ? 'good' : 'open';
    return h('li', {}, mark(state, this.w(wrong ? 'differs' : bytes ? 'matches' : 'absent')), entry.more?.role ? `${entry.more.role} · ` : '', facts, ' ',
      bytes ? this.download(bytes, payload.digest.slice(0, 12), type) : h('span', { class: 'soft' }, this.w('absent')),
      bytes && PICTURES.has(type) && h('img', { class: 'photo', alt: '', src: URL.createObjectURL(new Blob([bytes], { type })) }),
      h('div', { class: 'code soft' }, payload.digest), h('span', { class: 'tag' }, this.w('entry_no', { n: entry.index })));
  }
  // Never opened in the browser: a stranger's file may hold script.
  download(bytes, name, type) {
    const ending = { 'image/jpeg': '.jpg', 'image/png': '.png', 'image/tiff': '.tif', 'application/pdf': '.pdf' }[type] ?? '';
    return h('a', { href: URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' })), download: name + ending }, this.w('save'));
  }

  // ---- proofs ----
  place(index) {
    return fold(h('span', {}, this.w('proof'), ' ', h('span', { class: 'tag' }, this.w('entry_no', { n: index }))), () => {
      const name = `proofs/${index}.tlog-proof`, proof = this.bundle.has(name) ? readProofFile(this.bundle.get(name)) : null;
      const broken = this.wrongPlaces.has(name) || this.wrongPlaces.has(`entry ${index}`) || !this.log.leaves[index];
      return [
        rows([
          [this.w('leaf'), h('code', {}, this.log.leaves[index] ? hex(this.log.leaves[index]) : '—')],
          proof && [this.w('path'), h('span', { class: 'code' }, proof.proof.map((hash) => h('div', {}, hex(hash))))],
          [this.w('root'), [mark(broken ? 'wrong' : 'good', this.w(broken ? 'differs' : 'matches')), h('code', {}, this.report.root)]],
        ]),
        this.bundle.has(name) && this.download(this.bundle.get(name), `${index}.tlog-proof`, ''),
      ];
    });
  }

  // ---- the rest ----
  signoff() {
    const { signoff } = this.bundle.manifest;
    if (signoff === undefined) return h('p', {}, mark('open', ''), this.w('unsigned'));
    const entry = this.log.signoffs.find((e) => e.index === signoff);
    const wrong = this.wrongPlaces.has(`entry ${signoff}`);
    return [h('p', {}, mark(wrong ? 'wrong' : 'good', this.w(wrong ? 'differs' : 'matches')), entry ? this.w('signed', { n: signoff, at: localTime(entry.at) }) : '—'), this.place(signoff)];
  }
  files() {
    return h('ul', { class: 'list' }, this.bundle.under('report/').map((name) => {
      const wrong = this.wrongPlaces.has(name);
      return h('li', {}, mark(wrong ? 'wrong' : 'good', this.w(wrong ? 'differs' : 'matches')), name.slice('report/'.length), ' · ', this.w('bytes', { n: this.bundle.get(name).length }), ' ',
        this.download(this.bundle.get(name), name.slice('report/'.length), ''), h('div', { class: 'code soft' }, this.bundle.digest(name)));
    }));
  }
  logFacts() {
    const { manifest } = this.bundle;
    return [
      rows([[this.w('origin'), manifest.origin], [this.w('entries'), String(manifest.size)], [this.w('root'), h('code', {}, manifest.root)],
        [this.w('vkey'), h('code', {}, manifest.vkey)], [this.w('made_by'), `${manifest.program} · ${localTime(manifest.made_at)}`]]),
      h('h3', {}, this.w('checkpoint')),
      h('pre', {}, this.checkpoint ? (toText(this.checkpoint) ?? base64(this.checkpoint)) : '—'),
    ];
  }
  members() {
    const head = ['name', 'size', 'digest'].map((key) => h('th', { scope: 'col' }, this.w(key)));
    const list = this.bundle.manifest.members.map((m) => h('tr', {}, h('td', {}, this.wrongPlaces.has(m.name) && mark('wrong', this.w('differs')), m.name),
      h('td', { class: 'number' }, String(m.size)), h('td', { class: 'code' }, m.sha256.slice(0, 16) + '…')));
    return h('table', {}, h('thead', {}, h('tr', {}, head)), h('tbody', {}, list));
  }
  sentences(list, status) {
    return h('ul', { class: 'list' }, list.map((f) => h('li', {}, mark(status, ''), say(this.lang, f.word, f.args))));
  }
}
