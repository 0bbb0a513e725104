// SPDX-License-Identifier: Apache-2.0
// Options that are numbers, years or places in the log. What cannot be read is said, never taken for something else.
#include <charconv>

#include "cli/command.h"

namespace youju::cli {
namespace {
std::optional<std::int64_t> whole(const std::string& text) {
  std::int64_t n = 0;
  const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (wrong != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return n;
}
}  // namespace

Result<std::int64_t> number_asked(const Call& call, std::string_view option, std::int64_t least, std::int64_t most, std::int64_t otherwise) {
  const auto text = call.get(option);
  if (!text) return otherwise;
  const auto n = whole(*text);
  if (n && *n >= least && *n <= most) return *n;
  const auto shown = option == "--count" ? "-n" : std::string(option);
  return fail(Code::invalid, "cli.bad_number", {{"option", shown}, {"text", *text}, {"least", std::to_string(least)}, {"most", std::to_string(most)}});
}

Result<std::optional<int>> year_asked(const Call& call) {
  const auto text = call.get("--year");
  if (!text) return std::optional<int>{};
  const auto year = whole(*text);
  if (!year || *year < 1900 || *year > 2199) return fail(Code::invalid, "cli.bad_year", {{"year", *text}});
  return std::optional<int>(static_cast<int>(*year));
}

Result<std::int64_t> size_asked(const Call& call, app::Office& office, db::Session& session) {
  const auto text = call.get("--at");
  if (!text) return index::kOpen;
  if (const auto day = Date::parse(*text)) return office.ledger().size_on(session, *day);
  TRY(const auto now, office.ledger().size(session));
  const auto size = whole(*text);
  if (!size || *size < 0 || *size > now) return fail(Code::invalid, "figures.bad_size", {{"size", *text}, {"now", std::to_string(now)}});
  return *size;
}
}  // namespace youju::cli
