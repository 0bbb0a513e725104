// SPDX-License-Identifier: Apache-2.0
// The parts of the second verifier against published vectors and against what must be refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { base64, crc32, fromBase64, fromHex, hex, sha256, toBytes } from '../core/bytes.mjs';
import { Broken, readContainer } from '../core/container.mjs';
import { dayOf, isInstant, shanghaiDay } from '../core/dates.mjs';
import { decimalText, parseDecimal, quotient } from '../core/decimal.mjs';
import { readEntry } from '../core/entry.mjs';
import { canonical, readCanonical } from '../core/json.mjs';
import { Frontier, entriesPath, leafHash, readProofFile, splitEntries, tilePath, tilesOf, verifyInclusion } from '../core/merkle.mjs';
import { openCheckpoint, openNote, readKey } from '../core/note.mjs';
import { say } from '../core/words.mjs';

const VKEY = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
const NOTE = 'This is an example message.\n\n— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';

test('the eight leaves of RFC 6962 have the known roots', () => {
  const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
  const roots = ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77', 'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
    '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4', '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
    'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c', '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328'];
  const tree = new Frontier();
  leaves.forEach((leaf, i) => {
    tree.append(leafHash(fromHex(leaf)));
    assert.equal(hex(tree.root()), roots[i]);
  });
});

test('an inclusion proof holds for its own leaf and place only', () => {
  const leaves = Array.from({ length: 5 }, (_, i) => leafHash(toBytes(`leaf ${i}`)));
  const tree = new Frontier();
  leaves.forEach((leaf) => tree.append(leaf));
  // The last of five leaves: its only neighbour is the root of the first four.
  const four = new Frontier();
  leaves.slice(0, 4).forEach((leaf) => four.append(leaf));
  assert.ok(verifyInclusion(leaves[4], 4, 5, [four.root()], tree.root()));
  assert.ok(!verifyInclusion(leaves[3], 4, 5, [four.root()], tree.root()));
  assert.ok(!verifyInclusion(leaves[4], 3, 5, [four.root()], tree.root()));
  assert.ok(!verifyInclusion(leaves[4], 4, 5, [], tree.root()));
  assert.ok(!verifyInclusion(leaves[4], 5, 5, [four.root()], tree.root()));
});

test('tiles lie where the C2SP says', () => {
  assert.equal(tilePath(0, 1234067, 256), 'tile/0/x001/x234/067');
  assert.equal(tilePath(1, 1, 17), 'tile/1/001.p/17');
  assert.equal(entriesPath(0, 5), 'tile/entries/000.p/5');
  const names = tilesOf(70000).map((t) => t.name);
  assert.ok(names.includes('tile/0/273.p/112') && names.includes('tile/1/001.p/17') && names.includes('tile/2/000.p/1'));
  assert.equal(names.length, 274 * 2 + 2 + 1);
});

test('the example note of the C2SP opens, and no changed byte of it does', () => {
  const key = readKey(VKEY);
  assert.equal(openNote(toBytes(NOTE), key).text, 'This is an example message.\n');
  const bytes = toBytes(NOTE);
  for (let at = 0; at < bytes.length; at++) {
    const changed = bytes.slice();
    changed[at] ^= 1;
    assert.ok(openNote(changed, key).word, `byte ${at}`);
  }
  assert.equal(readKey(VKEY + '='), null);
  assert.equal(readKey('example.com/bar' + VKEY.slice(15)), null);
  assert.equal(openCheckpoint(toBytes(NOTE), key).word, 'merkle.checkpoint_malformed');
});

