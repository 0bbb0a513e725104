// SPDX-License-Identifier: Apache-2.0
#include "app/records.h"

#include "app/evidence_text.h"
#include "app/save_together.h"
#include "app/statements.h"
#include "base/text.h"
#include "words/measure.h"
#include "words/words.h"

namespace youju::app {
namespace {

Result<void> check_right(db::Tx& tx, const Office& office, const people::Who& who, people::Right right, const UnitId& unit) {
  return people::require(tx, who, right, unit, office.roles(), office.today());
}

Result<std::pair<index::RecordRow, const kinds::Kind*>> find_record(db::Session& session, const Office& office, const RecordId& record) {
  TRY(const auto row, index::current(session, record));
  if (!row) return fail(Code::absent, "app.no_record", {{"record", record.text}});
  const auto* kind = office.catalogue().find(row->kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", row->kind.text}});
  return std::pair{*row, kind};
}

// Submitted or approved once: a change is then a correction and needs a reason. Signed reports pin versions of counted records,
// and only records that left their first state can count, so they are covered by the first test.
Result<bool> needs_reason(db::Session& session, const Office& office, const kinds::Kind& kind, const RecordId& record) {
  TRY(const auto history, const_cast<Office&>(office).ledger().history(session, record.text, false));
  for (const auto& entry : history) {
    if (entry.head.type == ledger::EntryType::approval) return true;
    const auto* transition = kind.transition(entry.head.more.value("transition", std::string{}));
    if (transition != nullptr && (transition->right == "submit" || transition->other_person)) return true;
  }
  return false;
}

Result<bool> was_approved(db::Session& session, Office& office, const RecordId& record) {
  TRY(const auto history, office.ledger().history(session, record.text, false));
  return std::any_of(history.begin(), history.end(), [](const ledger::Entry& e) { return e.head.type == ledger::EntryType::approval; });
}


// A request repeated with its key is answered as the first time: nothing was done now, what was done then is told.
Result<std::variant<Saved, Refused>> answered(Office& office, std::variant<Saved, Refused> out, const Json& answer) {
  const auto* refused = std::get_if<Refused>(&out);
  if (refused == nullptr || !refused->problems.empty() || !answer.contains("record")) return out;
  Saved saved;
  saved.record = RecordId{answer["record"].get<std::string>()};
  saved.entry = answer.value("entry", std::int64_t{0});
  for (const auto& remark : answer.value("remarks", Json::array())) saved.remarks.push_back({remark["field"], {remark["word"], remark["args"].get<Args>()}});
  for (const auto& record : answer.value("looks_like", Json::array())) saved.looks_like.emplace_back(record.get<std::string>());
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto row, index::current(session, saved.record, saved.entry + 1));
    if (!row) return fail(Code::absent, "app.no_record", {{"record", saved.record.text}});
    saved.number = row->number;
    saved.state = row->state;
    saved.title = row->title;
    saved.happened = row->happened;
    return {};
  }));
  return std::variant<Saved, Refused>(std::move(saved));
}

// The step a verb means: by id, else the only one open to this record that has the right. A leader's signature is an approval too.
const kinds::Transition* find_step(const kinds::Kind& kind, const std::string& state, std::string_view verb, const Json& open, const Json& personal) {
  const auto fits = [&](const kinds::Transition& t) { return t.by.empty() && flow::is_open(t, state, open, personal); };
  const auto* exact = kind.transition(verb);
  if (exact != nullptr && std::find(exact->from.begin(), exact->from.end(), state) != exact->from.end()) return exact;
  const kinds::Transition* found = nullptr;
  for (const auto& t : kind.transitions) {
    const bool is_return = verb == "return" && t.other_person == false && t.right == "approve";
    const bool signs = verb == "approve" && t.other_person && t.right == "sign";
    if (!fits(t) || !(t.right == verb || is_return || signs || (verb == "void" && t.to == "void"))) continue;
    if (verb == "approve" && !t.other_person && t.reason) continue;  // sending back also needs the right to approve
    if (found != nullptr) return nullptr;
    found = &t;
  }
  return found != nullptr ? found : exact;  // said to be impossible by its own name
}
}  // namespace

Saved saved_of(const ledger::Entry& entry, const kinds::Checked& checked) {
  return Saved{RecordId{entry.head.object}, entry.head.number, entry.index, checked.state, checked.title, checked.happened, checked.remarks, {}};
}

