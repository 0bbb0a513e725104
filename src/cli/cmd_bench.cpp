// SPDX-License-Identifier: Apache-2.0
// `youju bench` and `youju bench office`: figures measured here and now, each beside its limit of the same run.

#include <cmath>

#include "app/bench.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

// Three figures that count; whole numbers in groups of three.
std::string figure_text(double value) {
  if (value >= 1000) {
    auto digits = fmt::format("{:.0f}", value);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
  }
  if (value >= 100) return fmt::format("{:.0f}", value);
  return value >= 10 ? fmt::format("{:.1f}", value) : value >= 1 ? fmt::format("{:.2f}", value) : fmt::format("{:.3f}", value);
}

std::string with_unit(double value, app::BenchUnit unit) {
  switch (unit) {
    case app::BenchUnit::per_second: return figure_text(value) + " /s";
    case app::BenchUnit::milliseconds: return figure_text(value) + " ms";
    case app::BenchUnit::seconds: return figure_text(value) + " s";
    case app::BenchUnit::mebibytes: return figure_text(value) + " MiB";
  }
  return {};
}

std::string goal_text(const app::BenchRow& row) {
  if (!row.goal) return "—";
  const auto value = row.goal->of_ratio ? "× " + figure_text(row.goal->value) : with_unit(row.goal->value, row.unit);
  return (row.goal->at_least ? "≥ " : "≤ ") + value;
}

void print_rows(const Call& call, const app::BenchTable& table) {
  std::vector<std::vector<std::string>> lines;
  for (const auto& row : table.rows) {
    const auto ratio = row.ratio();
    const auto reached = row.reached();
    lines.push_back({row.engine, call.say(row.word, row.args), with_unit(row.measured, row.unit), row.processor ? with_unit(*row.processor, row.unit) : "—", row.limit ? with_unit(*row.limit, row.unit) : "—",
                     ratio ? figure_text(*ratio) : "—", goal_text(row), reached ? call.say(*reached ? "speed.yes" : "speed.no") : "—",
                     row.limit_word.empty() ? "" : call.say(row.limit_word)});
  }
  const std::vector<std::string> head{call.say("speed.column_engine"), call.say("speed.column_what"), call.say("speed.column_measured"), call.say("speed.column_processor"),
                                      call.say("speed.column_limit"), call.say("speed.column_ratio"), call.say("speed.column_goal"),
                                      call.say("speed.column_reached"), call.say("speed.column_limit_is")};
  for (const auto& line : table_lines(head, lines, {2, 3, 4, 5})) call.print(line);
}

// The cost at each size and, in brackets, how many times the size before.
void print_growth(const Call& call, const app::BenchTable& table) {
  std::vector<std::vector<std::string>> lines;
  std::size_t most = 0;
  for (const auto& growth : table.growth) most = std::max(most, growth.at.size());
  std::vector<std::string> head{call.say("speed.column_engine"), call.say("speed.column_what")};
  for (const auto& growth : table.growth) {
    std::vector<std::string> line{growth.engine, call.say(growth.word, {{"n", "…"}, {"units", "…"}, {"kinds", "…"}, {"figures", "…"}, {"pages", "…"}})};
    for (std::size_t i = 0; i < most; ++i) {
      if (i >= growth.at.size()) {
        line.push_back("—");
        continue;
      }
      const auto [records, value] = growth.at[i];
      if (head.size() < 2 + most) head.push_back(figure_text(static_cast<double>(records)));
      const bool grew = i > 0 && growth.at[i - 1].second > 0;
      line.push_back(with_unit(value, growth.unit) + (grew ? fmt::format(" (×{})", figure_text(value / growth.at[i - 1].second)) : ""));
    }
    lines.push_back(std::move(line));
  }
  call.print("");
  call.print(call.say("speed.growth"));
  for (const auto& line : table_lines(head, lines, {2, 3, 4, 5})) call.print(line);
}

std::string_view unit_name(app::BenchUnit unit) {
  constexpr std::string_view kNames[] = {"per_second", "milliseconds", "seconds", "mebibytes"};
  return kNames[static_cast<int>(unit)];
}

