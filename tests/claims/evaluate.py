#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Scores `youju extract` on labelled sentences: detection, non-claims, bounds, measure words, periods, subjects, whole tuples, checks.

evaluate.py PROGRAM CASES.jsonl [-v] prints every measure with its failures by class; the functions are used by tests/check_claims."""
import collections
import json
import re
import subprocess
import sys


def number(text):
    """The value of plain Arabic numerals; Chinese ones carry v= in the notation."""
    text = text.replace(",", "").rstrip("%余多")
    return float(text[:-1]) * 1e4 if text.endswith("万") else float(text)


def marked(line, name):
    """One line of the notation of sentences_a.txt as a case."""
    text, claims, non_claims = "", [], []
    for plain, claim, other in re.findall(r"([^{<]+)|\{([^}]*)\}|<([^>]*)>", line):
        start = len(text)
        if plain:
            text += plain
        elif other:
            span, why = other.split("|")
            text += span
            non_claims.append({"span": span, "start": start, "end": len(text), "why": why})
        else:
            numeral, measure, subject, *rest = claim.split("|")
            more = dict(part.split("=", 1) for part in rest)
            text += numeral + ("" if measure == "%" or "z" in more or "z2" in more else measure)
            span = more.get("span", numeral)
            one = {"span": text[start:], "start": start, "end": len(text), "value": float(more["v"]) if "v" in more else number(numeral), "bound": more.get("b", "exact"),
                   "measure": more.get("meas", measure) or None, "subject": subject, "period": more.get("p", "2023"), "mode": more.get("m", "done"), "agg": more.get("agg"),
                   "nums": [] if "z" in more else [{"text": span, "start": start, "end": start + len(span)}]}
            for key in ("lo", "hi"):
                if key in more:
                    one[key] = float(more[key])
                if key + "_open" in more:
                    one[key + "_open"] = True
            claims.append(one)
    return {"id": name, "cls": ["held out"], "text": text, "ctx": {"as_of": "2023-12-31", "period": "2023"}, "claims": claims, "non_claims": non_claims, "checks": []}


def load(path):
    with open(path, encoding="utf-8") as file:
        if path.endswith(".txt"):
            return [marked(line.rstrip("\n"), f"{i + 1}") for i, line in enumerate(file) if line.strip() and not line.startswith("#")]
        return [json.loads(line) for line in file if line.strip() and not line.startswith("//")]


def extract(program, cases):
    """One process for all cases of the same context; answers in the order of the cases."""
    groups = collections.defaultdict(list)
    for place, case in enumerate(cases):
        groups[(case["ctx"]["period"], case["ctx"]["as_of"])].append(place)
    answers = [None] * len(cases)
    for (period, as_of), places in groups.items():
        text = "\n".join(cases[p]["text"].replace("\n", "\r") for p in places) + "\n"
        args = program + ["extract", "--lines", "--json", "--period", period, "--as-of", as_of]
        out = subprocess.run(args, input=text, capture_output=True, text=True, check=True).stdout
        lines = out.splitlines()
        assert len(lines) == len(places), (len(lines), len(places))
        for place, line in zip(places, lines):
            answers[place] = json.loads(line)
    return answers


def span_of(claim):
    nums = claim.get("nums") or []
    return (nums[0]["start"], nums[-1]["end"]) if nums else (claim["start"], claim["end"])


def close(a, b, tolerance=5e-5):
    if a is None or b is None:
        return a is None and b is None
    return abs(a - b) <= tolerance * max(1.0, abs(a), abs(b))


PERIODS = {"Q1": ("01-01", "03-31"), "Q2": ("04-01", "06-30"), "Q3": ("07-01", "09-30"), "Q4": ("10-01", "12-31"), "H1": ("01-01", "06-30"), "H2": ("07-01", "12-31")}


def dates(period):
    if period is None:
        return None
    if len(period) == 4:
        return period + "-01-01", period + "-12-31"
    if len(period) == 7 and period[5] in "QH":
        a, b = PERIODS[period[5:]]
        return period[:5] + a, period[:5] + b
    if len(period) == 7 and period[4] == "-":
        days = [31, 29 if int(period[:4]) % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][int(period[5:]) - 1]
        return period + "-01", f"{period}-{days}"
    a, b = period.split("/")
    return (a + "-01-01" if len(a) == 4 else a), (b + "-12-31" if len(b) == 4 else b)


def pairs(text):
    text = "".join(c for c in text or "" if c not in "的了、 “”")
    return collections.Counter(text)


def subject_score(truth, got):
    a, b = pairs(truth), pairs(got)
    common = sum((a & b).values())
    return 2 * common / max(1, sum(a.values()) + sum(b.values()))


def judge(truth, got):
    """What of one found claim is right."""
    right = {"value": close(truth["value"], got["value"])}
    right["bound"] = truth["bound"] == got["bound"] and all(
        key not in truth or close(truth[key], got[key]) for key in ("lo", "hi")) and (truth["bound"] in ("exact",) or all(
            bool(truth.get(key)) == got[key] for key in ("lo_open", "hi_open") if truth.get(key[:2]) is not None))
    right["measure"] = (truth["measure"] or None) == got["measure"]
    period = dates(truth["period"])
    right["period"] = period == ((got["period"]["from"], got["period"]["to"]) if got["period"]["from"] else None)
    right["mode"] = truth["mode"] == got["mode"]
    right["subject"] = subject_score(truth["subject"], got["subject"]) >= 0.5
    right["agg"] = truth.get("agg") in (None, got["agg"])
    right["tuple"] = all(right[k] for k in ("value", "bound", "measure", "period", "mode", "subject"))
    return right


def score(cases, answers, say=lambda *_: None):
    count = collections.Counter()
    failures = collections.Counter()

    def missed(what, case, *details):
        say(what, case["id"], *details)
        for cls in case["cls"]:
            failures[(what, cls)] += 1

    for case, answer in zip(cases, answers):
        left = list(answer["claims"])
        for truth in case["claims"]:
            count["truth"] += 1
            if truth["bound"] != "exact":
                count["bounds"] += 1
            start, end = span_of(truth)
            found = [c for c in left if (c["start"], c["end"]) == (start, end)]
            best = max(found, key=lambda c: (judge(truth, c)["tuple"], judge(truth, c)["value"], subject_score(truth["subject"], c["subject"])), default=None)
            if best is None:
                missed("not found", case, truth["span"], case["text"])
                continue
            left.remove(best)
            right = judge(truth, best)
            if right["value"]:
                count["hit"] += 1
            else:
                missed("value", case, truth["span"], truth["value"], best["value"])
            if truth["bound"] != "exact" and right["bound"]:
                count["bound"] += 1
            for key in ("measure", "period", "mode", "subject", "agg", "tuple"):
                count[key] += right[key]
            if not right["bound"]:
                missed("bound", case, truth["span"], truth["bound"], truth.get("lo"), truth.get("hi"), "got", best["bound"], best["lo"], best["hi"])
            if not right["measure"]:
                missed("measure", case, truth["span"], truth["measure"], "got", best["measure"])
            if not right["period"]:
                missed("period", case, truth["span"], truth["period"], "got", best["period"]["from"], best["period"]["to"], case["text"])
            if not right["mode"]:
                missed("mode", case, truth["span"], truth["mode"], "got", best["mode"])
            if not right["subject"]:
                missed("subject", case, truth["span"], truth["subject"], "got", best["subject"])
        count["claimed"] += len(answer["claims"])
        for claim in left:
            raised = [n for n in case["non_claims"] if n["start"] <= claim["start"] < n["end"] or any(m["start"] <= claim["start"] < m["end"] for m in n.get("nums", []))]
            count["false"] += 1
            count["raised"] += bool(raised)
            missed("false claim", case, claim["text"], case["text"])
        count["non_claims"] += len(case["non_claims"])
        for check in case.get("checks", []):
            count["checks"] += 1
            spans = {span_of(case["claims"][i]) for i in [check["total"], *check.get("parts", [])]}
            match = [c for c in answer["checks"] if c["ok"] == check["ok"] and (spans & {tuple(s) for s in c["spans"]}) and
                     (c["kind"] == check["kind"] or len(spans & {tuple(s) for s in c["spans"]}) == len(spans))]
            if match:
                count["check"] += 1
            else:
                missed("check", case, check["kind"], check["ok"], "got", [(c["kind"], c["ok"], c["calculation"]) for c in answer["checks"]])
        truth_bad = [c for c in case.get("checks", []) if not c["ok"]]
        for check in answer["checks"]:
            if not check["ok"]:
                if truth_bad:
                    count["flags right"] += 1
                else:
                    missed("false flag", case, check["kind"], check["calculation"])
                    count["false flags"] += 1
    return count, failures


def measures(count):
    share = lambda a, b: a / b if b else 1.0
    p, r = share(count["hit"], count["claimed"]), share(count["hit"], count["truth"])
    return {
        "detection F1": 2 * p * r / (p + r) if p + r else 0.0, "detection precision": p, "detection recall": r,
        "non-claims raised per 100": 100 * share(count["raised"], count["non_claims"]) if count["non_claims"] else 0.0,
        "bounds": share(count["bound"], count["bounds"]), "measure words": share(count["measure"], count["truth"]),
        "periods": share(count["period"], count["truth"]), "modes": share(count["mode"], count["truth"]), "subjects": share(count["subject"], count["truth"]),
        "aggregates": share(count["agg"], count["truth"]), "full tuple": share(count["tuple"], count["truth"]), "checks": share(count["check"], count["checks"]),
        "false flags": float(count["false flags"]),
    }


if __name__ == "__main__":
    cases = load(sys.argv[2])
    verbose = "-v" in sys.argv
    answers = extract(sys.argv[1].split(), cases)
    count, failures = score(cases, answers, print if verbose else lambda *_: None)
    for name, value in measures(count).items():
        print(f"{name:28} {value:.4f}")
    print({k: v for k, v in count.items()})
    print("failures:", ", ".join(f"{what} {cls} {n}" for (what, cls), n in failures.most_common(12)))
