// SPDX-License-Identifier: Apache-2.0
// What a version of a pack would change, asked before anybody approves it: kinds and fields, holidays, figures of two years, deadlines.
#include <algorithm>

#include "app/app.h"
#include "app/gaps.h"
#include "app/packs_change.h"

namespace youju::app {
namespace {
constexpr int kMostRecords = 500;
using kinds::Kind;

std::string both(const kinds::Names& names) {
  const auto zh = names.find("zh"), en = names.find("en");
  return zh == names.end() ? "" : en == names.end() ? zh->second : zh->second + " / " + en->second;
}

class Compare {
 public:
  Compare(const kinds::Catalogue& before, const kinds::Catalogue& after) : before_(before), after_(after) {}

  std::vector<PackDifference> run() {
    for (const auto& kind : after_.kinds()) {
      const auto* was = before_.find(kind.id);
      if (was == nullptr) add(kind.id, "packs.diff_kind_added", {{"kind", both(kind.names)}, {"n", std::to_string(kind.fields.size())}});
      else if (was->pack != kind.pack) compare(*was, kind);
    }
    for (const auto& kind : before_.kinds())
      if (after_.find(kind.id) == nullptr) add(kind.id, "packs.diff_kind_gone", {{"kind", both(kind.names)}});
    days();
    return std::move(out_);
  }

 private:
  void add(const KindId& kind, std::string_view word, Args args) { out_.push_back({kind, {std::string(word), std::move(args)}}); }

  void compare(const Kind& was, const Kind& is) {
    kind_ = &is;
    fields(was, is);
    states(was, is);
    rules(was, is);
    const auto number = [&](const char* word, int a, int b) {
      if (a != b) add(is.id, word, {{"kind", both(is.names)}, {"was", std::to_string(a)}, {"is", std::to_string(b)}});
    };
    number("packs.diff_late_after", was.late_after, is.late_after);
    number("packs.diff_keep_years", was.keep_years, is.keep_years);
    if (was.synonyms != is.synonyms) add(is.id, "packs.diff_synonyms", {{"kind", both(is.names)}, {"words", added(was.synonyms, is.synonyms)}});
    if (both(was.names) != both(is.names)) add(is.id, "packs.diff_name", {{"was", both(was.names)}, {"is", both(is.names)}});
  }

  static std::string added(const std::vector<std::string>& was, const std::vector<std::string>& is) {
    std::string out;
    for (const auto& word : is)
      if (std::find(was.begin(), was.end(), word) == was.end()) out += (out.empty() ? "" : "、") + word;
    return out;
  }

  void fields(const Kind& was, const Kind& is) {
    const auto by_id = [](const Kind& kind, const std::string& id) {
      const auto found = std::find_if(kind.fields.begin(), kind.fields.end(), [&](const kinds::Field& f) { return f.id == id; });
      return found == kind.fields.end() ? nullptr : &*found;
    };
    for (const auto& field : is.fields) {
      const Args args{{"kind", both(is.names)}, {"field", both(field.names)}};
      const auto* old = by_id(was, field.id);
      if (old == nullptr) add(is.id, field.required ? "packs.diff_field_needed" : "packs.diff_field_added", args);
      else if (!old->required && field.required) add(is.id, "packs.diff_field_required", args);
      else if (old->required && !field.required) add(is.id, "packs.diff_field_optional", args);
      if (old != nullptr && (old->minimum != field.minimum || old->maximum != field.maximum || old->max_length != field.max_length)) add(is.id, "packs.diff_field_limits", args);
      if (old != nullptr && old->choices.size() != field.choices.size()) add(is.id, "packs.diff_field_choices", args);
    }
    for (const auto& field : was.fields)
      if (by_id(is, field.id) == nullptr) add(is.id, "packs.diff_field_gone", {{"kind", both(is.names)}, {"field", both(field.names)}});
  }

