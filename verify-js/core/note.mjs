// SPDX-License-Identifier: Apache-2.0
// C2SP signed notes with Ed25519 keys, and checkpoints.
import * as ed25519 from '@noble/ed25519';
import { sha512 } from '@noble/hashes/sha2.js';
import { concat, equal, fromBase64, hex, sha256, toBytes, toText } from './bytes.mjs';
import { readDecimal } from './merkle.mjs';

ed25519.etc.sha512Sync = (...parts) => sha512(concat(...parts));

const MAX_NOTE = 1 << 20;
const isName = (name) => name !== '' && !/[\s+\u0085]/u.test(name) && !/[\x00-\x1f]/.test(name);

// "name+hash+base64" → {name, id (4 bytes), publicKey}; null when malformed or its hash does not fit.
export function readKey(vkey) {
  const first = vkey.indexOf('+'), second = vkey.indexOf('+', first + 1);
  if (first < 0 || second < 0) return null;
  const name = vkey.slice(0, first), key = fromBase64(vkey.slice(second + 1));
  if (!isName(name) || key === null || key.length !== 33 || key[0] !== 1) return null;
  const id = sha256(concat(toBytes(name), Uint8Array.of(10), key)).subarray(0, 4);
  return hex(id) === vkey.slice(first + 1, second) ? { name, id, publicKey: key.subarray(1) } : null;
}

function isSignedBy(key, text, signature) {
  if (signature.length !== 64) return false;
  try {
    return ed25519.verify(signature, toBytes(text), key.publicKey, { zip215: false });
  } catch {
    return false;
  }
}

// The note's text when the key signed it: {text}; else {word}, which says why not.
export function openNote(bytes, key) {
  if (bytes.length > MAX_NOTE) return { word: 'merkle.note_too_large' };
  const note = toText(bytes);
  if (note === null || /[\x00-\x09\x0b-\x1f]/.test(note)) return { word: 'merkle.note_malformed' };
  const blank = note.lastIndexOf('\n\n');
  if (blank < 0 || !note.endsWith('\n') || blank + 2 === note.length) return { word: 'merkle.note_malformed' };
  const text = note.slice(0, blank + 1);
  let good = false;
  for (const line of note.slice(blank + 2, -1).split('\n')) {
    const found = /^\u2014 ([^ ]+) ([^ ]+)$/u.exec(line);
    const bytesOfLine = found && isName(found[1]) ? fromBase64(found[2]) : null;
    if (bytesOfLine === null || bytesOfLine.length <= 4) return { word: 'merkle.note_malformed' };
    if (found[1] !== key.name || !equal(bytesOfLine.subarray(0, 4), key.id)) continue;
    if (!isSignedBy(key, text, bytesOfLine.subarray(4))) return { word: 'merkle.note_bad_signature', args: { name: key.name } };
    good = true;
  }
  return good ? { text } : { word: 'merkle.note_not_signed', args: { name: key.name } };
}

// {origin, size, root} of a checkpoint's text; else {word}.
function parseCheckpoint(text) {
  const lines = text.slice(0, -1).split('\n');
  const size = lines.length >= 3 ? readDecimal(lines[1]) : null;
  const root = lines.length >= 3 ? fromBase64(lines[2]) : null;
  if (lines.includes('') || size === null || root === null || root.length !== 32) return { word: 'merkle.checkpoint_malformed' };
  return { origin: lines[0], size, root };
}

// The size a note speaks of, not yet believed; -1 when it is no checkpoint.
export function claimedSize(bytes) {
  const note = bytes === undefined ? null : toText(bytes);
  const blank = note === null ? -1 : note.lastIndexOf('\n\n');
  return blank < 0 ? -1 : (parseCheckpoint(note.slice(0, blank + 1)).size ?? -1);
}

// {origin, size, root} of a checkpoint signed by the key whose name is its origin; else {word}.
export function openCheckpoint(bytes, key) {
  const note = openNote(bytes, key);
  if (note.word) return note;
  const checkpoint = parseCheckpoint(note.text);
  if (checkpoint.word) return checkpoint;
  const { origin } = checkpoint;
  return origin === key.name ? checkpoint : { word: 'merkle.origin_differs', args: { origin, name: key.name } };
}
