// SPDX-License-Identifier: Apache-2.0
// Days as numbers since 1970-01-01, and instants in the one form entries use.

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const isLeap = (y) => (y % 4 === 0 && y % 100 !== 0) || y % 400 === 0;

// "2023-03-05" → days; null when there is no such day.
export function dayOf(text) {
  const found = typeof text === 'string' && /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!found) return null;
  const [y, m, d] = found.slice(1).map(Number);
  if (y < 1 || m < 1 || m > 12 || d < 1) return null;
  if (d > LENGTHS[m - 1] + (m === 2 && isLeap(y) ? 1 : 0)) return null;
  const before = y - 1;
  let days = before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 719162;
  for (let i = 0; i < m - 1; i++) days += LENGTHS[i];
  return days + (m > 2 && isLeap(y) ? 1 : 0) + d - 1;
}

const INSTANT = /^(\d{4}-\d{2}-\d{2})T([01]\d|2[0-3]):([0-5]\d):([0-5]\d)\.\d{3}Z$/;
export const isInstant = (text) => typeof text === 'string' && INSTANT.test(text) && dayOf(text.slice(0, 10)) !== null;
// Day in Shanghai (UTC + 8 h) of an instant.
export function shanghaiDay(instant) {
  return dayOf(instant.slice(0, 10)) + (Number(instant.slice(11, 13)) >= 16 ? 1 : 0);
}
