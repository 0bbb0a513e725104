// SPDX-License-Identifier: Apache-2.0
#include "draft/test_files.h"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "base/text.h"
#include "draft/package.h"
#include "draft/xml_scan.h"

namespace youju::draft::test {
namespace {
constexpr const char* kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const std::string kSpaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
    "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" "
    "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\" "
    "xmlns:v=\"urn:schemas-microsoft-com:vml\" "
    "xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" "
    "xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";
const std::string kType = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

void put(std::string& to, std::uint64_t value, int bytes) {
  for (int i = 0; i < bytes; ++i) to.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
}
std::string packed_of(const std::string& bytes) {
  z_stream z{};
  deflateInit2(&z, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string out(deflateBound(&z, bytes.size()), '\0');
  z.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  z.avail_in = static_cast<uInt>(bytes.size());
  z.next_out = reinterpret_cast<Bytef*>(out.data());
  z.avail_out = static_cast<uInt>(out.size());
  deflate(&z, Z_FINISH);
  out.resize(z.total_out);
  deflateEnd(&z);
  return out;
}
std::string part(const std::string& root, const std::string& inside) {
  return kHead + ("<w:" + root) + " " + kSpaces + ">" + inside + "</w:" + root + ">";
}
std::string relation(const std::string& id, const std::string& type, const std::string& target) {
  return "<Relationship Id=\"" + id + "\" Type=\"" + kType + type + "\" Target=\"" + target + "\"/>";
}
std::string relations(const std::string& inside) {
  return std::string(kHead) +
         "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + inside +
         "</Relationships>";
}

// The text between the marks of each comment.
class RangesScan : public XmlScan {
 public:
  std::map<std::string, std::string> around;
  std::map<std::string, std::string> says;
  void start(const Name& name, const XmlAttributes& a, Span) override {
    if (name.space != Space::word) return;
    if (name.local == "commentRangeStart") open_.emplace_back(a.word("id"));
    if (name.local == "commentRangeEnd") std::erase(open_, std::string(a.word("id")));
    if (name.local == "commentReference") around[std::string(a.word("id"))];
    if (name.local == "comment") comment_ = a.word("id");
    in_text_ = name.local == "t";
  }
  void end(const Name&, Span) override { in_text_ = false; }
  void text(std::string_view piece, Span) override {
    if (!in_text_) return;
    for (const auto& id : open_) around[id] += piece;
    if (!comment_.empty()) says[comment_] += piece;
  }

 private:
  std::vector<std::string> open_;
  std::string comment_;
  bool in_text_ = false;
};
}  // namespace

std::string make_zip(const Members& members, bool stored) {
  std::string out, directory;
  for (const auto& [name, bytes] : members) {
    const auto data = stored ? bytes : packed_of(bytes);
    std::string head;
    put(head, 20, 2);
    put(head, 0, 2);
    put(head, stored ? 0 : 8, 2);
    put(head, 0x5A216000, 4);
    put(head, crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size())), 4);
    put(head, data.size(), 4);
    put(head, bytes.size(), 4);
    put(head, name.size(), 2);
    put(head, 0, 2);
    directory += "PK\x01\x02";
    put(directory, 20, 2);
    directory += head;
    directory.append(10, '\0');
    put(directory, out.size(), 4);
    directory += name;
    out += "PK\x03\x04" + head + name + data;
  }
  const auto at = out.size();
  out += directory + "PK\x05\x06";
  put(out, 0, 4);
  put(out, members.size(), 2);
  put(out, members.size(), 2);
  put(out, directory.size(), 4);
  put(out, at, 4);
  put(out, 0, 2);
  return out;
}

