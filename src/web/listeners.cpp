// SPDX-License-Identifier: Apache-2.0
#include "web/listeners.h"

#include <unistd.h>

#include <chrono>

namespace youju::web {

EndSignals::EndSignals() {
  sigemptyset(&ends_);
  sigaddset(&ends_, SIGTERM);
  sigaddset(&ends_, SIGINT);
  sigaddset(&ends_, SIGUSR1);  // ourselves
  pthread_sigmask(SIG_BLOCK, &ends_, &before_);
  std::signal(SIGPIPE, SIG_IGN);
}
EndSignals::~EndSignals() {
  // One that came too late to be waited for would end the process once it is no longer blocked.
  sigset_t ours;
  sigemptyset(&ours);
  sigaddset(&ours, SIGUSR1);
  const timespec at_once{0, 0};
  while (sigtimedwait(&ours, nullptr, &at_once) > 0) {
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}
void EndSignals::wait() const {
  int taken = 0;
  sigwait(&ends_, &taken);
}
void EndSignals::wake() const { ::kill(::getpid(), SIGUSR1); }

Result<int> Listeners::add(const http::ServerSettings& settings, http::Server::Handle handle, http::Server::BodyLimit limit, http::Server::Admit admit) {
  TRY(auto opened, http::Server::open(settings, std::move(handle), std::move(limit), std::move(admit)));
  servers_.push_back(std::move(opened));
  return servers_.back()->port();
}

void Listeners::run(const EndSignals& signals, const std::function<void()>& now_and_then) {
  constexpr std::chrono::seconds kEvery{20};
  {
    const std::lock_guard hold(lock_);
    signals_ = &signals;
  }
  std::vector<std::thread> threads;
  for (auto& server : servers_) threads.emplace_back([&server] { server->run(); });
  if (now_and_then) {
    threads.emplace_back([&] {
      std::unique_lock hold(lock_);
      while (!wakes_.wait_for(hold, kEvery, [&] { return ending_; })) {
        hold.unlock();
        now_and_then();
        hold.lock();
      }
    });
  }
  signals.wait();
  {
    const std::lock_guard hold(lock_);
    ending_ = true;
    signals_ = nullptr;
  }
  wakes_.notify_all();
  for (auto& server : servers_) server->stop();
  for (auto& thread : threads) thread.join();
}

void Listeners::stop() {
  const std::lock_guard hold(lock_);
  if (signals_ != nullptr) signals_->wake();
  signals_ = nullptr;
}
}  // namespace youju::web
