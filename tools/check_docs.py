#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every function that docs/life-of-*.md names stands in the file named with it, and every file that docs link to exists.
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
if checked < 20:
    wrong.append(f"only {checked} functions found in docs/life-of-*.md: the form of these pages has changed")
print("\n".join(wrong) or f"docs: {checked} functions named stand where the pages say, every link leads to a file")
sys.exit(1 if wrong else 0)
