// SPDX-License-Identifier: Apache-2.0
// The rules a pack may set its records: each looks at one record as it stands and says what is out of order.
#include <algorithm>

#include "kinds/kinds.h"

namespace youju::kinds {
namespace {

class CheckRun {
 public:
  CheckRun(const Kind& kind, const CheckFacts& facts, const Calendar& calendar, Date today)
      : kind_(kind), facts_(facts), calendar_(calendar), today_(today) {}

  std::vector<CheckFinding> run() {
    for (const Check& check : kind_.checks) {
      check_ = &check;
      if (check.when && !holds(*check.when)) continue;
      // A plan or a draft may lack anything; only deadlines look at records that do not count yet.
      if (!facts_.counts && check.rule != "within_deadline") continue;
      apply();
    }
    return std::move(found_);
  }

 private:
  void found(const std::string& field, std::string_view word, Args args = {}) {
    found_.push_back({check_, field, {std::string(word), std::move(args)}});
  }
  std::string parameter(const std::string& key) const {
    const auto value = check_->parameters.find(key);
    return value != check_->parameters.end() && value->is_string() ? value->get<std::string>() : "";
  }
  int days() const { return check_->parameters.value("days", 0); }

  const Json* value(const std::string& field) const {
    for (const Json* holder : {&facts_.open, &facts_.personal})
      if (holder->is_object() && holder->contains(field)) return &holder->at(field);
    return nullptr;
  }
  std::optional<Date> date(const std::string& field) const {
    if (field.empty()) return facts_.happened ? std::optional(facts_.happened->from) : std::nullopt;
    const Json* found = value(field);
    return found && found->is_string() ? Date::parse(found->get<std::string>()) : std::nullopt;
  }
  // A number, or how many persons a list names.
  std::optional<Decimal> amount(const std::string& field) const {
    const Json* found = value(field);
    if (!found) return std::nullopt;
    if (found->is_array()) return Decimal::of(static_cast<std::int64_t>(found->size()));
    return found->is_string() ? Decimal::parse(found->get<std::string>()) : std::nullopt;
  }
  bool holds(const Condition& condition) const {
    return condition_holds(condition, facts_.state, facts_.open, facts_.personal);
  }

  void apply() {
    const std::string& rule = check_->rule;
    if (rule == "needs_evidence") return needs_evidence();
    if (rule == "needs_field") return needs_field();
    if (rule == "headcount_equals_roster") return headcount();
    if (rule == "not_before" || rule == "not_after") return order(rule == "not_before");
    if (rule == "quorum") return quorum();
    if (rule == "evidence_not_before") return evidence_age();
    if (rule == "file_once") return file_once();
    if (rule == "within_deadline") return within_deadline();
    if (rule == "has_holder_pair") return holder_pair();
    if (rule == "review_within") return review();
  }

  void needs_evidence() {
    const std::string role = parameter("role");
    const bool there = std::any_of(facts_.files.begin(), facts_.files.end(),
                                   [&](const CheckFile& f) { return role.empty() || f.role == role; });
    if (!there) found(role, "kinds.found_no_file");
  }
  void needs_field() {
    const Json* there = value(parameter("field"));
    if (!there || (there->is_array() && there->empty())) found(parameter("field"), "kinds.found_empty");
  }
  void headcount() {
    const auto number = amount(parameter("number")), listed = amount(parameter("persons"));
    if (number && listed && *number != *listed)
      found(parameter("number"), "kinds.found_headcount",
            {{"number", number->text()}, {"listed", listed->text()}});
  }
  void order(bool not_before) {
    const auto day = date(parameter("field")), other = date(parameter("than"));
    if (!day || !other || (not_before ? *day >= *other : *day <= *other)) return;
    found(parameter("field"), not_before ? "kinds.found_too_early" : "kinds.found_too_late",
          {{"date", day->iso()}, {"other", other->iso()}});
  }
  // Strictly more than the share of those who were due ("more than half").
  void quorum() {
    const auto present = amount(parameter("present")), due = amount(parameter("due"));
    const std::string share = parameter("more_than");
    if (!present || !due || share.size() != 3) return;
    const std::int64_t over = share[0] - '0', under = share[2] - '0';
    if (present->scaled * under > due->scaled * over) return;
    found(parameter("present"), "kinds.found_no_quorum",
          {{"present", present->text()}, {"due", due->text()}, {"share", share}});
  }
  void evidence_age() {
    if (!facts_.happened) return;
    const std::string role = parameter("role");
    const Date earliest = facts_.happened->from.plus_days(-days());
    for (const CheckFile& file : facts_.files) {
      if ((!role.empty() && file.role != role) || !file.made_on || *file.made_on >= earliest) continue;
      found(file.role, "kinds.found_file_older",
            {{"date", file.made_on->iso()}, {"other", facts_.happened->from.iso()}});
    }
  }
  void file_once() {
    for (const CheckFile& file : facts_.files)
      if (file.records > 1)
        found(file.role, "kinds.found_file_shared", {{"n", std::to_string(file.records)}});
  }
  void within_deadline() {
    const std::string id = parameter("deadline");
    const auto deadline = std::find_if(kind_.deadlines.begin(), kind_.deadlines.end(),
                                       [&](const Deadline& d) { return d.id == id; });
    if (deadline == kind_.deadlines.end()) return;
    const auto start = date(deadline->from_field);
    if (!start) return;
    const Date end = deadline_day(*deadline, *start, calendar_);
    if (facts_.came_in_as == deadline->until_state && !facts_.came_in_as.empty()) return;
    const auto reached = facts_.reached.find(deadline->until_state);
    if (reached != facts_.reached.end() ? reached->second <= end : today_ <= end) return;
    if (reached == facts_.reached.end() && is_over()) return;
    found("", reached == facts_.reached.end() ? "kinds.found_overdue" : "kinds.found_after_deadline",
          {{"date", end.iso()}, {"reached", reached == facts_.reached.end() ? "" : reached->second.iso()}});
  }
  // A void or otherwise ended record waits for nothing.
  bool is_over() const {
    const State* state = kind_.state(facts_.state);
    return state && state->final;
  }
  void holder_pair() {
    const Json* first = value(parameter("first"));
    const Json* second = value(parameter("second"));
    if (!first) return found(parameter("first"), "kinds.found_empty");
    if (!second) return found(parameter("second"), "kinds.found_no_second");
    if (*first == *second) found(parameter("second"), "kinds.found_same_holder");
  }
  void review() {
    const auto last = date(parameter("field"));
    if (!last) return found(parameter("field"), "kinds.found_never_reviewed");
    const int age = today_.days - last->days;
    if (age > days())
      found(parameter("field"), "kinds.found_review_old",
            {{"date", last->iso()}, {"days", std::to_string(age)}, {"limit", std::to_string(days())}});
  }

  const Kind& kind_;
  const CheckFacts& facts_;
  const Calendar& calendar_;
  Date today_;
  const Check* check_ = nullptr;
  std::vector<CheckFinding> found_;
};
}  // namespace

std::vector<CheckFinding> run_checks(const Kind& kind, const CheckFacts& facts, const Calendar& calendar,
                                     Date today) {
  return CheckRun(kind, facts, calendar, today).run();
}
}  // namespace youju::kinds
