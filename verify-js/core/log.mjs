// SPDX-License-Identifier: Apache-2.0
// All entries of a bundle, once: form, order, leaf hashes, tiles, roots, commitments (docs/format/bundle.md section 6, 5 and 7).
import { equal, hex } from './bytes.mjs';
import { readEntry } from './entry.mjs';
import { entryPlace } from './findings.mjs';
import { Frontier, WIDTH, entriesPath, hashesOf, leafHash, rootOf, splitEntries, tilePath } from './merkle.mjs';
import { hasOwn } from './json.mjs';

const ownText = (object, key) => (object && typeof object[key] === 'string' && hasOwn(object, key) ? object[key] : '');

export class Log {
  good = true;
  versions = []; // below the snapshot's size
  first = new Map(); // record → version
  current = new Map();
  evidence = []; // with an open payload
  packs = [];
  signoffs = [];
  notices = [];
  firstKey = ''; // of entry 0
  keyChanges = []; // {entry, vkey, root} of those in force
  restores = [];
  erased = { open: new Set(), personal: new Set() };
  leaves = []; // as the tiles state them
  rootAt = new Map(); // size → hex, for the sizes asked for
  entries = new Map(); // index → entry, for those kept
}

class Walk {
  constructor(bundle, payloads, question, findings) {
    Object.assign(this, { bundle, payloads, question, findings });
    this.log = new Log();
    this.tree = new Frontier();
    this.whole = true;
    this.lastAt = '';
    this.lastSealed = 0;
    this.payloadFindings = [];
  }

  async run() {
    const { size } = this.bundle.manifest;
    const before = this.findings.size;
    if (this.bundle.tiles !== null) {
      for (let tile = 0; tile * WIDTH < size; tile++) {
        this.tile(tile, Math.min(WIDTH, size - tile * WIDTH));
        if (this.question.pause && tile % 8 === 7) await this.question.pause(tile * WIDTH, size);
      }
      for (const tile of this.bundle.tiles) if (tile.level > 0) this.upperTile(tile);
    } else {
      this.whole = false;
    }
    const complete = this.tree.size === size;
    const root = complete ? hex(this.tree.root()) : '';
    if (complete && root !== this.bundle.manifest.root) {
      this.findings.add('root', 'checkpoint', 'proof.root_differs', { is: root, said: this.bundle.manifest.root });
    }
    this.newestKey();
    this.log.good = complete && this.findings.size === before;
    for (const [where, word] of [...this.payloadFindings, ...this.payloads.strays(size)]) this.findings.add('payload', where, word);
    return this.log;
  }

  tile(index, width) {
    const entriesName = entriesPath(index, width), leavesName = tilePath(0, index, width);
    const bytes = this.bundle.get(entriesName), tile = this.bundle.get(leavesName);
    if (!bytes || !tile) {
      this.whole = false;
      return;
    }
    if (tile.length !== width * 32) this.findings.add('tile', leavesName, 'proof.tile_malformed');
    const stated = hashesOf(tile);
    let entries = splitEntries(bytes);
    if (entries === null || entries.length !== width) {
      this.findings.add('entry', entriesName, 'proof.entries_malformed', { count: String(width) });
      entries = null;
    }
    for (let i = 0; i < width; i++) {
      if (stated[i]) this.leaf(index * WIDTH + i, stated[i]);
      if (entries) this.entry(index * WIDTH + i, entries[i], stated[i]);
    }
  }

  leaf(index, hash) {
    if (!this.whole || this.tree.size !== index) return;
    this.tree.append(hash);
    this.log.leaves.push(hash);
    if (this.question.sizes.has(this.tree.size)) this.log.rootAt.set(this.tree.size, hex(this.tree.root()));
  }