kinds::Lookups lookups_in(db::Session& session, const Office& office, const UnitId& unit) {
  kinds::Lookups lookups;
  lookups.closed = [&session, unit, read = std::make_shared<std::optional<std::optional<Date>>>()]() -> std::optional<Date> {
    if (!*read) {
      auto found = people::closed_on(session, unit);
      *read = found ? *found : std::nullopt;  // a read that fails is told by the next one, which decides more
    }
    return **read;
  };
  lookups.kind = [&office](std::string_view name) -> std::optional<KindId> {
    const auto* found = office.catalogue().find_by_name(name);
    return found == nullptr ? std::nullopt : std::optional(found->id);
  };
  // Read once, and only when asked: an import asks for the same names a hundred thousand times, most records for none. A record that
  // names a few has them looked up one by one; whoever asks for more has the whole roster read.
  struct Known {
    db::Session& session;
    UnitId unit;
    std::optional<people::UnitTree> tree;
    std::optional<std::unordered_map<std::string, std::vector<PersonId>>> by_name;
    const people::UnitTree& units() {
      if (!tree) tree = people::read_units(session).value_or(people::UnitTree({}));
      return *tree;
    }
    const std::unordered_map<std::string, std::vector<PersonId>>& persons() {
      if (by_name) return *by_name;
      by_name.emplace();
      std::vector<UnitId> all;
      for (const auto& u : units().all()) {
        if (tree->is_within(u.id, unit) || tree->is_within(unit, u.id)) all.push_back(u.id);
      }
      for (const auto& person : people::read_roster(session, all).value_or(std::vector<people::Person>{})) {
        if (!person.name.empty()) (*by_name)[fold(person.name)].push_back(person.id);
        (*by_name)[person.id.text].push_back(person.id);
      }
      return *by_name;
    }
    int persons_asked = 0;
    std::vector<PersonId> named(std::string_view name) {
      constexpr int kFew = 40;
      std::vector<PersonId> ids;
      if (!by_name && ++persons_asked <= kFew) {
        for (auto& person : people::find_persons(session, unit, name).value_or(std::vector<people::Person>{}))
          if (!person.name.empty() || person.id.text == name) ids.push_back(std::move(person.id));
        return ids;
      }
      if (const auto it = persons().find(fold(name)); it != persons().end()) ids = it->second;
      return ids;
    }
    std::map<KindId, std::unordered_map<std::string, std::vector<RecordId>>> by_title;
    // Records of registers (accounts, plans …) around the unit. Of kinds with very many records only ids tell which is meant.
    const std::unordered_map<std::string, std::vector<RecordId>>& titles(const KindId& kind) {
      constexpr int kMost = 20'000;
      const auto [found, is_new] = by_title.try_emplace(kind);
      if (!is_new) return found->second;
      index::Filter filter;
      filter.kinds = {kind};
      for (const auto& u : units().all()) {
        if (tree->is_within(u.id, unit) || tree->is_within(unit, u.id)) filter.units.push_back(u.id);
      }
      const auto rows = index::list(session, filter, kMost).value_or(std::vector<index::RecordRow>{});
      if (static_cast<int>(rows.size()) == kMost) return found->second;
      for (const auto& row : rows) {
        if (row.state != "void" && !row.title.empty()) found->second[fold(row.title)].push_back(row.record);
      }
      return found->second;
    }
  };
  const auto known = std::make_shared<Known>(Known{session, unit, {}, {}, 0, {}});
  lookups.persons = [known](std::string_view name) { return known->named(name); };
  lookups.unit = [known](std::string_view name) -> std::optional<UnitId> {
    const auto* found = known->units().find(UnitId(std::string(name)));  // as kept in a record
    if (found == nullptr) found = known->units().by_name(name);
    return found == nullptr ? std::nullopt : std::optional(found->id);
  };
  lookups.record = [known, &session](std::string_view id, const KindId& kind) -> std::optional<RecordId> {
    const RecordId record{std::string(id)};
    if (auto row = index::current(session, record); row && *row && (*row)->kind == kind) return record;
    const auto& titles = known->titles(kind);
    const auto it = titles.find(fold(id));
    if (it == titles.end() || it->second.size() != 1) return std::nullopt;  // namesakes: the id has to be written
    return it->second.front();
  };
  return lookups;
}

