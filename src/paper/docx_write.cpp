// SPDX-License-Identifier: Apache-2.0
// The DOCX package: parts, content types, properties. The same document gives the same bytes.
#include "paper/docx_parts.h"
#include "paper/draw_chart.h"
#include "paper/qr.h"

namespace youju::paper {
namespace {
constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

std::string core_properties(const Document& document) {
  Markup m;
  m.raw_markup(kHead);
  m.open("cp:coreProperties")
      .attr("xmlns:cp", "http://schemas.openxmlformats.org/package/2006/metadata/core-properties");
  m.attr("xmlns:dc", "http://purl.org/dc/elements/1.1/")
      .attr("xmlns:dcterms", "http://purl.org/dc/terms/")
      .attr("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance");
  m.open("dc:title").text(document.title).close_html().open("dc:subject").text(document.subject).close_html();
  m.open("dc:creator")
      .text(document.author)
      .close_html()
      .open("cp:keywords")
      .text(document.short_code)
      .close_html();
  m.open("cp:lastModifiedBy").text(document.author).close_html();
  m.open("dcterms:created").attr("xsi:type", "dcterms:W3CDTF").text(property_time(document)).close_html();
  m.open("dcterms:modified").attr("xsi:type", "dcterms:W3CDTF").text(property_time(document)).close_html();
  m.open("dc:language").text(is_english(document.lang) ? "en" : "zh-CN").close_html().close();
  return m.take();
}

// The report's code as a property of its own: `adopt` knows the file by it, whatever it is called by then.
std::string custom_properties(const Document& document) {
  Markup m;
  m.raw_markup(kHead);
  m.open("Properties")
      .attr("xmlns", "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties");
  m.attr("xmlns:vt", "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes");
  m.open("property")
      .attr("fmtid", "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}")
      .attr("pid", 2L)
      .attr("name", "YoujuReport");
  m.open("vt:lpwstr").text(document.short_code).close_html().close().close();
  return m.take();
}

std::string app_properties() {
  return std::string(kHead) +
         R"(<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Application>Youju</Application></Properties>)";
}

std::string content_types(bool draft) {
  Markup m;
  m.raw_markup(kHead);
  m.open("Types").attr("xmlns", "http://schemas.openxmlformats.org/package/2006/content-types");
  const auto extension = [&](std::string_view ext, std::string_view type) {
    m.open("Default").attr("Extension", ext).attr("ContentType", type).close();
  };
  const auto part = [&](std::string_view name, std::string_view type) {
    m.open("Override")
        .attr("PartName", name)
        .attr("ContentType", "application/vnd.openxmlformats-" + std::string(type) + "+xml")
        .close();
  };
  extension("rels", "application/vnd.openxmlformats-package.relationships+xml");
  extension("xml", "application/xml");
  extension("png", "image/png");
  part("/word/document.xml", "officedocument.wordprocessingml.document.main");
  part("/word/styles.xml", "officedocument.wordprocessingml.styles");
  part("/word/settings.xml", "officedocument.wordprocessingml.settings");
  part("/word/fontTable.xml", "officedocument.wordprocessingml.fontTable");
  part("/word/footer1.xml", "officedocument.wordprocessingml.footer");
  part("/word/footer2.xml", "officedocument.wordprocessingml.footer");
  if (draft) part("/word/header1.xml", "officedocument.wordprocessingml.header");
  part("/docProps/core.xml", "package.core-properties");
  part("/docProps/app.xml", "officedocument.extended-properties");
  part("/docProps/custom.xml", "officedocument.custom-properties");
  m.close();
  return m.take();
}

std::string package_relations() {
  return std::string(kHead) +
         R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties" Target="docProps/app.xml"/><Relationship Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties" Target="docProps/custom.xml"/></Relationships>)";
}

// One pixel a module and a white border of two; Word enlarges it without smoothing that would matter.
Result<std::string> qr_png(const std::string& text) {
  TRY(const auto qr, make_qr(text));
  constexpr int kScale = 8;
  const int side = qr.size * kScale;
  std::string pixels(static_cast<std::size_t>(side) * static_cast<std::size_t>(side), '\xFF');
  for (const auto& run : qr.runs)
    for (int y = run.y * kScale; y < (run.y + 1) * kScale; ++y)
      std::fill_n(pixels.begin() + y * side + run.x * kScale, run.length * kScale, '\0');
  return png_of_grey(pixels, side, side);
}
}  // namespace

Result<std::string> write_docx(const Document& document) {
  TRY(const auto composed, compose(document));
  Relations relations;
  relations.add("styles", "styles.xml", false);
  relations.add("settings", "settings.xml", false);
  relations.add("fontTable", "fontTable.xml", false);
  std::vector<DocxImage> images;
  TRY(auto body, docx_body(composed, relations, images));
  Relations foot;
  std::string qr_relation;
  if (!document.qr.empty()) {
    TRY(auto png, qr_png(document.qr));
    qr_relation = foot.add("image", "media/qr.png", false);
    images.push_back({"media/qr.png", std::move(png)});
  }
  std::vector<ZipMember> members;
  members.push_back({"[Content_Types].xml", content_types(document.draft_mark)});
  members.push_back({"_rels/.rels", package_relations()});
  members.push_back({"word/document.xml", std::move(body)});
  members.push_back({"word/_rels/document.xml.rels", relations.xml()});
  members.push_back({"word/styles.xml", docx_styles(document)});
  members.push_back({"word/settings.xml", docx_settings()});
  members.push_back({"word/fontTable.xml", docx_fonts()});
  for (const bool odd : {true, false}) {
    members.push_back(
        {odd ? "word/footer1.xml" : "word/footer2.xml", docx_footer(document, odd, qr_relation)});
    if (!foot.empty())
      members.push_back({odd ? "word/_rels/footer1.xml.rels" : "word/_rels/footer2.xml.rels", foot.xml()});
  }
  if (document.draft_mark) members.push_back({"word/header1.xml", docx_draft_header(document)});
  members.push_back({"docProps/core.xml", core_properties(document)});
  members.push_back({"docProps/app.xml", app_properties()});
  members.push_back({"docProps/custom.xml", custom_properties(document)});
  for (auto& image : images) members.push_back({"word/" + image.name, std::move(image.png), true});
  return write_zip(members);
}
}  // namespace youju::paper
