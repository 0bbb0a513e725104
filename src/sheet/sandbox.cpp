// SPDX-License-Identifier: Apache-2.0
// The order matters: limits first, then no new privileges, then Landlock (needs system calls the filter
// forbids), then the filter. Landlock is a second wall; the filter alone already denies files, sockets,
// processes and programs.
#include "sheet/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <initializer_list>

namespace youju::sheet {
namespace {
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif
#else
constexpr bool kSanitized = false;
#endif

Error no_sandbox(std::string_view step, int error_number) {
  return {Code::denied,
          {"sheet.no_sandbox", {{"step", std::string(step)}, {"why", std::strerror(error_number)}}},
          std::string(step)};
}

bool limit(__rlimit_resource_t what, rlim_t value) {
  const rlimit both{value, value};
  return setrlimit(what, &both) == 0;
}

Result<void> set_limits(Profile profile) {
  // A sanitizer maps terabytes of shadow, so its builds go without the memory limit.
  if (!kSanitized && !limit(RLIMIT_AS, 512u << 20)) return fail(no_sandbox("RLIMIT_AS", errno));
  const rlim_t seconds = profile == Profile::own_reader ? 60 : 10;  // 1,000,000 rows take about 15 s
  if (!limit(RLIMIT_CPU, seconds)) return fail(no_sandbox("RLIMIT_CPU", errno));
  if (!limit(RLIMIT_FSIZE, 16u << 20)) return fail(no_sandbox("RLIMIT_FSIZE", errno));
  if (!limit(RLIMIT_NOFILE, 16)) return fail(no_sandbox("RLIMIT_NOFILE", errno));
  if (!limit(RLIMIT_NPROC, 0)) return fail(no_sandbox("RLIMIT_NPROC", errno));
  if (!limit(RLIMIT_CORE, 0)) return fail(no_sandbox("RLIMIT_CORE", errno));
  return {};
}

// ---- Landlock ----
constexpr std::uint64_t kReadRights =
    LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t kTruncate = 1ull << 14;  // ABI 3, newer than Debian 12's headers
constexpr std::uint64_t kNetTcp = 3;             // ABI 4: bind and connect

struct RulesetWithNet {
  std::uint64_t handled_fs = 0, handled_net = 0;
};

void allow_beneath(int ruleset, const char* path, std::uint64_t rights) {
  const int fd = ::open(path, O_PATH | O_CLOEXEC);
  if (fd < 0) return;  // a folder this system does not have needs no rule
  landlock_path_beneath_attr rule{};
  rule.allowed_access = rights;
  rule.parent_fd = fd;
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  ::close(fd);
}

void allow_open_file(int ruleset, int fd, std::uint64_t rights) {
  landlock_path_beneath_attr rule{};
  rule.allowed_access = rights;
  rule.parent_fd = fd;
  syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
}

Result<void> enter_landlock(Profile profile) {
  const long abi = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) return {};  // a kernel without it: the filter below still stands
  RulesetWithNet rules;
  rules.handled_fs = (1ull << 13) - 1;  // the thirteen rights of ABI 1
  if (abi >= 2) rules.handled_fs |= 1ull << 13;
  if (abi >= 3) rules.handled_fs |= kTruncate;
  if (abi >= 4) rules.handled_net = kNetTcp;
  const int ruleset =
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &rules, abi >= 4 ? sizeof rules : 8, 0));
  if (ruleset < 0) return fail(no_sandbox("Landlock", errno));
  if (profile == Profile::tool) {
    for (const char* folder : {"/usr", "/lib", "/lib64", "/etc/fonts", "/etc/ld.so.cache", "/etc/catdocrc"})
      allow_beneath(ruleset, folder,
                    std::string_view(folder).starts_with("/etc/") && std::string_view(folder) != "/etc/fonts"
                        ? LANDLOCK_ACCESS_FS_READ_FILE
                        : kReadRights);
    allow_open_file(ruleset, kFileFd, LANDLOCK_ACCESS_FS_READ_FILE);
    allow_open_file(ruleset, kToolFd, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE);
  }
  const long entered = syscall(SYS_landlock_restrict_self, ruleset, 0);
  const int error_number = errno;
  ::close(ruleset);
  if (entered != 0) return fail(no_sandbox("Landlock", error_number));
  return {};
}

