#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Fails on any include that climbs, goes round or enters a room past its door. Reads src/ROOMS; has no exceptions.

From outside a room only <room>/<room>.h may be included; base and words: any header. A generated header
<room>/<room>_sql.h belongs to its own room. app and view may be entered by any of their headers (one header per wish, one per page)."""
import pathlib
import re
import sys

root = pathlib.Path(__file__).resolve().parent.parent
src = root / "src"
allowed, order = {}, []
for line in (src / "ROOMS").read_text().splitlines():
    if not line or line.startswith("#"):
        continue
    room, rest = line.split(":")
    for lower in rest.split():
        if lower not in order:
            sys.exit(f"src/ROOMS: {room} names {lower}, which does not stand above it")
    allowed[room] = set(rest.split())
    order.append(room)

wrong = []
for file in sorted(src.rglob("*.cpp")) + sorted(src.rglob("*.h")):
    parts = file.relative_to(src).parts
    if len(parts) < 2:
        continue
    room = parts[0]
    if room not in allowed:
        wrong.append(f"{file.relative_to(root)}: room {room} is not in src/ROOMS")
        continue
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        found = re.match(r'\s*#include\s+"([^"]+)"', line)
        if not found:
            continue
        target = found.group(1).split("/")
        if len(target) < 2 or target[0] == room or target[0] not in allowed:
            continue
        other = target[0]
        where = f"{file.relative_to(root)}:{number}"
        is_test = file.name.endswith("_test.cpp")
        if other not in allowed[room] and not (is_test and order.index(other) < order.index(room)):
            wrong.append(f"{where}: {room} may not include {other}")
        elif other not in ("base", "words", "app", "view") and target[1:] != [other + ".h"]:
            wrong.append(f"{where}: enter {other} by its door {other}/{other}.h")
print("\n".join(wrong) if wrong else f"rooms: {len(order)} in order, no circles")
sys.exit(1 if wrong else 0)
