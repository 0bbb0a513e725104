// SPDX-License-Identifier: Apache-2.0
// What the writers promise, checked on their bytes: same bytes twice, figures found again, links safe, text
// escaped, titles and signatures placed by the standard. Positions on the page are measured in
// layout_test.cpp.
#include "paper/paper.h"

#include <doctest/doctest.h>
#include <zip.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <map>
#include <memory>
#include <pugixml.hpp>
#include <set>

#include "paper/sample_document.h"

using namespace youju;
using namespace youju::paper;

namespace {
// Read with libraries other than those that wrote: libzip and pugixml.
std::string member(const std::string& bytes, const char* name) {
  zip_error_t error;
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* archive = zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error);
  REQUIRE(archive);
  std::string out;
  if (zip_file_t* file = zip_fopen(archive, name, 0)) {
    char buffer[4096];
    for (zip_int64_t n = 0; (n = zip_fread(file, buffer, sizeof buffer)) > 0;)
      out.append(buffer, static_cast<std::size_t>(n));
    zip_fclose(file);
  }
  zip_discard(archive);
  return out;
}

std::vector<std::string> member_names(const std::string& bytes) {
  zip_error_t error;
  zip_t* archive = zip_open_from_source(zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error),
                                        ZIP_RDONLY, &error);
  std::vector<std::string> out;
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i)
    out.emplace_back(zip_get_name(archive, static_cast<zip_uint64_t>(i), 0));
  zip_discard(archive);
  return out;
}

// For looking at: YOUJU_TEST_KEEP names a folder.
void keep(const std::string& name, const Document& document) {
  const char* out = std::getenv("YOUJU_TEST_KEEP");
  if (!out) return;
  std::ofstream(std::string(out) + "/" + name + ".docx", std::ios::binary) << *write_docx(document);
  std::ofstream(std::string(out) + "/" + name + ".pdf", std::ios::binary) << *write_pdf(document);
  std::ofstream(std::string(out) + "/" + name + ".html", std::ios::binary) << *write_html(document);
}

std::string text_of(const pugi::xml_node& node) {
  std::string out;
  for (const auto& found : node.select_nodes(".//w:t")) out += found.node().text().get();
  return out;
}

Document small(const std::string& text) {
  Document d;
  d.title = text;
  d.author = text;
  d.subject = text;
  d.foot_note = text;
  d.blocks.emplace_back(Paragraph{ParagraphStyle::title, {Run{.text = text}}});
  d.blocks.emplace_back(Paragraph{ParagraphStyle::body,
                                  {Run{.text = text}, Run{.text = "7", .figure = "f1"},
                                   Run{.text = "x", .href = "javascript:alert(1)"}}});
  Table table;
  table.title = text;
  table.rows = {{{{Run{.text = text}}}}, {{{Run{.text = text}}}}};
  d.blocks.emplace_back(table);
  d.blocks.emplace_back(Attachment{text, text});
  d.figures.push_back({"f1", "7", "K7Q2M9XD", "javascript:alert(2)", text, text, text});
  return d;
}
}  // namespace

TEST_CASE("the sample is written in all three forms, the same bytes twice") {
  const auto document = sample_document();
  const auto docx = write_docx(document), pdf = write_pdf(document), html = write_html(document);
  REQUIRE_MESSAGE(docx, docx.error().detail);
  REQUIRE_MESSAGE(pdf, pdf.error().message.word << pdf.error().detail);
  REQUIRE(html);
  CHECK(*write_docx(document) == *docx);
  CHECK(*write_pdf(document) == *pdf);
  CHECK(*write_html(document) == *html);
  auto later = document;
  later.made_at = "2024-01-06T03:04:05.678Z";
  CHECK(*write_pdf(later) != *pdf);
  auto other = document;
  other.red_head = other.draft_mark = other.codes_in_text = true;
  other.signer = "甲乙丙";
  other.seal = false;
  keep("sample", document);
  keep("variant", other);
}

