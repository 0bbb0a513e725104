// SPDX-License-Identifier: Apache-2.0
// The header of a log entry, by docs/format/entry.md section 1.
import { isDigest } from './bytes.mjs';
import { dayOf, isInstant } from './dates.mjs';
import { isObject, isToken, readCanonical, hasOwn } from './json.mjs';

const TYPES = new Set(['office', 'unit', 'person', 'account', 'right', 'pack', 'version', 'evidence', 'approval', 'signoff',
  'notice', 'batch', 'erase', 'restore', 'setting', 'zero', 'layout', 'route']);

const isCount = (least) => (v) => Number.isSafeInteger(v) && v >= least;
const isHappened = (v) => Array.isArray(v) && v.length === 2 && dayOf(v[0]) !== null && dayOf(v[1]) !== null && dayOf(v[0]) <= dayOf(v[1]);
const RULES = {
  actor: isToken,
  also: (v) => Array.isArray(v) && v.length > 0 && v.every(isToken),
  at: isInstant,
  happened: isHappened,
  index: isCount(0),
  kind: isToken,
  more: (v) => isObject(v) && Object.keys(v).length > 0,
  number: isCount(1),
  object: isToken,
  open: isDigest,
  pack: isToken,
  personal: isDigest,
  sealed: isCount(0),
  state: isToken,
  type: (v) => TYPES.has(v),
  unit: isToken,
  v: (v) => v === 1,
};
const NEEDED = ['at', 'index', 'sealed', 'type', 'v'];

// The entry as an object; null when it is not well-formed.
export function readEntry(bytes) {
  const entry = readCanonical(bytes);
  if (!isObject(entry) || NEEDED.some((key) => !hasOwn(entry, key))) return null;
  for (const key of Object.keys(entry)) {
    if (!hasOwn(RULES, key) || !RULES[key](entry[key])) return null;
  }
  return entry;
}
