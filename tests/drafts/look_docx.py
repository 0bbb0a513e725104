#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""What stands in a marked DOCX, as lines that a story can hold: look_docx.py FILE [BEFORE]

    comment Youju [8] 与台账一致 | 台账中为8次 …    author, the words it stands at, its paragraphs
    change Youju -8 +9                             a tracked change: what goes, what comes
    same word/styles.xml                           with BEFORE: parts of the same bytes …
    changed word/document.xml                      … and the others
    text unchanged                                 without our marks the text is that of BEFORE"""
import re
import sys
import zipfile
from xml.etree import ElementTree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OURS = "Youju"


def parts(path):
    with zipfile.ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def words(element):
    return "".join(x.text or "" for x in element.iter() if x.tag in (W + "t", W + "delText"))


def anchors(story):
    """Comment number → the text between its marks, deleted text in brackets."""
    open_, found = {}, {}
    deleted = 0

    def walk(element):
        nonlocal deleted
        deleted += element.tag == W + "del"
        if element.tag == W + "commentRangeStart":
            open_[element.get(W + "id")] = ""
        elif element.tag == W + "commentRangeEnd":
            found[element.get(W + "id")] = open_.pop(element.get(W + "id"), "")
        elif element.tag in (W + "t", W + "delText"):
            for number in open_:
                open_[number] += f"({element.text})" if deleted else element.text or ""
        for child in element:
            walk(child)
        deleted -= element.tag == W + "del"

    walk(story)
    return found


def without_ours(story):
    """The text as it was: our insertions gone, our deletions still there."""
    out = []

    def walk(element, gone):
        gone = gone or (element.tag == W + "ins" and element.get(W + "author") == OURS)
        restored = element.tag == W + "del" and element.get(W + "author") == OURS
        if element.tag == W + "del" and not restored:
            return
        if element.tag == W + "p":
            out.append("\n")
        if element.tag in (W + "t", W + "delText") and not gone:
            out.append(element.text or "")
        for child in element:
            walk(child, gone)

    walk(story, False)
    return "".join(out)


def main():
    made = parts(sys.argv[1])
    before = parts(sys.argv[2]) if len(sys.argv) > 2 else None
    body = ElementTree.fromstring(made["word/document.xml"])
    at = anchors(body)
    if "word/comments.xml" in made:
        for comment in ElementTree.fromstring(made["word/comments.xml"]).iter(W + "comment"):
            said = " | ".join(words(p) for p in comment.iter(W + "p"))
            print("comment", comment.get(W + "author"), f"[{at.get(comment.get(W + 'id'), '')}]", said)
    for name, bytes_ in made.items():
        if not name.endswith(".xml") or "/document" not in name and "/foot" not in name and "/header" not in name:
            continue
        gone = ""
        for element in ElementTree.fromstring(bytes_).iter():
            if element.tag == W + "del" and element.get(W + "author") == OURS:
                gone = words(element)
            if element.tag == W + "ins" and element.get(W + "author") == OURS:
                print("change", OURS, f"-{gone}", f"+{words(element)}")
                gone = ""
    if before is not None:
        for name in made:
            print("same" if before.get(name) == made[name] else "changed" if name in before else "new", name)
        same = without_ours(body) == without_ours(ElementTree.fromstring(before["word/document.xml"]))
        print("text", "unchanged" if same else "CHANGED")
        # Marks aside, the body has its old bytes: no run was written anew except where a number was cut out of it.
        marks = re.compile(rb"<w:comment(?:RangeStart|RangeEnd)[^>]*/>|<w:r>(?:<w:rPr>(?:(?!</w:rPr>).)*</w:rPr>)?<w:commentReference[^>]*/></w:r>")
        print("styles kept" if made.get("word/styles.xml") == before.get("word/styles.xml") else "styles CHANGED", len(marks.findall(made["word/document.xml"])), "marks")


main()
