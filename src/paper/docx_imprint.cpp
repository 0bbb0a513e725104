// SPDX-License-Identifier: Apache-2.0
// 版记 in the DOCX: a text box at the foot of the type area of the page it falls on (GB/T 9704-2012, 7.4.1). Word, WPS and
// LibreOffice place it there; a table that floats, or a frame of paragraphs, LibreOffice leaves below the text.
#include "paper/docx_parts.h"

namespace youju::paper {
namespace {
constexpr long kThick = 8, kThin = 6;  // eighths of a point: 0.35 and 0.25 mm
constexpr const char* kShape = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape";

void open_tiny_paragraph(Markup& m) {
  m.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Blank").leaf("w:snapToGrid", "w:val", "0");
  m.open("w:spacing").attr("w:line", 20L).attr("w:lineRule", "exact").close().close();
}

void rule(Markup& m, Name side, long eighths) {
  m.open(side).attr("w:val", "single").attr("w:sz", eighths).attr("w:space", 0L).attr("w:color", "000000").close();
}

void piece(Markup& m, std::string_view text) {
  m.open("w:r").open("w:rPr").leaf("w:sz", "w:val", 28L).leaf("w:szCs", "w:val", 28L).close();
  m.open("w:t").attr("xml:space", "preserve").text(text).close_html().close();
}

// One character in on both sides; further lines of 抄送 begin below its first name.
struct Row {
  std::string left, right;
  double hang = 0;
};
void write_row(Markup& m, const Row& row, bool first, bool last) {
  m.open("w:tr").open("w:trPr").leaf("w:cantSplit").close().open("w:tc").open("w:tcPr");
  m.open("w:tcW").attr("w:w", twips(kWidth)).attr("w:type", "dxa").close().open("w:tcBorders");
  rule(m, "w:top", first ? kThick : kThin);
  rule(m, "w:bottom", last ? kThick : kThin);
  m.close().close();
  m.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Blank");
  if (!row.right.empty())
    m.open("w:tabs").open("w:tab").attr("w:val", "right").attr("w:pos", twips(kWidth - kSize4)).close().close();
  m.leaf("w:snapToGrid", "w:val", "0");
  m.open("w:spacing").attr("w:line", twips(kImprintLine)).attr("w:lineRule", "exact").close();
  m.open("w:ind").attr("w:left", twips(kSize4 + row.hang)).attr("w:right", twips(kSize4));
  if (row.hang > 0) m.attr("w:hanging", twips(row.hang));
  m.close().close();
  piece(m, row.left);
  if (!row.right.empty()) {
    m.open("w:r").leaf("w:tab").close();
    piece(m, row.right);
  }
  m.close().close().close();
}

void write_table(Markup& m, const std::vector<Row>& rows) {
  m.open("w:tbl").open("w:tblPr").open("w:tblW").attr("w:w", twips(kWidth)).attr("w:type", "dxa").close();
  m.leaf("w:tblLayout", "w:type", "fixed").open("w:tblCellMar");
  for (const bool left : {true, false})
    m.open(left ? Name("w:left") : Name("w:right")).attr("w:w", 0L).attr("w:type", "dxa").close();
  m.close().close().open("w:tblGrid").leaf("w:gridCol", "w:w", twips(kWidth)).close();
  for (std::size_t i = 0; i < rows.size(); ++i) write_row(m, rows[i], i == 0, i + 1 == rows.size());
  m.close();
}

// How high the box is; it grows when a program sets the text wider.
double height_of(const std::vector<Row>& rows) {
  double lines = 0;
  for (const auto& row : rows) {
    const double inside = kWidth / kSize4 - 2 - row.hang / kSize4;
    lines += row.right.empty() ? std::max(1.0, std::ceil((ems(row.left) - row.hang / kSize4) / inside)) : 1;
  }
  return lines * kImprintLine + 2;
}
}  // namespace

void write_imprint(Markup& m, const Imprint& imprint) {
  std::vector<Row> rows;
  if (!imprint.copies.empty()) rows.push_back({imprint.copies_label + imprint.copies, "", ems(imprint.copies_label) * kSize4});
  rows.push_back({imprint.printed_by, imprint.printed_on, 0});
  const long width = emu(kWidth), height = emu(height_of(rows));
  open_tiny_paragraph(m);
  m.open("w:r").open("mc:AlternateContent").attr("xmlns:mc", "http://schemas.openxmlformats.org/markup-compatibility/2006");
  m.open("mc:Choice").attr("xmlns:wps", kShape).attr("Requires", "wps").open("w:drawing").open("wp:anchor");
  for (const Name side : {Name("distT"), Name("distB"), Name("distL"), Name("distR"), Name("simplePos")}) m.attr(side, 0L);
  m.attr("relativeHeight", 3L).attr("behindDoc", 0L).attr("locked", 0L).attr("layoutInCell", 1L).attr("allowOverlap", 0L);
  m.open("wp:simplePos").attr("x", 0L).attr("y", 0L).close();
  m.open("wp:positionH").attr("relativeFrom", "margin").open("wp:align").text("center").close_html().close();
  m.open("wp:positionV").attr("relativeFrom", "margin").open("wp:align").text("bottom").close_html().close();
  m.open("wp:extent").attr("cx", width).attr("cy", height).close();
  m.open("wp:effectExtent").attr("l", 0L).attr("t", 0L).attr("r", 0L).attr("b", 0L).close().leaf("wp:wrapTopAndBottom");
  m.open("wp:docPr").attr("id", 900L).attr("name", "imprint").close().leaf("wp:cNvGraphicFramePr");
  m.open("a:graphic").open("a:graphicData").attr("uri", kShape).open("wps:wsp").open("wps:cNvSpPr").attr("txBox", 1L).close();
  m.open("wps:spPr").open("a:xfrm").open("a:off").attr("x", 0L).attr("y", 0L).close();
  m.open("a:ext").attr("cx", width).attr("cy", height).close().close();
  m.open("a:prstGeom").attr("prst", "rect").leaf("a:avLst").close().leaf("a:noFill").open("a:ln").leaf("a:noFill").close().close();
  m.open("wps:txbx").open("w:txbxContent");
  write_table(m, rows);
  open_tiny_paragraph(m);
  m.close().close().close();
  m.open("wps:bodyPr").attr("lIns", 0L).attr("tIns", 0L).attr("rIns", 0L).attr("bIns", 0L).attr("anchor", "b").leaf("a:spAutoFit").close();
  m.close().close().close().close().close().close().close();  // wsp graphicData graphic anchor drawing Choice AlternateContent
  m.close().close();                                          // run, paragraph
}
}  // namespace youju::paper
