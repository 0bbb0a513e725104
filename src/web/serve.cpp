// SPDX-License-Identifier: Apache-2.0
// Server and site together, until a signal ends them.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstddef>
#include <cstring>

#include "web/listeners.h"
#include "web/office_door.h"
#include "web/public_site.h"
#include "web/mailer.h"
#include "web/site.h"
#include "web/web.h"

namespace youju::web {
namespace {
// What systemd waits for (sd_notify(3)): one datagram to the socket it named; nothing where nobody asked.
void tell_system(std::string_view state) {
  const char* named = std::getenv("NOTIFY_SOCKET");
  sockaddr_un to{};
  if (named == nullptr || (named[0] != '/' && named[0] != '@') || std::strlen(named) >= sizeof to.sun_path) return;
  to.sun_family = AF_UNIX;
  const auto length = std::strlen(named);
  std::memcpy(to.sun_path, named, length);
  if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
  const int fd = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return;
  const auto sent = ::sendto(fd, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<const sockaddr*>(&to), static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + length));
  static_cast<void>(sent);
  ::close(fd);
}

// A thousand connections, each perhaps with a file beside it, and the database: more than the 1,024 many systems begin with.
void raise_descriptors() {
  constexpr rlim_t kWanted = 8'192;
  rlimit now{};
  if (::getrlimit(RLIMIT_NOFILE, &now) != 0 || now.rlim_cur >= kWanted) return;
  now.rlim_cur = std::min(kWanted, now.rlim_max);
  ::setrlimit(RLIMIT_NOFILE, &now);
}

// One line for all that was turned away in ten seconds.
void tell_strain(const http::Strain& strain) {
  std::string what;
  const auto add = [&](int n, std::string_view name) {
    if (n > 0) what += fmt::format("{}{} {}", what.empty() ? "" : ", ", n, name);
  };
  add(strain.slow, "too slow");
  add(strain.large, "too large");
  add(strain.unreadable, "not HTTP");
  add(strain.unknown, "large without a right to it");
  add(strain.busy, "while busy");
  add(strain.full, "beyond the number of connections");
  fmt::print(stderr, "youju: connections: {}; {} open at most, {} from {}\n", what, strain.most_open, strain.times, strain.from);
}

// The certificate as the machine and the day ask; a failure is told, and what stands goes on.
void keep_certificate(OfficeDoor& door, http::Server& server, const std::function<void(const Message&)>& tell) {
  auto renewed = door.refresh();
  if (renewed && !*renewed) return;
  const auto file = door.certificate().server;
  auto taken = renewed ? server.renew(file, file) : Result<void>(fail(renewed.error()));
  if (taken) tell({"address.cli_renewed", {{"until", door.certificate().of_server.until.iso().substr(0, 10)}}});
  else tell({"address.cli_not_renewed", {{"why", "@" + taken.error().message.word}}});
}
}  // namespace

Result<void> serve(app::Office& office, const ServePlan& asked, const std::function<void(const Ports&)>& ready) {
  const EndSignals signals;
  raise_descriptors();
  auto plan = asked;
  plan.main.tell = tell_strain;
  Site site(office, plan.tables);
  site.set_certificate(plan.main.certificate);
  Listeners listeners;
  Ports ports;
  TRY(ports.main, listeners.add(plan.main, [&](const Request& request) { return site.answer(request); }, [&](const Request& head) { return site.body_limit(head); },
                                [&](const Request& head) { return site.admits(head); }));
  if (plan.door) {
    TRY(ports.clear, listeners.add(plan.clear, [&](const Request& request) { return plan.door->clear_answer(request); }, [](const Request&) { return std::size_t{0}; }));
    plan.door->at(ports.main, ports.clear);
    site.set_door(plan.door.get());
  }
  PublicSite anybody(office);
  if (plan.anybody) {
    TRY(ports.anybody, listeners.add(*plan.anybody, [&](const Request& request) { return anybody.answer(request); }, [](const Request&) { return std::size_t{0}; }));
  }
  site.start_following();
  const Mailer mailer(office);
  ready(ports);
  tell_system("READY=1");
  listeners.run(signals, plan.door ? [&] { keep_certificate(*plan.door, listeners.first(), plan.tell); } : std::function<void()>{});
  tell_system("STOPPING=1");
  return {};
}
}  // namespace youju::web