TEST_CASE("every part of the DOCX is well-formed, declared, and every relationship leads somewhere") {
  auto document = sample_document();
  document.draft_mark = true;
  document.red_head = true;
  const auto docx = *write_docx(document);
  const auto names = member_names(docx);
  const std::set<std::string> all(names.begin(), names.end());
  pugi::xml_document types;
  REQUIRE(types.load_string(member(docx, "[Content_Types].xml").c_str()));
  for (const auto& part : types.select_nodes("//Override"))
    CHECK(all.contains(std::string(part.node().attribute("PartName").value()).substr(1)));
  for (const auto& name : names) {
    if (!name.ends_with(".xml") && !name.ends_with(".rels")) continue;
    CAPTURE(name);
    pugi::xml_document xml;
    CHECK(xml.load_string(member(docx, name.c_str()).c_str()));
    if (!name.ends_with(".rels")) continue;
    for (const auto& relation : xml.select_nodes("//Relationship")) {
      if (std::string(relation.node().attribute("TargetMode").value()) == "External") continue;
      const std::string folder = name == "_rels/.rels" ? "" : "word/";
      CHECK(all.contains(folder + relation.node().attribute("Target").value()));
    }
  }
}

TEST_CASE("each figure of the DOCX stands in a bookmark of its own that holds exactly its text") {
  const auto document = sample_document();
  pugi::xml_document xml;
  REQUIRE(xml.load_string(member(*write_docx(document), "word/document.xml").c_str()));
  std::map<std::string, std::string> found;
  std::set<std::string> names, ids;
  for (const auto& mark : xml.select_nodes("//w:bookmarkStart")) {
    const std::string name = mark.node().attribute("w:name").value();
    CHECK(names.insert(name).second);
    CHECK(ids.insert(mark.node().attribute("w:id").value()).second);
    CHECK(name.size() <= 40);
    if (const auto key = figure_of_bookmark(name, document.figures))
      found[*key] = text_of(mark.node().next_sibling());
  }
  REQUIRE(found.size() == document.figures.size());
  for (const auto& figure : document.figures) CHECK(found[figure.key] == figure.text);
  CHECK(xml.select_nodes("//w:hyperlink[@r:id]").size() == 2 * document.figures.size());
}

TEST_CASE("a figure that stands in two places has two bookmarks, both found again") {
  CHECK(figure_bookmark("f1", 1) == "fig_f1");
  CHECK(figure_bookmark("f1", 2) == "fig_f1__2");
  std::vector<FigureMark> figures(4);
  figures[0].key = "f1";
  figures[1].key = "a_b";
  figures[2].key = "cadence_required_branch_committee_meeting";
  figures[3].key = "党员大会 2023";
  for (const auto& figure : figures)
    for (const int nth : {1, 2, 12}) {
      const auto name = figure_bookmark(figure.key, nth);
      CHECK(name.size() <= 40);
      CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_") ==
            std::string::npos);
      CHECK(figure_of_bookmark(name, figures) == figure.key);
    }
  for (const auto* other : {"_GoBack", "fig_", "src_f1", "fig___2", "fig_f2"})
    CHECK_FALSE(figure_of_bookmark(other, figures));
  auto document = small("甲");
  document.blocks.emplace_back(Paragraph{ParagraphStyle::body, {Run{.text = "7", .figure = "f1"}}});
  const auto xml = member(*write_docx(document), "word/document.xml");
  CHECK(xml.find("\"fig_f1\"") != std::string::npos);
  CHECK(xml.find("\"fig_f1__2\"") != std::string::npos);
}

TEST_CASE("headings are Word's own and carry outline levels; the fonts named are those offices own") {
  pugi::xml_document styles;
  REQUIRE(styles.load_string(member(*write_docx(sample_document()), "word/styles.xml").c_str()));
  const std::pair<const char*, const char*> levels[] = {{"Heading1", "黑体"},
                                                        {"Heading2", "楷体_GB2312"},
                                                        {"Heading3", "仿宋_GB2312"},
                                                        {"Heading4", "仿宋_GB2312"}};
  int level = 0;
  for (const auto& [id, font] : levels) {
    const auto style = styles.select_node(("//w:style[@w:styleId='" + std::string(id) + "']").c_str()).node();
    CHECK(style.child("w:name").attribute("w:val").value() == "heading " + std::to_string(level + 1));
    CHECK(style.child("w:pPr").child("w:outlineLvl").attribute("w:val").as_int(-1) == level++);
    CHECK(std::string(style.child("w:rPr").child("w:rFonts").attribute("w:eastAsia").value()) == font);
    CHECK(style.child("w:rPr").child("w:b").attribute("w:val").as_int(1) == 0);
    CHECK(style.child("w:rPr").child("w:sz").attribute("w:val").as_int() == 32);
  }
  const auto title = styles.select_node("//w:style[@w:styleId='Title']").node();
  CHECK(std::string(title.child("w:rPr").child("w:rFonts").attribute("w:eastAsia").value()) ==
        "方正小标宋简体");
  CHECK(title.child("w:rPr").child("w:sz").attribute("w:val").as_int() == 44);
}

