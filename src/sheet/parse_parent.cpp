// SPDX-License-Identifier: Apache-2.0
// Starts the parse process, listens to it, and says in plain words how it ended.
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>

#include "base/io.h"
#include "base/text.h"
#include "sheet/parse_process.h"
#include "sheet/readers.h"

namespace youju::sheet {
namespace {
constexpr off_t kLargestFile = 256u << 20;  // mapped whole into the 512 MiB of the parse process
constexpr const char* kInside = "YOUJU_INSIDE_PARSE_PROCESS";

Error not_started(int error_number) {
  return {Code::outside, {"sheet.parser_not_started", {{"why", std::strerror(error_number)}}}, ""};
}

// A descriptor well above those the child gets, so that moving them never collides; closed on exec.
int move_up(int fd) {
  const int up = fcntl(fd, F_DUPFD_CLOEXEC, 32);
  ::close(fd);
  return up;
}

struct Ends {
  int child = -1, ours = -1;
  ~Ends() {
    if (child >= 0) ::close(child);
    if (ours >= 0) ::close(ours);
  }
};

Error death(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGSYS) return {Code::outside, {"sheet.parser_forbidden", {}}, "SIGSYS"};
    if (signal == SIGXCPU || signal == SIGKILL || signal == SIGXFSZ)
      return {Code::outside, {"sheet.parser_limit", {}}, strsignal(signal)};
    return {Code::outside, {"sheet.parser_crashed", {{"why", strsignal(signal)}}}, ""};
  }
  return {
      Code::outside, {"sheet.parser_crashed", {{"why", fmt::format("exit {}", WEXITSTATUS(status))}}}, ""};
}
}  // namespace

Result<int> open_for_parsing(const std::filesystem::path& file) {
  const int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0) return fail(io_error("open", file, errno));
  struct stat facts {};
  if (fstat(fd, &facts) != 0 || !S_ISREG(facts.st_mode)) {
    ::close(fd);
    return fail(Code::invalid, "sheet.no_regular_file", {{"file", file.filename().string()}});
  }
  if (facts.st_size > kLargestFile) {
    ::close(fd);
    return fail(Code::too_large, "sheet.file_too_large",
                {{"file", file.filename().string()}, {"limit", std::to_string(kLargestFile >> 20)}});
  }
  return fd;
}

std::string find_tool(std::string_view name) {
  for (std::string_view folder : {"/usr/bin/", "/bin/", "/usr/local/bin/"}) {
    std::string path(folder);
    path += name;
    if (::access(path.c_str(), X_OK) == 0) return path;
  }
  return "";
}

Result<ParseProcess> ParseProcess::start(const std::vector<std::string>& arguments, int file_fd,
                                         const std::string& tool) {
  // A program that forgot run_parse_process in its main would start itself without end.
  if (::getenv(kInside)) return fail(Code::denied, "sheet.no_sandbox", {{"step", "main"}, {"why", kInside}});
  Ends output, answers;
  int pair[2];
  if (pipe2(pair, O_CLOEXEC) != 0) return fail(not_started(errno));
  output.ours = move_up(pair[0]);
  output.child = move_up(pair[1]);
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) != 0) return fail(not_started(errno));
  answers.ours = move_up(pair[0]);
  answers.child = move_up(pair[1]);
  Ends spare;  // closes its descriptors when start ends
  spare.child = fcntl(file_fd, F_DUPFD_CLOEXEC, 32);
  if (!tool.empty()) {
    const int opened = ::open(tool.c_str(), O_RDONLY | O_CLOEXEC);
    if (opened < 0) return fail(not_started(errno));
    spare.ours = move_up(opened);
  }

  std::vector<std::string> words = {"youju", std::string(kParseArgument)};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::string inside = std::string(kInside) + "=1", locale = "LC_ALL=C.UTF-8";
  char* environment[] = {inside.data(), locale.data(), nullptr};

  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, answers.child, 0);
  posix_spawn_file_actions_adddup2(&actions, output.child, 1);
  posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, spare.child, 3);
  if (!tool.empty()) posix_spawn_file_actions_adddup2(&actions, spare.ours, 4);
  posix_spawnattr_t attributes;
  posix_spawnattr_init(&attributes);
  sigset_t none, all_default;
  sigemptyset(&none);
  sigfillset(&all_default);
  sigdelset(&all_default, SIGKILL);
  sigdelset(&all_default, SIGSTOP);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all_default);
  posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  pid_t pid = -1;
  const int result = posix_spawn(&pid, "/proc/self/exe", &actions, &attributes, argv.data(), environment);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (result != 0) return fail(not_started(result));

  ParseProcess process;
  process.pid_ = pid;
  process.output_ = std::exchange(output.ours, -1);
  process.answers_ = std::exchange(answers.ours, -1);
  ::close(std::exchange(output.child, -1));  // else the pipe never ends
  TRY(const auto first, process.next(std::chrono::seconds(30)));
  if (first.kind != FrameKind::ready)
    return fail(Code::denied, "sheet.no_sandbox", {{"step", "start"}, {"why", "?"}});
  return process;
}

