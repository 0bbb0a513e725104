// SPDX-License-Identifier: Apache-2.0
// Finds the parts of a DOCX by their relations, as Open Packaging wants it, and reads them in order: body,
// footnotes, endnotes, headers, footers.
#include "draft/docx_file.h"

#include <algorithm>

#include "base/text.h"
#include "draft/docx_numbering.h"
#include "draft/forms.h"

namespace youju::draft {
namespace {
constexpr std::size_t kMostRelations = 100'000;

class RelationsScan : public XmlScan {
 public:
  explicit RelationsScan(std::string folder) : folder_(std::move(folder)) {}
  std::vector<Relation> relations;
  void start(const Name& name, const XmlAttributes& a, Span) override {
    if (name.local != "Relationship" || relations.size() >= kMostRelations) return;
    Relation relation;
    relation.id = a.plain("Id");
    const auto type = a.plain("Type");
    relation.type = type.substr(std::min(type.size(), type.rfind('/') + 1));
    relation.external = a.plain("TargetMode") == "External";
    relation.target = relation.external ? std::string(a.plain("Target")) : resolved(a.plain("Target"));
    relations.push_back(std::move(relation));
  }
  void end(const Name&, Span) override {}

 private:
  // "../media/a.png" from word/ → media/a.png
  std::string resolved(std::string_view target) const {
    std::string path = target.starts_with('/') ? std::string(target) : folder_ + std::string(target);
    std::vector<std::string> steps;
    for (auto& step : split_any(path, U"/")) {
      if (step == "..") {
        if (!steps.empty()) steps.pop_back();
      } else if (step != ".") {
        steps.push_back(std::move(step));
      }
    }
    std::string out;
    for (const auto& step : steps) out += (out.empty() ? "" : "/") + step;
    return out;
  }
  std::string folder_;
};

class CommentsScan : public XmlScan {
 public:
  int count = 0;
  void start(const Name& name, const XmlAttributes&, Span) override {
    count += name.space == Space::word && name.local == "comment";
  }
  void end(const Name&, Span) override {}
};

const Relation* find_type(const std::vector<Relation>& relations, std::string_view type) {
  for (const auto& relation : relations)
    if (relation.type == type && !relation.external) return &relation;
  return nullptr;
}

class FileReader {
 public:
  FileReader(Package& package, const DocxWish& wish) : package_(package), wish_(wish) {}

  Result<Docx> run() {
    TRY(const auto roots, read_relations(package_, ""));
    const Relation* main = find_type(roots, "officeDocument");
    const std::string body = main ? main->target : "word/document.xml";
    if (!package_.has(body)) return fail(Code::unsupported, "draft.zip_no_document");
    TRY(docx_.relations, read_relations(package_, body));
    if (const auto* styles = find_type(docx_.relations, "styles"); styles && package_.has(styles->target)) {
      TRY(const auto bytes, package_.read(styles->target));
      TRY(styles_, read_styles(bytes));
    }
    if (const auto* lists = find_type(docx_.relations, "numbering"); lists && package_.has(lists->target)) {
      TRY(const auto bytes, package_.read(lists->target));
      TRY(numbering_, read_numbering(bytes));
    }
    TRY_OK(read_part(body, Kind::paragraph));
    if (docx_.parts[0].story.word_uri.empty()) return fail(Code::unsupported, "draft.zip_no_document");
    for (std::string_view notes : {"footnotes", "endnotes"})
      if (const auto* part = find_type(docx_.relations, notes))
        TRY_OK(read_part(part->target, Kind::footnote));
    TRY_OK(read_edges(Kind::header));
    TRY_OK(read_edges(Kind::footer));
    if (const auto* part = find_type(docx_.relations, "comments"); part && package_.has(part->target)) {
      TRY(const auto bytes, package_.read(part->target));
      CommentsScan comments;
      TRY_OK(scan_xml(bytes, part->target, comments));
      docx_.comments = comments.count;
    }
    find_title();
    mark_forms(docx_.blocks);
    return std::move(docx_);
  }

