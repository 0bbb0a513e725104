// SPDX-License-Identifier: Apache-2.0
// A form's cells get values and nothing else of the workbook moves.
#include <doctest/doctest.h>

#include "draft/package.h"
#include "draft/test_files.h"

using namespace youju;
using namespace youju::draft;
using namespace youju::draft::test;

namespace {
constexpr auto kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

struct BookOf {
  std::string sheet;
  std::string workbook_more = "<definedNames><definedName name=\"_xlnm.Print_Area\" localSheetId=\"0\">表1!$A$1:$D$9</definedName></definedNames>";
  Members others = {};
};
std::string make_book(const BookOf& of) {
  const std::string ns = std::string(" xmlns=\"") + kMain + "\"";
  const std::string head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
  Members all{
      {"[Content_Types].xml", head + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" "
                              "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override "
                              "PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override "
                              "PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/><Override "
                              "PartName=\"/xl/styles.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/></Types>"},
      {"_rels/.rels", head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                      "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"},
      {"xl/workbook.xml", head + "<workbook" + ns + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"表1\" sheetId=\"1\" "
                          "r:id=\"rId1\"/></sheets>" + of.workbook_more + "</workbook>"},
      {"xl/_rels/workbook.xml.rels", head + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" "
                                     "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" "
                                     "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles\" Target=\"styles.xml\"/></Relationships>"},
      {"xl/styles.xml", head + "<styleSheet" + ns + "><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"10\"/></cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml", head + "<worksheet" + ns + ">" + of.sheet + "<pageSetup paperSize=\"9\" orientation=\"landscape\"/></worksheet>"}};
  for (const auto& other : of.others) all.push_back(other);
  return make_zip(all);
}
constexpr auto kSheet =
    "<sheetData><row r=\"1\" ht=\"30\"><c r=\"A1\" s=\"1\" t=\"inlineStr\"><is><t>情况统计表</t></is></c></row>"
    "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>支委会</t></is></c><c r=\"B3\" s=\"1\"/><c r=\"D3\" t=\"str\"><f>B3+C3</f><v>7</v></c></row>"
    "<row r=\"5\"/></sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:D1\"/></mergeCells>";

Marked filled(const std::string& book, const std::vector<CellValue>& cells) {
  const auto made = fill_cells(book, cells, "");
  REQUIRE_MESSAGE(made, made.error().message.word << " " << made.error().detail);
  return *made;
}
std::string refused(const std::string& book, const std::vector<CellValue>& cells) {
  const auto made = fill_cells(book, cells, "");
  REQUIRE(!made);
  return made.error().message.word;
}
}  // namespace

TEST_CASE("values go into cells that are there, into rows that are there and into new rows, each in its order, styles kept") {
  const auto book = make_book({kSheet});
  const auto made = filled(book, {{"表1", "B3", "11"}, {"表1", "c3", "66.7", true, true}, {"表1", "A2", "2023年", false}, {"表1", "B5", "4"}, {"表1", "B9", "5"}});
  const auto sheet = unpacked(made.bytes, "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("<c r=\"B3\" s=\"1\"><v>11</v></c><c r=\"C3\"><v>66.7</v></c><c r=\"D3\"><f>B3+C3</f></c>") != sheet.npos);
  CHECK(sheet.find("</row><row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t xml:space=\"preserve\">2023年</t></is></c></row><row r=\"3\">") != sheet.npos);
  CHECK(sheet.find("<row r=\"5\"><c r=\"B5\"><v>4</v></c></row><row r=\"9\"><c r=\"B9\"><v>5</v></c></row></sheetData>") != sheet.npos);
  CHECK(made.changed_parts == std::vector<std::string>{"xl/workbook.xml", "xl/worksheets/sheet1.xml"});
  CHECK(unpacked(made.bytes, "xl/workbook.xml").find("</definedNames><calcPr fullCalcOnLoad=\"1\"/></workbook>") != std::string::npos);
}

TEST_CASE("a share goes as a fraction into a cell that is formatted as percent") {
  const auto sheet = unpacked(filled(make_book({kSheet}), {{"表1", "B3", "66.7", true, true}}).bytes, "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("<c r=\"B3\" s=\"1\"><v>0.667</v></c>") != sheet.npos);
  CHECK(unpacked(filled(make_book({kSheet}), {{"表1", "B3", "100", true, true}}).bytes, "xl/worksheets/sheet1.xml").find("<v>1</v>") != std::string::npos);
  CHECK(unpacked(filled(make_book({kSheet}), {{"表1", "B3", "-5", true, true}}).bytes, "xl/worksheets/sheet1.xml").find("<v>-0.05</v>") != std::string::npos);
}

