#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every function that docs/life-of-*.md names stands in the file named with it, every file that docs link to exists, every row of
docs/mission.md names tests that exist or says "no test", and both READMEs name every command.
In these pages a file is `room/file.cpp`; the function follows in backticks, and further functions after it belong to it."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
NAMED = re.compile(r"`([a-z_]+/[a-z_]+\.(?:cpp|h))`((?:\s+`[A-Za-z_:]+`(?:\s+(?:and|,))?)+)")
wrong, checked = [], 0


def is_defined(source, name):
    # The name before its brackets, as a function of its own or of a class; not merely a word in a comment.
    code = re.sub(r"//[^\n]*", "", source)
    return re.search(r"(?:^|[\s:*&])" + re.escape(name.split("::")[-1]) + r"\s*\(", code) is not None


for page in sorted((root / "docs").glob("life-of-*.md")):
    text = page.read_text(encoding="utf-8")
    for found in NAMED.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        file = root / "src" / found[1]
        if not file.is_file():
            wrong.append(f"docs/{page.name}:{line}: there is no src/{found[1]}")
            continue
        source = file.read_text(encoding="utf-8")
        for name in re.findall(r"`([A-Za-z_:]+)`", found[2]):
            checked += 1
            if not is_defined(source, name):
                wrong.append(f"docs/{page.name}:{line}: src/{found[1]} has no function {name}")
for page in sorted(root.glob("*.md")) + sorted((root / "docs").rglob("*.md")):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", text):
        if "://" not in target and not (page.parent / target).exists():
            wrong.append(f"{page.relative_to(root)}: links to {target}, which is not there")


# ---- mission: rows M1–M23 and their tests ----
TEST = re.compile(r"`((?:src|tests|stories)/[A-Za-z0-9_./*-]+)`|`(test_[a-z_]+)`")
declared = "\n".join(file.read_text(encoding="utf-8") for file in (root / "src").rglob("CMakeLists.txt"))


def is_test(path, target):
    if target:  # a test program: declared outright, or of a room (youju_room(x … TESTS) makes test_x)
        return re.search(rf"\b{target}\b", declared) or re.search(rf"youju_room\({target[5:]}\b[^)]*TESTS", declared)
    return list(root.glob(path if not path.startswith("stories/") else "tests/" + path))


rows = {}
for line in (root / "docs/mission.md").read_text(encoding="utf-8").splitlines():
    if found := re.match(r"\| (M\d+) \|", line):
        rows[found[1]] = line.strip("| ").split("|")[-1]
for number in range(1, 24):
    tests = rows.get(f"M{number}")
    if tests is None:
        wrong.append(f"docs/mission.md: row M{number} is missing")
        continue
    named = TEST.findall(tests)
    if not named and "no test" not in tests:
        wrong.append(f"docs/mission.md: row M{number} names no test of its own and does not say so (no test)")
    wrong += [f"docs/mission.md: row M{number} names {path or target}, which is not there" for path, target in named if not is_test(path, target)]
# ---- every command stands in both READMEs ----
COMMAND = re.compile(r'\{\s*"([a-z]+(?: [a-z]+)?)",\s*"[^"]*"(?:\s*"[^"]*")*,\s*"[a-z]+\.(?:help|cmd_)')
commands = sorted({name for file in (root / "src/cli").glob("*.cpp") for name in COMMAND.findall(file.read_text(encoding="utf-8"))})
if len(commands) < 40:
    wrong.append(f"only {len(commands)} commands found in src/cli: the form of their tables has changed")
for page in ("README.md", "README.zh-CN.md"):
    text = (root / page).read_text(encoding="utf-8")
    wrong += [f"{page}: the command `{name}` is not there" for name in commands if f"`{name}`" not in text]
if checked < 20:
    wrong.append(f"only {checked} functions found in docs/life-of-*.md: the form of these pages has changed")
print("\n".join(wrong) or f"docs: {checked} functions named stand where the pages say, every link leads to a file, {len(rows)} rows of the mission "
      f"name their tests, {len(commands)} commands stand in both READMEs")
sys.exit(1 if wrong else 0)
