// SPDX-License-Identifier: Apache-2.0
// `youju extract`: the numbers of a text (a file, else standard input), what they claim and whether they agree. Needs no office.
#include <cstdio>

#include "app/packs.h"
#include "base/io.h"
#include "base/text.h"
#include "claim/claim.h"
#include "cli/command.h"

namespace youju::cli {

constexpr std::size_t kMostBytes = 256u << 20;     // all together
constexpr std::size_t kMostDocument = 16u << 20;   // one text; reading takes some twenty bytes for each of its characters

Result<std::string> read_standard_input() {
  std::string out;
  char buffer[1 << 16];
  while (const std::size_t n = std::fread(buffer, 1, sizeof buffer, stdin)) {
    out.append(buffer, n);
    if (out.size() > kMostBytes) return fail(Code::too_large, "claim.too_large", {{"limit", std::to_string(kMostBytes >> 20)}});
  }
  return out;
}

// 2023 · 2023H1 · 2023Q2 · 2023-06 · 2023-01-01..2023-09-30
Result<Period> read_period(const std::string& text) {
  int year = 0, part = 0;
  char kind = 0;
  if (std::sscanf(text.c_str(), "%4d%c%1d", &year, &kind, &part) == 3 && text.size() == 6) {
    if (kind == 'H' && (part == 1 || part == 2)) return Period::half(year, part);
    if (kind == 'Q' && part >= 1 && part <= 4) return Period::quarter(year, part);
  }
  const auto is_year = text.size() == 4 && std::sscanf(text.c_str(), "%4d", &year) == 1 && year >= 1900 && year <= 2199;
  if (is_year) return Period::year(year);
  if (text.size() == 7 && text[4] == '-' && std::sscanf(text.c_str(), "%4d-%2d", &year, &part) == 2 && part >= 1 && part <= 12) return Period::month(year, part);
  if (const auto dots = text.find(".."); dots != std::string::npos) {
    const auto from = Date::parse(text.substr(0, dots)), to = Date::parse(text.substr(dots + 2));
    if (from && to && *from <= *to) return Period{*from, *to};
  }
  return fail(Code::invalid, "claim.bad_period", {{"text", text}});
}

namespace {

Result<claim::Context> read_context(const Call& call) {
  claim::Context context;
  if (const auto period = call.get("--period")) {
    TRY(context.period, read_period(*period));
  }
  if (const auto as_of = call.get("--as-of")) {
    context.as_of = Date::parse(*as_of);
    if (!context.as_of) return fail(Code::invalid, "cli.bad_date", {{"date", *as_of}});
  }
  return context;
}

// The packs named, else the one for work with retired cadres, each with those it needs; their kinds and words.
Result<claim::Lexicon> load_lexicon(const Call& call) {
  auto wanted = call.all("--pack");
  if (wanted.empty()) wanted = {"retired-cadres"};
  std::vector<kinds::Pack> packs;
  std::vector<claim::WordFile> files;
  std::vector<std::string> queue(wanted.rbegin(), wanted.rend());
  std::set<std::string> seen;
  while (!queue.empty()) {
    const auto name = queue.back();
    TRY(auto found, app::find_pack(name));
    const auto missing = std::find_if(found.pack.needs.begin(), found.pack.needs.end(), [&](const auto& need) { return !seen.contains(need); });
    if (missing != found.pack.needs.end() && queue.size() < 50) {
      queue.push_back(*missing);
      continue;
    }
    queue.pop_back();
    if (!seen.insert(found.pack.id).second) continue;
    for (const auto& file : found.files) {
      if (file.path.starts_with("claims/")) files.push_back({name + "/" + file.path, file.bytes});
    }
    std::error_code none;
    std::set<std::filesystem::path> own;
    if (!found.folder.empty()) {
      for (std::filesystem::directory_iterator it(found.folder / "claims", none), end; !none && it != end; it.increment(none)) own.insert(it->path());
    }
    for (const auto& path : own) {
      TRY(auto bytes, read_file(path, 1u << 20));
      files.push_back({path.generic_string(), std::move(bytes)});
    }
    packs.push_back(std::move(found.pack));
  }
  auto catalogue = kinds::Catalogue::make(std::move(packs));
  if (const auto* problems = std::get_if<kinds::PackProblems>(&catalogue)) return fail(app::pack_error(*problems));
  auto lexicon = claim::Lexicon::with(std::get<kinds::Catalogue>(catalogue).kinds(), files);
  if (const auto* problems = std::get_if<kinds::PackProblems>(&lexicon)) return fail(app::pack_error(*problems));
  return std::get<claim::Lexicon>(std::move(lexicon));
}

std::string number_text(double x) {
  auto text = fmt::format("{:.6f}", x);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

Result<claim::Extraction> read_one(const claim::Lexicon& lexicon, std::string_view text, const claim::Context& context) {
  if (text.size() > kMostDocument) return fail(Code::too_large, "claim.too_large", {{"limit", std::to_string(kMostDocument >> 20)}});
  auto read = claim::extract(lexicon, text, context);
  TRY_OK(claim::refuse_too_many(read));
  return read;
}

void print_table(const Call& call, const claim::Extraction& e) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& c : e.claims) {
    const auto days = c.period.days ? c.period.days->from.iso() + ".." + c.period.days->to.iso() : "—";
    rows.push_back({std::to_string(c.span.start), c.text, number_text(c.value), c.measure.empty() ? "—" : c.measure, c.subject, days,
                    call.say("claim.bound_" + std::string(claim::bound_name(c.bound))), call.say("claim.mode_" + std::string(claim::mode_name(c.mode)))});
  }
  for (const auto& line : table_lines({call.say("claim.column_place"), call.say("claim.column_text"), call.say("claim.column_value"), call.say("claim.column_measure"),
                                       call.say("claim.column_subject"), call.say("claim.column_period"), call.say("claim.column_bound"), call.say("claim.column_mode")},
                                      rows, {0, 2}))
    call.print(line);
  for (const auto& check : e.checks) {
    call.print(call.say(check.ok ? "claim.adds_up" : "claim.does_not_add_up", {{"calculation", check.calculation}}));
  }
  call.print(call.say("claim.summary", {{"numbers", std::to_string(e.numbers.size())}, {"claims", std::to_string(e.claims.size())}, {"others", std::to_string(e.non_claims.size())}}));
}

void show(const Call& call, const claim::Extraction& e) {
  if (call.json) fmt::print("{}\n", claim::json_text(e));
  else print_table(call, e);
}

Result<int> extract(const Call& call) {
  TRY(const auto context, read_context(call));
  TRY(const auto lexicon, load_lexicon(call));
  TRY(const auto text, call.rest.empty() ? read_standard_input() : read_file(call.rest[0], kMostBytes));
  if (!call.has("--lines")) {
    TRY(const auto read, read_one(lexicon, text, context));
    show(call, read);
    return 0;
  }
  for (std::size_t from = 0; from < text.size();) {
    auto end = text.find('\n', from);
    if (end == std::string::npos) end = text.size();
    TRY(const auto read, read_one(lexicon, std::string_view(text).substr(from, end - from), context));
    show(call, read);
    from = end + 1;
  }
  return 0;
}
}  // namespace

Commands claim_commands() {
  return {
      {"extract", "[FILE] [--lines] [--period 2023] [--as-of DATE] [--pack P]", "claim.help_extract",
       {{"--lines", "", "claim.option_lines"}, {"--period", "PERIOD", "claim.option_period"}, {"--as-of", "DATE", "claim.option_as_of"}, {"--pack", "P", "claim.option_pack"}},
       0, 1, extract},
  };
}
}  // namespace youju::cli
