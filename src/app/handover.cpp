// SPDX-License-Identifier: Apache-2.0
#include "app/handover.h"

#include "app/gaps.h"
#include "app/people.h"
#include "flow/flow.h"

namespace youju::app {
namespace {
constexpr int kListedAtOnce = 500;
using kinds::PersonRole;

// In force until it ends, as against done once.
bool is_standing(PersonRole role) {
  return role == PersonRole::responsible || role == PersonRole::deputy || role == PersonRole::holder || role == PersonRole::second_holder;
}

std::vector<PersonId> named_in(const Json& values, const kinds::Field& field) {
  std::vector<PersonId> out;
  const auto found = values.find(field.id);
  if (found == values.end()) return out;
  if (found->is_string()) out.emplace_back(found->get<std::string>());
  if (found->is_array())
    for (const auto& id : *found) out.emplace_back(id.get<std::string>());
  return out;
}

std::vector<UnitId> units_read(const Office& office, const people::Who& who, const people::UnitTree& tree, bool all) {
  std::vector<UnitId> out;
  for (const auto& unit : tree.all())
    if (all || people::may(who, people::Right::read, unit.id, tree, office.roles(), office.today())) out.push_back(unit.id);
  return out;
}

// The kind of the sheet: two of its steps are signed by persons it names.
struct Sheet {
  const kinds::Kind* kind = nullptr;
  std::string from, to, list;
};
Result<Sheet> sheet_of(const Office& office) {
  for (const auto& kind : office.catalogue().kinds()) {
    Sheet sheet{&kind, "", "", ""};
    for (const auto& t : kind.transitions) {
      if (t.by.empty()) continue;
      const bool first = std::find(t.from.begin(), t.from.end(), kind.states.front().id) != t.from.end();
      (first ? sheet.from : sheet.to) = t.by;
    }
    for (const auto& field : kind.fields)
      if (field.type == kinds::FieldType::long_text && sheet.list.empty()) sheet.list = field.id;
    if (!sheet.from.empty() && !sheet.to.empty() && !sheet.list.empty() && !kind.title_field.empty()) return sheet;
  }
  return fail(Code::absent, "app.no_handover_kind");
}

// What is open with any of several people: one pass over the records in force, however many they are.
class Collector {
 public:
  Collector(db::Session& session, Office& office, const std::vector<people::Person>& people, std::vector<UnitId> units, std::map<AccountId, PersonId> unnamed = {})
      : session_(session), office_(office), units_(std::move(units)), accounts_(std::move(unnamed)) {
    for (const auto& person : people) items_[person.id];
  }

  Result<std::map<PersonId, std::vector<HeldItem>>> run() {
    if (items_.empty()) return std::move(items_);
    TRY(const auto accounts, people::read_accounts(session_));
    for (const auto& account : accounts)
      if (items_.contains(account.person)) accounts_.emplace(account.id, account.person);
    for (const auto& kind : office_.catalogue().kinds()) TRY_OK(records(kind));
    TRY(const auto grants, people::read_grants(session_));
    for (const auto& grant : grants) {
      HeldItem item;
      item.what = grant.delegated_by.empty() ? HeldItem::What::right : HeldItem::What::delegation;
      item.grant = grant;
      std::set<PersonId> whose;  // received and given may be one person's
      for (const auto& account : {grant.account, grant.delegated_by})
        if (const auto found = accounts_.find(account); found != accounts_.end()) whose.insert(found->second);
      for (const auto& person : whose) items_[person].push_back(item);
    }
    return std::move(items_);
  }

 private:
  Result<void> records(const kinds::Kind& kind) {
    bool standing = false, acting = false;
    for (const auto& field : kind.fields) {
      if (!kinds::is_person(field.type)) continue;
      standing = standing || is_standing(field.role);
      acting = acting || field.role == PersonRole::handler;
    }
    index::Filter filter;
    filter.units = units_;
    filter.kinds = {kind.id};
    for (const auto& state : kind.states) {
      if (state.final || state.id == "void") continue;
      if (state.draft ? !accounts_.empty() || standing || acting : standing || (acting && !state.counts)) filter.states.push_back(state.id);
    }
    if (filter.states.empty()) return {};
    std::optional<index::RecordRow> after;
    for (;;) {
      TRY(const auto rows, index::list(session_, filter, kListedAtOnce, after));
      for (const auto& row : rows) TRY_OK(record(kind, row));
      if (static_cast<int>(rows.size()) < kListedAtOnce) return {};
      after = rows.back();
    }
  }

