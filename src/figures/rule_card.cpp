// SPDX-License-Identifier: Apache-2.0
// The counting rule in plain words (口径卡), in both languages: what, where, when, which states, what else
// counts with its source, and how many were left out.
#include <fmt/format.h>

#include "figures/evaluate.h"
#include "figures/period_text.h"

namespace youju::figures {
namespace {

enum class Lang { zh, en };

std::string name_of(const kinds::Names& names, const std::string& id, Lang lang) {
  return kinds::name_in(names, lang == Lang::zh ? "zh" : "en", id);
}

// A rule is written as a sentence of its own in a pack; inside a card it goes on.
std::string without_stop(std::string text) {
  for (const std::string_view stop : {"。", ".", "；", ";", "，", ","})
    if (text.ends_with(stop)) text.resize(text.size() - stop.size());
  return text;
}

std::string how_often(int times) {
  return times == 1 ? "once" : times == 2 ? "twice" : fmt::format("{} times", times);
}

std::string quoted(const std::string& text) {
  return "“" + text + "”";
}

class Card {
 public:
  Card(const CardInput& input, Lang lang)
      : in_(input), e_(*input.expression), context_(*input.context), lang_(lang) {}
  std::string text();

 private:
  bool zh() const { return lang_ == Lang::zh; }
  std::string kind_name(const Conditions& c) const {
    return c.kind == nullptr ? (zh() ? "全部类别" : "all kinds")
                             : quoted(name_of(c.kind->names, c.kind->id.text, lang_));
  }
  std::string field_name(const Conditions& c, const std::string& id) const {
    const auto* field = field_of(c.kind, id);
    return quoted(field == nullptr ? id : name_of(field->names, field->id, lang_));
  }
  std::string set_in_words(const Conditions& c, const Selection& s, Aggregate inner) const;
  std::string side(const Conditions& c, const Selection& s, Aggregate inner) const;
  std::string timing() const;
  std::string by_deadline() const;
  std::string what() const;
  std::string where(const Selection& s) const;
  std::string when(const Conditions& c) const;
  std::string states(const Conditions& c) const;
  std::string state_names(const Conditions& c) const;
  std::string filters(const Conditions& c) const;
  std::string also(const Conditions& c) const;
  std::string left_out(const Conditions& c, const Counted& counted) const;
  std::string cadence() const;
  std::string notes_behind(const std::vector<RecordId>& notes) const;
  std::string value_name(const kinds::Field* field, const std::string& value) const;
  std::string list(const std::vector<std::string>& names) const;
  void sentence(std::string text);

