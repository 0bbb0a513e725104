// SPDX-License-Identifier: Apache-2.0
// A sealed bundle checked from its bytes, in the order of docs/format/bundle.md section 6. Works wherever JavaScript does;
// reads no file and no network.
import { base64, crc32, hex, newHash, sha256, toBytes } from './bytes.mjs';
import { Broken, MANIFEST, PAGE, readContainer, withoutLast } from './container.mjs';
import { checkEvidence, checkLeftOut, checkPacks, checkProofs, checkReportFiles, checkSignoff } from './contents.mjs';
import { checkFigures } from './figures.mjs';
import { Findings, entryPlace } from './findings.mjs';
import { Fault } from './json.mjs';
import { walkLog } from './log.mjs';
import { readManifest } from './manifest.mjs';
import { tilesOf } from './merkle.mjs';
import { claimedSize, openCheckpoint, readKey } from './note.mjs';
import { Payloads } from './payloads.mjs';
import { readSnapshot } from './snapshot.mjs';

const ALWAYS = ['checkpoint', 'payloads.jsonl', 'snapshot.json'];
const FOLDERS = ['checkpoints/', 'evidence/', 'packs/', 'proofs/', 'report/'];
const MARK = ['<!--', 'bundle-->'].join(''); // never written out, so that it stands once in the page
const MAX_CORE = 32 * 1024 * 1024;
const MOST_TILES = 65534 * 256;
const MAX_JSON = 64 * 1024 * 1024;

class Bundle {
  constructor(bytes, members) {
    this.bytes = bytes;
    this.members = members;
    this.byName = new Map(members.map((m) => [m.name, m]));
  }
  has(name) {
    return this.byName.has(name);
  }
  get(name) {
    return this.byName.get(name)?.bytes;
  }
  // SHA-256 of a member as it is, in hex.
  digest(name) {
    const member = this.byName.get(name);
    member.digest ??= hex(sha256(member.bytes));
    return member.digest;
  }
  under(prefix) {
    return this.members.map((m) => m.name).filter((name) => name.startsWith(prefix));
  }
}

class Verifier {
  constructor(bytes, options) {
    this.bytes = bytes;
    this.options = options;
    this.findings = new Findings();
    this.remarks = new Findings();
    this.report = { figures: [], key_pinned: false, anchored: false };
  }

  async run() {
    if (this.open()) {
      this.checkMembers();
      this.checkPage();
      await this.pause(0, 1);
      this.checkKey();
      await this.checkRest();
    }
    const findings = this.findings.list();
    return { ...this.report, verdict: findings.length === 0 ? 'good' : 'wrong', findings, remarks: this.remarks.list() };
  }
  pause(done, of) {
    return this.options.pause ? this.options.pause(done, of) : undefined;
  }

  open() {
    let members;
    try {
      members = readContainer(this.bytes);
    } catch (error) {
      if (!(error instanceof Broken)) throw error;
      this.findings.add('container', 'zip', 'proof.container_broken', { why: error.message });
      return false;
    }
    this.bundle = new Bundle(this.bytes, members);
    const manifest = this.bundle.byName.get(MANIFEST);
    const broken = (place) => this.findings.add('manifest', MANIFEST, 'proof.manifest_broken', { place });
    if (!manifest) {
      this.findings.add('manifest', MANIFEST, 'proof.manifest_missing');
      return false;
    }
    if (manifest.size > MAX_JSON || crc32(manifest.bytes) !== manifest.crc) {
      broken(manifest.size > MAX_JSON ? 'size' : 'CRC');
      return false;
    }
    try {
      this.manifest = this.bundle.manifest = readManifest(manifest.bytes);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      broken(error.message);
      return false;
    }
    const { origin, vkey, size, root, report } = this.manifest;
    Object.assign(this.report, { origin, vkey, size, root, report: report.id, title: report.title, office: report.office });
    this.bundle.tiles = size <= MOST_TILES ? tilesOf(size) : null;
    return true;
  }

