// SPDX-License-Identifier: Apache-2.0
// Files that are not what they say, broken ones and hostile ones: a clear word, soon, and nothing else.
#include <doctest/doctest.h>

#include <chrono>

#include "draft/docx_comments.h"
#include "draft/package.h"
#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
std::string refusal(std::string_view bytes, std::string_view name = "a.docx") {
  const auto document = read_bytes(bytes, name);
  return document ? "" : document.error().message.word;
}
std::string wide(std::string_view ascii) {
  std::string out;
  for (char c : ascii) out.push_back(c), out.push_back('\0');
  return out;
}
std::string body(const std::string& xml) {
  return make_zip({{"word/document.xml", xml}});
}
std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}
template <class Work>
double seconds(const Work& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}
const std::string kOle = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
constexpr const char* kSpace = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
}  // namespace

TEST_CASE("what is no DOCX is told what it is") {
  CHECK(refusal("") == "draft.file_empty");
  CHECK(refusal(kOle + std::string(600, 'x')) == "draft.is_old_doc");
  CHECK(refusal(kOle + wide("EncryptedPackage")) == "draft.encrypted");
  CHECK(refusal("{\\rtf1 a}") == "draft.is_rtf");
  CHECK(refusal("<html><body>7</body></html>") == "draft.is_html");
  CHECK(refusal("\x89PNG\r\n\x1a\n") == "draft.is_picture");
  CHECK(refusal("just text") == "draft.not_docx");
  CHECK(refusal("%PDF-1.4", "a.pdf") == "draft.is_pdf");
  CHECK(refusal(make_zip({{"xl/workbook.xml", "<a/>"}})) == "draft.zip_no_document");
  CHECK(refusal(body("<a><b/></a>")) == "draft.zip_no_document");
}

TEST_CASE("damaged archives and parts are refused with their place") {
  const auto good = make_docx(p("甲7次"));
  CHECK(refusal(good.substr(0, good.size() - 10)) == "draft.zip_damaged");
  CHECK(refusal("PK\x03\x04 nothing of a zip in here at all") == "draft.zip_damaged");
  auto flipped = good;
  flipped[good.find("word/document.xml") + 30] ^= 0x55;
  CHECK(refusal(flipped) == "draft.zip_damaged");
  auto locked = good;
  for (std::size_t at = 0; (at = locked.find("PK\x01\x02", at)) != locked.npos; ++at) locked[at + 8] |= 1;
  CHECK(refusal(locked) == "draft.encrypted");
  CHECK(refusal(make_zip({{"word/document.xml", "<a/>"}, {"WORD/document.xml", "<a/>"}})) ==
        "draft.zip_damaged");
  const auto cut = read_bytes(body("<w:document>\n<w:p>"), "a.docx");
  CHECK(cut.error().message.word == "draft.xml_damaged");
  CHECK(cut.error().message.args.at("part") == "word/document.xml");
}

TEST_CASE("entities, depth and bombs are refused") {
  CHECK(refusal(body("<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>")) ==
        "draft.xml_doctype");
  CHECK(refusal(body(repeated("<a>", 3000))) == "draft.xml_too_deep");
  CHECK(refusal(body(repeated(" ", 40u << 20))) == "draft.packed_too_well");
  std::string overlap = make_zip({{"word/document.xml", "<a/>"}, {"b", "<b/>"}}, true);
  const auto second = overlap.find("PK\x01\x02", overlap.find("PK\x01\x02") + 4);
  overlap[second + 20] = 100;  // says it is longer than it is: over its neighbour
  CHECK(refusal(overlap) == "draft.zip_damaged");
}

TEST_CASE("megabytes of every nuisance are read in linear time") {
  constexpr std::size_t kSize = 2u << 20, kLarge = 10u << 20;
  const std::string head = std::string("<w:document ") + kSpace + "><w:body>",
                    tail = "</w:body></w:document>";
  const std::string in_paragraph[] = {"<w:r><w:t>1</w:t></w:r>", "<w:r><w:t>&#49;</w:t></w:r>",
                                      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>", "<w:proofErr/>",
                                      "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/>"};
  std::string large = repeated("<w:r><w:t>&#49;</w:t></w:r>", kLarge);
  large = make_zip({{"word/document.xml", head + "<w:p>" + large + "</w:p>" + tail}}, true);
  CHECK(seconds([&] { CHECK(read_docx_bytes(large)); }) < 20);
  for (const auto& piece : in_paragraph) {
    const auto docx =
        make_zip({{"word/document.xml", head + "<w:p>" + repeated(piece, kSize) + "</w:p>" + tail}}, true);
    CHECK(seconds([&] { (void)read_docx_bytes(docx); }) < 20);
  }
  for (const std::string piece : {"<w:p/>", "<w:p><w:r><w:t>1</w:t></w:r></w:p>",
                                  "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>", "x"}) {
    const auto docx = make_zip({{"word/document.xml", head + repeated(piece, kSize) + tail}}, true);
    CHECK(seconds([&] { (void)read_docx_bytes(docx); }) < 20);
  }
  for (const std::string piece : {"[", "*", "|", "> ", "# a\n", "- a\n", "a|b\n", "`", "\t1\n", "[a](", "1"})
    CHECK(seconds([&] {
            (void)read_markdown_bytes(repeated(piece, kSize));
            (void)read_text_bytes(repeated(piece, kSize));
          }) < 20);
}

TEST_CASE("thousands of comments in one long run are put in linear time") {
  const auto docx = make_docx(p(repeated("12，", 2u << 20)));
  std::vector<Comment> comments;
  for (int i = 0; i < 20'000; ++i)
    comments.push_back({0, i * 3, i * 3 + 2, "有据", "据", "2024-01-05T09:30:00Z", {}, false});
  CHECK(seconds([&] { CHECK(mark_docx(docx, {}, comments, "")); }) < 20);
  comments.resize(32'768, comments[0]);
  CHECK(mark_docx(docx, {}, comments, "").error().message.word == "draft.too_many_comments");
}

TEST_CASE("members keep their bytes whatever stands around them") {
  const auto docx = make_docx(p("12"));
  const auto package = *Package::open(docx);
  CHECK(*package.with({}) == docx);
  const auto with = *package.with({{"new.xml", "<a/>"}, {"WORD/DOCUMENT.XML", "<b/>"}});
  const auto made = *Package::open(with);
  CHECK(made.names().size() == package.names().size() + 1);
  CHECK(made.raw("_rels/.rels") == package.raw("_rels/.rels"));
  CHECK(unpacked(with, "new.xml") == "<a/>");
  CHECK(unpacked(with, "word/document.xml") == "<b/>");
}
