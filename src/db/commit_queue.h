// SPDX-License-Identifier: Apache-2.0
// Puts the writes of many threads in one order and hands as many as are waiting to one commit.
#pragma once
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "db/db.h"

namespace youju::db {

// One waiting write and, afterwards, its answer.
class Write {
 public:
  explicit Write(const std::function<Result<void>(Tx&)>& writer) : writer_(writer) {}

  // Runs the writer; an exception is kept for the thread that asked, and counts as a failure.
  void run(Tx& tx);
  void refuse(const Error& error) { answer_ = fail(error); }
  // Why it failed; only when not good().
  Error error() const;
  bool good() const { return answer_.has_value() && !thrown_; }

 private:
  friend class CommitQueue;
  enum class State { waiting, leads, done };
  const std::function<Result<void>(Tx&)>& writer_;
  Result<void> answer_;
  std::exception_ptr thrown_;
  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::waiting;
};

// No thread of its own: the first writer to come leads. It commits what waits, hands the lead to the first of
// those that came meanwhile, then wakes its own batch. An uncontended write therefore never changes threads.
class CommitQueue {
 public:
  using Batch = std::function<void(std::span<Write* const>)>;
  // `batch` opens one transaction, runs each write, commits, and leaves the answers in the writes.
  // More than `max_batch` in one commit would make the last of them wait too long.
  explicit CommitQueue(Batch batch, std::size_t max_batch = 256)
      : batch_(std::move(batch)), max_batch_(max_batch) {}

  Result<void> submit(const std::function<Result<void>(Tx&)>& writer);

 private:
  static void tell(Write& write, Write::State state);
  static void wait(Write& write);
  void lead(Write& mine);

  Batch batch_;
  std::size_t max_batch_;
  std::mutex mutex_;
  std::vector<Write*> waiting_;
  bool led_ = false;
};
}  // namespace youju::db
