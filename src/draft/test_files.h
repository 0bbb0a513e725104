// SPDX-License-Identifier: Apache-2.0
// For tests and fuzzing: DOCX files built by hand, as Word, WPS and nobody would write them.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "draft/draft.h"
#include "draft/readers.h"

namespace youju::draft::test {

using Members = std::vector<std::pair<std::string, std::string>>;
// Packed members; `stored` keeps them as they are. The same members give the same bytes.
std::string make_zip(const Members& members, bool stored = false);

struct Parts {
  std::string body;               // inside <w:body>
  std::string styles, footnotes;  // inside their roots; "" = no such part
  std::string header, footer;
  std::string comments;
  std::string relations;  // more of the body's relations
  Members others;
};
std::string make_docx(const Parts& parts);
inline std::string make_docx(const std::string& body) {
  return make_docx(Parts{body, {}, {}, {}, {}, {}, {}, {}});
}
// <w:p> of one run with this text.
std::string p(const std::string& text);

// The texts of all blocks, each with its kind: "paragraph:…".
std::vector<std::string> texts(const Document& document);
std::string unpacked(std::string_view zip, const std::string& member);
// A comment on the first place where `text` stands in any block; fails the test when it stands nowhere.
Comment on(const Document& document, const std::string& text, const std::string& says = "核对");
Replacement instead(const Document& document, const std::string& text, const std::string& by);
// The text each comment of a DOCX stands around, by its number, and what it says: "0:甲7次|核对".
std::vector<std::string> commented(std::string_view docx);

// For fuzz targets: an empty corpus folder among the arguments gets these seeds.
void sow(int argc, char** argv, const std::vector<std::string>& seeds);

// A file in a folder of its own, gone with this object.
class TempFile {
 public:
  TempFile(const std::string& name, std::string_view bytes);
  ~TempFile();
  TempFile(const TempFile&) = delete;
  TempFile& operator=(const TempFile&) = delete;
  operator const std::filesystem::path&() const { return path_; }

 private:
  std::filesystem::path path_;
};
}  // namespace youju::draft::test
