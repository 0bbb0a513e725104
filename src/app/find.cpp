// SPDX-License-Identifier: Apache-2.0
#include "app/find.h"

#include <algorithm>
#include <set>

#include "app/records.h"
#include "base/text.h"

namespace youju::app {
namespace {
constexpr int kSignoffsAtOnce = 200, kSignoffsLooked = 4'000;

bool holds(std::string_view text, std::string_view folded) { return fold(text).find(folded) != std::string::npos; }

bool names_it(const kinds::Kind& kind, std::string_view folded) {
  const auto named = [&](const auto& one) { return holds(one.second, folded); };
  return std::any_of(kind.names.begin(), kind.names.end(), named) || std::any_of(kind.synonyms.begin(), kind.synonyms.end(), [&](const auto& one) { return holds(one, folded); });
}

// Sentences of a kind's rules in the reader's language, with their sources.
std::vector<std::string> sentences_of(const kinds::Kind& kind, std::string_view lang) {
  const bool zh = lang == "zh";
  std::vector<std::string> out{name_in(kind.description, lang)};
  const auto add = [&](const std::string& text, const std::string& source) {
    if (!text.empty() || !source.empty()) out.push_back(text.empty() || source.empty() ? text + source : text + (zh ? "（" : " (") + source + (zh ? "）" : ")"));
  };
  for (const auto& rule : kind.cadences) add(zh ? rule.note : rule.note_en, rule.source);
  for (const auto& deadline : kind.deadlines) add({}, deadline.source);
  for (const auto& also : kind.also_counts) add(zh ? also.rule : also.rule_en, also.source);
  for (const auto& check : kind.checks) add(name_in(check.message, lang), {});
  return out;
}

void find_in_packs(const Office& office, const FindRequest& request, std::string_view folded, FoundAll& out) {
  for (const auto& kind : office.catalogue().kinds()) {
    if (out.kinds.size() < request.most_others && names_it(kind, folded)) out.kinds.push_back(&kind);
    std::set<std::string> said;
    for (const auto& text : sentences_of(kind, request.lang))
      if (out.rules.size() < request.most_others && !text.empty() && holds(text, folded) && said.insert(text).second) out.rules.push_back({&kind, text});
  }
}
}  // namespace

Result<std::vector<FoundReport>> newest_signed(Office& office, const std::vector<UnitId>& units, std::size_t most, std::string_view folded_title, bool* more, bool every_signature) {
  const std::set<UnitId> readable(units.begin(), units.end());
  std::vector<FoundReport> out;
  std::set<std::string> seen;
  if (more != nullptr) *more = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    auto before = index::kOpen;
    for (int looked = 0; looked < kSignoffsLooked; looked += kSignoffsAtOnce) {
      TRY(const auto page, index::signoffs(session, kSignoffsAtOnce, before));
      for (const auto& one : page) {
        before = one.entry;
        if (!readable.contains(one.unit) || (!every_signature && seen.contains(one.report))) continue;
        if (!folded_title.empty() && !holds(one.title, folded_title)) continue;
        if (out.size() == most) {
          if (more != nullptr) *more = true;
          return {};
        }
        seen.insert(one.report);
        out.push_back({one.report, one.title, one.at, one.number});
      }
      if (static_cast<int>(page.size()) < kSignoffsAtOnce) return {};
    }
    if (more != nullptr) *more = true;
    return {};
  }));
  return out;
}

Result<FoundAll> find_all(Office& office, const FindRequest& request) {
  FoundAll out;
  const auto folded = fold(trim(request.text));
  if (folded.empty()) return out;
  find_in_packs(office, request, folded, out);
  if (request.units.empty()) return out;
  TRY(out.reports, newest_signed(office, request.units, request.most_others, folded, &out.more_reports));
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const auto units = request.units.size() == tree.all().size() ? std::vector<UnitId>{} : request.units;
    TRY(out.records, index::search(session, request.text, units, static_cast<int>(request.most_records) + 1));
    return {};
  }));
  out.more_records = out.records.found.size() > request.most_records;
  if (out.more_records) out.records.found.pop_back();
  return out;
}
}  // namespace youju::app
