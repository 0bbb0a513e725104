#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The generator itself: same seed, same bytes; spans that say what they cut out; truth recomputed from the files that are imported,
by a second way that shares nothing with the first but the spelling of expressions."""
import collections
import csv
import datetime
import json
import re
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))
import errors
import formats
import ledger as L
import numerals
import report


class FromFiles:
    """Figures by plain loops over the CSV files: rows are what was written, expressions what is spelt."""

    def __init__(self, ledger, folder):
        self.units = {u: n for u, n in ledger.units.items()}
        self.rows = collections.defaultdict(list)
        for kind, path in ledger.write(Path(folder)):
            if kind == "roster":
                continue
            fields = L.KINDS[kind][2]
            with open(path, encoding="utf-8") as file:
                for row in csv.DictReader(file):
                    made = {fields[h]: v for h, v in row.items() if h in fields}
                    made["unit"] = row["单位"]
                    self.rows[kind].append((kind, made))
        # What also counts elsewhere: packs/retired-cadres.
        for kind, row in list(self.rows["theme_day"]):
            if row["contains_lecture"] == "是":
                self.rows["special_lecture"].append((kind, row))
            if row["contains_study"] == "是":
                self.rows["branch_study"].append((kind, row))
        for kind, row in list(self.rows["organisational_life"]):
            for word, to in (("党员大会", "general_meeting"), ("支委会", "committee_meeting")):
                if row["form"] == word:
                    self.rows[to].append((kind, row))
        for kind in ("fraud_prevention", "reading_activity"):
            self.rows["activity"] += list(self.rows[kind])

    def value(self, text):
        if text.startswith("ratio("):
            a, b = text[6:-1].split(" / ")
            return 100 * self.value(a) / self.value(b)
        if text.startswith("growth_year("):
            inner = text[12:-1]
            before = re.sub(r"2023(?=[HQ)\-]|\.\.)", "2022", inner)
            return 100 * (self.value(inner) / self.value(before) - 1)
        function, body = text[:-1].split("(")
        target, *rest, period = body.split("; ")
        kind, _, field = target.partition(".")
        first, last = self.days(period)
        chosen = [row for own, row in self.rows[kind] if self.counts(own, row) and first <= row["date"][:10] <= last
                  and all(self.fits(own, row, part) for part in rest)]
        if function == "count":
            return len(chosen)
        filled = [row[field] for row in chosen if row.get(field)]
        if function == "distinct":
            return len({name for v in filled for name in v.split("、")})
        total = sum(float(v) for v in filled)
        return total if function == "sum" else total / len(filled)

    @staticmethod
    def counts(kind, row):
        return row.get("state", "") not in ("草稿", "已计划", "已取消", "已批准", "已发出未签", "已废止")

    def fits(self, kind, row, part):
        field, value = part.split("=")
        if field == "unit":
            return value == "u1" or row["unit"] == self.units[value]
        shown = {"closed": "已整改"} if field == "state" else L.CHOICES.get((kind, field), {})
        return value in shown and row.get(field) == shown[value]

    @staticmethod
    def days(period):
        if ".." in period:
            return tuple(period.split(".."))
        year = period[:4]
        ends = {"": ("01-01", "12-31"), "H1": ("01-01", "06-30"), "H2": ("07-01", "12-31"), "Q1": ("01-01", "03-31"),
                "Q2": ("04-01", "06-30"), "Q3": ("07-01", "09-30"), "Q4": ("10-01", "12-31")}
        if period[4:] in ends:
            return tuple(f"{year}-{d}" for d in ends[period[4:]])
        month = period[5:7]
        return f"{year}-{month}-01", f"{year}-{month}-31"


def holds(claim, value):
    slack = 1e-6
    if claim["lo"] is not None and (value < claim["lo"] - slack or (claim["lo_open"] and value <= claim["lo"])):
        return False
    return claim["hi"] is None or not (value > claim["hi"] + slack or (claim["hi_open"] and not claim["interval_free"] and value >= claim["hi"]))


def claims_of(documents):
    return [c for d in documents for b in d["blocks"] for c in b["claims"]]


class Generated(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ledgers = {size: L.Ledger(size, 1) for size in ("small", "medium")}
        cls.documents = {(size, name): report.reports(ledger, name, 14) for size, ledger in cls.ledgers.items() for name in report.SETS}

    def test_same_seed_gives_the_same_ledger_and_reports(self):
        again = L.Ledger("small", 1)
        with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b:
            for (_, one), (_, other) in zip(self.ledgers["small"].write(Path(a)), again.write(Path(b))):
                self.assertEqual(one.read_bytes(), other.read_bytes(), one.name)
        self.assertEqual(json.dumps(report.reports(again, "development", 14)), json.dumps(self.documents["small", "development"]))
        self.assertNotEqual(json.dumps(report.reports(again, "development", 2, seed=2)), json.dumps(report.reports(again, "development", 2)))

    def test_ledgers_are_as_large_as_they_say(self):
        for size, ledger in self.ledgers.items():
            self.assertAlmostEqual(len(ledger.records), L.SIZES[size][0], delta=0.05 * L.SIZES[size][0])
            self.assertEqual({r.date.year for r in ledger.records}, {2022, 2023, 2024})

    def test_spans_cut_out_what_they_say_in_every_format(self):
        for documents in self.documents.values():
            for document in documents:
                for flat in (formats.flatten(document), formats.flatten(document, "md"), *document["blocks"]):
                    for one in flat["claims"] + flat["non_claims"]:
                        self.assertEqual(flat["text"][one["start"]:one["end"]], one["text"])

    def test_every_digit_is_claimed_or_known_to_claim_nothing(self):
        for documents in self.documents.values():
            for block in (b for d in documents for b in d["blocks"]):
                covered = {i for one in block["claims"] + block["non_claims"] for i in range(one["start"], one["end"])}
                for i, c in enumerate(block["text"]):
                    self.assertTrue(not c.isdigit() or i in covered, block["text"][max(0, i - 8):i + 8])

    def test_no_slot_is_left_in_the_text(self):
        for documents in self.documents.values():
            for block in (b for d in documents for b in d["blocks"]):
                self.assertNotRegex(block["text"], r"[{}|=]|YYYY|[a-z_]{3,}")

    def test_truth_recomputed_from_the_imported_files_agrees_with_every_verdict(self):
        asked = 0
        for (size, name), documents in self.documents.items():
            with tempfile.TemporaryDirectory() as folder:
                files = FromFiles(self.ledgers[size], folder)
                for claim in claims_of(documents):
                    if not claim["expr"] or claim["per"]:
                        continue
                    value = files.value(claim["expr"])
                    asked += 1
                    said = (name, claim["expr"], claim["text"], value)
                    if claim["verdict"] in ("supported", "approximately"):
                        self.assertTrue(holds(claim, value), said)
                    elif claim["operator"] and claim["verdict"] == "contradicted":
                        self.assertFalse(holds(claim, value), said)
        self.assertGreater(asked, 2000)

    def test_one_claim_in_ten_is_wrong_and_every_operator_is_used(self):
        for (size, name), documents in self.documents.items():
            claims = claims_of(documents)
            used = collections.Counter(c["operator"] for c in claims if c["operator"])
            self.assertAlmostEqual(sum(used.values()) / len(claims), 0.1, delta=0.025)
            if size == "medium":
                self.assertEqual(set(used), set(errors.OPERATORS), name)

    def test_checks_are_wrong_only_where_an_error_was_planted(self):
        for documents in self.documents.values():
            for block in (b for d in documents for b in d["blocks"]):
                for check in block["checks"]:
                    if not check["ok"]:
                        self.assertTrue(any(block["claims"][i]["operator"] for i in check["claims"]), block["text"])

    def test_a_total_of_parts_of_which_one_is_wrong_may_be_contradicted(self):
        found = 0
        for documents in self.documents.values():
            for block in (b for d in documents for b in d["blocks"]):
                for check in block["checks"]:
                    total, *parts = (block["claims"][i] for i in check["claims"])
                    if check["kind"] != "sum" or total["expr"] or total["operator"] or not any(p["operator"] for p in parts):
                        continue
                    found += 1
                    self.assertIn("contradicted", total["accept"])
        self.assertGreater(found, 0)

    def test_each_set_has_forty_templates_of_its_own_and_all_of_them_are_used(self):
        sets = {n: {t for part in m.TEMPLATES.values() for t, _ in part} for n, m in report.SETS.items()}
        self.assertFalse(sets["development"] & sets["reporting"])
        for name, templates in sets.items():
            self.assertGreaterEqual(len(templates), 40)
            planter, used = errors.Planter(report.random.Random(1)), {}
            for number in range(14):
                report.Report(self.ledgers["medium"], report.SETS[name], number, 1, planter, used).make()
            self.assertEqual(templates - {key[1] for key in used if key[0] == "made"}, set())

    def test_a_docx_holds_the_same_text_in_runs_cut_inside_numbers(self):
        document = self.documents["small", "development"][0]
        with tempfile.TemporaryDirectory() as folder:
            root = ET.fromstring(zipfile.ZipFile(formats.write_docx(document, Path(folder) / "a.docx")).read("word/document.xml"))
        w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
        texts = ["".join(t.text or "" for t in p.iter(w + "t")) for p in root.iter(w + "p")]
        self.assertEqual(texts, [b["text"] for b in document["blocks"]])
        runs = [[t.text or "" for t in p.iter(w + "t")] for p in root.iter(w + "p")]
        self.assertTrue(any(a[-1:].isdigit() and b[:1].isdigit() for p in runs for a, b in zip(p, p[1:])))

    def test_noise_changes_spaces_only(self):
        text = formats.flatten(self.documents["medium", "development"][0])["text"]
        noise = formats.noisy(text, 1, hard=True)
        self.assertEqual(formats.Solid(noise).text, formats.Solid(text).text)
        self.assertGreater(noise.count("\n"), text.count("\n"))

    def test_chinese_numerals(self):
        for n, word in {2: "两", 10: "十", 12: "十二", 105: "一百零五", 110: "一百一十", 206: "二百零六", 1086: "一千零八十六", 20300: "两万零三百"}.items():
            self.assertEqual(numerals.chinese(n), word)

    def test_words_around_a_number_hold_for_it(self):
        rng = report.random.Random(5)
        for n in list(range(1, 400)) + [1000, 1130, 9999, 12345, 50000]:
            for style in numerals.BOUNDS + ["max"]:
                written = numerals.bounded(n, style, rng)
                self.assertTrue(written is None or written.holds(n), (n, style, written))

    def test_periods_are_spelt_as_the_format_says(self):
        day = datetime.date
        for period, text in {L.year_period(2023): "2023", L.months(2023, 1, 6): "2023H1", L.months(2023, 7, 9): "2023Q3",
                             L.months(2023, 2, 2): "2023-02", L.months(2023, 1, 9): "2023-01-01..2023-09-30",
                             (day(2023, 3, 5), day(2023, 3, 5)): "2023-03-05"}.items():
            self.assertEqual(L.spell_period(period), text)


if __name__ == "__main__":
    unittest.main()