TEST_CASE("the page of the DOCX has the standard's size and margins, and footers for odd and even pages") {
  const auto docx = *write_docx(sample_document());
  pugi::xml_document xml;
  REQUIRE(xml.load_string(member(docx, "word/document.xml").c_str()));
  const auto section = xml.select_node("//w:sectPr").node();
  CHECK(section.child("w:pgSz").attribute("w:w").as_int() == 11906);
  CHECK(section.child("w:pgSz").attribute("w:h").as_int() == 16838);
  const auto margins = section.child("w:pgMar");
  CHECK(margins.attribute("w:top").as_int() == 2098);
  CHECK(margins.attribute("w:left").as_int() == 1587);
  CHECK(margins.attribute("w:right").as_int() == 1474);
  CHECK(margins.attribute("w:bottom").as_int() == 1984);
  CHECK(section.select_nodes("w:footerReference").size() == 2);
  CHECK(member(docx, "word/settings.xml").find("<w:evenAndOddHeaders/>") != std::string::npos);
  CHECK(xml.select_nodes("//w:tblHeader").size() >= 6);
  for (const auto& picture : xml.select_nodes("//wp:docPr"))
    CHECK(std::string(picture.node().attribute("descr").value()).size() > 10);
}

TEST_CASE("text from outside becomes markup nowhere, and a dangerous link stays text") {
  for (const std::string nasty :
       {"<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "]]>&amp;'\"",
        "a\x01\x0b"
        "b",
        "{{7*7}}${7*7}"}) {
    CAPTURE(nasty);
    const auto document = small(nasty);
    const auto docx = *write_docx(document), html = *write_html(document);
    pugi::xml_document xml;
    CHECK(xml.load_string(member(docx, "word/document.xml").c_str()));
    CHECK(xml.load_string(member(docx, "docProps/core.xml").c_str()));
    CHECK(xml.load_string(member(docx, "word/footer1.xml").c_str()));
    for (const auto* text : {&html}) {
      CHECK(text->find("<script") == std::string::npos);
      CHECK(text->find("<img") == std::string::npos);
      CHECK(text->find("javascript:") == std::string::npos);
    }
    CHECK(member(docx, "word/_rels/document.xml.rels").find("javascript:") == std::string::npos);
    CHECK(write_pdf(document));
  }
}

TEST_CASE("a document that cannot be right is refused with the reason") {
  auto document = small("甲");
  document.blocks.emplace_back(Paragraph{ParagraphStyle::body, {Run{.text = "8", .figure = "f9"}}});
  for (const auto& result : {write_docx(document), write_pdf(document), write_html(document)}) {
    REQUIRE_FALSE(result);
    CHECK(result.error().message.word == "paper.unknown_figure");
    CHECK(result.error().message.args.at("key") == "f9");
  }
  document = small("甲");
  document.figures.push_back(document.figures[0]);
  CHECK(write_docx(document).error().message.word == "paper.figure_twice");
  document = small("甲");
  document.figures[0].key.clear();
  CHECK(write_docx(document).error().message.word == "paper.figure_without_key");
  CHECK(write_html(small("\xff\xfe")).error().message.word == "paper.not_utf8");
  document = small("甲");
  document.qr = std::string(4000, 'x');
  CHECK(write_pdf(document).error().message.word == "paper.qr_too_long");
}

TEST_CASE("merged cells cover the cells below and beside them in all three forms") {
  Document d;
  Table table;
  const auto cell = [](const char* text, int span = 1, int rows = 1) {
    return Cell{{Run{.text = text}}, Align::left, false, span, rows};
  };
  table.head_rows = 2;
  table.rows = {{cell("类别", 1, 2), cell("次数", 2)},
                {cell("应做"), cell("已做")},
                {cell("甲"), cell("1"), cell("2")}};
  d.blocks.emplace_back(table);
  pugi::xml_document xml;
  REQUIRE(xml.load_string(member(*write_docx(d), "word/document.xml").c_str()));
  CHECK(xml.select_nodes("//w:vMerge").size() == 2);
  CHECK(xml.select_nodes("//w:gridSpan").size() == 1);
  CHECK(xml.select_nodes("//w:tr[2]/w:tc").size() == 3);
  const auto html = *write_html(d);
  CHECK(html.find("rowspan=\"2\"") != std::string::npos);
  CHECK(html.find("colspan=\"2\"") != std::string::npos);
  CHECK(write_pdf(d));
}

