// SPDX-License-Identifier: Apache-2.0
// Files made to hurt: bombs, entities, cut and mislabelled files. All are refused with a sentence that fits.
#include <doctest/doctest.h>

#include "base/world.h"
#include "sheet/readers.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;
using namespace youju::sheet::test;

namespace {
std::string wide(std::string_view ascii) {
  std::string out;
  for (char c : ascii) out.push_back(c), out.push_back('\0');
  return out;
}
// Text that packs badly, so that the limit on cells is met before the one on packing.
std::string noise(std::size_t size) {
  SeededRandom random(3);
  std::string out;
  while (out.size() < size) out.push_back(static_cast<char>('a' + random.below(26)));
  return out;
}
std::string workbook_with(const std::string& part, const std::string& bytes) {
  Xlsx x;
  x.sheet = "<sheetData/>";
  const std::string relation =
      "<Relationships><Relationship Id=\"a\" Type=\"x/officeDocument\" "
      "Target=\"xl/workbook.xml\"/></Relationships>";
  Members members = {
      {"_rels/.rels", relation},
      {"xl/workbook.xml",
       "<workbook xmlns:r=\"r\"><sheets><sheet name=\"s\" r:id=\"b\"/></sheets></workbook>"},
      {"xl/_rels/workbook.xml.rels",
       "<Relationships><Relationship Id=\"b\" Type=\"x/worksheet\" Target=\"worksheets/s.xml\"/>"
       "<Relationship Id=\"c\" Type=\"x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>"},
      {"xl/worksheets/s.xml", "<worksheet><sheetData/></worksheet>"}};
  for (auto& member : members)
    if (member.first == part) {
      member.second = bytes;
      return make_zip(members);
    }
  members.push_back({part, bytes});
  return make_zip(members);
}
}  // namespace

TEST_CASE("files that are something else are named for what they are") {
  const std::string ole = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(600, '\0');
  const std::pair<std::string, std::string> cases[] = {
      {ole, "sheet.is_old_xls"},
      {ole + wide("EncryptedPackage"), "sheet.encrypted"},
      {"<html><body><table><tr><td>1</td></tr></table></body></html>", "sheet.is_html"},
      {"\xEF\xBB\xBF  <!DOCTYPE html><p>", "sheet.is_html"},
      {"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
       "sheet.is_spreadsheet_xml"},
      {"%PDF-1.4 ", "sheet.is_pdf"},
      {"\x89PNG\r\n\x1a\n0000000", "sheet.is_picture"},
      {make_docx("<w:p/>"), "sheet.zip_no_workbook"},
      {make_zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", "<x/>"}}),
       "sheet.zip_no_workbook"},
      {"", "sheet.file_empty"}};
  for (const auto& [bytes, word] : cases) CHECK(read_bytes(bytes).error == word);
}

TEST_CASE("a DOCTYPE or an entity refuses the file, wherever it stands") {
  const std::string xxe =
      "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM "
      "\"file:///etc/passwd\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" "
      "t=\"inlineStr\"><is><t>&e;</t></is></c></row></sheetData></worksheet>";
  std::string laughs = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">";
  for (int i = 1; i < 30; ++i)
    laughs += "<!ENTITY a" + std::to_string(i) + " \"&a" + std::to_string(i - 1) + ";&a" +
              std::to_string(i - 1) + ";\">";
  laughs += "]><sst><si><t>&a29;</t></si></sst>";
  CHECK(read_bytes(workbook_with("xl/worksheets/s.xml", xxe)).error == "sheet.xml_doctype");
  CHECK(read_bytes(workbook_with("xl/sharedStrings.xml", laughs)).error == "sheet.xml_doctype");
  CHECK(read_bytes(workbook_with("xl/workbook.xml",
                                 "<!DOCTYPE workbook SYSTEM \"http://127.0.0.1/x.dtd\"><workbook/>"))
            .error == "sheet.xml_doctype");
  CHECK(read_docx(make_zip({{"word/document.xml", laughs}}), Limits{}).error().message.word ==
        "sheet.xml_doctype");
}

TEST_CASE("what unpacks beyond all measure is refused while unpacking") {
  const std::string zeros(64u << 20, ' ');
  const auto bomb =
      workbook_with("xl/worksheets/s.xml", "<worksheet><sheetData>" + zeros + "</sheetData></worksheet>");
  CHECK(bomb.size() < 200'000);
  CHECK(read_bytes(bomb).error == "sheet.packed_too_well");
  Limits limits;
  limits.unpacked = 1u << 20;
  limits.ratio = 1'000'000;
  CHECK(read_bytes(bomb, limits).error == "sheet.unpacks_too_large");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  CHECK(read_bytes(workbook_with("xl/worksheets/s.xml", deep)).error == "sheet.xml_too_deep");
  Members many;
  for (int i = 0; i < 10'001; ++i) many.push_back({"m" + std::to_string(i), ""});
  CHECK(read_bytes(make_zip(many)).error == "sheet.too_many_members");
}

TEST_CASE("rows and cells that no ledger has are refused with their place") {
  const auto sheet = [](const std::string& rows) {
    return workbook_with("xl/worksheets/s.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>");
  };
  CHECK(read_bytes(sheet("<row r=\"99999999\"><c><v>1</v></c></row>")).error == "sheet.too_many_rows");
  CHECK(read_bytes(sheet("<row r=\"2\"/><row r=\"1\"/>")).error == "sheet.rows_disordered");
  CHECK(read_bytes(sheet("<row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row>")).error == "sheet.too_many_columns");
  CHECK(read_bytes(sheet("<row r=\"1\"><c t=\"s\"><v>5</v></c></row>")).error == "sheet.string_missing");
  CHECK(read_bytes(sheet("<row r=\"1\"><c t=\"str\"><v>" + noise(10u << 20) + "</v></c></row>")).error ==
        "sheet.cell_too_large");
  CHECK(read_bytes(sheet("<row r=\"-5\"><c r=\"ZZZZZZZZ9\"><v>1e999</v></c></row>")).error ==
        "sheet.rows_disordered");
  CHECK(read_bytes(sheet("<row r=\"1\"><c r=\"??\"><v>1e999</v></c></row>")).cell(0, 1, 0) == "1e999");
}

TEST_CASE("an encrypted member is named as such") {
  auto bytes = workbook_with("xl/x.bin", "x");
  for (std::size_t at = 0; (at = bytes.find("PK\x01\x02", at)) != bytes.npos; at += 4)
    bytes[at + 8] = static_cast<char>(bytes[at + 8] | 1);
  CHECK(read_bytes(bytes).error == "sheet.encrypted");
}

TEST_CASE("a workbook cut anywhere, or with bytes changed anywhere, is refused or read, and nothing worse") {
  Xlsx x;
  x.strings = "<si><t>主题党日</t></si>";
  x.sheet = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row></sheetData>";
  const auto whole = make_xlsx(x);
  REQUIRE(read_bytes(whole).error == "");
  for (std::size_t size = 4; size < whole.size(); size += 7) {
    CAPTURE(size);
    CHECK(read_bytes(std::string_view(whole).substr(0, size)).error != "");
  }
  SeededRandom random(7);
  int refused = 0;
  for (int i = 0; i < 1500; ++i) {
    auto changed = whole;
    for (int k = 0; k < 3; ++k) changed[random.below(changed.size())] = static_cast<char>(random.next());
    refused += read_bytes(changed).error != "";
  }
  CHECK(refused > 0);
}
