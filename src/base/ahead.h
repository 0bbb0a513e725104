// SPDX-License-Identifier: Apache-2.0
// Work done some stretches ahead in another thread: while the caller uses one, the next are made.
#pragma once
#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "base/result.h"

namespace youju {

// Stretches come in order and are made one at a time, so `make` may keep state of its own between them; what the caller changes
// meanwhile it must not read. The first is made in the caller's thread, for at first there is nothing to do meanwhile.
template <class Made>
class Ahead {
 public:
  using Stretch = Result<std::vector<Made>>;
  // `make` gives what stands at [from, to) of `count` things. It must outlive this object, as must what it reads. At most `waiting` stretches
  // that nobody has taken are kept: more than one evens out that some take longer than others.
  using Make = std::function<Stretch(std::size_t from, std::size_t to)>;
  Ahead(std::size_t count, std::size_t stretch, std::size_t waiting, Make make)
      : count_(count), stretch_(stretch), waiting_(waiting), make_(std::move(make)) {}
  Ahead(const Ahead&) = delete;
  Ahead& operator=(const Ahead&) = delete;
  ~Ahead() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    changed_.notify_all();
    if (maker_.joinable()) maker_.join();
  }

  // The next stretch; empty at the end. After an error nothing more is made.
  Stretch next() {
    if (taken_ == count_) return std::vector<Made>{};
    auto given = taken_ == 0 ? make_(0, end_of(0)) : take();
    const bool first = taken_ == 0;
    taken_ = given ? end_of(taken_) : count_;
    if (first && taken_ < count_) maker_ = std::thread([this] { run(); });
    return given;
  }

 private:
  std::size_t end_of(std::size_t from) const { return std::min(count_, from + stretch_); }

  Stretch take() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !made_.empty() || thrown_; });
    if (made_.empty()) std::rethrow_exception(thrown_);
    auto given = std::move(made_.front());
    made_.pop_front();
    lock.unlock();
    changed_.notify_all();
    return given;
  }

  void run() {
    try {
      for (std::size_t from = stretch_; from < count_; from = end_of(from)) {
        {
          std::unique_lock lock(mutex_);
          changed_.wait(lock, [&] { return made_.size() < waiting_ || stopping_; });
          if (stopping_) return;
        }
        auto made = make_(from, end_of(from));
        const bool failed = !made;
        {
          const std::lock_guard lock(mutex_);
          made_.push_back(std::move(made));
        }
        changed_.notify_all();
        if (failed) return;
      }
    } catch (...) {
      {
        const std::lock_guard lock(mutex_);
        thrown_ = std::current_exception();
      }
      changed_.notify_all();
    }
  }

  const std::size_t count_, stretch_, waiting_;
  const Make make_;
  std::size_t taken_ = 0;
  std::mutex mutex_;
  std::condition_variable changed_;  // something was made, taken, or nothing more is wanted
  std::deque<Stretch> made_;
  std::exception_ptr thrown_;
  bool stopping_ = false;
  std::thread maker_;
};
}  // namespace youju
