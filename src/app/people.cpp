// SPDX-License-Identifier: Apache-2.0
#include "app/people.h"

#include "app/handover.h"
#include "base/text.h"

namespace youju::app {
namespace {

Result<std::string> good_name(std::string_view typed) {
  const auto name = clean(typed);
  if (!name || name->empty() || has_invisible(*name) || code_point_count(*name) > 60 || name->find('\n') != std::string::npos) {
    return fail(Code::invalid, "app.bad_name", {{"name", std::string(typed)}});
  }
  return *name;
}

// Numbers of an id like "u12": the next one of its letter.
template <class List, class IdOf>
std::string next_id(char letter, const List& list, IdOf id_of) {
  std::int64_t highest = 0;
  for (const auto& item : list) {
    const std::string& id = id_of(item);
    std::int64_t n = 0;
    std::from_chars(id.data() + 1, id.data() + id.size(), n);
    highest = std::max(highest, n);
  }
  return letter + std::to_string(highest + 1);
}

Result<void> need(Office::Writer& writer, const people::Who& who, people::Right right, const UnitId& unit) {
  return people::require(writer.tx, who, right, unit, writer.office.roles(), writer.office.today());
}

Result<std::int64_t> next_number(Office::Writer& writer, std::string_view object) {
  TRY(const auto history, writer.office.ledger().history(writer.tx, object, false));
  return static_cast<std::int64_t>(history.size()) + 1;
}

Result<people::Account> account_of(db::Session& session, const AccountId& id) {
  TRY(const auto accounts, people::read_accounts(session));
  for (const auto& account : accounts) {
    if (account.id == id) return account;
  }
  return fail(Code::absent, "app.no_account", {{"login", id.text}});
}

ledger::NewEntry account_entry(const people::Who& who, const people::Account& account, const UnitId& unit, std::int64_t number) {
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::account;
  entry.actor = who.account;
  entry.unit = unit;
  entry.object = account.id.text;
  entry.number = number;
  entry.open = Json{{"id", account.id.text}, {"disabled", account.disabled}};
  if (!account.person.empty()) entry.open["person"] = account.person.text;
  entry.personal = Json{{"login", account.login}, {"name", account.name}};
  if (!account.os_user.empty()) entry.personal["os_user"] = account.os_user;
  return entry;
}
}  // namespace

Result<std::vector<UnitId>> add_units(Office& office, const people::Who& who, const UnitId& parent, const std::vector<std::string>& names) {
  TRY(const Json answer, office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    Json made = Json::array();
    TRY_OK(need(writer, who, people::Right::manage_units, parent));
    for (const auto& typed : names) {
      TRY(const auto name, good_name(typed));
      TRY(const auto tree, people::read_units(writer.tx));
      if (tree.find(parent) == nullptr) return fail(Code::absent, "app.no_unit", {{"unit", parent.text}});
      if (tree.by_name(name) != nullptr) return fail(Code::conflict, "app.unit_exists", {{"unit", name}});
      const UnitId id{next_id('u', tree.all(), [](const people::Unit& u) -> const std::string& { return u.id.text; })};
      ledger::NewEntry entry;
      entry.type = ledger::EntryType::unit;
      entry.actor = who.account;
      entry.unit = id;
      entry.object = id.text;
      entry.number = 1;
      entry.open = Json{{"id", id.text}, {"parent", parent.text}, {"name", name}, {"place", static_cast<std::int64_t>(tree.all().size())}};
      TRY_OK(writer.append(entry));
      made.push_back(id.text);
    }
    return Json{{"units", std::move(made)}};
  }));
  std::vector<UnitId> out;
  for (const auto& id : answer["units"]) out.emplace_back(id.get<std::string>());
  return out;
}

Result<UnitId> add_unit(Office& office, const people::Who& who, const UnitId& parent, const std::string& name) {
  TRY(const auto made, add_units(office, who, parent, {name}));
  return made.front();
}