  checkMembers() {
    const { bundle, manifest, findings } = this;
    for (const member of bundle.members) if (crc32(member.bytes) !== member.crc) findings.add('member', member.name, 'proof.member_changed');
    const listed = new Set();
    for (const said of manifest.members) {
      listed.add(said.name);
      if (!bundle.has(said.name)) findings.add('member', said.name, 'proof.member_missing');
      else if (bundle.digest(said.name) !== said.sha256 || bundle.get(said.name).length !== said.size) findings.add('member', said.name, 'proof.member_changed');
    }
    if (bundle.tiles === null) findings.add('member', 'tile', 'proof.member_missing');
    const required = new Set([...ALWAYS, ...(bundle.tiles ?? []).map((t) => t.name)]);
    for (const name of required) if (!bundle.has(name)) findings.add('member', name, 'proof.member_missing');
    for (const { name } of bundle.members) {
      if (name === MANIFEST || name === PAGE) continue;
      const hasPlace = required.has(name) || FOLDERS.some((folder) => name.startsWith(folder));
      if (!listed.has(name) || !hasPlace) findings.add('member', name, 'proof.member_stray');
    }
  }

  checkPage() {
    const said = this.manifest.page?.template;
    const page = this.bundle.get(PAGE);
    if (said === undefined && page) this.findings.add('member', PAGE, 'proof.member_stray');
    else if (said !== undefined && !page && !this.options.isCore) this.findings.add('member', PAGE, 'proof.member_missing');
    else if (page && !this.pageFits(page, said)) this.findings.add('page', PAGE, 'proof.page_differs');
  }
  pageFits(page, said) {
    if (this.bundle.digest(PAGE) === said) return true;
    if (this.bundle.byName.get(PAGE).header > MAX_CORE) return false;
    const inside = toBytes(base64(withoutLast(this.bytes, this.bundle.members)));
    const at = indexOf(page, inside);
    if (at < 0) return false;
    const hash = newHash().update(page.subarray(0, at)).update(toBytes(MARK)).update(page.subarray(at + inside.length));
    return hex(hash.digest()) === said;
  }

  checkKey() {
    const { manifest, findings, options } = this;
    const before = findings.size;
    this.key = readKey(manifest.vkey);
    if (!this.key) findings.add('key', MANIFEST, 'proof.key_malformed');
    if (!options.key) this.remarks.add('key', MANIFEST, 'proof.remark_key');
    this.checkpoint = this.bundle.get('checkpoint');
    if (this.key && this.checkpoint) {
      const opened = openCheckpoint(this.checkpoint, this.key);
      if (opened.word) findings.add('checkpoint', 'checkpoint', opened.word, opened.args);
      else if (opened.origin !== manifest.origin || opened.size !== manifest.size || hex(opened.root) !== manifest.root) {
        findings.add('checkpoint', 'checkpoint', 'proof.checkpoint_differs');
      }
    }
    this.sound = Boolean(this.checkpoint) && findings.size === before;
  }

  // Each key hands over to the next in a checkpoint it signs over the entry that names the next; the key known before may be any.
  checkKeys(log) {
    const { bundle, findings, remarks, options } = this;
    const before = findings.size;
    this.keys = [{ vkey: log.firstKey, after: 0 }];
    const expected = new Set();
    for (const change of log.keyChanges) {
      const name = `checkpoints/${change.entry + 1}`;
      expected.add(name);
      remarks.add('key_changed', entryPlace(change.entry), 'proof.remark_key_changed');
      this.checkHandover(name, this.keys[this.keys.length - 1].vkey, change);
      this.keys.push({ vkey: change.vkey, after: change.entry + 1 });
    }
    for (const name of bundle.under('checkpoints/')) if (!expected.has(name)) findings.add('member', name, 'proof.member_stray');
    for (const { entry, size, had } of log.restores) remarks.add('restored', entryPlace(entry), 'proof.remark_restored', { size: String(size), had: String(had) });
    const chain = findings.size === before && log.good;
    if (options.key) {
      this.report.key_pinned = this.manifest.vkey === options.key || (chain && this.keys.some((key) => key.vkey === options.key));
      if (!this.report.key_pinned) findings.add('key', MANIFEST, 'proof.key_other');
    }
    this.sound = this.sound && findings.size === before;
  }
  checkHandover(name, vkey, change) {
    const note = this.bundle.get(name);
    if (!note) return this.findings.add('member', name, 'proof.member_missing');
    const key = readKey(vkey);
    if (!key) return this.findings.add('key', entryPlace(change.entry), 'proof.key_malformed');
    const opened = openCheckpoint(note, key);
    if (opened.word) return this.findings.add('checkpoint', name, opened.word, opened.args);
    const fits = opened.origin === this.manifest.origin && opened.size === change.entry + 1 && (change.root === '' || hex(opened.root) === change.root);
    return fits || this.findings.add('checkpoint', name, 'proof.checkpoint_differs');
  }
  // The key that signed checkpoints of this size.
  keyAt(size) {
    if (size > this.manifest.size || this.keys.length < 2) return this.key;
    const reached = this.keys.filter((key) => key.after < size);
    return readKey((reached[reached.length - 1] ?? this.keys[0]).vkey);
  }

