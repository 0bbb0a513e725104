// SPDX-License-Identifier: Apache-2.0
// Sentences in both languages: the same catalogue as the program's.
import enMerkle from '../../src/words/en/merkle.json' with { type: 'json' };
import enProof from '../../src/words/en/proof.json' with { type: 'json' };
import zhMerkle from '../../src/words/zh/merkle.json' with { type: 'json' };
import zhProof from '../../src/words/zh/proof.json' with { type: 'json' };
import { hasOwn } from './json.mjs';

const CATALOGUE = { zh: { ...zhMerkle, ...zhProof }, en: { ...enMerkle, ...enProof } };

// The sentence with its {placeholders} filled; an argument that begins with @ is itself a word.
export function say(lang, word, args = {}) {
  const text = CATALOGUE[lang][word] ?? `⟦${word}⟧`;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = hasOwn(args, name) ? String(args[name]) : whole;
    if (!value.startsWith('@')) return value;
    const { [name]: _, ...others } = args; // never itself again
    return say(lang, value.slice(1), others);
  });
}
