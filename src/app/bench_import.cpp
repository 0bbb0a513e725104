// SPDX-License-Identifier: Apache-2.0
// Import of a large XLSX by the very command a clerk types, in a process of its own: time and memory of that process and
// of the parse process it starts. The limit is reading the same file through the parse process and doing nothing with it.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "app/bench_run.h"
#include "app/bench_words.h"
#include "sheet/sheet.h"

namespace youju::app {
namespace {
sheet::Cell cell(int column, std::string text, sheet::CellType type = sheet::CellType::text) { return {type, std::move(text), column}; }

Result<void> write_ledger(const std::filesystem::path& file, std::int64_t rows) {
  SeededRandom random{7};
  TRY(const auto out, sheet::write_xlsx(file));
  TRY_OK(out->sheet("主题党日", {"日期", "主题", "地点", "应到人数", "出席人数", "备注"}));
  const auto first = Date::of(2023, 1, 1)->days;
  for (std::int64_t i = 0; i < rows; ++i) {
    const auto present = 5 + random.below(20);
    std::vector<sheet::Cell> cells{cell(0, Date{first + static_cast<std::int32_t>(random.below(365))}.iso(), sheet::CellType::date),
                                   cell(1, invented_topic(random) + std::to_string(i)), cell(2, invented_place(random)),
                                   cell(3, "25", sheet::CellType::number), cell(4, std::to_string(present), sheet::CellType::number)};
    if (i % 3 == 0) cells.push_back(cell(5, invented_note(random)));
    TRY_OK(out->row(cells));
  }
  return out->close();
}

// Files of /proc have no size to be read by.
std::string proc_text(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

// Highest resident memory so far of a process, in KiB; 0 when it is gone.
std::int64_t high_water(const std::string& pid) {
  const auto status = proc_text("/proc/" + pid + "/status");
  const auto at = status.find("VmHWM:");
  return at == std::string::npos ? 0 : std::strtoll(status.c_str() + at + 6, nullptr, 10);
}
std::vector<std::string> children_of(const std::string& pid) {
  std::vector<std::string> out;
  std::istringstream words(proc_text("/proc/" + pid + "/task/" + pid + "/children"));
  for (std::string word; words >> word;) out.push_back(word);
  return out;
}

struct Ran {
  int exit = 0;
  BenchTime took;         // processor time with that of the parse process
  double mebibytes = 0;  // its own and its children's, each at its highest
};
Result<Ran> run_self(std::vector<std::string> args, const std::filesystem::path& complaints) {
  std::error_code wrong;
  const auto self = std::filesystem::read_symlink("/proc/self/exe", wrong).string();
  args.insert(args.begin(), self);
  std::vector<char*> argv;
  for (auto& arg : args) argv.push_back(arg.data());
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, complaints.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
  pid_t pid = 0;
  const StopWatch watch;
  const int failed = posix_spawn(&pid, self.c_str(), &actions, nullptr, argv.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return fail(Code::outside, "speed.child_failed", {{"exit", std::to_string(failed)}});
  const auto name = std::to_string(pid);
  std::int64_t own = 0;
  std::map<std::string, std::int64_t> others;
  int status = 0;
  rusage used{};
  while (wait4(pid, &status, WNOHANG, &used) == 0) {
    own = std::max(own, high_water(name));
    for (const auto& child : children_of(name)) others[child] = std::max(others[child], high_water(child));
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : 128, {watch.seconds(), seconds(used.ru_utime) + seconds(used.ru_stime)}, 0};
  std::int64_t child = 0;  // one parse process after another
  for (const auto& [id, kib] : others) child = std::max(child, kib);
  ran.mebibytes = static_cast<double>(own + child) / 1024;
  return ran;
}
}  // namespace

Result<void> bench_import(BenchRun& run, const std::filesystem::path& office, std::int64_t rows) {
  const auto file = run.folder / "table.xlsx";
  TRY_OK(write_ledger(file, rows));
  std::int64_t seen = 0;
  const StopWatch watch;
  TRY_OK(sheet::read_table(file, {}, {[](const sheet::SheetHead&) { return true; },
                                      [&](sheet::Row&&) {
                                        ++seen;
                                        return true;
                                      }}));
  const auto reading = watch.seconds();
  TRY(const auto ran, run_self({"import", office.string(), file.string(), "--year", "2023"}, run.folder / "complaints.txt"));
  std::filesystem::remove(file);
  if (ran.exit != 0) {
    const auto said = read_file(run.folder / "complaints.txt").value_or("");
    return fail(Code::outside, "speed.child_failed", {{"exit", std::to_string(ran.exit)}}, said.substr(said.size() - std::min<std::size_t>(said.size(), 500)));
  }
  const Args args{{"n", std::to_string(rows)}};
  const double share = static_cast<double>(rows) / 100'000;  // shorter runs are held to their share of the time
  run.row({"speed.import", args, {}, BenchUnit::seconds, ran.took.wall, ran.took.processor, reading, "speed.limit_reading", BenchGoal{10 * share, false, false}});
  run.row({"speed.import_memory", args, {}, BenchUnit::mebibytes, ran.mebibytes, {}, {}, {}, BenchGoal{300, false, false}});
  return {};
}
}  // namespace youju::app
