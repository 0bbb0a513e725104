#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Makes the sample drafts beside it: DOCX as Word, WPS and LibreOffice write them, by hand, with the standard library alone.
Usage: make_drafts.py [FOLDER]. The same script makes the same bytes."""
import pathlib
import sys
import zipfile

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
        "w15": "http://schemas.microsoft.com/office/word/2012/wordml",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wpsCustomData": "http://www.wps.cn/officeDocument/2013/wpsCustomData",
    }.items()
) + ' mc:Ignorable="w14 w15"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def run(text, properties="", attributes=""):
    return f'<w:r{attributes}>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(inside, properties=""):
    return f'<w:p>{f"<w:pPr>{properties}</w:pPr>" if properties else ""}{inside}</w:p>'


def cell(text, properties=""):
    return f'<w:tc><w:tcPr><w:tcW w:w="2400" w:type="dxa"/>{properties}</w:tcPr>{paragraph(run(text) if text else "")}</w:tc>'


def table(rows, columns):
    grid = "".join('<w:gridCol w:w="2400"/>' for _ in range(columns))
    borders = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                      for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
    return (f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/><w:tblBorders>{borders}</w:tblBorders></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def row(cells, header=False):
    return f'<w:tr>{"<w:trPr><w:tblHeader/></w:trPr>" if header else ""}{"".join(cells)}</w:tr>'


def field(code, result):
    return (f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
            f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(result)}<w:r><w:fldChar w:fldCharType="end"/></w:r>')


def shape(inside, number, text_fallback):
    """A text box as Word writes it: once for itself, once for programs before 2010."""
    drawing = (f'<w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="2400000" cy="500000"/>'
               f'<wp:docPr id="{number}" name="Text Box {number}"/><a:graphic>'
               '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>'
               '<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="2400000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
               '<a:ln w="6350"><a:solidFill><a:prstClr val="black"/></a:solidFill></a:ln></wps:spPr>'
               f"<wps:txbx><w:txbxContent>{inside}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>")
    old = (f'<w:pict><v:shape id="_s{number}" style="width:189pt;height:39pt"><v:textbox><w:txbxContent>{text_fallback}</w:txbxContent></v:textbox></v:shape></w:pict>')
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'


def relation(number, kind, target):
    return f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def docx(path, body, parts=(), section=""):
    """parts: (name without .xml, kind of relation, root element, inside)"""
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{WORD}{kind}+xml"/>' for name, kind, _, _ in parts)
    links = "".join(relation(i + 1, kind, f"{name}.xml") for i, (name, kind, _, _) in enumerate(parts))
    page = '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1800" w:bottom="1440" w:left="1800" w:header="851" w:footer="992" w:gutter="0"/>'
    members = [
        ("[Content_Types].xml", f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
         f'<Override PartName="/word/document.xml" ContentType="{WORD}document.main+xml"/>{types}</Types>'),
        ("_rels/.rels", f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relation(1, "officeDocument", "word/document.xml")}</Relationships>'),
        ("word/document.xml", f"{HEAD}<w:document {SPACES}><w:body>{body}<w:sectPr>{section}{page}</w:sectPr></w:body></w:document>"),
        ("word/_rels/document.xml.rels", f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'),
    ]
    members += [(f"word/{name}.xml", f"{HEAD}<w:{root} {SPACES}>{inside}</w:{root}>") for name, _, root, inside in parts]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, text in members:
            facts = zipfile.ZipInfo(name, (2024, 1, 5, 9, 30, 0))
            facts.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(facts, text)


STYLES = ("styles", "styles", "styles",
          '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Liberation Serif" w:eastAsia="Noto Serif CJK SC" w:hAnsi="Liberation Serif"/><w:sz w:val="24"/></w:rPr></w:rPrDefault></w:docDefaults>'
          '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
          '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr><w:rPr><w:b/><w:sz w:val="32"/></w:rPr></w:style>'
          '<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Title"/><w:basedOn w:val="a"/><w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="36"/></w:rPr></w:style>')


def word(folder):
    """As Word: split runs, tracked changes, a field, a control, a text box, a footnote, a comment that is there already."""
    note = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    note += f'<w:footnote w:id="1">{paragraph("<w:r><w:footnoteRef/></w:r>" + run("含重访3户。"))}</w:footnote>'
    old = '<w:comment w:id="0" w:author="王某" w:date="2024-01-02T08:00:00Z" w:initials="王"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t>请核对。</w:t></w:r></w:p></w:comment>'
    boxed = paragraph(run("框内：慰问12人"))
    body = (
        paragraph(run("2023年工作总结"), '<w:pStyle w:val="a3"/>')
        + paragraph(run("一、会议学习"), '<w:pStyle w:val="1"/>')
        + paragraph(run("全年召开支部党员大会", "<w:b/>", ' w:rsidR="00A10001"') + run("1", "<w:b/>") + '<w:proofErr w:type="spellStart"/>'
                    + run("2次，", "<w:b/>") + run("党课 4 次，参加") + '<w:ins w:id="11" w:author="李某" w:date="2024-01-03T08:00:00Z">' + run("1086")
                    + '</w:ins><w:del w:id="12" w:author="李某" w:date="2024-01-03T08:00:00Z"><w:r><w:delText>986</w:delText></w:r></w:del>' + run("人次。"))
        + paragraph(run("走访困难职工15户") + '<w:r><w:footnoteReference w:id="1"/></w:r>' + run("，合计") + field("=SUM(ABOVE)", "27") + run("户，发放慰问金")
                    + f'<w:sdt><w:sdtPr><w:alias w:val="金额"/><w:id w:val="5"/></w:sdtPr><w:sdtContent>{run("3.5")}</w:sdtContent></w:sdt>' + run("万元。"))
        + paragraph('<w:commentRangeStart w:id="0"/>' + run("表彰先进8名") + '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>' + run("，比上年增长33.3%。"))
        + paragraph(shape(boxed, 1, boxed))
        + table([row([cell("支部"), cell("大会", ), cell("党课")], True), row([cell("一支部", '<w:vMerge w:val="restart"/>'), cell("7"), cell("2")]),
                 row([cell("", "<w:vMerge/>"), cell("5"), cell("2")])], 3)
        + paragraph(run("二、下一步打算：明年计划召开大会12次。")))
    header = paragraph(run("内部资料 第6期"))
    footer = paragraph(run("第") + field("PAGE", "1") + run("页"), '<w:jc w:val="center"/>')
    docx(folder / "word.docx", body,
         [STYLES, ("footnotes", "footnotes", "footnotes", note), ("comments", "comments", "comments", old),
          ("header1", "header", "hdr", header), ("footer1", "footer", "ftr", footer)],
         '<w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>')


def wps(folder):
    """As WPS: no headings by style, one run a character, hints and languages in every run, full-width digits, no spaces kept."""
    properties = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋" w:cs="仿宋"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN"/>'

    def runs(text):
        return "".join(f"<w:r><w:rPr>{properties}</w:rPr><w:t>{c}</w:t></w:r>" for c in text)

    def indent(text):
        return paragraph(runs(text), f'<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/><w:rPr>{properties}</w:rPr>')

    body = (paragraph(runs("关于二〇二三年工作情况的报告"), '<w:jc w:val="center"/>') + indent("一、学习教育情况") + indent("组织集中学习２４次，撰写心得120篇。")
            + indent("（一）主题党日") + indent("开展主题党日 12 次，参加 360 人次，其中：志愿服务5次。")
            + table([row([cell("月份"), cell("次数")]), row([cell("1月"), cell("2")]), row([cell("合计", ), cell("24")])], 2))
    docx(folder / "wps.docx", body, [STYLES])


def inside(folder):
    """Tables in tables, a formula, a comment-like crowd of marks, breaks and tabs inside numbers' runs."""
    inner = table([row([cell("甲"), cell("31")])], 2)
    nested = f'<w:tc><w:tcPr><w:tcW w:w="4800" w:type="dxa"/><w:gridSpan w:val="2"/></w:tcPr>{inner}{paragraph(run("外12"))}</w:tc>'
    body = (table([row([cell("项目"), cell("数量")]), row([nested])], 2)
            + paragraph('<w:r><w:t>合计</w:t><w:tab/><w:t>43</w:t><w:br/><w:t xml:space="preserve">其中 </w:t><w:t>12</w:t><w:t>件</w:t></w:r>')
            + paragraph('<m:oMath><m:r><m:t>x=43</m:t></m:r></m:oMath>' + run("，占比 93 %"))
            + paragraph('<w:hyperlink w:anchor="a">' + run("链接7处") + '</w:hyperlink><w:bookmarkStart w:id="1" w:name="a"/>' + run("书签8处") + '<w:bookmarkEnd w:id="1"/>'))
    docx(folder / "inside.docx", body, [STYLES])


