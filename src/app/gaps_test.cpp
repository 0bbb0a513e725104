// SPDX-License-Identifier: Apache-2.0
// What is missing and what is due, in an office with the shipped packs.
#include "app/gaps.h"

#include <doctest/doctest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "app/due.h"
#include "app/people.h"
#include "app/records.h"
#include "figures/figures.h"

using namespace youju;
using namespace youju::app;

namespace {
// The instance id, and with it the schema on PostgreSQL, comes from the seed: each office of each run has its own.
std::uint64_t next_seed() {
  static std::uint64_t count = 0;
  return static_cast<std::uint64_t>(::getpid()) * 1000 + ++count;
}

struct Branch {
  std::filesystem::path base = std::filesystem::temp_directory_path() / ("youju-gaps-" + make_uuid4(World{}));
  FixedClock clock{*Instant::parse("2023-06-20T01:00:00.000Z")};
  SeededRandom random{next_seed()};
  World world{&clock, &random};
  std::unique_ptr<Office> office;
  people::Who clerk;

  explicit Branch(const std::string& database = {}) {
    std::filesystem::create_directories(base);
    const auto made = init_office({base / "office", {"retired-cadres"}, "示例支部", database, "tester", {}}, world);
    if (!made) MESSAGE(made.error().message.word << " " << made.error().detail);
    REQUIRE(made);
    auto opened = Office::open(base / "office", Office::Access::write, world);
    REQUIRE(opened);
    office = std::move(*opened);
    REQUIRE(office->read([&](db::Session& session) -> Result<void> {
      TRY(clerk, people::sign_in_os_user(session, "tester", office->today()));
      return {};
    }));
  }
  ~Branch() {
    office.reset();
    std::filesystem::remove_all(base);
  }
  RecordId put(const char* kind, const char* state, std::map<std::string, std::string> values) {
    const auto saved = save_record(*office, clerk, {KindId{kind}, UnitId{"u1"}, state, std::move(values), true, 2023});
    if (!saved) MESSAGE(saved.error().message.word << " " << saved.error().detail);
    REQUIRE(saved);
    if (const auto* refused = std::get_if<Refused>(&*saved)) {
      for (const auto& p : refused->problems) MESSAGE(p.field << " " << p.message.word);
    }
    REQUIRE(std::holds_alternative<Saved>(*saved));
    return std::get<Saved>(*saved).record;
  }
  Gaps gaps(const std::optional<KindId>& kind = {}) {
    auto found = find_gaps(*office, clerk, {UnitId{}, Period::year(2023), kind});
    if (!found) MESSAGE(found.error().message.word << " " << found.error().detail);
    REQUIRE(found);
    return *found;
  }
  std::vector<DueItem> due(Date on) {
    auto found = find_due(*office, clerk, {UnitId{}, on, 30});
    if (!found) MESSAGE(found.error().message.word << " " << found.error().detail);
    REQUIRE(found);
    return *found;
  }
};

void on_both(const std::function<void(Branch&)>& story) {
  {
    Branch branch;
    story(branch);
  }
  if (const char* server = std::getenv("YOUJU_TEST_PG")) {
    Branch branch{server};
    story(branch);
  } else {
    MESSAGE("not run: PostgreSQL");
  }
}

Date day(int year, int month, int d) { return *Date::of(year, month, d); }
}  // namespace

