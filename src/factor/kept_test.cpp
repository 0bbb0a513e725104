// SPDX-License-Identifier: Apache-2.0
#include "tests/fresh_database.h"

#include <atomic>
#include <thread>

#include "factor/factor.h"

using namespace youju;
using namespace youju::factor;

namespace {
const AccountId kWho{"a1"};
struct Safe {
  FixedClock clock{*Instant::parse("2024-01-05T03:04:05.678Z")};
  SeededRandom random{7};
  World world{&clock, &random};
  Vault vault{"the office's key, thirty-two byte"};
  std::string secret;
  std::vector<std::string> recovery;

  explicit Safe(db::Database& database) {
    REQUIRE(database.migrate());
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(begin(tx, vault, kWho, world));
      TRY(secret, begun(tx, vault, kWho));
      return {};
    }));
  }
  std::string code(std::int64_t ahead = 0) const { return code_of(secret, clock.now().ms / kStepMs + ahead); }
  void set_up(db::Database& database) {
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      TRY(recovery, confirm(tx, vault, kWho, code(), world));
      return {};
    }));
    clock.advance_ms(kStepMs);
  }
  // As app does it: counted first, then used.
  Result<void> try_code(db::Database& database, std::string_view typed, Door door = Door::sign_in) {
    TRY_OK(database.write([&](db::Tx& tx) { return take_guess(tx, kWho, door, typed, world); }));
    return database.write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(spend(tx, vault, kWho, door, typed, clock.now()));
      return {};
    });
  }
};
Standing standing_now(db::Database& database) {
  Standing out;
  REQUIRE(database.read([&](db::Session& session) -> Result<void> {
    TRY(out, standing(session, kWho));
    return {};
  }));
  return out;
}
}  // namespace

TEST_CASE("a second factor counts from its first right code on, and gives ten recovery codes then") {
  testing::for_each_engine([](db::Database& database) {
    Safe safe(database);
    CHECK(standing_now(database).begun);
    CHECK_FALSE(standing_now(database).set);
    CHECK(safe.try_code(database, safe.code()).error().message.word == "factor.code_wrong");  // not before it is confirmed
    const auto wrong = database.write([&](db::Tx& tx) -> Result<void> {
      TRY_OK(confirm(tx, safe.vault, kWho, "12345", safe.world));
      return {};
    });
    CHECK(wrong.error().message.word == "factor.first_code_wrong");
    safe.set_up(database);
    CHECK(standing_now(database).set);
    CHECK(standing_now(database).recovery_left == 10);
    CHECK(safe.recovery.size() == 10);
    // Nobody replaces it from behind: neither a new secret nor a second confirmation.
    CHECK(database.write([&](db::Tx& tx) { return begin(tx, safe.vault, kWho, safe.world); }).error().code == Code::conflict);
    CHECK(safe.try_code(database, safe.code()));
  });
}

