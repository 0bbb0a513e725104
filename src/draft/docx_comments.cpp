// SPDX-License-Identifier: Apache-2.0
// Comments as Word keeps them. Parts that exist already get their new lines before the end of their root;
// parts that do not are made.
#include "draft/docx_comments.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <set>

#include "base/text.h"
#include "draft/docx_marks.h"

namespace youju::draft {
namespace {
constexpr std::int64_t kMostComments = 32'767;  // Word opens no file with more (MS-OI29500 2.1.315)
constexpr std::string_view kHead = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kW14 = "http://schemas.microsoft.com/office/word/2010/wordml";
constexpr std::string_view kW15 = "http://schemas.microsoft.com/office/word/2012/wordml";
constexpr std::string_view kCompatibility = "http://schemas.openxmlformats.org/markup-compatibility/2006";
constexpr std::string_view kExtendedType =
    "http://schemas.microsoft.com/office/2011/relationships/commentsExtended";
constexpr std::string_view kContent = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

// The root of a part, and where its last child ends.
class RootScan : public XmlScan {
 public:
  Span root, end_tag;
  std::int64_t highest = -1;
  std::map<std::string, std::string> prefixes;  // namespace → prefix
  void start(const Name& name, const XmlAttributes& a, Span tag) override {
    if (depth_++ == 0) root = tag;
    if (name.space != Space::word || name.local != "comment") return;
    std::int64_t id = -1;
    const auto text = a.word("id");
    std::from_chars(text.data(), text.data() + text.size(), id);
    highest = std::max(highest, id);
  }
  void end(const Name&, Span tag) override {
    if (--depth_ == 0) end_tag = tag;
  }
  void name_space(std::string_view prefix, std::string_view uri) override {
    if (depth_ == 0 && !prefix.empty()) prefixes.emplace(uri, prefix);
  }

 private:
  int depth_ = 0;
};

std::string root_name(std::string_view bytes, Span root) {
  const auto tag = bytes.substr(root.begin, root.size());
  const auto end = tag.find_first_of(" \t\r\n/>", 1);
  return std::string(tag.substr(1, end - 1));
}

// `lines` before the end of the root, whether it is <a>…</a> or <a/>. "\1" in them stands for the root's
// prefix.
Result<std::string> before_end(std::string_view bytes, const std::string& part, std::string_view lines) {
  RootScan scan;
  TRY(const auto facts, scan_xml(bytes, part, scan));
  if (!facts.utf8) return fail(Code::unsupported, "draft.not_utf8", {{"part", part}});
  const auto name = root_name(bytes, scan.root);
  const auto colon = name.rfind(':');
  std::string put;
  for (const char c : lines)
    if (c == '\1')
      put += colon == name.npos ? "" : name.substr(0, colon + 1);
    else
      put += c;
  if (scan.end_tag) return splice(bytes, {{scan.end_tag.begin, 0, put}});
  return splice(bytes, {{scan.root.end - 2, 2, ">" + put + "</" + name + ">"}});
}

// Text for an element: nothing XML could not hold.
std::string xml_text(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return escape_xml(out);
}

class CommentWriter {
 public:
  CommentWriter(Package& package, const Docx& docx, std::map<std::string, std::string>& changed)
      : package_(package), docx_(docx), changed_(changed) {
    const auto& uri = docx.parts[0].story.word_uri;
    strict_ = uri.find("purl.oclc.org") != uri.npos;
    word_uri_ = uri;
    relations_uri_ = strict_ ? "http://purl.oclc.org/ooxml/officeDocument/relationships"
                             : "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const auto& body = docx.parts[0].name;
    folder_ = body.substr(0, body.rfind('/') == body.npos ? 0 : body.rfind('/') + 1);
  }

  Result<void> run(const std::vector<NumberedComment>& comments) {
    const std::string existing = part_of("comments");
    const std::string part = existing.empty() ? free_name("comments") : existing;
    std::string bytes;
    if (!existing.empty()) {
      TRY(bytes, package_.read(part));
      RootScan scan;
      TRY_OK(scan_xml(bytes, part, scan));
      const auto word = scan.prefixes.find(word_uri_);
      prefix_ = word == scan.prefixes.end() ? "" : word->second;
    } else {
      bytes = std::string(kHead) + "<w:comments xmlns:w=\"" + word_uri_ + "\"/>";
      prefix_ = "w";
    }
    if (prefix_.empty()) prefix_ = "w", declaration_ = " xmlns:w=\"" + word_uri_ + "\"";
    TRY_OK(prepare_ids(part));
    std::string lines;
    for (const auto& comment : comments) lines += written(comment);
    TRY(changed_[part], before_end(bytes, part, lines));
    if (existing.empty()) TRY_OK(relate(docx_.parts[0].name, part, "comments", "comments+xml"));
    TRY_OK(put_links(part));
    return put_extended();
  }

