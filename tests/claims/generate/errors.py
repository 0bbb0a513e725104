# SPDX-License-Identifier: Apache-2.0
"""Errors planted in true reports, as people make them. One claim in ten carries one; the truth says which."""
from dataclasses import dataclass, field

import ledger as L

OPERATORS = ["off_by_one", "digit_swap", "last_year", "wrong_unit", "plan_as_done", "persons_visits", "broken_total", "wrong_growth"]
PERSONS = {"theme_day": "present", "general_meeting": "present"}   # kinds whose records name who came
NOT_YET = {"planned", "approved", "issued"}                        # states of what was planned and has not taken place


@dataclass
class Error:
    name: str
    value: object = None
    measure: str | None = None
    verdict: str = "contradicted"
    accept: list = field(default_factory=list)
    expr: tuple | None = None      # what the changed words ask for, where that is another figure
    unbound: bool = False          # no figure answers the changed words


def swap_digits(n):
    """Two neighbouring digits change places, the first that differ; None where nothing can be swapped."""
    s = str(n)
    for i in range(len(s) - 1):
        t = s[:i] + s[i + 1] + s[i] + s[i + 2:]
        if t != s and t[0] != "0":
            return int(t)
    return None


class Planter:
    def __init__(self, rng, rate=0.1):
        self.rng, self.rate = rng, rate
        self.seen = self.planted = 0
        self.used = dict.fromkeys(OPERATORS, 0)
        self.draft = []
        self.draft_seen = 0

    def begin(self):
        self.draft, self.draft_seen = [], 0

    def commit(self):
        self.seen += self.draft_seen
        self.planted += len(self.draft)
        for name in self.draft:
            self.used[name] += 1

    def see(self):
        self.draft_seen += 1

    def plant(self, ledger, expr, true, options, measure, more, mode):
        if mode != "done" or "keep" in options or more.get("written") or more.get("keep") or self.draft:
            return None
        if options.get("st", "auto") not in ("auto", "plain", "cn", "percent"):
            return None
        chosen = self.possible(ledger, expr, true, options, measure)
        if not chosen:
            return None
        least = min(self.used[e.name] for e in chosen)
        # An operator that few sentences allow comes first.
        rate = self.rate * (1.2 if least == min(self.used.values()) else 1)
        if self.planted >= rate * (self.seen + self.draft_seen) or self.rng.random() > 0.6:
            return None
        error = self.rng.choice([e for e in chosen if self.used[e.name] == least])
        if "g" in options and error.name != "broken_total":
            error.accept = [*error.accept, "inconsistent"]
        self.draft.append(error.name)
        return error

    def possible(self, ledger, expr, true, options, measure):
        if options.get("role") == "total" and options["g"].startswith("sum") and true == int(true):
            step = self.rng.choice([-2, -1, 1, 2, 3, 10])
            if true + step > 0:
                return [Error("broken_total", int(true) + step, verdict="inconsistent", accept=["contradicted"])]
        if expr is None:
            return []
        if expr[0] == "growth_year":
            wrong = true * self.rng.choice([0.7, 1.3, 1.6]) + (1.7 if true > 0 else -1.7)
            return [Error("wrong_growth", wrong, accept=["inconsistent"])] if (wrong > 0) == (true > 0) else []
        if expr[0] in ("ratio", "average"):
            return []
        out = []
        if true == int(true):
            n = int(true)
            out.append(Error("off_by_one", n + self.rng.choice([-1, 1] if n > 1 else [1])))
            if swap_digits(n):
                out.append(Error("digit_swap", swap_digits(n)))
        sister = self.rng.choice([u for u in ledger.units if u != expr[-2]])
        for name, value in (("last_year", ledger.value(L.at_period(expr, L.year_before(expr[-1])))),
                            ("wrong_unit", ledger.value(L.at_unit(expr, sister))), ("plan_as_done", ledger.value(expr, NOT_YET))):
            if value and value != true:
                out.append(Error(name, value))
        return out + ([] if "noswap" in options or options.get("bare") else self.swapped_measure(ledger, expr, true, measure))

    def swapped_measure(self, ledger, expr, true, measure):
        if expr[0] == "distinct" and expr[1] in PERSONS:
            asked = ("sum", expr[1], "headcount", *expr[3:])
            return [Error("persons_visits", measure="人次", expr=asked)] if ledger.value(asked) != true else []
        if expr[0] != "sum" or measure != "人次" or expr[2] not in ("headcount", "people"):
            return []
        if expr[1] in PERSONS:
            asked = ("distinct", expr[1], PERSONS[expr[1]], *expr[3:])
            return [Error("persons_visits", measure="人", expr=asked, accept=["no_evidence", "ambiguous"])] if ledger.value(asked) != true else []
        return [Error("persons_visits", measure="人", verdict="no_evidence", accept=["contradicted", "ambiguous"], unbound=True)]
