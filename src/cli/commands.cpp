// SPDX-License-Identifier: Apache-2.0
// The table of commands, help made from it, and the one place where whatever goes wrong becomes an exit code.
#include <cstdlib>

#include "base/text.h"
#include "cli/args.h"
#include "cli/cli.h"
#include "cli/trail.h"

namespace youju::cli {
namespace {
constexpr int kUsage = 64;  // EX_USAGE of sysexits.h

void print_help(const Call& call) {
  call.print(call.say("cli.help_head"));
  std::vector<std::vector<std::string>> rows;
  for (const auto& command : all_commands()) rows.push_back({"youju " + std::string(command.name), call.say(command.word)});
  for (const auto& line : table_lines({}, rows)) call.print(line);
  call.print(call.say("cli.help_foot"));
}

void print_command_help(const Call& call, const Command& command) {
  call.print(fmt::format("youju {} {}", command.name, command.usage));
  call.print("  " + call.say(command.word));
  std::vector<std::vector<std::string>> rows;
  for (const auto* list : {&command.options, &options_everywhere()}) {
    for (const auto& option : *list) rows.push_back({fmt::format("{} {}", option.name, option.value), call.say(option.word)});
  }
  for (const auto& line : table_lines({}, rows)) call.print(line);
}

// The longest command whose words begin the arguments; how many words it took.
std::pair<const Command*, std::size_t> find_command(const std::vector<std::string>& args) {
  for (const std::size_t words : {3u, 2u, 1u}) {
    if (args.size() < words) continue;
    auto name = args[0];
    for (std::size_t i = 1; i < words; ++i) name += " " + args[i];
    for (const auto& command : all_commands()) {
      if (command.name == name) return {&command, words};
    }
  }
  return {nullptr, 0};
}

int unknown_command(const Call& call, const std::vector<std::string>& args) {
  std::string best;
  int least = 5;
  const auto typed = args[0] + (args.size() > 1 && args[1][0] != '-' ? " " + args[1] : "");
  for (const auto& command : all_commands()) {
    for (const auto& text : {args[0], typed}) {
      const int d = edit_distance(text, command.name);
      if (d < least) {
        least = d;
        best = command.name;
      }
    }
    if (std::string(command.name).starts_with(args[0] + " ") && best.empty()) best = command.name;
  }
  call.note("youju: " + call.say(best.empty() ? "cli.unknown_command" : "cli.unknown_command_near", {{"command", args[0]}, {"near", best}}));
  return kUsage;
}

std::string option_value(const std::vector<std::string>& args, std::string_view name) {
  for (std::size_t i = 0; i < args.size(); ++i) {
    if (args[i] == name && i + 1 < args.size()) return args[i + 1];
    if (args[i].starts_with(std::string(name) + "=")) return args[i].substr(name.size() + 1);
  }
  return {};
}

int run_command(Call& early, const Command& command, const std::vector<std::string>& args) {
  auto call = read_args(command, args);
  if (!call) {
    early.json = false;
    report_error(early, call.error());
    return kUsage;
  }
  call->lang = early.lang;
  if (const auto lang = call->get("--lang"); lang && *lang != "zh" && *lang != "en") {
    report_error(early, Error{Code::invalid, {"cli.bad_lang", {{"lang", *lang}}}, {}});
    return kUsage;
  }
  if (call->has("--help")) {
    print_command_help(*call, command);
    return 0;
  }
  call->trail = std::make_shared<Trail>();
  auto done = command.run(*call);
  leave_trail(*call, command.name, done);
  return done ? *done : report_error(*call, done.error());
}
}  // namespace

const std::vector<Command>& all_commands() {
  static const std::vector<Command> commands = [] {
    std::vector<Command> all;
    for (auto* list : {upkeep_commands, tell_commands, backup_commands, erase_commands, import_commands, record_commands, figure_commands, report_commands, paper_commands, report_way_commands, proof_commands, claim_commands, check_commands, people_commands, factor_commands, duty_commands, key_commands, security_commands, serve_commands, bench_commands}) {
      for (auto& command : list()) all.push_back(std::move(command));
    }
    return all;
  }();
  return commands;
}

int run(int argc, char** argv) {
  const std::vector<std::string> args(argv + 1, argv + argc);
  Call call;
  call.lang = words::lang_of(option_value(args, "--lang"), std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG"));
  try {
    if (args.empty() || args[0] == "help" || args[0] == "--help" || args[0] == "--lang") {
      print_help(call);
      return args.empty() ? kUsage : 0;
    }
    if (args[0] == "--version" || args[0] == "version") {
      call.print("youju " YOUJU_VERSION);
      return 0;
    }
    const auto [command, words] = find_command(args);
    if (command == nullptr) return unknown_command(call, args);
    return run_command(call, *command, {args.begin() + static_cast<std::ptrdiff_t>(words), args.end()});
  } catch (const std::bad_alloc&) {
    call.note("youju: " + call.say("cli.no_memory"));
    return exit_code(Code::full);
  } catch (const std::exception& e) {
    call.note("youju: " + call.say("cli.bug", {{"what", e.what()}}));
    return 70;  // EX_SOFTWARE
  }
}
}  // namespace youju::cli
