// SPDX-License-Identifier: Apache-2.0
// Search: texts that hold all two-character words of the query are read newest first, and each is looked at
// itself before it is given, so that what is found is exactly what holds the query.
#include <set>

#include "index/index_sql.h"
#include "index/row_reading.h"
#include "index/search_reading.h"
#include "index/texts.h"
#include "index/words_of_text.h"

namespace youju::index {
namespace {
constexpr std::int64_t kFirstCandidates = 64;
constexpr std::int64_t kMostCandidates = 4'096;

class Answer {
 public:
  Answer(db::Session& session, const Needle& needle, const std::vector<UnitId>& units, int limit,
         SearchAnswer& out)
      : session_(session), needle_(needle), limit_(static_cast<std::size_t>(limit)), out_(out) {
    for (const auto& unit : units) units_.insert(unit.text);
  }
  bool full() const { return out_.found.size() >= limit_; }

  Result<void> consider(const Doc& doc) {
    if (!units_.empty() && !units_.contains(doc.unit)) return {};
    if (!holds(doc.text) || seen_.contains(doc.record)) return {};
    TRY(const bool before, stood_before(doc));
    if (before) return {};
    TRY(const auto row, current(session_, RecordId(doc.record)));
    // The rights are those of the record's unit now, not of when the text was followed.
    if (!row || (!units_.empty() && !units_.contains(row->unit.text))) return {};
    seen_.insert(doc.record);
    out_.found.push_back({*row, snippet_of(doc.text, needle_.text)});
    return {};
  }
  bool holds(std::string_view text) const { return searchable(text).find(needle_.text) != std::string::npos; }

 private:
  // A record of several texts stands where the newest text stands that holds the query.
  Result<bool> stood_before(const Doc& doc) {
    bool before = false;
    TRY_OK(session_.each(sql::later_docs_of_record, {std::string_view(doc.record), doc.doc},
                         [&](const db::Row& row) {
                           before = holds(row.text(0));
                           return !before;
                         }));
    return before;
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
  for (const auto& doc : docs) {
    if (answer.full()) return {};
    TRY_OK(answer.consider(doc));
    before = doc.doc;
  }
  return {};
}

Result<void> read_by_words(db::Session& session, const Needle& needle, Answer& answer, std::int64_t before) {
  const std::string_view words = session.engine() == db::Engine::sqlite ? needle.sqlite : needle.postgres;
  for (auto many = kFirstCandidates; !answer.full(); many = std::min(many * 4, kMostCandidates)) {
    std::vector<Doc> docs;
    TRY_OK(session.each(sql::docs_with_words, {words, before, many}, into(docs)));
    for (const auto& doc : docs) {
      if (answer.full()) return {};
      TRY_OK(answer.consider(doc));
      before = doc.doc;
    }
    if (static_cast<std::int64_t>(docs.size()) < many) return {};
  }
  return {};
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
  // One character is the beginning of thousands of words, and PostgreSQL sorts all it finds: both are slow
  // only for what is frequent, and what is frequent stands among the newest.
  if (needle.length == 1 || session.engine() == db::Engine::postgres)
    TRY_OK(read_newest(session, answer, newest, before));
  TRY_OK(read_by_words(session, needle, answer, before));
  return out;
}

Result<SearchAnswer> search(db::Session& session, std::string_view text, const std::vector<UnitId>& units,
                            int limit, const std::optional<RecordRow>& after) {
  return search_reading(session, text, units, limit, after, kNewest);
}
}  // namespace youju::index
