// SPDX-License-Identifier: Apache-2.0
#include "index/texts.h"

#include "index/index_sql.h"
#include "index/texts_of_record.h"
#include "index/words_of_text.h"

namespace youju::index {
std::pair<std::int64_t, std::int64_t> docs_of_day(std::string_view first_day) {
  const auto day = Date::parse(first_day);
  if (!day) return {-(std::int64_t{1} << 50), 0};
  static const auto first =
      Date::of(1, 1, 1)->days;  // every four-digit year lies above the texts without a day
  const auto start = static_cast<std::int64_t>(day->days - first) << kBitsOfDay;
  return {start, start + (std::int64_t{1} << kBitsOfDay)};
}

Result<std::int64_t> DocNumbers::next(std::string_view first_day) {
  auto [start, end] = docs_of_day(first_day);
  while (true) {
    auto found = given_.find(start);
    if (found == given_.end()) {
      TRY(const auto last, session_.integer(sql::last_doc_between, {start, end}));
      found = given_.emplace(start, last.value_or(start - 1)).first;
    }
    if (found->second + 1 < end) return ++found->second;
    start = end;
    end += std::int64_t{1} << kBitsOfDay;
  }
}

Result<void> DocNumbers::look_up(const std::vector<std::string_view>& first_days) {
  std::vector<std::vector<db::Value>> sets;
  std::vector<std::int64_t> starts;
  for (const auto day : first_days) {
    const auto [start, end] = docs_of_day(day);
    if (!given_.emplace(start, start - 1).second) continue;
    sets.push_back({start, end});
    starts.push_back(start);
  }
  return session_.each_of(sql::last_doc_between, sets, [&](std::size_t i, const db::Row& row) { given_[starts[i]] = row.integer(0); });
}

Result<void> put_text(db::Tx& tx, const Doc& doc) {
  const auto words = words_of(searchable(doc.text), doc.unit);
  TRY_OK(tx.queue(sql::put_doc, {doc.doc, std::string_view(doc.record), std::string_view(doc.unit),
                                 std::string_view(doc.source), std::string_view(doc.text)}));
  return tx.queue(sql::put_words, {doc.doc, std::string_view(words)});
}

Result<void> drop_text(db::Tx& tx, const Doc& doc) {
  const auto words = words_of(searchable(doc.text), doc.unit);
  TRY_OK(tx.queue(sql::drop_doc, {doc.doc}));
  return tx.queue(sql::drop_words, {doc.doc, std::string_view(words)});
}

std::string source_of_version(std::int64_t index) {
  return std::to_string(index);
}
std::string source_of_evidence(std::string_view digest) {
  return "e" + std::string(digest);
}

Result<std::vector<Doc>> docs_of_record(db::Session& session, std::string_view record) {
  std::vector<Doc> docs;
  TRY_OK(session.each(sql::docs_of_record, {record}, [&](const db::Row& row) {
    docs.push_back({row.integer(0), std::string(record), std::string(row.text(1)), std::string(row.text(2)),
                    std::string(row.text(3))});
    return true;
  }));
  return docs;
}

namespace {
Result<void> drop_source(db::Tx& tx, std::string_view record, std::string_view source) {
  TRY(const auto docs, docs_of_record(tx, record));
  for (const auto& doc : docs) {
    if (doc.source == source) TRY_OK(drop_text(tx, doc));
  }
  return {};
}
}  // namespace

Result<void> forget_text(db::Tx& tx, std::string_view record, std::string_view source) {
  TRY_OK(drop_source(tx, record, source));
  return tx.queue(sql::texts_changed, {std::int64_t{1}});
}

Result<void> drop_texts(db::Tx& tx) {
  TRY_OK(tx.run(sql::drop_docs, {}));
  TRY_OK(tx.run(sql::drop_all_words, {}));
  TRY_OK(tx.run(sql::texts_changed, {std::int64_t{0}}));
  TRY_OK(tx.run(sql::move_search_cursor, {std::int64_t{0}, std::string_view(""), std::int64_t{0}}));
  return {};
}

Result<SearchCursor> read_cursor(db::Session& session) {
  SearchCursor cursor;
  TRY_OK(session.each(sql::search_cursor, {}, [&](const db::Row& row) {
    cursor = {row.integer(0), std::string(row.text(1)), row.integer(2), row.integer(3) != 0};
    return false;
  }));
  return cursor;
}

Result<void> add_evidence_text(db::Tx& tx, const RecordId& record, std::string_view digest,
                               std::string_view text) {
  TRY(const auto row, current(tx, record));
  if (!row) return fail(Code::absent, "index.no_record", {{"record", record.text}});
  // A text that was being extracted while its file was erased must not come back.
  TRY(const auto files,
      tx.integer(sql::files_of_record_with_digest, {std::string_view(record.text), digest}));
  if (files.value_or(0) == 0) return fail(Code::absent, "index.no_file", {{"record", record.text}});
  const auto source = source_of_evidence(digest);
  TRY_OK(drop_source(tx, record.text, source));
  DocNumbers numbers(tx);
  const auto day = row->happened ? row->happened->from.iso() : std::string();
  for (const auto& part : in_parts(text)) {
    TRY(const auto number, numbers.next(day));
    TRY_OK(put_text(tx, {number, record.text, row->unit.text, source, part}));
  }
  return tx.queue(sql::texts_changed, {std::int64_t{0}});
}
}  // namespace youju::index