ledger::NewEntry version_entry(const people::Who& who, const kinds::Checked& checked, const RecordId& record, std::int64_t number,
                               const Provenance& from, std::string_view transition, std::string_view reason) {
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::version;
  entry.actor = who.account;
  entry.unit = checked.unit;
  entry.object = record.text;
  entry.number = number;
  entry.kind = checked.kind;
  entry.pack = checked.pack;
  entry.state = checked.state;
  entry.happened = checked.happened;
  entry.also = checked.also;
  if (!from.batch.empty()) {
    entry.more["batch"] = from.batch;
    entry.more["imported"] = true;
  }
  if (!transition.empty()) entry.more["transition"] = std::string(transition);
  entry.open = Json{{"title", checked.title}, {"values", checked.open}};
  if (!from.source.is_null()) entry.open["source"] = from.source;
  if (!reason.empty()) entry.open["reason"] = std::string(reason);
  if (!checked.personal.empty()) entry.personal = Json{{"values", checked.personal}};
  return entry;
}

Result<ledger::Entry> append_record(Office::Writer& writer, const people::Who& who, const kinds::Checked& checked, const RecordId& record,
                                    std::int64_t number, const Provenance& from, std::string_view transition, std::string_view reason) {
  return writer.append(version_entry(who, checked, record, number, from, transition, reason));
}

Result<std::variant<Saved, Refused>> save_record(Office& office, const people::Who& who, const kinds::Draft& draft) {
  const auto* kind = office.catalogue().find(draft.kind);
  if (kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", draft.kind.text}});
  TRY(auto done, save_together(office, who, *kind, draft));
  return answered(office, std::move(done.out), done.answer);
}

Result<std::variant<Saved, Refused>> edit_record(Office& office, const people::Who& who, const RecordId& record,
                                                 const std::map<std::string, std::string>& changes, std::string_view reason,
                                                 std::int64_t expected_number) {
  std::variant<Saved, Refused> out = Refused{};
  TRY(const Json answer, office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY(const auto found, find_record(writer.tx, office, record));
    const auto& [row, kind] = found;
    TRY_OK(check_right(writer.tx, office, who, people::Right::write, row.unit));
    if (expected_number != 0 && expected_number != row.number) {
      return fail(Code::conflict, "app.moved_on", {{"seen", std::to_string(expected_number)}, {"now", std::to_string(row.number)}});
    }
    const auto* state = kind->state(row.state);
    if (state != nullptr && state->final) return fail(Code::conflict, "app.record_final", {{"state", name_in(state->names, "zh")}});
    TRY(const auto asks, needs_reason(writer.tx, office, *kind, record));
    if (asks && reason.empty()) return fail(Code::invalid, "app.reason_needed");
    TRY(const auto current, office.ledger().read(writer.tx, row.entry, true));
    if (current.open_erased) return fail(Code::conflict, "flow.erased");
    const auto open = ledger::values_of(current.head.open), personal = ledger::values_of(current.head.personal);
    kinds::Draft draft{row.kind, row.unit, row.state, kinds::as_texts(*kind, open, personal, row.happened), false, {}};
    for (const auto& [field, text] : changes) draft.values[field] = text;
    // Approval that survives an edit is no approval; nor may an edit leave a record where its new content could not have come.
    TRY(const auto approved, was_approved(writer.tx, office, record));
    const bool guarded = flow::is_guarded(*kind, row.state, open, personal);
    bool falls = approved && guarded;
    if (falls) draft.state = kind->states.front().id;
    const auto lookups = lookups_in(writer.tx, office, row.unit);
    auto judged = kinds::validate(*kind, draft, lookups, office.today());
    const auto* good = std::get_if<kinds::Checked>(&judged);
    if (good != nullptr && !falls && !guarded && flow::is_guarded(*kind, row.state, good->open, good->personal)) {
      falls = true;
      draft.state = kind->states.front().id;
      judged = kinds::validate(*kind, draft, lookups, office.today());
    }
    if (auto* problems = std::get_if<Problems>(&judged)) {
      out = Refused{*problems};
      return Json::object();
    }
    const auto& checked = std::get<kinds::Checked>(judged);
    TRY_OK(check_statement(writer.tx, office, *kind, {checked.state, checked.unit, checked.happened, checked.open}));
    TRY(const auto entry, append_record(writer, who, checked, record, row.number + 1, Provenance{row.batch, nullptr}, {}, reason));
    auto saved = saved_of(entry, checked);
    if (falls) saved.remarks.push_back({"state", {"app.approval_fell", {{"state", name_in(kind->states.front().names, "zh")}}}});
    out = std::move(saved);
    return Json{{"record", record.text}, {"entry", entry.index}};
  }));
  return answered(office, std::move(out), answer);
}