TEST_CASE("a cadence that is missed names the rule, its source and the months") {
  on_both([](Branch& branch) {
    for (const char* when : {"2023-01-12", "2023-02-10", "2023-04-07"})
      branch.put("theme_day", "held", {{"happened", when}, {"topic", "活动"}, {"headcount", "12"}});
    branch.put("theme_day", "planned", {{"happened", "2023-03-10"}, {"topic", "没有开成"}});
    branch.put("committee_meeting", "held", {{"happened", "2023-01-05"}, {"topic", "会议"}, {"headcount", "5"}, {"due_count", "5"}});
    const auto gaps = branch.gaps();
    const auto found = [&](const char* kind) -> const CadenceGap* {
      for (const auto& gap : gaps.cadence)
        if (gap.kind->id.text == kind) return &gap;
      return nullptr;
    };
    const auto* theme = found("theme_day");
    REQUIRE(theme != nullptr);
    CHECK(theme->unit.text == "u1");
    CHECK(theme->rule->id == "monthly");
    CHECK(theme->rule->level == kinds::Level::central);
    CHECK(theme->rule->source.find("第十六条") != std::string::npos);
    CHECK(theme->severity() == kinds::Severity::error);
    // Today is 20 June: March and May are missed, June is still open.
    REQUIRE(theme->slots.size() == 2);
    CHECK(theme->slots[0].period == Period::month(2023, 3));
    CHECK(theme->slots[1].period == Period::month(2023, 5));
    CHECK(theme->missing == 2);
    CHECK(theme->held == 3);
    const auto* committee = found("committee_meeting");
    REQUIRE(committee != nullptr);
    CHECK(committee->severity() == kinds::Severity::warning);  // the source says "generally"
    CHECK(committee->missing == 4);
    const auto* nobody = found("group_meeting");
    REQUIRE(nobody != nullptr);
    CHECK(nobody->never_kept);
    CHECK(nobody->severity() == kinds::Severity::hint);
    CHECK(branch.gaps(KindId{"theme_day"}).cadence.size() == 1);
  });
}

TEST_CASE("what a gap says is missing, the figure says too") {
  on_both([](Branch& branch) {
    for (const char* when : {"2023-01-12", "2023-02-10", "2023-04-07"})
      branch.put("theme_day", "held", {{"happened", when}, {"topic", "活动"}, {"headcount", "12"}});
    const auto gaps = branch.gaps(KindId{"theme_day"});
    REQUIRE(gaps.cadence.size() == 1);
    const auto read = branch.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto tree, people::read_units(session));
      figures::Context context;
      context.catalogue = &branch.office->catalogue();
      context.units = &tree;
      context.unit = UnitId{"u1"};
      context.period = Period::year(2023);
      context.today = branch.office->today();
      TRY(const auto expression, figures::parse("缺(主题党日)", branch.office->catalogue(), tree, 2023));
      TRY(const auto figure, figures::evaluate(session, expression, context));
      CHECK(figure.value->text() == std::to_string(gaps.cadence[0].missing));
      return {};
    });
    REQUIRE(read);
  });
}

TEST_CASE("cadences of one transaction that share what explains them say what each says alone") {
  on_both([](Branch& branch) {
    branch.put("theme_day", "held", {{"happened", "2023-01-12"}, {"topic", "活动"}, {"headcount", "12"}});
    branch.put("cadence_note", "explained", {{"happened", "2023年2月1日至2023年2月28日"}, {"about", "committee_meeting"}, {"reason", "集中换届"}});
    branch.put("cadence_note", "explained", {{"happened", "2023年4月1日至2023年4月30日"}, {"about", "committee_meeting"}, {"reason", "书记外出学习"}});
    branch.put("cadence_note", "explained", {{"happened", "2023年3月1日至2023年3月31日"}, {"about", "special_lecture"}, {"reason", "另一类"}});
    int explained = 0;
    REQUIRE(branch.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto tree, people::read_units(session));
      figures::Context alone;
      alone.catalogue = &branch.office->catalogue();
      alone.units = &tree;
      alone.today = branch.office->today();
      auto together = alone;
      together.notes = figures::share_notes();
      for (const auto& kind : alone.catalogue->kinds()) {
        if (kind.cadences.empty()) continue;
        CAPTURE(kind.id.text);
        TRY(const auto one, figures::cadence(session, kind, UnitId{"u1"}, Period::year(2023), alone));
        TRY(const auto other, figures::cadence(session, kind, UnitId{"u1"}, Period::year(2023), together));
        REQUIRE(one.slots.size() == other.slots.size());
        for (std::size_t i = 0; i < one.slots.size(); ++i) {
          CHECK(one.slots[i].state == other.slots[i].state);
          CHECK(one.slots[i].by == other.slots[i].by);
          explained += kind.id.text == "committee_meeting" && one.slots[i].state == kinds::SlotState::explained ? 1 : 0;
        }
      }
      return {};
    }));
    CHECK(explained == 2);  // February and April; what is said in March is said of another kind
  });
}