  entry(index, bytes, stated) {
    const place = entryPlace(index);
    const fault = (word, args) => this.findings.add('entry', place, word, args);
    if (stated && !equal(leafHash(bytes), stated)) return fault('proof.entry_leaf');
    const entry = readEntry(bytes);
    if (entry === null) return fault('proof.entry_malformed');
    if (entry.index !== index) return fault('proof.entry_index', { said: String(entry.index) });
    if (entry.at < this.lastAt) fault('proof.entry_time');
    if (entry.sealed < this.lastSealed || entry.sealed > index) fault('proof.entry_sealed');
    if (entry.at > this.lastAt) this.lastAt = entry.at;
    this.lastSealed = Math.max(this.lastSealed, entry.sealed);
    if (index === 0) this.log.firstKey = ownText(entry.more, 'key');
    const isOffice = entry.type === 'office' && ownText(entry.more, 'origin') === this.bundle.manifest.origin && this.log.firstKey !== '';
    if (index === 0 ? !isOffice : entry.type === 'office') fault('proof.entry_office');
    this.payloads.meet(entry, this.payloadFindings);
    this.keep(entry);
  }

  keep(entry) {
    const { log } = this;
    const below = entry.index < this.question.at;
    if (entry.type === 'version' && below) {
      const record = entry.object ?? '';
      log.versions.push(entry);
      if (!log.first.has(record)) log.first.set(record, entry);
      log.current.set(record, entry);
    }
    if (entry.type === 'evidence' && entry.open !== undefined) log.evidence.push(entry);
    if (entry.type === 'pack') log.packs.push(entry);
    if (entry.type === 'signoff') log.signoffs.push(entry);
    if (entry.type === 'notice') log.notices.push(entry);
    if (entry.type === 'setting') this.keyChange(entry);
    if (entry.type === 'restore') {
      const number = (key) => (Number.isSafeInteger(entry.more?.[key]) ? entry.more[key] : 0);
      log.restores.push({ entry: entry.index, size: number('size'), had: number('had') });
    }
    if (entry.type === 'erase') {
      const take = (key, into) => Array.isArray(entry.more?.[key]) && entry.more[key].forEach((i) => Number.isSafeInteger(i) && into.add(i));
      take('targets', log.erased.personal);
      take('open_targets', log.erased.open);
    }
  }

  // A key is in force for checkpoints that reach beyond the entry that brings it in; that entry is covered by the key before.
  keyChange(entry) {
    if (entry.object !== 'signing_key' || entry.index + 1 >= this.bundle.manifest.size) return;
    const value = hasOwn(entry.more ?? {}, 'value') ? entry.more.value : undefined;
    const root = this.tree.size === entry.index + 1 ? hex(this.tree.root()) : '';
    this.log.keyChanges.push({ entry: entry.index, vkey: ownText(value, 'key'), root });
  }
  // The manifest's key is the last one the entries name.
  newestKey() {
    const { firstKey, keyChanges } = this.log;
    if (firstKey === '') return;
    const last = keyChanges[keyChanges.length - 1];
    if ((last ? last.vkey : firstKey) === this.bundle.manifest.vkey) return;
    this.findings.add('entry', entryPlace(last ? last.entry : 0), last ? 'proof.entry_key' : 'proof.entry_office');
  }

  // A tile of a higher level against the tiles below it as they are given.
  upperTile({ level, index, width, name }) {
    const given = this.bundle.get(name);
    if (!given) return;
    const stated = hashesOf(given);
    let fits = given.length === width * 32;
    for (let i = 0; i < width; i++) {
      const child = this.bundle.get(tilePath(level - 1, index * WIDTH + i, WIDTH));
      if (!child) return;
      fits = fits && equal(stated[i], rootOf(hashesOf(child)));
    }
    if (!fits) this.findings.add('tile', name, 'proof.tile_differs');
  }
}

// question: {at, sizes: Set of sizes whose roots are wanted, pause}
export const walkLog = (bundle, payloads, question, findings) => new Walk(bundle, payloads, question, findings).run();
export { ownText };
