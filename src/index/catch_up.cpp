// SPDX-License-Identifier: Apache-2.0
// Search follows the log behind the writes: entries are read and cut into words outside the write, then put
// in as one short write, which is given up and made anew when texts were erased or added in between.
#include <algorithm>
#include <unordered_map>

#include "index/index_sql.h"
#include "index/rows.h"
#include "index/texts.h"
#include "index/texts_of_record.h"
#include "index/words_of_text.h"

namespace youju::index {
namespace {
// Entries of one write: long enough that FTS5 writes big runs, short enough (some 0.2 s) that other writes
// need not wait.
constexpr std::int64_t kChunk = 4'000;
constexpr int kAttempts = 20;
// PostgreSQL gathers words in a list that every search reads through; after so many entries, and after a long stretch,
// they are sorted in.
constexpr std::int64_t kTidied = 256;

// What search shall know of a record after the stretch of the log that is being followed.
struct Target {
  std::vector<Doc> old;
  std::string unit, first_day;
  std::vector<std::string> parts;
  std::int64_t version = 0;  // entry of the newest version
  std::int64_t came = 0;     // entry by which it came to its day: orders texts of one day
  bool stays = false;        // the text before stood on the same day and keeps its number
  bool looked_up = false;
};

struct Change {
  enum class What { drop, put } what = What::drop;
  Doc doc;
};

bool is_of_file(const Doc& doc) {
  return doc.source.starts_with('e');
}
std::vector<const Doc*> own_texts(const std::vector<Doc>& docs) {
  std::vector<const Doc*> own;
  for (const auto& doc : docs) {
    if (!is_of_file(doc)) own.push_back(&doc);
  }
  return own;
}
bool stands_on(const Doc& doc, std::string_view first_day) {
  const auto [start, end] = docs_of_day(first_day);
  return doc.doc >= start && doc.doc < end;
}

class Stretch {
 public:
  explicit Stretch(const Context& context) : context_(context) {}

  Result<void> read(db::Session& session, const ledger::Ledger& ledger, std::int64_t from, std::int64_t to) {
    return ledger.each(session, from, to, true, [&](const ledger::Entry& entry) -> Result<void> {
      if (entry.head.type != ledger::EntryType::version) return {};
      return follow(session, entry);
    });
  }
  // Numbers follow the order in which records came to their day, whatever the stretches they were followed
  // in.
  Result<void> write(db::Tx& tx);

 private:
  Result<void> follow(db::Session& session, const ledger::Entry& entry) {
    auto found = targets_.find(entry.head.object);
    const bool seen = found != targets_.end();
    if (!seen) {
      found = targets_.emplace(entry.head.object, Target{}).first;
    }
    auto& target = found->second;
    // A first version has no text yet, and texts of its files stand where they should: nothing to look up.
    if (entry.head.number > 1 && !target.looked_up) {
      TRY(target.old, docs_of_record(session, entry.head.object));
      target.looked_up = true;
    }
    const auto day = entry.head.happened ? entry.head.happened->from.iso() : std::string();
    const auto before = own_texts(target.old);
    const bool had_text = seen ? !target.parts.empty() : !before.empty();
    const bool same_day = seen ? target.first_day == day : had_text && stands_on(*before.front(), day);
    if (!had_text || !same_day) {
      target.came = entry.index;
      target.stays = false;
    } else if (!seen) {
      target.stays = true;
    }
    target.first_day = day;
    target.unit = entry.head.unit.text;
    TRY(target.parts, texts_of_version(entry, context_));
    target.version = entry.index;
    return {};
  }
  Result<void> change(db::Tx& tx, const std::string& record, const Target& target, DocNumbers& numbers);
  Result<void> change_own(db::Tx& tx, const std::string& record, const Target& target, DocNumbers& numbers);
  void drop(const Doc& doc) { changes_.push_back({Change::What::drop, doc}); }
  void put(Doc doc) { changes_.push_back({Change::What::put, std::move(doc)}); }

