// SPDX-License-Identifier: Apache-2.0
// The gate: transitions and approvals.
#include "flow/flow.h"

#include "flow/flow_sql.h"

namespace youju::flow {
namespace {

struct Approvals {
  std::vector<AccountId> by;
  std::vector<std::int64_t> entries;
  int fallen = 0;
};
Result<Approvals> approvals_of(db::Session& session, std::string_view object, std::int64_t version, std::string_view transition, std::string_view shown) {
  Approvals out;
  TRY_OK(session.each(sql::approvals_of, {object, version, transition}, [&](const db::Row& row) {
    if (row.text(1) == shown) {
      out.by.emplace_back(std::string(row.text(0)));
      out.entries.push_back(row.integer(3));
    } else {
      ++out.fallen;
    }
    return true;
  }));
  return out;
}

// A delegate acts for somebody, as long as the delegation runs: what bars the one bars the other.
bool is_maker(const people::Who& who, const std::set<AccountId>& makers, Date today) {
  if (makers.contains(who.account)) return true;
  return std::any_of(who.grants.begin(), who.grants.end(), [&](const people::Grant& g) {
    const bool runs = !(g.from && today < *g.from) && !(g.to && today > *g.to);
    return runs && !g.delegated_by.empty() && makers.contains(g.delegated_by);
  });
}

std::string name_in(const kinds::Names& names, const char* lang, const std::string& id) {
  const auto it = names.find(lang);
  return it == names.end() ? id : it->second;
}

// A name in both languages: {state} is filled from state_en in English.
void put_name(Args& args, const std::string& key, const kinds::Names& names, const std::string& id) {
  args[key] = name_in(names, "zh", id);
  args[key + "_en"] = name_in(names, "en", args[key]);
}

std::optional<Message> state_refusal(const kinds::Transition& transition, const std::string& state, const kinds::Kind& kind) {
  if (std::find(transition.from.begin(), transition.from.end(), state) != transition.from.end()) return std::nullopt;
  const auto* now = kind.state(state);
  Args args{{"state", state}};
  put_name(args, "transition", transition.names, transition.id);
  if (now != nullptr) put_name(args, "state", now->names, now->id);
  return Message{"flow.wrong_state", std::move(args)};
}

// The values of a condition as a clerk writes them: "是", "微信公众号、网站".
std::string condition_values(const kinds::Field& field, const std::vector<std::string>& values, bool zh) {
  std::string out;
  for (const auto& value : values) {
    std::string word = value == "yes" ? (zh ? "是" : "yes") : value == "no" ? (zh ? "否" : "no") : value;
    for (const auto& choice : field.choices)
      if (choice.id == value) word = name_in(choice.names, zh ? "zh" : "en", value);
    out += (out.empty() ? "" : zh ? "、" : ", ") + word;
  }
  return out;
}

// What the record itself says about the step: its condition, and who alone may take it.
std::optional<Message> content_refusal(const kinds::Kind& kind, const kinds::Transition& transition, const people::Who& who,
                                       const std::string& state, const Json& open, const Json& personal) {
  Args args;
  put_name(args, "transition", transition.names, transition.id);
  if (!is_open(transition, state, open, personal)) {
    const auto& field = *kind.field(transition.when->field);
    put_name(args, "field", field.names, field.id);
    args["values"] = condition_values(field, transition.when->values, true);
    args["values_en"] = condition_values(field, transition.when->values, false);
    return Message{"flow.condition_not_met", std::move(args)};
  }
  if (transition.by.empty()) return std::nullopt;
  const auto named = open.value(transition.by, std::string{});
  if (!named.empty() && named == who.person.text) return std::nullopt;
  put_name(args, "field", kind.field(transition.by)->names, transition.by);
  return Message{"flow.not_named", std::move(args)};
}

// What the record would still have to say to be where the step leads. A step changes no field, so this is asked before it.
std::optional<Message> missing_refusal(const kinds::Kind& kind, const kinds::Transition& transition, const index::RecordRow& row,
                                       const ledger::Entry& entry, Date today) {
  const auto& to = *kind.state(transition.to);
  auto problems = kinds::missing_in(kind, to, row.happened, ledger::values_of(entry.head.open), ledger::values_of(entry.head.personal), today);
  if (entry.personal_erased) {  // what was erased by law was filled in once
    std::erase_if(problems, [&](const Problem& p) { return kind.field(p.field) != nullptr && kind.field(p.field)->personal; });
  }
  if (problems.empty()) return std::nullopt;
  Args args{{"record", row.record.text}};
  put_name(args, "transition", transition.names, transition.id);
  put_name(args, "state", to.names, to.id);
  for (const auto& problem : problems) {
    if (problem.message.word == "kinds.happened_in_future") return problem.message;
    const auto* field = kind.field(problem.field);
    Args name{{"one", "日期"}, {"one_en", "Date"}};
    const auto& names = field == nullptr ? kind.happened_names : field->names;
    if (!names.empty()) put_name(name, "one", names, problem.field);
    args["fields"] += (args["fields"].empty() ? "“" : "、“") + name["one"] + "”";
    args["fields_en"] += (args["fields_en"].empty() ? "“" : ", “") + name["one_en"] + "”";
    if (args["first"].empty()) args["first"] = name["one"], args["first_en"] = problem.field;
  }
  return Message{"flow.fields_missing", std::move(args)};
}

Result<people::Right> right_of(const std::string& name) {
  const auto right = people::right_from(name);
  if (!right) return fail(Code::invalid, "people.unknown_right", {{"role", "-"}, {"right", name}});
  return *right;
}

// Not this person · something is to be filled in · not as things stand.
Code code_of(std::string_view why_not) {
  if (why_not == "flow.own_work" || why_not == "people.no_right" || why_not == "flow.not_named") return Code::denied;
  if (why_not == "flow.reason_needed" || why_not == "flow.fields_missing" || why_not == "kinds.happened_in_future") return Code::invalid;
  return Code::conflict;
}

ledger::NewEntry next_version(const ledger::Entry& current, const kinds::Transition& transition, const Request& request,
                              const std::vector<std::int64_t>& approvals) {
  ledger::NewEntry next = current.head;
  next.actor = request.who.account;
  next.number = current.head.number + 1;
  next.state = transition.to;
  next.more = Json{{"transition", transition.id}};
  if (current.head.more.contains("batch")) next.more["batch"] = current.head.more["batch"];
  if (!approvals.empty()) next.more["approvals"] = approvals;
  next.open.erase("reason");
  if (!request.reason.empty()) next.open["reason"] = request.reason;
  return next;
}
}  // namespace

bool is_open(const kinds::Transition& transition, std::string_view state, const Json& open, const Json& personal) {
  if (std::find(transition.from.begin(), transition.from.end(), state) == transition.from.end()) return false;
  return !transition.when || kinds::condition_holds(*transition.when, state, open, personal);
}

bool is_signed(const kinds::Transition& transition) { return transition.other_person || !transition.by.empty(); }

bool is_guarded(const kinds::Kind& kind, std::string_view state, const Json& open, const Json& personal) {
  // What can be reached from the first state by steps that one person may take alone.
  std::set<std::string> reached{kind.states.front().id};
  for (bool grew = true; grew;) {
    grew = false;
    for (const auto& t : kind.transitions) {
      if (is_signed(t)) continue;
      const bool from = std::any_of(t.from.begin(), t.from.end(), [&](const std::string& s) { return reached.contains(s) && is_open(t, s, open, personal); });
      if (from && reached.insert(t.to).second) grew = true;
    }
  }
  return !reached.contains(std::string(state));
}

Result<Standing> standing(db::Session& session, const ledger::Ledger& ledger, const kinds::Kind& kind, const RecordId& record,
                          const kinds::Transition& transition, const Request& request) {
  TRY(const auto row, index::current(session, record));
  if (!row) return fail(Code::absent, "flow.no_record", {{"record", record.text}});
  Standing out;
  const auto refuse = [&](Message why) {
    out.why_not = std::move(why);
    return out;
  };
  if (auto wrong = state_refusal(transition, row->state, kind)) return refuse(std::move(*wrong));
  TRY(const auto right, right_of(transition.right));
  TRY(const auto tree, people::read_units(session));
  if (!people::may(request.who, right, row->unit, tree, request.roles, request.today)) {
    const auto* unit = tree.find(row->unit);
    return refuse({"people.no_right", {{"name", request.who.name}, {"right", "@people.right_" + transition.right}, {"unit", unit ? unit->name : row->unit.text}}});
  }
  TRY(const auto entry, ledger.read(session, row->entry, true));
  const auto open = ledger::values_of(entry.head.open), personal = ledger::values_of(entry.head.personal);
  if (auto not_this_one = content_refusal(kind, transition, request.who, row->state, open, personal)) return refuse(std::move(*not_this_one));
  if (entry.open_erased) return refuse({"flow.erased", {}});
  if (auto missing = missing_refusal(kind, transition, *row, entry, request.today)) return refuse(std::move(*missing));
  if (is_signed(transition)) {
    TRY(const auto digest, digest_shown(session, ledger, record, transition.id));
    TRY(const auto approvals, approvals_of(session, record.text, row->number, transition.id, digest));
    out.approvals_needed = transition.approvals;
    out.approvals_have = static_cast<int>(approvals.by.size());
    out.approved_by = approvals.by;
    out.fallen = approvals.fallen;
    std::set<AccountId> makers;
    if (transition.other_person) {
      TRY(makers, makers_of(session, ledger, kind, record));
    }
    if (is_maker(request.who, makers, request.today)) return refuse({"flow.own_work", {}});
    if (std::find(approvals.by.begin(), approvals.by.end(), request.who.account) != approvals.by.end()) return refuse({"flow.approved_already", {}});
    if (!request.shown.empty() && request.shown != digest) return refuse({"flow.changed_since_shown", {}});
  }
  if (transition.reason && request.reason.empty()) return refuse({"flow.reason_needed", {}});
  out.allowed = true;
  return out;
}

Result<std::vector<std::int64_t>> approve(db::Tx& tx, const Subject& subject, const Request& request, const Append& append) {
  TRY(const auto right, right_of(subject.right));
  TRY_OK(people::require(tx, request.who, right, subject.unit, request.roles, request.today));
  if (is_maker(request.who, subject.makers, request.today)) return fail(Code::denied, "flow.own_work");
  TRY(auto before, approvals_of(tx, subject.object, subject.version, subject.transition, request.shown));
  ledger::NewEntry entry;
  entry.type = ledger::EntryType::approval;
  entry.actor = request.who.account;
  entry.unit = subject.unit;
  entry.object = subject.object;
  entry.more = Json{{"transition", subject.transition}, {"step", static_cast<std::int64_t>(before.by.size()) + 1}, {"for_version", subject.version}, {"outcome", subject.outcome}};
  entry.open = Json{{"shown", request.shown}};
  if (!request.reason.empty()) entry.open["reason"] = request.reason;
  TRY(const auto written, append(entry));
  before.entries.push_back(written.index);
  return before.entries;
}

Result<Outcome> take(db::Tx& tx, const ledger::Ledger& ledger, const kinds::Catalogue& catalogue, const RecordId& record,
                     std::string_view transition_id, const Request& request, const Append& append) {
  TRY(const auto row, index::current(tx, record));
  if (!row) return fail(Code::absent, "flow.no_record", {{"record", record.text}});
  const auto* kind = catalogue.find(row->kind);
  const auto* transition = kind == nullptr ? nullptr : kind->transition(transition_id);
  if (transition == nullptr) return fail(Code::invalid, "flow.no_transition", {{"transition", std::string(transition_id)}});
  TRY(const auto right, right_of(transition->right));
  TRY_OK(people::require(tx, request.who, right, row->unit, request.roles, request.today));
  TRY(const auto stand, standing(tx, ledger, *kind, record, *transition, request));
  if (!stand.allowed) {
    return fail(code_of(stand.why_not.word), stand.why_not.word, stand.why_not.args);
  }
  std::vector<std::int64_t> approvals;
  if (is_signed(*transition)) {
    if (request.shown.empty()) return fail(Code::invalid, "flow.shown_needed");
    std::set<AccountId> makers;
    if (transition->other_person) {
      TRY(makers, makers_of(tx, ledger, *kind, record));
    }
    TRY(approvals, approve(tx, Subject{record.text, row->number, transition->id, row->unit, transition->right, makers}, request, append));
    const int missing = transition->approvals - static_cast<int>(approvals.size());
    if (missing > 0) return Outcome{false, row->state, missing, approvals.back()};
  }
  TRY(const auto current, ledger.read(tx, row->entry, true));
  if (current.open_erased) return fail(Code::conflict, "flow.erased");
  TRY(const auto written, append(next_version(current, *transition, request, approvals)));
  return Outcome{true, transition->to, 0, written.index};
}

Result<void> apply(db::Tx& tx, const ledger::Entry& entry) {
  if (entry.head.type != ledger::EntryType::approval) return {};
  const auto& more = entry.head.more;
  // An erased approval keeps its place: its index stands for the digest that was erased.
  const auto shown = entry.head.open.is_object() ? entry.head.open.value("shown", std::string{}) : "erased " + std::to_string(entry.index);
  const auto transition = more.value("transition", std::string{}), outcome = more.value("outcome", std::string{});
  auto done = tx.run(sql::put_approval, {entry.head.object, more.value("for_version", std::int64_t{0}), transition,
                                         more.value("step", std::int64_t{0}), entry.head.actor.text, shown, outcome, entry.index});
  if (!done && done.error().code == Code::conflict) return fail(Code::conflict, "flow.approved_already", {}, done.error().detail);
  TRY_OK(std::move(done));
  return {};
}

Result<void> drop_derived(db::Tx& tx) {
  TRY_OK(tx.run(sql::clear_approvals, {}));
  return {};
}
}  // namespace youju::flow
