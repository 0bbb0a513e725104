// SPDX-License-Identifier: Apache-2.0
#include "index/test_office.h"

#include <algorithm>

#include "index/search_reading.h"

namespace youju::index {
namespace {
constexpr std::string_view kPack = R"(
[[kind]]
id = "theme_day"
names = { zh = "主题党日", en = "Theme day" }
title = "topic"
period = true
late_after = 30
  [[kind.field]]
  id = "topic"
  names = { zh = "主题", en = "Topic" }
  type = "text"
  [[kind.field]]
  id = "notes"
  names = { zh = "记录", en = "Notes" }
  type = "long_text"
  [[kind.field]]
  id = "headcount"
  names = { zh = "出席人数", en = "Attendance" }
  type = "number"
  measure = "人"
  [[kind.field]]
  id = "cost"
  names = { zh = "经费", en = "Cost" }
  type = "money"
  [[kind.field]]
  id = "form"
  names = { zh = "形式", en = "Form" }
  type = "choice"
  choices = [{ id = "visit", names = { zh = "参观学习", en = "Visit" } }, { id = "talk", names = { zh = "座谈交流", en = "Discussion" } }]
  [[kind.field]]
  id = "outside"
  names = { zh = "是否外出", en = "Outside" }
  type = "yes_no"
  [[kind.field]]
  id = "present"
  names = { zh = "出席", en = "Present" }
  type = "persons"
  role = "present"
  [[kind.field]]
  id = "contact"
  names = { zh = "联系电话", en = "Telephone" }
  type = "text"
  personal = true
  [[kind.state]]
  id = "planned"
  names = { zh = "计划", en = "Planned" }
  [[kind.state]]
  id = "held"
  names = { zh = "已召开", en = "Held" }
  counts = true
  [[kind.transition]]
  id = "hold"
  names = { zh = "召开", en = "Hold" }
  from = ["planned"]
  to = "held"
  right = "submit"

[[kind]]
id = "lecture"
names = { zh = "专题党课", en = "Lecture" }
title = "topic"
late_after = 10
  [[kind.field]]
  id = "topic"
  names = { zh = "题目", en = "Topic" }
  type = "text"

[[kind]]
id = "visit"
names = { zh = "走访记录", en = "Visit" }
no_content = true
  [[kind.field]]
  id = "with"
  names = { zh = "参加人", en = "With" }
  type = "persons"
  role = "participant"
)";

kinds::Catalogue make_catalogue(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder / "kinds");
  REQUIRE(write_file(folder / "pack.toml",
                     "id = \"test\"\nversion = \"1.0.0\"\nnames = { zh = \"测试\", en = \"Test\" }\n")
              .has_value());
  REQUIRE(write_file(folder / "kinds" / "kinds.toml", kPack).has_value());
  const auto explain = [](const kinds::PackProblems& problems) {
    for (const auto& p : problems) FAIL_CHECK(p.file << ":" << p.line << " " << p.message.word);
  };
  auto pack = kinds::load_pack(folder);
  if (const auto* problems = std::get_if<kinds::PackProblems>(&pack)) explain(*problems);
  REQUIRE(std::holds_alternative<kinds::Pack>(pack));
  auto made = kinds::Catalogue::make({std::get<kinds::Pack>(pack)});
  if (const auto* problems = std::get_if<kinds::PackProblems>(&made)) explain(*problems);
  REQUIRE(std::holds_alternative<kinds::Catalogue>(made));
  return std::get<kinds::Catalogue>(std::move(made));
}

template <class R>
void good(const R& result) {
  REQUIRE_MESSAGE(result.has_value(),
                  (result ? "" : result.error().message.word + ": " + result.error().detail));
}
}  // namespace