  anchorBytes() {
    const { anchor } = this.options;
    return typeof anchor === 'string' && anchor !== '' ? toBytes(anchor) : anchor || undefined;
  }
  readAnchor() {
    const anchor = this.anchorBytes();
    if (!anchor) return this.remarks.add('anchor', 'anchor', 'proof.remark_anchor');
    if (!this.key) return undefined;
    const key = this.keyAt(claimedSize(anchor));
    const opened = key ? openCheckpoint(anchor, key) : { word: 'proof.key_malformed' };
    if (opened.word) return this.findings.add('anchor', 'anchor', 'proof.anchor_other');
    if (opened.size > this.manifest.size) {
      return this.findings.add('anchor', 'anchor', 'proof.anchor_newer', { anchor: String(opened.size), size: String(this.manifest.size) });
    }
    return opened;
  }

  readSnapshot() {
    const bytes = this.bundle.get('snapshot.json');
    if (!bytes) return undefined;
    let snapshot;
    try {
      snapshot = readSnapshot(bytes);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return this.findings.add('snapshot', 'snapshot.json', 'proof.snapshot_broken', { place: error.message });
    }
    const { manifest } = this;
    const fits = this.bundle.digest('snapshot.json') === manifest.snapshot && snapshot.origin === manifest.origin &&
      snapshot.at <= manifest.size && snapshot.report.id === manifest.report.id && snapshot.report.number === manifest.report.number;
    if (!fits) {
      this.findings.add('snapshot', 'snapshot.json', 'proof.snapshot_differs');
      this.sound = false;
    }
    this.report.at = snapshot.at;
    return snapshot;
  }

  checkRoots(anchor, snapshot, log) {
    if (anchor) {
      const root = anchor.size === 0 ? hex(sha256(new Uint8Array(0))) : log.rootAt.get(anchor.size);
      this.report.anchored = root === hex(anchor.root);
      if (!this.report.anchored) this.findings.add('anchor', 'anchor', 'proof.anchor_differs', { anchor: String(anchor.size) });
    }
    const root = snapshot && log.rootAt.get(snapshot.at);
    if (root !== undefined && root !== snapshot.root) {
      this.findings.add('snapshot', 'snapshot.json', 'proof.snapshot_differs');
      this.sound = false;
    }
  }

  async checkRest() {
    const { bundle, findings, remarks } = this;
    const snapshot = this.readSnapshot();
    const payloads = new Payloads(bundle.get('payloads.jsonl') ?? new Uint8Array(0), findings);
    const sizes = new Set([snapshot?.at, claimedSize(this.anchorBytes())].filter((n) => n !== undefined));
    const log = await walkLog(bundle, payloads, { at: snapshot?.at ?? 0, sizes, pause: this.options.pause }, findings);
    this.checkKeys(log);
    const anchor = this.readAnchor();
    this.checkRoots(anchor, snapshot, log);
    const ground = { bundle, log, payloads, snapshot, checkpoint: this.checkpoint };
    checkPacks(ground, findings);
    checkProofs(ground, findings);
    checkSignoff(ground, findings, remarks);
    checkReportFiles(ground, findings);
    checkEvidence(ground, findings);
    checkLeftOut(ground, findings, remarks);
    if (snapshot) {
      this.report.figures = checkFigures({ snapshot, log, payloads, sound: this.sound && log.good }, findings, remarks);
    }
    this.report.checked = { entries: this.manifest.size, payloads: payloads.count, evidence: bundle.under('evidence/').length,
      proofs: bundle.under('proofs/').length, packs: log.packs.length, members: bundle.members.length };
    this.opened = ground;
  }
}

function indexOf(bytes, wanted) {
  const first = wanted[0], last = bytes.length - wanted.length;
  for (let at = bytes.indexOf(first); at >= 0 && at <= last; at = bytes.indexOf(first, at + 1)) {
    let i = 1;
    while (i < wanted.length && bytes[at + i] === wanted[i]) i++;
    if (i === wanted.length) return at;
  }
  return -1;
}

// {report, opened}: what was found, and the opened bundle for showing (undefined when it could not be opened).
// options: {key: vkey known before, anchor: checkpoint note held elsewhere, isCore: the bytes are those inside a page,
// pause: async (done, of) => {}}
export async function verifyBundle(bytes, options = {}) {
  const verifier = new Verifier(bytes, options);
  const report = await verifier.run();
  return { report, opened: verifier.opened };
}