std::string p(const std::string& text) {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

std::string make_docx(const Parts& parts) {
  const std::string main = "application/vnd.openxmlformats-officedocument.wordprocessingml.";
  std::string types =
      "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/word/document.xml\" "
      "ContentType=\"" +
      main + "document.main+xml\"/>";
  std::string links;
  Members members;
  const auto add = [&](const std::string& name, const std::string& root, const std::string& inside,
                       int number) {
    if (inside.empty()) return;
    links += relation("rId" + std::to_string(number), name, name + ".xml");
    types += "<Override PartName=\"/word/" + name + ".xml\" ContentType=\"" + main + name + "+xml\"/>";
    members.emplace_back("word/" + name + ".xml", part(root, inside));
  };
  add("styles", "styles", parts.styles, 1);
  add("footnotes", "footnotes", parts.footnotes, 2);
  add("header", "hdr", parts.header, 3);
  add("footer", "ftr", parts.footer, 4);
  add("comments", "comments", parts.comments, 5);
  std::string edges;
  if (!parts.header.empty()) edges += "<w:headerReference w:type=\"default\" r:id=\"rId3\"/>";
  if (!parts.footer.empty()) edges += "<w:footerReference w:type=\"default\" r:id=\"rId4\"/>";
  Members all = {
      {"[Content_Types].xml",
       std::string(kHead) + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">" +
           types + "</Types>"},
      {"_rels/.rels", relations(relation("rId1", "officeDocument", "word/document.xml"))},
      {"word/document.xml",
       part("document", "<w:body>" + parts.body + "<w:sectPr>" + edges + "</w:sectPr></w:body>")},
      {"word/_rels/document.xml.rels", relations(links + parts.relations)},
  };
  all.insert(all.end(), members.begin(), members.end());
  all.insert(all.end(), parts.others.begin(), parts.others.end());
  return make_zip(all);
}

std::vector<std::string> texts(const Document& document) {
  std::vector<std::string> out;
  for (const auto& block : document.blocks)
    out.push_back(std::string(kind_name(block.kind)) + ":" + block.text);
  return out;
}

std::string unpacked(std::string_view zip, const std::string& member) {
  auto package = Package::open(zip);
  if (!package) return {};
  auto bytes = package->read(member);
  return bytes ? *bytes : std::string();
}

namespace {
template <class Mark>
void find(const Document& document, const std::string& text, Mark& mark) {
  mark.block = -1;
  for (std::size_t i = 0; i < document.blocks.size(); ++i) {
    const auto& all = document.blocks[i].text;
    const auto at = all.find(text);
    if (at == all.npos) continue;
    mark.block = static_cast<int>(i);
    mark.start = static_cast<int>(code_point_count(std::string_view(all).substr(0, at)));
    mark.end = mark.start + static_cast<int>(code_point_count(text));
    return;
  }
}
}  // namespace

Comment on(const Document& document, const std::string& text, const std::string& says) {
  Comment out{-1, 0, 0, "有据", "据", "2024-01-05T09:30:00Z", {{{says, "", false}}}, false};
  find(document, text, out);
  return out;
}
Replacement instead(const Document& document, const std::string& text, const std::string& by) {
  Replacement out{-1, 0, 0, by, "Youju", "2024-01-05T09:30:00Z"};
  find(document, text, out);
  return out;
}

std::vector<std::string> commented(std::string_view docx) {
  RangesScan body, comments;
  (void)scan_xml(unpacked(docx, "word/document.xml"), "body", body);
  (void)scan_xml(unpacked(docx, "word/comments.xml"), "comments", comments);
  std::vector<std::string> out;
  for (const auto& [id, text] : body.around) out.push_back(id + ":" + text + "|" + comments.says[id]);
  return out;
}

void sow(int argc, char** argv, const std::vector<std::string>& seeds) {
  for (int i = 1; i < argc; ++i) {
    if (argv[i][0] == '-' || !std::filesystem::is_directory(argv[i])) continue;
    if (!std::filesystem::is_empty(argv[i])) return;
    int number = 0;
    for (const auto& seed : seeds)
      std::ofstream(std::filesystem::path(argv[i]) / ("seed" + std::to_string(number++)), std::ios::binary)
          << seed;
    return;
  }
}

TempFile::TempFile(const std::string& name, std::string_view bytes) {
  static int count = 0;
  const auto folder = std::filesystem::temp_directory_path() /
                      ("youju-draft-" + std::to_string(::getpid()) + "-" + std::to_string(count++));
  std::filesystem::create_directories(folder);
  path_ = folder / name;
  std::ofstream(path_, std::ios::binary) << bytes;
}
TempFile::~TempFile() {
  std::error_code ignored;
  std::filesystem::remove_all(path_.parent_path(), ignored);
}
}  // namespace youju::draft::test