  void states(const Kind& was, const Kind& is) {
    for (const auto& state : is.states) {
      const auto* old = was.state(state.id);
      const Args args{{"kind", both(is.names)}, {"state", both(state.names)}};
      if (old == nullptr) add(is.id, "packs.diff_state_added", args);
      else if (old->counts != state.counts) add(is.id, state.counts ? "packs.diff_state_counts" : "packs.diff_state_counts_not", args);
    }
    for (const auto& step : is.transitions) {
      const auto* old = was.transition(step.id);
      if (old == nullptr || (old->approvals == step.approvals && old->other_person == step.other_person && old->reason == step.reason)) continue;
      add(is.id, "packs.diff_step_stricter", {{"kind", both(is.names)}, {"step", both(step.names)}});
    }
  }

  void rules(const Kind& was, const Kind& is) {
    const auto known = [](const auto& list, const std::string& id) { return std::any_of(list.begin(), list.end(), [&](const auto& one) { return one.id == id; }); };
    for (const auto& rule : is.cadences)
      if (!known(was.cadences, rule.id)) add(is.id, "packs.diff_rule_added", {{"kind", both(is.names)}, {"source", rule.source}});
    for (const auto& rule : was.cadences)
      if (!known(is.cadences, rule.id)) add(is.id, "packs.diff_rule_gone", {{"kind", both(is.names)}, {"source", rule.source}});
    for (const auto& check : is.checks)
      if (!known(was.checks, check.id)) add(is.id, "packs.diff_check_added", {{"kind", both(is.names)}, {"check", both(check.message)}});
  }

  // Days of all years any table speaks of.
  void days() {
    std::set<int> years;
    for (const auto* calendar : {&before_.calendar(), &after_.calendar()})
      for (const auto& table : calendar->tables()) years.insert(table.year);
    for (const int year : years) {
      if (before_.calendar().is_provisional(year) != after_.calendar().is_provisional(year)) add({}, after_.calendar().is_provisional(year) ? "packs.diff_year_provisional" : "packs.diff_year_known", {{"year", std::to_string(year)}});
      for (Date day = *Date::of(year, 1, 1); day.year() == year; day = day.plus_days(1)) {
        const bool works = after_.calendar().is_working(day);
        if (before_.calendar().is_working(day) != works) add({}, works ? "packs.diff_day_works" : "packs.diff_day_off", {{"day", day.iso()}, {"name", after_.calendar().holiday_name(day)}});
      }
    }
  }

