# SPDX-License-Identifier: Apache-2.0
"""Reports of an invented office rendered from a ledger, with the truth of every number: title, headings, paragraphs, tables.

A document is {"id", "set", "kind", "period", "as_of", "blocks"}; a block {"kind": heading|paragraph|cell, "text", "level" or
"table" "row" "column", "claims", "non_claims", "checks"} with offsets in code points of its text."""
import random
import re

import fillers
import ledger as L
import slots
import templates_development
import templates_reporting
from errors import Planter

SETS = {"development": templates_development, "reporting": templates_reporting}
KINDS = {"annual": (1, 12), "half": (1, 6), "quarter": (7, 9)}


class Report:
    def __init__(self, ledger, templates, number, seed, planter, used):
        self.ledger, self.t, self.planter, self.used = ledger, templates, planter, used
        self.rng = random.Random(f"{templates.NAME} {ledger.size} {seed} {number}")
        self.kind = "annual" if number % 4 != 3 else self.rng.choice(["half", "quarter"])
        self.period = L.months(L.YEAR, *KINDS[self.kind])
        self.blocks, self.tables = [], 0

    # ---- sentences ----
    def sentence(self, template, place, more):
        """Draws until the template makes sense in this ledger; None when it never does."""
        for _ in range(12):
            self.planter.begin()
            made = slots.Sentence(self.ledger, self.t.WORDS, place, self.rng, self.planter, more.get("mode", "done"), more.get("cls", ()))
            try:
                made.render(template.replace("YYYY", str(L.YEAR)))
            except slots.Unfit:
                continue
            if self.kind != "annual" and re.search("全年|一年", made.text):
                continue
            self.planter.commit()
            for word in more.get("free", ()):
                at = made.text.index(word)
                made.non_claims.append({"start": at, "end": at + len(word), "text": word, "why": "enumerator"})
            return made
        return None

    def pick(self, tag):
        """The template of this part that was used least."""
        choices = self.t.TEMPLATES[tag]
        least = min(self.used.get((tag, i), 0) for i in range(len(choices)))
        at = self.rng.choice([i for i in range(len(choices)) if self.used.get((tag, i), 0) == least])
        self.used[tag, at] = self.used.get((tag, at), 0) + 1
        return choices[at]

    def paragraph(self, tag, many, place, numbered=False):
        block = self.block("paragraph")
        for i in range(many):
            template, more = self.pick(tag)
            made = self.sentence(template, place, more)
            if not made:
                continue
            self.used["made", template] = True
            # What a sentence says of a branch or a part of the year would be read into the next one: it stands alone.
            usual = (place.unit, [d.isoformat() for d in place.period])
            narrow = any((c["unit"], c["period"]) != usual for c in made.claims)
            if narrow and block["text"]:
                self.blocks.append(block)
                block = self.block("paragraph")
            if numbered:
                word = f"{'一二三四五'[i]}是"
                block["non_claims"].append(self.span(block, word, "enumerator"))
                block["text"] += word
            self.join(block, made)
            if narrow:
                self.blocks.append(block)
                block = self.block("paragraph")
        if block["text"]:
            self.blocks.append(block)

    @staticmethod
    def span(block, text, why):
        start = len(block["text"])
        return {"start": start, "end": start + len(text), "text": text, "why": why}

    @staticmethod
    def block(kind, **more):
        return {"kind": kind, "text": "", "claims": [], "non_claims": [], "checks": [], **more}

    def join(self, block, made):
        shift, first = len(block["text"]), len(block["claims"])
        block["text"] += made.text
        for name in ("claims", "non_claims"):
            block[name] += [{**c, "start": c["start"] + shift, "end": c["end"] + shift} for c in getattr(made, name)]
        block["checks"] += [{**c, "claims": [i + first for i in c["claims"]]} for c in made.checks()]

    def heading(self, text, level, place, mark=""):
        made = self.sentence(text, place, {})
        block = self.block("heading", level=level)
        if mark:
            block["non_claims"].append(self.span(block, mark, "enumerator"))
            block["text"] += mark
        self.join(block, made)
        self.blocks.append(block)
        return made

    # ---- the whole ----
    def make(self):
        place = slots.Place(self.period, "doc", "u1", self.kind)
        tables = self.rng.sample(self.t.TABLES, 2)
        self.heading(self.rng.choice(self.t.TITLES[self.kind]), 0, place)
        opening = ["市委组织部：", "根据{N docno}要求，现将有关情况报告如下。", "现将一年来的工作情况报告如下。"]
        for text in opening[:self.rng.randint(1, 3)]:
            made = self.sentence(text, place, {})
            if made:
                block = self.block("paragraph")
                self.join(block, made)
                self.blocks.append(block)
        for i, (title, tag) in enumerate(self.t.SECTIONS):
            if tag == "plan" and self.kind != "annual":
                continue
            self.heading(title, 1, place, "一二三四五六七八"[i] + "、")
            for turn in range(self.rng.randint(1, 2)):
                self.paragraph(tag, self.rng.randint(2, 4), place, numbered=tag in ("service", "work") and turn == 1)
            if tag == "party":
                self.branch_part(place)
            if tag == "growth":
                self.table(tables[0], place)
        self.table(tables[1], place)        # as an annex, after what is planned
        end = self.block("paragraph")
        self.join(end, self.sentence("云岭市委老干部局　{X 2024年1月10日|date}" if self.kind == "annual" else "云岭市委老干部局", place, {}))
        self.blocks.append(end)
        self.forgive()
        first, last = self.period
        return {"set": self.t.NAME, "size": self.ledger.size, "kind": self.kind, "period": [first.isoformat(), last.isoformat()],
                "as_of": last.isoformat(), "blocks": self.blocks}

    def branch_part(self, place):
        made = self.heading(self.rng.choice(self.t.UNIT_HEADINGS), 2, place, "（一）")
        inside = slots.Place(place.period, place.source, made.unit, self.kind)
        self.paragraph("branch", self.rng.randint(2, 3), inside)

    # ---- tables ----
    def table(self, plan, place):
        if plan["shape"] == "units" and len(self.ledger.branches) > 6:
            return
        caption = self.block("paragraph")
        self.join(caption, self.sentence(plan["caption"], place, {}))
        self.blocks.append(caption)
        self.tables += 1
        {"kinds": self.table_kinds, "units": self.table_units, "years": self.table_years}[plan["shape"]](plan, place)

    def cell(self, row, column, text, place, number=None):
        """A header cell, or a number: (expression, measure as the header says, period source)."""
        block = self.block("cell", table=self.tables, row=row, column=column)
        if number is None:
            year = re.match(r"\d{4}年", text)
            if year:
                block["non_claims"].append(self.span(block, year.group(), "date"))
            elif re.match(r"第.支部", text):
                block["non_claims"].append(self.span(block, text[:2], "ordinal"))
            block["text"] = text
        else:
            expr, measure, source, options = number
            self.planter.begin()
            made = slots.Sentence(self.ledger, self.t.WORDS, place, self.rng, self.planter, cls=["F31"])
            made.source = source
            try:
                made.number(expr, {"st": "plain", "bare": True, **options}, measure)
                self.planter.commit()
            except slots.Unfit:
                made.text = "—"
            for claim in made.claims:
                claim["cls"] = [c for c in claim["cls"] if c != "F23"]
                claim["measure_free"] = True
            self.join(block, made)
        self.blocks.append(block)
        return block

    def table_kinds(self, plan, place):
        for column, text in enumerate(plan["head"]):
            self.cell(0, column, text, place)
        kinds = self.rng.sample(fillers.GROUPS["gather"], 4)
        for row, kind in enumerate(kinds, 1):
            self.cell(row, 0, self.t.WORDS["kinds"][kind][0][0], place)
            self.cell(row, 1, "", place, (("count", kind, (), "u1", place.period), "次", "doc", {}))
            self.cell(row, 2, "", place, (("sum", kind, "headcount", (), "u1", place.period), "人次", "doc", {}))

    def table_units(self, plan, place):
        kinds = self.rng.sample(fillers.GROUPS["branchly"], 3)
        for column, text in enumerate(plan["head"] + [self.t.WORDS["kinds"][k][0][0] + "（次）" for k in kinds]):
            self.cell(0, column, text, place)
        for row, unit in enumerate(self.ledger.branches, 1):
            self.cell(row, 0, self.ledger.units[unit], place)
            for column, kind in enumerate(kinds, 1):
                self.cell(row, column, "", place, (("count", kind, (), unit, place.period), "次", "doc", {}))
        self.cell(len(self.ledger.branches) + 1, 0, plan["total"], place)
        for column, kind in enumerate(kinds, 1):
            block = self.cell(len(self.ledger.branches) + 1, column, "", place,
                              (("count", kind, (), "u1", place.period), "次", "doc", {"g": "sum1", "role": "total"}))
            block["column_total"] = True

    def table_years(self, plan, place):
        years = [place.period, L.year_before(place.period)]
        head = [plan["head"][0]] + [f"{p[0].year}年" for p in years]
        for column, text in enumerate(head):
            self.cell(0, column, text, place)
        for row, kind in enumerate(self.rng.sample(["publication", "feedback", "activity", "receipt", "theme_day"], 3), 1):
            self.cell(row, 0, self.t.WORDS["kinds"][kind][0][0], place)
            for column, period in enumerate(years, 1):
                if self.kind == "annual":
                    self.cell(row, column, "", place, (("count", kind, (), "u1", period), self.t.WORDS["kinds"][kind][2][0], "text", {}))
                else:
                    self.cell(row, column, "—", place)

    # ---- what an error does to its neighbours ----
    def forgive(self):
        """A claim that disagrees with a planted error may be called inconsistent, and so may the error: the text does not say which is wrong."""
        claims = [c for b in self.blocks for c in b["claims"]]
        for wrong in [c for c in claims if c["operator"]]:
            for other in claims:
                same = other is not wrong and other["kind"] and (other["kind"], other["agg"]) == (wrong["kind"], wrong["agg"])
                near = other["kind"] == wrong["kind"] and {other["agg"], wrong["agg"]} & {"growth", "diff"}
                if other is not wrong and (same or near):
                    for c in (wrong, other):
                        if "inconsistent" not in c["accept"] and c["verdict"] != "inconsistent":
                            c["accept"] = [*c["accept"], "inconsistent"]
        for block in self.blocks:
            for check in block["checks"]:
                if not check["ok"]:
                    for i in check["claims"]:
                        c = block["claims"][i]
                        if c["verdict"] != "inconsistent" and "inconsistent" not in c["accept"]:
                            c["accept"] = [*c["accept"], "inconsistent"]


def reports(ledger, name, many, seed=1, rate=0.1):
    """`many` documents of the set `name`; templates are used in turn, so that few documents use all of them."""
    planter, used, out = Planter(random.Random(f"errors {name} {seed}"), rate), {}, []
    for number in range(many):
        document = Report(ledger, SETS[name], number, seed, planter, used).make()
        document["id"] = f"{name[:3]}-{ledger.size}-{number:02d}"
        out.append(document)
    return out
