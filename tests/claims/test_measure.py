#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The measuring itself: an answer that says the truth reaches every goal, one that is wrong in one respect loses just there,
and a figure that got worse fails the ratchet."""
import copy
import json
import sys
import tempfile
import unittest
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parent / "generate")]
import formats
import ledger as L
import measure
import report
import score


def perfect(flat):
    """What a program without fault would answer."""
    claims = [{**{k: c[k] for k in ("start", "end", "text", "value", "lo", "hi", "lo_open", "hi_open", "bound", "measure", "mode", "verdict")},
               "period": dict(zip(("from", "to", "source"), [*(c["period"] or [None, None]), c["period_source"]])),
               "kind_candidates": [c["kind"]] if c["kind"] else [], "reason": "", "binding": {"expr": c["expr"], "alternatives": []},
               "ledger_value": c["true"] if c["expr"] and c["operator"] != "persons_visits" else None} for c in flat["claims"]]
    return {"text": flat["text"], "claims": claims, "checks": []}


class Measured(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.ledger = L.Ledger("small", 3)
        cls.flat = [formats.flatten(d) for d in report.reports(cls.ledger, "development", 6)]

    def figures(self, change=lambda answer: None):
        total = score.Score()
        for flat in self.flat:
            answer = copy.deepcopy(perfect(flat))
            change(answer)
            total.add("x", flat, answer, self.ledger)
        return total.measures()

    def test_an_answer_that_says_the_truth_reaches_every_goal(self):
        figures = self.figures()
        for name, goal, better in measure.GOALS:
            if name in figures:
                self.assertTrue(measure.met(goal, better, figures[name]), (name, figures[name]))
        for name in ("detection F1", "full tuple", "binding top-1", "verdicts", "planted errors: recall", "planted errors: precision of a flag"):
            self.assertEqual(figures[name], 1.0, name)

    def test_one_fault_is_seen_where_it_belongs(self):
        def every(**changed):
            return lambda answer: [c.update(changed) for c in answer["claims"]]
        faults = {
            "measure words": every(measure="辆"), "periods": every(period={"from": "1999-01-01", "to": "1999-12-31"}), "bounds": every(bound="exact"),
            "binding top-1": every(binding={"expr": "count(seminar; unit=u9; 1999)", "alternatives": []}),
            "planted errors: recall": every(verdict="supported"), "modes": every(mode="history"), "verdicts": every(verdict="unsure")}
        whole = self.figures()
        for name, fault in faults.items():
            self.assertLess(self.figures(fault)[name], 0.6 * whole[name], name)
        alarmed = self.figures(every(verdict="contradicted"))
        self.assertGreater(alarmed["false alarms per 100 true claims"], 60)
        self.assertLess(alarmed["planted errors: precision of a flag"], 0.2)
        self.assertGreater(self.figures(faults["binding top-1"])["right verdict, wrong reason"], 0.5)

    def test_a_number_raised_that_claims_nothing_costs_precision(self):
        flat = self.flat[0]
        plain = next(n for n in flat["non_claims"] if n["why"] == "date")
        answer = perfect(flat)
        answer["claims"].append({**answer["claims"][0], "start": plain["start"], "end": plain["end"]})
        total = score.Score()
        total.add("x", flat, answer, self.ledger)
        self.assertGreater(total.measures()["non-claims raised per 100"], 0)
        self.assertLess(total.measures()["detection precision"], 1)

    def test_places_are_found_again_in_text_with_other_spaces(self):
        total = score.Score()
        for flat in self.flat:
            answer = perfect(flat)
            noise = formats.noisy(flat["text"], 7, hard=True)
            own, other = formats.Solid(flat["text"]), formats.Solid(noise)
            back = {solid: i for i, solid in reversed(list(enumerate(other.place)))}
            for c in answer["claims"]:
                a, b = own.span(c["start"], c["end"])
                c["start"], c["end"] = back[a + 0] if a in back else 0, back[b - 1] + 1
                while noise[c["start"]] in formats.SPACES:
                    c["start"] += 1
                while other.place[c["end"]] < b:
                    c["end"] += 1
            answer["text"] = noise
            total.add("x", flat, answer, self.ledger)
        self.assertEqual(total.measures()["detection F1"], 1.0)

    def test_a_figure_that_got_worse_fails_the_ratchet(self):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "r.json"
            good, worse = {"small/x/txt": {"verdicts": 0.9, "prose: claims raised per page": 0.1}}, {"small/x/txt": {"verdicts": 0.8}}
            self.assertEqual(measure.ratchet(path, good, True), [])
            self.assertEqual(json.loads(path.read_text()), good)
            self.assertEqual(measure.ratchet(path, good, False), [])
            self.assertEqual(len(measure.ratchet(path, worse, False)), 1)
            self.assertEqual(len(measure.ratchet(path, {"small/x/txt": {"prose: claims raised per page": 0.2}}, False)), 1)


if __name__ == "__main__":
    unittest.main()
