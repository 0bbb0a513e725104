// SPDX-License-Identifier: Apache-2.0
// Styles, settings and font table. Headings are Word's own built-in styles, so that outlines, tables of
// contents and screen readers find them; no level is bold (GB/T 9704-2012, 7.3.3).
#include <array>

#include "paper/docx_parts.h"

namespace youju::paper {
namespace {

void fonts(Markup& m, Face face, const Document& document) {
  m.open("w:rFonts").attr("w:ascii", latin_font(face, document)).attr("w:hAnsi", latin_font(face, document));
  m.attr("w:eastAsia", east_asian_font(face)).attr("w:cs", latin_font(face, document));
  // Quotation marks and dashes are Chinese ones unless the document is English.
  if (!is_english(document.lang)) m.attr("w:hint", "eastAsia");
  m.close();
}

void defaults(Markup& m, const Document& document) {
  m.open("w:docDefaults").open("w:rPrDefault").open("w:rPr");
  fonts(m, Face::fang, document);
  m.leaf("w:color", "w:val", "000000")
      .leaf("w:spacing", "w:val", kCharacterSpacing)
      .leaf("w:kern", "w:val", 0L);
  m.leaf("w:sz", "w:val", 32L).leaf("w:szCs", "w:val", 32L);
  m.open("w:lang").attr("w:val", "en-US").attr("w:eastAsia", "zh-CN").close();
  m.close().close().open("w:pPrDefault").open("w:pPr");
  m.leaf("w:widowControl", "w:val", "0").leaf("w:overflowPunct", "w:val", "0");
  m.leaf("w:autoSpaceDE", "w:val", "0").leaf("w:autoSpaceDN", "w:val", "0");
  m.open("w:spacing")
      .attr("w:before", 0L)
      .attr("w:after", 0L)
      .attr("w:line", kLineTwips)
      .attr("w:lineRule", "exact")
      .close();
  m.close().close().close();
}

void paragraph_style(Markup& m, Element element, const Document& document) {
  const auto& look = look_of(element);
  const bool body = element == Element::body;
  m.open("w:style").attr("w:type", "paragraph").attr("w:styleId", look.id);
  if (look.outline == 0 && look.name != "Title" && look.name != "Subtitle" && look.name != "Signature" &&
      look.name != "Date" && look.name != "caption")
    m.attr("w:customStyle", "1");
  m.leaf("w:name", "w:val", look.name).leaf("w:basedOn", "w:val", "Normal");
  if (!body) m.leaf("w:next", "w:val", look.outline > 0 ? "Body" : look.id);
  m.leaf("w:qFormat");
  m.open("w:pPr");
  if (look.keep_with_next) m.leaf("w:keepNext");
  if (look.keep_with_next && look.outline > 0) m.leaf("w:keepLines");
  const bool small = look.size < kSize4;
  if (small)
    m.open("w:spacing")
        .attr("w:before", 80L)
        .attr("w:after", 80L)
        .attr("w:line", twips(kTableLine))
        .attr("w:lineRule", "exact")
        .close();
  if (look.first_indent > 0)
    m.open("w:ind")
        .attr("w:firstLineChars", static_cast<long>(look.first_indent * 100))
        .attr("w:firstLine", twips(look.first_indent * (small ? look.size : kCharacter)))
        .close();
  m.leaf("w:jc", "w:val",
         look.flow == Flow::both     ? "both"
         : look.flow == Flow::centre ? "center"
         : look.flow == Flow::right  ? "right"
                                     : "left");
  if (look.outline > 0) m.leaf("w:outlineLvl", "w:val", look.outline - 1L);
  m.close().open("w:rPr");
  fonts(m, look.face, document);
  m.leaf("w:b", "w:val", "0").leaf("w:bCs", "w:val", "0");
  m.leaf("w:spacing", "w:val", look.size == kSize3 ? kCharacterSpacing : 0L);
  m.leaf("w:sz", "w:val", std::lround(look.size * 2)).leaf("w:szCs", "w:val", std::lround(look.size * 2));
  m.close().close();
}

struct CellStyle {
  std::string_view id, name;
  Face face;
  double size, line;
};
constexpr std::array<CellStyle, 4> kCells{{{"Cell", "表格", Face::fang, kTableSize, kTableLine},
                                           {"CellHead", "表头", Face::hei, kTableSize, kTableLine},
                                           {"DenseCell", "小表格", Face::fang, kDenseSize, kDenseLine},
                                           {"DenseHead", "小表头", Face::hei, kDenseSize, kDenseLine}}};

void cell_style(Markup& m, const CellStyle& row, const Document& document) {
  m.open("w:style").attr("w:type", "paragraph").attr("w:customStyle", "1").attr("w:styleId", row.id);
  m.leaf("w:name", "w:val", row.name).leaf("w:basedOn", "w:val", "Normal");
  m.open("w:pPr").leaf("w:snapToGrid", "w:val", "0");
  m.open("w:spacing")
      .attr("w:line", twips(row.line))
      .attr("w:lineRule", "exact")
      .close()
      .close()
      .open("w:rPr");
  fonts(m, row.face, document);
  m.leaf("w:spacing", "w:val", 0L)
      .leaf("w:sz", "w:val", std::lround(row.size * 2))
      .leaf("w:szCs", "w:val", std::lround(row.size * 2))
      .close()
      .close();
}
}  // namespace

std::string_view east_asian_font(Face face) {
  switch (face) {
    case Face::fang:
    case Face::times:
      return "仿宋_GB2312";
    case Face::hei:
      return "黑体";
    case Face::kai:
      return "楷体_GB2312";
    case Face::song:
      return "宋体";
    case Face::title:
      return "方正小标宋简体";
  }
  return "仿宋_GB2312";
}

std::string_view latin_font(Face face, const Document& document) {
  return document.latin_times || is_english(document.lang) ? std::string_view("Times New Roman")
                                                           : east_asian_font(face);
}

std::string docx_styles(const Document& document) {
  Markup m;
  open_part(m, "w:styles");
  defaults(m, document);
  m.open("w:style")
      .attr("w:type", "paragraph")
      .attr("w:default", "1")
      .attr("w:styleId", "Normal")
      .leaf("w:name", "w:val", "Normal")
      .leaf("w:qFormat")
      .close();
  m.open("w:style")
      .attr("w:type", "character")
      .attr("w:default", "1")
      .attr("w:styleId", "DefaultParagraphFont")
      .leaf("w:name", "w:val", "Default Paragraph Font")
      .close();
  for (int i = 0; i <= static_cast<int>(Element::blank); ++i)
    paragraph_style(m, static_cast<Element>(i), document);
  for (const auto& row : kCells) cell_style(m, row, document);
  // A figure: a dotted rule, no colour; it is a link all the same.
  m.open("w:style")
      .attr("w:type", "character")
      .attr("w:customStyle", "1")
      .attr("w:styleId", "Figure")
      .leaf("w:name", "w:val", "数据项");
  m.open("w:rPr").open("w:u").attr("w:val", "dotted").attr("w:color", "6B6B6B").close().close().close();
  m.open("w:style")
      .attr("w:type", "character")
      .attr("w:styleId", "Hyperlink")
      .leaf("w:name", "w:val", "Hyperlink");
  m.open("w:rPr").open("w:u").attr("w:val", "dotted").attr("w:color", "6B6B6B").close().close().close();
  m.open("w:style")
      .attr("w:type", "paragraph")
      .attr("w:styleId", "Footer")
      .leaf("w:name", "w:val", "footer")
      .leaf("w:basedOn", "w:val", "Normal");
  m.open("w:pPr").open("w:spacing").attr("w:line", kFooterLine).attr("w:lineRule", "exact").close().close();
  m.open("w:rPr");
  fonts(m, Face::song, document);
  m.leaf("w:spacing", "w:val", 0L).leaf("w:sz", "w:val", 28L).leaf("w:szCs", "w:val", 28L).close().close();
  m.open("w:style")
      .attr("w:type", "paragraph")
      .attr("w:styleId", "Header")
      .leaf("w:name", "w:val", "header")
      .leaf("w:basedOn", "w:val", "Normal")
      .close();
  m.open("w:style")
      .attr("w:type", "table")
      .attr("w:default", "1")
      .attr("w:styleId", "TableNormal")
      .leaf("w:name", "w:val", "Normal Table")
      .close();
  m.close();
  return m.take();
}

std::string docx_settings() {
  Markup m;
  open_part(m, "w:settings");
  m.open("w:zoom").attr("w:percent", 100L).close();
  m.leaf("w:evenAndOddHeaders").leaf("w:drawingGridVerticalSpacing", "w:val", kLineTwips);
  m.leaf("w:characterSpacingControl", "w:val", "compressPunctuation");
  m.open("w:compat").leaf("w:useFELayout");
  m.open("w:compatSetting")
      .attr("w:name", "compatibilityMode")
      .attr("w:uri", "http://schemas.microsoft.com/office/word")
      .attr("w:val", 15L)
      .close();
  m.close().leaf("w:themeFontLang", "w:eastAsia", "zh-CN").close();
  return m.take();
}

std::string docx_fonts() {
  struct Row {
    std::string_view name, other, family;
  };
  // The second name is what other vendors call the same design.
  static constexpr std::array<Row, 6> kFonts{{{"仿宋_GB2312", "仿宋", "modern"},
                                              {"楷体_GB2312", "楷体", "modern"},
                                              {"黑体", "SimHei", "modern"},
                                              {"宋体", "SimSun", "auto"},
                                              {"方正小标宋简体", "方正小标宋_GBK", "script"},
                                              {"Times New Roman", "", "roman"}}};
  Markup m;
  open_part(m, "w:fonts");
  for (const auto& font : kFonts) {
    m.open("w:font").attr("w:name", font.name);
    if (!font.other.empty()) m.leaf("w:altName", "w:val", font.other);
    m.leaf("w:charset", "w:val", font.other.empty() ? "00" : "86").leaf("w:family", "w:val", font.family);
    m.leaf("w:pitch", "w:val", "default").close();
  }
  m.close();
  return m.take();
}
}  // namespace youju::paper
