// SPDX-License-Identifier: Apache-2.0
// A small office for tests of this room: fixed time and chance, a clerk and a leader, on either engine.
#pragma once
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "app/app.h"
#include "app/people.h"
#include "app/records.h"

namespace youju::app {

struct Bureau {
  std::filesystem::path base = std::filesystem::temp_directory_path() / ("youju-app-" + make_uuid4(World{}));
  FixedClock clock{*Instant::parse("2023-03-08T01:00:00.000Z")};
  SeededRandom random;
  World world{&clock, &random};
  InitAnswer made;
  std::filesystem::path folder = base / "office";
  std::unique_ptr<Office> office;
  people::Who clerk, leader;

  // On a server every office needs a schema of its own, also when the tests run twice: its instance id comes from real chance.
  static std::uint64_t seed(bool server) {
    std::uint64_t value = 11;
    if (server) system_random().fill({reinterpret_cast<unsigned char*>(&value), sizeof value});
    return value;
  }

  explicit Bureau(const std::string& database = {}) : random(seed(!database.empty())) {
    std::filesystem::create_directories(base);
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
    leader = sign_in("leader", made.codes[1].code);
  }
  // With the one-time code the first time, with the password it made later.
  people::Who sign_in(const std::string& login, const std::string& code) {
    auto who = people::sign_in_password(office->database(), login, code, "一个足够长的登录密码", clock.now());
    if (!who) who = people::sign_in_password(office->database(), login, "一个足够长的登录密码", "", clock.now());
    REQUIRE(who);
    return *who;
  }
  // One more account with a role in the whole office.
  people::Who add_account(const std::string& login, const std::string& role, const PersonId& person = {}) {
    auto added = app::add_account(*office, clerk, UnitId{"u1"}, {login, login, "", person, {}});
    REQUIRE(added);
    REQUIRE(change_right(*office, clerk, {added->account, role, UnitId{"u1"}, {}, {}, false, false}));
    return sign_in(login, added->code);
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

// Every story of this room runs on both engines.
inline void on_both(const std::function<void(Bureau&)>& story) {
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
}  // namespace youju::app
