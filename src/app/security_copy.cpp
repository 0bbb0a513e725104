// SPDX-License-Identifier: Apache-2.0
#include "app/security_copy.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>

#include "base/json.h"

namespace youju::app {
namespace {
constexpr const char* kSent = "security/copied";  // number of the first line not yet sent

std::filesystem::path place_of(const std::filesystem::path& folder) { return folder / kSent; }

Result<std::int64_t> first_unsent(const std::filesystem::path& folder) {
  const auto text = read_file(place_of(folder), 64);
  if (!text && text.error().code == Code::absent) return 0;
  if (!text) return fail(text.error());
  std::int64_t n = 0;
  std::from_chars(text->data(), text->data() + text->size(), n);
  return n;
}

// As syslog(3) writes it: facility authpriv; warning for what was refused, notice for the rest. The line itself is the JSON of the log.
std::string datagram(const ledger::SecurityEntry& entry) {
  constexpr int kAuthPriv = 10 << 3, kWarning = 4, kNotice = 5;
  const auto& e = entry.event;
  const bool refused = e.event == "sign_in_failed" || e.event == "refused";
  Json said{{"index", entry.index}, {"at", entry.at.iso()}, {"event", e.event}};
  const std::pair<const char*, const std::string*> members[] = {{"actor", &e.actor}, {"login", &e.login}, {"os_user", &e.os_user},
                                                                {"action", &e.action}, {"object", &e.object}, {"result", &e.result}};
  for (const auto& [key, value] : members)
    if (!value->empty()) said[key] = *value;
  const auto seconds = static_cast<std::time_t>(entry.at.ms / 1000);
  std::tm local{};
  ::localtime_r(&seconds, &local);
  char when[32];
  std::strftime(when, sizeof when, "%b %e %H:%M:%S", &local);
  return fmt::format("<{}>{} youju[{}]: {}", kAuthPriv + (refused ? kWarning : kNotice), when, ::getpid(), said.dump());
}

class Socket {
 public:
  Socket() = default;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() {
    if (fd_ >= 0) ::close(fd_);
  }
  Result<void> connect(const std::filesystem::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const auto name = path.string();
    if (name.empty() || name.size() >= sizeof address.sun_path) return fail(Code::invalid, "app.settings_key", {{"file", "youju.toml"}, {"key", "syslog"}});
    name.copy(address.sun_path, name.size());
    fd_ = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd_ < 0 || ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0) return fail(io_error("connect", path, errno));
    return {};
  }
  Result<void> send(const std::filesystem::path& path, std::string_view text) {
    if (::send(fd_, text.data(), text.size(), MSG_NOSIGNAL) < 0) return fail(io_error("send", path, errno));
    return {};
  }

 private:
  int fd_ = -1;
};
}  // namespace

Result<std::int64_t> security_waiting(const std::filesystem::path& folder, const ledger::SecurityLog& log) {
  TRY(const auto from, first_unsent(folder));
  TRY(const auto entries, log.read(from));
  return static_cast<std::int64_t>(entries.size());
}

Result<std::int64_t> copy_security(const std::filesystem::path& folder, const ledger::SecurityLog& log, const std::filesystem::path& path) {
  TRY(const auto lock, FileLock::take(folder / "security/copying"));  // one at a time; whoever comes later finds it sent
  TRY(const auto from, first_unsent(folder));
  TRY(const auto entries, log.read(from));
  if (entries.empty()) return 0;
  Socket socket;
  TRY_OK(socket.connect(path));
  std::int64_t sent = 0;
  Result<void> done;
  for (const auto& entry : entries) {
    done = socket.send(path, datagram(entry));
    if (!done) break;
    ++sent;
  }
  if (sent > 0) TRY_OK(write_file(place_of(folder), std::to_string(from + sent), 0600));
  TRY_OK(std::move(done));
  return sent;
}
}  // namespace youju::app
