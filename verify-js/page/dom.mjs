// SPDX-License-Identifier: Apache-2.0
// Elements by function; text is only ever text.

export function h(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(Infinity)) if (child || child === 0) element.append(child);
  return element;
}

// Details whose inside is made when it is first opened, so that long reports stay light.
export function fold(summary, makeInside) {
  const element = h('details', {}, h('summary', {}, summary));
  const open = () => {
    if (!element.made) {
      element.made = true;
      element.append(h('div', { class: 'inside' }, makeInside()));
    }
  };
  element.addEventListener('toggle', () => element.open && open());
  element.unfold = open;
  return element;
}

const MARKS = { good: '✓', wrong: '✗', unproved: '?', open: '?' };
export const mark = (status, spoken) =>
  h('span', { class: `mark ${status === 'unproved' ? 'open' : status}`, role: 'img', 'aria-label': spoken, title: spoken }, MARKS[status]);

export const rows = (list) =>
  h('table', {}, h('tbody', {}, list.filter(Boolean).map(([name, value]) => h('tr', {}, h('th', { scope: 'row' }, name), h('td', {}, value)))));
