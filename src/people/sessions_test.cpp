// SPDX-License-Identifier: Apache-2.0
#include "tests/fresh_database.h"

#include "crypto/crypto.h"
#include "people/people.h"

using namespace youju;
using namespace youju::people;

namespace {
struct Time {
  FixedClock clock{*Instant::parse("2024-01-05T03:04:05.678Z")};
  SeededRandom random{7};
  World world{&clock, &random};
};
void add_account(db::Tx& tx, const char* id, bool disabled, std::int64_t index) {
  const UnitId unit{"u1"};
  const Json open{{"login", id}, {"os_user", ""}, {"person", ""}, {"disabled", disabled}};
  KeptStanding kept;
  REQUIRE(apply(tx, Event{"account", id, unit, open, Json{{"name", "王芳"}}, index}, kept));
}
std::optional<std::pair<SignedIn, Who>> found(db::Database& database, const std::string& token, Instant now) {
  std::optional<std::pair<SignedIn, Who>> out;
  REQUIRE(database.read([&](db::Session& session) -> Result<void> {
    TRY(out, find_session(session, token, now));
    return {};
  }));
  return out;
}
}  // namespace

TEST_CASE("a browser stays signed in until its time is over, and the database does not hold what it shows") {
  testing::for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate());
    Time time;
    std::string token;
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      add_account(tx, "a1", false, 1);
      TRY(token, open_session(tx, AccountId{"a1"}, "Firefox", "10.0.0.7", time.world));
      return {};
    }));
    const auto now = time.clock.now();
    const auto in = found(database, token, now);
    REQUIRE(in);
    CHECK(in->second.name == "王芳");
    CHECK(in->first.device == "Firefox");
    CHECK(in->first.id == crypto::hex(crypto::sha256(token)));
    CHECK(in->first.id != token);
    CHECK_FALSE(found(database, in->first.id, now));  // what is kept opens nothing
    CHECK(found(database, token, Instant{now.ms + kSessionIdleMs - 1}));
    CHECK_FALSE(found(database, token, Instant{now.ms + kSessionIdleMs}));
    REQUIRE(database.write([&](db::Tx& tx) { return see_session(tx, in->first.id, Instant{now.ms + kSessionMostMs - 5}); }));
    CHECK(found(database, token, Instant{now.ms + kSessionMostMs - 1}));
    CHECK_FALSE(found(database, token, Instant{now.ms + kSessionMostMs}));
  });
}

TEST_CASE("signing out ends one browser, or all others, and only one's own; a disabled account is signed out everywhere") {
  testing::for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate());
    Time time;
    std::string one, two, three;
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      add_account(tx, "a1", false, 1);
      add_account(tx, "a2", false, 2);
      TRY(one, open_session(tx, AccountId{"a1"}, "", "", time.world));
      TRY(two, open_session(tx, AccountId{"a1"}, "", "", time.world));
      TRY(three, open_session(tx, AccountId{"a2"}, "", "", time.world));
      return {};
    }));
    const auto now = time.clock.now();
    const auto id = found(database, one, now)->first.id, other = found(database, three, now)->first.id;
    REQUIRE(database.write([&](db::Tx& tx) { return end_session(tx, AccountId{"a1"}, other); }));
    CHECK(found(database, three, now));
    REQUIRE(database.write([&](db::Tx& tx) { return end_other_sessions(tx, AccountId{"a1"}, id); }));
    CHECK(found(database, one, now));
    CHECK_FALSE(found(database, two, now));
    REQUIRE(database.write([&](db::Tx& tx) { return end_session(tx, AccountId{"a1"}, id); }));
    CHECK_FALSE(found(database, one, now));
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      add_account(tx, "a2", true, 3);
      return {};
    }));
    CHECK_FALSE(found(database, three, now));
  });
}

TEST_CASE("a password is changed by whoever knows the old one, to a new one that is long enough") {
  testing::for_each_engine([](db::Database& database) {
    REQUIRE(database.migrate());
    Time time;
    const AccountId id{"a1"};
    const auto now = time.clock.now();
    std::string code;
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      const Json personal{{"login", "wang"}, {"name", "王芳"}};
      KeptStanding kept;
      REQUIRE(apply(tx, Event{"account", "a1", UnitId{"u1"}, Json{{"id", "a1"}, {"disabled", false}}, personal, 1}, kept));
      TRY(code, make_one_time_code(tx, id, time.world, Instant{now.ms + 1'000}));
      return {};
    }));
    const std::string first = "the first password", second = "又长又好记的第二个密码";
    CHECK(change_password(database, id, "", second, now).error().code == Code::denied);  // none is set yet
    REQUIRE(sign_in_password(database, "wang", code, first, now));
    CHECK(change_password(database, id, "not the password", second, now).error().code == Code::denied);
    CHECK(change_password(database, AccountId{"a2"}, first, second, now).error().code == Code::denied);
    CHECK(change_password(database, id, first, "short", now).error().message.word == "people.password_short");
    CHECK(change_password(database, id, first, "短短短短短", now).error().message.word == "people.password_short");  // characters, not bytes
    CHECK(change_password(database, id, first, first, now).error().message.word == "people.password_same");
    CHECK(sign_in_password(database, "wang", first, "", now));
    REQUIRE(change_password(database, id, first, second, now));
    CHECK_FALSE(sign_in_password(database, "wang", first, "", now));
    CHECK(sign_in_password(database, "wang", second, "", now));
  });
}
