// SPDX-License-Identifier: Apache-2.0
// Several listeners of one process, until a signal ends them all.
#pragma once
#include <condition_variable>
#include <csignal>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "http/http.h"

namespace youju::web {

// SIGTERM and SIGINT wait for whoever asks for them; made before any thread, so that no other takes them.
class EndSignals {
 public:
  EndSignals();
  ~EndSignals();
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;
  void wait() const;  // until one comes, or wake()
  void wake() const;

 private:
  sigset_t ends_, before_;
};

class Listeners {
 public:
  // Gives the port.
  Result<int> add(const http::ServerSettings& settings, http::Server::Handle handle, http::Server::BodyLimit limit, http::Server::Admit admit = {});
  http::Server& first() { return *servers_.front(); }
  // Returns when a signal came, or stop() was called, and what was under way is answered. `now_and_then` runs beside, every 20 seconds.
  void run(const EndSignals& signals, const std::function<void()>& now_and_then = {});
  void stop();  // from any thread

 private:
  std::vector<std::unique_ptr<http::Server>> servers_;
  std::mutex lock_;
  std::condition_variable wakes_;
  const EndSignals* signals_ = nullptr;
  bool ending_ = false;
};
}  // namespace youju::web