 private:
  std::string part_of(std::string_view type) const {
    for (const auto& relation : docx_.relations)
      if (relation.type == type && !relation.external && package_.has(relation.target))
        return relation.target;
    return {};
  }
  std::string free_name(const std::string& stem) const {
    std::string name = folder_ + stem + ".xml";
    for (int i = 1; package_.has(name); ++i) name = folder_ + stem + std::to_string(i) + ".xml";
    return name;
  }

  // Numbers of paragraphs and relations that nothing in the file has.
  Result<void> prepare_ids(const std::string& part) {
    const auto part_relations = relations_part(part);
    if (package_.has(part_relations)) {
      TRY(const auto relations, read_relations(package_, part));
      for (const auto& relation : relations) used_.insert(relation.id);
    }
    std::string comments;
    if (package_.has(part)) {
      TRY(comments, package_.read(part));
    }
    const auto taken = [&](const std::string& beginning) {
      const auto attribute = "paraId=\"" + beginning;
      if (comments.find(attribute) != comments.npos) return true;
      for (const auto& p : docx_.parts)
        if (p.bytes.find(attribute) != p.bytes.npos) return true;
      return false;
    };
    while (paragraph_base_ < 0x7F00 && taken(fmt::format("{:04X}", paragraph_base_))) ++paragraph_base_;
    return {};
  }

  std::string open(std::string_view local) const { return "<" + prefix_ + ":" + std::string(local); }
  std::string close(std::string_view local) const { return "</" + prefix_ + ":" + std::string(local) + ">"; }
  std::string attribute(std::string_view local, std::string_view value) const {
    return " " + prefix_ + ":" + std::string(local) + "=\"" + xml_text(value) + "\"";
  }

  std::string written(const NumberedComment& numbered) {
    const Comment& c = *numbered.comment;
    std::string out = open("comment") + declaration_ + attribute("id", std::to_string(numbered.id)) +
                      attribute("author", c.author) + attribute("date", c.date) +
                      attribute("initials", c.initials) + ">";
    const std::size_t count = std::max<std::size_t>(1, c.paragraphs.size());
    for (std::size_t i = 0; i < count; ++i) {
      out += open("p");
      if (c.resolved && i + 1 == count) {
        const auto id = fmt::format("{:04X}{:04X}", paragraph_base_, resolved_.size());
        out += fmt::format(" xmlns:w14=\"{}\" w14:paraId=\"{}\"", kW14, id);
        resolved_.push_back(id);
      }
      out += ">";
      if (i == 0) out += open("r") + ">" + open("annotationRef") + "/>" + close("r");
      if (i < c.paragraphs.size())
        for (const Run& run : c.paragraphs[i]) out += written(run);
      out += close("p");
    }
    return out + close("comment");
  }

  std::string written(const Run& run) {
    std::string properties;
    if (run.bold) properties += open("b") + "/>";
    if (!run.link.empty())
      properties +=
          open("color") + attribute("val", "0563C1") + "/>" + open("u") + attribute("val", "single") + "/>";
    if (!properties.empty()) properties = open("rPr") + ">" + properties + close("rPr");
    std::string out = open("r") + ">" + properties + open("t") + " xml:space=\"preserve\">" +
                      xml_text(run.text) + close("t") + close("r");
    if (run.link.empty()) return out;
    return open("hyperlink") + " xmlns:r=\"" + relations_uri_ + "\" r:id=\"" + link_id(run.link) + "\">" +
           out + close("hyperlink");
  }

  std::string link_id(const std::string& address) {
    auto& id = links_[address];
    while (id.empty() || used_.contains(id)) id = "rIdYj" + std::to_string(++last_link_);
    if (used_links_.insert(id).second) link_order_.push_back(address);
    return id;
  }