Json as_json(const app::BenchTable& table) {
  Json rows = Json::array(), growth = Json::array();
  // Thousandths as whole numbers: our JSON holds no floating point.
  const auto exact = [](double value) { return fmt::format("{:.3f}", value); };
  for (const auto& row : table.rows) {
    Json line{{"engine", row.engine}, {"what", row.word}, {"unit", unit_name(row.unit)}, {"measured", exact(row.measured)}};
    for (const auto& [name, value] : row.args) line[name] = value;
    if (row.processor) line["by_processor_time"] = exact(*row.processor);
    if (row.limit) line["limit"] = exact(*row.limit);
    if (const auto ratio = row.ratio()) line["ratio"] = exact(*ratio);
    if (row.goal) line["goal"] = goal_text(row);
    if (const auto reached = row.reached()) line["reached"] = *reached;
    rows.push_back(std::move(line));
  }
  for (const auto& grown : table.growth) {
    Json at = Json::array();
    for (const auto& [records, value] : grown.at) at.push_back(Json{{"records", records}, {"measured", exact(value)}});
    growth.push_back(Json{{"engine", grown.engine}, {"what", grown.word}, {"unit", unit_name(grown.unit)}, {"at", std::move(at)}});
  }
  return Json{{"rows", std::move(rows)}, {"growth", std::move(growth)}};
}

Result<int> bench(const Call& call) {
  app::BenchRequest request;
  request.folder = call.rest.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(call.rest[0]);
  request.quick = call.has("--quick");
  request.postgres = call.get("--postgres").value_or("");
  request.os_user = os_user();
  TRY(request.records, number_asked(call, "--records", 0, 1'000'000'000, request.quick ? 20'000 : 200'000));
  request.says = [&](const std::string& word, const Args& args) { call.note(call.say(word, args)); };
  TRY(const auto table, app::run_bench(request));
  if (call.json) {
    call.print_json(as_json(table));
    return 0;
  }
  print_rows(call, table);
  print_growth(call, table);
  return 0;
}

Result<int> bench_claims(const Call& call) {
  app::BenchRequest request;
  request.folder = call.rest.empty() ? std::filesystem::temp_directory_path() : std::filesystem::path(call.rest[0]);
  request.quick = call.has("--quick");
  request.os_user = os_user();
  TRY(request.records, number_asked(call, "--records", 0, 1'000'000'000, 100'000));
  request.says = [&](const std::string& word, const Args& args) { call.note(call.say(word, args)); };
  TRY(const auto table, app::run_claims_bench(request));
  if (call.json) call.print_json(as_json(table));
  else print_rows(call, table);
  return 0;
}

Result<int> bench_office(const Call& call) {
  app::LargeOffice request;
  request.folder = call.rest[0];
  request.database = call.get("--database").value_or("");
  request.os_user = os_user();
  TRY(request.records, number_asked(call, "--records", 0, 1'000'000'000, request.records));
  TRY(const auto units, number_asked(call, "--units", 0, 1'000'000'000, request.units));
  TRY(const auto years, number_asked(call, "--years", 0, 1'000'000'000, request.years));
  TRY(const auto seed, number_asked(call, "--seed", 0, 1'000'000'000, 1));
  request.units = static_cast<int>(std::min<std::int64_t>(units, 1'000'000));
  request.years = static_cast<int>(std::min<std::int64_t>(years, 1'000'000));
  request.seed = static_cast<std::uint64_t>(seed);
  Progress progress(call, call.say("speed.making"));
  request.progress = [&](std::int64_t done, std::int64_t of) { progress.at(done, of); };
  TRY(const auto made, app::make_large_office(request));
  const auto versions = static_cast<double>(made.versions);
  const auto before = versions / made.loading.wall, with = versions / (made.loading.wall + made.searching.wall);
  if (call.json) {
    call.print_json(Json{{"records", made.records}, {"entries", made.entries}, {"per_second_before_search", std::llround(before)}, {"per_second_with_search", std::llround(with)}});
    return 0;
  }
  call.print(call.say("speed.made", {{"records", figure_text(static_cast<double>(made.records))}, {"entries", figure_text(static_cast<double>(made.entries))},
                                     {"before", figure_text(before)}, {"with", figure_text(with)}, {"seal", figure_text(made.sealing.wall)}}));
  return 0;
}
}  // namespace

Commands bench_commands() {
  return {
      {"bench", "[FOLDER] [--records N] [--quick] [--postgres ADDRESS]", "speed.help",
       {{"--records", "N", "speed.option_largest"}, {"--quick", "", "speed.option_quick"}, {"--postgres", "ADDRESS", "speed.option_postgres"}}, 0, 1, bench},
      {"bench claims", "[FOLDER] [--records N] [--quick]", "speed.help_claims", {{"--records", "N", "speed.option_records"}, {"--quick", "", "speed.option_quick"}}, 0, 1, bench_claims},
      {"bench office", "DIR [--units N] [--records N] [--years N] [--seed S] [--database ADDRESS]", "speed.help_office",
       {{"--units", "N", "speed.option_units"}, {"--records", "N", "speed.option_records"}, {"--years", "N", "speed.option_years"},
        {"--seed", "S", "speed.option_seed"}, {"--database", "ADDRESS", "cli.option_database"}}, 1, 1, bench_office},
  };
}
}  // namespace youju::cli
