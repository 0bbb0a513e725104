// SPDX-License-Identifier: Apache-2.0
// Server and site together, until a signal ends them.
#include <csignal>
#include <thread>

#include "web/site.h"
#include "web/web.h"

namespace youju::web {

Result<void> serve(app::Office& office, const http::ServerSettings& settings, const std::function<void(int port)>& ready) {
  sigset_t ends, before;
  sigemptyset(&ends);
  sigaddset(&ends, SIGTERM);
  sigaddset(&ends, SIGINT);
  pthread_sigmask(SIG_BLOCK, &ends, &before);  // before any thread, so that only the one below takes them
  std::signal(SIGPIPE, SIG_IGN);
  Site site(office);
  auto opened = http::Server::open(settings, [&](const Request& request) { return site.answer(request); }, [&](const Request& head) { return site.body_limit(head); });
  if (!opened) {
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return fail(std::move(opened).error());
  }
  auto& server = **opened;
  site.start_following();
  ready(server.port());
  std::thread waits([&] {
    int taken = 0;
    sigwait(&ends, &taken);
    server.stop();
  });
  server.run();
  waits.join();
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  return {};
}
}  // namespace youju::web
