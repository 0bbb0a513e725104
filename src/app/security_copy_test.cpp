// SPDX-License-Identifier: Apache-2.0
// The copy of the security log: every line arrives once, in order, and what could not be sent waits.
#include "app/security_copy.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include "app/settings.h"
#include "app/test_bureau.h"
#include "base/json.h"

using namespace youju;
using namespace youju::app;

namespace {
// What the system's log would be: a socket of datagrams.
class Listener {
 public:
  explicit Listener(const std::filesystem::path& path) : fd_(::socket(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK, 0)) {
    std::filesystem::remove(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    path.string().copy(address.sun_path, sizeof address.sun_path - 1);
    REQUIRE(::bind(fd_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
  }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  ~Listener() { ::close(fd_); }
  std::vector<std::string> read() {
    std::vector<std::string> out;
    char text[8192];
    for (ssize_t n; (n = ::recv(fd_, text, sizeof text, 0)) > 0;) out.emplace_back(text, static_cast<std::size_t>(n));
    return out;
  }

 private:
  int fd_;
};
ledger::SecurityEvent event(const char* name, const char* login) { return {name, "", login, "root", "figure", "", "denied"}; }
}  // namespace

TEST_CASE("each line of the security log arrives in the system's log once; those of a time it was away come later") {
  Bureau b;
  auto& log = b.office->security();
  const auto path = b.base / "log.socket";
  {
    Listener listener(path);
    REQUIRE(log.add(event("sign_in_failed", "李四")));
    REQUIRE(log.add(event("sign_in", "leader")));
    REQUIRE(copy_security(b.folder, log, path).value_or(-1) == 2);
    CHECK(copy_security(b.folder, log, path).value_or(-1) == 0);
    const auto lines = listener.read();
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].starts_with("<84>"));  // authpriv, warning
    CHECK(lines[1].starts_with("<85>"));
    CHECK(lines[0].find(" youju[") != std::string::npos);
    const auto json = parse_json(lines[0].substr(lines[0].find('{')));
    REQUIRE(json);
    CHECK((*json)["login"] == "李四");
    CHECK((*json)["event"] == "sign_in_failed");
    CHECK((*json)["index"] == 0);
  }
  std::filesystem::remove(path);
  REQUIRE(log.add(event("refused", "")));
  CHECK_FALSE(copy_security(b.folder, log, path));
  CHECK(security_waiting(b.folder, log).value_or(-1) == 1);
  Listener again(path);
  REQUIRE(log.add(event("sign_in", "leader")));
  CHECK(copy_security(b.folder, log, path).value_or(-1) == 2);
  const auto lines = again.read();
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].find("\"index\":2") != std::string::npos);
  CHECK(security_waiting(b.folder, log).value_or(-1) == 0);
}

TEST_CASE("the socket of the system's log is a setting that is kept") {
  Bureau b;
  auto settings = *read_settings(b.folder);
  CHECK(settings.syslog.empty());
  settings.syslog = "/dev/log";
  std::ofstream(b.folder / "youju.toml") << settings_text(settings);
  const auto read = read_settings(b.folder);
  REQUIRE(read);
  CHECK(read->syslog == "/dev/log");
}