TestOffice::TestOffice(const db::Settings& place) : catalogue(make_catalogue(folder / "pack")) {
  auto opened = db::Database::open(place);
  good(opened);
  database = std::move(*opened);
  good(database->migrate());
  auto keys = ledger::make_keys(folder / "keys", "youju/00112233445566778899aabbccddeeff/office", world());
  good(keys);
  ledger = std::make_unique<ledger::Ledger>(*database, folder.path(), *keys, world());
}

std::int64_t TestOffice::append(ledger::NewEntry entry) {
  std::int64_t index = 0;
  write([&](db::Tx& tx) -> Result<void> {
    TRY(const auto stored, ledger->append(tx, std::move(entry)));
    index = stored.index;
    return apply(tx, stored, context());
  });
  return index;
}

ledger::NewEntry TestOffice::entry_of(const Wish& wish) {
  ledger::NewEntry entry;
  entry.actor = AccountId("a1");
  entry.object = wish.record;
  entry.number = ++numbers[wish.record];
  entry.unit = UnitId(wish.unit);
  entry.kind = KindId(wish.kind);
  entry.pack = "test@1.0.0";
  entry.state = wish.state;
  if (!wish.day.empty())
    entry.happened =
        Period{day(wish.day.c_str()), day((wish.last_day.empty() ? wish.day : wish.last_day).c_str())};
  for (const auto& kind : wish.also) entry.also.emplace_back(kind);
  if (!wish.batch.empty()) entry.more["batch"] = wish.batch;
  auto values = wish.values;
  if (wish.kind != "visit") values["topic"] = wish.title;
  entry.open = {{"title", wish.title}, {"values", values}};
  return entry;
}

std::int64_t TestOffice::put(const Wish& wish) {
  return append(entry_of(wish));
}

void TestOffice::put_all(const std::vector<Wish>& wishes) {
  std::vector<ledger::NewEntry> entries;
  for (const auto& wish : wishes) entries.push_back(entry_of(wish));
  write([&](db::Tx& tx) -> Result<void> {
    TRY(const auto stored, ledger->append_all(tx, entries));
    return apply_all(tx, stored, context());
  });
}

std::int64_t TestOffice::attach(const std::string& record, const std::string& digest, const std::string& name,
                                std::optional<std::int64_t> supersedes) {
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::evidence;
  entry.actor = AccountId("a1");
  entry.object = record;
  entry.unit = UnitId("u1");
  entry.more = {{"role", "minutes"}, {"size", 123}, {"media_type", "application/pdf"}};
  if (supersedes) entry.more["supersedes"] = *supersedes;
  entry.open = {{"digest", digest}};
  entry.personal = {{"name", name}};
  return append(std::move(entry));
}

std::int64_t TestOffice::erase(const std::vector<std::int64_t>& open_targets) {
  std::int64_t index = 0;
  write([&](db::Tx& tx) -> Result<void> {
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::erase;
    entry.actor = AccountId("a1");
    entry.more = {
        {"order", "1"}, {"targets", open_targets}, {"open_targets", open_targets}, {"second", "a2"}};
    for (const auto target : open_targets) TRY_OK(ledger::erase_payload(tx, target, true));
    TRY(const auto stored, ledger->append(tx, std::move(entry)));
    index = stored.index;
    return apply(tx, stored, context());
  });
  return index;
}

void TestOffice::rebuild() {
  write([&](db::Tx& tx) -> Result<void> {
    TRY_OK(drop_derived(tx));
    TRY(const auto size, ledger->size(tx));
    return ledger->each(tx, 0, size, true,
                        [&](const ledger::Entry& entry) { return apply(tx, entry, context()); });
  });
}

std::int64_t TestOffice::catch_up(std::int64_t limit) {
  const auto left = catch_up_search(*database, *ledger, context(), limit);
  good(left);
  return *left;
}

void TestOffice::read(const std::function<Result<void>(db::Session&)>& reader) {
  good(database->read(reader));
}
void TestOffice::write(const std::function<Result<void>(db::Tx&)>& writer) {
  good(database->write(writer));
}