TEST_CASE("a record that lacks something is named with the check of its kind, worst first") {
  on_both([](Branch& branch) {
    const auto quorum = branch.put("committee_meeting", "held", {{"happened", "2023-01-05"}, {"topic", "人数不够"}, {"headcount", "2"}, {"due_count", "5"}});
    const auto lecture = branch.put("special_lecture", "held", {{"happened", "2023-02-05"}, {"topic", "没有主讲人"}, {"headcount", "12"}});
    const auto planned = branch.put("special_lecture", "planned", {{"happened", "2023-07-05"}, {"topic", "还在计划"}});
    const auto gaps = branch.gaps();
    CHECK(gaps.looked_at == 3);
    std::map<std::string, std::set<std::string>> checks;
    for (const auto& gap : gaps.records) checks[gap.row.record.text].insert(gap.finding.check->id);
    CHECK(checks[quorum.text].contains("committee_quorum"));
    CHECK(checks[lecture.text].contains("no_speaker"));
    CHECK(checks[lecture.text].contains("no_text"));
    CHECK_FALSE(checks.contains(planned.text));
    for (std::size_t i = 1; i < gaps.records.size(); ++i)
      CHECK(static_cast<int>(gaps.records[i - 1].finding.check->severity) <= static_cast<int>(gaps.records[i].finding.check->severity));
    CHECK(gaps.count(kinds::Severity::error) >= 1);
  });
}

TEST_CASE("a file attached closes the gap it leaves") {
  on_both([](Branch& branch) {
    const auto lecture = branch.put("special_lecture", "held", {{"happened", "2023-02-05"}, {"topic", "党课"}, {"headcount", "12"}});
    const auto has_no_text = [&] {
      for (const auto& gap : branch.gaps().records)
        if (gap.row.record == lecture && gap.finding.check->id == "no_text") return true;
      return false;
    };
    CHECK(has_no_text());
    const auto file = branch.base / "讲稿.txt";
    REQUIRE(write_file(file, "讲稿正文\n"));
    REQUIRE(attach_evidence(*branch.office, branch.clerk, lecture, file, "text_file", {}));
    CHECK_FALSE(has_no_text());
  });
}

TEST_CASE("what is due on a day is the open stretch, with the working day by which to start") {
  on_both([](Branch& branch) {
    branch.put("theme_day", "held", {{"happened", "2023-01-12"}, {"topic", "活动"}, {"headcount", "12"}});
    const auto find = [&](Date on) -> std::optional<DueItem> {
      for (const auto& item : branch.due(on))
        if (item.what == DueItem::What::cadence && item.kind->id.text == "theme_day") return item;
      return std::nullopt;
    };
    CHECK_FALSE(find(day(2023, 1, 20)).has_value());  // January is done
    const auto june = find(day(2023, 6, 20));
    REQUIRE(june.has_value());
    CHECK(june->due == day(2023, 6, 30));
    CHECK(june->lacking == 1);
    // Dragon Boat 22–24 June is off and Sunday 25 June is worked instead: 29, 28, 27, 26, 25.
    CHECK(june->start_by == day(2023, 6, 25));
    CHECK_FALSE(june->provisional);
    CHECK(june->standing(day(2023, 6, 20)) == DueItem::Standing::ahead);
    CHECK(june->standing(day(2023, 6, 25)) == DueItem::Standing::started);
    CHECK(june->standing(day(2023, 6, 30)) == DueItem::Standing::today);
    CHECK(june->standing(day(2023, 7, 1)) == DueItem::Standing::overdue);
  });
}

