#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Feeds the same bundles, good and tampered, to both verifiers and fails when they disagree or miss something.

Usage: bundle_agree.py BUILD_DIR [BUNDLE.zip …]
Without bundles: the invented office and all its tamperings, each with and without key and anchor. Given bundles are real
ones: both verifiers must find nothing wrong in them, and agree on 60 flipped bytes of each."""
import json
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parent.parent


def cpp(build, file, extra):
    done = subprocess.run([build / "youju-verify", file, "--json", *extra], capture_output=True, text=True)
    if done.returncode not in (0, 9):
        sys.exit(f"youju-verify {file}: exit {done.returncode} {done.stderr}")
    answer = json.loads(done.stdout)
    if (answer["verdict"] == "good") != (done.returncode == 0):
        sys.exit(f"youju-verify {file}: verdict and exit code differ")
    return answer


def javascript(build, files, extra):
    done = subprocess.run(["node", build / "verify-js/verify-js/cli.mjs", *files, "--json", *extra], capture_output=True, text=True)
    if done.returncode not in (0, 9):
        sys.exit(f"verify-js: exit {done.returncode} {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def essence(answer):
    places = lambda name: sorted((x["class"], x["where"], x["word"]) for x in answer[name])
    return {
        "verdict": answer["verdict"], "findings": places("findings"), "remarks": places("remarks"),
        "figures": [(f["key"], f["status"], f["said"], f["is"]) for f in answer["figures"]],
        "key_pinned": answer["key_pinned"], "anchored": answer["anchored"],
    }


def compare(build, folder, cases, extra, faults):
    """Gives the number compared; each case is (file, name, expected class or "" or "?")."""
    files = [folder / file for file, _, _ in cases]
    answers = javascript(build, files, extra)
    for (file, name, expected), second in zip(cases, answers, strict=True):
        first = cpp(build, folder / file, extra)
        a, b = essence(first), essence(second)
        if a != b:
            differing = {k: (a[k], b[k]) for k in a if a[k] != b[k]}
            faults.append(f"{name}: the verifiers disagree: {json.dumps(differing, ensure_ascii=False)}")
        found = {c for c, _, _ in a["findings"]}
        if expected == "" and found:
            faults.append(f"{name}: false alarm {a['findings']}")
        if expected == "?" and not found:
            faults.append(f"{name}: not noticed")
        if expected not in ("", "?") and expected not in found:
            faults.append(f"{name}: expected class {expected}, found {sorted(found)}")
    return len(cases)


def invented_office(build, faults):
    page = build / "verify.html"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        subprocess.run([build / "src/proof/bundle_cases", folder, *([page] if page.exists() else [])], check=True)
        listed = json.loads((folder / "cases.json").read_text(encoding="utf-8"))
        cases = [(c["file"], c["name"], c["class"]) for c in listed["cases"]]
        trusting = ["--key", listed["key"], "--anchor", str(folder / listed["anchor"])]
        count = compare(build, folder, cases, trusting, faults)
        bare = [(f, n, "" if c == "anchor" else c) for f, n, c in cases]
        return count + compare(build, folder, bare, [], faults)


def real_bundle(build, bundle, faults):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        shutil.copy(bundle, folder / "real.zip")
        bytes_ = bundle.read_bytes()
        cases = [("real.zip", bundle.name, "")]
        chance = random.Random(7)
        for i in range(60):
            at = chance.randrange(len(bytes_))
            changed = bytearray(bytes_)
            changed[at] ^= 1 << chance.randrange(8)
            (folder / f"{i}.zip").write_bytes(changed)
            cases.append((f"{i}.zip", f"{bundle.name} byte {at}", "?"))
        return compare(build, folder, cases, [], faults)


def main():
    build = pathlib.Path(sys.argv[1]).resolve()
    faults = []
    bundles = [pathlib.Path(p) for p in sys.argv[2:]]
    count = sum(real_bundle(build, b, faults) for b in bundles) if bundles else invented_office(build, faults)
    for fault in faults:
        print(fault)
    print(f"bundles given to both verifiers: {count - len(faults)} passed, {len(faults)} failed, 0 skipped")
    sys.exit(1 if faults else 0)


main()
