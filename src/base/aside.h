// SPDX-License-Identifier: Apache-2.0
// Memory given back in another thread. What ten thousand records were made of is hundreds of thousands of small pieces: freeing them takes as long
// as writing one record in twenty.
#pragma once
#include <future>
#include <utility>

namespace youju {

class Aside {
 public:
  // Waits for what was freed before.
  template <class Things>
  void free(Things things) {
    freeing_ = std::async(std::launch::async, [gone = std::move(things)]() mutable { const auto end = std::move(gone); });
  }

 private:
  std::future<void> freeing_;
};
}  // namespace youju
