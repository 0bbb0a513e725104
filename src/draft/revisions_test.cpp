// SPDX-License-Identifier: Apache-2.0
// Tracked changes: accepted they give the new text, rejected the old.
#include <doctest/doctest.h>

#include "draft/docx_comments.h"
#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
using Texts = std::vector<std::string>;

Texts read_both(const std::string& docx, const std::string& rejecting) {
  auto package = Package::open(docx);
  REQUIRE(package);
  DocxWish wish;
  wish.rejecting = rejecting;
  const auto read = read_docx_file(*package, wish);
  REQUIRE(read);
  Texts out;
  for (const auto& block : read->blocks) out.push_back(block.text);
  return out;
}
Marked replace(const std::string& docx, const std::vector<std::pair<std::string, std::string>>& changes,
               const Texts& comments = {}) {
  const auto document = read_docx_bytes(docx);
  REQUIRE(document);
  std::vector<Replacement> replacements;
  for (const auto& [from, to] : changes) replacements.push_back(instead(*document, from, to));
  std::vector<Comment> marks;
  for (const auto& text : comments) marks.push_back(on(*document, text));
  const auto marked = mark_docx(docx, replacements, marks, "");
  REQUIRE_MESSAGE(marked, marked.error().message.word << " " << marked.error().detail);
  CHECK(read_both(marked->bytes, "Youju") == read_both(docx, "Youju"));
  return *marked;
}
}  // namespace

TEST_CASE("a number in the middle of a run is deleted and written anew, with the run's properties") {
  const auto marked =
      replace(make_docx("<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>召开 12 次</w:t></w:r></w:p>"), {{"12", "15"}});
  CHECK(read_both(marked.bytes, "") == Texts{"召开 15 次"});
  const auto body = unpacked(marked.bytes, "word/document.xml");
  CHECK(body.find("<w:t xml:space=\"preserve\">召开 </w:t></w:r><w:del w:id=\"1\" w:author=\"Youju\" "
                  "w:date=\"2024-01-05T09:30:00Z\"><w:r><w:rPr><w:b/></w:rPr>"
                  "<w:delText xml:space=\"preserve\">12</w:delText></w:r></w:del><w:ins w:id=\"2\" "
                  "w:author=\"Youju\" w:date=\"2024-01-05T09:30:00Z\">"
                  "<w:r><w:rPr><w:b/></w:rPr><w:t "
                  "xml:space=\"preserve\">15</w:t></w:r></w:ins><w:r><w:rPr><w:b/></w:rPr>"
                  "<w:t xml:space=\"preserve\"> 次</w:t></w:r>") != body.npos);
}

TEST_CASE("numbers over several runs, whole runs, neighbours and several texts of one run are replaced") {
  const auto docx = make_docx(
      "<w:p><w:r><w:t>共1</w:t></w:r><w:bookmarkStart w:id=\"9\" "
      "w:name=\"b\"/><w:r><w:t>0</w:t></w:r><w:bookmarkEnd w:id=\"9\"/><w:r><w:t>86次</w:t></w:r>"
      "<w:r><w:t>77</w:t></w:r><w:r><w:t>3</w:t><w:lastRenderedPageBreak/><w:t>4户</w:t></w:r></w:p>");
  const auto marked = replace(docx, {{"1086", "1100"}, {"次", "回"}, {"77", "8"}, {"34", "5"}});
  CHECK(marked.not_replaced.empty());
  CHECK(read_both(marked.bytes, "") == Texts{"共1100回85户"});
}

TEST_CASE("changes by others stay theirs: inside an insertion ours stands beside it") {
  const auto docx = make_docx(
      "<w:p><w:ins w:id=\"5\" w:author=\"王\" w:date=\"2024-01-01T00:00:00Z\"><w:r><w:rPr><w:i/><w:rPrChange "
      "w:id=\"6\" w:author=\"王\"><w:rPr/></w:rPrChange></w:rPr>"
      "<w:t>走访12户</w:t></w:r></w:ins></w:p>");
  const auto marked = replace(docx, {{"12", "15"}});
  CHECK(read_both(marked.bytes, "") == Texts{"走访15户"});
  const auto body = unpacked(marked.bytes, "word/document.xml");
  CHECK(body.find("</w:del></w:ins><w:ins w:id=\"8\" w:author=\"Youju\"") != body.npos);
  CHECK(body.find("</w:ins><w:ins w:id=\"9\" w:author=\"王\" w:date=\"2024-01-01T00:00:00Z\">") != body.npos);
}

TEST_CASE("comments stand around replaced numbers; footnotes and headers can be revised") {
  Parts parts;
  parts.body = "<w:p><w:r><w:t>走访12户次</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
  parts.footnotes = "<w:footnote w:id=\"2\">" + p("含3户") + "</w:footnote>";
  parts.header = p("2023年");
  const auto marked =
      replace(make_docx(parts), {{"12", "15"}, {"3", "4"}, {"2023", "2024"}}, {"2户", "12户", "访1"});
  CHECK(read_both(marked.bytes, "") == Texts{"走访15户次", "含4户", "2024年"});
  CHECK(marked.beside.empty());
  const auto around = commented(marked.bytes);
  CHECK(around == Texts{"0:15户|核对", "1:15户|核对", "2:访15|核对"});
}

