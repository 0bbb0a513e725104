// SPDX-License-Identifier: Apache-2.0
#include "sheet/test_files.h"

#include <unistd.h>
#include <zip.h>

#include <fstream>

#include "sheet/readers.h"

namespace youju::sheet::test {

std::string make_zip(const Members& members) {
  zip_error_t error;
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* zip = zip_open_from_source(target, ZIP_TRUNCATE, &error);
  for (const auto& [name, bytes] : members) {
    zip_source_t* source = zip_source_buffer(zip, bytes.data(), bytes.size(), 0);
    const auto index = zip_file_add(zip, name.c_str(), source, ZIP_FL_OVERWRITE);
    zip_file_set_mtime(zip, static_cast<zip_uint64_t>(index), 946684800, 0);
  }
  zip_close(zip);
  std::string out;
  if (zip_source_open(target) == 0) {
    char buffer[4096];
    for (zip_int64_t n; (n = zip_source_read(target, buffer, sizeof buffer)) > 0;)
      out.append(buffer, static_cast<std::size_t>(n));
    zip_source_close(target);
  }
  zip_source_free(target);
  return out;
}

namespace {
constexpr const char* kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr const char* kMain =
    "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
constexpr const char* kRelationType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

std::string relationships(std::initializer_list<std::array<std::string, 3>> all) {
  std::string out = std::string(kHead) +
                    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (const auto& [id, type, target] : all)
    out +=
        "<Relationship Id=\"" + id + "\" Type=\"" + kRelationType + type + "\" Target=\"" + target + "\"/>";
  return out + "</Relationships>";
}
}  // namespace

std::string make_xlsx(const Xlsx& x) {
  const std::string book =
      x.workbook.empty() ? "<sheets><sheet name=\"台账\" sheetId=\"1\" r:id=\"rId1\"/></sheets>" : x.workbook;
  return make_zip({
      {"_rels/.rels", relationships({{"rId1", "officeDocument", "xl/workbook.xml"}})},
      {"xl/workbook.xml", std::string(kHead) + "<workbook " + kMain + ">" + book + "</workbook>"},
      {"xl/_rels/workbook.xml.rels", relationships({{"rId1", "worksheet", "worksheets/sheet1.xml"},
                                                    {"rId2", "worksheet", "worksheets/sheet1.xml"},
                                                    {"rId3", "sharedStrings", "sharedStrings.xml"},
                                                    {"rId4", "styles", "styles.xml"}})},
      {"xl/sharedStrings.xml", std::string(kHead) + "<sst " + kMain + ">" + x.strings + "</sst>"},
      {"xl/styles.xml", std::string(kHead) + "<styleSheet " + kMain + "><numFmts>" + x.number_formats +
                            "</numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs>" +
                            x.cell_formats + "</cellXfs></styleSheet>"},
      {"xl/worksheets/sheet1.xml",
       std::string(kHead) + "<worksheet " + kMain + ">" + x.sheet + "</worksheet>"},
  });
}

std::string make_photo(std::string_view time, bool big_endian, bool with_place) {
  const auto number = [&](unsigned value, int size) {
    std::string out;
    for (int i = 0; i < size; ++i) out.push_back(static_cast<char>(value >> 8 * (big_endian ? size - 1 - i : i) & 0xFF));
    return out;
  };
  const auto field = [&](unsigned tag, unsigned type, unsigned count, unsigned value) {
    return number(tag, 2) + number(type, 2) + number(count, 4) + number(value, 4);
  };
  // First directory at 8 with one field, the second at 26 with one field, its text at 44; with a place everything behind the first
  // directory stands a field later, and the directory of the place at 76.
  const unsigned later = with_place ? 12 : 0;
  std::string tiff = (big_endian ? "MM" : "II") + number(42, 2) + number(8, 4);
  tiff += number(with_place ? 2 : 1, 2) + field(0x8769, 4, 1, 26 + later) + (with_place ? field(0x8825, 4, 1, 76) : "") + number(0, 4);
  tiff += number(1, 2) + field(0x9003, 2, 20, 44 + later) + number(0, 4);
  tiff += std::string(time) + '\0';
  if (with_place) tiff += number(1, 2) + field(0x0001, 2, 2, 0x4E000000) + number(0, 4);
  const std::string exif = std::string("Exif\0\0", 6) + tiff;
  const auto segment = [](char kind, const std::string& payload) {
    const auto size = payload.size() + 2;
    return std::string("\xFF") + kind + static_cast<char>(size >> 8) + static_cast<char>(size & 0xFF) + payload;
  };
  return "\xFF\xD8" + segment('\xE0', std::string("JFIF\0\1\1\0\0\1\0\1\0\0", 14)) + segment('\xE1', exif) +
         segment('\xDA', "\1\1\0\0\x3F\0");
}

std::string make_docx(const std::string& body, const std::string& relations) {
  const std::string w =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
      "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
  Members members = {
      {"_rels/.rels", relationships({{"rId1", "officeDocument", "word/document.xml"}})},
      {"word/document.xml",
       std::string(kHead) + "<w:document " + w + "><w:body>" + body + "</w:body></w:document>"},
      {"word/styles.xml", std::string(kHead) + "<w:styles " + w +
                              "><w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"heading "
                              "1\"/></w:style></w:styles>"},
  };
  if (!relations.empty())
    members.push_back({"word/_rels/document.xml.rels",
                       std::string(kHead) + "<Relationships>" + relations + "</Relationships>"});
  return make_zip(members);
}

namespace {
Sink sink_into(Read& read) {
  Sink sink;
  sink.on_sheet = [&read](const SheetHead& head) {
    read.sheets.push_back(head);
    read.rows.emplace_back();
    return true;
  };
  sink.on_row = [&read](Row&& row) {
    read.rows.back().push_back(std::move(row));
    return true;
  };
  return sink;
}
Read& settle(Read& read, Result<FileFacts> result) {
  if (result)
    read.facts = *result;
  else
    read.error = result.error().message.word, read.code = result.error().code;
  return read;
}
}  // namespace

Read read_bytes(std::string_view bytes, const Limits& limits) {
  Read read;
  return settle(read, read_table_here(bytes, limits, sink_into(read)));
}
Read read_through_process(const std::filesystem::path& file, const Limits& limits) {
  Read read;
  return settle(read, read_table(file, limits, sink_into(read)));
}

std::string Read::cell(int sheet, int row, int column) const {
  for (const Row& r : rows.at(static_cast<std::size_t>(sheet)))
    for (const Cell& c : r.cells)
      if (r.number == row && c.column == column) return c.text;
  return "";
}
CellType Read::type(int sheet, int row, int column) const {
  for (const Row& r : rows.at(static_cast<std::size_t>(sheet)))
    for (const Cell& c : r.cells)
      if (r.number == row && c.column == column) return c.type;
  return CellType::empty;
}

TempFolder::TempFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "youju-sheet-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}
TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}
std::filesystem::path TempFolder::put(std::string_view name, std::string_view bytes) const {
  const auto file = path_ / name;
  std::ofstream(file, std::ios::binary) << bytes;
  return file;
}
}  // namespace youju::sheet::test
