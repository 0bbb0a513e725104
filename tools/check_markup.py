#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Text becomes markup in one place (ASVS 1.1.2, 3.2.2). In C++: no room but `view` writes tags of pages into literals or calls raw_html, and
in `view` the few files that do are named here with what they write; no attribute is a handler of events. In the scripts of pages: nothing
that reads text as markup or as a program. A name here that is no longer needed is wrong as well."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
# What serves pages. `paper`, `report`, `draft`, `sheet` and `chart` write files in formats of their own, each with one function that escapes.
ROOMS = ("view", "web", "api", "app", "http", "cli", "flow", "people", "factor", "index", "figures", "judge", "claim", "kinds", "ledger", "db", "base", "words")
MARKUP = {
    "src/view/frame.cpp": "the beginning of every page: constants and addresses of our own files; drawings",
    "src/view/public.cpp": "the beginning of the public page: a constant",
    "src/view/figure.cpp": "a bar as a drawing: two numbers",
    "src/view/feed.cpp": "a code as a drawing: numbers and the path of its squares",
    "src/view/office_address.cpp": "the beginning of the page of addresses; its own style sheet",
    "src/app/claims_page.cpp": "a checked draft as a file of its own: every word goes through escaped (tests/check_hostile reads it)",
    "src/api/feed.cpp": "Atom: every value goes through xml_text (tests/check_hostile reads it)",
}
RAW = {
    "src/view/html.h": "declares it", "src/view/html.cpp": "is it", "src/view/frame.cpp": "constants", "src/view/feed.cpp": "a drawing", "src/view/public.cpp": "constants",
    "src/view/figure.cpp": "a drawing", "src/view/office_address.cpp": "our style sheet", "src/web/pages_report.cpp": "a drawing of room chart, whose words chart escapes (src/chart/chart_test.cpp)",
}
SCRIPTS = ("src/view/static", "verify-js/core", "verify-js/page")
TEXT_AS_MARKUP = re.compile(r"\b(innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|setHTML|parseHTMLUnsafe|srcdoc|DOMParser|document\.write(?:ln)?|eval|execScript|importScripts)\b"
                            r"|\bnew\s+(Function)\b|(?<![.\w])(Function)\s*\(|\b(set(?:Timeout|Interval))\s*\(\s*['\"`]|\bsetAttribute\w*\(\s*['\"`](on\w+)|['\"`]\s*(javascript):")
READS = {("src/view/static/youju.js", "DOMParser"): "a page of this server that was fetched; a document made so runs nothing, and the pages' policy forbids scripts in it"}
TAG = re.compile(r"<(?:/?[A-Za-z][\w-]*(?=[\s>/\"]|$)|!doctype|\?xml)", re.I)
LITERAL = re.compile(r'//[^\n]*|/\*.*?\*/|\'(?:\\.|[^\'\\\n])\'|(?:u8|[uUL])?R"([^()\\ ]{0,16})\((.*?)\)\1"|"((?:\\.|[^"\\\n])*)"', re.S)
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/|('(?:\\.|[^'\\\n])*'|\"(?:\\.|[^\"\\\n])*\"|`(?:\\.|[^`\\])*`)", re.S)


def literals(text):
    """(line, what a string literal of C++ says); an #include is none."""
    text = re.sub(r"^[ \t]*#[^\n]*", "", text, flags=re.M)
    for found in LITERAL.finditer(text):
        said = found[2] if found[2] is not None else found[3]
        if said is not None:
            yield text.count("\n", 0, found.start()) + 1, said


def main():
    wrong, used, seen = [], set(), 0
    for room in ROOMS:
        for file in sorted([*(ROOT / "src" / room).glob("*.cpp"), *(ROOT / "src" / room).glob("*.h")]):
            name = file.relative_to(ROOT).as_posix()
            if file.stem.endswith("_test") or file.stem.startswith(("fuzz_", "test_", "fixture")):
                continue
            text, seen = file.read_text(encoding="utf-8"), seen + 1
            for line, said in literals(text):
                if TAG.search(said):
                    used.add(name)
                    if name not in MARKUP:
                        wrong.append(f"{name}:{line}: a tag is written as text: {said[:60]!r}; elements are made in room view")
            code = re.sub(r"//[^\n]*", "", text)
            if re.search(r"\braw_html\b", code):
                used.add((name,))
                if name not in RAW:
                    wrong.append(f"{name}: calls raw_html, which escapes nothing")
            for found in re.finditer(r"\b(?:attr|attr_if|flag)\(\s*\"(on\w+|style|srcdoc)\"", code):
                wrong.append(f"{name}:{code.count(chr(10), 0, found.start()) + 1}: the attribute {found[1]} is not used: the pages' policy forbids it")
    scripts = [file for folder in SCRIPTS for pattern in ("*.js", "*.mjs", "*.html") for file in sorted((ROOT / folder).glob(pattern))]
    for file in scripts:
        name = file.relative_to(ROOT).as_posix()
        code = COMMENT.sub(lambda found: found[1] or "", file.read_text(encoding="utf-8"))
        for found in TEXT_AS_MARKUP.finditer(code):
            what = next(one for one in found.groups() if one)
            used.add((name, what))
            if (name, what) not in READS:
                wrong.append(f"{name}: {what} reads text as markup or as a program; text goes in as text (textContent)")
    wrong += [f"{name} is named in tools/check_markup.py and writes no markup any more" for name in MARKUP if name not in used]
    wrong += [f"{name} is named in tools/check_markup.py and does not call raw_html any more" for name in RAW if (name,) not in used]
    wrong += [f"{name}: {what} is named in tools/check_markup.py and not used any more" for name, what in READS if (name, what) not in used]
    if len(scripts) < 10 or seen < 300:
        wrong.append(f"only {len(scripts)} scripts and {seen} files of C++ found: they have moved")
    print("\n".join(wrong) or f"markup: {seen} files of C++ and {len(scripts)} scripts; {len(MARKUP)} write tags, {len(RAW) - 2} hand them on as they are, each with its reason")
    sys.exit(1 if wrong else 0)


main()