BODY = '<w:rFonts w:ascii="Liberation Serif" w:hAnsi="Liberation Serif" w:eastAsia="Noto Serif CJK SC"/><w:sz w:val="28"/><w:szCs w:val="28"/>'
LISTS = ("numbering", "numbering", "numbering",
         '<w:abstractNum w:abstractNumId="3"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/>'
         '<w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:firstLine="560"/></w:pPr><w:rPr><w:b/></w:rPr></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="3"/></w:num>')


def report(folder, name, meetings="8", letters="16"):
    """A year's report about the sample office: headings numbered by Word, split runs, a tracked change and a comment by others, a table, a footnote."""
    def text(*runs):
        return paragraph("".join(r if r.startswith("<") else run(r, BODY) for r in runs), '<w:spacing w:line="520" w:lineRule="exact"/><w:ind w:firstLine="560" w:firstLineChars="200"/><w:jc w:val="both"/>')

    def heading(words):
        return paragraph(run(words, BODY.replace("<w:sz ", "<w:b/><w:sz ")), '<w:keepNext/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:spacing w:before="120" w:line="520" w:lineRule="exact"/>')

    note = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>'
    note += f'<w:footnote w:id="1">{paragraph("<w:r><w:footnoteRef/></w:r>" + run(f"全年签订责任书{letters}份，存于办公室。"))}</w:footnote>'
    old = '<w:comment w:id="0" w:author="王某" w:date="2024-01-02T08:00:00Z" w:initials="王"><w:p><w:r><w:annotationRef/></w:r><w:r><w:t>措辞再斟酌。</w:t></w:r></w:p></w:comment>'
    body = (
        paragraph(run("2023年度工作总结"), '<w:pStyle w:val="a3"/>')
        + text("2023年，全局紧紧围绕中心工作，扎实推进党的建设和服务保障各项任务，现将有关情况总结如下。")
        + heading("党的建设")
        + text("全年召开党员大会", meetings, "次、支委会1", "1次，", '<w:commentRangeStart w:id="0"/>', "组织生活制度得到落实", '<w:commentRangeEnd w:id="0"/>', '<w:r><w:commentReference w:id="0"/></w:r>', "；开展主题党日",
               '<w:del w:id="12" w:author="李某" w:date="2024-01-03T08:00:00Z"><w:r><w:rPr>' + BODY + '</w:rPr><w:delText>6</w:delText></w:r></w:del>',
               '<w:ins w:id="11" w:author="李某" w:date="2024-01-03T08:00:00Z">' + run("7", BODY) + '</w:ins>', "次，上专题党课5次，组织支部学习14次。")
        + text("主题党日次数比上年增长40%。")
        + heading("学习教育")
        + text("全局开展专题学习4次，组织研讨两次，撰写心得体会30余篇。")
        + heading("责任落实")
        + text("层层签订责任书", letters, "份", '<w:r><w:footnoteReference w:id="1"/></w:r>', "，压实工作责任。义务植树300棵，第九支部召开党员大会3次。")
        + table([row([cell("项目"), cell("次数")], True), row([cell("党员大会"), cell(meetings)]), row([cell("支委会"), cell("11")]), row([cell("主题党日"), cell("7")])], 2)
        + heading("下一步打算")
        + text("计划2024年开展主题党日12次，按规定每季度召开1次党员大会。"))
    docx(folder / name, body,
         [STYLES, ("footnotes", "footnotes", "footnotes", note), ("comments", "comments", "comments", old),
          ("header1", "header", "hdr", paragraph(run("内部资料 第6期"))), ("footer1", "footer", "ftr", paragraph(run("第") + field("PAGE", "1") + run("页"), '<w:jc w:val="center"/>')), LISTS],
         '<w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>')


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else pathlib.Path(__file__).parent
    target.mkdir(parents=True, exist_ok=True)
    word(target)
    wps(target)
    inside(target)
    report(target, "report-2023.docx")
    report(target, "report-wrong.docx", "9", "12")