TEST_CASE("what is due on a day is what the whole year's cadence says of that day") {
  on_both([](Branch& branch) {
    for (const char* held : {"2023-01-12", "2023-02-27", "2023-04-05", "2023-05-31", "2023-06-01"}) {
      branch.put("theme_day", "held", {{"happened", held}, {"topic", std::string("活动") + held}, {"headcount", "12"}});
    }
    branch.put("committee_meeting", "held", {{"happened", "2023-06-02"}, {"topic", "例会"}, {"headcount", "5"}});
    branch.put("special_lecture", "held", {{"happened", "2023-03-15"}, {"topic", "讲座"}, {"headcount", "20"}});
    branch.put("cadence_note", "explained", {{"happened", "2023年2月1日至2023年2月28日"}, {"about", "committee_meeting"}, {"reason", "集中换届"}});
    std::size_t compared = 0;
    for (const char* on : {"2023-01-31", "2023-02-28", "2023-04-01", "2023-06-20", "2023-12-31"}) {
      CAPTURE(on);
      const auto when = *Date::parse(on);
      std::vector<std::string> found, expected;
      for (const auto& item : branch.due(when)) {
        if (item.what == DueItem::What::cadence) found.push_back(item.kind->id.text + " " + item.rule->id + " " + item.due.iso() + " " + std::to_string(item.lacking));
      }
      REQUIRE(branch.office->read([&](db::Session& session) -> Result<void> {
        TRY(const auto tree, people::read_units(session));
        figures::Context context;
        context.catalogue = &branch.office->catalogue();
        context.units = &tree;
        context.period = Period::year(2023);
        context.today = when;
        for (const auto& kind : context.catalogue->kinds()) {
          if (kind.cadences.empty()) continue;
          TRY(const auto bound, figures::units_bound(session, kind, UnitId{}, context));
          if (!bound.kept) continue;
          TRY(const auto whole, figures::cadence(session, kind, UnitId{"u1"}, Period::year(2023), context));
          for (const auto& slot : whole.slots) {
            if (slot.period.contains(when) && slot.state == kinds::SlotState::due)
              expected.push_back(kind.id.text + " " + whole.rule->id + " " + slot.period.to.iso() + " " + std::to_string(slot.required - slot.held));
          }
        }
        return {};
      }));
      std::ranges::sort(found);
      std::ranges::sort(expected);
      CHECK(found == expected);
      compared += expected.size();
    }
    CHECK(compared > 5);
  });
}

TEST_CASE("what was planned and never confirmed is due") {
  on_both([](Branch& branch) {
    branch.put("theme_day", "planned", {{"happened", "2023-06-10"}, {"topic", "没有确认"}});
    branch.put("theme_day", "planned", {{"happened", "2023-07-10"}, {"topic", "下个月"}});
    branch.put("theme_day", "planned", {{"happened", "2023-12-10"}, {"topic", "太远"}});
    std::vector<std::string> titles;
    for (const auto& item : branch.due(day(2023, 6, 20)))
      if (item.what == DueItem::What::planned) titles.push_back(item.row->title);
    CHECK(titles == std::vector<std::string>{"没有确认", "下个月"});
  });
}

TEST_CASE("a deadline runs until the state is reached, a review until it is done again") {
  on_both([](Branch& branch) {
    bool any = false;
    for (const auto& kind : branch.office->catalogue().kinds())
      for (const auto& deadline : kind.deadlines) any = any || !deadline.until_state.empty();
    REQUIRE(any);
    const auto record = branch.put("feedback", "received", {{"happened", "2023-06-01"}, {"channel", "来信"}, {"matter", "供暖"}});
    std::map<std::string, Date> due;
    for (const auto& item : branch.due(day(2023, 6, 20)))
      if (item.what == DueItem::What::deadline && item.row->record == record) due[item.deadline->id] = item.due;
    REQUIRE(due.size() == 2);
    CHECK(due["accept"] == day(2023, 6, 16));
    CHECK(due["settle"] == day(2023, 7, 31));
  });
}
