// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: the small parts of a workbook that must be known before its sheets are read.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "sheet/number_format.h"
#include "sheet/xml_read.h"

namespace youju::sheet {

// Texts shared by all cells, in one buffer: 2,000,000 small strings would cost more than their text.
class SharedStrings {
 public:
  void add(std::string_view text);
  bool has(std::size_t index) const { return index + 1 < ends_.size(); }
  std::string_view at(std::size_t index) const;
  std::size_t bytes() const { return all_.size(); }

 private:
  std::string all_;
  std::vector<std::uint32_t> ends_{0};
};

struct SheetPart {
  std::string name, part;
  bool hidden = false;
};
struct Workbook {
  std::vector<SheetPart> sheets;
  bool base_1904 = false;
  std::string folder;  // of the workbook part, "xl/"
  SharedStrings strings;
  std::vector<Shape> shapes;  // by cell style
};

// Outward links of a part: relation id → address as written.
Result<std::map<std::string, std::string>> read_links(ZipReader& zip, std::string_view part);
Result<Workbook> read_workbook(ZipReader& zip, const Limits& limits);

// Collects the text of <si> and <is>: runs joined, phonetic readings left out, _x000D_ escapes undone.
class RichText {
 public:
  void start(std::string_view local);
  void end(std::string_view local);
  void text(std::string_view piece);
  std::string take();
  std::size_t size() const { return text_.size(); }

 private:
  std::string text_;
  bool in_text_ = false;
  int phonetic_ = 0;
};
std::string undo_escapes(std::string text);
}  // namespace youju::sheet
