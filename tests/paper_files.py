#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Documents for the stories about templates and forms, built by hand, and looked into afterwards.

  paper_files.py docx FILE LINE…             a DOCX with its first line as title; a line with | is a row of a table
  paper_files.py xlsx FILE                   a form: title over merged cells, two rows to fill, a sum, a share, print settings
  paper_files.py text FILE.docx              its paragraphs, tracked deletions left out
  paper_files.py parts A B [PART…]           the parts that may differ do, all others have the same bytes
  paper_files.py figures FILE.docx N         N figures stand in bookmarks with links to them
  paper_files.py calculated FILE.xlsx CELL=VALUE…   as LibreOffice calculates it (prints "skipped" without LibreOffice)"""
import csv
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACK = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def escape(text):
    return text.replace("&", "&amp;").replace("<", "&lt;")


def types(overrides):
    inside = "".join(f'<Override PartName="{name}" ContentType="application/vnd.openxmlformats-officedocument.{kind}+xml"/>' for name, kind in overrides)
    return (f'{HEAD}<Types xmlns="{PACK}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/><Default Extension="bin" ContentType="application/octet-stream"/>{inside}</Types>')


def relations(rows):
    inside = "".join(f'<Relationship Id="{i}" Type="{REL}/{kind}" Target="{target}"/>' for i, kind, target in rows)
    return f'{HEAD}<Relationships xmlns="{PACK}/relationships">{inside}</Relationships>'


def write(file, parts):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in parts:
            info = zipfile.ZipInfo(name, (2024, 1, 5, 9, 30, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, text)


def make_docx(file, *lines):
    body, rows = [], []

    def paragraph(text, style=""):
        return f'<w:p>{style}<w:r><w:rPr><w:rFonts w:eastAsia="仿宋_GB2312"/></w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'

    def table():
        if rows:
            cells = "".join("<w:tr>" + "".join(f"<w:tc>{paragraph(cell.strip())}</w:tc>" for cell in row.split("|")) + "</w:tr>" for row in rows)
            body.append(f"<w:tbl>{cells}</w:tbl>")
            rows.clear()

    for number, line in enumerate(lines):
        if "|" in line:
            rows.append(line)
            continue
        table()
        body.append(paragraph(line, '<w:pPr><w:pStyle w:val="Title"/></w:pPr>' if number == 0 else ""))
    table()
    document = f'{HEAD}<w:document xmlns:w="{W}" xmlns:r="{REL}"><w:body>{"".join(body)}<w:sectPr><w:headerReference w:type="default" r:id="rId2"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr></w:body></w:document>'
    write(file, [("[Content_Types].xml", types([("/word/document.xml", "wordprocessingml.document.main"), ("/word/styles.xml", "wordprocessingml.styles"), ("/word/header1.xml", "wordprocessingml.header")])),
                 ("_rels/.rels", relations([("rId1", "officeDocument", "word/document.xml")])), ("word/document.xml", document),
                 ("word/_rels/document.xml.rels", relations([("rId1", "styles", "styles.xml"), ("rId2", "header", "header1.xml")])),
                 ("word/styles.xml", f'{HEAD}<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style></w:styles>'),
                 ("word/header1.xml", f'{HEAD}<w:hdr xmlns:w="{W}">{paragraph("内部资料")}</w:hdr>'), ("customXml/item1.xml", "<office>kept as it is</office>")])


def make_xlsx(file):
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"

    def text(cell, words, style=0):
        return f'<c r="{cell}" s="{style}" t="inlineStr"><is><t>{words}</t></is></c>'

    rows = [('<row r="1" ht="32" customHeight="1">' + text("A1", "组织生活情况统计表", 1) + "</row>"),
            ('<row r="2">' + text("A2", "项目") + text("B2", "应做") + text("C2", "已做") + text("D2", "完成率") + "</row>"),
            ('<row r="3">' + text("A3", "支委会") + '<c r="B3" s="2"/><c r="C3" s="2"/><c r="D3" s="3"><f>IF(B3=0,0,C3/B3)</f><v>0</v></c></row>'),
            ('<row r="4">' + text("A4", "主题党日") + '<c r="B4" s="2"/><c r="D4" s="3"><f>IF(B4=0,0,C4/B4)</f><v>0</v></c></row>'),
            ('<row r="5">' + text("A5", "合计") + '<c r="B5" s="2"><f>SUM(B3:B4)</f><v>99</v></c><c r="C5" s="2"><f>SUM(C3:C4)</f><v>99</v></c></row>')]
    sheet = (f'{HEAD}<worksheet xmlns="{main}" xmlns:r="{REL}"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:D5"/><cols><col min="1" max="1" width="18" customWidth="1"/></cols>'
             f'<sheetData>{"".join(rows)}</sheetData><mergeCells count="1"><mergeCell ref="A1:D1"/></mergeCells><printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.9" bottom="0.9" header="0.3" footer="0.3"/>'
             f'<pageSetup paperSize="9" orientation="landscape" r:id="rId1"/></worksheet>')
    other = f'{HEAD}<worksheet xmlns="{main}"><sheetData><row r="1">{text("A1", "填表说明：按季报送。")}</row></sheetData></worksheet>'
    styles = (f'{HEAD}<styleSheet xmlns="{main}"><numFmts count="1"><numFmt numFmtId="170" formatCode="0&quot;次&quot;"/></numFmts><fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills>'
              '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf applyAlignment="1"><alignment horizontal="center"/></xf><xf numFmtId="170" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>')
    workbook = (f'{HEAD}<workbook xmlns="{main}" xmlns:r="{REL}"><sheets><sheet name="统计表" sheetId="1" r:id="rId1"/><sheet name="说明" sheetId="2" r:id="rId2"/></sheets>'
                "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">统计表!$A$1:$D$5</definedName></definedNames></workbook>")
    write(file, [("[Content_Types].xml", types([("/xl/workbook.xml", "spreadsheetml.sheet.main"), ("/xl/worksheets/sheet1.xml", "spreadsheetml.worksheet"), ("/xl/worksheets/sheet2.xml", "spreadsheetml.worksheet"), ("/xl/styles.xml", "spreadsheetml.styles")])),
                 ("_rels/.rels", relations([("rId1", "officeDocument", "xl/workbook.xml")])), ("xl/workbook.xml", workbook),
                 ("xl/_rels/workbook.xml.rels", relations([("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "worksheets/sheet2.xml"), ("rId3", "styles", "styles.xml")])),
                 ("xl/worksheets/sheet1.xml", sheet), ("xl/worksheets/sheet2.xml", other), ("xl/styles.xml", styles),
                 ("xl/worksheets/_rels/sheet1.xml.rels", relations([("rId1", "printerSettings", "../printerSettings/printerSettings1.bin")])), ("xl/printerSettings/printerSettings1.bin", b"\x00\x01PAPER\xff")])


def text_of(file):
    root = ET.fromstring(zipfile.ZipFile(file).read("word/document.xml"))
    for paragraph in root.iter(f"{{{W}}}p"):
        print("".join(t.text or "" for t in paragraph.iter(f"{{{W}}}t")))


def compare_parts(one, other, *may_differ):
    a, b = zipfile.ZipFile(one), zipfile.ZipFile(other)
    assert a.namelist() == b.namelist(), f"{a.namelist()} and {b.namelist()}"
    differing = [name for name in a.namelist() if a.read(name) != b.read(name)]
    assert differing == sorted(may_differ, key=a.namelist().index), f"these differ: {differing}"
    print(f"{len(a.namelist()) - len(differing)} parts the same, {len(differing)} changed")


def count_figures(file, wanted):
    text = zipfile.ZipFile(file).read("word/document.xml").decode()
    names = re.findall(r'<w:bookmarkStart w:id="\d+" w:name="(fig_[^"]+)"', text)
    links = re.findall(r'<w:hyperlink w:anchor="(fig_[^"]+)" w:tooltip="([^"]+)"', text)
    assert len(names) == len(set(names)) == int(wanted), names
    assert {name for name, _ in links} <= set(names), links
    assert all(re.search(r" · [0-9A-Z]{8}$", tip) for _, tip in links), links
    print(f"{len(names)} figures, {len(links)} links")


def calculated(file, *wanted):
    if not shutil.which("soffice"):
        print("skipped")
        return
    with tempfile.TemporaryDirectory() as scratch:
        subprocess.run(["soffice", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false", "--outdir", scratch, file], check=True, capture_output=True, timeout=120, env=dict(os.environ, HOME=scratch))
        rows = list(csv.reader(next(pathlib.Path(scratch).glob("*.csv")).open(encoding="utf-8")))
    for one in wanted:
        cell, _, value = one.partition("=")
        found = rows[int(cell[1:]) - 1][ord(cell[0]) - ord("A")]
        assert found == value, f"{cell} is {found!r}, not {value!r}\n" + "\n".join(map(str, rows))
    print(f"{len(wanted)} cells calculated as they should")


if __name__ == "__main__":
    {"docx": make_docx, "xlsx": make_xlsx, "text": text_of, "parts": compare_parts, "figures": count_figures, "calculated": calculated}[sys.argv[1]](*sys.argv[2:])
