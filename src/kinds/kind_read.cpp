// SPDX-License-Identifier: Apache-2.0
// [[kind]], [[pattern]] and [[extend]] of one pack file, as written. What they mean together is checked
// later.
#include <algorithm>

#include "kinds/pack_source.h"
#include "kinds/table_reader.h"

namespace youju::kinds {
namespace {
const std::vector<std::string> kEvery = {"month", "quarter", "half_year", "year", "days"};
const std::vector<std::string> kLevels = {"central", "local", "own"};
const std::vector<std::string> kSays = {"explained", "exempt", "empty"};
const std::vector<std::string> kSeverities = {"error", "warning", "hint"};

template <class E>
E value_in(const std::vector<std::string>& list, const std::string& word, E fallback) {
  const auto found = std::find(list.begin(), list.end(), word);
  return found == list.end() ? fallback : static_cast<E>(found - list.begin());
}

// Remembers where a part stands; the same id twice is a problem.
void note(std::map<std::string, Spot>& spots, const std::string& what, const std::string& id,
          TableReader& in) {
  if (id.empty()) return;
  if (!spots.emplace(what + ":" + id, Spot{in.file(), in.line()}).second) {
    in.problem(in.line(), "kinds.id_twice", {{"id", id}});
  }
}

State read_state(TableReader& in) {
  State state;
  state.id = in.id("id");
  state.names = in.names("names", true);
  state.counts = in.boolean("counts");
  state.draft = in.boolean("draft");
  state.final = in.boolean("final");
  state.why_not = in.text("why_not", kMaxName);
  if (!state.counts && state.why_not.empty()) state.why_not = state.id;
  if (const std::string says = in.one_of("says", kSays, false); !says.empty())
    state.says = static_cast<Says>(1 + value_in(kSays, says, 0));
  // Only what counts may speak: a draft or a withdrawn note excuses nothing.
  if (state.says != Says::nothing && !state.counts)
    in.problem(in.line_of("says"), "kinds.says_counts", {{"state", state.id}});
  if (state.counts && state.draft) in.problem(in.line(), "kinds.draft_counts", {{"state", state.id}});
  in.done();
  return state;
}

Transition read_transition(TableReader& in) {
  Transition t;
  t.id = in.id("id");
  t.names = in.names("names", true);
  t.from = in.texts("from");
  t.to = in.required_text("to");
  t.right = in.one_of("right", right_names(), true);
  t.other_person = in.boolean("other_person");
  t.reason = in.boolean("reason");
  t.approvals = in.integer("approvals", 1, 5).value_or(1);
  t.deadline_working_days = in.integer("deadline_working_days", 1, 365);
  t.when = in.condition("when");
  t.by = in.has("by") ? in.id("by") : "";
  if (t.from.empty()) in.problem(in.line(), "kinds.key_missing", {{"key", "from"}});
  if (t.approvals > 1 && !t.other_person)
    in.problem(in.line_of("approvals"), "kinds.approvals_need_other", {});
  in.done();
  return t;
}

Cadence read_cadence(TableReader& in) {
  Cadence c;
  c.id = in.id("id");
  c.every = value_in(kEvery, in.one_of("every", kEvery, true), Every::month);
  if (c.every == Every::days) {
    c.days = in.integer("days", 1, 366).value_or(0);
    if (c.days == 0) in.problem(in.line(), "kinds.cadence_days", {});
  }
  c.times = in.integer("times", 1, 1000).value_or(1);
  c.at_least = in.boolean("at_least", true);
  c.general = in.boolean("general");
  c.level = value_in(kLevels, in.one_of("level", kLevels, true), Level::own);
  c.source = in.required_text("source");
  c.in_force_from = in.date("from");
  c.in_force_to = in.date("until");
  const Names notes = in.names("note", false, kMaxSentence);
  if (!notes.empty()) {
    c.note = notes.at("zh");
    c.note_en = notes.at("en");
  }
  if (c.in_force_from && c.in_force_to && *c.in_force_to < *c.in_force_from) {
    in.problem(in.line_of("until"), "kinds.cadence_until_before_from", {});
  }
  in.done();
  return c;
}

Deadline read_deadline(TableReader& in) {
  Deadline d;
  d.id = in.id("id");
  d.from_field = in.text("from_field");
  const auto days = in.integer("days", 1, 3650);
  if (!days) in.problem(in.line(), "kinds.key_missing", {{"key", "days"}});
  d.days = days.value_or(0);
  d.working_days = in.boolean("working_days", true);
  d.until_state = in.required_text("until_state");
  d.moves_off_holidays = in.boolean("moves_off_holidays");
  d.source = in.required_text("source");
  in.done();
  return d;
}

AlsoCounts read_also(TableReader& in) {
  AlsoCounts a;
  a.kind = KindId{in.id("kind")};
  if (const auto when = in.condition("when")) {
    a.when_field = when->field;
    a.when_values = when->values;
  }
  const Names rule = in.names("rule", true, kMaxSentence);
  if (rule.count("zh")) a.rule = rule.at("zh");
  if (rule.count("en")) a.rule_en = rule.at("en");
  a.source = in.required_text("source");
  in.done();
  return a;
}

// The keys each rule takes; docs/format/pack.md has the same table.
const std::map<std::string, std::vector<std::string>> kRuleKeys = {
    {"needs_evidence", {"role"}},
    {"needs_field", {"field"}},
    {"headcount_equals_roster", {"number", "persons"}},
    {"not_before", {"field", "than"}},
    {"not_after", {"field", "than"}},
    {"quorum", {"present", "due", "more_than"}},
    {"evidence_not_before", {"role", "days"}},
    {"file_once", {}},
    {"within_deadline", {"deadline"}},
    {"has_holder_pair", {"first", "second"}},
    {"review_within", {"field", "days"}},
};

Check read_check(TableReader& in) {
  Check check;
  check.id = in.id("id");
  check.rule = in.one_of("rule", check_rules(), true);
  check.severity = value_in(kSeverities, in.one_of("severity", kSeverities, true), Severity::warning);
  check.message = in.names("message", true, kMaxSentence);
  check.when = in.condition("when");
  check.parameters = Json::object();
  const auto keys = kRuleKeys.find(check.rule);
  if (keys == kRuleKeys.end()) return check;  // the rule itself was the problem: its keys are then not judged
  for (const std::string& key : keys->second) {
    if (key == "days") {
      if (const auto days = in.integer(key, 0, 3660)) check.parameters[key] = *days;
    } else if (const std::string value = in.text(key, kMaxName); !value.empty()) {
      check.parameters[key] = value;
    }
    const bool may_be_absent = key == "role" || key == "than";
    if (!may_be_absent && !check.parameters.contains(key))
      in.problem(in.line(), "kinds.key_missing", {{"key", key}});
  }
  in.done();
  return check;
}

std::vector<Measure> read_measures(TableReader& in) {
  std::vector<Measure> out;
  for (const Node* node : in.tables("measures", 20)) {
    TableReader one(*node, in.file(), in.problems());
    Measure measure;
    measure.word = one.required_text("word", 20);
    if (one.has("counts")) measure.counts = one.required_text("counts", 100);
    one.done();
    out.push_back(std::move(measure));
  }
  return out;
}

void read_happened(TableReader& in, Kind& kind) {
  const Node* node = in.take("happened");
  if (!node) return;
  if (node->type != Node::Type::table) {
    in.problem(node->line, "kinds.happened_form", {});
    return;
  }
  TableReader inner(*node, in.file(), in.problems());
  kind.happened_names = inner.names("names", true);
  kind.happened_synonyms = inner.texts("synonyms");
  inner.done();
}

void read_parts(TableReader& in, KindText& out) {
  PackProblems& problems = in.problems();
  const auto each = [&](const std::string& key, std::size_t most, auto&& one) {
    for (const Node* node : in.tables(key, most)) {
      TableReader part(*node, in.file(), problems);
      one(part);
    }
  };
  for (const Node* node : in.tables("field", 100)) {
    TableReader part(*node, in.file(), problems);
    out.fields.push_back(read_field(*node, in.file(), problems));
    note(out.spots, "field", out.fields.back().field.id, part);
  }
  const auto into = [&](auto& list, const std::string& what, auto reader) {
    return [&list, &out, what, reader](TableReader& part) {
      list.push_back(reader(part));
      note(out.spots, what, list.back().id, part);
    };
  };
  each("state", 30, into(out.kind.states, "state", read_state));
  each("transition", 60, into(out.kind.transitions, "transition", read_transition));
  each("cadence", 50, into(out.kind.cadences, "cadence", read_cadence));
  each("deadline", 20, into(out.kind.deadlines, "deadline", read_deadline));
  each("check", 50, into(out.kind.checks, "check", read_check));
  each("also_counts", 20, [&](TableReader& part) {
    out.kind.also_counts.push_back(read_also(part));
    note(out.spots, "also_counts", std::to_string(out.kind.also_counts.size()), part);
  });
}

KindText read_kind(const Node& node, const std::string& file, bool pattern, PackProblems& problems) {
  TableReader in(node, file, problems);
  KindText out;
  out.pattern = pattern;
  out.spot = {file, node.line};
  out.given.insert(node.keys.begin(), node.keys.end());
  Kind& kind = out.kind;
  kind.id = KindId{in.id("id")};
  kind.names = in.names("names", true);
  kind.synonyms = in.texts("synonyms");
  kind.description = in.names("describes", false, kMaxSentence);
  out.like = in.has("like") ? in.id("like") : "";
  kind.title_field = in.has("title") ? in.id("title") : "";
  read_happened(in, kind);
  kind.has_period = in.boolean("period");
  kind.ahead = in.boolean("ahead");
  kind.late_after = in.integer("late_after", 0, 3660).value_or(30);
  kind.keep_years = in.integer("keep_years", 0, 200).value_or(10);
  kind.measures = read_measures(in);
  kind.no_content = in.boolean("no_content");
  kind.zero_statement = in.boolean("zero_statement");
  kind.import_state = in.has("import_state") ? in.id("import_state") : "";
  kind.exemption_reasons = read_choices(in.tables("exemptions", 20), file, problems);
  for (const Choice& reason : kind.exemption_reasons) kind.exemptions.push_back(reason.id);
  read_parts(in, out);
  in.done();
  return out;
}

FieldWords read_words(TableReader& in) {
  FieldWords words;
  words.spot = {in.file(), in.line()};
  words.field = in.id("field");
  words.choice = in.has("choice") ? in.id("choice") : "";
  words.synonyms = in.texts("synonyms");
  in.done();
  return words;
}

StricterTransition read_stricter(TableReader& in, const std::string& kind) {
  StricterTransition t;
  t.spot = {in.file(), in.line()};
  t.id = in.id("id");
  t.approvals = in.integer("approvals", 1, 5).value_or(0);
  t.other_person = in.boolean("other_person");
  t.reason = in.boolean("reason");
  if (in.has("other_person") && !t.other_person)
    in.problem(in.line_of("other_person"), "kinds.layer_loosens", {{"key", "other_person"}, {"kind", kind}});
  if (in.has("reason") && !t.reason)
    in.problem(in.line_of("reason"), "kinds.layer_loosens", {{"key", "reason"}, {"kind", kind}});
  in.done();
  return t;
}

ExtensionText read_extension(const Node& node, const std::string& file, PackProblems& problems) {
  TableReader in(node, file, problems);
  ExtensionText out;
  out.spot = {file, node.line};
  out.kind = in.id("kind");
  out.synonyms = in.texts("synonyms");
  out.require = in.texts("require");
  out.late_after = in.integer("late_after", 0, 3660);
  out.keep_years = in.integer("keep_years", 0, 200);
  for (const Node* one : in.tables("field", 100)) {
    TableReader part(*one, file, problems);
    out.fields.push_back(read_field(*one, file, problems));
    note(out.spots, "field", out.fields.back().field.id, part);
  }
  for (const Node* one : in.tables("cadence", 50)) {
    TableReader part(*one, file, problems);
    out.cadences.push_back(read_cadence(part));
    note(out.spots, "cadence", out.cadences.back().id, part);
  }
  for (const Node* one : in.tables("check", 50)) {
    TableReader part(*one, file, problems);
    out.checks.push_back(read_check(part));
    note(out.spots, "check", out.checks.back().id, part);
  }
  for (const Node* one : in.tables("field_words", 200)) {
    TableReader part(*one, file, problems);
    out.words.push_back(read_words(part));
  }
  for (const Node* one : in.tables("transition", 60)) {
    TableReader part(*one, file, problems);
    out.transitions.push_back(read_stricter(part, out.kind));
  }
  for (const std::string key : {"no_content", "zero_statement", "names", "title", "period", "ahead"}) {
    if (in.take(key)) in.problem(in.line_of(key), "kinds.extend_cannot", {{"key", key}});
  }
  in.done();
  return out;
}
}  // namespace

const std::vector<std::string>& check_rules() {
  static const std::vector<std::string> rules = [] {
    std::vector<std::string> out;
    for (const auto& [rule, keys] : kRuleKeys) out.push_back(rule);
    return out;
  }();
  return rules;
}

void read_kind_file(const Node& root, const std::string& file, PackSource& source, PackProblems& problems) {
  TableReader in(root, file, problems);
  for (const Node* node : in.tables("pattern", 50))
    source.kinds.push_back(read_kind(*node, file, true, problems));
  for (const Node* node : in.tables("kind", 500))
    source.kinds.push_back(read_kind(*node, file, false, problems));
  for (const Node* node : in.tables("extend", 500))
    source.extensions.push_back(read_extension(*node, file, problems));
  in.done();
}
}  // namespace youju::kinds
