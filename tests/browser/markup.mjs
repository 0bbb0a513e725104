// SPDX-License-Identifier: Apache-2.0
// Every page against the rules of HTML (html-validate, its WHATWG and accessibility sets). Prints one JSON line per finding and {"checked": n} at the end.
// Usage: node markup.mjs MODULES < [{"path": …, "text": html}]
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';

const require = createRequire(process.argv[2] + '/');
const { HtmlValidate } = require('html-validate');
// Lists have a role that may be named (WAI-ARIA 1.2, list); the set knows only of elements that are always named.
const rules = {
  'aria-label-misuse': ['error', { allowAnyNamable: true }],
  'prefer-native-element': ['error', { exclude: ['region'] }], // a table that scrolls is a region of its own (WAI, scrollable content)
};
const validator = new HtmlValidate({ root: true, extends: ['html-validate:standard', 'html-validate:a11y'], rules });
const pages = JSON.parse(readFileSync(0, 'utf8'));
for (const { path, text } of pages) {
  const report = await validator.validateString(text, path);
  for (const { messages } of report.results) {
    for (const { ruleId, message, line, column } of messages) {
      console.log(JSON.stringify({ page: path, how: 'markup', what: `${ruleId}: ${message} at …${text.split('\n')[line - 1].slice(Math.max(0, column - 30), column + 90)}` }));
    }
  }
}
console.log(JSON.stringify({ checked: pages.length }));