Result<std::vector<PersonId>> add_persons(Office::Writer& writer, const people::Who& who, const UnitId& unit, const std::vector<RosterLine>& lines) {
  TRY_OK(need(writer, who, people::Right::write, unit));
  TRY(const auto roster, people::read_roster(writer.tx, {unit}));
  std::map<std::string, PersonId> known;
  for (const auto& person : roster) known.emplace(fold(person.name), person.id);
  std::vector<PersonId> out;
  for (const auto& line : lines) {
    TRY(const auto name, good_name(line.name));
    const auto [it, fresh] = known.emplace(fold(name), PersonId{});
    if (fresh) {
      it->second = PersonId{make_uuid4(writer.office.world())};
      ledger::NewEntry entry;
      entry.type = ledger::EntryType::person;
      entry.actor = who.account;
      entry.unit = unit;
      entry.object = it->second.text;
      entry.number = 1;
      entry.open = Json{{"id", it->second.text}, {"unit", unit.text}};
      if (line.from) entry.open["from"] = line.from->iso();
      if (line.to) entry.open["to"] = line.to->iso();
      entry.personal = Json{{"name", name}};
      TRY_OK(writer.append(entry));
    }
    out.push_back(it->second);
  }
  return out;
}

Result<std::vector<PersonId>> add_persons(Office& office, const people::Who& who, const UnitId& unit, const std::vector<RosterLine>& lines) {
  std::vector<PersonId> out;
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY(out, add_persons(writer, who, unit, lines));
    return Json{{"persons", out.size()}};
  }));
  return out;
}

namespace {
// Only one's own, not longer and not wider than one has it; never over a right the other has already.
Result<void> check_delegation(db::Tx& tx, const people::Who& who, const Grant& grant) {
  if (!grant.from || !grant.to || *grant.to < *grant.from) return fail(Code::invalid, "app.delegate_dates");
  TRY(const auto grants, people::read_grants(tx));
  TRY(const auto tree, people::read_units(tx));
  bool own = false;
  for (const auto& g : grants) {
    if (g.account == grant.account && g.role == grant.role && g.unit == grant.unit && g.delegated_by != who.account)
      return fail(Code::conflict, "app.delegate_has_it", {{"role", grant.role}});
    const bool lasts = (!g.from || *g.from <= *grant.from) && (!g.to || *g.to >= *grant.to);
    own = own || (g.account == who.account && g.role == grant.role && g.delegated_by.empty() && lasts && tree.is_within(grant.unit, g.unit));
  }
  return own ? Result<void>{} : fail(Code::denied, "app.delegate_own_only");
}

// Whose account it is: of whoever manages a unit it holds a role in, or, while it holds none, the unit it was made in.
struct Reach {
  bool within = false;     // some of it is theirs
  bool elsewhere = false;  // some of it is not
};
class Managed {
 public:
  Managed(const Office& office, const people::Who& who, const people::UnitTree& tree) : office_(office), who_(who), tree_(tree) {}
  bool here(const UnitId& unit) const { return people::may(who_, people::Right::manage_people, unit, tree_, office_.roles(), office_.today()); }
  Result<Reach> reach(db::Session& session, Office& office, const AccountId& account, const std::vector<people::Grant>& grants) const {
    Reach out;
    bool any = false;
    for (const auto& grant : grants) {
      if (grant.account != account) continue;
      any = true;
      (here(grant.unit) ? out.within : out.elsewhere) = true;
    }
    if (any) return out;
    TRY(const auto history, office.ledger().history(session, account.text, false));
    (!history.empty() && here(history.front().head.unit) ? out.within : out.elsewhere) = true;
    return out;
  }