ParseProcess::ParseProcess(ParseProcess&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)),
      output_(std::exchange(other.output_, -1)),
      answers_(std::exchange(other.answers_, -1)),
      status_(other.status_) {}

ParseProcess::~ParseProcess() {
  end();
}

void ParseProcess::end() {
  if (output_ >= 0) ::close(std::exchange(output_, -1));
  if (answers_ >= 0) ::close(std::exchange(answers_, -1));
  if (pid_ <= 0) return;
  ::kill(pid_, SIGKILL);
  while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
  }
  pid_ = -1;
}

// Reads until `size` bytes are there or the pipe ends.
Result<std::size_t> ParseProcess::fill(char* to, std::size_t size, std::chrono::milliseconds silence) {
  std::size_t got = 0;
  while (got < size) {
    pollfd waiting{output_, POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(silence.count()));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return fail(Code::outside, "sheet.parser_limit", {}, "silent for too long");
    const auto n = ::read(output_, to + got, size - got);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    got += static_cast<std::size_t>(n);
  }
  return got;
}

Result<Frame> ParseProcess::next(std::chrono::milliseconds silence) {
  unsigned char head[5];
  TRY(const auto got, fill(reinterpret_cast<char*>(head), 5, silence));
  if (got < 5) {
    TRY(const int code, wait_for_end());
    return fail(death(code << 8));
  }
  const std::size_t size =
      head[1] | std::size_t{head[2]} << 8 | std::size_t{head[3]} << 16 | std::size_t{head[4]} << 24;
  Frame frame{static_cast<FrameKind>(head[0]), {}};
  if (size > kMostFrame) return fail(Code::outside, "sheet.parser_crashed", {{"why", "frame"}});
  frame.payload.resize(size);
  TRY(const auto filled, fill(frame.payload.data(), size, silence));
  if (filled < size) {
    TRY(const int code, wait_for_end());
    return fail(death(code << 8));
  }
  if (frame.kind == FrameKind::error) {
    auto error = unpack_error(frame.payload);
    if (!error) return fail(Code::outside, "sheet.parser_crashed", {{"why", "error frame"}});
    return fail(std::move(*error));
  }
  return frame;
}

Result<std::string> ParseProcess::raw(std::chrono::milliseconds silence) {
  std::string out(64u << 10, '\0');
  pollfd waiting{output_, POLLIN, 0};
  int ready;
  do ready = ::poll(&waiting, 1, static_cast<int>(silence.count()));
  while (ready < 0 && errno == EINTR);
  if (ready <= 0) return fail(Code::outside, "sheet.parser_limit", {}, "silent for too long");
  ssize_t n;
  do n = ::read(output_, out.data(), out.size());
  while (n < 0 && errno == EINTR);
  out.resize(n > 0 ? static_cast<std::size_t>(n) : 0);
  return out;
}

void ParseProcess::answer(bool yes) {
  const char byte = yes ? 'y' : 'n';
  (void)::send(answers_, &byte, 1, MSG_NOSIGNAL);  // when it died meanwhile, next() says so
}

Result<int> ParseProcess::wait_for_end() {
  if (pid_ > 0) {
    while (::waitpid(pid_, &status_, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
  }
  if (WIFEXITED(status_)) return WEXITSTATUS(status_);
  return fail(death(status_));
}
}  // namespace youju::sheet
