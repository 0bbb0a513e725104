// SPDX-License-Identifier: Apache-2.0
// Numbers of a draft set right where they stand: as tracked changes in a DOCX, in place in a text.
#include <algorithm>

#include "app/claims.h"
#include "base/io.h"
#include "base/text.h"

namespace youju::app {
namespace {
struct Change {
  std::size_t claim = 0;
  Spot spot;
  std::string was, is;
};

Result<std::vector<Change>> changes_wanted(const CheckedDraft& checked, const std::vector<std::size_t>& claims) {
  std::vector<Change> out;
  for (const auto i : claims) {
    const auto fixes = i < checked.judged.size() ? fixes_of(checked, i) : Fixes{};
    const auto spot = fixes.new_text.empty() ? std::nullopt : spot_of(checked, checked.extraction.claims[i].span);
    if (!spot) return fail(Code::invalid, "judge.nothing_to_correct");
    out.push_back({i, *spot, fixes.old_text, fixes.new_text});
  }
  std::sort(out.begin(), out.end(), [](const Change& a, const Change& b) { return std::pair(a.spot.block, a.spot.start) < std::pair(b.spot.block, b.spot.start); });
  // The same words may claim two things: they are set right once.
  out.erase(std::unique(out.begin(), out.end(), [](const Change& a, const Change& b) { return a.spot.block == b.spot.block && b.spot.start < a.spot.end; }), out.end());
  return out;
}

// A text's numbers, from its end so that places before stay: found in their line by the words around them.
Result<std::string> corrected_text(const CheckedDraft& checked, const std::string& text, const std::vector<Change>& changes) {
  auto all = to_code_points(text);
  std::vector<std::pair<std::size_t, const Change*>> at;
  std::size_t from = 0;
  int block = -1;
  std::size_t begins = 0;
  for (const auto& change : changes) {
    const auto line = to_code_points(checked.document.blocks[static_cast<std::size_t>(change.spot.block)].text);
    if (change.spot.block != block) {
      begins = all.find(line, from);
      if (begins == all.npos) return fail(Code::unsupported, "judge.cannot_correct_here");
      block = change.spot.block;
      from = begins + line.size();
    }
    at.emplace_back(begins + static_cast<std::size_t>(change.spot.start), &change);
  }
  for (auto one = at.rbegin(); one != at.rend(); ++one) {
    const auto was = to_code_points(one->second->was);
    if (all.compare(one->first, was.size(), was) != 0) return fail(Code::unsupported, "judge.cannot_correct_here");
    all.replace(one->first, was.size(), to_code_points(one->second->is));
  }
  return from_code_points(all);
}
}  // namespace

Result<Corrected> corrected_draft(const CheckedDraft& checked, const CheckRequest& request, const std::vector<std::size_t>& claims, Instant now, words::Lang lang) {
  TRY(const auto changes, changes_wanted(checked, claims));
  Corrected out;
  for (const auto& change : changes) out.done.push_back(change.claim);
  const auto& format = checked.document.format;
  if (format == "docx") {
    std::vector<draft::Replacement> replacements;
    for (const auto& change : changes)
      replacements.push_back({change.spot.block, change.spot.start, change.spot.end, change.is, words::say(lang, "judge.author"), now.iso().substr(0, 19) + "Z"});
    TRY(auto marked, draft::with_revisions(request.file, replacements, {}, checked.document.fingerprint));
    if (!marked.not_replaced.empty()) return fail(Code::unsupported, "judge.cannot_correct_here");
    out.bytes = std::move(marked.bytes);
    return out;
  }
  if (format != "txt" && format != "md") return fail(Code::unsupported, "judge.cannot_correct_here");
  std::string text = request.pasted;
  if (!request.file.empty()) {
    TRY(text, read_file(request.file, 64u << 20));
  }
  if (!is_utf8(text)) return fail(Code::unsupported, "judge.cannot_correct_here");
  TRY(out.bytes, corrected_text(checked, text, changes));
  return out;
}
}  // namespace youju::app
