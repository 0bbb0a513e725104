// SPDX-License-Identifier: Apache-2.0
// Search: texts that hold all two-character words of the query are read newest first, and each is looked at
// itself before it is given, so that what is found is exactly what holds the query.
#include <fmt/format.h>

#include <array>
#include <set>

#include "index/index_sql.h"
#include "index/row_reading.h"
#include "index/search_reading.h"
#include "index/texts.h"
#include "index/windows.h"
#include "index/words_of_text.h"

namespace youju::index {
namespace {
constexpr std::int64_t kFirstCandidates = 64;
constexpr std::int64_t kMostCandidates = 4'096;
constexpr std::int64_t kFirstWindow = 400;  // texts

class Answer {
 public:
  Answer(db::Session& session, const Needle& needle, const std::vector<UnitId>& units, int limit,
         SearchAnswer& out)
      : session_(session), needle_(needle), limit_(static_cast<std::size_t>(limit)), out_(out) {
    for (const auto& unit : units) units_.insert(unit.text);
  }
  bool full() const { return out_.found.size() >= limit_; }

  // Texts in the order in which they stand in an answer, until it is full. What has to be asked of them is asked for as
  // many as are wanted at once.
  Result<void> consider(const std::vector<Doc>& docs) {
    for (auto doc = docs.begin(); doc != docs.end() && !full();) {
      std::vector<const Doc*> some;
      for (; doc != docs.end() && some.size() < limit_ - out_.found.size(); ++doc) {
        if (is_in(doc->unit) && !seen_.contains(doc->record) && holds(doc->text)) some.push_back(&*doc);
      }
      TRY_OK(take(some));
    }
    return {};
  }

 private:
  bool holds(std::string_view text) const { return searchable(text).find(needle_.text) != std::string::npos; }
  bool is_in(const std::string& unit) const { return units_.empty() || units_.contains(unit); }

  Result<void> take(std::vector<const Doc*> docs) {
    TRY_OK(leave_out_others(docs));
    std::vector<std::vector<db::Value>> sets;
    for (const auto* doc : docs) sets.push_back({kOpen, std::string_view(doc->record)});
    std::vector<std::optional<RecordRow>> rows(docs.size());
    TRY_OK(session_.each_of(sql::version_as_of, sets, [&](std::size_t i, const db::Row& row) { rows[i] = record_row(row); }));
    for (std::size_t i = 0; i < docs.size(); ++i) {
      // The rights are those of the record's unit now, not of when the text was followed.
      if (!rows[i] || !is_in(rows[i]->unit.text)) continue;
      seen_.insert(docs[i]->record);
      out_.found.push_back({*rows[i], snippet_of(docs[i]->text, needle_.text), docs[i]->source.starts_with('e')});
    }
    return {};
  }
  // A record of several texts stands where the newest text stands that holds the query.
  Result<void> leave_out_others(std::vector<const Doc*>& docs) {
    std::vector<std::vector<db::Value>> sets;
    for (const auto* doc : docs) sets.push_back({std::string_view(doc->record), doc->doc});
    std::vector<bool> before(docs.size());
    TRY_OK(session_.each_of(sql::later_docs_of_record, sets, [&](std::size_t i, const db::Row& row) {
      if (!before[i]) before[i] = holds(row.text(0));
    }));
    std::vector<const Doc*> left;
    for (std::size_t i = 0; i < docs.size(); ++i) {
      if (!before[i]) left.push_back(docs[i]);
    }
    docs = std::move(left);
    return {};
  }