  Result<void> record(const kinds::Kind& kind, const index::RecordRow& row) {
    const bool ended = kind.has_period && row.happened && row.happened->from != row.happened->to && row.happened->to < office_.today();
    if (ended) return {};
    HeldItem item;
    item.row = row;
    item.kind = &kind;
    TRY(const auto entry, office_.ledger().read(session_, row.entry, true));
    const auto values = entry.head.open.is_object() ? entry.head.open.value("values", Json::object()) : Json::object();
    std::set<PersonId> told;  // each once, by the first field that names them
    for (const auto& field : kind.fields) {
      const bool standing = is_standing(field.role);
      if (!kinds::is_person(field.type) || (!standing && (field.role != PersonRole::handler || row.counts))) continue;
      item.what = standing ? HeldItem::What::duty : HeldItem::What::task;
      item.field = field.id;
      for (const auto& person : named_in(values, field))
        if (items_.contains(person) && told.insert(person).second) items_[person].push_back(item);
    }
    const auto* state = kind.state(row.state);
    if (state == nullptr || !state->draft || accounts_.empty()) return {};
    TRY(const auto history, office_.ledger().history(session_, row.record.text, false));
    const auto author = history.empty() ? accounts_.end() : accounts_.find(history.front().head.actor);
    if (author == accounts_.end() || told.contains(author->second)) return {};
    item.what = HeldItem::What::draft;
    item.field.clear();
    items_[author->second].push_back(std::move(item));
    return {};
  }

  db::Session& session_;
  Office& office_;
  std::vector<UnitId> units_;
  std::map<AccountId, PersonId> accounts_;
  std::map<PersonId, std::vector<HeldItem>> items_;
};

Result<Held> collect(db::Session& session, Office& office, const people::Who& who, const people::Person& person) {
  TRY(const auto tree, people::read_units(session));
  const bool own = !who.person.empty() && who.person == person.id;
  if (!own && !people::may(who, people::Right::manage_people, person.unit, tree, office.roles(), office.today()))
    return fail(Code::denied, "app.handover_closed");
  TRY(auto items, Collector(session, office, {person}, units_read(office, who, tree, own)).run());
  return Held{person, std::move(items[person.id])};
}

// The person field as text with the one name for the other.
Result<std::string> held_field(Office& office, const HeldItem& item, const PersonId& from, const PersonId& to) {
  std::string text;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto entry, office.ledger().read(session, item.row->entry, true));
    const auto value = entry.head.open.value("values", Json::object()).value(item.field, Json());
    if (!value.is_array()) {
      text = to.text;
      return {};
    }
    for (const auto& id : value) {
      const auto name = id.get<std::string>();
      text += (text.empty() ? "" : "、") + (name == from.text ? to.text : name);
    }
    return {};
  }));
  return text;
}

std::string zh_or_en(std::string_view lang, const char* zh, const char* en) { return lang == "zh" ? zh : en; }
}  // namespace

std::string item_text(const HeldItem& item, std::string_view lang) {
  using What = HeldItem::What;
  if (item.grant) {
    const auto& g = *item.grant;
    std::string dates;
    if (g.from || g.to) dates = fmt::format(" {}..{}", g.from ? g.from->iso() : "", g.to ? g.to->iso() : "");
    if (item.what == What::right) return fmt::format("{} {}（{}）{}", zh_or_en(lang, "权限", "Right"), g.role, g.account.text, dates);
    return fmt::format("{} {}（{} → {}）{}", zh_or_en(lang, "委托", "Delegation"), g.role, g.delegated_by.text, g.account.text, dates);
  }
  const auto what = item.what == What::duty    ? zh_or_en(lang, "在任", "Holds")
                    : item.what == What::task  ? zh_or_en(lang, "未办结", "Open")
                                               : zh_or_en(lang, "草稿", "Draft");
  const auto* field = item.field.empty() ? nullptr : item.kind->field(item.field);
  return fmt::format("{} {} {} {}{} {}", what, name_in(item.kind->names, lang), item.row->happened ? item.row->happened->from.iso() : "—",
                     item.row->title, field == nullptr ? "" : "（" + name_in(field->names, lang) + "）", item.row->record.text);
}

std::int64_t to_hand_over(const Held& held) {
  return std::count_if(held.items.begin(), held.items.end(), [](const HeldItem& item) { return !item.grant; });
}

Result<Held> held_by_account(Office& office, const people::Who& who, const AccountId& id) {
  Held held;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    const auto account = std::find_if(accounts.begin(), accounts.end(), [&](const people::Account& one) { return one.id == id; });
    if (account == accounts.end()) return fail(Code::absent, "app.no_account", {{"login", id.text}});
    if (!account->person.empty()) {
      TRY(const auto person, find_person(session, account->person.text));
      TRY(held, collect(session, office, who, person));
      return {};
    }
    TRY(const auto tree, people::read_units(session));
    held.person.name = account->name;
    TRY(auto items, Collector(session, office, {held.person}, units_read(office, who, tree, false), {{id, held.person.id}}).run());
    held.items = std::move(items[held.person.id]);
    return {};
  }));
  return held;
}

