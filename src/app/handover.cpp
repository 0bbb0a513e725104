// SPDX-License-Identifier: Apache-2.0
#include "app/handover.h"

#include "app/gaps.h"
#include "app/people.h"
#include "flow/flow.h"

namespace youju::app {
namespace {
constexpr int kPage = 500;
using kinds::PersonRole;

// In force until it ends, as against done once.
bool is_standing(PersonRole role) {
  return role == PersonRole::responsible || role == PersonRole::deputy || role == PersonRole::holder || role == PersonRole::second_holder;
}
bool is_person(const kinds::Field& field) { return field.type == kinds::FieldType::person || field.type == kinds::FieldType::persons; }

bool names(const Json& values, const kinds::Field& field, const PersonId& person) {
  const auto found = values.find(field.id);
  if (found == values.end()) return false;
  if (found->is_string()) return found->get<std::string>() == person.text;
  return found->is_array() && std::any_of(found->begin(), found->end(), [&](const Json& id) { return id == person.text; });
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

class Collector {
 public:
  Collector(db::Session& session, Office& office, const people::Person& person, std::vector<UnitId> units)
      : session_(session), office_(office), person_(person), units_(std::move(units)) {}

  Result<std::vector<HeldItem>> run() {
    TRY(const auto accounts, people::read_accounts(session_));
    for (const auto& account : accounts)
      if (account.person == person_.id) accounts_.insert(account.id);
    for (const auto& kind : office_.catalogue().kinds()) TRY_OK(records(kind));
    TRY(const auto grants, people::read_grants(session_));
    for (const auto& grant : grants) {
      const bool theirs = accounts_.contains(grant.account), given = accounts_.contains(grant.delegated_by);
      if (!theirs && !given) continue;
      HeldItem item;
      item.what = grant.delegated_by.empty() ? HeldItem::What::right : HeldItem::What::delegation;
      item.grant = grant;
      out_.push_back(std::move(item));
    }
    return std::move(out_);
  }

 private:
  Result<void> records(const kinds::Kind& kind) {
    bool standing = false, acting = false;
    for (const auto& field : kind.fields) {
      if (!is_person(field)) continue;
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
      TRY(const auto rows, index::list(session_, filter, kPage, after));
      for (const auto& row : rows) TRY_OK(record(kind, row));
      if (static_cast<int>(rows.size()) < kPage) return {};
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
    for (const auto& field : kind.fields) {
      if (!is_person(field) || !names(values, field, person_.id)) continue;
      const bool standing = is_standing(field.role);
      if (!standing && (field.role != PersonRole::handler || row.counts)) continue;
      item.what = standing ? HeldItem::What::duty : HeldItem::What::task;
      item.field = field.id;
      out_.push_back(item);
      return {};
    }
    const auto* state = kind.state(row.state);
    if (state == nullptr || !state->draft || accounts_.empty()) return {};
    TRY(const auto history, office_.ledger().history(session_, row.record.text, false));
    if (history.empty() || !accounts_.contains(history.front().head.actor)) return {};
    item.what = HeldItem::What::draft;
    out_.push_back(std::move(item));
    return {};
  }

  db::Session& session_;
  Office& office_;
  const people::Person& person_;
  std::vector<UnitId> units_;
  std::set<AccountId> accounts_;
  std::vector<HeldItem> out_;
};

Result<Held> collect(db::Session& session, Office& office, const people::Who& who, const people::Person& person) {
  TRY(const auto tree, people::read_units(session));
  const bool own = !who.person.empty() && who.person == person.id;
  if (!own && !people::may(who, people::Right::manage_people, person.unit, tree, office.roles(), office.today()))
    return fail(Code::denied, "app.handover_closed");
  std::vector<UnitId> units;
  for (const auto& unit : tree.all())
    if (own || people::may(who, people::Right::read, unit.id, tree, office.roles(), office.today())) units.push_back(unit.id);
  TRY(auto items, Collector(session, office, person, std::move(units)).run());
  return Held{person, std::move(items)};
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
    for (const auto& person : roster) {
      if (!person.to || *person.to > on) continue;
      TRY(auto held, collect(session, office, who, person));
      if (!held.items.empty()) out.push_back(std::move(held));
    }
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