  db::Session& session_;
  const Needle& needle_;
  std::size_t limit_;
  SearchAnswer& out_;
  std::set<std::string> units_, seen_;
};

db::OnRow into(std::vector<Doc>& docs) {
  return [&docs](const db::Row& row) {
    docs.push_back(
        {row.integer(0), std::string(row.text(1)), std::string(row.text(2)), {}, std::string(row.text(3))});
    return true;
  };
}

// The number before which a page begins: that of the text by which the last row of the page before was found.
Result<std::int64_t> begin_of_page(db::Session& session, const Needle& needle,
                                   const std::optional<RecordRow>& after) {
  if (!after) return INT64_MAX;
  TRY(const auto docs, docs_of_record(session, after->record.text));
  for (auto doc = docs.rbegin(); doc != docs.rend(); ++doc) {
    if (searchable(doc->text).find(needle.text) != std::string::npos) return doc->doc;
  }
  return docs_of_day(after->happened ? after->happened->from.iso() : "").first;  // the text changed meanwhile
}

Result<void> read_newest(db::Session& session, Answer& answer, std::int64_t newest, std::int64_t& before) {
  std::vector<Doc> docs;
  TRY_OK(session.each(sql::docs_before, {before, newest}, into(docs)));
  TRY_OK(answer.consider(docs));
  if (!docs.empty()) before = docs.back().doc;
  return {};
}

Result<void> read_by_words(db::Session& session, std::string_view words, Answer& answer, std::int64_t before) {
  for (auto many = kFirstCandidates; !answer.full(); many = std::min(many * 4, kMostCandidates)) {
    std::vector<Doc> docs;
    TRY_OK(session.each(sql::docs_with_words, {words, before, many}, into(docs)));
    TRY_OK(answer.consider(docs));
    if (static_cast<std::int64_t>(docs.size()) < many) return {};
    before = docs.back().doc;
  }
  return {};
}

// PostgreSQL reads and sorts all it finds before it gives the newest. So it is asked for the days of some hundred newest
// texts first, then for more and more of those before, until enough is found.
Result<void> read_by_windows(db::Session& session, const Needle& needle, Answer& answer, std::int64_t before,
                             std::int64_t texts_of_first) {
  const std::array<std::int64_t, 2> of_texts{texts_of_first, texts_of_first * 10};  // the first windows
  constexpr std::int64_t kTimes = 8;                                                // each later one is as much larger
  std::int64_t size = 0;                                                            // of a window, in blocks
  for (std::size_t round = 0; !answer.full(); ++round) {
    std::optional<std::int64_t> newest, counted, oldest;
    const auto texts = round < of_texts.size() ? of_texts[round] : 0;
    TRY_OK(session.each(sql::numbers_before, {before, texts}, [&](const db::Row& row) {
      const auto number = [&](int column) { return row.is_null(column) ? std::nullopt : std::optional(row.integer(column)); };
      newest = number(0), counted = number(1), oldest = number(2);
      return false;
    }));
    if (!newest || *newest < 0 || !oldest) break;
    const auto last = block_of(*newest), least = block_of(*oldest);
    const auto first = texts == 0 ? last - size * kTimes + 1 : block_of(counted.value_or(0));
    if (first <= least) break;
    size = last - first + 1;
    TRY_OK(read_by_words(session, fmt::format("({}) & ({})", needle.postgres, words_of_blocks(first, last)), answer, before));
    before = start_of_block(first);
  }
  // All that is left; what stands before it was not enough to fill the answer, so it is not much.
  return answer.full() ? Result<void>{} : read_by_words(session, needle.postgres, answer, before);
}
}  // namespace

Result<SearchAnswer> search_reading(db::Session& session, std::string_view text,
                                    const std::vector<UnitId>& units, int limit,
                                    const std::optional<RecordRow>& after, std::int64_t newest) {
  SearchAnswer out;
  TRY(const auto cursor, read_cursor(session));
  const auto followed = cursor.rules == word_rules() ? cursor.next : 0;
  TRY(const auto trailing, session.integer(sql::versions_not_searchable, {followed}));
  out.trailing = trailing.value_or(0);
  const auto needle = needle_of(text, units);
  if (needle.length > kMaxNeedle)
    return fail(Code::too_large, "index.query_too_long", {{"most", std::to_string(kMaxNeedle)}});
  if (needle.length == 0 || limit <= 0) return out;
  Answer answer(session, needle, units, limit, out);
  TRY(auto before, begin_of_page(session, needle, after));
  // One character is the beginning of thousands of words: slow only for what is frequent, and what is frequent stands among
  // the newest.
  if (needle.length == 1) TRY_OK(read_newest(session, answer, newest, before));
  const bool by_windows = session.engine() == db::Engine::postgres && newest > 0;
  TRY_OK(by_windows ? read_by_windows(session, needle, answer, before, std::min(newest, kFirstWindow))
                    : read_by_words(session, session.engine() == db::Engine::sqlite ? needle.sqlite : needle.postgres, answer, before));
  return out;
}

Result<SearchAnswer> search(db::Session& session, std::string_view text, const std::vector<UnitId>& units,
                            int limit, const std::optional<RecordRow>& after) {
  return search_reading(session, text, units, limit, after, kNewest);
}
}  // namespace youju::index
