#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Every message key used in the sources exists in zh and en; every key of the catalogues is used; files are sorted."""
import json
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
wrong = []
keys = {"zh": {}, "en": {}}
for lang in keys:
    for file in sorted((root / "src/words" / lang).glob("*.json")):
        words = json.loads(file.read_text(encoding="utf-8"))
        if list(words) != sorted(words):
            wrong.append(f"{file.relative_to(root)}: keys are not sorted")
        for key in words:
            if key.split(".")[0] != file.stem:
                wrong.append(f"{file.relative_to(root)}: {key} belongs into {key.split('.')[0]}.json")
        keys[lang].update(words)
rooms = {key.split(".")[0] for key in keys["zh"]} | {key.split(".")[0] for key in keys["en"]}
used = {}
prefixes = set()
sources = [f for pattern in ("*.cpp", "*.h") for f in (root / "src").rglob(pattern) if not f.name.endswith("_test.cpp")]
for file in sources:
    text = file.read_text(encoding="utf-8")
    for found in re.finditer(r'"@?([a-z][a-z0-9]*)\.([a-z0-9_]+)"', text):
        if found.group(1) in rooms and found.group(2) not in ("json", "toml", "h", "cpp", "sql"):
            used.setdefault(found.group(1) + "." + found.group(2), file.relative_to(root))
    # A key may be completed at run time from a closed list: "kinds.severity_" + name.
    prefixes |= {f.group(1) for f in re.finditer(r'"@?((?:%s)\.[a-z0-9_]*_)"' % "|".join(sorted(rooms)), text)}
for key, file in sorted(used.items()):
    for lang in keys:
        if key not in keys[lang] and not any(k.startswith(key) for k in keys[lang] if key.endswith("_")):
            wrong.append(f"{file}: {key} is missing in {lang}")
for key in sorted(keys["zh"]):
    if key not in used and not any(key.startswith(p) for p in prefixes):
        wrong.append(f"{key} is used nowhere")
for key in sorted(keys["zh"].keys() ^ keys["en"].keys()):
    wrong.append(f"{key} stands in one language only")
print("\n".join(wrong) if wrong else f"words: {len(keys['zh'])} messages in zh and en, all used")
sys.exit(1 if wrong else 0)
