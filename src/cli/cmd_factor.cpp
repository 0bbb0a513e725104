// SPDX-License-Identifier: Apache-2.0
// The second factor from the command line: who has one, whether the office requires it, and taking one away with a second person beside.
#include "app/people.h"
#include "app/second_factor.h"
#include "base/io.h"
#include "cli/command.h"

namespace youju::cli {
namespace {
std::string_view policy_name(app::FactorPolicy policy) { return policy == app::FactorPolicy::required ? "required" : "recommended"; }

Result<int> list_factors(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  auto& office = *opened.office;
  TRY(const auto policy, app::factor_policy(office));
  Json out = Json::array();
  std::vector<std::vector<std::string>> rows;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    TRY(const auto set, factor::all_set(session));
    for (const auto& account : accounts) {
      const auto found = set.find(account.id);
      const auto since = found == set.end() ? std::string{} : found->second.iso().substr(0, 10);
      out.push_back(Json{{"login", account.login}, {"name", account.name}, {"set", !since.empty()}, {"since", since}});
      rows.push_back({account.login, account.name, since.empty() ? call.say("second.none") : call.say("second.since_day", {{"day", since}})});
    }
    return {};
  }));
  if (call.json) {
    call.print_json(Json{{"policy", policy_name(policy)}, {"accounts", out}});
    return 0;
  }
  call.print(call.say(policy == app::FactorPolicy::required ? "second.cli_required" : "second.cli_recommended"));
  for (const auto& line : table_lines({call.say("cli.column_login"), call.say("cli.column_name"), call.say("second.title")}, rows)) call.print(line);
  return 0;
}

Result<int> set_policy(const Call& call) {
  const auto& wanted = call.rest[1];
  if (wanted != "required" && wanted != "recommended") return fail(Code::invalid, "second.cli_bad_policy", {{"read", wanted}});
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  const auto policy = wanted == "required" ? app::FactorPolicy::required : app::FactorPolicy::recommended;
  TRY_OK(app::set_factor_policy(*opened.office, opened.who, policy));
  TRY_OK(settle(call, *opened.office));
  if (!call.json) call.print(call.say(policy == app::FactorPolicy::required ? "second.cli_required" : "second.cli_recommended"));
  return 0;
}

Result<int> reset_of(const Call& call) {
  const auto login = call.get("--second"), file = call.get("--second-password-file");
  if (!login || !file) return fail(Code::invalid, "second.cli_second_needed");
  TRY(const auto text, read_file(*file, 4096));
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  auto& office = *opened.office;
  TRY(const auto second, people::sign_in_password(office.database(), *login, text.substr(0, text.find_first_of("\r\n")), "", office.world().clock->now()));
  TRY(const auto account, app::find_account(office, call.rest[1]));
  TRY_OK(app::reset_factor(office, opened.who, second, account));
  if (!call.json) call.print(call.say("second.cli_reset_done", {{"login", call.rest[1]}}));
  return 0;
}
}  // namespace

Commands factor_commands() {
  return {{"user factor", "DIR", "second.help_factor", {}, 1, 1, list_factors},
          {"user factor-policy", "DIR required|recommended", "second.help_policy", {}, 2, 2, set_policy},
          {"user factor-reset", "DIR LOGIN --second LOGIN --second-password-file F", "second.help_reset",
           {{"--second", "LOGIN", "erase.option_second"}, {"--second-password-file", "FILE", "erase.option_second_password"}}, 2, 2, reset_of}};
}
}  // namespace youju::cli
