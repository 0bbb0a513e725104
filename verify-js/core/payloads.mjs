// SPDX-License-Identifier: Apache-2.0
// payloads.jsonl, by docs/format/bundle.md section 4.
import { concat, fromHex, hex, isDigest, sha256, toBytes, toText } from './bytes.mjs';
import { isObject, readCanonical } from './json.mjs';
import { payloadPlace } from './findings.mjs';

const COMMITMENT = Uint8Array.of(2);

function readLine(line) {
  const value = readCanonical(line);
  if (!isObject(value) || Object.keys(value).length !== 4) return null;
  const { bytes, index, salt, which } = value;
  if (typeof bytes !== 'string' || !Number.isSafeInteger(index) || index < 0 || !isDigest(salt)) return null;
  if (which !== 'open' && which !== 'personal') return null;
  return { index, which, bytes, commitment: hex(sha256(concat(COMMITMENT, fromHex(salt), toBytes(bytes)))) };
}

// Lines as bytes; the last may lack its end, which makes it wrong.
function* linesOf(bytes) {
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    if (end < 0) return yield null;
    yield toText(bytes.subarray(at, end));
    at = end + 1;
  }
}

export class Payloads {
  #byIndex = new Map(); // index → {open, personal}
  count = 0;

  constructor(bytes, findings) {
    let number = 0, last = null;
    for (const line of linesOf(bytes)) {
      number++;
      const payload = line === null ? null : readLine(line);
      const follows = payload && (!last || payload.index > last.index || (payload.index === last.index && payload.which > last.which));
      if (!follows) {
        findings.add('payload', `payloads.jsonl ${number}`, 'proof.payload_line');
        continue;
      }
      last = payload;
      this.count++;
      if (!this.#byIndex.has(payload.index)) this.#byIndex.set(payload.index, {});
      this.#byIndex.get(payload.index)[payload.which] = payload;
    }
  }

  // Compares what was shown with what the entry commits to.
  meet(entry, findings) {
    for (const payload of Object.values(this.#byIndex.get(entry.index) ?? {})) {
      const value = readCanonical(payload.bytes);
      if (entry[payload.which] === payload.commitment && isObject(value)) {
        payload.value = value;
      } else {
        findings.push([payloadPlace(payload.index, payload.which), 'proof.payload_differs']);
      }
    }
  }
  strays(size) {
    const out = [];
    for (const [index, both] of this.#byIndex) {
      if (index >= size) for (const which of Object.keys(both)) out.push([payloadPlace(index, which), 'proof.payload_stray']);
    }
    return out;
  }
  // The payload's value, when it was shown and fits.
  find(index, which = 'open') {
    return this.#byIndex.get(index)?.[which]?.value;
  }
}
