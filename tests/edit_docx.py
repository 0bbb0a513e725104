#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Edits a DOCX as a person at a word processor would, for stories: edit_docx.py IN OUT CHANGE…

    figure=KEY:VALUE   types VALUE over the first place of a figure
    delete=KEY         deletes the text and bookmark of every place of a figure
    words=OLD:NEW      changes words wherever they stand within one run
    add=TEXT           adds a paragraph after the first heading"""
import re
import sys
import zipfile
from xml.sax.saxutils import escape

source, target, *changes = sys.argv[1:]
with zipfile.ZipFile(source) as made:
    members = {info.filename: made.read(info) for info in made.infolist()}
body = members["word/document.xml"].decode("utf-8")


def place(key):
    found = re.search(rf'<w:bookmarkStart w:id="(\d+)" w:name="fig_{key}(?:__\d+)?"/>(.*?)<w:bookmarkEnd w:id="\1"/>', body)
    assert found, f"no place of {key} is left"
    return found


for change in changes:
    what, _, rest = change.partition("=")
    first, _, second = rest.partition(":")
    if what == "figure":
        found = place(first)
        retyped = re.sub(r"(<w:t[^>]*>)[^<]*(</w:t>)", lambda m: m[1] + escape(second) + m[2], found[2], count=1)
        body = body[:found.start(2)] + retyped + body[found.end(2):]
    elif what == "delete":
        while f'w:name="fig_{first}"' in body or f'w:name="fig_{first}__' in body:
            found = place(first)
            body = body[:found.start()] + body[found.end():]
    elif what == "words":
        assert first in body, f"the text does not hold {first}"
        body = body.replace(escape(first), escape(second))
    elif what == "add":
        at = body.index("</w:p>", body.index('"Heading1"')) + len("</w:p>")
        body = body[:at] + f"<w:p><w:r><w:t>{escape(rest)}</w:t></w:r></w:p>" + body[at:]
    else:
        sys.exit(f"unknown change: {change}")
members["word/document.xml"] = body.encode("utf-8")
with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as edited:
    for name, data in members.items():
        edited.writestr(name, data)
