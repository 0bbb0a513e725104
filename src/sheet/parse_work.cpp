// SPDX-License-Identifier: Apache-2.0
// Work of rooms above in the parse process: offered before main on both sides, asked for through the answers'
// socket, answered as text frames.
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>

#include "base/io.h"
#include "sheet/parse_process.h"

namespace youju::sheet {
namespace {
constexpr std::uint64_t kMostRequest = 64u << 20;

std::map<std::string, ParseWork, std::less<>>& offered() {
  static std::map<std::string, ParseWork, std::less<>> works;
  return works;
}

bool read_all(char* to, std::size_t size) {
  while (size > 0) {
    const auto n = ::read(0, to, size);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return false;
    to += n;
    size -= static_cast<std::size_t>(n);
  }
  return true;
}

Result<std::string> work_on(const std::string& room, int fd, std::string_view request, std::size_t most) {
  TRY(auto process, ParseProcess::start({"work", room}, fd));
  process.ask(request);
  std::string out;
  for (;;) {
    TRY(const auto frame, process.next());
    if (frame.kind == FrameKind::done) return out;
    if (frame.kind != FrameKind::text || out.size() + frame.payload.size() > most)
      return fail(Code::outside, "sheet.parser_crashed", {{"why", "frame"}});
    out += frame.payload;
  }
}
}  // namespace

bool offer_parse_work(const std::string& room, ParseWork work) {
  offered().emplace(room, work);
  return true;
}

ParseWork find_parse_work(std::string_view room) {
  const auto found = offered().find(room);
  return found == offered().end() ? nullptr : found->second;
}

void ParseProcess::ask(std::string_view request) {
  std::string bytes;
  for (int shift = 0; shift < 64; shift += 8)
    bytes.push_back(static_cast<char>(std::uint64_t{request.size()} >> shift & 0xFF));
  bytes.append(request);
  std::string_view rest = bytes;
  while (!rest.empty()) {
    const auto n = ::send(answers_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return;  // it died: next() says how
    rest.remove_prefix(static_cast<std::size_t>(n));
  }
}

std::optional<std::string> read_request() {
  unsigned char head[8];
  if (!read_all(reinterpret_cast<char*>(head), 8)) return std::nullopt;
  std::uint64_t size = 0;
  for (int i = 7; i >= 0; --i) size = size << 8 | head[i];
  if (size > kMostRequest) return std::nullopt;
  std::string out(size, '\0');
  if (!read_all(out.data(), size)) return std::nullopt;
  return out;
}

Result<std::string> do_parse_work(const std::string& room, const std::filesystem::path& file,
                                  std::string_view request, std::size_t most) {
  TRY(const int opened, open_for_parsing(file));
  const Fd fd{opened};
  auto answer = work_on(room, fd.get(), request, most);
  if (!answer) {
    auto error = answer.error();
    error.message.args.emplace("file", file.filename().string());
    return fail(std::move(error));
  }
  return answer;
}

Result<std::string> do_parse_work_on(const std::string& room, std::string_view bytes,
                                     std::string_view request, std::size_t most) {
  const Fd copy{memfd_create("draft", MFD_CLOEXEC)};
  if (copy.get() < 0) return fail(Code::outside, "sheet.parser_not_started", {{"why", "memfd"}});
  while (!bytes.empty()) {
    const auto n = ::write(copy.get(), bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return fail(Code::full, "sheet.parser_not_started", {{"why", "memfd"}});
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return work_on(room, copy.get(), request, most);
}
}  // namespace youju::sheet
