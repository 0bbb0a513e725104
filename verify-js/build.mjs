// SPDX-License-Identifier: Apache-2.0
// Builds the page's template: one HTML file with script and style inside, pinned by a content security policy.
// Usage: node build.mjs OUT.html
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
if (!out) throw new Error('usage: node build.mjs OUT.html');

const target = 'es2020'; // browsers of 2020 and later
const bundled = async (entry, options) => {
  const result = await build({ absWorkingDir: here, entryPoints: [entry], bundle: true, minify: true, write: false, charset: 'utf8', legalComments: 'inline', target, ...options });
  return result.outputFiles[0].text.trim();
};
const script = await bundled('page/page.mjs', { format: 'iife' });
const style = await bundled('page/page.css', {});

// The policy's hash is of the text between the tags as the browser sees it.
const hash = (text) => 'sha256-' + createHash('sha256').update(text, 'utf8').digest('base64');
const template = readFileSync(join(here, 'page/template.html'), 'utf8');
const parts = { '/*script-hash*/': hash(script), '/*style-hash*/': hash(style), '/*script*/': script, '/*style*/': style };
const page = template.replace(/\/\*(script|style)(-hash)?\*\//g, (mark) => parts[mark]);
if (page.split('<!--bundle-->').length !== 2) throw new Error('the mark of the bundle must stand exactly once');
writeFileSync(out, page);