TEST_CASE("hostile tables neither crash nor hang the writers") {
  Document d;
  Table table;
  table.head_rows = 9;
  table.widths = {0, -3, 1e9};
  table.rows = {{},
                {{{Run{.text = "a"}}, Align::left, false, 5, 1000000}},
                {{{Run{.text = std::string(20000, 'x')}}, Align::right, true, -4, -7}},
                {}};
  d.blocks.emplace_back(table);
  d.blocks.emplace_back(Table{});
  d.blocks.emplace_back(PageBreak{});
  d.blocks.emplace_back(PageBreak{});
  d.blocks.emplace_back(Paragraph{ParagraphStyle::date, {}});
  d.blocks.emplace_back(Paragraph{ParagraphStyle::signature, {}});
  d.blocks.emplace_back(Chart{});
  CHECK(write_html(d));
  CHECK(write_pdf(d));
  CHECK_FALSE(write_docx(d));  // a chart of no size is no picture
  Document wide;
  Table columns;
  columns.rows.emplace_back(64, Cell{});
  wide.blocks.emplace_back(columns);
  CHECK(write_html(wide).error().message.word == "paper.too_many_columns");
  columns.rows = {{{{}, Align::left, false, 2000000000, 2000000000}}};
  wide.blocks = {columns};
  CHECK(write_pdf(wide));
}

TEST_CASE(
    "the HTML is one file without script, with a language, one h1, and tables whose heads have scopes") {
  const auto html = *write_html(sample_document());
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("<link") == std::string::npos);
  CHECK(html.find("@import") == std::string::npos);
  CHECK(html.find("url(") == std::string::npos);
  CHECK(html.find("<html lang=\"zh-CN\">") != std::string::npos);
  CHECK(html.find("<h1") == html.rfind("<h1"));
  CHECK(html.find("scope=\"col\"") != std::string::npos);
  CHECK(html.find("scope=\"row\"") != std::string::npos);
  CHECK(html.find("id=\"fig_f1\"") != std::string::npos);
  CHECK(html.find("@page{size:A4;margin:37mm 26mm 35mm 28mm}") != std::string::npos);
  // Every fragment link has its place.
  for (auto at = html.find("href=\"#"); at != std::string::npos; at = html.find("href=\"#", at + 1)) {
    const auto name = html.substr(at + 7, html.find('"', at + 7) - at - 7);
    CHECK_MESSAGE(html.find("id=\"" + name + "\"") != std::string::npos, name);
  }
}

TEST_CASE("a chart of very many rows is scaled to the page, in the DOCX and in the PDF") {
  std::vector<chart::HeldRow> rows;
  for (int i = 0; i < 80; ++i)
    rows.push_back({"类别" + std::to_string(i), 12, i % 14, "https://a.cn/" + std::to_string(i)});
  Document d;
  d.blocks.emplace_back(Chart{chart::required_and_held("图", "应做", "已做", rows, 600)});
  pugi::xml_document xml;
  REQUIRE(xml.load_string(member(*write_docx(d), "word/document.xml").c_str()));
  const auto extent = xml.select_node("//wp:extent").node();
  CHECK(extent.attribute("cy").as_double() / 12700 < 225 * 72 / 25.4);
  CHECK(extent.attribute("cx").as_double() / 12700 <= 156 * 72 / 25.4);
  CHECK(write_pdf(d));
}

TEST_CASE("an English document is written in English words") {
  auto document = small("Annual report");
  document.lang = "en";
  const auto html = *write_html(document);
  CHECK(html.find("Sources of figures") != std::string::npos);
  CHECK(html.find("<html lang=\"en\">") != std::string::npos);
  CHECK(member(*write_docx(document), "word/styles.xml").find("Times New Roman") != std::string::npos);
  CHECK(write_pdf(document));
}
