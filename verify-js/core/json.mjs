// SPDX-License-Identifier: Apache-2.0
// Canonical JSON by docs/format/entry.md section 1 (RFC 8785; integers only, ASCII keys), and readers of typed members.
import { toText, isDigest } from './bytes.mjs';
import { dayOf, isInstant } from './dates.mjs';

const MAX_DEPTH = 32;

class NotCanonical extends Error {}

function write(value, depth) {
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') {
    if (!Number.isSafeInteger(value)) throw new NotCanonical();
    return String(value);
  }
  if (typeof value === 'string') {
    if (/\p{Surrogate}/u.test(value)) throw new NotCanonical();
    return JSON.stringify(value);
  }
  if (depth > MAX_DEPTH) throw new NotCanonical();
  if (Array.isArray(value)) return '[' + value.map((item) => write(item, depth + 1)).join(',') + ']';
  const keys = Object.keys(value).sort();
  const members = keys.map((key) => {
    if (/[^\x00-\x7f]/.test(key)) throw new NotCanonical();
    return JSON.stringify(key) + ':' + write(value[key], depth + 1);
  });
  return '{' + members.join(',') + '}';
}
export const canonical = (value) => write(value, 1);

// The value of canonical bytes (or text); undefined when they are not canonical.
export function readCanonical(input) {
  const text = typeof input === 'string' ? input : toText(input);
  if (text === null) return undefined;
  try {
    const value = JSON.parse(text);
    return write(value, 1) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

// Own members only; written so that browsers of 2020 have it.
export const hasOwn = (object, key) => Object.prototype.hasOwnProperty.call(object, key);
export const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);
const own = (object, key) => (hasOwn(object, key) ? object[key] : undefined);

// 1 to 200 characters U+0021 to U+007E without " and \.
export const isToken = (text) => typeof text === 'string' && /^[\x21\x23-\x5b\x5d-\x7e]{1,200}$/.test(text);

// Thrown by the readers below with the place of what is wrong.
export class Fault extends Error {}

// Typed members of an object at a place.
export class Fields {
  constructor(object, place = '') {
    this.object = object;
    this.place = place;
  }
  wrong(key) {
    throw new Fault(this.place + key);
  }
  #get(key, fits) {
    const value = own(this.object, key);
    if (!fits(value)) this.wrong(key);
    return value;
  }
  has(key) {
    return hasOwn(this.object, key);
  }
  text(key) {
    return this.#get(key, (v) => typeof v === 'string');
  }
  digest(key) {
    return this.#get(key, isDigest);
  }
  integer(key, least = 0) {
    return this.#get(key, (v) => Number.isSafeInteger(v) && v >= least);
  }
  boolean(key) {
    return this.#get(key, (v) => typeof v === 'boolean');
  }
  instant(key) {
    return this.#get(key, isInstant);
  }
  day(key) {
    return this.#get(key, (v) => dayOf(v) !== null);
  }
  texts(key) {
    return this.#get(key, (v) => Array.isArray(v) && v.every((item) => typeof item === 'string'));
  }
  array(key) {
    return this.#get(key, Array.isArray);
  }
  oneOf(key, list) {
    return this.#get(key, (v) => list.includes(v));
  }
  inside(key) {
    return new Fields(this.#get(key, isObject), `${this.place}${key}.`);
  }
  each(key, onItem) {
    return this.array(key).map((item, i) => {
      const place = `${this.place}${key}[${i}].`;
      if (!isObject(item)) throw new Fault(place);
      return onItem(new Fields(item, place));
    });
  }
}