TEST_CASE("every part that holds no value and no formula's result keeps its bytes") {
  const auto book = make_book({kSheet, "", {{"xl/printerSettings/printerSettings1.bin", std::string("\0\1\2", 3)}, {"docProps/app.xml", "<x/>"}}});
  const auto made = filled(book, {{"表1", "B3", "11"}});
  auto before = Package::open(book), after = Package::open(made.bytes);
  REQUIRE(before);
  REQUIRE(after);
  CHECK(before->names() == after->names());
  for (const auto& name : before->names()) {
    const bool changed = std::find(made.changed_parts.begin(), made.changed_parts.end(), name) != made.changed_parts.end();
    CHECK_MESSAGE((before->raw(name) == after->raw(name)) == !changed, name);
  }
  // Without formulas the workbook's own part stays as well.
  const auto plain = make_book({"<sheetData/>"});
  const auto two = filled(plain, {{"表1", "C2", "1"}, {"表1", "B2", "2"}, {"表1", "A4", "3"}});
  CHECK(two.changed_parts == std::vector<std::string>{"xl/worksheets/sheet1.xml"});
  CHECK(unpacked(two.bytes, "xl/worksheets/sheet1.xml").find("<sheetData><row r=\"2\"><c r=\"B2\"><v>2</v></c><c r=\"C2\"><v>1</v></c></row><row r=\"4\"><c r=\"A4\"><v>3</v></c></row></sheetData>") != std::string::npos);
}

TEST_CASE("prefixed names, an own calcPr and cells without addresses are read and kept") {
  const std::string sheet = "<x:sheetData xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><x:row><x:c s=\"1\"/><x:c><x:f>A1*2</x:f><x:v>4</x:v></x:c></x:row></x:sheetData>";
  const auto made = filled(make_book({sheet, "<calcPr calcId=\"191\" fullCalcOnLoad=\"0\"/>"}), {{"表1", "A1", "3"}});
  CHECK(unpacked(made.bytes, "xl/worksheets/sheet1.xml").find("<x:row><x:c s=\"1\"><x:v>3</x:v></x:c><x:c><x:f>A1*2</x:f></x:c></x:row>") != std::string::npos);
  CHECK(unpacked(made.bytes, "xl/workbook.xml").find("<calcPr calcId=\"191\" fullCalcOnLoad=\"1\"/>") != std::string::npos);
}

TEST_CASE("no value goes over a formula, under a merged cell, to a sheet that is not there or twice to one cell") {
  const auto book = make_book({kSheet});
  CHECK(refused(book, {{"表1", "D3", "1"}}) == "draft.cell_formula");
  CHECK(refused(book, {{"表1", "B1", "1"}}) == "draft.cell_merged");
  CHECK(refused(book, {{"表2", "B3", "1"}}) == "draft.no_such_sheet");
  CHECK(refused(book, {{"表1", "3B", "1"}}) == "draft.no_such_cell");
  CHECK(refused(book, {{"表1", "B3", "1"}, {"表1", "b3", "2"}}) == "draft.cell_twice");
  CHECK(refused("not a zip", {}) == "draft.form_not_xlsx");
  CHECK(refused(make_docx(p("一")), {}) == "draft.form_not_xlsx");
  CHECK(refused(make_book({kSheet, "", {{"xl/vbaProject.bin", "x"}}}), {}) == "draft.form_macros");
  CHECK(refused(make_book({"<sheetData><row r=\"3\"/><row r=\"2\"/></sheetData>"}), {}) == "draft.sheet_order");
}

TEST_CASE("a form is read with its merged cells and what calculates, and survives the way between the processes") {
  const auto form = read_form_bytes(make_book({kSheet}));
  REQUIRE(form);
  REQUIRE(form->sheets.size() == 1);
  const auto& sheet = form->sheets[0];
  CHECK(sheet.name == "表1");
  CHECK(sheet.formulas == 1);
  REQUIRE(sheet.merged.size() == 1);
  CHECK(sheet.merged[0].last_column == 3);
  REQUIRE(sheet.rows.size() == 2);
  CHECK(sheet.rows[1].number == 3);
  CHECK(sheet.rows[1].cells.back().formula);
  const auto again = form_from_json(to_json(*form));
  REQUIRE(again);
  CHECK(to_json(*again) == to_json(*form));
}

TEST_CASE("addresses of cells") {
  CHECK(cell_place("C5") == CellPlace{5, 2});
  CHECK(cell_place("aa10") == CellPlace{10, 26});
  CHECK(cell_address(10, 26) == "AA10");
  CHECK(cell_address(1, 701) == "ZZ1");
  CHECK(cell_place("XFD1048576") == CellPlace{1'048'576, 16'383});
  for (const auto* wrong : {"", "5", "C", "C0", "5C", "C05", "XFE1", "C1048577", "C-5", "C+5", "C5x", "ABCD1"}) CHECK_MESSAGE(!cell_place(wrong), wrong);
}

TEST_CASE("a cell that was not there looks as its row or its column does") {
  const auto book = make_book({"<cols><col min=\"2\" max=\"3\" style=\"1\"/></cols><sheetData><row r=\"1\" s=\"0\" customFormat=\"1\"/></sheetData>"});
  const auto sheet = unpacked(filled(book, {{"表1", "B1", "1"}, {"表1", "B2", "50", true, true}, {"表1", "D2", "3"}}).bytes, "xl/worksheets/sheet1.xml");
  CHECK(sheet.find("<c r=\"B1\" s=\"0\"><v>1</v></c></row><row r=\"2\"><c r=\"B2\" s=\"1\"><v>0.5</v></c><c r=\"D2\"><v>3</v></c></row>") != sheet.npos);
}
