#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// The second verifier on the command line: node verify-js/cli.mjs BUNDLE.zip [--key VKEY] [--anchor FILE] [--json] [--lang zh|en].
// Exit codes: 0 nothing wrong found, 2 usage, 8 cannot be read, 9 something is wrong.
import { readFileSync } from 'node:fs';
import { say } from './core/words.mjs';
import { verifyBundle } from './core/verify.mjs';

function readOptions(args) {
  const out = { lang: /^zh|^$|^C/.test(process.env.LC_ALL ?? process.env.LANG ?? '') ? 'zh' : 'en', files: [] };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--json') out.json = true;
    else if (args[i] === '--vkey') out.key = args[++i];
    else if (['--key', '--anchor', '--lang'].includes(args[i])) out[args[i].slice(2)] = args[++i];
    else if (args[i].startsWith('-')) return null;
    else out.files.push(args[i]);
  }
  return out.files.length > 0 && ['zh', 'en'].includes(out.lang) ? out : null;
}

async function main() {
  const options = readOptions(process.argv.slice(2));
  if (!options) {
    console.error('node verify-js/cli.mjs BUNDLE.zip… [--key VKEY] [--anchor FILE] [--json] [--lang zh|en]');
    return 2;
  }
  let worst = 0;
  try {
    const anchor = options.anchor === undefined ? undefined : new Uint8Array(readFileSync(options.anchor));
    for (const file of options.files) {
      const { report } = await verifyBundle(new Uint8Array(readFileSync(file)), { key: options.key, anchor });
      if (options.json) console.log(JSON.stringify(report));
      else for (const x of [...report.findings, ...report.remarks]) console.log(say(options.lang, x.word, x.args));
      if (report.verdict !== 'good') worst = 9;
    }
  } catch (error) {
    if (error.code === undefined) throw error;
    console.error(error.message);
    return 8;
  }
  return worst;
}

process.exitCode = await main();
