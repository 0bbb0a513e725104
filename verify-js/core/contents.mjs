// SPDX-License-Identifier: Apache-2.0
// What stands beside the log: packs, proofs, sign-off, report files, evidence, what was left out (bundle.md section 6, 8 to 11).
import { equal, fromHex, hex, sha256, toBytes } from './bytes.mjs';
import { entryPlace, payloadPlace, whichWord } from './findings.mjs';
import { ownText } from './log.mjs';
import { leavesOut, leavesOutPayload } from './manifest.mjs';
import { readProofFile, verifyInclusion } from './merkle.mjs';
import { hasOwn } from './json.mjs';

const statesPack = (log, pack, digest, below) =>
  log.packs.some((entry) => entry.index < below && entry.pack === pack && ownText(entry.more, 'digest') === digest);

export function checkPacks({ bundle, log, snapshot }, findings) {
  const lines = new Map();
  for (const name of bundle.under('packs/')) {
    const [, id, version, ...path] = name.split('/');
    if (path.length === 0) {
      findings.add('member', name, 'proof.member_stray');
      continue;
    }
    const pack = `${id}@${version}`;
    lines.set(pack, (lines.get(pack) ?? '') + `${bundle.digest(name)}  ${path.join('/')}\n`);
  }
  const here = new Map([...lines].map(([pack, text]) => [pack, hex(sha256(toBytes(text)))]));
  for (const [pack, digest] of here) {
    if (!statesPack(log, pack, digest, bundle.manifest.size)) findings.add('pack', pack, 'proof.pack_differs');
  }
  for (const said of snapshot?.packs ?? []) {
    const pack = `${said.id}@${said.version}`;
    if (!here.has(pack) && !leavesOut(bundle.manifest, (x) => x.what === 'pack' && x.pack === pack)) {
      findings.add('pack', pack, 'proof.pack_missing');
    } else if ((here.has(pack) && here.get(pack) !== said.digest) || !statesPack(log, pack, said.digest, snapshot.at)) {
      findings.add('pack', pack, 'proof.pack_differs');
    }
  }
}

export function checkProofs({ bundle, log, checkpoint }, findings) {
  const { size, root } = bundle.manifest;
  for (const name of bundle.under('proofs/')) {
    const named = /^proofs\/(0|[1-9][0-9]*)\.tlog-proof$/.exec(name);
    const file = readProofFile(bundle.get(name));
    const leaf = named && log.leaves[Number(named[1])];
    const fits = file && leaf && file.index === Number(named[1]) && file.extra === null && checkpoint &&
      equal(toBytes(file.note), checkpoint) && verifyInclusion(leaf, file.index, size, file.proof, fromHex(root));
    if (!fits) findings.add('proof', name, 'proof.proof_broken');
  }
}

export function checkSignoff({ bundle, log, payloads, snapshot }, findings, remarks) {
  if (!snapshot) return;
  const { id, number } = snapshot.report;
  for (const entry of log.notices) if (entry.object === id) remarks.add('corrected', entryPlace(entry.index), 'proof.remark_corrected');
  for (const entry of log.signoffs) {
    if (entry.object === id && (entry.number ?? 0) > number) remarks.add('newer', entryPlace(entry.index), 'proof.remark_newer');
  }
  const { signoff } = bundle.manifest;
  if (signoff === undefined) return remarks.add('unsigned', 'bundle.json', 'proof.remark_unsigned');
  const place = entryPlace(signoff);
  const entry = log.signoffs.find((e) => e.index === signoff);
  const payload = payloads.find(signoff);
  if (!entry || (entry.object ?? '') !== id || (entry.number ?? 0) !== number || entry.more?.size !== snapshot.at) {
    findings.add('signoff', place, 'proof.signoff_other');
  } else if (!payload) {
    findings.add('signoff', place, 'proof.signoff_closed');
  } else {
    const files = new Set(Array.isArray(payload.files) ? payload.files.map((f) => ownText(f, 'digest')) : []);
    const all = snapshot.files.every((file) => files.has(file.digest));
    if (ownText(payload, 'snapshot') !== bundle.digest('snapshot.json') || !all) findings.add('signoff', place, 'proof.signoff_differs');
  }
}

