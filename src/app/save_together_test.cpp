// SPDX-License-Identifier: Apache-2.0
// Many who save at the same moment: each is judged and answered for itself, and the log is whole.
#include <doctest/doctest.h>

#include <thread>

#include "app/test_bureau.h"

namespace youju::app {
namespace {
kinds::Draft draft_of(int number, const char* day = "2023-03-05") {
  return {KindId{"theme_day"}, UnitId{"u1"}, "held", {{"happened", day}, {"topic", "参观" + std::to_string(number)}, {"headcount", "12"}}, false, 2023};
}
using SavedOrRefused = std::variant<Saved, Refused>;
}  // namespace

TEST_CASE("of many who save at once each gets the answer that is due to it alone") {
  on_both([](Bureau& bureau) {
    auto nobody = bureau.add_account("reader", "inspector");
    constexpr int kSavers = 48;
    std::vector<std::optional<Result<SavedOrRefused>>> answers(kSavers);
    std::vector<std::thread> threads;
    for (int i = 0; i < kSavers; ++i) {
      threads.emplace_back([&, i] {
        auto who = i % 12 == 5 ? nobody : bureau.clerk;
        if (i % 12 == 7) who.idempotency_key = "the same request";
        answers[static_cast<std::size_t>(i)] = save_record(*bureau.office, who, draft_of(i % 12 == 7 ? 7 : i % 12 == 3 ? 3 : i, i % 12 == 9 ? "去年某日" : "2023-03-05"));
      });
    }
    for (auto& thread : threads) thread.join();
    std::set<std::string> records, repeated;
    std::size_t similar = 0;
    for (int i = 0; i < kSavers; ++i) {
      const auto& answer = *answers[static_cast<std::size_t>(i)];
      if (i % 12 == 5) {
        REQUIRE(!answer);
        CHECK(answer.error().code == Code::denied);
        continue;
      }
      REQUIRE(answer);
      if (i % 12 == 9) {
        REQUIRE(std::holds_alternative<Refused>(*answer));
        CHECK(std::get<Refused>(*answer).problems.front().field == "happened");
        continue;
      }
      REQUIRE(std::holds_alternative<Saved>(*answer));
      const auto& saved = std::get<Saved>(*answer);
      (i % 12 == 7 ? repeated : records).insert(saved.record.text);
      if (i % 12 == 3) similar += saved.looks_like.size();
    }
    CHECK(records.size() == 36);   // none answered with another's record
    CHECK(repeated.size() == 1);   // a request repeated at the same moment is carried out once
    CHECK(similar == 0 + 1 + 2 + 3);  // each of four alike sees those before it
    CHECK(bureau.rows().size() == 37);
    REQUIRE(bureau.office->ledger().seal(true));
    REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto found, index::verify(session, bureau.office->ledger(), bureau.office->index_context()));
      CHECK(found.empty());
      TRY(const auto log, ledger::verify(bureau.office->ledger(), session, bureau.office->evidence(), bureau.folder, {}));
      CHECK(log.good());
      return {};
    }));
  });
}

TEST_CASE("one who cannot be written does not spoil those who save at the same moment") {
  on_both([](Bureau& bureau) {
    std::vector<std::optional<Result<SavedOrRefused>>> answers(24);
    std::vector<std::thread> threads;
    for (int i = 0; i < 24; ++i) {
      threads.emplace_back([&, i] {
        auto who = bureau.clerk;
        if (i == 11) who.idempotency_key = std::string("no\0text", 7);  // the database refuses it
        answers[static_cast<std::size_t>(i)] = save_record(*bureau.office, who, draft_of(i));
      });
    }
    for (auto& thread : threads) thread.join();
    int good = 0;
    for (const auto& answer : answers) good += *answer && std::holds_alternative<Saved>(**answer) ? 1 : 0;
    CHECK(good == 23);
    CHECK(!*answers[11]);
    CHECK(bureau.rows().size() == 23);
  });
}
}  // namespace youju::app
