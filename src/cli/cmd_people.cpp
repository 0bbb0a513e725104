// SPDX-License-Identifier: Apache-2.0
// Commands about units, the roster, accounts and rights: `youju user …`, `youju unit …`, `youju person …`.
#include "app/people.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

Result<UnitId> unit_named(app::Office& office, const std::optional<std::string>& name) {
  if (!name) return UnitId{"u1"};
  std::optional<UnitId> found;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    if (const auto* unit = tree.by_name(*name)) found = unit->id;
    return {};
  }));
  if (!found) return fail(Code::absent, "app.no_unit", {{"unit", *name}});
  return *found;
}

Result<int> list_users(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  auto& office = *opened.office;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    TRY(const auto grants, people::read_grants(session));
    TRY(const auto tree, people::read_units(session));
    const auto name_of = [&](const AccountId& id) {
      const auto found = std::find_if(accounts.begin(), accounts.end(), [&](const people::Account& a) { return a.id == id; });
      return found == accounts.end() || found->name.empty() ? id.text : found->name;
    };
    Json out = Json::array();
    std::vector<std::vector<std::string>> rows;
    for (const auto& account : accounts) {
      Json roles = Json::array();
      std::string text;
      for (const auto& grant : grants) {
        if (grant.account != account.id) continue;
        const auto* unit = tree.find(grant.unit);
        Json role{{"role", grant.role}, {"unit", grant.unit.text}};
        if (grant.from) role["from"] = grant.from->iso();
        if (grant.to) role["to"] = grant.to->iso();
        if (!grant.delegated_by.empty()) role["delegated_by"] = grant.delegated_by.text;
        roles.push_back(std::move(role));
        text += (text.empty() ? "" : "; ") + grant.role + " @ " + (unit ? unit->name : grant.unit.text);
        if (!grant.delegated_by.empty()) text += " (" + call.say("cli.delegated_by", {{"account", name_of(grant.delegated_by)}, {"from", grant.from ? grant.from->iso() : ""}, {"to", grant.to ? grant.to->iso() : ""}}) + ")";
      }
      out.push_back(Json{{"id", account.id.text}, {"login", account.login}, {"name", account.name}, {"disabled", account.disabled}, {"roles", roles}});
      rows.push_back({account.id.text, account.login, account.name, account.disabled ? call.say("cli.disabled") : "", text});
    }
    if (call.json) {
      call.print_json(Json{{"accounts", out}});
      return {};
    }
    for (const auto& line : table_lines({"id", call.say("cli.column_login"), call.say("cli.column_name"), "", call.say("cli.column_roles")}, rows)) call.print(line);
    return {};
  }));
  return 0;
}

Result<int> add_user(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto unit, unit_named(*opened.office, call.get("--unit")));
  const app::NewAccount wanted{call.rest[1], call.rest[2], call.get("--os-user").value_or(""), {}, call.all("--role")};
  TRY(const auto made, app::add_account(*opened.office, opened.who, unit, wanted));
  TRY_OK(settle(call, *opened.office));
  if (call.json) call.print_json(Json{{"id", made.account.text}, {"code", made.code}});
  else call.print(call.say("cli.user_added", {{"login", call.rest[1]}, {"id", made.account.text}, {"code", made.code}}));
  return 0;
}

Result<int> change_role(const Call& call, bool withdrawn, bool delegation) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto unit, unit_named(*opened.office, call.get("--unit")));
  TRY(const auto account, app::find_account(*opened.office, call.rest[1]));
  const auto day = [&](std::string_view option) -> Result<std::optional<Date>> {
    const auto text = call.get(option);
    const auto read = text ? Date::parse(*text) : std::nullopt;
    if (text && !read) return fail(Code::invalid, "cli.bad_date", {{"date", *text}});
    return read;
  };
  TRY(const auto from, day("--from"));
  TRY(const auto to, day("--to"));
  TRY_OK(app::change_right(*opened.office, opened.who, {account, call.rest[2], unit, from, to, withdrawn, delegation}));
  TRY_OK(settle(call, *opened.office));
  if (!call.json) call.print(call.say(withdrawn ? "cli.role_withdrawn" : "cli.role_given", {{"login", call.rest[1]}, {"role", call.rest[2]}}));
  return 0;
}
Result<int> grant_role(const Call& call) { return change_role(call, false, false); }
Result<int> withdraw_role(const Call& call) { return change_role(call, true, false); }
Result<int> delegate_role(const Call& call) { return change_role(call, false, true); }

Result<int> disable_user(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto account, app::find_account(*opened.office, call.rest[1]));
  TRY_OK(app::disable_account(*opened.office, opened.who, account, call.has("--open-known")));
  TRY_OK(settle(call, *opened.office));
  if (!call.json) call.print(call.say("cli.user_disabled", {{"login", call.rest[1]}}));
  return 0;
}

