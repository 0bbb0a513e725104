# SPDX-License-Identifier: Apache-2.0
"""One generated document as text, Markdown, DOCX and PDF, and as the spaced and broken text that comes out of PDFs.

Claims are found again by their place among the characters that are no space (`solid`), so any reader's text can be compared."""
import random
import re
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape


def flatten(document, style="txt"):
    """{"text", "claims", "non_claims", "checks"} with offsets in the whole text; `style` txt or md."""
    out = {"text": "", "claims": [], "non_claims": [], "checks": []}
    before = None
    for block in document["blocks"]:
        cell = block["kind"] == "cell"
        same_row = cell and before and before["kind"] == "cell" and (before["table"], before["row"]) == (block["table"], block["row"])
        if style == "md":
            glue = " | " if same_row else (" |\n" if before and before["kind"] == "cell" else "\n" if before else "")
            if before and before["kind"] == "cell" and cell and not same_row and before["row"] == 0:
                glue += "|" + "---|" * (before["column"] + 1) + "\n"
            if cell and not same_row:
                glue += ("" if before and before["kind"] == "cell" else "\n") + "| "
            elif not cell:
                glue += "\n" if before else ""
                glue += "#" * (block["level"] + 1) + " " if block["kind"] == "heading" else ""
        else:
            glue = "\t" if same_row else "\n" if before else ""
        out["text"] += glue
        add(out, block)
        before = block
    out["text"] += (" |\n" if style == "md" and before["kind"] == "cell" else "\n")
    return out


def add(out, block):
    shift, first = len(out["text"]), len(out["claims"])
    out["text"] += block["text"]
    for name in ("claims", "non_claims"):
        out[name] += [{**c, "start": c["start"] + shift, "end": c["end"] + shift} for c in block[name]]
    out["checks"] += [{**c, "claims": [i + first for i in c["claims"]]} for c in block["checks"]]


SPACES = " \t\n\r\f\v\u00a0\u2009\u202f\u3000\u200b"


class Solid:
    """A text without its spaces, and the way between both."""

    def __init__(self, text):
        self.place = []        # of each character: how many that are no space stand before it
        self.chars = []
        for c in text:
            self.place.append(len(self.chars))
            if c not in SPACES:
                self.chars.append(c)
        self.place.append(len(self.chars))
        self.text = "".join(self.chars)

    def span(self, start, end):
        return self.place[min(start, len(self.place) - 1)], self.place[min(end, len(self.place) - 1)]


def noisy(text, seed, hard=False):
    """Spaces and line ends as they come out of PDFs: lines wrapped, thin spaces in numbers, spaces around them."""
    rng = random.Random(seed)

    def loosen(found):
        number = found.group()
        draw = rng.random()
        if len(number) >= 4 and draw < 0.3:
            head = len(number) % 3 or 3
            return rng.choice(["\u2009", " ", "\u202f"]).join([number[:head], *re.findall("...", number[head:])])
        if hard and len(number) >= 3 and draw > 0.95:
            return number[:-1] + "\n" + number[-1]
        return f" {number} " if draw > 0.7 else number

    lines = []
    for line in text.split("\n"):
        if "\t" in line:
            lines.append(line.replace("\t", "    "))
            continue
        line = re.sub(r"(?<![0-9.,，年〔第—\-/:·A-Z])[0-9]+(?![0-9.,，年〕月日—\-/:·%％])", loosen, line)
        width, at = rng.randint(34, 40), 0
        while len(line) - at > width:
            cut = at + width
            while line[cut] in "，。；、：）〕”" or line[cut - 1].isascii() and line[cut].isascii():
                cut -= 1
            lines.append(line[at:cut])
            at = cut
        lines.append(line[at:])
    return "\n".join(lines)


# ---- DOCX ----
TYPES = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
         '<Default Extension="xml" ContentType="application/xml"/>'
         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>'
         '<Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>')
RELS = ('<?xml version="1.0" encoding="UTF-8" standalone="yes"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" Target="{}"/></Relationships>')
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run_xml(text, bold):
    style = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph_xml(text, style, rng):
    """The text in runs cut anywhere, also inside numbers, as Word leaves them after editing."""
    cuts = sorted({0, len(text), *(rng.randrange(len(text) + 1) for _ in range(len(text) // 9))}) if text else [0, 0]
    runs = "".join(run_xml(text[a:b], rng.random() < 0.1) for a, b in zip(cuts, cuts[1:]))
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{properties}{runs}</w:p>"


def document_xml(document, rng):
    out, row, table = [], None, None

    def close(level):
        nonlocal row, table
        if row is not None:
            out.append("</w:tr>")
            row = None
        if level and table is not None:
            out.append("</w:tbl>")
            table = None

    for block in document["blocks"]:
        if block["kind"] != "cell":
            close(True)
            style = f"Heading{block['level'] + 1}" if block["kind"] == "heading" else ""
            out.append(paragraph_xml(block["text"], style, rng))
            continue
        if block["table"] != table:
            close(True)
            table = block["table"]
            columns = 1 + max(b["column"] for b in document["blocks"] if b["kind"] == "cell" and b["table"] == table)
            grid = '<w:gridCol w:w="2400"/>' * columns
            out.append(f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>')
        if block["row"] != row:
            close(False)
            row = block["row"]
            out.append("<w:tr>")
        out.append(f'<w:tc><w:tcPr><w:tcW w:w="2400" w:type="dxa"/></w:tcPr>{paragraph_xml(block["text"], "", rng)}</w:tc>')
    close(True)
    return "".join(out)


def write_docx(document, path, seed=1):
    rng = random.Random(seed)
    styles = "".join(f'<w:style w:type="paragraph" w:styleId="Heading{i}"><w:name w:val="heading {i}"/><w:pPr><w:outlineLvl w:val="{i - 1}"/></w:pPr></w:style>'
                     for i in (1, 2, 3))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    parts = {
        "[Content_Types].xml": TYPES, "_rels/.rels": RELS.format("officeDocument", "word/document.xml"),
        "word/_rels/document.xml.rels": RELS.format("styles", "styles.xml"), "word/styles.xml": f"{head}<w:styles {W}>{styles}</w:styles>",
        "word/document.xml": f'{head}<w:document {W}><w:body>{document_xml(document, rng)}<w:sectPr><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0)), text)
    return path


def write_pdf(docx, folder):
    """The DOCX as PDF by LibreOffice, or None where it is not at hand."""
    office = shutil.which("soffice")
    if not office:
        return None
    with tempfile.TemporaryDirectory() as profile:
        subprocess.run([office, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(docx)],
                       check=True, capture_output=True, timeout=180)
    return Path(folder) / (Path(docx).stem + ".pdf")
