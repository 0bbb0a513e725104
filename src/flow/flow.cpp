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

Json values_of(const Json& payload) {
  return payload.is_object() && payload.contains("values") ? payload["values"] : Json::object();
}

std::string zh_of(const kinds::Names& names, const std::string& id) {
  const auto it = names.find("zh");
  return it == names.end() ? id : it->second;
}

std::optional<Message> state_refusal(const kinds::Transition& transition, const std::string& state, const kinds::Kind& kind) {
  if (std::find(transition.from.begin(), transition.from.end(), state) != transition.from.end()) return std::nullopt;
  const auto* now = kind.state(state);
  return Message{"flow.wrong_state", {{"transition", zh_of(transition.names, transition.id)}, {"state", now ? zh_of(now->names, now->id) : state}}};
}

// A condition in words: "重要内容 = 否".
Args condition_words(const kinds::Kind& kind, const kinds::Transition& transition) {
  const auto* field = kind.field(transition.when->field);
  std::string values;
  for (const auto& value : transition.when->values) {
    std::string word = value == "yes" ? "是" : value == "no" ? "否" : value;
    for (const auto& choice : field->choices)
      if (choice.id == value) word = zh_of(choice.names, value);
    values += (values.empty() ? "" : "、") + word;
  }
  return {{"transition", zh_of(transition.names, transition.id)}, {"field", zh_of(field->names, field->id)}, {"values", values}};
}

// What the record itself says about the step: its condition, and who alone may take it.
std::optional<Message> content_refusal(const kinds::Kind& kind, const kinds::Transition& transition, const people::Who& who,
                                       const std::string& state, const ledger::Entry& entry) {
  const auto open = values_of(entry.head.open), personal = values_of(entry.head.personal);
  if (!is_open(transition, state, open, personal)) return Message{"flow.condition_not_met", condition_words(kind, transition)};
  if (transition.by.empty()) return std::nullopt;
  const auto named = open.value(transition.by, std::string{});
  if (!named.empty() && named == who.person.text) return std::nullopt;
  return Message{"flow.not_named", {{"transition", zh_of(transition.names, transition.id)}, {"field", zh_of(kind.field(transition.by)->names, transition.by)}}};
}

Result<people::Right> right_of(const std::string& name) {
  const auto right = people::right_from(name);
  if (!right) return fail(Code::invalid, "people.unknown_right", {{"role", "-"}, {"right", name}});
  return *right;
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
  if (transition.when || !transition.by.empty()) {
    TRY(const auto entry, ledger.read(session, row->entry, true));
    if (auto not_this_one = content_refusal(kind, transition, request.who, row->state, entry)) return refuse(std::move(*not_this_one));
  }
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
  entry.more = Json{{"transition", subject.transition}, {"step", static_cast<std::int64_t>(before.by.size()) + 1}, {"for_version", subject.version}, {"outcome", "approved"}};
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
    const bool mine = stand.why_not.word == "flow.own_work" || stand.why_not.word == "people.no_right" || stand.why_not.word == "flow.not_named";
    return fail(mine ? Code::denied : stand.why_not.word == "flow.reason_needed" ? Code::invalid : Code::conflict, stand.why_not.word, stand.why_not.args);
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
