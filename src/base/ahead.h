// SPDX-License-Identifier: Apache-2.0
// Work done one stretch ahead in another thread: while the caller uses one stretch, the next is made.
#pragma once
#include <algorithm>
#include <cstddef>
#include <functional>
#include <future>
#include <vector>

#include "base/result.h"

namespace youju {

// Stretches come in order and one at a time, so `make` may keep state of its own between them; what the caller changes
// meanwhile it must not read. A single stretch is made in the caller's thread.
template <class Made>
class Ahead {
 public:
  // `make` gives what stands at [from, to) of `count` things. It must outlive this object, as must what it reads.
  using Make = std::function<Result<std::vector<Made>>(std::size_t from, std::size_t to)>;
  Ahead(std::size_t count, std::size_t stretch, Make make) : count_(count), stretch_(stretch), make_(std::move(make)) { begin(); }

  // The next stretch; empty at the end. After an error nothing more is made.
  Result<std::vector<Made>> next() {
    if (!coming_.valid()) return std::vector<Made>{};
    auto ready = coming_.get();
    if (ready) begin();
    return ready;
  }

 private:
  void begin() {
    const auto from = begun_, to = std::min(count_, from + stretch_);
    if (from == to) return;
    begun_ = to;
    // At first there is nothing to do meanwhile.
    coming_ = std::async(from == 0 ? std::launch::deferred : std::launch::async, [this, from, to] { return make_(from, to); });
  }
  const std::size_t count_, stretch_;
  const Make make_;
  std::size_t begun_ = 0;
  std::future<Result<std::vector<Made>>> coming_;  // last: its end is awaited before the rest goes
};
}  // namespace youju
