#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""docs/limits.md says of every limit what the source says (ASVS 2.1.3): each row's constant stands in the file named, has the value written,
and its message exists; and every limit of the rooms that serve people stands on that page."""
import json
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
ROOMS = ("http", "web", "api", "app", "people", "kinds", "ledger")  # complete; of the others the page names what people meet
DECLARED = re.compile(r"\bconstexpr\s+[\w:<> ]+?\s(k[A-Z]\w*\s*=[^;]*);")
LIMIT = re.compile(r"k(?:Most|Max|Longest|Least|Largest|Greatest)[A-Z]?\w*")
ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \| `(src/[\w./]+)` `(k\w+)` \| ([^|]+) \|$", re.M)
UNITS = {"KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
INNER = re.compile(r"`(src/[\w./]+)`((?: `k\w+`,?)+)")


def names_and_values(text):
    """Constant → its value, where it is one number."""
    out = {}
    for found in DECLARED.finditer(re.sub(r"//[^\n]*", "", text)):
        for one in re.split(r",\s*(?=k[A-Z]\w*\s*=)", found[1]):
            name, _, said = one.partition("=")
            said = re.sub(r"std::int64_t\{(\d+)\}", r"\1", said.strip()).replace("'", "").replace("* Decimal::kScale", "").strip("{} ")
            said = re.sub(r"(\d)(?:[uU]?[lL]{0,2})\b", r"\1", said)
            out[name.strip()] = eval(said, {"__builtins__": {}}) if re.fullmatch(r"[\d\s<*+()]+", said) else None
    return out


def value_of(text):
    found = re.match(r"([\d,]+)(?: (\w+))?", text.strip())
    return int(found[1].replace(",", "")) * UNITS.get(found[2], 1) if found else None


def main():
    page, wrong = (ROOT / "docs/limits.md").read_text(encoding="utf-8"), []
    words = {key for file in (ROOT / "src/words/zh").glob("*.json") for key in json.loads(file.read_text(encoding="utf-8"))}
    sources, named = {}, set()

    def limits_of(file):
        if file not in sources:
            sources[file] = names_and_values((ROOT / file).read_text(encoding="utf-8")) if (ROOT / file).is_file() else {}
        return sources[file]

    rows = ROW.findall(page)
    for what, said, file, name, told in rows:
        named.add((file, name))
        there = limits_of(file).get(name)
        if there is None or there != value_of(said):
            wrong.append(f"docs/limits.md: {what}: the page says {said.strip()}, {file} says {there} ({name})")
        for key in re.findall(r"`([^`]+)`", told):
            if key not in words:
                wrong.append(f"docs/limits.md: {what}: there is no message {key}")
        if not re.fullmatch(r"`[^`]+`|\d{3}|–", told.strip()):
            wrong.append(f"docs/limits.md: {what}: how is it told? {told}")
    for file, names in INNER.findall(page[page.index("## Inside"):]):
        for name in re.findall(r"`(k\w+)`", names):
            named.add((file, name))
            if name not in limits_of(file):
                wrong.append(f"docs/limits.md: {file} has no {name} any more")
    found = 0
    for room in ROOMS:
        for path in sorted([*(ROOT / "src" / room).glob("*.cpp"), *(ROOT / "src" / room).glob("*.h")]):
            if path.stem.endswith("_test") or path.stem.startswith(("fuzz_", "test_")):
                continue
            file = path.relative_to(ROOT).as_posix()
            for name in limits_of(file):
                if LIMIT.fullmatch(name):
                    found += 1
                    if (file, name) not in named:
                        wrong.append(f"{file}: {name} stands on no list of docs/limits.md")
    if len(rows) < 40 or found < 100:
        wrong.append(f"only {len(rows)} rows and {found} constants found: their form has changed")
    print("\n".join(wrong) or f"limits: {len(rows)} rows say what the source says, {found} constants of {len(ROOMS)} rooms are placed")
    sys.exit(1 if wrong else 0)


main()
