#!/usr/bin/env node
// SPDX-License-Identifier: Apache-2.0
// Prints Youju beside Microsoft's @microsoft/recognizers-text-number on the sixty sentences and on generated reports: spans found,
// false hits, bounds, measure words, milliseconds a page of 616 characters. The package is installed under build/ and used for nothing else.
// compare_recognizers.mjs PROGRAM
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const folder = join(here, "..", "..", "build", "recognizers");
const program = process.argv[2];
if (!program) {
  console.error("compare_recognizers.mjs PROGRAM");
  process.exit(64);
}

function recognizers() {
  if (!existsSync(join(folder, "node_modules", "@microsoft", "recognizers-text-number"))) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, "package.json"), '{"name":"recognizers-bench","private":true}\n');
    const done = spawnSync("npm", ["install", "--no-audit", "--no-fund", "@microsoft/recognizers-text-number@1.3.1"], { cwd: folder, encoding: "utf8" });
    if (done.status !== 0) {
      console.log("not run: the npm package is not at hand");
      process.exit(0);
    }
  }
  return createRequire(join(folder, "package.json"))("@microsoft/recognizers-text-number");
}

function youju(texts) {
  const out = spawnSync(program, ["extract", "--lines", "--json", "--period", "2023", "--as-of", "2023-12-31"], { input: texts.join("\n") + "\n", encoding: "utf8", maxBuffer: 1 << 30 });
  if (out.status !== 0) throw new Error(out.stderr);
  return out.stdout.trim().split("\n").map((line) => JSON.parse(line));
}

// ---- cases: {text, claims: [{start, end, value, measure, bound}], others: [{start, end}]} ----
function sixty() {
  return readFileSync(join(here, "cases.jsonl"), "utf8").trim().split("\n").map((line) => {
    const c = JSON.parse(line);
    const span = (x) => ({ start: x.nums[0].start, end: x.nums[x.nums.length - 1].end });
    return {
      text: c.text,
      claims: c.claims.filter((x) => x.nums.length).map((x) => ({ ...span(x), value: x.value, measure: x.measure, bound: x.bound })),
      others: c.non_claims.filter((x) => (x.nums ?? []).length).map((x) => ({ start: x.start, end: x.end })),
    };
  });
}

const HAN = "零一二三四五六七八九";
function han(n) {
  if (n < 10) return HAN[n];
  if (n < 100) return (n < 20 ? "" : HAN[Math.floor(n / 10)]) + "十" + (n % 10 ? HAN[n % 10] : "");
  const rest = n % 100;
  return HAN[Math.floor(n / 100)] + "百" + (rest ? (rest < 10 ? "零" + HAN[rest] : (rest < 20 ? "一" : "") + han(rest)) : "");
}
function generated(reports) {
  let seed = 20230305;
  const random = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff, Math.floor(seed / 65536) % n);
  const kinds = [["党员大会", "次"], ["支委会", "次"], ["主题党日", "次"], ["走访慰问", "户"], ["健康讲座", "场"], ["推送稿件", "篇"], ["志愿服务", "人次"], ["来信", "件"], ["培训班", "期"], ["规章制度", "项"]];
  const pieces = [
    (n, k, m) => [`全年开展${k}`, `${n}`, m, n, "exact"], (n, k, m) => [`${k}共`, han(n), m, n, "exact"], (n, k, m) => [`${k}超过`, `${n}`, m, n, "at_least"],
    (n, k, m) => [`${k}近`, `${n}`, m, n, "approx"], (n, k, m) => [`${k}约`, `${n}`, m, n, "approx"], (n, k, m) => [`累计${k}`, `${n * 1000}`.replace(/\B(?=(\d{3})+$)/g, ","), m, n * 1000, "exact"],
    (n, k, m) => [`上半年${k}不少于`, han(n), m, n, "at_least"], (n, k) => [`${k}满意率达`, `${n % 100}.5%`, "", (n % 100) + 0.5, "exact"], (n, k, m) => [`${k}达到`, `${n}万`, m, n * 10000, "exact"],
    (n, k, m) => [`${k}`, `${n}`, m, n, "exact"], (n, k) => [`${k}同比增长`, `百分之${han(1 + (n % 99))}`, "", 1 + (n % 99), "exact"], (n, k, m) => [`第二季度${k}不超过`, `${n}`, m, n, "at_most"],
  ];
  const noise = ["一是抓好学习教育。", "深入学习党的二十大精神，落实“三会一课”制度。", "2023年3月15日上午9:30，在301会议室部署工作。", "按照〔2023〕12号文件第五条要求办理。", "进一步统一思想，推出一系列举措。", "在全市排名中位列第二。", "三八妇女节期间拨打12345热线咨询。"];
  const out = [];
  for (let r = 0; r < reports; ++r) {
    let text = "";
    const claims = [], others = [];
    for (let i = 0; i < 14; ++i) {
      if (random(3) === 0) text += noise[random(noise.length)];
      const [kind, measure] = kinds[random(kinds.length)];
      const [lead, numeral, m, value, bound] = pieces[random(pieces.length)](2 + random(320), kind, measure);
      const start = text.length + lead.length;
      claims.push({ start, end: start + numeral.length, value, measure: m || "%", bound });
      text += lead + numeral + m + (random(2) ? "。" : "，并作了总结。");
    }
    out.push({ text, claims, others });
  }
  return out;
}