// The first sign-in: the one-time code becomes a password. Both secrets come from files or are typed.
Result<int> set_password(const Call& call) {
  TRY(const auto office, app::Office::open(call.rest[0], app::Office::Access::write));
  TRY(const auto code, [&]() -> Result<std::string> {
    if (const auto file = call.get("--code-file")) {
      TRY(const auto text, read_file(*file, 4096));
      return text.substr(0, text.find_first_of("\r\n"));
    }
    return read_secret(call, "cli.prompt_code");
  }());
  TRY(const auto password, read_secret(call, "cli.prompt_new_password"));
  TRY(const auto who, people::sign_in_password(office->database(), call.rest[1], code, password, office->world().clock->now()));
  if (!call.json) call.print(call.say("cli.password_set", {{"name", who.name}}));
  return 0;
}

Result<int> add_unit(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto parent, unit_named(*opened.office, call.get("--parent")));
  const std::vector<std::string> names(call.rest.begin() + 1, call.rest.end());
  TRY(const auto made, app::add_units(*opened.office, opened.who, parent, names));
  TRY_OK(settle(call, *opened.office));
  Json out = Json::array();
  for (std::size_t i = 0; i < made.size(); ++i) {
    out.push_back(Json{{"id", made[i].text}, {"name", names[i]}});
    if (!call.json) call.print(fmt::format("{}  {}", made[i].text, names[i]));
  }
  if (call.json) call.print_json(Json{{"units", out}});
  return 0;
}

Result<int> list_units(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY_OK(opened.office->read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    Json out = Json::array();
    for (const auto& unit : tree.all()) {
      out.push_back(Json{{"id", unit.id.text}, {"parent", unit.parent.text}, {"name", unit.name}});
      int depth = 0;
      for (const auto* at = tree.find(unit.parent); at != nullptr && depth < 32; at = tree.find(at->parent)) ++depth;
      if (!call.json) call.print(std::string(static_cast<std::size_t>(2 * depth), ' ') + unit.name + "  (" + unit.id.text + ")");
    }
    if (call.json) call.print_json(Json{{"units", out}});
    return {};
  }));
  return 0;
}

Result<int> add_person(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto unit, unit_named(*opened.office, call.get("--unit")));
  std::vector<app::RosterLine> lines;
  for (std::size_t i = 1; i < call.rest.size(); ++i) lines.push_back({call.rest[i], {}, {}});
  TRY(const auto ids, app::add_persons(*opened.office, opened.who, unit, lines));
  TRY_OK(settle(call, *opened.office));
  if (call.json) call.print_json(Json{{"persons", ids.size()}});
  else call.print(call.say("cli.persons_added", {{"n", std::to_string(ids.size())}}));
  return 0;
}
}  // namespace

Commands people_commands() {
  const Option unit{"--unit", "U", "cli.option_unit"};
  const Option from{"--from", "DATE", "cli.option_from"}, to{"--to", "DATE", "cli.option_to"};
  return {
      {"user list", "DIR", "cli.help_user_list", {}, 1, 1, list_users},
      {"user add", "DIR LOGIN NAME [--role R]… [--unit U] [--os-user NAME]", "cli.help_user_add",
       {unit, {"--role", "R", "cli.option_user_role"}, {"--os-user", "NAME", "cli.option_os_user"}}, 3, 3, add_user},
      {"user password", "DIR LOGIN", "cli.help_user_password", {{"--code-file", "FILE", "cli.option_code_file"}}, 2, 2, set_password},
      {"user grant", "DIR LOGIN ROLE [--unit U] [--from DATE] [--to DATE]", "cli.help_user_grant", {unit, from, to}, 3, 3, grant_role},
      {"user withdraw", "DIR LOGIN ROLE [--unit U]", "cli.help_user_withdraw", {unit, from, to}, 3, 3, withdraw_role},
      {"user delegate", "DIR LOGIN ROLE --from DATE --to DATE [--unit U]", "cli.help_user_delegate", {unit, from, to}, 3, 3, delegate_role},
      {"user disable", "DIR LOGIN [--open-known]", "cli.help_user_disable", {{"--open-known", "", "units.option_open_known"}}, 2, 2, disable_user},
      {"unit list", "DIR", "cli.help_unit_list", {}, 1, 1, list_units},
      {"unit add", "DIR NAME… [--parent U]", "cli.help_unit_add", {{"--parent", "U", "cli.option_parent"}}, 2, 1000, add_unit},
      {"person add", "DIR NAME… [--unit U]", "cli.help_person_add", {unit}, 2, 10'000, add_person},
  };
}
}  // namespace youju::cli
