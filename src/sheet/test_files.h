// SPDX-License-Identifier: Apache-2.0
// For tests and fuzzing: office files built by hand, honest ones and hostile ones.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "sheet/sheet.h"

namespace youju::sheet::test {

using Members = std::vector<std::pair<std::string, std::string>>;
std::string make_zip(const Members& members);
// A workbook of one sheet "台账" from the XML inside <worksheet>, with optional shared strings and styles.
struct Xlsx {
  std::string sheet;
  std::string strings;         // <si>… elements
  std::string number_formats;  // <numFmt …/> elements
  std::string cell_formats;    // <xf …/> elements
  std::string workbook;        // attributes and elements inside <workbook>; "" = one visible sheet
};
std::string make_xlsx(const Xlsx& x);
std::string make_docx(const std::string& body, const std::string& relations = "");
// A JPEG that ends after its head: what a camera writes before the picture, with the time it was taken.
std::string make_photo(std::string_view time, bool big_endian = false, bool with_place = false);

struct Read {
  std::vector<SheetHead> sheets;
  std::vector<std::vector<Row>> rows;  // by sheet
  FileFacts facts;
  std::string error;  // word of the error, "" when it went well
  Code code = Code::absent;
  std::string cell(int sheet, int row, int column) const;  // "" when empty
  CellType type(int sheet, int row, int column) const;
};
Read read_bytes(std::string_view bytes, const Limits& limits = {});
Read read_through_process(const std::filesystem::path& file, const Limits& limits = {});

// A folder of its own, gone with this object.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  std::filesystem::path operator/(std::string_view name) const { return path_ / name; }
  std::filesystem::path put(std::string_view name, std::string_view bytes) const;

 private:
  std::filesystem::path path_;
};
}  // namespace youju::sheet::test
