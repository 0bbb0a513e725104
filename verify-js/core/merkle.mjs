// SPDX-License-Identifier: Apache-2.0
// RFC 9162 section 2.1 and the C2SP's tiles and proofs.
import { concat, equal, fromBase64, sha256, toText } from './bytes.mjs';

export const WIDTH = 256;
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);

export const leafHash = (entry) => sha256(concat(LEAF, entry));
export const nodeHash = (left, right) => sha256(concat(NODE, left, right));

// The growing right edge of a tree.
export class Frontier {
  constructor() {
    this.size = 0;
    this.peaks = [];
  }
  append(leaf) {
    let hash = leaf;
    for (let n = this.size; n % 2 === 1; n = Math.floor(n / 2)) hash = nodeHash(this.peaks.pop(), hash);
    this.peaks.push(hash);
    this.size++;
  }
  root() {
    if (this.peaks.length === 0) return sha256(new Uint8Array(0));
    return this.peaks.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), this.peaks[this.peaks.length - 1]);
  }
}
export function rootOf(hashes) {
  const tree = new Frontier();
  for (const hash of hashes) tree.append(hash);
  return tree.root();
}

// 2.1.3.2
export function verifyInclusion(leaf, index, size, proof, root) {
  if (index >= size) return false;
  let fn = index, sn = size - 1, r = leaf;
  for (const p of proof) {
    if (sn === 0) return false;
    if (fn % 2 === 1 || fn === sn) {
      r = nodeHash(p, r);
      while (fn % 2 === 0 && fn !== 0) {
        fn = Math.floor(fn / 2);
        sn = Math.floor(sn / 2);
      }
    } else {
      r = nodeHash(r, p);
    }
    fn = Math.floor(fn / 2);
    sn = Math.floor(sn / 2);
  }
  return sn === 0 && equal(r, root);
}

// 234067 → "x234/067"
function grouped(index) {
  const digits = String(index);
  const padded = digits.padStart(Math.ceil(digits.length / 3) * 3, '0');
  const groups = padded.match(/.../g);
  return groups.map((g, i) => (i < groups.length - 1 ? 'x' + g : g)).join('/');
}
const partial = (width) => (width < WIDTH ? `.p/${width}` : '');
export const tilePath = (level, index, width) => `tile/${level}/${grouped(index)}${partial(width)}`;
export const entriesPath = (index, width) => `tile/entries/${grouped(index)}${partial(width)}`;

// All tiles of a tree of this size: [{level (-1 for entries), index, width, nodes, name}]
export function tilesOf(size) {
  const out = [];
  for (let level = 0, nodes = size; level === 0 || nodes > 0; level++, nodes = Math.floor(nodes / WIDTH)) {
    for (let index = 0; index * WIDTH < nodes; index++) {
      const width = Math.min(WIDTH, nodes - index * WIDTH);
      out.push({ level, index, width, name: tilePath(level, index, width) });
      if (level === 0) out.push({ level: -1, index, width, name: entriesPath(index, width) });
    }
  }
  return out;
}

export function hashesOf(tile) {
  const out = [];
  for (let at = 0; at + 32 <= tile.length; at += 32) out.push(tile.subarray(at, at + 32));
  return out;
}

// Entries of an entry bundle; null when a length does not fit.
export function splitEntries(bytes) {
  const out = [];
  for (let at = 0; at < bytes.length; ) {
    if (at + 2 > bytes.length || out.length === WIDTH) return null;
    const size = bytes[at] * 256 + bytes[at + 1];
    if (at + 2 + size > bytes.length) return null;
    out.push(bytes.subarray(at + 2, at + 2 + size));
    at += 2 + size;
  }
  return out;
}

// A decimal without sign or leading zeros; null on anything else.
export function readDecimal(text) {
  if (!/^(0|[1-9][0-9]{0,15})$/.test(text)) return null;
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : null;
}

// c2sp.org/tlog-proof@v1: {index, proof, note, extra}; null when malformed.
export function readProofFile(bytes) {
  const text = toText(bytes);
  if (text === null) return null;
  const blank = text.indexOf('\n\n');
  if (blank < 0) return null;
  const lines = text.slice(0, blank).split('\n');
  if (lines.shift() !== 'c2sp.org/tlog-proof@v1') return null;
  let extra = null;
  if (lines.length > 0 && lines[0].startsWith('extra ')) {
    extra = fromBase64(lines.shift().slice(6));
    if (extra === null || extra.length === 0) return null;
  }
  const first = lines.shift();
  if (first === undefined || !first.startsWith('index ')) return null;
  const index = readDecimal(first.slice(6));
  const proof = lines.map(fromBase64);
  if (index === null || proof.length > 63 || proof.some((h) => h === null || h.length !== 32)) return null;
  const note = text.slice(blank + 2);
  return note === '' ? null : { index, proof, note, extra };
}
