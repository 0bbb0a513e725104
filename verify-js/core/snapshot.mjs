// SPDX-License-Identifier: Apache-2.0
// snapshot.json, by docs/format/snapshot.md sections 1 to 3.
import { parseDecimal } from './decimal.mjs';
import { Fault, Fields, isObject, isToken, readCanonical } from './json.mjs';
import { dayOf } from './dates.mjs';

const MEASURES = ['records', 'sum', 'distinct', 'average', 'minimum', 'maximum'];
const CADENCE = ['share', 'required', 'missing'];
const TWO_SETS = ['ratio', 'growth'];
const LISTED_AT_MOST = 10000;
const MAX_BYTES = 64 * 1024 * 1024;

function checkPeriod(read) {
  const from = read.day('from'), to = read.day('to');
  if (dayOf(from) > dayOf(to)) read.wrong('to');
}

function checkWhere(read) {
  read.text('field');
  const as = read.oneOf('as', ['number', 'text']);
  read.oneOf('op', as === 'text' ? ['=', '!='] : ['=', '!=', '<', '<=', '>', '>=']);
  const values = read.texts('values');
  if (values.length === 0 || (as === 'number' && values.some((v) => parseDecimal(v) === null))) read.wrong('values');
}

function checkRecords(read, set) {
  let before = -1;
  const records = read.each('records', (item) => {
    const entry = item.integer('entry');
    if (!isToken(item.text('id'))) item.wrong('id');
    item.integer('version', 1);
    if (set.by !== undefined && item.object.due !== null) item.day('due');
    if (entry <= before) item.wrong('entry');
    before = entry;
  });
  if (records.length !== set.size) read.wrong('size');
}

function checkSet(read) {
  const set = read.object;
  read.text('kind');
  read.texts('units');
  checkPeriod(read);
  const seen = new Set();
  read.each('states', (row) => {
    const pair = JSON.stringify([row.text('kind'), row.text('pack')]);
    row.texts('in');
    row.integer('late_after');
    if (seen.has(pair)) row.wrong('pack');
    seen.add(pair);
  });
  read.each('where', checkWhere);
  const measure = read.oneOf('measure', MEASURES);
  if ((read.text('field') === '') !== (measure === 'records')) read.wrong('field');
  read.integer('size');
  read.digest('digest');
  if (read.has('by')) {
    read.oneOf('by', ['deadline']);
    if (read.text('state') === '') read.wrong('state');
    read.day('on');
  }
  if (read.has('records')) checkRecords(read, set);
  else if (read.has('by') || set.size <= LISTED_AT_MOST) read.wrong('records');
}

function fitsMeasure(figure) {
  const { aggregate, of, base } = figure;
  const comparable = (set) => ['records', 'sum', 'distinct'].includes(set.measure);
  if (TWO_SETS.includes(aggregate)) return base !== undefined && comparable(of) && comparable(base);
  if (base !== undefined) return false;
  if (MEASURES.slice(1).includes(aggregate)) return of.measure === aggregate;
  return ['count', 'on_time', 'late', ...CADENCE].includes(aggregate) && of.measure === 'records';
}

function checkFigure(read) {
  if (read.text('key') === '') read.wrong('key');
  for (const key of ['title', 'text', 'code', 'expr', 'measure', 'aggregate']) read.text(key);
  const figure = read.object;
  if (figure.value !== null && typeof figure.value !== 'string') read.wrong('value');
  const rule = read.inside('rule');
  rule.text('zh');
  rule.text('en');
  read.boolean('provisional');
  const late = read.inside('late');
  for (const key of ['late', 'on_time', 'taken_over']) late.integer(key);
  checkSet(read.inside('of'));
  if (read.has('base')) checkSet(read.inside('base'));
  if (CADENCE.includes(figure.aggregate) !== read.has('slots')) read.wrong('slots');
  if (read.has('slots')) {
    read.each('slots', (slot) => {
      slot.text('unit');
      checkPeriod(slot);
      const required = slot.integer('required');
      slot.integer('held');
      if (slot.oneOf('why', ['', 'exempt', 'explained', 'not_yet']) !== '' && required !== 0) slot.wrong('why');
    });
  }
  if (!fitsMeasure(figure)) read.wrong('aggregate');
}

// The snapshot's value, checked; throws Fault with the place.
export function readSnapshot(bytes) {
  const value = bytes.length <= MAX_BYTES ? readCanonical(bytes) : undefined;
  if (!isObject(value)) throw new Fault('JSON');
  const read = new Fields(value);
  read.oneOf('v', [1]);
  read.oneOf('type', ['youju.snapshot']);
  read.text('origin');
  read.integer('at', 1);
  read.digest('root');
  read.instant('made_at');
  const report = read.inside('report');
  for (const key of ['id', 'title', 'template', 'lang', 'office', 'unit']) report.text(key);
  report.integer('number');
  report.integer('year');
  report.digest('template_digest');
  if (!read.has('go_live')) read.wrong('go_live');
  if (value.go_live !== null) read.day('go_live');
  const files = read.each('files', (file) => {
    for (const key of ['role', 'media_type']) file.text(key);
    file.digest('digest');
    file.integer('size');
  });
  if (files.length === 0) read.wrong('files');
  read.each('packs', (pack) => {
    pack.text('id');
    pack.text('version');
    pack.digest('digest');
  });
  read.array('units');
  read.array('kinds');
  const keys = new Set();
  read.each('figures', (figure) => {
    checkFigure(figure);
    if (keys.has(figure.object.key)) figure.wrong('key');
    keys.add(figure.object.key);
  });
  return value;
}