// ---- seccomp ----
class Filter {
 public:
  explicit Filter(std::uint32_t otherwise) : context_(seccomp_init(otherwise)) {}
  ~Filter() {
    if (context_) seccomp_release(context_);
  }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;
  bool good() const { return context_ && error_ == 0; }
  int error() const { return context_ ? -error_ : ENOMEM; }

  void rule(std::uint32_t action, const char* name, std::initializer_list<scmp_arg_cmp> arguments = {}) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number == __NR_SCMP_ERROR || !context_ || error_ != 0)
      return;  // a name this libseccomp does not know cannot be called by name
    const int result = seccomp_rule_add_array(context_, action, number,
                                              static_cast<unsigned>(arguments.size()), arguments.begin());
    // On architectures without the call (open, fork on arm64) there is nothing to rule.
    if (result != 0 && result != -EDOM && result != -EFAULT) error_ = result;
  }
  void allow(std::initializer_list<const char*> names) {
    for (const char* name : names) rule(SCMP_ACT_ALLOW, name);
  }
  void refuse(std::uint32_t action, std::initializer_list<const char*> names) {
    for (const char* name : names) rule(action, name);
  }
  Result<void> load() {
    if (!good()) return fail(no_sandbox("seccomp", error()));
    const int result = seccomp_load(context_);
    if (result != 0) return fail(no_sandbox("seccomp", -result));
    return {};
  }

 private:
  scmp_filter_ctx context_;
  int error_ = 0;
};

// What every C++ program does all the time, and nothing that reaches outside.
void allow_common(Filter& filter) {
  filter.allow({"read",
                "readv",
                "pread64",
                "lseek",
                "close",
                "munmap",
                "mremap",
                "brk",
                "madvise",
                "futex",
                "exit",
                "exit_group",
                "rt_sigreturn",
                "rt_sigprocmask",
                "rt_sigaction",
                "sigaltstack",
                "clock_gettime",
                "gettimeofday",
                "time",
                "getrandom",
                "restart_syscall",
                "sched_yield",
                "getpid",
                "gettid",
                "poll",
                "ppoll",
                "fstat"});
  // Two pipes only: 1 is the answer, 2 leads nowhere.
  for (const char* name : {"write", "writev"}) filter.rule(SCMP_ACT_ALLOW, name, {SCMP_A0(SCMP_CMP_LE, 2)});
}

Result<void> own_reader_filter() {
  Filter filter(SCMP_ACT_KILL_PROCESS);
  allow_common(filter);
  // No page of this process becomes executable any more.
  for (const char* name : {"mmap", "mprotect"})
    filter.rule(SCMP_ACT_ALLOW, name, {SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0)});
  // Libraries look for time zones and the like; they are told no and live on.
  filter.refuse(SCMP_ACT_ERRNO(EACCES),
                {"open",       "openat",     "openat2",   "stat",      "lstat",
                 "newfstatat", "statx",      "access",    "faccessat", "faccessat2",
                 "readlink",   "readlinkat", "ioctl",     "fcntl",     "getcwd",
                 "uname",      "sysinfo",    "prlimit64", "getrlimit", "sched_getaffinity"});
  return filter.load();
}