  const kinds::Catalogue& before_;
  const kinds::Catalogue& after_;
  const Kind* kind_ = nullptr;
  std::vector<PackDifference> out_;
};

bool same_days(const kinds::Calendar& a, const kinds::Calendar& b, Date today) {
  for (Date day = *Date::of(today.year() - 1, 1, 1); day.year() <= today.year() + 1; day = day.plus_days(1))
    if (a.is_working(day) != b.is_working(day)) return false;
  return true;
}

// Whose figures can change: kinds of which the label is another, and with other holidays all that have deadlines.
std::vector<KindId> concerned(const kinds::Catalogue& before, const kinds::Catalogue& after, bool days_differ) {
  std::vector<KindId> out;
  for (const auto& kind : after.kinds()) {
    const auto* was = before.find(kind.id);
    if (was == nullptr || was->pack != kind.pack || (days_differ && !kind.deadlines.empty())) out.push_back(kind.id);
  }
  for (const auto& kind : before.kinds())
    if (after.find(kind.id) == nullptr) out.push_back(kind.id);
  return out;
}

std::vector<std::string> expressions_of(const Kind* was, const Kind* is) {
  const auto any = [&](const auto& has) { return (was != nullptr && has(*was)) || (is != nullptr && has(*is)); };
  std::vector<std::string> out{"count"};
  if (any([](const Kind& k) { return !k.cadences.empty(); })) out.insert(out.end(), {"required", "missing"});
  if (any([](const Kind& k) { return !k.deadlines.empty(); })) out.emplace_back("on_time");
  out.emplace_back("late");
  return out;
}

Result<std::string> value_under(db::Session& session, const std::string& text, const kinds::Catalogue& catalogue, const people::UnitTree& units, Date today) {
  const auto expression = figures::parse(text, catalogue, units, {});
  if (!expression) return std::string("—");  // the kind is not there
  figures::Context context;
  context.catalogue = &catalogue;
  context.units = &units;
  context.unit = units.all().empty() ? UnitId{} : units.all().front().id;
  context.period = Period::year(today.year());
  context.today = today;
  TRY(const auto figure, figures::evaluate(session, *expression, context));
  return figure.value ? figure.value->text() + (figure.measure == "%" ? "%" : "") : std::string("—");
}

Result<void> compare_figures(db::Session& session, Office& office, const kinds::Catalogue& before, const kinds::Catalogue& after, const std::vector<KindId>& kinds, PackJudgement& out) {
  TRY(const auto units, people::read_units(session));
  for (const auto& id : kinds) {
    for (const auto& function : expressions_of(before.find(id), after.find(id)))
      for (const int year : {office.today().year() - 1, office.today().year()}) {
        const auto text = function + "(" + id.text + "; unit=" + units.all().front().id.text + "; " + std::to_string(year) + ")";
        TRY(const auto was, value_under(session, text, before, units, office.today()));
        TRY(const auto is, value_under(session, text, after, units, office.today()));
        if (was == is) ++out.unchanged;
        else out.figures.push_back({text, id, was, is});
      }
  }
  return {};
}

Result<std::optional<Date>> start_of(db::Session& session, Office& office, const index::RecordRow& row, const kinds::Deadline& deadline) {
  if (deadline.from_field.empty()) return row.happened ? std::optional(row.happened->from) : std::nullopt;
  TRY(const auto entry, office.ledger().read(session, row.entry, true));
  const auto values = entry.head.open.is_object() ? entry.head.open.value("values", Json::object()) : Json::object();
  const auto found = values.find(deadline.from_field);
  return found != values.end() && found->is_string() ? Date::parse(found->get<std::string>()) : std::nullopt;
}

Result<void> compare_deadlines(db::Session& session, Office& office, const people::Who& who, const kinds::Catalogue& after, PackJudgement& out) {
  TRY(const auto tree, people::read_units(session));
  for (const auto& kind : office.catalogue().kinds()) {
    if (kind.deadlines.empty()) continue;
    index::Filter filter;
    filter.kinds = {kind.id};
    for (const auto& state : kind.states)
      if (!state.final && state.id != "void") filter.states.push_back(state.id);
    TRY(const auto rows, index::list(session, filter, kMostRecords));
    for (const auto& row : rows)
      for (const auto& deadline : kind.deadlines) {
        if (row.state == deadline.until_state) continue;
        TRY(const auto start, start_of(session, office, row, deadline));
        if (!start) continue;
        const auto was = kinds::deadline_day(deadline, *start, office.calendar()), is = kinds::deadline_day(deadline, *start, after.calendar());
        if (was == is) continue;
        if (people::may(who, people::Right::read, row.unit, tree, office.roles(), office.today())) out.deadlines.push_back({row, deadline.id, was, is});
        else ++out.deadlines_closed;
      }
  }
  return {};
}

// Where the second look finds fault: a pack that fits alone may not fit over the others.
std::variant<kinds::Catalogue, kinds::PackProblems> together(const Office& office, kinds::Pack pack) {
  auto packs = office.shelf().in_force().packs();
  packs.push_back(std::move(pack));
  return kinds::Catalogue::make(std::move(packs));
}
}  // namespace

Result<PackJudgement> judge_pack(Office& office, const people::Who& who, const PackFiles& files) {
  PackJudgement out;
  auto loaded = kinds::load_pack(files, {});
  if (auto* problems = std::get_if<kinds::PackProblems>(&loaded)) {
    out.problems = std::move(*problems);
    return out;
  }
  auto& pack = std::get<kinds::Pack>(loaded);
  auto made = together(office, pack);
  if (auto* problems = std::get_if<kinds::PackProblems>(&made)) {
    out.problems = std::move(*problems);
    return out;
  }
  TRY(const auto after, office.shelf().with(std::move(pack)));
  const auto& before = office.catalogue();
  out.differences = Compare(before, after).run();
  const bool days_differ = !same_days(before.calendar(), after.calendar(), office.today());
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY_OK(compare_figures(session, office, before, after, concerned(before, after, days_differ), out));
    if (days_differ) TRY_OK(compare_deadlines(session, office, who, after, out));
    return {};
  }));
  return out;
}
}  // namespace youju::app
