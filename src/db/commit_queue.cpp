// SPDX-License-Identifier: Apache-2.0
#include "db/commit_queue.h"

namespace youju::db {
namespace {
// The queue in whose batch this thread now is; a write inside a write would wait for itself for ever.
thread_local const CommitQueue* inside = nullptr;
}  // namespace

void Write::run(Tx& tx) {
  try {
    answer_ = writer_(tx);
  } catch (...) {
    thrown_ = std::current_exception();
  }
}

Error Write::error() const {
  if (!thrown_) return answer_.error();
  return Error{Code::outside, Message{"db.failed", {{"why", "exception"}}}, "a write threw"};
}

void CommitQueue::tell(Write& write, Write::State state) {
  // Notified under the lock: the write lives on the waiting thread's stack and is gone as soon as that thread
  // may go on.
  const std::lock_guard lock(write.mutex_);
  write.state_ = state;
  write.changed_.notify_one();
}

void CommitQueue::wait(Write& write) {
  std::unique_lock lock(write.mutex_);
  write.changed_.wait(lock, [&] { return write.state_ != Write::State::waiting; });
}

Result<void> CommitQueue::submit(const std::function<Result<void>(Tx&)>& writer) {
  expect_true(inside != this, "a write inside a write");
  Write mine(writer);
  bool leads = false;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&mine);
    leads = !std::exchange(led_, true);
  }
  if (!leads) wait(mine);
  if (leads || mine.state_ == Write::State::leads) lead(mine);
  if (mine.thrown_) std::rethrow_exception(mine.thrown_);
  return std::move(mine.answer_);
}

void CommitQueue::lead(Write& mine) {
  std::vector<Write*> batch;
  {
    const std::lock_guard lock(mutex_);
    const auto count = std::min(waiting_.size(), max_batch_);
    batch.assign(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(count));
  }
  const auto* outer = std::exchange(inside, this);
  try {
    batch_(batch);
  } catch (...) {
    for (auto* write : batch) write->thrown_ = std::current_exception();
  }
  inside = outer;
  Write* next = nullptr;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty())
      led_ = false;
    else
      next = waiting_.front();
  }
  if (next != nullptr) tell(*next, Write::State::leads);
  for (auto* write : batch) {
    if (write != &mine) tell(*write, Write::State::done);
  }
}
}  // namespace youju::db