export function checkReportFiles({ bundle, snapshot }, findings) {
  if (!snapshot) return;
  const here = new Set();
  for (const name of bundle.under('report/')) {
    const digest = bundle.digest(name);
    here.add(digest);
    const said = snapshot.files.find((file) => file.digest === digest);
    if (!said || said.size !== bundle.get(name).length) findings.add('report', name, 'proof.report_differs');
  }
  for (const file of snapshot.files) {
    const named = leavesOut(bundle.manifest, (x) => x.what === 'report' && x.role === file.role);
    if (!here.has(file.digest) && !named) findings.add('report', file.role, 'proof.report_missing');
  }
}

function recordsInSets(snapshot) {
  const ids = new Set(), entries = new Set();
  for (const figure of snapshot?.figures ?? []) {
    for (const record of [...(figure.of.records ?? []), ...(figure.base?.records ?? [])]) {
      ids.add(record.id);
      entries.add(record.entry);
    }
  }
  return { ids, entries };
}

export function checkEvidence({ bundle, log, payloads, snapshot }, findings) {
  const { manifest } = bundle;
  const { ids, entries } = recordsInSets(snapshot);
  const named = new Map();
  for (const entry of log.evidence) {
    const payload = payloads.find(entry.index);
    if (!payload) {
      if (snapshot && entry.index < snapshot.at && ids.has(entry.object ?? '') && !leavesOutPayload(manifest, entry.index, 'open')) {
        findings.add('evidence', entryPlace(entry.index), 'proof.evidence_closed');
      }
      continue;
    }
    const digest = ownText(payload, 'digest');
    named.set(digest, Number.isSafeInteger(entry.more?.size) ? entry.more.size : -1);
    if (!bundle.has('evidence/' + digest) && !leavesOut(manifest, (x) => x.what === 'evidence' && x.digest === digest)) {
      findings.add('evidence', entryPlace(entry.index), 'proof.evidence_missing', { digest: digest.slice(0, 12) });
    }
  }
  for (const name of bundle.under('evidence/')) {
    const digest = bundle.digest(name);
    if ('evidence/' + digest !== name) findings.add('evidence', name, 'proof.evidence_differs');
    else if (named.get(digest) !== bundle.get(name).length) findings.add('evidence', name, 'proof.evidence_stray');
  }
  if (!log.good) return;
  for (const entry of [...entries].sort((a, b) => a - b)) {
    if (!payloads.find(entry) && !leavesOutPayload(manifest, entry, 'open')) {
      findings.add('payload', payloadPlace(entry, 'open'), 'proof.payload_missing');
    }
  }
}

const WHY = {
  erased: '@proof.why_erased',
  personal: '@proof.why_personal',
  withheld: '@proof.why_withheld',
  size: '@proof.why_size',
  not_built: '@proof.why_not_built',
};

const WHAT = {
  payload: '@proof.what_payload',
  payloads: '@proof.what_payloads',
  evidence: '@proof.what_evidence',
  pack: '@proof.what_pack',
  report: '@proof.what_report',
  proofs: '@proof.what_proofs',
  page: '@proof.what_page',
};
const wordIn = (table, name, other) => (hasOwn(table, name) ? table[name] : other);
const leftOutArgs = (item) => ({
  what: wordIn(WHAT, item.what, '@proof.what_other'),
  why: wordIn(WHY, item.why, '@proof.why_other'),
  which: whichWord(item.which),
  digest: item.digest?.slice(0, 12) ?? '',
  pack: item.pack ?? '',
  role: item.role ?? '',
  index: item.index === undefined ? '?' : String(item.index),
});

export function checkLeftOut({ bundle, log }, findings, remarks) {
  for (const item of bundle.manifest.left_out) {
    const parts = [item.index === undefined ? '' : String(item.index), item.which, item.digest?.slice(0, 12), item.pack, item.role];
    const place = [item.what, ...parts.filter(Boolean)].join(' ');
    remarks.add('left_out', place, 'proof.remark_left_out', leftOutArgs(item));
    if (item.why !== 'erased') continue;
    const erased = item.which === 'personal' ? log.erased.personal : log.erased.open;
    if (!erased.has(item.index)) findings.add('erasure', place, 'proof.erased_without_order', leftOutArgs(item));
  }
}
