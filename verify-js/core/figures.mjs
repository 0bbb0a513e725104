// SPDX-License-Identifier: Apache-2.0
// Every figure recomputed, by docs/format/snapshot.md sections 3 to 5.
import { hex, sha256, toBytes } from './bytes.mjs';
import { ONE, decimalText, parseDecimal, quotient } from './decimal.mjs';
import { dayOf, shanghaiDay } from './dates.mjs';
import { isObject, hasOwn } from './json.mjs';

// ---- values (section 4) ----

function fieldOf(payload, field) {
  const values = isObject(payload.values) ? payload.values : {};
  return hasOwn(values, field) ? values[field] : undefined;
}
export function asNumber(value) {
  if (typeof value === 'string') return parseDecimal(value);
  return Number.isSafeInteger(value) ? BigInt(value) * (ONE / 100n) : null;
}
export function asTexts(value) {
  if (typeof value === 'string') return value === '' ? [] : [value];
  if (typeof value === 'boolean') return [value ? 'yes' : 'no'];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string' && item !== '') : [];
}

const COMPARE = {
  '=': (a, b) => a === b,
  '!=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};
export function fulfils({ field, op, as, values }, payload) {
  const value = fieldOf(payload, field);
  if (as === 'text') {
    const texts = asTexts(value);
    if (texts.length === 0) return false;
    return texts.some((text) => values.includes(text)) === (op === '=');
  }
  const number = asNumber(value);
  if (number === null) return false;
  const any = values.some((text) => COMPARE[op](number, parseDecimal(text)));
  return op === '!=' ? !any : any;
}

// ---- sets (section 3) ----

function measureOf(set, payloads) {
  if (set.measure === 'records') return BigInt(payloads.length) * ONE;
  const values = payloads.map((payload) => fieldOf(payload, set.field));
  if (set.measure === 'distinct') return BigInt(new Set(values.flatMap(asTexts)).size) * ONE;
  const numbers = values.map(asNumber).filter((n) => n !== null);
  const sum = numbers.reduce((a, b) => a + b, 0n);
  if (set.measure === 'sum') return sum;
  if (numbers.length === 0) return null;
  if (set.measure === 'average') return quotient(sum, BigInt(numbers.length) * ONE);
  const less = set.measure === 'minimum';
  return numbers.reduce((a, b) => ((b < a) === less ? b : a));
}

export function countSet(set, { snapshot, log, payloads }) {
  const rows = new Map(set.states.map((row) => [JSON.stringify([row.kind, row.pack]), row]));
  const units = new Set(set.units), from = dayOf(set.from), to = dayOf(set.to);
  const goLive = snapshot.go_live === null ? null : dayOf(snapshot.go_live);
  const needsPayload = set.where.length > 0 || set.measure !== 'records';
  const out = { records: [], silent: [], unseen: [], timing: { late: 0, on_time: 0, taken_over: 0 }, isTakenOver: new Set() };
  const shown = [];
  for (const version of [...log.current.values()].sort((a, b) => a.index - b.index)) {
    const underKind = set.kind === '' || version.kind === set.kind || (version.also ?? []).includes(set.kind);
    if (!underKind || !units.has(version.unit) || version.happened === undefined) continue;
    const day = dayOf(version.happened[0]), last = dayOf(version.happened[1]);
    if (day < from || day > to) continue;
    const row = rows.get(JSON.stringify([version.kind ?? '', version.pack ?? '']));
    if (row === undefined) {
      out.silent.push(version.index);
      continue;
    }
    if (!row.in.includes(version.state)) continue;
    const payload = needsPayload ? payloads.find(version.index) : {};
    if (payload === undefined) {
      out.unseen.push(version.index);
      continue;
    }
    if (!set.where.every((where) => fulfils(where, payload))) continue;
    out.records.push(version);
    shown.push(payload);
    const entered = shanghaiDay(log.first.get(version.object ?? '').at);
    if (goLive !== null && last < goLive) {
      out.timing.taken_over++;
      out.isTakenOver.add(version.index);
    } else if (entered > last + row.late_after) out.timing.late++;
    else out.timing.on_time++;
  }
  if (out.unseen.length === 0) out.measure = measureOf(set, shown);
  return out;
}

const lineOf = (entry, id, version) => `${entry} ${id} ${version}\n`;
export const setDigest = (lines) => hex(sha256(toBytes(lines.join(''))));

// ---- figures (section 5) ----

const nameSome = (entries) => (entries.length === 0 ? '—' : entries.slice(0, 5).join(', ') + (entries.length > 5 ? ' …' : ''));

class FigureCheck {
  constructor(ground, figure, findings, remarks) {
    Object.assign(this, { ground, figure, findings, remarks });
    this.isWrong = false;
  }

  run() {
    const { figure, ground } = this;
    const out = { key: figure.key, title: figure.title, text: figure.text, said: figure.value, is: null, status: 'unproved' };
    if (!ground.sound) return out;
    this.of = countSet(figure.of, ground);
    this.base = figure.base && countSet(figure.base, ground);
    const both = this.base ? [this.of, this.base] : [this.of];
    for (const set of both) if (set.silent.length > 0) this.wrong('proof.figure_silent', { entries: nameSome(set.silent) });
    const unseen = both.flatMap((set) => set.unseen);
    if (unseen.length > 0) {
      this.remarks.add('unproved', figure.key, 'proof.figure_unproved', { title: figure.title, entries: nameSome(unseen) });
    } else {
      this.records(figure.of, this.of);
      if (this.base) this.records(figure.base, this.base);
      this.late();
      this.slots();
      const value = this.compute();
      out.is = value === null ? null : decimalText(value);
      if (out.is !== figure.value) this.wrong('proof.figure_value', { said: figure.value ?? '—', is: out.is ?? '—' });
      out.status = 'good';
    }
    if (this.isWrong) out.status = 'wrong';
    return out;
  }

  wrong(word, args) {
    this.isWrong = true;
    this.findings.add('figure', this.figure.key, word, { title: this.figure.title, ...args });
  }

  records(said, is) {
    const lines = is.records.map((v) => lineOf(v.index, v.object ?? '', v.number ?? 0));
    let same = is.records.length === said.size && setDigest(lines) === said.digest;
    let missing = [], extra = [];
    if (said.records) {
      same = same && setDigest(said.records.map((r) => lineOf(r.entry, r.id, r.version))) === said.digest;
      const listed = new Set(said.records.map((r) => r.entry)), counted = new Set(is.records.map((v) => v.index));
      missing = [...counted].filter((entry) => !listed.has(entry));
      extra = [...listed].filter((entry) => !counted.has(entry));
    }
    if (!same) {
      this.wrong('proof.figure_records', { said: String(said.size), is: String(is.records.length), missing: nameSome(missing), extra: nameSome(extra) });
    }
  }

  late() {
    const is = this.of.timing, said = this.figure.late;
    if (is.late !== said.late || is.on_time !== said.on_time || is.taken_over !== said.taken_over) {
      this.wrong('proof.figure_late', { said: String(said.late), is: String(is.late) });
    }
  }

  slots() {
    for (const slot of this.figure.slots ?? []) {
      const from = dayOf(slot.from), to = dayOf(slot.to);
      const isIn = (day) => from <= day && day <= to;
      const held = this.of.records.filter((v) => v.unit === slot.unit && isIn(dayOf(v.happened[0]))).length;
      if (held !== slot.held) this.wrong('proof.figure_slot', { from: slot.from, to: slot.to, said: String(slot.held), is: String(held) });
    }
  }

  // On time by the day due instead of by entry.
  byDeadline() {
    const { of } = this.figure;
    const reached = new Map();
    for (const version of this.ground.log.versions) {
      const record = version.object ?? '';
      if (version.state === of.state && !reached.has(record)) {
        const cameIn = version.number === 1 && version.more?.imported === true;
        reached.set(record, { day: shanghaiDay(version.at), cameIn });
      }
    }
    const due = new Map(of.records.map((r) => [r.entry, r.due === null ? null : dayOf(r.due)]));
    const on = dayOf(of.on);
    const out = { late: 0, on_time: 0 };
    for (const version of this.of.records) {
      if (this.of.isTakenOver.has(version.index)) continue;
      const got = reached.get(version.object ?? ''), day = got?.day;
      if (due.get(version.index) === null || got?.cameIn || (day === undefined && due.get(version.index) >= on)) continue; // neither
      const inTime = due.has(version.index) && day !== undefined && day <= due.get(version.index);
      out[inTime ? 'on_time' : 'late']++;
    }
    return out;
  }

  compute() {
    const { aggregate, of, slots } = this.figure;
    const percent = (a, b) => quotient(100n * BigInt(a), BigInt(b));
    const sum = (list, of1) => list.reduce((n, item) => n + BigInt(of1(item)), 0n);
    switch (aggregate) {
      case 'ratio':
      case 'growth': {
        const a = this.of.measure, b = this.base.measure;
        return quotient(100n * (aggregate === 'ratio' ? a : a - b), b);
      }
      case 'on_time': {
        const timing = of.by === 'deadline' ? this.byDeadline() : this.of.timing;
        return percent(timing.on_time, timing.on_time + timing.late);
      }
      case 'late':
        return percent(this.of.timing.late, this.of.timing.on_time + this.of.timing.late);
      case 'required':
        return sum(slots, (s) => s.required) * ONE;
      case 'missing':
        return sum(slots, (s) => Math.max(0, s.required - s.held)) * ONE;
      case 'share':
        return percent(sum(slots, (s) => Math.min(s.required, s.held)), sum(slots, (s) => s.required));
      default:
        return this.of.measure;
    }
  }
}

// ground: {snapshot, log, payloads, sound}
export const checkFigures = (ground, findings, remarks) =>
  ground.snapshot.figures.map((figure) => new FigureCheck(ground, figure, findings, remarks).run());
