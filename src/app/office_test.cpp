// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "app/app.h"
#include "app/people.h"
#include "app/proof.h"
#include "app/records.h"

using namespace youju;
using namespace youju::app;

namespace {
struct Bureau {
  std::filesystem::path base = std::filesystem::temp_directory_path() / ("youju-app-" + make_uuid4(World{}));
  FixedClock clock{*Instant::parse("2023-03-08T01:00:00.000Z")};
  SeededRandom random{11};
  World world{&clock, &random};
  InitAnswer made;
  std::filesystem::path folder = base / "office";
  std::unique_ptr<Office> office;
  people::Who clerk, leader;

  explicit Bureau(const std::string& database = {}) {
    std::filesystem::create_directories(base);
    ::setenv("YOUJU_PACKS", YOUJU_SOURCE_DIR "/packs", 1);
    auto answer = init_office({folder, {"retired-cadres"}, "示例局", database, "tester", Date::parse("2023-01-01")}, world);
    if (!answer) MESSAGE(answer.error().message.word << " " << answer.error().detail);
    REQUIRE(answer);
    made = *answer;
    open();
  }
  ~Bureau() {
    office.reset();
    std::filesystem::remove_all(base);
  }
  void open() {
    office.reset();
    auto opened = Office::open(folder, Office::Access::write, world);
    if (!opened) MESSAGE(opened.error().message.word << " " << opened.error().detail);
    REQUIRE(opened);
    office = std::move(*opened);
    REQUIRE(office->read([&](db::Session& session) -> Result<void> {
      TRY(clerk, people::sign_in_os_user(session, "tester", office->today()));
      return {};
    }));
    auto signed_in = people::sign_in_password(office->database(), "leader", made.codes[1].code, "一个足够长的密码", clock.now());
    if (!signed_in) signed_in = people::sign_in_password(office->database(), "leader", "一个足够长的密码", "", clock.now());
    REQUIRE(signed_in);
    leader = *signed_in;
  }
  Saved save(std::map<std::string, std::string> values, const char* kind = "theme_day", const char* state = "held") {
    kinds::Draft draft{KindId{kind}, UnitId{"u1"}, state, std::move(values), false, 2023};
    auto saved = save_record(*office, clerk, draft);
    if (!saved) MESSAGE(saved.error().message.word << " " << saved.error().detail);
    REQUIRE(saved);
    if (const auto* refused = std::get_if<Refused>(&*saved)) {
      for (const auto& p : refused->problems) MESSAGE(p.field << " " << p.message.word);
    }
    REQUIRE(std::holds_alternative<Saved>(*saved));
    return std::get<Saved>(*saved);
  }
  std::vector<index::RecordRow> rows() {
    std::vector<index::RecordRow> out;
    REQUIRE(office->read([&](db::Session& session) -> Result<void> {
      TRY(out, index::list(session, {}, 1000));
      return {};
    }));
    return out;
  }
};

// Every story of this file runs on both engines.
void on_both(const std::function<void(Bureau&)>& story) {
  {
    Bureau bureau;
    story(bureau);
  }
  if (const char* server = std::getenv("YOUJU_TEST_PG")) {
    Bureau bureau{server};
    story(bureau);
  } else {
    MESSAGE("not run: PostgreSQL");
  }
}
}  // namespace

TEST_CASE("an office is made whole: people who are each other's second person, packs in the log, nothing left when it fails") {
  on_both([](Bureau& bureau) {
    CHECK(bureau.made.codes.size() == 2);
    CHECK(bureau.office->settings().go_live == Date::parse("2023-01-01"));
    const auto again = init_office({bureau.folder, {"retired-cadres"}, "示例局", "", "tester", {}}, bureau.world);
    CHECK(again.error().code == Code::conflict);
    const auto wrong = init_office({bureau.base / "other", {"no-such-pack"}, "示例局", "", "", {}}, bureau.world);
    CHECK(wrong.error().message.word == "app.pack_unknown");
    CHECK_FALSE(std::filesystem::exists(bureau.base / "other"));
    CHECK(std::distance(std::filesystem::directory_iterator(bureau.base), {}) == 1);
    const auto with_password = init_office({bureau.base / "other", {"common"}, "示例局", "postgresql://me:secret@host/x", "", {}}, bureau.world);
    CHECK(with_password.error().message.word == "app.database_password");
  });
}

TEST_CASE("a record written is found, verified and the same after every derived table was rebuilt") {
  on_both([](Bureau& bureau) {
    const auto saved = bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
    CHECK(saved.happened->from.iso() == "2023-03-05");
    REQUIRE(bureau.office->catch_up());
    REQUIRE(bureau.office->ledger().seal());
    const auto before = bureau.rows();
    REQUIRE(before.size() == 1);
    CHECK(before[0].counts);
    auto verified = verify_office(*bureau.office, {}, {});
    REQUIRE(verified);
    for (const auto& f : verified->log.findings) MESSAGE(f.where << " " << f.message.word);
    for (const auto& f : verified->tables) MESSAGE(f.where << " " << f.message.word);
    CHECK(verified->good());
    REQUIRE(bureau.office->rebuild({}));
    const auto after = bureau.rows();
    REQUIRE(after.size() == 1);
    CHECK(after[0].record == before[0].record);
    CHECK(after[0].title == "参观纪念馆");
    CHECK(verify_office(*bureau.office, {}, {})->good());
    bureau.open();  // settings, packs and log still agree
  });
}

TEST_CASE("bad input is refused beside its fields and nothing is written") {
  on_both([](Bureau& bureau) {
    kinds::Draft draft{KindId{"theme_day"}, UnitId{"u1"}, "held", {{"happened", "2023.13.5"}, {"topic", ""}, {"headcount", "很多"}}, false, 2023};
    auto refused = save_record(*bureau.office, bureau.clerk, draft);
    REQUIRE(refused);
    REQUIRE(std::holds_alternative<Refused>(*refused));
    CHECK(std::get<Refused>(*refused).problems.size() >= 2);
    CHECK(bureau.rows().empty());
  });
}

TEST_CASE("a repeated request with the same key writes once") {
  on_both([](Bureau& bureau) {
    bureau.clerk.idempotency_key = "k1";
    bureau.save({{"happened", "3月5日"}, {"topic", "一"}, {"headcount", "1"}});
    kinds::Draft draft{KindId{"theme_day"}, UnitId{"u1"}, "held", {{"happened", "3月6日"}, {"topic", "二"}}, false, 2023};
    REQUIRE(save_record(*bureau.office, bureau.clerk, draft));
    CHECK(bureau.rows().size() == 1);
  });
}
