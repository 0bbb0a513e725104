// SPDX-License-Identifier: Apache-2.0
// The random ledger of this room's tests.
#include "figures/ledger_fixture.h"

#include <fmt/format.h>

namespace youju::figures::fixture {
namespace {

const std::vector<std::string> kUnits = {"u1", "u2", "u3", "u4", "u5", "u6"};
const std::vector<std::string> kPersons = {"p1", "p2", "p3", "p4", "p5", "p6", "p7"};

template <class T>
const T& pick(SeededRandom& random, const std::vector<T>& from) {
  return from[random.below(from.size())];
}

Json values_json(const Version& v) {
  Json values = Json::object();
  const auto* kind = catalogue().find(KindId(v.kind));
  for (const auto& [field, texts] : v.texts) {
    const auto type = kind->field(field)->type;
    if (type == kinds::FieldType::yes_no)
      values[field] = texts.front() == "yes";
    else if (type == kinds::FieldType::persons)
      values[field] = texts;
    else
      values[field] = texts.front();
  }
  for (const auto& [field, number] : v.numbers) {
    if (kind->field(field)->type == kinds::FieldType::money)
      values[field] = number.scaled / (Decimal::kScale / 100);
    else
      values[field] = number.text();
  }
  return values;
}

void fill(Version& v, SeededRandom& random) {
  const auto chance = [&](int percent) { return random.below(100) < static_cast<std::uint64_t>(percent); };
  const auto persons = [&] {
    std::set<std::string> some;
    for (std::uint64_t i = 0, n = random.below(4); i < n; ++i) some.insert(pick(random, kPersons));
    return std::vector<std::string>(some.begin(), some.end());
  };
  v.texts.clear();
  v.numbers.clear();
  if (v.kind == "theme_day" || v.kind == "lecture" || v.kind == "general_meeting") {
    if (chance(80)) v.numbers["headcount"] = Decimal::of(static_cast<std::int64_t>(random.below(30)));
  }
  if (v.kind == "theme_day" || v.kind == "lecture" || v.kind == "special_study")
    if (auto some = persons(); !some.empty()) v.texts["present"] = std::move(some);
  if (v.kind == "special_study" && chance(70))
    v.numbers["hours"] = Decimal{static_cast<std::int64_t>(random.below(80)) * 1250};
  if (v.kind == "publication" && chance(90))
    v.numbers["reads"] = Decimal::of(static_cast<std::int64_t>(random.below(5000)));
  v.also.clear();
  if (v.kind != "theme_day") return;
  if (chance(75)) v.texts["form"] = {pick(random, std::vector<std::string>{"visit", "study", "service"})};
  if (chance(60)) v.numbers["cost"] = Decimal{static_cast<std::int64_t>(random.below(200'000)) * 100};
  if (chance(50))
    v.texts["minutes_on"] = {Date::of(2023, 1, 1)->plus_days(static_cast<int>(random.below(365))).iso()};
  if (chance(60)) v.texts["contains_lecture"] = {chance(40) ? "yes" : "no"};
  if (v.texts.contains("contains_lecture") && v.texts["contains_lecture"].front() == "yes")
    v.also = {"lecture"};
}

std::string random_state(SeededRandom& random, const std::string& kind) {
  static const std::vector<std::string> meeting = {"draft", "planned", "held",     "held",
                                                   "held",  "held",    "archived", "cancelled"};
  static const std::vector<std::string> plain = {"draft", "recorded", "recorded", "recorded"};
  const bool meets = kind == "theme_day" || kind == "lecture" || kind == "general_meeting";
  return pick(random, meets ? meeting : plain);
}
}  // namespace

void Book::judge(Version& v, Date entered) const {
  const auto* kind = catalogue().find(KindId(v.kind));
  const auto* state = kind->state(v.state);
  v.counts = state != nullptr && state->counts;
  v.timing = index::Timing::on_time;
  if (!v.happened) return;
  if (go_live && v.happened->to < *go_live)
    v.timing = index::Timing::taken_over;
  else if (entered > v.happened->to.plus_days(kind->late_after))
    v.timing = index::Timing::late;
}

Version Book::made(SeededRandom& random) {
  static const std::vector<std::string> kinds = {"theme_day",       "theme_day",         "lecture",
                                                 "general_meeting", "committee_meeting", "special_study",
                                                 "publication"};
  Version v;
  v.record = fmt::format("00000000-0000-7000-8000-{:012x}", (++records_ * 7919) % 1'000'003);
  v.kind = pick(random, kinds);
  v.unit = pick(random, kUnits);
  v.state = random_state(random, v.kind);
  const Date first = Date::of(2022, 10, 1)->plus_days(static_cast<int>(random.below(520)));
  const int span = v.kind == "theme_day" && random.below(5) == 0 ? static_cast<int>(random.below(90)) : 0;
  if (random.below(25) != 0 || v.state != "draft") v.happened = Period{first, first.plus_days(span)};
  fill(v, random);
  return v;
}

Version Book::changed(const Version& before, SeededRandom& random) {
  Version v = before;
  v.number = before.number + 1;
  switch (random.below(5)) {
    case 0:
      v.state = "void";
      break;
    case 1:
      v.unit = pick(random, kUnits);
      break;
    case 2:
      fill(v, random);
      break;
    case 3:
      if (v.happened) v.happened = Period{v.happened->from.plus_days(20), v.happened->to.plus_days(20)};
      break;
    default:
      v.state = random_state(random, v.kind);
  }
  if (!v.happened && v.state != "draft" && v.state != "void")
    v.happened = Period{*Date::of(2023, 5, 4), *Date::of(2023, 5, 4)};
  return v;
}

Result<void> Book::write(db::Tx& tx, const Version& v, Date entered) const {
  ledger::Entry entry;
  entry.index = v.index;
  entry.at = start_of_day(entered);
  entry.head.type = ledger::EntryType::version;
  entry.head.actor = AccountId("a1");
  entry.head.unit = UnitId(v.unit);
  entry.head.object = v.record;
  entry.head.number = v.number;
  entry.head.kind = KindId(v.kind);
  entry.head.pack = catalogue().find(KindId(v.kind))->pack;
  entry.head.state = v.state;
  entry.head.happened = v.happened;
  for (const auto& kind : v.also) entry.head.also.emplace_back(kind);
  entry.head.open = Json{{"title", "记录" + v.record.substr(30)}, {"values", values_json(v)}};
  // Of the log itself only what versions are found by.
  TRY_OK(tx.each_text("insert into entry (idx, object, bytes, mac) values ($1, $2, '', '')", {entry.index, std::string_view(v.record)}, {}));
  index::Context context;
  context.catalogue = &catalogue();
  context.go_live = go_live;
  return index::apply(tx, entry, context);
}

Book Book::random(db::Database& database, std::uint64_t seed, std::int64_t entries,
                  std::optional<Date> go_live) {
  Book book;
  book.go_live = go_live;
  SeededRandom random(seed);
  const auto written = database.write([&](db::Tx& tx) -> Result<void> {
    for (std::int64_t i = 0; i < entries; ++i) {
      // Other entries of the log leave gaps in the versions' numbers.
      book.next_ += 1 + static_cast<std::int64_t>(random.below(3)) / 2;
      const auto current = book.as_of(INT64_MAX);
      const bool again = !current.empty() && random.below(3) == 0;
      Version v = again ? book.changed(*current[random.below(current.size())], random) : book.made(random);
      v.index = book.next_ - 1;
      const Date now = Date::of(2023, 1, 1)->plus_days(static_cast<int>(i * 450 / entries));
      const Date first = book.entered_.emplace(v.record, now).first->second;
      book.judge(v, first);
      TRY_OK(book.write(tx, v, now));
      book.versions_.push_back(std::move(v));
    }
    return {};
  });
  expect_true(written.has_value(),
              written ? "" : written.error().message.word + " " + written.error().detail);
  return book;
}

std::string Book::add(db::Database& database, Version v, Date entered) {
  if (v.record.empty()) v.record = fmt::format("00000000-0000-7000-8000-{:012x}", ++records_);
  v.index = next_++;
  const Date first = entered_.emplace(v.record, entered).first->second;
  judge(v, first);
  const auto written = database.write([&](db::Tx& tx) { return write(tx, v, entered); });
  expect_true(written.has_value(),
              written ? "" : written.error().message.word + " " + written.error().detail);
  versions_.push_back(v);
  return v.record;
}

std::vector<const Version*> Book::as_of(std::int64_t size) const {
  std::map<std::string, const Version*> newest;
  for (const auto& v : versions_)
    if (v.index < size) newest[v.record] = &v;
  std::vector<const Version*> out;
  for (const auto& [record, v] : newest) out.push_back(v);
  return out;
}
}  // namespace youju::figures::fixture
