# SPDX-License-Identifier: Apache-2.0
"""Holds what `youju check` says of a generated report against its truth. Places are compared without spaces, so the same truth
serves for text, DOCX, PDF and text with spacing noise."""
import collections
import difflib

import formats

FLAGS = {"contradicted", "inconsistent"}


def close(a, b, tolerance=1e-6):
    return (a is None and b is None) or (a is not None and b is not None and abs(a - b) <= tolerance * max(1.0, abs(a)))


def bare(expr):
    """Without what says nothing: the whole office, spaces."""
    return (expr or "").replace("unit=u1; ", "").replace(" ", "")


class Mapping:
    """Places of one text among the characters that are no space of another; texts that differ are aligned."""

    def __init__(self, own, other):
        self.own, self.other = formats.Solid(own), formats.Solid(other)
        self.blocks = None
        if self.own.text != self.other.text:
            matcher = difflib.SequenceMatcher(None, self.own.text, self.other.text, autojunk=False)
            self.blocks = matcher.get_matching_blocks()

    def span(self, start, end):
        a, b = self.own.span(start, end)
        if self.blocks is None:
            return a, b
        for block in self.blocks:
            if block.a <= a and b <= block.a + block.size:
                return a - block.a + block.b, b - block.a + block.b
        return None


class Score:
    def __init__(self):
        self.count = collections.Counter()
        self.failed = collections.defaultdict(collections.Counter)
        self.examples = collections.defaultdict(list)

    def fail(self, what, truth, line):
        for cls in truth["cls"] if truth else ["no claim"]:
            self.failed[what][cls] += 1
        self.examples[what].append(line)

    def by_class(self):
        return dict(self.failed)

    def add(self, name, truth, answer, ledger):
        mapping = Mapping(answer["text"], truth["text"])
        solid = formats.Solid(truth["text"])
        got = [(mapping.span(c["start"], c["end"]), c) for c in answer["claims"]]
        left = list(range(len(got)))
        self.matched = {}
        for i, claim in enumerate(truth["claims"]):
            self.count["truth"] += 1
            where = self.around(truth, claim)
            at = self.find(claim, solid.span(claim["start"], claim["end"]), got, left)
            if at is None:
                self.missing(claim, f"{name} {where}")
                continue
            left.remove(at)
            self.matched[at] = i
            self.judge(claim, got[at][1], f"{name} {where}", ledger)
        self.count["claimed"] += len(got)
        for at in left:
            self.count["false flags"] += got[at][1]["verdict"] in FLAGS
            c = got[at][1]
            self.fail("no claim", None, f"{name} {answer['text'][max(0, c['start'] - 14):c['end'] + 10]!r} read {c['text']!r}")
        self.non_claims(truth, solid, [got[at][0] for at in left if got[at][0]])
        self.checks(name, truth, answer)

    @staticmethod
    def around(truth, claim):
        a, b = claim["start"], claim["end"]
        text = truth["text"]
        return f"{text[max(0, a - 22):a]}【{text[a:b]}】{text[b:b + 10]}".replace("\n", "⏎").replace("\t", "→")

    @staticmethod
    def find(claim, span, got, left):
        if claim.get("no_numeral"):
            same = [i for i in left if got[i][0] and got[i][0][0] < span[1] and span[0] < got[i][0][1] and got[i][1]["value"] == 0]
        else:
            same = [i for i in left if got[i][0] == span]
        return max(same, key=lambda i: (close(claim["value"], got[i][1]["value"]),
                                        bare((got[i][1].get("binding") or {}).get("expr")) == bare(claim["expr"])), default=None)

    def missing(self, claim, line):
        self.fail("not found", claim, line)
        self.count["bounds"] += claim["bound"] != "exact"
        self.count["bind"] += claim["bind"]
        self.count["planted"] += bool(claim["operator"])
        self.count["true claims"] += not claim["operator"]

    def judge(self, claim, got, line, ledger):
        value = close(claim["value"], got["value"], 1e-4)
        self.count["hit"] += value
        if not value:
            self.fail("value", claim, f"{line} is {claim['value']}, read {got['value']}")
        bound = got["bound"] == claim["bound"] and self.interval(claim, got)
        if claim["bound"] != "exact":
            self.count["bounds"] += 1
            self.count["bound"] += bound
        if not bound:
            self.fail("bound", claim, f"{line} is {claim['bound']} {claim['lo']} {claim['hi']}, read {got['bound']} {got['lo']} {got['hi']}")
        measure = got["measure"] == claim["measure"] or claim.get("measure_any") or (
            claim.get("measure_free") and not got["measure"])
        period = not claim["period"] or [got["period"]["from"], got["period"]["to"]] == claim["period"]
        mode = got["mode"] == claim["mode"] or {claim["mode"], got["mode"]} <= {"history", "quoted"}
        kinds = got.get("kind_candidates") or []
        subject = claim["kind"] is None or kinds[:1] == [claim["kind"]]
        for key, right, is_, was in (("measure", measure, claim["measure"], got["measure"]), ("period", period, claim["period"], got["period"]),
                                     ("mode", mode, claim["mode"], got["mode"]), ("subject", subject, claim["kind"], kinds)):
            self.count[key] += bool(right)
            if not right:
                self.fail(key, claim, f"{line} is {is_}, read {was}")
        self.count["tuple"] += bool(value and bound and measure and period and mode and subject)
        self.bind(claim, got, line, ledger)

    @staticmethod
    def interval(claim, got):
        if claim["interval_free"] and claim["bound"] == "exact":
            return True
        if not (close(claim["lo"], got["lo"]) and close(claim["hi"], got["hi"])):
            return False
        if claim["bound"] == "exact":
            return True
        return all(got[e] is None or bool(claim[e + "_open"]) == got[e + "_open"] for e in ("lo", "hi"))

    def bind(self, claim, got, line, ledger):
        binding = got.get("binding") or {}
        first = bare(binding.get("expr"))
        others = [bare(a if isinstance(a, str) else a.get("expr")) for a in binding.get("alternatives", [])][:2]
        wanted = {bare(e) for e in [claim["expr"], *claim["accept_exprs"]]}
        right = claim["verdict"] == got["verdict"] or got["verdict"] in claim["accept"]
        if claim["bind"]:
            self.count["bind"] += 1
            self.count["top 1"] += first in wanted
            self.count["top 3"] += first in wanted or any(o in wanted for o in others)
            if first not in wanted:
                self.fail("binding", claim, f"{line} is {claim['expr']}, bound {binding.get('expr')} ({got['verdict']}, {got.get('reason')})")
            self.count["right verdicts bound"] += right
            self.count["wrong reason"] += right and first not in wanted and got["verdict"] in (
                "supported", "approximately", "contradicted")
            if first == bare(claim["expr"]) and claim["operator"] != "persons_visits" and claim["true"] is not None \
                    and got.get("ledger_value") is not None and not close(float(got["ledger_value"]), claim["true"], 1e-4):
                self.count["differ"] += 1
                self.fail("ledger differs", claim, f"{line} is {claim['true']}, ledger {got['ledger_value']}")
        self.count["verdict"] += right
        if not right:
            self.fail("verdict", claim, f"{line} [{claim['operator'] or 'true'}] is {claim['verdict']}, said {got['verdict']} "
                      f"({got.get('reason')}; {binding.get('expr')} = {got.get('ledger_value')})")
        flagged = got["verdict"] in FLAGS
        if claim["operator"]:
            self.count["planted"] += 1
            caught = flagged or right
            self.count["caught"] += caught
            self.count["right flags"] += flagged
            self.count[f"planted {claim['operator']}"] += 1
            self.count[f"caught {claim['operator']}"] += caught
            if not caught:
                self.fail("planted, not caught", claim, f"{line} {claim['operator']}: {got['verdict']} ({got.get('reason')}; {binding.get('expr')})")
        else:
            self.count["true claims"] += 1
            forgiven = flagged and got["verdict"] in claim["accept"]
            self.count["forgiven flags"] += forgiven
            if flagged and not forgiven:
                self.count["false flags"] += 1
                self.count["false alarms"] += 1
                self.fail("false alarm", claim, f"{line} {got['verdict']} ({got.get('reason')}; {binding.get('expr')} = {got.get('ledger_value')})")

    def non_claims(self, truth, solid, raised):
        for one in truth["non_claims"]:
            a, b = solid.span(one["start"], one["end"])
            self.count["non-claims"] += 1
            self.count["raised"] += any(x < b and a < y for x, y in raised)

    def checks(self, name, truth, answer):
        """A sum that does not add up, said of numbers none of which is wrong or stands beside a wrong one."""
        for check in answer.get("checks", []):
            if check["ok"]:
                continue
            self.count["checks failed"] += 1
            claims = [truth["claims"][self.matched[i]] for i in check.get("claims", []) if i in self.matched]
            if claims and not any(c["operator"] or "inconsistent" in c["accept"] for c in claims):
                self.count["false checks"] += 1
                self.fail("false check", claims[0], f"{name} {self.around(truth, claims[0])} {check['kind']}: {check['calculation']}")

    def measures(self):
        c = self.count
        share = lambda a, b, none=1.0: a / b if b else none
        p, r = share(c["hit"], c["claimed"]), share(c["hit"], c["truth"])
        flags = c["right flags"] + c["false flags"]
        return {
            "detection F1": 2 * p * r / (p + r) if p + r else 0.0, "detection precision": p, "detection recall": r,
            "non-claims raised per 100": 100 * share(c["raised"], c["non-claims"], 0.0), "bounds": share(c["bound"], c["bounds"]),
            "measure words": share(c["measure"], c["truth"]), "periods": share(c["period"], c["truth"]), "modes": share(c["mode"], c["truth"]),
            "subjects": share(c["subject"], c["truth"]), "full tuple": share(c["tuple"], c["truth"]),
            "binding top-1": share(c["top 1"], c["bind"]), "binding top-3": share(c["top 3"], c["bind"]), "verdicts": share(c["verdict"], c["truth"]),
            "planted errors: recall": share(c["caught"], c["planted"]), "planted errors: precision of a flag": share(c["right flags"], flags),
            "false alarms per 100 true claims": 100 * share(c["false alarms"], c["true claims"], 0.0),
            "right verdict, wrong reason": share(c["wrong reason"], c["right verdicts bound"], 0.0), "false checks": float(c["false checks"]),
            "ledger and truth differ": float(c["differ"]),
            **{f"caught: {k[8:]}": share(c[f"caught {k[8:]}"], n) for k, n in sorted(c.items()) if k.startswith("planted ")},
        }
