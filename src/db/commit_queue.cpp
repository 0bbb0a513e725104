// SPDX-License-Identifier: Apache-2.0
#include "db/commit_queue.h"

#include <algorithm>

namespace youju::db {
namespace {
constexpr Clock::duration kMostPatience = std::chrono::milliseconds(8);
// So many are worth waking the leader for: they are run while the next ones come.
constexpr std::size_t kHandful = 16;
// The queue in whose batch this thread now is; a write inside a write would wait for itself for ever.
thread_local const CommitQueue* inside = nullptr;
}  // namespace

void Write::run(Tx& tx) {
  try {
    answer_ = joint_ != nullptr ? joint_->run(tx, {&joint_, 1}) : (*writer_)(tx);
  } catch (...) {
    thrown_ = std::current_exception();
  }
}

Result<void> Write::run_together(Tx& tx, std::span<Write* const> writes) {
  std::vector<Joint*> joints;
  for (const auto* write : writes) joints.push_back(write->joint_);
  try {
    return joints.front()->run(tx, joints);
  } catch (...) {  // whose it is shows when each is run by itself
    return fail(Code::outside, "db.failed", {{"why", "exception"}});
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
  Write mine(writer);
  return submit_one(mine);
}
Result<void> CommitQueue::submit(Joint& joint) {
  Write mine(joint);
  return submit_one(mine);
}

Result<void> CommitQueue::submit_one(Write& mine) {
  expect_true(inside != this, "a write inside a write");
  bool leads = false;
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(&mine);
    leads = !std::exchange(led_, true);
    if (waiting_.size() == wake_at_) arrived_.notify_one();
  }
  if (!leads) wait(mine);
  if (leads || mine.state_ == Write::State::leads) lead(mine);
  if (mine.thrown_) std::rethrow_exception(mine.thrown_);
  return std::move(mine.answer_);
}

std::vector<Write*> CommitQueue::Batch::take() {
  std::vector<Write*> out;
  auto& waiting = queue_.waiting_;
  if (waiting.empty() || taken_.size() >= queue_.max_batch_) return out;
  const auto* sort = waiting.front()->sort();
  const auto goes = [&](Write* write) {
    const bool first = out.empty(), joins = sort != nullptr && write->sort() == sort;
    if (!(first || joins) || taken_.size() >= queue_.max_batch_) return false;
    out.push_back(write);
    taken_.push_back(write);
    return true;
  };
  std::erase_if(waiting, goes);
  return out;
}

std::vector<Write*> CommitQueue::Batch::next() {
  std::unique_lock lock(queue_.mutex_);
  auto writes = take();
  const auto wanted = std::min(queue_.expected_, queue_.max_batch_);
  if (writes.empty() && taken_.size() < wanted) {
    // One measure of patience for the whole batch.
    if (patience_ends_ == Clock::time_point{}) patience_ends_ = Clock::now() + std::min(queue_.commit_takes_, kMostPatience);
    queue_.wake_at_ = std::min(wanted - taken_.size(), kHandful);
    queue_.arrived_.wait_until(lock, patience_ends_, [&] { return queue_.waiting_.size() >= queue_.wake_at_; });
    queue_.wake_at_ = 0;
    writes = take();
  }
  alone_ = taken_.size() == 1 && queue_.waiting_.empty() && wanted <= 1;
  if (writes.empty()) committing_since_ = Clock::now();
  return writes;
}

void CommitQueue::Batch::refuse_all(const Error& error) {
  const std::lock_guard lock(queue_.mutex_);
  while (!take().empty()) {
  }
  for (auto* write : taken_) write->refuse(error);
}

void CommitQueue::lead(Write& mine) {
  Batch batch(*this);
  const auto* outer = std::exchange(inside, this);
  try {
    commit_(batch);
  } catch (...) {
    const std::lock_guard lock(mutex_);
    if (batch.taken_.empty()) batch.take();  // at least this one has to be answered
    for (auto* write : batch.taken_) write->thrown_ = std::current_exception();
  }
  inside = outer;
  if (auto* next = learn(batch)) tell(*next, Write::State::leads);
  for (auto* write : batch.taken_) {
    if (write != &mine) tell(*write, Write::State::done);
  }
}

// What this batch says of the next one; gives who leads it.
Write* CommitQueue::learn(const Batch& batch) {
  const std::lock_guard lock(mutex_);
  expected_ = batch.taken_.size() + waiting_.size();
  if (batch.committing_since_ != Clock::time_point{}) commit_takes_ = (commit_takes_ * 3 + (Clock::now() - batch.committing_since_)) / 4;
  led_ = !waiting_.empty();
  return led_ ? waiting_.front() : nullptr;
}
}  // namespace youju::db