Result<void> tool_filter() {
  // Unknown calls fail instead of killing: a foreign program may probe. What would reach outside kills.
  Filter filter(SCMP_ACT_ERRNO(EPERM));
  allow_common(filter);
  filter.allow({"mmap",
                "mprotect",
                "arch_prctl",
                "set_tid_address",
                "set_robust_list",
                "rseq",
                "stat",
                "lstat",
                "newfstatat",
                "statx",
                "access",
                "faccessat",
                "faccessat2",
                "readlink",
                "readlinkat",
                "getdents64",
                "uname",
                "sysinfo",
                "getuid",
                "geteuid",
                "getgid",
                "getegid",
                "sched_getaffinity",
                "getcwd",
                "statfs",
                "fstatfs",
                "fadvise64",
                "dup"});
  filter.rule(SCMP_ACT_ALLOW, "prlimit64",
              {SCMP_A2(SCMP_CMP_EQ, 0)});  // may ask for its limits, not set them
  filter.allow({"getrlimit"});
  constexpr std::uint64_t kWriting = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND;
  filter.rule(SCMP_ACT_ALLOW, "open", {SCMP_A1(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY)});
  filter.rule(SCMP_ACT_ALLOW, "openat", {SCMP_A2(SCMP_CMP_MASKED_EQ, kWriting, O_RDONLY)});
  filter.rule(SCMP_ACT_ALLOW, "fcntl", {SCMP_A1(SCMP_CMP_EQ, F_GETFL)});
  filter.rule(SCMP_ACT_ALLOW, "fcntl", {SCMP_A1(SCMP_CMP_EQ, F_GETFD)});
  filter.rule(SCMP_ACT_ALLOW, "fcntl", {SCMP_A1(SCMP_CMP_EQ, F_SETFD)});
  // The one exec: of the program open at kToolFd, which closes itself by it.
  filter.rule(SCMP_ACT_ALLOW, "execveat",
              {SCMP_A0(SCMP_CMP_EQ, kToolFd), SCMP_A4(SCMP_CMP_EQ, AT_EMPTY_PATH)});
  filter.refuse(SCMP_ACT_KILL_PROCESS, {"socket",
                                        "socketpair",
                                        "connect",
                                        "bind",
                                        "listen",
                                        "accept",
                                        "accept4",
                                        "sendto",
                                        "sendmsg",
                                        "sendmmsg",
                                        "fork",
                                        "vfork",
                                        "clone",
                                        "clone3",
                                        "execve",
                                        "ptrace",
                                        "process_vm_readv",
                                        "process_vm_writev",
                                        "creat",
                                        "openat2",
                                        "unlink",
                                        "unlinkat",
                                        "rename",
                                        "renameat",
                                        "renameat2",
                                        "link",
                                        "linkat",
                                        "symlink",
                                        "symlinkat",
                                        "mkdir",
                                        "mkdirat",
                                        "rmdir",
                                        "chmod",
                                        "fchmod",
                                        "fchmodat",
                                        "chown",
                                        "fchown",
                                        "lchown",
                                        "fchownat",
                                        "truncate",
                                        "ftruncate",
                                        "mount",
                                        "umount2",
                                        "pivot_root",
                                        "chroot",
                                        "bpf",
                                        "io_uring_setup",
                                        "userfaultfd",
                                        "keyctl",
                                        "add_key",
                                        "request_key",
                                        "kill",
                                        "tkill",
                                        "setuid",
                                        "setgid",
                                        "setresuid",
                                        "setresgid",
                                        "unshare",
                                        "setns",
                                        "memfd_create",
                                        "perf_event_open",
                                        "init_module"});
  return filter.load();
}
}  // namespace

Result<void> enter_sandbox(Profile profile) {
  const int last = profile == Profile::tool ? kToolFd : kFileFd;
  if (syscall(SYS_close_range, static_cast<unsigned>(last + 1), ~0u, 0u) != 0)
    for (int fd = last + 1; fd < 65'536; ++fd) ::close(fd);
  if (profile == Profile::tool) ::fcntl(kToolFd, F_SETFD, FD_CLOEXEC);
  TRY_OK(set_limits(profile));
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return fail(no_sandbox("no_new_privs", errno));
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  TRY_OK(enter_landlock(profile));
  return profile == Profile::own_reader ? own_reader_filter() : tool_filter();
}

Error exec_tool(const std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  for (const auto& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  char path[] = "PATH=/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8", home[] = "HOME=/nonexistent";
  char alone[] = "OMP_THREAD_LIMIT=1";  // tesseract would start threads
  char* environment[] = {path, locale, home, alone, nullptr};
  syscall(SYS_execveat, kToolFd, "", argv.data(), environment, AT_EMPTY_PATH);
  return no_sandbox("exec", errno);
}
}  // namespace youju::sheet
