// SPDX-License-Identifier: Apache-2.0
// Splitting of the command line by a command's table of options, and what every command prints with.
#include "cli/args.h"

#include <cstdio>

#include "base/text.h"

namespace youju::cli {
namespace {
const std::vector<Option>& everywhere() {
  static const std::vector<Option> options{{"--json", "", "cli.option_json"},          {"--lang", "zh|en", "cli.option_lang"},
                                           {"--as", "LOGIN", "cli.option_as"},         {"--password-file", "FILE", "cli.option_password_file"},
                                           {"--key", "KEY", "cli.option_key"},         {"--help", "", "cli.option_help"}};
  return options;
}
const Option* find_option(const std::vector<Option>& options, std::string_view name) {
  for (const auto* list : {&options, &everywhere()}) {
    for (const auto& option : *list) {
      if (option.name == name) return &option;
    }
  }
  return nullptr;
}
std::string nearest_option(const std::vector<Option>& options, std::string_view name) {
  std::string best;
  int least = 4;
  for (const auto* list : {&options, &everywhere()}) {
    for (const auto& option : *list) {
      const int d = edit_distance(name, option.name);
      if (d < least) {
        least = d;
        best = option.name;
      }
    }
  }
  return best;
}
// "-n 5" and "-o FILE" are the only short forms.
std::string_view long_form(std::string_view arg) { return arg == "-o" ? "--output" : arg == "-n" ? "--count" : arg; }
}  // namespace

const std::vector<Option>& options_everywhere() { return everywhere(); }

Result<Call> read_args(const Command& command, const std::vector<std::string>& args) {
  Call call;
  bool only_rest = false;
  for (std::size_t i = 0; i < args.size(); ++i) {
    std::string_view arg = args[i];
    if (only_rest || arg.size() < 2 || arg[0] != '-') {
      call.rest.emplace_back(arg);
      continue;
    }
    if (arg == "--") {
      only_rest = true;
      continue;
    }
    const auto equals = arg.starts_with("--") ? arg.find('=') : std::string_view::npos;
    const auto name = long_form(arg.substr(0, equals));
    const auto* option = find_option(command.options, name);
    if (option == nullptr) {
      const auto near = nearest_option(command.options, name);
      return fail(Code::invalid, near.empty() ? "cli.unknown_option" : "cli.unknown_option_near",
                  {{"option", std::string(name)}, {"command", std::string(command.name)}, {"near", near}});
    }
    std::string value;
    if (!option->value.empty()) {
      if (equals != std::string_view::npos) {
        value = std::string(arg.substr(equals + 1));
      } else if (i + 1 < args.size()) {
        value = args[++i];
      } else {
        return fail(Code::invalid, "cli.option_value", {{"option", std::string(name)}, {"value", std::string(option->value)}});
      }
    }
    call.options.emplace_back(std::string(name), std::move(value));
  }
  const auto count = static_cast<int>(call.rest.size());
  if (!call.has("--help") && (count < command.least || count > command.most)) {
    return fail(Code::invalid, "cli.wrong_count", {{"command", std::string(command.name)}, {"usage", std::string(command.usage)}});
  }
  call.json = call.has("--json");
  return call;
}

bool Call::has(std::string_view name) const { return get(name).has_value(); }
std::optional<std::string> Call::get(std::string_view name) const {
  for (auto it = options.rbegin(); it != options.rend(); ++it) {
    if (it->first == name) return it->second;
  }
  return std::nullopt;
}
std::vector<std::string> Call::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [key, value] : options) {
    if (key == name) out.push_back(value);
  }
  return out;
}
void Call::print(std::string_view line) const { fmt::print("{}\n", line); }
void Call::print_json(const Json& value) const { fmt::print("{}\n", value.dump(2, ' ', false, Json::error_handler_t::replace)); }
void Call::note(std::string_view line) const { fmt::print(stderr, "{}\n", line); }

int display_width(std::string_view utf8) {
  int width = 0;
  for (const auto c : to_code_points(utf8)) {
    const bool wide = is_han(c) || (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0x303E) || (c >= 0x3041 && c <= 0x33FF) ||
                      (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60) ||
                      (c >= 0xFFE0 && c <= 0xFFE6) || c == 0x2014 || c == 0x201C || c == 0x201D;
    width += wide ? 2 : 1;
  }
  return width;
}

std::vector<std::string> table_lines(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows,
                                     const std::set<int>& right) {
  std::vector<int> widths;
  for (const auto& cell : head) widths.push_back(display_width(cell));
  for (const auto& row : rows) {
    if (row.size() > widths.size()) widths.resize(row.size(), 0);
    for (std::size_t c = 0; c < row.size(); ++c) widths[c] = std::max(widths[c], display_width(row[c]));
  }
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string out;
    for (std::size_t c = 0; c < cells.size() && c < widths.size(); ++c) {
      const std::string gap(static_cast<std::size_t>(widths[c] - display_width(cells[c])), ' ');
      const bool last = c + 1 == cells.size();
      out += "  " + (right.contains(static_cast<int>(c)) ? gap + cells[c] : last ? cells[c] : cells[c] + gap);
    }
    return out;
  };
  std::vector<std::string> out;
  if (!head.empty()) out.push_back(line(head));
  for (const auto& row : rows) out.push_back(line(row));
  return out;
}
}  // namespace youju::cli
