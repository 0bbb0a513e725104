// SPDX-License-Identifier: Apache-2.0
// Who is put into which commit, without any engine behind it.
#include "db/commit_queue.h"

#include <doctest/doctest.h>

#include <atomic>
#include <thread>

namespace {
using namespace youju;
using namespace youju::db;

// The queue never asks the Tx it hands on.
class NoTx : public Tx {
 public:
  Engine engine() const override { return Engine::sqlite; }
  Result<void> each(const Query&, Values, const OnRow&) override { return {}; }
  Result<void> each_text(const std::string&, const std::vector<Value>&, const OnRow&) override { return {}; }
  Result<void> each_of(const Query&, std::span<const std::vector<Value>>, const std::function<void(std::size_t, const Row&)>&) override { return {}; }
  Result<std::int64_t> run(const Query&, Values) override { return 0; }
  Result<void> queue(const Query&, Values) override { return {}; }
} no_tx;
const std::function<Result<void>(Tx&)> kGood = [](Tx&) { return Result<void>{}; };
}  // namespace

TEST_CASE("a write that comes while another one runs goes into the same commit") {
  std::atomic<int> commits = 0;
  CommitQueue queue([&](CommitQueue::Batch& batch) {
    ++commits;
    while (batch.taken().size() < 2) {  // the second comes once the first has run
      for (auto* write : batch.next()) write->run(no_tx);
    }
  });
  std::thread other;
  const std::function<Result<void>(Tx&)> first = [&](Tx&) -> Result<void> {
    other = std::thread([&] { CHECK(queue.submit(kGood)); });
    return {};
  };
  CHECK(queue.submit(first));
  other.join();
  CHECK(commits == 1);
}

TEST_CASE("writers who were just answered and come again at once share a commit; nobody waits for one who stays away") {
  constexpr int kRounds = 40;
  std::atomic<int> commits = 0;
  CommitQueue queue([&](CommitQueue::Batch& batch) {
    ++commits;
    for (auto writes = batch.next(); !writes.empty(); writes = batch.next()) writes.front()->run(no_tx);
    std::this_thread::sleep_for(std::chrono::milliseconds(20));  // the disk
  });
  const auto rounds = [&] {
    for (int i = 0; i < kRounds; ++i) CHECK(queue.submit(kGood));
  };
  std::thread one(rounds), two(rounds);
  one.join(), two.join();
  CHECK(commits < 2 * kRounds * 3 / 4);  // one commit each would be 80, one for both 40
  commits = 0;
  std::thread alone(rounds);
  alone.join();
  CHECK(commits == kRounds);
}

TEST_CASE("when the engine refuses to begin, all who wait are told") {
  CommitQueue queue([](CommitQueue::Batch& batch) { batch.refuse_all(Error{Code::full, {"db.full", {}}, ""}); });
  std::vector<std::thread> threads;
  std::atomic<int> refused = 0;
  for (int t = 0; t < 8; ++t) threads.emplace_back([&] { refused += queue.submit(kGood).has_value() ? 0 : 1; });
  for (auto& thread : threads) thread.join();
  CHECK(refused == 8);
}

TEST_CASE("an engine that throws before it took a write leaves nobody without an answer") {
  CommitQueue queue([](CommitQueue::Batch&) { throw std::runtime_error("no memory"); });
  CHECK_THROWS_AS(static_cast<void>(queue.submit(kGood).has_value()), std::runtime_error);
}