function score(cases, hits) {
  const total = { claims: 0, found: 0, said: 0, others: 0, bounds: 0, boundsRight: 0, measures: 0, claimHits: 0 };
  cases.forEach((c, i) => {
    total.claims += c.claims.length;
    total.said += hits[i].length;
    for (const claim of c.claims) {
      // A range is found when one of its ends is: the other library names the ends apart.
      const hit = hits[i].find((h) => h.start >= claim.start && h.end <= claim.end && Math.abs(Math.abs(h.value) - Math.abs(claim.value)) < 1e-3 * Math.max(1, Math.abs(claim.value)));
      if (claim.bound !== "exact") ++total.bounds;
      if (!hit) continue;
      ++total.found;
      if (hit.measure !== undefined && hit.measure === claim.measure) ++total.measures;
      if (claim.bound !== "exact" && hit.bound === claim.bound) ++total.boundsRight;
    }
    for (const other of c.others) if (hits[i].some((h) => h.start < other.end && h.end > other.start)) ++total.others;
    total.false = (total.false ?? 0) + hits[i].filter((h) => !c.claims.some((x) => h.start < x.end && h.end > x.start)).length;
  });
  return total;
}

const { recognizeNumber, recognizePercentage } = recognizers();
function theirs(text) {
  const read = (list, measure) => list.map((x) => ({ start: x.start, end: x.end + 1, value: parseFloat(String(x.resolution?.value ?? "NaN")), measure }));
  const percent = read(recognizePercentage(text, "zh-cn"), "%");
  return [...percent, ...read(recognizeNumber(text, "zh-cn")).filter((n) => !percent.some((p) => n.start >= p.start && n.end <= p.end))];
}

function row(name, t, ms) {
  const share = (a, b) => (b ? (a / b).toFixed(3) : "—");
  console.log([name.padEnd(22), `P ${share(t.said - t.false, t.said)}`, `R ${share(t.found, t.claims)}`, `false ${String(t.false).padStart(3)}`, `non-claims hit ${String(t.others).padStart(3)}`,
    `bounds ${t.boundsRight}/${t.bounds}`, `measure words ${t.measures}/${t.claims}`, `${ms.toFixed(2)} ms a page`].join("  "));
}

for (const [name, cases] of [["the sixty sentences", sixty()], ["generated reports", generated(60)]]) {
  const texts = cases.map((c) => c.text);
  const pages = texts.join("").length / 616;
  const again = Math.max(1, Math.round(400 / pages));
  console.log(`${name}: ${cases.length} texts, ${cases.reduce((n, c) => n + c.claims.length, 0)} claims, ${pages.toFixed(1)} pages`);
  const started = performance.now();
  const answers = youju(texts);
  const once = performance.now() - started;
  const many = Array.from({ length: again }, () => texts).flat();
  const begun = performance.now();
  youju(many);
  const ours = (performance.now() - begun - once) / (pages * Math.max(1, again - 1));  // the start of the process is left out, JSON both ways is in
  row("  Youju", score(cases, answers.map((a) => a.claims.filter((c) => c.numerals.length))), Math.max(0, ours));
  recognizeNumber("一百", "zh-cn");
  const before = performance.now();
  const hits = texts.map(theirs);
  row("  Recognizers-Text", score(cases, hits), (performance.now() - before) / pages);
}