 private:
  Result<void> read_part(const std::string& name, Kind kind) {
    if (!package_.has(name)) return {};
    for (const auto& part : docx_.parts)
      if (part.name == name) return {};
    DocxPart part;
    part.name = name;
    TRY(part.bytes, package_.read(name));
    std::set<int> wanted;
    if (wish_.sources)
      for (const auto& [at, paragraph] : *wish_.sources)
        if (at == docx_.parts.size()) wanted.insert(paragraph);
    StoryWish wish{kind, &wanted, wish_.rejecting};
    TRY(part.story, read_story(part.bytes, name, styles_, wish));
    docx_.parts.push_back(std::move(part));
    take_blocks(docx_.parts.size() - 1, name.find("endnotes") != name.npos);
    return {};
  }

  Result<void> read_edges(Kind kind) {
    const auto ids = kind == Kind::header ? docx_.parts[0].story.headers : docx_.parts[0].story.footers;
    for (const auto& id : ids)
      for (const auto& relation : docx_.relations)
        if (relation.id == id && !relation.external) TRY_OK(read_part(relation.target, kind));
    return {};
  }

  void take_blocks(std::size_t at, bool endnotes) {
    const Story& story = docx_.parts[at].story;
    if (at > 0) tables_ += docx_.parts[at - 1].story.tables;
    const Story& body = docx_.parts[0].story;
    if (at == 0) block_of_.assign(story.paragraphs.size(), -1);
    ListLabels labels(numbering_);
    for (std::size_t i = 0; i < story.paragraphs.size(); ++i) {
      const auto& paragraph = story.paragraphs[i];
      const auto label = paragraph.list.empty() ? std::string() : labels.next(paragraph.list, paragraph.list_level);
      if (trim(paragraph.block.text).empty()) continue;
      if (at == 0) block_of_[i] = static_cast<int>(docx_.blocks.size());
      Block block = paragraph.block;
      set_label(block, label);
      if (block.place) {
        block.place->table += tables_;
        if (block.place->outer >= 0) block.place->outer += tables_;
      }
      const auto& marks = endnotes ? body.endnotes : body.footnotes;
      if (const auto mark = marks.find(paragraph.note);
          at > 0 && !paragraph.note.empty() && mark != marks.end()) {
        block.refers_to = block_of_[static_cast<std::size_t>(mark->second.paragraph)];
        block.refers_at = mark->second.at;
      }
      docx_.blocks.push_back(std::move(block));
      docx_.sources.push_back({at, static_cast<int>(i)});
    }
  }

  // 一、 set by Word before a short line makes a heading, as it does when it is typed.
  static void set_label(Block& block, const std::string& label) {
    block.label = label;
    if (block.kind != Kind::list_item || label.empty()) return;
    const int level = heading_by_form(label + block.text);
    if (level == 0) return;
    block.kind = Kind::heading;
    block.level = level;
    block.by_form = true;
  }

  // Without a title by style: what stands centred at the very beginning.
  void find_title() {
    for (const auto& block : docx_.blocks)
      if (block.kind == Kind::title) return;
    constexpr std::size_t kFirst = 3;
    for (std::size_t i = 0; i < docx_.blocks.size() && i < kFirst; ++i) {
      Block& block = docx_.blocks[i];
      const auto& source = docx_.sources[i];
      const auto& paragraph =
          docx_.parts[source.part].story.paragraphs[static_cast<std::size_t>(source.paragraph)];
      if (block.kind != Kind::paragraph || !paragraph.centred || !is_short_line(block.text)) return;
      block.kind = Kind::title;
      block.by_form = true;
    }
  }

  Package& package_;
  const DocxWish& wish_;
  Docx docx_;
  Styles styles_;
  Numbering numbering_;
  std::vector<int> block_of_;  // paragraphs of the body
  int tables_ = 0;
};
}  // namespace

std::string relations_part(const std::string& part) {
  const auto slash = part.rfind('/');
  const auto folder = slash == part.npos ? std::string() : part.substr(0, slash + 1);
  return folder + "_rels/" + part.substr(folder.size()) + ".rels";
}

Result<std::vector<Relation>> read_relations(Package& package, const std::string& part) {
  const auto name = relations_part(part);
  if (!package.has(name)) return std::vector<Relation>();
  TRY(const auto bytes, package.read(name));
  const auto slash = part.rfind('/');
  RelationsScan scan(slash == part.npos ? "" : part.substr(0, slash + 1));
  TRY_OK(scan_xml(bytes, name, scan));
  return std::move(scan.relations);
}

Result<Docx> read_docx_file(Package& package, const DocxWish& wish) {
  return FileReader(package, wish).run();
}
}  // namespace youju::draft
