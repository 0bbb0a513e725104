// SPDX-License-Identifier: Apache-2.0
// Comments and tracked changes together: places are looked up, parts are spliced, and what was made is read
// again before anybody gets it.
#include <algorithm>

#include "base/text.h"
#include "draft/docx_comments.h"
#include "draft/docx_marks.h"

namespace youju::draft {
namespace {

class Marker {
 public:
  Marker(std::string_view bytes, const std::vector<Replacement>& replacements,
         const std::vector<Comment>& comments)
      : bytes_(bytes), replacements_(replacements), comments_(comments) {}

  Result<Marked> run() {
    TRY(auto package, Package::open(bytes_));
    {
      TRY(const Docx first, read_docx_file(package));
      TRY_OK(collect(first));
    }
    TRY(auto again, Package::open(bytes_));
    TRY(docx_, read_docx_file(again, {&wanted_, ""}));
    for (const auto& part : docx_.parts) {
      next_id_ = std::max(next_id_, part.story.highest_id + 1);
      marks_.emplace_back(part, next_id_);
    }
    if (next_id_ > 2'000'000'000) return fail(Code::unsupported, "draft.numbers_used_up");
    TRY(next_comment_, next_comment_id(again, docx_));
    replace_all();
    TRY_OK(comment_all());
    std::map<std::string, std::string> changed;
    for (std::size_t i = 0; i < marks_.size(); ++i) {
      if (marks_[i].empty()) continue;
      if (!docx_.parts[i].story.utf8)
        return fail(Code::unsupported, "draft.not_utf8", {{"part", docx_.parts[i].name}});
      changed[docx_.parts[i].name] = splice(docx_.parts[i].bytes, marks_[i].edits());
    }
    TRY_OK(put_comments(again, docx_, numbered_, changed));
    TRY(out_.bytes, again.with(changed));
    for (const auto& [name, part] : changed) out_.changed_parts.push_back(name);
    TRY_OK(read_back());
    return std::move(out_);
  }

 private:
  template <class Mark>
  Result<void> want(const Docx& docx, const Mark& mark) {
    const bool known = mark.block >= 0 && static_cast<std::size_t>(mark.block) < docx.blocks.size();
    const auto source = known ? docx.sources[static_cast<std::size_t>(mark.block)] : BlockSource{};
    const int length =
        known ? docx.parts[source.part].story.paragraphs[static_cast<std::size_t>(source.paragraph)].length
              : 0;
    if (!known || mark.start < 0 || mark.start >= mark.end || mark.end > length)
      return fail(Code::invalid, "draft.no_such_place",
                  {{"block", std::to_string(mark.block)},
                   {"start", std::to_string(mark.start)},
                   {"end", std::to_string(mark.end)}});
    wanted_.emplace(source.part, source.paragraph);
    return {};
  }
  Result<void> collect(const Docx& docx) {
    for (const auto& mark : replacements_) TRY_OK(want(docx, mark));
    for (const auto& mark : comments_) TRY_OK(want(docx, mark));
    return {};
  }

  void replace_all() {
    for (std::size_t i = 0; i < replacements_.size(); ++i) {
      const Replacement& r = replacements_[i];
      const auto source = docx_.sources[static_cast<std::size_t>(r.block)];
      if (marks_[source.part].replace(source.paragraph, r.start, r.end, r))
        done_.emplace(std::pair(source.part, source.paragraph), std::vector<const Replacement*>())
            .first->second.push_back(&r);
      else
        out_.not_replaced.push_back(static_cast<int>(i));
    }
  }

  Result<void> comment_all() {
    for (std::size_t i = 0; i < comments_.size(); ++i) {
      const Comment& c = comments_[i];
      const std::int64_t id = next_comment_++;
      const auto source = docx_.sources[static_cast<std::size_t>(c.block)];
      const auto& paragraph =
          docx_.parts[source.part].story.paragraphs[static_cast<std::size_t>(source.paragraph)];
      auto placed = PartMarks::Placed::nowhere;
      if (source.part == 0 && !paragraph.drawn)
        placed = marks_[0].comment(source.paragraph, c.start, c.end, id);
      if (placed == PartMarks::Placed::nowhere) {
        const Span run = substitute(source, paragraph);
        if (!run) return fail(Code::unsupported, "draft.nowhere_to_comment");
        marks_[0].comment_around(run, id);
      }
      if (placed != PartMarks::Placed::exactly) out_.beside.push_back(static_cast<int>(i));
      numbered_.push_back({id, &c});
    }
    return {};
  }

  // Word takes comments in the body only: at the footnote's mark, at the box, at the beginning.
  Span substitute(const BlockSource& source, const StoryParagraph& paragraph) const {
    const Story& body = docx_.parts[0].story;
    if (source.part == 0) return paragraph.host ? paragraph.host : body.first_run;
    const auto& name = docx_.parts[source.part].name;
    const auto& marks = name.find("endnotes") != name.npos ? body.endnotes : body.footnotes;
    const auto mark = marks.find(paragraph.note);
    if (!paragraph.note.empty() && mark != marks.end() && mark->second.run) return mark->second.run;
    return body.first_run;
  }

  std::string expected(std::size_t part, int paragraph, const std::string& text) const {
    const auto found = done_.find({part, paragraph});
    if (found == done_.end()) return text;
    auto list = found->second;
    std::sort(list.begin(), list.end(), [](auto* a, auto* b) { return a->start < b->start; });
    const auto all = to_code_points(text);
    std::string out;
    std::size_t at = 0;
    for (const Replacement* r : list) {
      out += from_code_points(std::u32string_view(all).substr(at, static_cast<std::size_t>(r->start) - at));
      out += r->new_text;
      at = static_cast<std::size_t>(r->end);
    }
    return out + from_code_points(std::u32string_view(all).substr(at));
  }

  Result<void> read_back() {
    const auto wrong = [] { return fail(Code::corrupt, "draft.does_not_read_back"); };
    auto package = Package::open(out_.bytes);
    if (!package) return wrong();
    const auto made = read_docx_file(*package);
    if (!made || made->parts.size() != docx_.parts.size()) return wrong();
    if (made->comments != docx_.comments + static_cast<int>(comments_.size())) return wrong();
    for (std::size_t i = 0; i < docx_.parts.size(); ++i) {
      const auto& before = docx_.parts[i].story.paragraphs;
      const auto& after = made->parts[i].story.paragraphs;
      if (before.size() != after.size()) return wrong();
      for (std::size_t k = 0; k < before.size(); ++k)
        if (after[k].block.text != expected(i, static_cast<int>(k), before[k].block.text)) return wrong();
    }
    return {};
  }

  std::string_view bytes_;
  const std::vector<Replacement>& replacements_;
  const std::vector<Comment>& comments_;
  std::set<std::pair<std::size_t, int>> wanted_;
  Docx docx_;
  std::vector<PartMarks> marks_;
  std::vector<NumberedComment> numbered_;
  std::map<std::pair<std::size_t, int>, std::vector<const Replacement*>> done_;
  std::int64_t next_id_ = 1, next_comment_ = 0;
  Marked out_;
};
}  // namespace

Result<Marked> mark_docx(std::string_view bytes, const std::vector<Replacement>& replacements,
                         const std::vector<Comment>& comments, const std::string& fingerprint) {
  if (!bytes.starts_with("PK")) return fail(not_a_docx(bytes));
  if (!fingerprint.empty() && fingerprint != fingerprint_of(bytes))
    return fail(Code::conflict, "draft.changed_meanwhile");
  return Marker(bytes, replacements, comments).run();
}
}  // namespace youju::draft