std::vector<std::string> TestOffice::rows(const std::string& text, const std::vector<db::Value>& values) {
  std::vector<std::string> out;
  read([&](db::Session& session) {
    return session.each_text(text, values, [&](const db::Row& row) {
      out.emplace_back(row.text(0));
      return true;
    });
  });
  return out;
}

void TestOffice::sql(const std::string& text) {
  write([&](db::Tx& tx) { return tx.each_text(text, {}, [](const db::Row&) { return true; }); });
}

std::string TestOffice::all_rows() {
  const auto one = [](std::vector<std::string> columns) {
    std::string text;
    for (const auto& c : columns)
      text += (text.empty() ? "" : " || '|' || ") + ("coalesce(cast(" + c + " as text), '-')");
    return text;
  };
  const std::string version =
      one({"from_index", "to_index", "record", "number", "kind", "also", "unit", "state", "first_day",
           "last_day", "counts", "timing", "title", "batch", "first_entered"});
  const std::string under = one(
      {"kind", "unit", "first_day", "from_index", "to_index", "own", "counts", "timing", "state", "look"});
  const std::string value = one({"from_index", "field", "ord", "num", "text"});
  const std::string tally = one({"month", "kind", "unit", "state", "n", "late", "taken_over"});
  const std::string sum = one({"kind", "field", "month", "unit", "n", "late", "taken_over", "total", "least",
                               "greatest", "large"});
  const std::string file =
      one({"from_index", "to_index", "record", "digest", "name", "media_type", "role", "size"});
  std::string all;
  for (const auto& query : {"select " + version + " from ix_version order by from_index",
                            "select " + under + " from ix_under order by kind, unit, first_day, from_index",
                            "select " + value + " from ix_value order by from_index, field, ord",
                            "select " + tally + " from ix_tally order by month, kind, unit, state",
                            "select " + sum + " from ix_sum order by kind, field, month, unit",
                            "select " + file + " from ix_evidence order by from_index",
                            "select " + one({"record", "clock", "kind", "unit", "day", "of_field", "pack"}) + " from ix_clock order by record, clock"}) {
    for (const auto& row : rows(query)) all += row + "\n";
    all += "--\n";
  }
  return all;
}

std::vector<ledger::Finding> TestOffice::verify() {
  std::vector<ledger::Finding> findings;
  read([&](db::Session& session) -> Result<void> {
    TRY(findings, index::verify(session, *ledger, context()));
    return {};
  });
  return findings;
}

std::vector<std::string> TestOffice::wrong() {
  std::vector<std::string> where;
  for (const auto& finding : verify()) where.push_back(finding.where);
  std::ranges::sort(where);
  return where;
}

std::vector<std::string> TestOffice::found(const std::string& text, int limit,
                                           const std::vector<std::string>& units) {
  std::vector<UnitId> ids;
  for (const auto& unit : units) ids.emplace_back(unit);
  std::vector<std::vector<std::string>> answers;
  // The index alone, the newest texts and the index, and as it is done.
  for (const std::int64_t newest : {std::int64_t{0}, std::int64_t{7}, kNewest}) {
    auto& records = answers.emplace_back();
    read([&](db::Session& session) -> Result<void> {
      TRY(const auto answer, search_reading(session, text, ids, limit, {}, newest));
      for (const auto& one : answer.found) records.push_back(one.row.record.text);
      return {};
    });
  }
  CHECK(answers[0] == answers[2]);
  CHECK(answers[1] == answers[2]);
  return answers[2];
}

std::int64_t TestOffice::size() {
  std::int64_t size = 0;
  read([&](db::Session& session) -> Result<void> {
    TRY(size, ledger->size(session));
    return {};
  });
  return size;
}

std::string TestOffice::record() {
  return make_uuid7(world());
}

void for_each_office(const std::function<void(TestOffice&)>& test) {
  testing::for_each_place([&](const db::Settings& place) {
    TestOffice office(place);
    test(office);
  });
}
}  // namespace youju::index
