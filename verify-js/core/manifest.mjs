// SPDX-License-Identifier: Apache-2.0
// bundle.json, by docs/format/bundle.md section 3.
import { compareBytes } from './bytes.mjs';
import { Fault, Fields, isObject, readCanonical } from './json.mjs';

const OPTIONAL = { index: 'integer', which: 'text', digest: 'digest', pack: 'text', role: 'text' };

// The manifest's value, checked; throws Fault with the place.
export function readManifest(bytes) {
  const value = readCanonical(bytes);
  if (!isObject(value)) throw new Fault('JSON');
  const read = new Fields(value);
  read.oneOf('v', [1]);
  read.oneOf('type', ['youju.bundle']);
  for (const key of ['origin', 'vkey', 'program']) read.text(key);
  read.instant('made_at');
  const report = read.inside('report');
  for (const key of ['id', 'title', 'office']) report.text(key);
  report.integer('number');
  read.digest('snapshot');
  if (read.integer('size', 1) > 2 ** 40) read.wrong('size');
  read.digest('root');
  if (read.has('signoff')) read.integer('signoff');
  let before = null;
  read.each('members', (item) => {
    const name = item.text('name');
    item.digest('sha256');
    item.integer('size');
    if (before !== null && compareBytes(before, name) >= 0) item.wrong('name');
    before = name;
  });
  read.each('left_out', (item) => {
    item.text('what');
    item.text('why');
    for (const [key, type] of Object.entries(OPTIONAL)) if (item.has(key)) item[type](key);
  });
  if (read.has('page')) read.inside('page').digest('template');
  return value;
}

// Whether something is named as left out.
export const leavesOut = (manifest, fits) => manifest.left_out.some(fits);
export const leavesOutPayload = (manifest, index, which) =>
  leavesOut(manifest, (x) => x.which === which && ((x.what === 'payload' && x.index === index) || x.what === 'payloads'));
