// SPDX-License-Identifier: Apache-2.0
// A kind and a claim → the figure that is asked: what the measure word counts, compared with what, over which stretches.
#include <algorithm>

#include "base/text.h"
#include "judge/book.h"

namespace youju::judge {
namespace {
using figures::Aggregate;
constexpr int kPeriod = 5;

Period year_before(Period p) {
  const auto back = [](Date d) { return *Date::of(d.year() - 1, d.month(), std::min(d.day(), d.month() == 2 ? 28 : d.day())); };
  Period out{back(p.from), back(p.to)};
  if (out.to.month() == 2 && p.to.plus_days(1).day() == 1) out.to = p.to.plus_days(1).plus_months(-12).plus_days(-1);
  return out;
}

class Query {
 public:
  Query(const Book::Inside& book, const claim::Claim& claim, const Named& named, const Scope& scope, Period period, const Reading* carried, std::string& why)
      : book_(book), claim_(claim), named_(named), scope_(scope), period_(period), carried_(carried), why_(why) {}

  std::optional<Reading> run() {
    reading_.word = named_.word;
    reading_.narrower = named_.narrower;
    reading_.score = named_.score;
    reading_.points = named_.points;
    if (!shape() || !over_units()) return std::nullopt;
    if (claim_.period.source == claim::PeriodSource::text) point("period", kPeriod, claim_.period.word);
    reading_.expr = spelled(reading_);
    return std::move(reading_);
  }

 private:
  bool shape() {
    switch (claim_.aggregate) {
      case claim::Aggregate::count:
      case claim::Aggregate::sum:
      case claim::Aggregate::distinct: return plain();
      case claim::Aggregate::average: return average();
      case claim::Aggregate::rate: return rate();
      case claim::Aggregate::ratio: return share();
      case claim::Aggregate::growth: return growth();
      case claim::Aggregate::diff: return compared(Join::difference);
      case claim::Aggregate::multiple: return compared(Join::multiple);
      case claim::Aggregate::diff_points: break;
    }
    why_ = "comparison";
    return false;
  }

  // 甲支部和乙支部共6次: the figures of both together. Shares and persons cannot be added.
  bool over_units() {
    if (scope_.source != UnitSource::several) return true;
    const auto a = reading_.expression.aggregate;
    why_ = "units";
    if (scope_.units.empty() || reading_.join != Join::alone || !reading_.each.empty() || (a != Aggregate::count && a != Aggregate::sum)) return false;
    const auto at = [&](const UnitId& unit) {
      auto e = reading_.expression;
      e.of.unit = unit;
      return with_scope(book_, std::move(e), {unit, UnitSource::text, {}, {}}, period_);
    };
    for (std::size_t k = 1; k < scope_.units.size(); ++k) reading_.plus.push_back(at(scope_.units[k]));
    reading_.expression = at(scope_.units[0]);
    reading_.join = Join::sum;
    why_.clear();
    return true;
  }

  figures::Selection selection() const {
    figures::Selection of;
    of.kind = named_.kind->id;
    of.filters = named_.filters;
    of.states = named_.states;
    return of;
  }
  void point(std::string rule, int points, std::string word) {
    reading_.score += points;
    reading_.points.push_back({std::move(rule), points, std::move(word)});
  }
  figures::Expression placed(figures::Expression e, Period period) const { return with_scope(book_, std::move(e), scope_, period); }

  std::optional<figures::Expression> counted() {
    const auto counts = counts_of(*named_.kind, claim_, named_.said, why_);
    if (!counts) return std::nullopt;
    if (counts->points != 0) point("measure", counts->points, claim_.measure);
    figures::Expression e;
    e.aggregate = due().value_or(counts->aggregate);
    e.of = selection();
    e.of.field = due() ? std::string() : counts->field;
    return e;
  }