TEST_CASE("formulas, bound controls, pictures between and overlaps are not replaced, and that is told") {
  const auto docx = make_docx(
      "<w:p><m:oMath><m:r><m:t>x=56</m:t></m:r></m:oMath><w:sdt><w:sdtPr><w:dataBinding "
      "w:xpath=\"/a\"/></w:sdtPr><w:sdtContent><w:r><w:t>34</w:t></w:r></w:sdtContent></w:sdt>"
      "<w:r><w:t>1</w:t><w:drawing/><w:t>2</w:t><w:tab/><w:t>78</w:t></w:r><w:fldSimple w:instr=\"REF "
      "a\"><w:r><w:t>90</w:t></w:r></w:fldSimple></w:p>");
  const auto marked = replace(
      docx, {{"56", "1"}, {"34", "1"}, {"12", "1"}, {"2\t7", "1"}, {"78", "79"}, {"8", "9"}, {"90", "91"}});
  CHECK(marked.not_replaced == std::vector<int>{0, 1, 2, 3, 5, 6});
  CHECK(read_both(marked.bytes, "") == Texts{"x=563412\t7990"});
}

TEST_CASE("text may be deleted without a new one") {
  const auto marked = replace(make_docx(p("共12次")), {{"12", ""}});
  CHECK(read_both(marked.bytes, "") == Texts{"共次"});
  CHECK(unpacked(marked.bytes, "word/document.xml").find("<w:ins") == std::string::npos);
}

namespace {
// As if the new numbers had always stood there; each in a bookmark and a link.
std::string set_in(const std::string& docx, const std::vector<std::pair<std::string, std::string>>& changes, const std::string& bookmark = "") {
  const auto document = read_docx_bytes(docx);
  REQUIRE(document);
  std::vector<Replacement> replacements;
  for (const auto& [from, to] : changes) {
    replacements.push_back(instead(*document, from, to));
    replacements.back().tracked = false;
    if (!bookmark.empty()) replacements.back().bookmark = bookmark + std::to_string(replacements.size()), replacements.back().tip = "支委会 · \"ABCD\"";
  }
  const auto marked = mark_docx(docx, replacements, {}, "");
  REQUIRE_MESSAGE(marked, marked.error().message.word << " " << marked.error().detail);
  CHECK(marked->not_replaced.empty());
  return marked->bytes;
}
}  // namespace

TEST_CASE("text set in without a trace: begin, middle, end and all of a run, over several runs, neighbours") {
  const auto docx = make_docx(
      "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>12次</w:t></w:r><w:r><w:t>开 34</w:t></w:r><w:r><w:t>5</w:t></w:r>"
      "<w:bookmarkStart w:id=\"9\" w:name=\"b\"/><w:r><w:t>67 人</w:t></w:r><w:bookmarkEnd w:id=\"9\"/><w:r><w:t>8</w:t></w:r><w:r><w:t>9</w:t><w:t>项</w:t></w:r></w:p>");
  const auto made = set_in(docx, {{"12", "七"}, {"34567", "1,086"}, {"8", "80"}, {"9", "90"}});
  CHECK(read_both(made, "") == Texts{"七次开 1,086 人8090项"});
  const auto body = unpacked(made, "word/document.xml");
  CHECK(body.find("<w:del") == body.npos);
  CHECK(body.find("<w:ins") == body.npos);
  CHECK(body.find("w:name=\"b\"") != body.npos);
  CHECK(body.find("<w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">七</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space=\"preserve\">次</w:t></w:r>") != body.npos);
}

TEST_CASE("a figure set in is a link in a bookmark; where a link stood already it stays the only one") {
  const auto docx = make_docx("<w:p><w:r><w:t>召开12次</w:t></w:r><w:hyperlink w:anchor=\"src_a\"><w:r><w:t>共7项</w:t></w:r></w:hyperlink></w:p>");
  const auto made = set_in(docx, {{"12", "13"}, {"7", "9"}}, "fig_f");
  CHECK(read_both(made, "") == Texts{"召开13次共9项"});
  const auto body = unpacked(made, "word/document.xml");
  CHECK(body.find("w:name=\"fig_f1\"/><w:hyperlink w:anchor=\"fig_f1\" w:tooltip=\"支委会 · &quot;ABCD&quot;\" w:history=\"1\"><w:r>") != body.npos);
  CHECK(body.find("w:name=\"fig_f2\"/><w:r><w:t xml:space=\"preserve\">9</w:t></w:r><w:bookmarkEnd") != body.npos);
  std::size_t links = 0;
  for (auto at = body.find("<w:hyperlink"); at != body.npos; at = body.find("<w:hyperlink", at + 1)) ++links;
  CHECK(links == 2);
}