namespace {
// Whether the step asked for binds whoever takes it is known only from the record; the write looks again.
Result<void> before_signed_step(Office& office, const people::Who& who, const RecordId& record, std::string_view verb, const AtTheAct& how) {
  bool binds = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto found, find_record(session, office, record));
    const auto& [row, kind] = found;
    TRY(const auto current, office.ledger().read(session, row.entry, true));
    const auto* step = find_step(*kind, row.state, verb, ledger::values_of(current.head.open), ledger::values_of(current.head.personal));
    binds = step != nullptr && flow::is_signed(*step);
    return {};
  }));
  return binds ? before_act(office, who, how) : Result<void>{};
}
}  // namespace

Result<flow::Outcome> move_record(Office& office, const people::Who& who, const RecordId& record, std::string_view verb,
                                  std::string_view shown, std::string_view reason, const AtTheAct& how) {
  flow::Outcome outcome;
  TRY_OK(before_signed_step(office, who, record, verb, how));
  TRY(const Json answer, office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY(const auto found, find_record(writer.tx, office, record));
    const auto& [row, kind] = found;
    TRY(const auto current, office.ledger().read(writer.tx, row.entry, true));
    const auto open = ledger::values_of(current.head.open);
    const auto* step = find_step(*kind, row.state, verb, open, ledger::values_of(current.head.personal));
    if (step == nullptr) return fail(Code::invalid, "flow.no_transition", {{"transition", std::string(verb)}});
    if (flow::is_signed(*step)) TRY_OK(at_act(writer.tx, office, who, how));
    const flow::Request request{who, office.roles(), office.today(), std::string(shown), std::string(reason)};
    TRY_OK(check_statement(writer.tx, office, *kind, {step->to, row.unit, row.happened, open}));
    TRY(outcome, flow::take(writer.tx, office.ledger(), office.catalogue(), record, step->id, request,
                            [&](const ledger::NewEntry& entry) { return writer.append(entry); }));
    return Json{{"moved", outcome.moved}, {"state", outcome.state}, {"missing", outcome.approvals_missing}, {"entry", outcome.entry}};
  }));
  // Also when the request was answered before and nothing was done now.
  return flow::Outcome{answer.value("moved", false), answer.value("state", std::string{}), answer.value("missing", 0), answer.value("entry", std::int64_t{-1})};
}

Result<Attached> attach_evidence(Office& office, const people::Who& who, const RecordId& record, const std::filesystem::path& file,
                                 std::string_view role, std::optional<std::int64_t> supersedes) {
  Attached out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto found, find_record(session, office, record));
    if (found.second->no_content) return fail(Code::denied, "app.no_files_here", {{"kind", name_in(found.second->names, "zh")}});
    const auto* field = role.empty() ? nullptr : found.second->field(role);
    if (!role.empty() && (field == nullptr || field->type != kinds::FieldType::file)) {
      return fail(Code::invalid, "app.no_file_role", {{"role", std::string(role)}});
    }
    return {};
  }));
  TRY(out.evidence, office.evidence().add(file, office.world()));
  out.evidence.made_at = taken_at(office, out.evidence.digest, out.evidence.media_type);
  TRY(const Json answer, office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY(const auto found, find_record(writer.tx, office, record));
    TRY_OK(check_right(writer.tx, office, who, people::Right::write, found.first.unit));
    TRY(out.also_under, index::records_with_evidence(writer.tx, out.evidence.digest));
    ledger::NewEntry entry;
    entry.type = ledger::EntryType::evidence;
    entry.actor = who.account;
    entry.unit = found.first.unit;
    entry.object = record.text;
    entry.more = Json{{"size", out.evidence.size}, {"media_type", out.evidence.media_type}};
    if (!role.empty()) entry.more["role"] = found.second->field(role)->id;
    if (supersedes) entry.more["supersedes"] = *supersedes;
    entry.open = Json{{"digest", out.evidence.digest}};
    if (out.evidence.made_at) entry.open["made_at"] = out.evidence.made_at->iso();
    entry.personal = Json{{"name", out.evidence.name}};
    TRY(const auto written, writer.append(entry));
    return Json{{"entry", written.index}};
  }));
  out.entry = answer.value("entry", std::int64_t{0});  // also when it was attached before
  TRY_OK(index_evidence_text(office, record, out.evidence.digest, out.evidence.media_type));
  return out;
}