test('hex, base64 and CRC are exact', () => {
  assert.equal(crc32(toBytes('123456789')), 0xcbf43926);
  assert.equal(hex(sha256(toBytes('abc'))), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  for (let n = 0; n < 70; n++) assert.deepEqual(fromBase64(base64(new Uint8Array(n).fill(n * 3))), new Uint8Array(n).fill(n * 3));
  for (const bad of ['Zg', 'Zg=', 'Zh==', 'Zm9=', 'Zm9v\n', '====', 'Z===', '-_-_', 'Zg==Zg==']) assert.equal(fromBase64(bad), null, bad);
});

test('only canonical JSON is read', () => {
  for (const good of ['{}', '{"a":1}', '[]', '"é"', '{"a":"\\n"}']) assert.notEqual(readCanonical(good), undefined, good);
  for (const bad of ['', ' {}', '{"b":1,"a":1}', '{"a":1,"a":1}', '{"a":1.0}', '{"a":1e2}', '{"a":-0}', '{"a":9007199254740992}', '{"é":1}', '"\\u00e9"', '"\\ud800"', '"\\/"']) {
    assert.equal(readCanonical(bad), undefined, bad);
  }
  assert.equal(canonical({ b: [1, null], a: 'x' }), '{"a":"x","b":[1,null]}');
  assert.equal(readCanonical('['.repeat(33) + ']'.repeat(33)), undefined);
  assert.notEqual(readCanonical('['.repeat(32) + ']'.repeat(32)), undefined);
});

test('decimals are exact and round halves away from zero', () => {
  for (const text of ['0', '7', '12.5', '-0.0001', '66.6667']) assert.equal(decimalText(parseDecimal(text)), text);
  for (const bad of ['', '.5', '5.', '1.23456', '1e3', '+1', ' 1', '1,000']) assert.equal(parseDecimal(bad), null, bad);
  assert.equal(decimalText(quotient(200n, 3n)), '66.6667');
  assert.equal(decimalText(quotient(-1n, 20000n)), '-0.0001');
  assert.equal(quotient(1n, 0n), null);
});

test('days are counted as calendars do', () => {
  assert.equal(dayOf('1970-01-01'), 0);
  assert.equal(dayOf('2000-02-29'), 11016);
  for (let day = -300000; day < 300000; day += 997) assert.equal(dayOf(new Date(day * 864e5).toISOString().slice(0, 10)), day);
  for (const bad of ['2023-02-29', '2023-13-01', '2023-00-01', '2023-1-01', '0000-01-01', '2023-04-31', '1900-02-29', 'x']) assert.equal(dayOf(bad), null, bad);
  assert.ok(isInstant('2024-01-05T03:04:05.678Z') && !isInstant('2024-01-05T24:04:05.678Z') && !isInstant('2024-01-05T03:04:05Z'));
  assert.equal(shanghaiDay('2024-01-05T15:59:59.999Z'), dayOf('2024-01-05'));
  assert.equal(shanghaiDay('2024-01-05T16:00:00.000Z'), dayOf('2024-01-06'));
});

test('entries, entry bundles, proofs and containers refuse what is malformed', () => {
  const good = { v: 1, index: 0, at: '2024-01-05T03:04:05.678Z', sealed: 0, type: 'version' };
  assert.ok(readEntry(toBytes(canonical(good))));
  for (const wrong of [{ v: 2 }, { extra: 1 }, { number: 0 }, { happened: ['2023-01-02', '2023-01-01'] }, { kind: '主题' }, { also: [] }, { more: {} }, { open: 'AB' }]) {
    assert.equal(readEntry(toBytes(canonical({ ...good, ...wrong }))), null, JSON.stringify(wrong));
  }
  assert.equal(splitEntries(Uint8Array.of(0, 2, 1)), null);
  assert.equal(splitEntries(Uint8Array.of(0, 1, 65)).length, 1);
  assert.equal(readProofFile(toBytes('c2sp.org/tlog-proof@v1\nindex 00\n\nx\n')), null);
  assert.equal(readProofFile(toBytes('c2sp.org/tlog-proof@v1\nindex 0\n\nx\n')).index, 0);
  assert.throws(() => readContainer(new Uint8Array(30)), Broken);
});

test('sentences are said in both languages, with their places', () => {
  const args = { where: 'entry 7 open', entry: '7', which: '@proof.which_open' };
  assert.match(say('zh', 'proof.payload_differs', args), /第 7 条的内容/);
  assert.match(say('en', 'proof.payload_differs', args), /Entry 7, content/);
});