Result<Held> held_by(Office& office, const people::Who& who, const PersonId& id) {
  Held held;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto person, find_person(session, id.text));
    TRY(held, collect(session, office, who, person));
    return {};
  }));
  return held;
}

Result<std::vector<Held>> left_holding(Office& office, const people::Who& who, Date on) {
  std::vector<Held> out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    std::vector<UnitId> units;
    for (const auto& unit : tree.all())
      if (people::may(who, people::Right::manage_people, unit.id, tree, office.roles(), office.today())) units.push_back(unit.id);
    if (units.empty()) return fail(Code::denied, "app.handover_closed");
    TRY(const auto roster, people::read_roster(session, units));
    TRY(const auto accounts, people::read_accounts(session));
    std::map<PersonId, bool> signs_in;  // whether any of their accounts is in use; nobody without an account
    for (const auto& account : accounts)
      if (!account.person.empty()) signs_in[account.person] = signs_in[account.person] || !account.disabled;
    std::vector<people::Person> left;
    for (const auto& person : roster) {
      const auto found = signs_in.find(person.id);
      if ((person.to && *person.to <= on) || (found != signs_in.end() && !found->second)) left.push_back(person);
    }
    TRY(auto items, Collector(session, office, left, units_read(office, who, tree, false)).run());
    for (auto& person : left)
      if (auto& held = items[person.id]; !held.empty()) out.push_back(Held{std::move(person), std::move(held)});
    return {};
  }));
  return out;
}

Result<std::variant<Saved, Refused>> write_handover(Office& office, const people::Who& who, const HandoverRequest& request, std::string_view lang) {
  TRY(const auto sheet, sheet_of(office));
  if (request.from == request.to) return fail(Code::invalid, "app.handover_same");
  TRY(const auto held, held_by(office, who, request.from));
  std::string list;
  for (const auto& item : held.items) list += item_text(item, lang) + "\n";
  if (list.empty()) list = zh_or_en(lang, "没有未交接的事项。", "Nothing is open.");
  kinds::Draft draft{sheet.kind->id, held.person.unit, sheet.kind->states.front().id, {}, false, {}};
  draft.values["happened"] = request.day.iso();
  draft.values[sheet.kind->title_field] = request.post;
  draft.values[sheet.from] = request.from.text;
  draft.values[sheet.to] = request.to.text;
  draft.values[sheet.list] = list;
  return save_record(office, who, draft);
}

Result<std::vector<Handover>> handovers_of(Office& office, const people::Who& who, const PersonId& from) {
  std::vector<Handover> out;
  const auto sheet = sheet_of(office);
  if (!sheet) return out;  // no pack brings one
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    index::Filter filter;
    filter.units = units_read(office, who, tree, false);
    if (filter.units.empty()) return {};
    filter.kinds = {sheet->kind->id};
    TRY(const auto names, read_names(session));
    TRY(const auto rows, index::list(session, filter, kListedAtOnce));
    for (const auto& row : rows) {
      TRY(const auto entry, office.ledger().read(session, row.entry, true));
      const auto values = entry.head.open.is_object() ? entry.head.open.value("values", Json::object()) : Json::object();
      if (values.value(sheet->from, std::string{}) != from.text) continue;
      const PersonId to{values.value(sheet->to, std::string{})};
      const auto name = names.persons.find(to.text);
      out.push_back({row, sheet->kind, to, name == names.persons.end() ? to.text : name->second});
    }
    return {};
  }));
  return out;
}

Result<CarriedOut> carry_out(Office& office, const people::Who& who, const RecordId& record) {
  TRY(const auto sheet, sheet_of(office));
  PersonId from, to;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto row, index::current(session, record));
    if (!row || row->kind != sheet.kind->id) return fail(Code::absent, "app.no_handover", {{"record", record.text}});
    if (!row->counts) return fail(Code::conflict, "app.handover_unsigned");
    TRY(const auto entry, office.ledger().read(session, row->entry, true));
    if (entry.open_erased) return fail(Code::conflict, "flow.erased");
    const auto values = entry.head.open.value("values", Json::object());
    from = PersonId{values.value(sheet.from, std::string{})};
    to = PersonId{values.value(sheet.to, std::string{})};
    return {};
  }));
  TRY(const auto held, held_by(office, who, from));
  CarriedOut out;
  for (const auto& item : held.items) {
    if (item.grant) out.left.push_back(item);
    if (item.grant || item.field.empty()) continue;
    TRY(const auto view, held_field(office, item, from, to));
    TRY(const auto done, edit_record(office, who, item.row->record, {{item.field, view}}, "交接 " + record.text));
    if (const auto* refused = std::get_if<Refused>(&done)) out.refused.emplace_back(item.row->record, refused->problems);
    else out.changed.push_back(item.row->record);
  }
  return out;
}
}  // namespace youju::app