Result<View> view_record(Office& office, const people::Who& who, const RecordId& record, std::string_view lang, std::int64_t at) {
  View view;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto row, index::current(session, record, at));
    if (!row) return fail(Code::absent, "app.no_record", {{"record", record.text}});
    view.row = *row;
    TRY(const auto tree, people::read_units(session));
    if (!people::may(who, people::Right::read, row->unit, tree, office.roles(), office.today())) {
      return fail(Code::absent, "app.no_record", {{"record", record.text}});  // not telling that it is there
    }
    view.kind = office.catalogue().find(row->kind);
    if (view.kind == nullptr) return fail(Code::absent, "app.no_kind", {{"kind", row->kind.text}});
    TRY(const auto names, read_names(session));
    TRY(view.history, office.ledger().history(session, record.text, true));
    std::erase_if(view.history, [&](const ledger::Entry& e) { return e.index >= at; });
    TRY(view.evidence, index::evidence_of(session, record));
    TRY(const auto entry, office.ledger().read(session, row->entry, true));
    for (const auto& field : view.kind->fields) {
      for (const auto* payload : {&entry.head.open, &entry.head.personal}) {
        if (!payload->is_object() || !payload->contains("values") || !(*payload)["values"].contains(field.id)) continue;
        const auto& value = (*payload)["values"][field.id];
        const auto* named = field.type == kinds::FieldType::kind ? office.catalogue().find(KindId{value.get<std::string>()}) : nullptr;
        view.fields.emplace_back(name_in(field.names, lang), named ? name_in(named->names, lang) : value_text(field, value, names, lang));
      }
    }
    if (at != index::kOpen) return {};
    const flow::Request request{who, office.roles(), office.today(), {}, "-"};
    for (const auto& transition : view.kind->transitions) {
      if (std::find(transition.from.begin(), transition.from.end(), row->state) == transition.from.end()) continue;
      Step step{transition.id, name_in(transition.names, lang), {}, {}};
      TRY(step.standing, flow::standing(session, office.ledger(), *view.kind, record, transition, request));
      if (flow::is_signed(transition)) {
        TRY(step.shown, flow::digest_shown(session, office.ledger(), record, transition.id));
      }
      view.steps.push_back(std::move(step));
    }
    return {};
  }));
  return view;
}

Result<NameBook> read_names(db::Session& session) {
  NameBook book;
  TRY(const auto tree, people::read_units(session));
  std::vector<UnitId> all;
  for (const auto& unit : tree.all()) {
    book.units[unit.id.text] = unit.name;
    all.push_back(unit.id);
  }
  TRY(const auto roster, people::read_roster(session, all));
  for (const auto& person : roster) book.persons[person.id.text] = person.name;
  return book;
}

namespace {
// A part of the day by its name, hours as they are.
std::string time_text(const std::string& kept, std::string_view lang) {
  for (const std::string_view part : {"am", "noon", "pm", "evening", "day"})
    if (kept == part) return words::say(lang == "zh" ? words::Lang::zh : words::Lang::en, "app.time_" + kept);
  return kept;
}
}  // namespace

std::string value_text(const kinds::Field& field, const Json& value, const NameBook& names, std::string_view lang) {
  const auto person = [&](const Json& id) {
    const auto it = names.persons.find(id.get<std::string>());
    return it == names.persons.end() || it->second.empty() ? std::string("—") : it->second;
  };
  switch (field.type) {
    case kinds::FieldType::money: return Decimal{value.get<std::int64_t>() * (Decimal::kScale / 100)}.text() + (lang == "zh" ? "元" : " yuan");
    case kinds::FieldType::number: return words::say_measured(lang == "zh" ? words::Lang::zh : words::Lang::en, value.get<std::string>(), field.measure);
    case kinds::FieldType::yes_no: return value.get<bool>() ? (lang == "zh" ? "是" : "yes") : (lang == "zh" ? "否" : "no");
    case kinds::FieldType::choice:
      for (const auto& choice : field.choices) {
        if (choice.id == value.get<std::string>()) return name_in(choice.names, lang);
      }
      return value.get<std::string>();
    case kinds::FieldType::person: return person(value);
    case kinds::FieldType::persons: {
      std::string out;
      for (const auto& id : value) out += (out.empty() ? "" : lang == "zh" ? "、" : ", ") + person(id);
      return out;
    }
    case kinds::FieldType::unit: {
      const auto it = names.units.find(value.get<std::string>());
      return it == names.units.end() ? value.get<std::string>() : it->second;
    }
    case kinds::FieldType::time_range: return time_text(value.get<std::string>(), lang);
    default: return value.is_string() ? value.get<std::string>() : value.dump();
  }
}
}  // namespace youju::app
