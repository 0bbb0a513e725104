// SPDX-License-Identifier: Apache-2.0
// The words of a DOCX: paragraphs with their style, bookmarks, links. Deleted and moved-away text, field
// codes and the second copy that Word keeps for old programs (mc:Fallback) are left out.
#include "base/text.h"
#include "sheet/readers.h"
#include "sheet/xlsx_parts.h"

namespace youju::sheet {
namespace {
constexpr std::size_t kMostDocumentText = 64u << 20;
constexpr std::size_t kMostParagraphs = 500'000;

struct StyleNames : XmlEvents {
  std::map<std::string, std::string> names;
  std::string current;
  void start(std::string_view local, const Attributes& a) override {
    if (local == "style") current = a.get("styleId");
    if (local == "name" && !current.empty() && names.size() < 10'000) names.emplace(current, a.get("val"));
  }
  void end(std::string_view local) override {
    if (local == "style") current.clear();
  }
};

class DocumentEvents : public XmlEvents {
 public:
  DocumentEvents(const std::map<std::string, std::string>& styles,
                 const std::map<std::string, std::string>& targets)
      : styles_(styles), targets_(targets) {}
  Json paragraphs = Json::array(), bookmarks = Json::array(), links = Json::array();

  void start(std::string_view local, const Attributes& a) override {
    if (skipping_ > 0 || is_left_out(local)) {
      ++skipping_;
      return;
    }
    if (local == "p")
      open_.push_back({});
    else if (local == "pStyle" && !open_.empty())
      open_.back().style = style_name(a.get("val"));
    else if (local == "t")
      in_text_ = true;
    else if (local == "tab")
      add("\t");
    else if (local == "br" || local == "cr")
      add("\n");
    else if (local == "noBreakHyphen")
      add("-");
    else if (local == "bookmarkStart")
      start_bookmark(a);
    else if (local == "bookmarkEnd")
      end_bookmark(std::string(a.get("id")));
    else if (local == "hyperlink")
      start_link(a);
  }
  void end(std::string_view local) override {
    if (skipping_ > 0) {
      --skipping_;
      return;
    }
    if (local == "t")
      in_text_ = false;
    else if (local == "hyperlink" && in_link_)
      links.push_back(std::move(link_)), in_link_ = false;
    else if (local == "p" && !open_.empty())
      end_paragraph();
  }
  void text(std::string_view piece) override {
    if (in_text_ && skipping_ == 0) add(piece);
  }

 private:
  struct Paragraph {
    std::string style, text;
  };
  static bool is_left_out(std::string_view local) {
    return local == "del" || local == "moveFrom" || local == "delText" || local == "instrText" ||
           local == "delInstrText" || local == "Fallback" || local == "pPrChange" || local == "rPrChange" ||
           local == "sectPrChange" || local == "tblPrChange" || local == "tabs";
  }
  std::string style_name(std::string_view id) const {
    const auto found = styles_.find(std::string(id));
    return found == styles_.end() ? std::string(id) : found->second;
  }
  void add(std::string_view piece) {
    total_ += piece.size();
    if (total_ > kMostDocumentText) return refuse();
    if (!open_.empty()) open_.back().text.append(piece);
    for (auto& [id, bookmark] : open_bookmarks_) bookmark.second.append(piece);
    if (in_link_) link_["text"].get_ref<std::string&>().append(piece);
  }
  void refuse() {
    problem = Error{
        Code::too_large, {"sheet.document_too_large", {{"limit", std::to_string(kMostDocumentText >> 20)}}}, ""};
    stop = true;
  }
  void start_bookmark(const Attributes& a) {
    const auto name = a.get("name");
    if (name.empty() || name == "_GoBack" || open_bookmarks_.size() > 1000) return;
    open_bookmarks_[std::string(a.get("id"))] = {std::string(name), ""};
  }
  void end_bookmark(const std::string& id) {
    const auto found = open_bookmarks_.find(id);
    if (found == open_bookmarks_.end()) return;
    bookmarks.push_back(
        {{"name", found->second.first}, {"text", clean_cell(std::move(found->second.second))}});
    open_bookmarks_.erase(found);
  }
  void start_link(const Attributes& a) {
    const auto anchor = a.get("anchor");
    const auto target = targets_.find(std::string(a.get("id")));
    link_ = {{"text", ""},
             {"target",
              anchor.empty() ? (target == targets_.end() ? "" : target->second) : "#" + std::string(anchor)}};
    in_link_ = true;
  }
  void end_paragraph() {
    if (paragraphs.size() >= kMostParagraphs) return refuse();
    paragraphs.push_back({{"style", open_.back().style}, {"text", clean_cell(std::move(open_.back().text))}});
    open_.pop_back();
    for (auto& [id, bookmark] : open_bookmarks_) bookmark.second.push_back('\n');
  }

  const std::map<std::string, std::string>& styles_;
  const std::map<std::string, std::string>& targets_;
  std::vector<Paragraph> open_;  // text boxes put paragraphs inside paragraphs
  std::map<std::string, std::pair<std::string, std::string>> open_bookmarks_;
  Json link_;
  std::size_t total_ = 0;
  int skipping_ = 0;
  bool in_text_ = false, in_link_ = false;
};
}  // namespace

Result<Json> read_docx(std::string_view bytes, const Limits& limits) {
  TRY(auto zip, ZipReader::open(bytes, limits));
  const std::string part = "word/document.xml";
  if (!zip.has(part)) return fail(Code::unsupported, "sheet.zip_no_document");
  StyleNames styles;
  if (zip.has("word/styles.xml")) TRY_OK(read_xml(zip, "word/styles.xml", styles));
  TRY(const auto links, read_links(zip, part));
  DocumentEvents events(styles.names, links);
  TRY_OK(read_xml(zip, part, events));
  return Json{{"paragraphs", std::move(events.paragraphs)},
              {"bookmarks", std::move(events.bookmarks)},
              {"links", std::move(events.links)}};
}
}  // namespace youju::sheet