  const Context& context_;
  std::unordered_map<std::string, Target> targets_;
  std::vector<Change> changes_;
};

Result<void> Stretch::change_own(db::Tx& tx, const std::string& record, const Target& target,
                                 DocNumbers& numbers) {
  const auto source = source_of_version(target.version);
  const auto before = own_texts(target.old);
  const auto same = [&](const Doc* doc, const std::string& part) {
    return doc->text == part && doc->unit == target.unit;
  };
  if (target.stays && std::ranges::equal(before, target.parts, same)) {
    for (const auto* doc : before) TRY_OK(tx.queue(sql::new_source, {std::string_view(source), doc->doc}));
    return {};
  }
  for (const auto* doc : before) drop(*doc);
  for (std::size_t i = 0; i < target.parts.size(); ++i) {
    Doc doc{0, record, target.unit, source, target.parts[i]};
    if (target.stays && i < before.size()) {
      doc.doc = before[i]->doc;
    } else {
      TRY(doc.doc, numbers.next(target.first_day));
    }
    put(std::move(doc));
  }
  return {};
}

Result<void> Stretch::change(db::Tx& tx, const std::string& record, const Target& target,
                             DocNumbers& numbers) {
  TRY_OK(change_own(tx, record, target, numbers));
  // Texts of files go where their record goes.
  for (const auto& file : target.old) {
    if (!is_of_file(file) || (file.unit == target.unit && stands_on(file, target.first_day))) continue;
    drop(file);
    auto moved = file;
    moved.unit = target.unit;
    TRY(moved.doc, numbers.next(target.first_day));
    put(std::move(moved));
  }
  return {};
}

Result<void> Stretch::write(db::Tx& tx) {
  std::vector<std::pair<const std::string*, const Target*>> order;
  order.reserve(targets_.size());
  for (const auto& [record, target] : targets_) order.emplace_back(&record, &target);
  std::ranges::sort(order, {}, [](const auto& o) { return std::pair(o.second->came, o.second->version); });
  DocNumbers numbers(tx);
  std::vector<std::string_view> days;
  for (const auto& [record, target] : order) {
    if (!target->stays) days.push_back(target->first_day);
  }
  TRY_OK(numbers.look_up(days));
  changes_.clear();
  for (const auto& [record, target] : order) TRY_OK(change(tx, *record, *target, numbers));
  // FTS5 gathers words in memory as long as numbers only rise: one run to write instead of one for each text.
  std::ranges::stable_sort(changes_, {},
                           [](const Change& c) { return std::pair(c.doc.doc, c.what == Change::What::put); });
  for (const auto& c : changes_)
    TRY_OK(c.what == Change::What::drop ? drop_text(tx, c.doc) : put_text(tx, c.doc));
  return {};
}

// Another folding (a new ICU) or other rules: every text is cut into words anew.
Result<void> cut_anew(db::Tx& tx) {
  TRY_OK(tx.run(sql::drop_all_words, {}));
  std::int64_t last = INT64_MIN;
  while (true) {
    std::vector<Doc> docs;
    TRY_OK(tx.each(sql::docs_after, {last, kChunk}, [&](const db::Row& row) {
      docs.push_back({row.integer(0), "", std::string(row.text(1)), "", std::string(row.text(2))});
      return true;
    }));
    if (docs.empty()) return {};
    for (const auto& doc : docs) {
      const auto words = words_of(searchable(doc.text), doc.unit);
      TRY_OK(tx.queue(sql::put_words, {doc.doc, std::string_view(words)}));
    }
    last = docs.back().doc;
  }
}

Result<void> prepare(db::Database& database, const SearchCursor& seen) {
  if (seen.rules == word_rules() && !seen.to_tidy) return {};
  return database.write([&](db::Tx& tx) -> Result<void> {
    TRY(const auto cursor, read_cursor(tx));
    if (cursor.rules != word_rules()) TRY_OK(cut_anew(tx));
    if (cursor.to_tidy) TRY_OK(tx.each(sql::tidy_words, {}, [](const db::Row&) { return true; }));
    return tx.queue(sql::move_search_cursor, {cursor.next, std::string_view(word_rules()), std::int64_t{0}});
  });
}

// What a server would otherwise do some time later.
Result<void> tidy_server(db::Tx& tx) {
  TRY_OK(tx.queue(sql::tidy_words, {}));
  TRY(const auto old, tx.integer(sql::statistics_are_old, {}));
  return old.value_or(0) != 0 ? tx.queue(sql::new_statistics, {}) : Result<void>{};
}

// Follows one chunk; gives how many entries were followed, nothing when texts were changed meanwhile.
Result<std::optional<std::int64_t>> follow_chunk(db::Database& database, const ledger::Ledger& ledger,
                                                 const Context& context, std::int64_t limit) {
  SearchCursor seen;
  Stretch stretch(context);
  std::int64_t to = 0;
  bool is_last = false;
  TRY_OK(database.read([&](db::Session& session) -> Result<void> {
    TRY(seen, read_cursor(session));
    TRY(const auto size, ledger.size(session));
    to = std::min({size, seen.next + limit, seen.next + kChunk});
    is_last = to == size;
    return stretch.read(session, ledger, seen.next, to);
  }));
  if (to == seen.next) return 0;
  bool moved = false;
  TRY_OK(database.write([&](db::Tx& tx) -> Result<void> {
    moved = false;
    TRY(const auto now, read_cursor(tx));
    if (now.next != seen.next || now.changed != seen.changed || now.rules != seen.rules) return {};
    TRY_OK(stretch.write(tx));
    TRY_OK(tx.queue(sql::move_search_cursor,
                    {to, std::string_view(now.rules), std::int64_t{now.to_tidy ? 1 : 0}}));
    moved = true;
    if (tx.engine() == db::Engine::postgres && is_last && to / kTidied != seen.next / kTidied) TRY_OK(tidy_server(tx));
    return {};
  }));
  if (!moved) return std::nullopt;
  return to - seen.next;
}
}  // namespace

Result<std::int64_t> catch_up_search(db::Database& database, const ledger::Ledger& ledger,
                                     const Context& context, std::int64_t limit) {
  SearchCursor cursor;
  TRY_OK(database.read([&](db::Session& session) -> Result<void> {
    TRY(cursor, read_cursor(session));
    return {};
  }));
  TRY_OK(prepare(database, cursor));
  std::int64_t size = 0;
  auto left = limit;
  int attempts = 0;
  while (left > 0) {
    TRY(const auto followed, follow_chunk(database, ledger, context, left));
    if (followed) {
      attempts = 0;
      if (*followed == 0) break;
      left -= *followed;
    } else if (++attempts == kAttempts) {
      return fail(Code::busy, "index.search_busy");
    }
  }
  TRY_OK(database.read([&](db::Session& session) -> Result<void> {
    TRY(cursor, read_cursor(session));
    TRY(size, ledger.size(session));
    return {};
  }));
  return size - cursor.next;
}
}  // namespace youju::index
