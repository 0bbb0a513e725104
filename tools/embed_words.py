#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Merges src/words/{zh,en}/<room>.json into one sorted C++ table. Usage: embed_words.py SRC_WORDS OUT.cpp"""
import json
import pathlib
import sys


def catalogue(folder):
    words = {}
    for file in sorted(folder.glob("*.json")):
        for key, text in json.loads(file.read_text(encoding="utf-8")).items():
            if key in words:
                sys.exit(f"{file}: {key} stands in two files")
            words[key] = text
    return words


def main():
    source, out = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    zh, en = catalogue(source / "zh"), catalogue(source / "en")
    rows = []
    for key in sorted(zh.keys() | en.keys()):
        rows.append("  {%s, %s, %s}," % (json.dumps(key), chars(zh.get(key, "")), chars(en.get(key, ""))))
    text = ('#include "words/catalogue.h"\nnamespace youju::words {\n'
            "static constexpr CatalogueRow kRows[] = {\n" + "\n".join(rows) + "\n};\nstd::span<const CatalogueRow> catalogue() { return kRows; }\n}\n")
    out.parent.mkdir(parents=True, exist_ok=True)
    if not out.exists() or out.read_text(encoding="utf-8") != text:
        out.write_text(text, encoding="utf-8")


def chars(text):
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t").replace("?", "\\?")
    return '"' + escaped + '"'


main()
