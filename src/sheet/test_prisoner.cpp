// SPDX-License-Identifier: Apache-2.0
#include "sheet/test_prisoner.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <map>
#include <vector>

#include "sheet/sandbox.h"

namespace youju::sheet::test {
namespace {
constexpr const char* kPrisoner = "--prisoner";
constexpr int kSucceeded = 66;

bool connects() {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  if (fd < 0) return false;
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(9);
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ::connect(fd, reinterpret_cast<sockaddr*>(&to), sizeof to);
  return true;  // having a socket is bad enough
}
bool starts_program() {
  char name[] = "true";
  char* argv[] = {name, nullptr};
  ::execve("/bin/true", argv, nullptr);
  return false;
}
bool makes_code() {
  return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) !=
         MAP_FAILED;
}
bool eats_memory() {
  void* at = ::mmap(nullptr, 600u << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  return at != MAP_FAILED;
}
bool starts_thread() {
  static char stack[65536];
  return ::clone([](void*) { return 0; }, stack + sizeof stack,
                 CLONE_VM | CLONE_FS | CLONE_FILES | CLONE_SIGHAND | CLONE_THREAD, nullptr) > 0;
}

const std::map<std::string, std::function<bool()>>& deeds() {
  static const std::map<std::string, std::function<bool()>> kDeeds = {
      {"nothing", [] { return true; }},
      {"open /etc/passwd", [] { return ::open("/etc/passwd", O_RDONLY) >= 0; }},
      {"open its own binary for writing", [] { return ::open("/proc/self/exe", O_WRONLY) >= 0; }},
      {"list a folder", [] { return ::open("/", O_RDONLY | O_DIRECTORY) >= 0; }},
      {"write a file", [] { return ::open("/tmp/youju-prisoner", O_WRONLY | O_CREAT, 0600) >= 0; }},
      {"make a file by creat", [] { return ::creat("/tmp/youju-prisoner", 0600) >= 0; }},
      {"remove a file", [] { return ::unlink("/tmp/youju-prisoner-victim") == 0; }},
      {"make a folder", [] { return ::mkdir("/tmp/youju-prisoner-dir", 0700) == 0; }},
      {"connect", connects},
      {"make a local socket", [] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }},
      {"fork", [] { return ::fork() >= 0; }},
      {"start a thread", starts_thread},
      {"start a program", starts_program},
      {"trace another process", [] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; }},
      {"kill its parent", [] { return ::kill(::getppid(), 0) == 0; }},
      {"make code at run time", makes_code},
      {"take 600 MiB", eats_memory},
      {"use io_uring", [] { return ::syscall(425, 4, nullptr) >= 0; }},
      {"mount", [] { return ::syscall(SYS_mount, "none", "/mnt", "tmpfs", 0, nullptr) == 0; }},
      {"write to descriptor 3", [] { return ::write(3, "x", 1) == 1; }},

  };
  return kDeeds;
}
}  // namespace

std::optional<int> run_prisoner(int argc, char** argv) {
  if (argc != 4 || std::string_view(argv[1]) != kPrisoner) return std::nullopt;
  const Profile profile = std::string_view(argv[2]) == "tool" ? Profile::tool : Profile::own_reader;
  const auto deed = deeds().find(argv[3]);
  if (deed == deeds().end() || !enter_sandbox(profile)) _exit(70);
  _exit(deed->second() ? kSucceeded : 0);
}

std::string fate(const std::string& profile, const std::string& deed) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    const int file = ::open("/proc/self/exe", O_RDONLY);
    ::dup2(file, 3);
    ::dup2(file, 4);
    ::execl("/proc/self/exe", "youju", kPrisoner, profile.c_str(), deed.c_str(), nullptr);
    _exit(71);
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  if (WIFSIGNALED(status))
    return WTERMSIG(status) == SIGSYS ? "killed" : std::string("signal ") + std::to_string(WTERMSIG(status));
  if (WEXITSTATUS(status) == 0) return "refused";
  if (WEXITSTATUS(status) == kSucceeded) return "succeeded";
  return "exit " + std::to_string(WEXITSTATUS(status));
}
}  // namespace youju::sheet::test