TEST_CASE("a code is good for ninety seconds at most, and once") {
  testing::for_each_engine([](db::Database& database) {
    Safe safe(database);
    safe.set_up(database);
    const auto first = safe.code();
    CHECK(safe.try_code(database, first));
    CHECK(safe.try_code(database, first).error().message.word == "factor.code_wrong");       // used
    CHECK(safe.try_code(database, safe.code(1)));                                             // a phone that is ahead
    CHECK(safe.try_code(database, first).error().message.word == "factor.code_wrong");
    safe.clock.advance_ms(10 * kStepMs);
    const auto late = safe.code();
    safe.clock.advance_ms(kStepMs);
    CHECK(safe.try_code(database, late));                                                     // one step behind
    const auto too_late = safe.code();
    safe.clock.advance_ms(2 * kStepMs);
    CHECK(safe.try_code(database, too_late).error().message.word == "factor.code_wrong");
    CHECK(safe.try_code(database, safe.code(2)).error().message.word == "factor.code_wrong");  // too far ahead
    // Second by second: one code is taken at no more than ninety moments.
    safe.clock.set(Instant{(safe.clock.now().ms / kStepMs + 20) * kStepMs});
    const auto one = safe.code();
    const auto from = safe.clock.now();
    int good = 0;
    for (int second = -120; second < 180; ++second) {
      const Instant at{from.ms + second * 1'000};
      const auto taken = database.write([&](db::Tx& tx) -> Result<void> {
        TRY_OK(spend(tx, safe.vault, kWho, Door::act, one, at));
        return fail(Code::conflict, "undone");  // not used up, so that the next second may try it
      });
      if (taken.error().message.word == "undone") ++good;
    }
    CHECK(good == 90);
  });
}

TEST_CASE("of many who bring the same code at the same time one comes in") {
  testing::for_each_engine([](db::Database& database) {
    Safe safe(database);
    safe.set_up(database);
    for (const auto& code : {safe.code(), safe.recovery.front()}) {
      std::atomic<int> in{0}, out{0};
      std::vector<std::thread> crowd;
      for (int n = 0; n < 8; ++n) {
        crowd.emplace_back([&] {
          const auto done = database.write([&](db::Tx& tx) -> Result<void> {
            TRY_OK(spend(tx, safe.vault, kWho, Door::act, code, safe.clock.now()));
            return {};
          });
          ++(done ? in : out);
        });
      }
      for (auto& one : crowd) one.join();
      CHECK(in == 1);
      CHECK(out == 7);
    }
  });
}

TEST_CASE("five wrong guesses pause the door they were made at for fifteen minutes, sent together too, and never a recovery code") {
  testing::for_each_engine([](db::Database& database) {
    Safe safe(database);
    safe.set_up(database);
    std::atomic<int> wrong{0}, paused{0};
    std::vector<std::thread> crowd;
    for (int n = 0; n < 12; ++n) {
      crowd.emplace_back([&, n] {
        SeededRandom random(static_cast<std::uint64_t>(n) + 100);
        const World world{&safe.clock, &random};
        const auto counted = database.write([&](db::Tx& tx) { return take_guess(tx, kWho, Door::sign_in, "000000", world); });
        ++(counted ? wrong : paused);
      });
    }
    for (auto& one : crowd) one.join();
    CHECK(wrong == 5);
    CHECK(paused == 7);
    const auto refused = safe.try_code(database, safe.code());
    CHECK(refused.error().code == Code::too_many);
    CHECK(refused.error().message.args.at("minutes") == "15");
    // Whoever guesses at the door keeps nobody from acting where they are in, nor from coming in with a code on paper.
    CHECK(safe.try_code(database, safe.code(), Door::act));
    safe.clock.advance_ms(kStepMs);
    CHECK(safe.try_code(database, safe.recovery[3]));
    CHECK(safe.try_code(database, safe.recovery[3]).error().message.word == "factor.code_wrong");
    CHECK(standing_now(database).recovery_left == 9);
    CHECK(safe.try_code(database, safe.code()));  // a right one forgot the guesses
    for (int n = 0; n < 5; ++n) CHECK(safe.try_code(database, "000000").error().message.word == "factor.code_wrong");
    CHECK(safe.try_code(database, safe.code()).error().code == Code::too_many);
    safe.clock.advance_ms(kGuessesCountMs);
    CHECK(safe.try_code(database, safe.code()));
  });
}

TEST_CASE("what was taken away by others is told once, and leaves neither codes nor trusted browsers") {
  testing::for_each_engine([](db::Database& database) {
    Safe safe(database);
    safe.set_up(database);
    std::string token;
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      TRY(token, trust(tx, kWho, "", "Firefox", "10.0.0.7", safe.world));
      TRY_OK(reset(tx, kWho, AccountId{"a9"}, safe.clock.now()));
      return {};
    }));
    const auto after = standing_now(database);
    CHECK_FALSE(after.set);
    CHECK_FALSE(after.begun);
    CHECK(after.reset_by.text == "a9");
    CHECK(after.recovery_left == 0);
    CHECK(safe.try_code(database, safe.recovery[0]).error().message.word == "factor.code_wrong");
    CHECK(safe.try_code(database, safe.code()).error().message.word == "factor.code_wrong");
    REQUIRE(database.read([&](db::Session& session) -> Result<void> {
      TRY(const auto trusted, is_trusted(session, kWho, token, safe.clock.now()));
      CHECK_FALSE(trusted);
      return {};
    }));
    REQUIRE(database.write([&](db::Tx& tx) { return told(tx, kWho); }));
    CHECK(standing_now(database).reset_by.empty());
    CHECK(database.write([&](db::Tx& tx) { return reset(tx, kWho, AccountId{"a9"}, safe.clock.now()); }).error().code == Code::absent);
  });
}

TEST_CASE("a browser is trusted by its person for thirty days, each person for themselves, by a token that nothing kept opens") {
  testing::for_each_engine([](db::Database& database) {
    Safe safe(database);
    std::string token, again, foreign;
    const AccountId other{"a2"};
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      TRY(token, trust(tx, kWho, "", "Firefox", "10.0.0.7", safe.world));
      TRY(again, trust(tx, other, token, "Firefox", "10.0.0.7", safe.world));
      TRY(foreign, trust(tx, other, std::string(32, 'a'), "Firefox", "10.0.0.7", safe.world));
      return {};
    }));
    CHECK(again == token);                    // one browser, two people
    CHECK(foreign != std::string(32, 'a'));   // one that somebody planted is not taken over
    const auto is = [&](const AccountId& account, const std::string& shown) {
      bool out = false;
      REQUIRE(database.read([&](db::Session& session) -> Result<void> {
        TRY(out, is_trusted(session, account, shown, safe.clock.now()));
        return {};
      }));
      return out;
    };
    CHECK(is(kWho, token));
    CHECK(is(other, token));
    CHECK_FALSE(is(kWho, foreign));
    CHECK_FALSE(is(kWho, id_of_token(token)));
    REQUIRE(database.write([&](db::Tx& tx) { return distrust(tx, other, id_of_token(token)); }));
    CHECK(is(kWho, token));
    CHECK_FALSE(is(other, token));
    safe.clock.advance_ms(kTrustedMs - 1);
    CHECK(is(kWho, token));
    safe.clock.advance_ms(1);
    CHECK_FALSE(is(kWho, token));
  });
}

TEST_CASE("between password and code stands a token of its own, for ten minutes") {
  testing::for_each_engine([](db::Database& database) {
    Safe safe(database);
    std::string token;
    REQUIRE(database.write([&](db::Tx& tx) -> Result<void> {
      TRY(token, come_to_door(tx, kWho, safe.world));
      return {};
    }));
    const auto who = [&] {
      std::optional<AccountId> out;
      REQUIRE(database.read([&](db::Session& session) -> Result<void> {
        TRY(out, at_door(session, token, safe.clock.now()));
        return {};
      }));
      return out;
    };
    CHECK(who() == kWho);
    safe.clock.advance_ms(kAtDoorMs);
    CHECK_FALSE(who());
    safe.clock.advance_ms(-1000);
    REQUIRE(database.write([&](db::Tx& tx) { return leave_door(tx, token); }));
    CHECK_FALSE(who());
  });
}
