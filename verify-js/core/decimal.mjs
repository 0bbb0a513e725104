// SPDX-License-Identifier: Apache-2.0
// Exact decimals with four places, as BigInt of ten-thousandths.

export const ONE = 10000n;

export function parseDecimal(text) {
  const found = /^(-?)([0-9]{1,15})(?:\.([0-9]{1,4}))?$/.exec(text);
  if (!found) return null;
  const value = BigInt(found[2]) * ONE + BigInt((found[3] ?? '').padEnd(4, '0'));
  return found[1] ? -value : value;
}

export function decimalText(value) {
  const size = value < 0n ? -value : value;
  const places = (size % ONE).toString().padStart(4, '0').replace(/0+$/, '');
  return (value < 0n ? '-' : '') + (size / ONE).toString() + (places && '.' + places);
}

// a / b to four places, halves away from zero; null when b is 0.
export function quotient(a, b) {
  if (b === 0n) return null;
  const negative = a < 0n !== b < 0n;
  const n = (a < 0n ? -a : a) * ONE, d = b < 0n ? -b : b;
  const rounded = (n * 2n + d) / (d * 2n);
  return negative ? -rounded : rounded;
}