 private:
  const Office& office_;
  const people::Who& who_;
  const people::UnitTree& tree_;
};
// As of the write: what `who` may do now, whatever it was when they signed in.
Result<Reach> reach_now(Office::Writer& writer, const people::Who& who, const AccountId& account) {
  TRY(const auto now, people::who_of(writer.tx, who.account));
  TRY(const auto tree, people::read_units(writer.tx));
  TRY(const auto grants, people::read_grants(writer.tx));
  return Managed(writer.office, now, tree).reach(writer.tx, writer.office, account, grants);
}

Result<void> append_right(Office::Writer& writer, const people::Who& who, const Grant& grant, bool fresh = false) {
  TRY(const auto target, account_of(writer.tx, grant.account));
  const auto& roles = writer.office.roles();
  if (std::none_of(roles.begin(), roles.end(), [&](const people::Role& r) { return r.id == grant.role; })) {
    return fail(Code::invalid, "app.no_role", {{"role", grant.role}});
  }
  if (grant.account == who.account) return fail(Code::denied, "app.own_right");
  if (grant.delegation) {
    TRY_OK(check_delegation(writer.tx, who, grant));
  } else {
    TRY_OK(need(writer, who, people::Right::manage_people, grant.unit));
    if (!fresh) {
      TRY(const auto reach, reach_now(writer, who, target.id));
      if (!reach.within) return fail(Code::absent, "app.no_account", {{"login", target.login}});
    }
  }
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::right;
  entry.actor = who.account;
  entry.unit = grant.unit;
  entry.object = "right/" + target.id.text + "/" + grant.role + "/" + grant.unit.text;
  TRY(entry.number, next_number(writer, entry.object));
  entry.open = Json{{"id", entry.object}, {"account", target.id.text}, {"role", grant.role}, {"unit", grant.unit.text}, {"withdrawn", grant.withdrawn}};
  if (grant.from) entry.open["from"] = grant.from->iso();
  if (grant.to) entry.open["to"] = grant.to->iso();
  if (grant.delegation) entry.open["delegated_by"] = who.account.text;
  TRY_OK(writer.append(entry));
  return {};
}
}  // namespace

Result<std::vector<ManagedAccount>> accounts_managed(Office& office, const people::Who& who) {
  std::vector<ManagedAccount> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    TRY(const auto accounts, people::read_accounts(session));
    TRY(const auto grants, people::read_grants(session));
    std::map<AccountId, std::vector<people::Grant>> held;
    for (const auto& grant : grants) held[grant.account].push_back(grant);
    const Managed managed(office, who, tree);
    for (const auto& account : accounts) {
      auto& all = held[account.id];
      TRY(const auto reach, managed.reach(session, office, account.id, all));
      if (!reach.within) continue;
      std::erase_if(all, [&](const people::Grant& grant) { return !managed.here(grant.unit); });
      out.push_back({account, std::move(all), reach.elsewhere});
    }
    return {};
  }));
  return out;
}

Result<AccountMade> add_account(Office& office, const people::Who& who, const UnitId& unit, const NewAccount& wanted) {
  TRY(const auto name, good_name(wanted.name));
  TRY(const auto login, good_name(wanted.login));
  AccountMade made;
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(need(writer, who, people::Right::manage_people, unit));
    TRY(const auto accounts, people::read_accounts(writer.tx));
    for (const auto& account : accounts) {
      if (fold(account.login) == fold(login)) return fail(Code::conflict, "app.login_taken", {{"login", login}});
      if (!wanted.os_user.empty() && account.os_user == wanted.os_user) return fail(Code::conflict, "app.os_user_taken", {{"user", wanted.os_user}});
    }
    made.account = AccountId{next_id('a', accounts, [](const people::Account& a) -> const std::string& { return a.id.text; })};
    TRY_OK(writer.append(account_entry(who, people::Account{made.account, login, name, wanted.person, wanted.os_user, false}, unit, 1)));
    for (const auto& role : wanted.roles) TRY_OK(append_right(writer, who, {made.account, role, unit, {}, {}, false, false}, true));
    constexpr std::int64_t kCodeLifeMs = 7LL * 86'400'000;
    TRY(made.code, people::make_one_time_code(writer.tx, made.account, office.world(), Instant{office.world().clock->now().ms + kCodeLifeMs}));
    return Json{{"account", made.account.text}};
  }));
  return made;
}

