// SPDX-License-Identifier: Apache-2.0
// What is wrong (or to be known), one for each class and place, in the order it was found.

// The place as arguments, so that sentences can name it in any language.
function placeArgs(where) {
  const found = /^entry (\d+)(?: (open|personal))?$/.exec(where);
  if (!found) return { where };
  return found[2] ? { where, entry: found[1], which: whichWord(found[2]) } : { where, entry: found[1] };
}
export const whichWord = (which) => (which === 'personal' ? '@proof.which_personal' : '@proof.which_open');

export class Findings {
  #seen = new Set();
  #list = [];
  #max;
  constructor(max = 200) {
    this.#max = max;
  }
  add(kind, where, word, args = {}) {
    const place = JSON.stringify([kind, where]);
    if (this.#seen.has(place) || this.#list.length >= this.#max) return;
    this.#seen.add(place);
    this.#list.push({ class: kind, where, word, args: { ...placeArgs(where), ...args } });
  }
  get size() {
    return this.#list.length;
  }
  list() {
    return this.#list;
  }
}

export const entryPlace = (index) => `entry ${index}`;
export const payloadPlace = (index, which) => `entry ${index} ${which}`;