  Result<void> put_links(const std::string& part) {
    if (links_.empty()) return {};
    std::string lines;
    for (const auto& address : link_order_)
      lines += "<\1Relationship Id=\"" + links_[address] + "\" Type=\"" + relations_uri_ +
               "/hyperlink\" Target=\"" + xml_text(address) + "\" TargetMode=\"External\"/>";
    return add_relations(part, lines);
  }

  // Finished comments: their last paragraphs are named in a part of its own.
  Result<void> put_extended() {
    if (resolved_.empty()) return {};
    const std::string existing = part_of("commentsExtended");
    const std::string part = existing.empty() ? free_name("commentsExtended") : existing;
    std::string bytes = std::string(kHead) +
                        fmt::format("<w15:commentsEx xmlns:w15=\"{}\" xmlns:mc=\"{}\" mc:Ignorable=\"w15\"/>",
                                    kW15, kCompatibility);
    if (!existing.empty()) {
      TRY(bytes, package_.read(part));
    }
    std::string lines;
    for (const auto& id : resolved_)
      lines += fmt::format("<w15:commentEx xmlns:w15=\"{}\" w15:paraId=\"{}\" w15:done=\"1\"/>", kW15, id);
    TRY(changed_[part], before_end(bytes, part, lines));
    if (!existing.empty()) return {};
    return relate(docx_.parts[0].name, part, kExtendedType, "commentsExtended+xml");
  }

  Result<void> relate(const std::string& from, const std::string& to, std::string_view type,
                      std::string_view content) {
    std::set<std::string> used;
    for (const auto& relation : docx_.relations) used.insert(relation.id);
    std::string id;
    for (int i = 1; id.empty() || used.contains(id) || own_ids_.contains(id); ++i)
      id = "rIdYj" + std::to_string(i);
    own_ids_.insert(id);
    const std::string whole =
        type.find(':') == type.npos ? relations_uri_ + "/" + std::string(type) : std::string(type);
    TRY_OK(add_relations(from, "<\1Relationship Id=\"" + id + "\" Type=\"" + whole + "\" Target=\"" +
                                   xml_text(to.substr(folder_.size())) + "\"/>"));
    const std::string types = "[Content_Types].xml";
    TRY(const auto bytes, current(types));
    TRY(changed_[types], before_end(bytes, types,
                                    "<\1Override PartName=\"/" + xml_text(to) + "\" ContentType=\"" +
                                        std::string(kContent) + std::string(content) + "\"/>"));
    return {};
  }

  Result<void> add_relations(const std::string& part, const std::string& lines) {
    const auto name = relations_part(part);
    std::string bytes =
        std::string(kHead) +
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>";
    if (package_.has(name) || changed_.contains(name)) {
      TRY(bytes, current(name));
    }
    TRY(changed_[name], before_end(bytes, name, lines));
    return {};
  }
  Result<std::string> current(const std::string& part) {
    const auto found = changed_.find(part);
    return found == changed_.end() ? package_.read(part) : Result<std::string>(found->second);
  }

  Package& package_;
  const Docx& docx_;
  std::map<std::string, std::string>& changed_;
  bool strict_ = false;
  std::string word_uri_, relations_uri_, folder_, prefix_, declaration_;
  std::map<std::string, std::string> links_;  // address → relation
  std::vector<std::string> link_order_;
  std::set<std::string> used_, used_links_, own_ids_;
  int last_link_ = 0, paragraph_base_ = 0x5900;
  std::vector<std::string> resolved_;
};
}  // namespace

Result<std::int64_t> next_comment_id(Package& package, const Docx& docx) {
  std::int64_t highest = docx.parts[0].story.highest_comment;
  for (const auto& relation : docx.relations) {
    if (relation.type != "comments" || relation.external || !package.has(relation.target)) continue;
    TRY(const auto bytes, package.read(relation.target));
    RootScan scan;
    TRY_OK(scan_xml(bytes, relation.target, scan));
    highest = std::max(highest, scan.highest);
  }
  if (highest > 2'000'000'000) return fail(Code::unsupported, "draft.numbers_used_up");
  return highest + 1;
}

Result<void> put_comments(Package& package, const Docx& docx, const std::vector<NumberedComment>& comments,
                          std::map<std::string, std::string>& changed) {
  if (comments.empty()) return {};
  if (docx.comments + static_cast<std::int64_t>(comments.size()) > kMostComments)
    return fail(Code::too_many, "draft.too_many_comments", {{"limit", std::to_string(kMostComments)}});
  return CommentWriter(package, docx, changed).run(comments);
}
}  // namespace youju::draft