Result<void> change_right(Office& office, const people::Who& who, const Grant& grant) {
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY_OK(append_right(writer, who, grant));
    return Json::object();
  }));
  return {};
}

namespace {
// An account as it is from now on; nobody changes their own.
Result<void> change_account(Office& office, const people::Who& who, const AccountId& id, const std::function<void(people::Account&)>& change) {
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    if (id == who.account) return fail(Code::denied, "app.own_right");
    TRY(auto account, account_of(writer.tx, id));
    TRY(const auto reach, reach_now(writer, who, id));
    if (!reach.within) return fail(Code::absent, "app.no_account", {{"login", account.login}});
    if (reach.elsewhere) return fail(Code::denied, "units.account_elsewhere", {{"login", account.login}});
    change(account);
    TRY(const auto history, writer.office.ledger().history(writer.tx, id.text, false));
    TRY_OK(writer.append(account_entry(who, account, history.front().head.unit, static_cast<std::int64_t>(history.size()) + 1)));
    return Json::object();
  }));
  return {};
}
}  // namespace

Result<void> tie_account(Office& office, const people::Who& who, const AccountId& id, const PersonId& person) {
  return change_account(office, who, id, [&](people::Account& account) { account.person = person; });
}

Result<void> disable_account(Office& office, const people::Who& who, const AccountId& id, bool known) {
  if (!known) {
    const auto held = held_by_account(office, who, id);
    if (held && to_hand_over(*held) > 0) return fail(Code::conflict, "units.still_holds", {{"n", std::to_string(to_hand_over(*held))}});
  }
  return change_account(office, who, id, [](people::Account& account) { account.disabled = true; });
}

Result<people::Person> find_person(db::Session& session, std::string_view name, const UnitId& unit) {
  TRY(const auto tree, people::read_units(session));
  std::vector<UnitId> units;
  for (const auto& one : tree.all())
    if (unit.empty() || one.id == unit) units.push_back(one.id);
  TRY(const auto roster, people::read_roster(session, units));
  std::vector<people::Person> found;
  for (const auto& person : roster)
    if (person.id.text == name || (!person.name.empty() && fold(person.name) == fold(name))) found.push_back(person);
  if (found.empty()) return fail(Code::absent, "app.no_person", {{"name", std::string(name)}});
  if (found.size() > 1) return fail(Code::conflict, "app.namesakes", {{"name", std::string(name)}, {"n", std::to_string(found.size())}});
  return found.front();
}

Result<void> leave_roster(Office& office, const people::Who& who, const PersonId& id, Date last_day) {
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY(const auto person, find_person(writer.tx, id.text));
    TRY_OK(need(writer, who, people::Right::write, person.unit));
    if (person.from && last_day < *person.from) return fail(Code::invalid, "app.leaves_before_coming", {{"from", person.from->iso()}});
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::person;
    entry.actor = who.account;
    entry.unit = person.unit;
    entry.object = id.text;
    TRY(entry.number, next_number(writer, id.text));
    entry.open = Json{{"id", id.text}, {"unit", person.unit.text}, {"to", last_day.iso()}};
    if (person.from) entry.open["from"] = person.from->iso();
    entry.personal = Json{{"name", person.name}};
    TRY_OK(writer.append(entry));
    return Json::object();
  }));
  return {};
}

Result<AccountId> find_account(Office& office, std::string_view login) {
  AccountId found;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& account : accounts) {
      if (account.login == login || account.id.text == login) found = account.id;
    }
    return {};
  }));
  if (found.empty()) return fail(Code::absent, "app.no_account", {{"login", std::string(login)}});
  return found;
}
}  // namespace youju::app
