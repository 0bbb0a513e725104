# SPDX-License-Identifier: Apache-2.0
"""One sentence template → its text, and the truth of every number in it. The slots:

    {/甲/乙}            one of the words
    {U A} {u A} {W}     a branch (sets what follows / only named), the whole office
    {P key} {p key}     a period word (sets what follows / only named): doc this last H1 H2 Q1 Q4 Q13 to9 month next, lastsame
    {K a=group} {V a}   name of a kind of that group (chosen once per sentence), its usual verb
    {n a}  {n a[f=v]}   how many records;  {s a.f} sum  {d a.f} different persons  {a a.f} average
    {r a[f=v]}          share in percent;  {g a} {gs a.f} growth on the year before, in percent;  {x a} how many more or fewer
    {m a}               a month on average;  {q a} the smallest number of a quarter
    {t g}  {o g}        the sum of the parts so far of check g;  what its parts leave of its total
    {B a g}             every branch with its number, as parts of check g
    {c 20..90|份}       a number of something that this office does not record; {c 十七八=17..18|名} as written
    {z 未发生事故|kind|起}  a zero without a numeral
    {N what}            a number that claims nothing: date docno phone time room year article rank page code …
    {X text|why}        the same, as written
Options of numbers, after a space: m=次 (measure), st=cn (style of numerals.py), u=A, p=last, g=sum1 (check), role=total, mode=plan, bare."""
import re

import fillers
import ledger as L
import numerals
from fillers import GROUPS, STAT_MEASURE


class Unfit(Exception):
    """This draw makes no sentence that anybody would write (a zero, no second branch …): draw again."""


class Place:
    """Where the sentence stands: what title and headings say of period and unit."""

    def __init__(self, period, source, unit="u1", kind="annual"):
        self.period, self.source, self.unit, self.kind = period, source, unit, kind
        self.said = {}          # numbers of other things: the same every time the report speaks of them