  // 应做12: what the rule asks for, not what was held.
  std::optional<Aggregate> due() const {
    if (named_.kind->cadences.empty() || !named_.filters.empty()) return std::nullopt;
    const std::string_view said = claim_.subject;
    if (said.ends_with("缺") || said.ends_with("缺少")) return Aggregate::missing;
    if (claim_.mode == claim::Mode::requirement && claim_.per.empty()) return Aggregate::required;
    for (const auto word : {"应做", "应开展", "应召开", "应完成"}) {
      if (said.ends_with(word)) return Aggregate::required;
    }
    return std::nullopt;
  }

  bool plain() {
    auto e = counted();
    if (!e) return false;
    for (const auto& unit : branches()) reading_.each.push_back(with_scope(book_, *e, {unit, UnitSource::text, {}, {}}, period_));
    reading_.expression = placed(std::move(*e), period_);
    return true;
  }

  // 各支部召开6次: what is said of each branch holds for every one of them.
  std::vector<UnitId> branches() const {
    std::vector<UnitId> out;
    if (claim_.per.find("支部") == std::string::npos) return out;
    for (const auto& unit : book_.units->all()) {
      if (unit.name.find("支部") != std::string::npos && book_.units->is_within(unit.id, scope_.unit)) out.push_back(unit.id);
    }
    return out;
  }

  bool average() {
    auto e = counted();
    if ((!e || e->aggregate == Aggregate::distinct) && of_persons(claim_.measure)) {  // 场均80人: persons of one event are its head-count
      for (const auto& measure : named_.kind->measures) {
        if (measure.word != "人次" || !measure.counts.starts_with("sum:")) continue;
        e.emplace();
        e->of = selection();
        e->of.field = measure.counts.substr(4);
        e->aggregate = Aggregate::sum;
      }
    }
    if (e && !claim_.per.empty() && e->aggregate != Aggregate::distinct && !parts().empty()) return mean(std::move(*e));
    if (!e || e->aggregate != Aggregate::sum) {
      if (why_.empty()) why_ = "measure";
      return false;
    }
    e->aggregate = Aggregate::average;
    reading_.expression = placed(std::move(*e), period_);
    return true;
  }

  // 平均每月15条: the figure of the whole period over its months.
  bool mean(figures::Expression e) {
    reading_.join = Join::mean;
    reading_.over = static_cast<int>(parts().size());
    reading_.expression = placed(std::move(e), period_);
    return true;
  }

  // 每月1次, 各支部4次: in every month, in every branch that keeps such records.
  bool rate() {
    auto e = counted();
    if (!e) return false;
    for (const auto& part : parts()) reading_.each.push_back(placed(*e, part));
    for (const auto& unit : branches()) reading_.each.push_back(with_scope(book_, *e, {unit, UnitSource::text, {}, {}}, period_));
    reading_.expression = placed(std::move(*e), period_);
    if (!reading_.each.empty()) return true;
    why_ = "rate";
    return false;
  }
  std::vector<Period> parts() const {
    const int months = claim_.per == "month" ? 1 : claim_.per == "quarter" ? 3 : claim_.per == "half_year" ? 6 : claim_.per == "year" ? 12 : 0;
    std::vector<Period> out;
    if (months == 0 || period_.from.day() != 1) return out;
    for (Date from = period_.from; from <= period_.to && out.size() < 120; from = from.plus_months(months)) {
      const Period part{from, from.plus_months(months).plus_days(-1)};
      if (part.to <= period_.to) out.push_back(part);
    }
    return out;
  }

  bool share() {
    const auto subject = folded(claim_.subject);
    figures::Expression e;
    const auto says = [&](std::initializer_list<View> words) {
      return std::any_of(words.begin(), words.end(), [&](View w) { return subject.find(w) != Text::npos; });
    };
    e.of = selection();
    if (says({U"达标率", U"完成率", U"执行率", U"召开率"}) && !named_.kind->cadences.empty() && named_.filters.empty()) {
      e.aggregate = Aggregate::cadence_share;
      e.of.states.clear();
    } else if (says({U"及时率", U"按时率"})) {
      e.aggregate = Aggregate::on_time_share;
    } else if (!named_.filters.empty() || !named_.states.empty()) {
      e.aggregate = Aggregate::ratio;
      e.base = figures::Selection{};
      e.base->kind = named_.kind->id;
    } else if (const auto* state = state_reached(subject)) {  // 整改率: the records in 已整改
      e.aggregate = Aggregate::ratio;
      e.of.states = {state->id};
      e.base = figures::Selection{};
      e.base->kind = named_.kind->id;
    } else {
      why_ = "share";
      return false;
    }
    point("share", kMeasure, "%");
    reading_.expression = placed(std::move(e), period_);
    return true;
  }

