// SPDX-License-Identifier: Apache-2.0
// Puts the writes of many threads in one order and hands as many as are waiting to one commit.
#pragma once
#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <mutex>
#include <span>
#include <vector>

#include "db/db.h"

namespace youju::db {
using Clock = std::chrono::steady_clock;

// One waiting write and, afterwards, its answer.
class Write {
 public:
  explicit Write(const std::function<Result<void>(Tx&)>& writer) : writer_(&writer) {}
  explicit Write(Joint& joint) : joint_(&joint) {}

  // Runs the writer; an exception is kept for the thread that asked, and counts as a failure.
  void run(Tx& tx);
  // Runs joint writes of one sort as one; when that fails none of them has an answer yet.
  static Result<void> run_together(Tx& tx, std::span<Write* const> writes);
  void refuse(const Error& error) { answer_ = fail(error); }
  // Why it failed; only when not good().
  Error error() const;
  bool good() const { return answer_.has_value() && !thrown_; }

 private:
  friend class CommitQueue;
  enum class State { waiting, leads, done };
  const void* sort() const { return joint_ != nullptr ? joint_->sort() : nullptr; }
  const std::function<Result<void>(Tx&)>* writer_ = nullptr;
  Joint* joint_ = nullptr;
  Result<void> answer_;
  std::exception_ptr thrown_;
  std::mutex mutex_;
  std::condition_variable changed_;
  State state_ = State::waiting;
};

// No thread of its own: the first writer to come leads. It runs what waits and what comes meanwhile, commits, hands
// the lead to the first of those that came too late, then wakes its own batch. An uncontended write therefore never
// changes threads.
class CommitQueue {
 public:
  // The writes of one commit, handed out one after another.
  class Batch {
   public:
    // The next write to run, or joint ones of one sort, or none when it is time to commit. Where the last commit served several writers, these
    // have just been answered and will mostly come again at once: they are waited for, but never longer than
    // a commit takes, because one commit for all costs less than two for half of them each.
    std::vector<Write*> next();
    // Whether the write handed out is the only one so far and nobody else is expected.
    bool alone() const { return alone_; }
    const std::vector<Write*>& taken() const { return taken_; }
    // Answers these and all that wait with one error.
    void refuse_all(const Error& error);

   private:
    friend class CommitQueue;
    explicit Batch(CommitQueue& queue) : queue_(queue) {}
    std::vector<Write*> take();  // under the queue's lock
    CommitQueue& queue_;
    std::vector<Write*> taken_;
    bool alone_ = false;
    Clock::time_point patience_ends_{}, committing_since_{};
  };
  // `commit` opens one transaction, runs each write of the batch, commits, and leaves the answers in the writes.
  // More than `max_batch` in one commit would make the last of them wait too long.
  using Commit = std::function<void(Batch&)>;
  explicit CommitQueue(Commit commit, std::size_t max_batch = 256) : commit_(std::move(commit)), max_batch_(max_batch) {}

  Result<void> submit(const std::function<Result<void>(Tx&)>& writer);
  Result<void> submit(Joint& joint);

 private:
  Result<void> submit_one(Write& mine);
  static void tell(Write& write, Write::State state);
  static void wait(Write& write);
  void lead(Write& mine);
  Write* learn(const Batch& batch);

  Commit commit_;
  std::size_t max_batch_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::vector<Write*> waiting_;
  bool led_ = false;
  std::size_t wake_at_ = 0;         // how many must wait before the leader is woken; 0 = it is not waiting
  std::size_t expected_ = 1;        // writers that were there lately
  Clock::duration commit_takes_{};  // lately, on average
};
}  // namespace youju::db
