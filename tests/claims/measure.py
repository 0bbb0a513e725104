#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Measures the claim check: an office and reports with known truth are generated, `youju check` reads them, and every goal is
printed with the figure that was reached, whether it is met, and the failures by class (F01…F40) with examples.

    measure.py PROGRAM [--size small|medium|large] [--set development|reporting] [--formats txt,md,docx,noise,hard,pdf]
               [--documents N] [--seed N] [--runs N] [--work DIR] [--show N] [--json] [--ratchet | --bless]

DIR keeps the office between runs. Of the set `reporting` no sentence is printed, only figures and classes: it is for reporting."""
import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE / "generate")]
import formats
import ledger as L
import report
import score

PAGE = 616     # characters
GOALS = [      # measure, goal, better when: + higher, - lower
    ("detection F1", 0.975, "+"), ("non-claims raised per 100", 3, "-"), ("prose: claims raised per page", 0.2, "-"), ("bounds", 0.97, "+"),
    ("measure words", 0.95, "+"), ("periods", 0.93, "+"), ("full tuple", 0.80, "+"), ("binding top-1", 0.90, "+"), ("binding top-3", 0.97, "+"),
    ("verdicts", 0.92, "+"), ("planted errors: recall", 0.95, "+"), ("planted errors: precision of a flag", 0.90, "+"),
    ("false alarms per 100 true claims", 2, "-"), ("right verdict, wrong reason", 0.02, "-"), ("ms a page: extract", 1, "-"),
    ("ms a page: check", 5, "-"), ("s for 50 pages of DOCX", 0.5, "-"), ("runs that differ", 0, "-"), ("ledger and truth differ", 0, "-"),
]
GOALS_60 = [("detection F1", 0.985, "+"), ("bounds", 20 / 21, "+"), ("measure words", 106 / 111, "+"), ("periods", 108 / 111, "+"),
            ("full tuple", 0.92, "+"), ("checks", 1.0, "+")]
TIMES = {"ms a page: extract", "ms a page: check", "s for 50 pages of DOCX"}   # not ratcheted: other work on the machine moves them


class Office:
    def __init__(self, program, size, seed, folder):
        self.program, self.folder = str(Path(program).resolve()), folder / f"{size}-{seed}"
        self.ledger = L.Ledger(size, seed)
        self.office = self.folder / "office"
        if not (self.folder / "made").exists() or not self.readable():
            shutil.rmtree(self.folder, ignore_errors=True)
            self.make()

    def run(self, *args, text=None, codes=(0,)):
        done = subprocess.run([self.program, *map(str, args)], input=text, capture_output=True, text=True)
        if done.returncode not in codes:
            sys.exit(f"{args}: exit code {done.returncode}\n{done.stderr[:2000]}")
        return done.stdout

    def readable(self):
        """A kept office may be of another build of the program."""
        return subprocess.run([self.program, "check", self.office, "-", "--json"], input="2023年召开支委会1次。\n", capture_output=True,
                              text=True).returncode in (0, 1)

    def make(self):
        """As a clerk would: the office, its branches, the roster, a file a kind. Every row must be taken."""
        self.run("init", self.office, "--pack", "retired-cadres", "--unit", L.OFFICE, "--go-live", "2024-01-01")
        self.run("unit", "add", self.office, *[self.ledger.units[u] for u in self.ledger.branches])
        for kind, path in self.ledger.write(self.folder / "files"):
            print(f"  import {path.name}", file=sys.stderr)
            self.run("import", self.office, path, "--kind", kind, "--allow-duplicates", "--json")
        (self.folder / "made").write_text("")

    def check(self, path, codes=(0, 1)):
        return json.loads(self.run("check", self.office, path, "--json", codes=codes))


def written(document, style, folder, number):
    """The document as a file of that format, and its truth in the text that was written."""
    truth = formats.flatten(document, "md" if style == "md" else "txt")
    if style in ("docx", "pdf"):
        path = formats.write_docx(document, folder / f"{number:02d}.docx", number)
        return (path if style == "docx" else formats.write_pdf(path, folder)), truth
    path = folder / f"{number:02d}.{'md' if style == 'md' else 'txt'}"
    text = formats.noisy(truth["text"], number, style == "hard") if style in ("noise", "hard") else truth["text"]
    path.write_text(text, encoding="utf-8")
    return path, truth


def measure_format(office, documents, style, folder):
    total = score.Score()
    for number, document in enumerate(documents):
        path, truth = written(document, style, folder, number)
        if path is None:
            return None
        total.add(document["id"], truth, office.check(path), office.ledger)
    return total


def prose(office):
    """Claims raised in prose that makes none, and the pages of it."""
    raised, characters, examples = 0, 0, []
    for path in sorted((HERE / "prose").glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        answer = json.loads(office.run("extract", "--period", "2023", "--as-of", "2023-12-31", "--json", text=text))
        raised += len(answer["claims"])
        characters += len(text)
        examples += [(path.name, text[max(0, c["start"] - 12):c["end"] + 8].replace("\n", "⏎")) for c in answer["claims"]]
    return raised, characters / PAGE, examples


def timed(work):
    best = None
    for _ in range(3):
        start = time.monotonic()
        work()
        best = min(best or 1e9, time.monotonic() - start)
    return best


def times(office, documents, folder):
    """Wall time less that of an empty text, so that starting the program is not counted."""
    text = "\n".join(formats.flatten(d)["text"] for d in documents)
    text = (text * (50 * PAGE // len(text) + 1))[:50 * PAGE]
    empty, long = folder / "empty.txt", folder / "long.txt"
    empty.write_text("无。\n", encoding="utf-8")
    long.write_text(text, encoding="utf-8")
    extract = timed(lambda: office.run("extract", "--period", "2023", "--json", text=text)) - timed(
        lambda: office.run("extract", "--period", "2023", "--json", text="无。\n"))
    check = timed(lambda: office.check(long)) - timed(lambda: office.check(empty))
    blocks = [b for d in documents for b in d["blocks"]]
    pages = 0
    while pages < 50 * PAGE:
        blocks = blocks + blocks if pages else blocks
        pages = sum(len(b["text"]) for b in blocks)
    docx = formats.write_docx({"blocks": blocks}, folder / "long.docx")
    whole = timed(lambda: office.check(docx)) * 50 * PAGE / pages
    return {"ms a page: extract": 1000 * extract / 50, "ms a page: check": 1000 * check / 50, "s for 50 pages of DOCX": whole}


def on_the_60(office):
    import evaluate
    cases = evaluate.load(str(HERE / "cases.jsonl"))
    count, failures = evaluate.score(cases, evaluate.extract([office.program], cases))
    return {**evaluate.measures(count), "non-claims raised": count["raised"]}, failures


def met(goal, better, value):
    return value >= goal - 1e-9 if better == "+" else value <= goal + 1e-9


def table(title, goals, values):
    print(f"\n{title}")
    for name, goal, better in goals:
        if name in values:
            mark = "met" if met(goal, better, values[name]) else "NOT MET"
            print(f"  {name:38} {values[name]:9.4f}   {'≥' if better == '+' else '≤'} {goal:<8.4g} {mark}")
    named = {g[0] for g in goals}
    print("  beside: " + ", ".join(f"{k} {v:.4g}" for k, v in values.items() if k not in named))


def failures(total, many, say):
    for what, by_class in total.by_class().items():
        print(f"  {what}: " + ", ".join(f"{c} {n}" for c, n in by_class.most_common(9)))
    for what, examples in total.examples.items():
        for line in examples[:many] if say else []:
            print(f"    {what}: {line}")


def ratchet(path, figures, bless):
    """Figures that got worse than the file says; blessed, they become the file."""
    kept = json.loads(path.read_text()) if path.exists() else {}
    worse = []
    direction = {name: better for name, _, better in GOALS}
    for key, values in figures.items():
        for name, value in values.items():
            old = kept.get(key, {}).get(name)
            if name in direction and name not in TIMES and old is not None and not met(old, direction[name], round(value, 5)):
                worse.append(f"{key}: {name} was {old}, is {value:.5f}")
    if bless:
        for key, values in figures.items():
            kept[key] = {n: round(v, 5) for n, v in values.items() if n in direction and n not in TIMES}
        path.write_text(json.dumps(kept, indent=1, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
        return []
    return worse


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--size", choices=list(L.SIZES), default="small")
    parser.add_argument("--set", choices=list(report.SETS), default="development")
    parser.add_argument("--formats", default="txt,docx,noise")
    parser.add_argument("--documents", type=int, default=14)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--runs", type=int, default=100, help="of one check, which must all say the same")
    parser.add_argument("--work", type=Path)
    parser.add_argument("--show", type=int, default=4, help="examples of each failure")
    parser.add_argument("--no-times", action="store_true")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--ratchet", action="store_true")
    parser.add_argument("--bless", action="store_true")
    return parser.parse_args()


def main():
    given = arguments()
    os.environ.setdefault("YOUJU_PACKS", str(HERE.parent.parent / "packs"))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        office = Office(given.program, given.size, given.seed, given.work or folder)
        documents = report.reports(office.ledger, given.set, given.documents, given.seed)
        raised, pages, raised_where = prose(office)
        more = {} if given.no_times else times(office, documents, folder)
        if pages:
            more["prose: claims raised per page"] = raised / pages
        first = formats.flatten(documents[0])["text"]
        (folder / "same.txt").write_text(first, encoding="utf-8")
        more["runs that differ"] = float(len({office.run("check", office.office, folder / "same.txt", "--json", codes=(0, 1))
                                             for _ in range(given.runs)}) - 1)
        figures, totals = {}, {}
        for style in given.formats.split(","):
            total = measure_format(office, documents, style, folder)
            if total is None:
                print(f"{style}: not measured, LibreOffice is not at hand", file=sys.stderr)
                continue
            figures[f"{given.size}/{given.set}/{style}"] = {**total.measures(), **(more if style == "txt" else {})}
            totals[style] = total
        sixty, by_class = on_the_60(office) if (HERE / "cases.jsonl").exists() else ({}, {})
        if given.json:
            print(json.dumps({"figures": figures, "sixty": sixty, "failures": {s: t.by_class() for s, t in totals.items()},
                              "examples": {s: t.examples for s, t in totals.items()} if given.set == "development" else {}},
                             ensure_ascii=False, indent=1))
        else:
            show(given, figures, totals, sixty, by_class, raised_where)
        worse = ratchet(HERE / "generated_ratchet.json", figures, given.bless) if given.ratchet or given.bless else []
        for line in worse:
            print(f"worse: {line}", file=sys.stderr)
        return 1 if worse else 0


def show(given, figures, totals, sixty, by_class, raised_where):
    if sixty:
        table("the 60 sentences", GOALS_60, sixty)
        print("  failures: " + ", ".join(f"{what} {cls} {n}" for (what, cls), n in by_class.most_common(10)))
    for style, total in totals.items():
        table(f"generated reports: {given.size} ledger, set {given.set}, as {style} ({total.count['truth']} claims)", GOALS,
              figures[f"{given.size}/{given.set}/{style}"])
        failures(total, given.show, given.set == "development" and style == "txt")
    for name, text in raised_where[:3 * given.show]:
        print(f"    prose: {name}: {text}")


if __name__ == "__main__":
    sys.exit(main())