  const CardInput& in_;
  const Expression& e_;
  const Context& context_;
  Lang lang_;
  std::string out_;
};

std::string Card::list(const std::vector<std::string>& names) const {
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : zh() ? "、" : ", ") + name;
  return out;
}

void Card::sentence(std::string text) {
  if (text.empty()) return;
  if (!out_.empty() && !zh()) out_ += " ";
  text = without_stop(std::move(text));
  out_ += text + (zh() ? "。" : ".");
}

// One side: what is counted or added up.
std::string Card::set_in_words(const Conditions& c, const Selection& s, Aggregate inner) const {
  const std::string kind = kind_name(c);
  const std::string field = s.field.empty() ? "" : field_name(c, s.field);
  const bool persons = is_person_field(c.kind, s.field);
  switch (inner) {
    case Aggregate::sum:
      return zh() ? fmt::format("{}各条记录的{}相加", kind, field)
                  : fmt::format("the sum of {} over the records of {}", field, kind);
    case Aggregate::average:
      return zh() ? fmt::format("{}各条记录{}的平均值，没有填写的不参加平均", kind, field)
                  : fmt::format("the mean of {} over the records of {} in which it is filled", field, kind);
    case Aggregate::minimum:
      return zh() ? fmt::format("{}各条记录{}的最小值", kind, field)
                  : fmt::format("the smallest {} among the records of {}", field, kind);
    case Aggregate::maximum:
      return zh() ? fmt::format("{}各条记录{}的最大值", kind, field)
                  : fmt::format("the greatest {} among the records of {}", field, kind);
    case Aggregate::distinct:
      if (persons)
        return zh() ? fmt::format("{}各条记录{}中的人，同一人只数一次", kind, field)
                    : fmt::format("the persons in {} of the records of {}, each once", field, kind);
      return zh() ? fmt::format("{}各条记录{}中不同的项，同一项只数一次", kind, field)
                  : fmt::format("the different values of {} in the records of {}, each once", field, kind);
    default:
      if (c.kind == nullptr)
        return zh() ? "全部类别的记录条数，一条记录只数一次"
                    : "the number of records of all kinds, each once";
      return zh() ? fmt::format("{}的记录条数", kind) : fmt::format("the number of records of {}", kind);
  }
}

// One side with its filters, for figures that have two.
std::string Card::side(const Conditions& c, const Selection& s, Aggregate inner) const {
  std::string more = filters(c);
  if (!s.states.empty() && c.kind != nullptr) {
    const std::string state = (zh() ? "状态为" : "its state is ") + state_names(c);
    more = more.empty() ? state : more + (zh() ? "，并且" : ", and ") + state;
  }
  const std::string set = set_in_words(c, s, inner);
  if (more.empty()) return set;
  return zh() ? fmt::format("{}（{}）", set, more) : fmt::format("{} (where {})", set, more);
}

// What was done by its deadline, among which records.
std::string Card::by_deadline() const {
  const auto& deadline = *deadline_of(in_.of.kind);
  const auto& kind = *in_.of.kind;
  const auto* field = field_of(&kind, deadline.from_field);
  const auto& names = field == nullptr ? kind.happened_names : field->names;
  const std::string from = names.empty() ? (zh() ? "日期" : "the date") : quoted(name_of(names, deadline.from_field, lang_));
  const auto* state = state_of(&kind, deadline.until_state);
  const std::string until = quoted(state == nullptr ? deadline.until_state : name_of(state->names, state->id, lang_));
  const std::string source = deadline.source.empty() ? "" : (zh() ? "（" + deadline.source + "）" : " (" + deadline.source + ")");
  const auto& judged = *in_.by_deadline;
  const auto neither = static_cast<std::int64_t>(judged.records.size()) - judged.in_time - judged.late;
  if (zh())
    return fmt::format("百分比：{}的记录中，从{}起{}{}内进入{}的{}；已做到{}条，超过期限{}条；另有{}条还没到期、没有起算日期或是上线前接收的，不参加计算",
                       kind_name(in_.of), from, deadline.days, deadline.working_days ? "个工作日" : "天", until, source, judged.in_time,
                       judged.late, neither);
  return fmt::format("a percentage: of the records of {}, those that reached {} within {} {} of {}{}: {} did, {} did not; {} that are not yet "
                     "due, have no day to count from or were taken over from before the start stand apart",
                     kind_name(in_.of), until, deadline.days, deadline.working_days ? "working days" : "days", from, source, judged.in_time,
                     judged.late, neither);
}

// What is entered late, or not, among which records.
std::string Card::timing() const {
  const int days = in_.of.kind == nullptr ? 0 : in_.of.kind->late_after;
  const bool late = e_.aggregate == Aggregate::late_share;
  const std::string kind = kind_name(in_.of);
  if (zh()) {
    const std::string limit = days == 0 ? "本类别规定的天数" : fmt::format("{}天", days);
    return fmt::format("百分比：{}的记录中，在发生后{}{}录入的；上线前接收的旧台账不参加计算", kind, limit,
                       late ? "以后才" : "以内");
  }
  const std::string limit = days == 0 ? "the days its kind allows" : fmt::format("{} days", days);
  return fmt::format(
      "a percentage: of the records of {}, those entered {} {} after they happened; what was taken over from "
      "before "
      "the start stands apart",
      kind, late ? "more than" : "within", limit);
}

std::string Card::what() const {
  const std::string kind = kind_name(in_.of);
  switch (e_.aggregate) {
    case Aggregate::ratio: {
      const std::string of = side(in_.of, e_.of, e_.of_inner),
                        base = side(*in_.base, *e_.base, e_.base_inner);
      return zh() ? fmt::format("百分比：以{}为分子，以{}为分母", of, base)
                  : fmt::format("a percentage: {}, divided by {}", of, base);
    }
    case Aggregate::growth: {
      const std::string of = side(in_.of, e_.of, e_.of_inner);
      return zh() ? fmt::format("增长百分比：{}，与{}相比", of, say_period_zh(in_.base->period))
                  : fmt::format("the change in percent: {}, against {}", of, say_period_en(in_.base->period));
    }
    case Aggregate::cadence_share:
      return zh() ? fmt::format("{}应做次数中已做的百分比", kind)
                  : fmt::format("the percentage of the required times that {} was held", kind);
    case Aggregate::required:
      return zh() ? fmt::format("{}应做的次数", kind) : fmt::format("how often {} was required", kind);
    case Aggregate::missing:
      return zh() ? fmt::format("{}应做而没有做的次数", kind)
                  : fmt::format("how many of the required times {} was not held", kind);
    case Aggregate::late_share:
    case Aggregate::on_time_share:
      return in_.by_deadline ? by_deadline() : timing();
    default:
      return set_in_words(in_.of, e_.of, e_.aggregate);
  }
}

std::string Card::where(const Selection& s) const {
  const UnitId unit = s.unit.value_or(context_.unit);
  const auto* found = unit.empty() ? nullptr : context_.units->find(unit);
  const std::string name = found == nullptr ? (zh() ? "全部单位" : "all units") : found->name;
  if (s.this_level_only)
    return zh() ? fmt::format("{}，仅本级", name) : fmt::format("{} alone, without the units below it", name);
  const auto& all = context_.units->all();
  const bool below = found == nullptr ||
                     std::any_of(all.begin(), all.end(), [&](const auto& other) { return other.parent == unit; });
  return zh() ? fmt::format("{}{}", name, below ? "及其下级" : "")
              : fmt::format("{}{}", name, below ? " and the units below it" : "");
}

std::string Card::when(const Conditions& c) const {
  return zh() ? fmt::format("{}，按开始那天计", say_period_zh(c.period))
              : fmt::format("{}, by the day it began", say_period_en(c.period));
}

std::string Card::states(const Conditions& c) const {
  if (c.kind == nullptr) return zh() ? "状态：各类别中计数的状态" : "States: those that count in each kind";
  return (zh() ? "状态：" : "States: ") + state_names(c);
}

std::string Card::state_names(const Conditions& c) const {
  std::vector<std::string> names;
  for (const auto& state : c.kind->states)
    if (state.counts &&
        (c.states.empty() || std::find(c.states.begin(), c.states.end(), state.id) != c.states.end()))
      names.push_back(name_of(state.names, state.id, lang_));
  return list(names);
}

std::string Card::value_name(const kinds::Field* field, const std::string& value) const {
  if (field == nullptr) return value;
  if (field->type == kinds::FieldType::yes_no)
    return value == "yes" ? (zh() ? "是" : "yes") : (zh() ? "否" : "no");
  if (field->type == kinds::FieldType::unit) {
    const auto* unit = context_.units->find(UnitId(value));
    return unit == nullptr ? value : unit->name;
  }
  for (const auto& choice : field->choices)
    if (choice.id == value) return name_of(choice.names, choice.id, lang_);
  return value;
}

std::string Card::filters(const Conditions& c) const {
  static const std::map<std::string, std::pair<const char*, const char*>> kOps = {
      {"=", {"为", "is"}},
      {"!=", {"不是", "is not"}},
      {"<", {"小于", "is less than"}},
      {"<=", {"不大于", "is at most"}},
      {">", {"大于", "is more than"}},
      {">=", {"不小于", "is at least"}}};
  std::vector<std::string> parts;
  for (const auto& filter : c.filters) {
    const auto* field = field_of(c.kind, filter.field);
    std::vector<std::string> values;
    for (const auto& value : filter.values) values.push_back(value_name(field, value));
    std::string joined;
    for (const auto& value : values) joined += (joined.empty() ? "" : zh() ? "或" : " or ") + value;
    const auto& op = kOps.at(filter.op);
    parts.push_back(zh() ? field_name(c, filter.field) + op.first + joined
                         : fmt::format("{} {} {}", field_name(c, filter.field), op.second, joined));
  }
  std::string out;
  for (const auto& part : parts) out += (out.empty() ? "" : zh() ? "，并且" : ", and ") + part;
  return out;
}

std::string Card::also(const Conditions& c) const {
  if (c.kind == nullptr) return "";
  std::vector<std::string> rules;
  for (const auto* other : context_.catalogue->counted_under(c.kind->id))
    for (const auto& rule : other->also_counts)
      if (rule.kind == c.kind->id) {
        const std::string& said = zh() || rule.rule_en.empty() ? rule.rule : rule.rule_en;
        const std::string text =
            said.empty() ? quoted(name_of(other->names, other->id.text, lang_)) : without_stop(said);
        rules.push_back(rule.source.empty()
                            ? text
                            : text + (zh() ? "（" + rule.source + "）" : " (" + rule.source + ")"));
      }
  if (rules.empty()) return "";
  std::string joined;
  for (const auto& rule : rules) joined += (joined.empty() ? "" : zh() ? "；" : "; ") + rule;
  return (zh() ? "另计入：" : "Also counted: ") + joined;
}

std::string Card::left_out(const Conditions& c, const Counted& counted) const {
  std::vector<std::string> parts;
  const auto state_name = [&](const std::string& id) {
    if (id == "void") return std::string(zh() ? "作废" : "void");
    const auto* state = state_of(c.kind, id);
    if (state != nullptr) return name_of(state->names, id, lang_);
    for (const auto& kind : context_.catalogue->kinds())
      if (const auto* other = state_of(&kind, id)) return name_of(other->names, id, lang_);
    return id;
  };
  for (const auto& [state, n] : counted.left_out)
    parts.push_back(zh() ? fmt::format("{}{}条", state_name(state), n)
                         : fmt::format("{} {}", state_name(state), n));
  if (counted.empty > 0)
    parts.push_back(zh() ? fmt::format("{}没有填写的{}条", field_name(c, e_.of.field), counted.empty)
                         : fmt::format("without {} {}", field_name(c, e_.of.field), counted.empty));
  if (parts.empty()) return "";
  return (zh() ? "同期未计入：" : "Left out in the same period: ") + list(parts);
}

// The records by which stretches were exempt, explained or signed as empty; they open like any other.
std::string Card::notes_behind(const std::vector<RecordId>& notes) const {
  constexpr std::size_t kNamed = 3;
  std::vector<std::string> ids;
  for (const auto& id : notes)
    if (std::find(ids.begin(), ids.end(), id.text) == ids.end()) ids.push_back(id.text);
  const std::size_t all = ids.size();
  if (all > kNamed) ids.resize(kNamed);
  if (zh()) return fmt::format("（见记录 {}{}）", list(ids), all > kNamed ? fmt::format("等{}条", all) : "");
  return fmt::format(" (see {}{})", list(ids), all > kNamed ? fmt::format(" and {} more", all - kNamed) : "");
}

std::string Card::cadence() const {
  const auto& found = *in_.cadence;
  if (found.rule == nullptr) return zh() ? "这段时间没有生效的频次要求" : "No rule was in force in that time";
  static const std::map<kinds::Every, std::pair<const char*, const char*>> kEvery = {
      {kinds::Every::month, {"每月", "month"}},
      {kinds::Every::quarter, {"每季度", "quarter"}},
      {kinds::Every::half_year, {"每半年", "half-year"}},
      {kinds::Every::year, {"每年", "year"}}};
  const auto& rule = *found.rule;
  const std::string times =
      rule.every == kinds::Every::days
          ? (zh() ? fmt::format("每{}天", rule.days) : fmt::format("every {} days", rule.days))
      : zh() ? fmt::format("{}{}{}次", kEvery.at(rule.every).first, rule.at_least ? "至少" : "", rule.times)
             : fmt::format("{}{} a {}", rule.at_least ? "at least " : "", how_often(rule.times),
                           kEvery.at(rule.every).second);
  std::string out = zh()
                        ? fmt::format("依据：{}，{}{}", rule.source, rule.general ? "一般" : "", times)
                        : fmt::format("Rule: {}, {}{}", rule.source, rule.general ? "generally " : "", times);
  if (found.units.size() > 1)
    out += zh() ? fmt::format("，按{}个单位分别计算", found.units.size())
                : fmt::format(", for each of {} units", found.units.size());
  if (found.without > 0 && found.kept)
    out += zh()
               ? fmt::format("（另有{}个下级没有这类记录，不在其内）", found.without)
               : fmt::format(" ({} more below it have no such record and are not among them)", found.without);
  out += zh() ? fmt::format("；应做{}次，缺{}次", found.required, found.missing)
              : fmt::format("; required {}, missing {}", found.required, found.missing);
  if (found.explained > 0)
    out +=
        zh() ? fmt::format("，已说明{}次", found.explained) : fmt::format(", explained {}", found.explained);
  if (found.exempt > 0)
    out += zh() ? fmt::format("，免除{}次", found.exempt) : fmt::format(", exempt {}", found.exempt);
  if (found.empty > 0)
    out += zh() ? fmt::format("，零报告{}次", found.empty) : fmt::format(", signed as empty {}", found.empty);
  if (!found.notes.empty()) out += notes_behind(found.notes);
  if (found.open > 0)
    out += zh() ? fmt::format("，未到期{}次", found.open) : fmt::format(", not over yet {}", found.open);
  return out;
}

std::string Card::text() {
  std::string first = what();
  if (!zh()) first.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(first.front())));
  sentence(std::move(first));
  sentence((zh() ? "范围：" : "Where: ") + where(e_.of));
  sentence((zh() ? "时间：" : "When: ") + when(in_.of));
  if (e_.base && in_.base) {
    const std::string base_where = where(*e_.base), base_when = when(*in_.base);
    if (base_where != where(e_.of))
      sentence((zh() ? "分母的范围：" : "Where, for the divisor: ") + base_where);
    if (base_when != when(in_.of)) sentence((zh() ? "分母的时间：" : "When, for the divisor: ") + base_when);
  }
  // A side that names its states has said so already.
  const bool sides = e_.aggregate == Aggregate::ratio || e_.aggregate == Aggregate::growth;
  if (!sides || e_.of.states.empty()) sentence(states(in_.of));
  else if (e_.base && e_.base->states.empty()) sentence((zh() ? "分母的" : "For the divisor: ") + states(*in_.base));
  const std::string more = sides ? "" : filters(in_.of);
  if (!more.empty()) sentence((zh() ? "条件：" : "Only where ") + more);
  sentence(also(in_.of));
  if (in_.cadence) sentence(cadence());
  sentence(left_out(in_.of, in_.of_counted));
  if (in_.no_value)
    sentence(zh() ? "没有可以计算的基数，因此没有数值" : "There is nothing to compute with, hence no value");
  return out_;
}
}  // namespace

Rule rule_card(const CardInput& input) {
  return {Card(input, Lang::zh).text(), Card(input, Lang::en).text()};
}

std::string measure_of(const Expression& e, const kinds::Kind* kind) {
  const auto word_of = [&](const std::string& counts, const std::string& otherwise) {
    if (kind != nullptr)
      for (const auto& measure : kind->measures)
        if (measure.counts == counts) return measure.word;
    return otherwise;
  };
  const auto* field = field_of(kind, e.of.field);
  const std::string of_field = field == nullptr                         ? ""
                               : field->type == kinds::FieldType::money ? "元"
                                                                        : field->measure;
  switch (e.aggregate) {
    case Aggregate::count:
    case Aggregate::required:
    case Aggregate::missing:
      return word_of("records", "条");
    case Aggregate::sum:
      return word_of("sum:" + e.of.field, of_field);
    case Aggregate::distinct:
      return word_of("distinct:" + e.of.field, is_person_field(kind, e.of.field) ? "人" : "个");
    case Aggregate::average:
    case Aggregate::minimum:
    case Aggregate::maximum:
      return of_field;
    default:
      return "%";
  }
}
}  // namespace youju::figures
