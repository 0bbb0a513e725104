// SPDX-License-Identifier: Apache-2.0
// The ZIP of docs/format/bundle.md section 1. Everything in it is read by the page's rules, and anything else refused.
import { compareBytes, toText } from './bytes.mjs';

export const MANIFEST = 'bundle.json';
export const PAGE = 'verify.html';
const MAX_BYTES = 4294967294;
const MAX_MEMBERS = 65534;

export class Broken extends Error {}
const refuse = (why) => {
  throw new Broken(why);
};

function isMemberName(name) {
  if (name === null || /[\x00-\x1f\x7f\\:]/.test(name)) return false;
  return name.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}

class Cursor {
  constructor(bytes, at) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.at = at;
  }
  u16() {
    this.at += 2;
    return this.view.getUint16(this.at - 2, true);
  }
  u32() {
    this.at += 4;
    return this.view.getUint32(this.at - 4, true);
  }
  expect16(value, what) {
    if (this.u16() !== value) refuse(what);
  }
  expect32(value, what) {
    if (this.u32() !== value) refuse(what);
  }
}

// Version needed to file name length: common to local headers and the directory.
function readCommon(cursor, what) {
  cursor.expect16(20, what);
  cursor.expect16(0x0800, what);
  cursor.expect16(0, what); // stored
  cursor.expect16(0, what); // time
  cursor.expect16(0x0021, what); // 1 January 1980
  const crc = cursor.u32(), size = cursor.u32();
  cursor.expect32(size, what);
  const length = cursor.u16();
  cursor.expect16(0, what); // extra
  return { crc, size, length };
}

function readDirectory(bytes, at, end, count) {
  const members = [];
  const cursor = new Cursor(bytes, at);
  for (let i = 0; i < count; i++) {
    const what = `directory ${i + 1}`;
    if (cursor.at + 46 > end) refuse(what);
    cursor.expect32(0x02014b50, what);
    cursor.expect16(0x0314, what);
    const { crc, size, length } = readCommon(cursor, what);
    cursor.expect16(0, what); // comment
    cursor.expect16(0, what); // disk
    cursor.expect16(0, what); // internal attributes
    cursor.expect32(0x81a40000, what);
    const header = cursor.u32();
    if (length === 0 || length > 200 || cursor.at + length > end) refuse(what);
    const name = toText(bytes.subarray(cursor.at, cursor.at + length));
    if (!isMemberName(name)) refuse(what);
    cursor.at += length;
    members.push({ name, crc, size, header, length });
  }
  if (cursor.at !== end) refuse('directory');
  return members;
}

function checkLocal(bytes, members, end) {
  let at = 0;
  for (const member of members) {
    const what = `header of ${member.name}`;
    if (member.header !== at || at + 30 + member.length + member.size > end) refuse(what);
    const cursor = new Cursor(bytes, at);
    cursor.expect32(0x04034b50, what);
    const local = readCommon(cursor, what);
    if (local.crc !== member.crc || local.size !== member.size || local.length !== member.length) refuse(what);
    if (toText(bytes.subarray(cursor.at, cursor.at + local.length)) !== member.name) refuse(what);
    member.begin = cursor.at + local.length;
    at = member.begin + member.size;
    member.bytes = bytes.subarray(member.begin, at);
  }
  if (at !== end) refuse('gap before the directory');
}

function checkOrder(members) {
  const rank = (m) => (m.name === MANIFEST ? 1 : m.name === PAGE ? 2 : 0);
  for (let i = 1; i < members.length; i++) {
    const step = rank(members[i]) - rank(members[i - 1]);
    if (step < 0 || (step === 0 && compareBytes(members[i - 1].name, members[i].name) >= 0)) refuse('order of members');
  }
}

// Members in their order: {name, crc, size, header, bytes}. Throws Broken.
export function readContainer(bytes) {
  if (bytes.length < 22 || bytes.length > MAX_BYTES) refuse('length');
  const cursor = new Cursor(bytes, bytes.length - 22);
  cursor.expect32(0x06054b50, 'end record');
  cursor.expect32(0, 'end record');
  const count = cursor.u16();
  cursor.expect16(count, 'end record');
  const size = cursor.u32(), at = cursor.u32();
  cursor.expect16(0, 'end record');
  if (count > MAX_MEMBERS || at + size + 22 !== bytes.length) refuse('end record');
  const members = readDirectory(bytes, at, at + size, count);
  checkLocal(bytes, members, at);
  checkOrder(members);
  return members;
}

// The same ZIP without its last member.
export function withoutLast(bytes, members) {
  const rest = members.slice(0, -1);
  const last = members[members.length - 1];
  const directorySize = rest.reduce((n, m) => n + 46 + m.length, 0);
  const directoryAt = last.begin + last.size;
  const out = new Uint8Array(last.header + directorySize + 22);
  out.set(bytes.subarray(0, last.header));
  out.set(bytes.subarray(directoryAt, directoryAt + directorySize), last.header);
  const view = new DataView(out.buffer, last.header + directorySize);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, rest.length, true);
  view.setUint16(10, rest.length, true);
  view.setUint32(12, directorySize, true);
  view.setUint32(16, last.header, true);
  return out;
}
