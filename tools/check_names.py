#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""The files of a room are compiled several together in a release: constants, types and aliases of their unnamed namespaces have names of
their own within the room. Tests and fuzz targets are left out."""
import collections
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DECLARED = re.compile(r"^(?:static )?(?:inline )?(?:constexpr|const) [^=({;]*?\b(k[A-Z]\w*)(?:\[\w*\])?(?: =|\{|;|, k)|^using (\w+ = .*);|^(?:struct|class|enum class) (\w+)[^;]*$")


def names_in(text):
    """Names declared at the outermost level of unnamed namespaces; an alias with what it stands for, as the same alias may stand twice."""
    inside = False
    for line in text.splitlines():
        if line == "namespace {":
            inside = True
        elif line.startswith("}  // namespace") and line == "}  // namespace":
            inside = False
        elif inside and (found := DECLARED.match(line)):
            yield next(name for name in found.groups() if name)
            if line.startswith("constexpr"):
                yield from re.findall(r", (k[A-Z]\w*) =", line)


def main():
    wrong, seen = [], 0
    for room in sorted(path for path in (ROOT / "src").iterdir() if path.is_dir()):
        places = collections.defaultdict(dict)
        for file in sorted(room.glob("*.cpp")):
            if file.stem.endswith("_test") or file.stem.startswith(("fuzz_", "test_", "fixture")) or "_main" in file.stem:
                continue
            for name in names_in(file.read_text()):
                short, _, stands_for = name.partition(" = ")
                places[short].setdefault(stands_for or file.name, file.name)
                seen += 1
        wrong += [f"src/{room.name}: {name} in {', '.join(sorted(files.values()))}" for name, files in places.items() if len(files) > 1]
    print("\n".join(wrong) if wrong else f"names: {seen} names of files of their own, none twice in a room")
    sys.exit(1 if wrong else 0)


main()