  const kinds::State* state_reached(View subject) const {
    for (const auto& state : named_.kind->states) {
      const auto name = state.names.find("zh");
      if (name == state.names.end()) continue;
      auto word = folded(name->second);
      if (!word.starts_with(U"已") || word.size() < 3) continue;
      word = word.substr(1) + U"率";
      if (subject.find(word) != View::npos) return &state;
    }
    return nullptr;
  }

  // What grew: as it was counted just before, else records.
  void grown(figures::Expression& e) const {
    e.of = selection();
    if (carried_ == nullptr || carried_->expression.of.kind != named_.kind->id) return;
    const auto& before = carried_->expression;
    const bool sides = before.aggregate == Aggregate::growth || before.aggregate == Aggregate::ratio;
    e.of_inner = sides ? before.of_inner : before.aggregate;
    e.base_inner = e.of_inner;  // growth takes the same of both sides
    e.of.field = before.of.field;
    if (named_.points.front().rule != "carried" || !e.of.filters.empty()) return;
    e.of.filters = before.of.filters;
    e.of.states = before.of.states;
  }

  bool growth() {
    if (!against_time()) return false;
    figures::Expression e;
    e.aggregate = Aggregate::growth;
    e.year_on_year = true;
    grown(e);
    if (claim_.base && *claim_.base != year_before(period_)) {
      if (claim_.base->to != period_.from.plus_days(-1)) {
        why_ = "comparison";
        return false;
      }
      e.year_on_year = false;
    }
    point("share", kMeasure, "%");
    reading_.expression = placed(std::move(e), period_);
    return true;
  }

  // 比预算减少3万元: compared with something that is no earlier time, and the ledger cannot say it.
  bool against_time() {
    if (claim_.base || claim_.aggregate == claim::Aggregate::multiple) return true;
    why_ = "comparison";
    return false;
  }

  bool compared(Join join) {
    if (!against_time()) return false;
    figures::Expression e;
    grown(e);
    e.aggregate = e.of_inner;
    const auto base = claim_.base.value_or(year_before(period_));
    if (join == Join::difference && !counts_of(*named_.kind, claim_, named_.said, why_)) return false;
    reading_.join = join;
    reading_.expression = placed(e, period_);
    reading_.other = placed(std::move(e), base);
    point("measure", kMeasure, claim_.measure);
    return true;
  }

  const Book::Inside& book_;
  const claim::Claim& claim_;
  const Named& named_;
  const Scope& scope_;
  Period period_;
  const Reading* carried_;
  std::string& why_;
  Reading reading_;
};
}  // namespace

std::optional<Reading> query_for(const Book::Inside& book, const claim::Claim& claim, const Named& named, const Scope& scope, Period period,
                                 const Reading* carried, std::string& why) {
  return Query(book, claim, named, scope, period, carried, why).run();
}

figures::Expression with_scope(const Book::Inside& book, figures::Expression e, const Scope& scope, Period period) {
  figures::Context context;
  context.catalogue = book.catalogue;
  context.units = book.units;
  context.unit = scope.unit;
  context.period = period;
  return figures::filled_in(e, context);
}

std::string spelled(const Reading& reading) {
  if (reading.join == Join::sum) {
    auto out = reading.expression.canonical;
    for (const auto& one : reading.plus) out += " + " + one.canonical;
    return out;
  }
  if (reading.join == Join::mean) return reading.expression.canonical + " / " + std::to_string(reading.over);
  if (reading.join == Join::alone || !reading.other) return reading.expression.canonical;
  return reading.expression.canonical + (reading.join == Join::multiple ? " / " : " - ") + reading.other->canonical;
}
}  // namespace youju::judge