class Sentence:
    def __init__(self, ledger, words, place, rng, planter, mode="done", cls=()):
        self.ledger, self.words, self.place, self.rng, self.planter = ledger, words, place, rng, planter
        self.mode, self.cls = mode, list(cls)
        self.period, self.source, self.unit, self.unit_named = place.period, place.source, place.unit, False
        self.kinds, self.units, self.groups = {}, {}, {}
        self.text, self.claims, self.non_claims = "", [], []
        self.months = {}

    def render(self, template):
        at = 0
        for slot in re.finditer(r"\{([^{}]*)\}", template):
            self.text += template[at:slot.start()]
            self.slot(slot.group(1))
            at = slot.end()
        self.text += template[at:]
        return self

    def slot(self, body):
        if body[0] == "/":
            self.text += self.rng.choice(body[1:].split("/"))
            return
        command, _, rest = body.partition(" ")
        getattr(self, "slot_" + command)(rest)

    def non_claim(self, text, why, whole=None):
        start = len(self.text)
        self.text += text
        a, b = whole or (0, len(text))
        self.non_claims.append({"start": start + a, "end": start + b, "text": text[a:b], "why": why})

    # ---- where and when ----
    def branch(self, name):
        if name not in self.units:
            free = [u for u in self.ledger.branches if u not in self.units.values() and u != self.place.unit]
            if not free:
                raise Unfit(name)
            self.units[name] = self.rng.choice(free)
        return self.units[name]

    def slot_u(self, name):
        word = self.ledger.units[self.branch(name)]
        self.non_claim(word, "ordinal", (0, word.index("支部")))

    def slot_U(self, name):
        self.unit, self.unit_named = self.branch(name), True
        self.slot_u(name)

    def slot_W(self, _):
        self.unit, self.unit_named = "u1", True
        self.text += self.rng.choice(self.words["office"])

    def period_of(self, key):
        base, year = self.place.period, self.place.period[0].year
        if key in ("doc", "this"):      # this: where another year stands before it
            return base
        if key in ("last", "lastsame"):
            return L.year_before(base)
        if self.place.kind != "annual":
            raise Unfit("a part of the year in a report on a part of the year")
        if key == "next":
            return L.year_period(year + 1)
        if key == "month":
            month = self.months.setdefault("month", self.rng.randint(1, 12))
            return L.months(year, month, month)
        spans = {"H1": (1, 6), "H2": (7, 12), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "Q13": (1, 9), "to9": (1, 9)}
        return L.months(year, *spans[key])

    def slot_p(self, key):
        period = self.period_of(key)
        if key == "last" and self.place.kind != "annual":
            key = "lastsame"            # 2022年 would be the whole of it
        if key == "this":
            word = {"annual": self.rng.choice(["今年", "YYYY年"]), "half": "今年上半年", "quarter": "今年第三季度"}[self.place.kind]
        elif key in ("doc", "last", "next"):
            word = self.rng.choice(self.words["periods"][self.place.kind if key == "doc" else key])
        elif key == "month":
            word = f"{period[0].month}月" + self.rng.choice(["", "份"])
        else:
            word = self.rng.choice(self.words["periods"][key])
        word = word.replace("YYYY", str(period[0].year))
        numeral = re.search(r"[0-9一二三四十]+", word)
        if numeral:
            self.non_claim(word, "date" if "年" in word or "月" in word else "period")
        else:
            self.text += word
        return word

    def slot_P(self, key):
        word = self.slot_p(key)
        if word:
            self.period, self.source = self.period_of(key), "text"
        if key != "doc":
            self.cls.append("F19")

    # ---- kinds ----
    def kind(self, name):
        name, _, group = name.partition("=")
        if group and name not in self.kinds:
            taken = set(self.kinds.values())
            free = [k for k in GROUPS[group] if k not in taken and (self.place.unit == "u1" or L.KINDS[k][1] != "office")]
            if not free:
                raise Unfit(group)
            self.kinds[name] = self.rng.choice(free)
        return self.kinds.get(name, name)

    def slot_K(self, name):
        self.text += self.rng.choice(self.words["kinds"][self.kind(name)][0])

    def slot_V(self, name):
        self.text += self.rng.choice(self.words["kinds"][self.kind(name)][1])

    def slot_k(self, name):
        self.kind(name)

    # ---- numbers of the ledger ----
    def target(self, body, options):
        found = re.match(r"([\w=]+?)(?:\.(\w+))?(?:\[(.*)\])?$", body)
        kind = self.kind(found.group(1))
        filters = tuple(tuple(f.split("=")) for f in found.group(3).split(",")) if found.group(3) else ()
        unit = options.get("u")
        unit = self.branch(unit) if unit and unit != "W" else "u1" if unit == "W" else self.unit
        period = self.period_of(options["p"]) if "p" in options else self.period
        return kind, found.group(2), filters, unit, period

    @staticmethod
    def options(rest):
        words = rest.split()
        return words[0], dict(w.split("=", 1) if "=" in w else (w, True) for w in words[1:])

    def slot_n(self, rest):
        body, options = self.options(rest)
        kind, _, filters, unit, period = self.target(body, options)
        self.number(("count", kind, filters, unit, period), options, options.get("m") or self.measure(kind))

    def measure(self, kind):
        return self.rng.choice(self.words["kinds"][kind][2])

    def slot_s(self, rest):
        self.field("sum", rest)

    def slot_d(self, rest):
        self.field("distinct", rest)

    def slot_a(self, rest):
        self.field("average", rest, {"cls": ["F30"]})

    def field(self, function, rest, more=None):
        body, options = self.options(rest)
        kind, field, filters, unit, period = self.target(body, options)
        measure = options.get("m") or ("人" if function == "average" and field == "headcount" else STAT_MEASURE[field])
        self.number((function, kind, field, filters, unit, period), options, measure, more)

    def slot_r(self, rest):
        body, options = self.options(rest)
        kind, _, filters, unit, period = self.target(body, options)
        expr = ("ratio", ("count", kind, filters, unit, period), ("count", kind, (), unit, period))
        self.number(expr, {**options, "st": "percent"}, "%", {"agg": "ratio"})

    def slot_g(self, rest, inner=None):
        body, options = self.options(rest)
        kind, field, filters, unit, period = self.target(body, options)
        inner = ("sum", kind, field, filters, unit, period) if field else ("count", kind, filters, unit, period)
        value = self.ledger.value(("growth_year", inner))
        if value is None or abs(value) < 0.1 or abs(value) > 300:
            raise Unfit("growth")
        down = value < 0
        self.text += self.rng.choice(["下降", "减少"] if down else ["增长", "上升"])
        self.number(("growth_year", inner), {**options, "st": "percent"}, "%", {"agg": "growth", "negative": down})

    slot_gs = slot_g

    def slot_x(self, rest):
        """Difference to the year before; there is no expression for it."""
        body, options = self.options(rest)
        kind, field, filters, unit, period = self.target(body, options)
        inner = ("sum", kind, field, filters, unit, period) if field else ("count", kind, filters, unit, period)
        a, b = self.ledger.value(inner), self.ledger.value(L.at_period(inner, L.year_before(period)))
        if a == b or not b:
            raise Unfit("no difference")
        self.text += "减少" if a < b else "增加"
        measure = STAT_MEASURE[field] if field else self.measure(kind)
        self.number(None, options, measure, {"value": abs(int(a - b)), "sign": -1 if a < b else 1, "agg": "diff", "kind": kind,
                                             "unit": unit, "period": period, "accept": [], "cls": ["F19"]})

    def slot_m(self, rest):
        body, options = self.options(rest)
        expr = ("count", *(lambda k, f, fs, u, p: (k, fs, u, p))(*self.target(body, options)))
        first, last = expr[-1]
        per_month = self.ledger.value(expr) / (last.month - first.month + 1)
        if per_month < 1.5:
            raise Unfit("too few")
        many = max(1, round(per_month))
        written = numerals.Written(str(many), many, prefix="约", bound="approx", lo=many - max(0.5, many / 10),
                                   hi=many + max(0.5, many / 10), cls=["F04", "F30"])
        if not written.holds(per_month):
            raise Unfit("no round number")
        self.number(expr, options, self.measure(expr[1]), {"written": written, "agg": "average", "per": "month", "bind": False,
                                                           "accept": ["supported", "not_judged"]})

    def slot_q(self, rest):
        body, options = self.options(rest)
        kind, _, filters, unit, period = self.target(body, options)
        if self.place.kind != "annual" or period != self.place.period:
            raise Unfit("quarters of a year only")
        least = min(self.ledger.value(("count", kind, filters, unit, L.months(period[0].year, q, q + 2))) for q in (1, 4, 7, 10))
        if least < 1:
            raise Unfit("an empty quarter")
        written = numerals.Written(str(least), least, prefix="不少于", bound="at_least", lo=least, cls=["F05", "F13"])
        self.number(("count", kind, filters, unit, period), options, self.measure(kind), {
            "written": written, "agg": "rate", "per": "quarter", "bind": False, "accept": ["supported", "not_judged"]})

    def slot_B(self, rest):
        body, options = self.options(rest)
        if len(self.ledger.branches) > 6 or self.place.unit != "u1":
            raise Unfit("too many branches")
        for i, unit in enumerate(self.ledger.branches):
            name = f"@{unit}"
            self.units[name] = unit
            self.text += "、" if i else ""
            self.slot_u(name)
            self.slot_n(f"{body} u={name} g={options['g']} role=part m={self.words['kinds'][self.kind(body)][2][0]}")

    def slot_E(self, rest):
        """Two branches with the same number: 第一支部、第三支部各召开支委会11次. One claim each, on one numeral."""
        kind = self.kind(rest)
        known = {u: self.ledger.value(("count", kind, (), u, self.period)) for u in self.ledger.branches}
        pairs = [(a, b) for a in known for b in known if a < b and known[a] == known[b] > 0]
        if not pairs:
            raise Unfit("no two alike")
        self.units["A"], self.units["B"] = self.rng.choice(pairs)
        self.slot_u("A")
        self.text += "、"
        self.slot_u("B")
        self.text += "各" + self.rng.choice(self.words["kinds"][kind][1]) + self.rng.choice(self.words["kinds"][kind][0])
        self.cls.append("F13")
        self.slot_n(f"{kind} u=A m=次 keep st=plain")
        first = self.claims[-1]
        again = ("count", kind, (), self.units["B"], self.period)
        self.claims.append({**first, "expr": L.spell(again), "unit": self.units["B"]})

    def slot_t(self, rest):
        name, options = self.options(rest)
        group = self.groups[name]
        total = sum(self.claims[i]["value"] for i in group["parts"])
        kind = self.claims[group["parts"][0]]["kind"] if len({self.claims[i]["kind"] for i in group["parts"]}) == 1 else None
        self.number(None, {**options, "g": name, "role": "total"}, options.get("m", "次"), {
            "value": int(total), "kind": kind, "unit": self.unit, "period": self.period,
            "accept": ["no_evidence", "not_judged", *self.wrong_with(group["parts"])], "cls": ["F14"]})

    def slot_o(self, rest):
        name, options = self.options(rest)
        group = self.groups[name]
        left = self.claims[group["total"]]["value"] - sum(self.claims[i]["value"] for i in group["parts"])
        if left < 1 or not isinstance(self.claims[group["total"]]["value"], int):
            raise Unfit("nothing left")
        first = self.claims[group["total"]]
        self.number(None, {**options, "g": name, "role": "part"}, options.get("m") or first["measure"], {
            "value": int(left), "kind": first["kind"], "unit": self.unit, "period": self.period, "keep": True,
            "accept": ["no_evidence", "not_judged", *self.wrong_with([group["total"], *group["parts"]])], "cls": ["F29"]})

    def wrong_with(self, parts):
        """A sum of written numbers of which one is wrong is no figure of the ledger either: contradicting it is right."""
        return ["contradicted"] if any(self.claims[i]["operator"] for i in parts) else []

    def number(self, expr, options, measure, more=None):
        """Writes the value of an expression, or an error in its place, and notes the truth."""
        more = more or {}
        true = more.get("value") if expr is None else self.ledger.value(expr)
        if true is None or true == 0 or (options.get("min") and true < int(options["min"])):
            raise Unfit("nothing to tell")
        self.planter.see()
        source, self.source = self.source, "text" if "p" in options else self.source
        error = self.planter.plant(self.ledger, expr, true, options, measure, more, options.get("mode") or self.mode)
        shown = error.value if error and error.value is not None else true
        written = (more.get("written") if not error else None) or self.written(shown, options, measure, more, bool(error))
        self.put(written, options, error.measure if error and error.measure else measure, {
            **more, "expr": expr, "true": true, "error": error})
        self.source = source

    def written(self, value, options, measure, more, plain):
        style = options.get("st", "auto")
        if plain and style != "percent":
            style = "plain"
        out = numerals.write(value, style, self.rng, more.get("negative", False))
        out = out or numerals.write(value, "auto", self.rng)
        if measure == "元" and isinstance(value, int) and value >= 10000 and style == "auto" and not plain:
            out = numerals.in_wan(value, self.rng) or out
        return out

    def put(self, written, options, measure, truth):
        bare = bool(options.get("bare"))
        self.text += written.prefix
        start = len(self.text)
        self.text += written.numeral
        end = len(self.text)
        self.text += written.between + ("" if bare or measure == "%" else measure) + written.suffix
        self.claims.append(self.claim(written, measure, truth, options, start, end, bare))
        self.join(options, len(self.claims) - 1)

    def claim(self, written, measure, truth, options, start, end, bare):
        expr, error, sign = truth.get("expr"), truth.get("error"), truth.get("sign", 1)
        lo, hi = written.lo, written.hi
        if sign < 0:
            lo, hi = (-hi if hi is not None else None), (-lo if lo is not None else None)
        kind, unit, period = self.about(expr, truth)
        mode = options.get("mode") or self.mode
        if mode in ("history", "quoted"):
            period = None               # whose time it is, is left open
        if mode == "plan" and self.source != "text":
            period = None
        cls = list(dict.fromkeys(self.cls + written.cls + truth.get("cls", []) + (["F20"] if unit != "u1" else []) +
                                 (["F18"] if measure in ("人", "人次") else []) + (["F23"] if bare else [])))
        verdict, accept = self.verdict(written, truth, mode, expr, error)
        simple = expr if not expr or expr[0] not in ("ratio", "growth_year") else expr[1]
        agg = truth.get("agg") or ({"count": "count"}.get(simple[0], simple[0]) if simple else "count")
        return {
            "start": start, "end": end, "text": self.text[start:end], "value": written.value * sign, "lo": lo, "hi": hi,
            "lo_open": written.lo_open, "hi_open": written.hi_open, "interval_free": written.interval_free, "bound": written.bound,
            "measure": measure, "kind": kind, "agg": agg, "expr": L.spell(error.expr if error and error.expr else expr) if expr else None,
            "bind": bool(expr) and truth.get("bind", True) and mode == "done" and not (error and error.unbound), "accept_exprs": [],
            "period": [d.isoformat() for d in period] if period else None,
            "period_source": self.source, "unit": unit, "mode": mode, "per": truth.get("per"), "verdict": verdict, "accept": accept,
            "operator": error.name if error else None, "group": options.get("g"), "cls": cls,
            "true": None if truth.get("true") is None else float(truth["true"])}

    def about(self, expr, truth):
        if not expr:
            return truth.get("kind"), truth.get("unit", self.unit), truth.get("period", self.period)
        inner = expr[1] if expr[0] in ("ratio", "growth_year") else expr
        return inner[1], inner[-2], inner[-1]

    @staticmethod
    def verdict(written, truth, mode, expr, error):
        if mode != "done":
            # A requirement may be held against the pack's rule, which says the same.
            return "not_judged", ["no_evidence"] + (["supported"] if mode == "requirement" else [])
        if error:
            return error.verdict, error.accept
        if truth.get("unbound"):
            return "no_evidence", truth.get("accept", [])
        if written.bound != "exact":
            return "approximately", ["supported", *truth.get("accept", [])]
        return "supported", (["approximately"] if written.interval_free or written.lo != written.hi else []) + truth.get("accept", [])

    # ---- checks inside the document ----
    def join(self, options, index):
        if "g" not in options:
            return
        group = self.groups.setdefault(options["g"], {"kind": re.sub(r"\d+$", "", options["g"]), "total": None, "parts": []})
        if options.get("role") == "total":
            group["total"] = index
        elif options.get("role") == "before":
            group["before"] = index
        else:
            group["parts"].append(index)

    def checks(self):
        out = []
        for group in self.groups.values():
            if group["total"] is None or not group["parts"]:
                continue
            if "before" in group:
                group["parts"].append(group.pop("before"))
            value = [self.claims[i]["value"] for i in group["parts"]]
            total = self.claims[group["total"]]["value"]
            if group["kind"] != "growth" and any(self.claims[i]["lo"] != self.claims[i]["hi"] for i in (group["total"], *group["parts"])):
                continue                # rounded: the words leave it open whether it adds up
            if group["kind"] == "sum":
                ok = abs(sum(value) - total) < 1e-6
            elif group["kind"] == "of":
                ok = max(value) <= total
            else:                       # growth: total is the percentage, parts are now and before
                ok = abs((value[0] / value[1] - 1) * 100 - total) < 0.1
            out.append({"kind": group["kind"], "ok": ok, "claims": [group["total"], *group["parts"]]})
        return out

    # ---- numbers of other things ----
    def slot_c(self, rest):
        what, _, tail = rest.partition("|")
        measure, options = self.options(tail.replace("|", " "))
        shown = re.match(r"(.*)=(\d+)\.\.(\d+)$", what)
        ends = re.match(r"(\d+)\.\.(\d+)$", what)
        if shown:
            lo, hi = int(shown.group(2)), int(shown.group(3))
            if lo == hi:
                written = numerals.Written(shown.group(1), lo, lo=lo, hi=hi, cls=["F02"])
            else:
                written = numerals.Written(shown.group(1), lo, bound="range", lo=lo, hi=hi, cls=["F07"])
        elif ends:
            many = self.place.said.setdefault(rest, self.rng.randint(int(ends.group(1)), int(ends.group(2))))
            written = self.written(many, options, measure, {}, False)
        else:
            written = numerals.Written(what, float(what.strip("%")), cls=["F01"])
            written.lo = written.hi = written.value
        if options.get("b"):
            low = options["b"] == "min"
            written.bound = "at_least" if low else "at_most"
            written.lo, written.hi = (written.value, None) if low else (None, written.value)
        self.put(written, options, "" if measure == "-" else measure, {
            "unbound": True, "kind": options.get("kind"), "accept": ["not_judged"] + (["ambiguous"] if options.get("kind") else []),
            "per": options.get("per")})

    def slot_z(self, rest):
        text, kind, measure = rest.split("|")
        start = len(self.text)
        self.text += text
        written = numerals.Written(text, 0, lo=0, hi=0, cls=["F21"])
        claim = self.claim(written, measure, {"expr": ("count", kind, (), self.unit, self.period), "true": 0,
                                              "accept": ["no_evidence"]}, {}, start, len(self.text), False)
        claim.update(bind=False, measure_any=True, no_numeral=not re.search(r"零|0", text))
        if not claim["no_numeral"]:
            at = re.search(r"零|0", text).start()
            claim.update(start=start + at, end=start + at + 1, text=text[at])
        self.claims.append(claim)

    def slot_X(self, rest):
        text, why = rest.split("|")
        self.non_claim(text, why)

    def slot_N(self, what):
        self.non_claim(*fillers.filler(what, self.rng, self.place.period[0].year))
