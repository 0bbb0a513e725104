// SPDX-License-Identifier: Apache-2.0
#include "app/inbox.h"

#include <algorithm>
#include <set>

#include "app/app_sql.h"
#include "app/gaps.h"
#include "app/records.h"
#include "flow/flow.h"

namespace youju::app {
namespace {
constexpr int kLooked = 200, kDaysBack = 90, kDraftsLooked = 60;
constexpr std::int64_t kMostReports = 200, kReportDays = 60, kKeptDays = 400;

// Steps that carry a record on; to send back, to cancel and to void ask for a reason and wait for nobody.
bool leads_on(const kinds::Transition& step) { return !step.reason && step.to != "void"; }

class Gather {
 public:
  Gather(db::Session& session, Office& office, const people::Who& who, const InboxRequest& request, const people::UnitTree& tree, std::vector<UnitId> readable)
      : session_(session), office_(office), who_(who), request_(request), tree_(tree), readable_(std::move(readable)) {}
  Result<void> steps();
  Result<void> returned();
  Result<void> reports();
  Inbox take() { return std::move(out_); }

 private:
  index::Filter waiting() const;
  Result<bool> step_of(const index::RecordRow& row, const kinds::Kind& kind, const kinds::Transition& step);
  bool may(people::Right right, const UnitId& unit) const { return people::may(who_, right, unit, tree_, office_.roles(), office_.today()); }

  db::Session& session_;
  Office& office_;
  const people::Who& who_;
  const InboxRequest& request_;
  const people::UnitTree& tree_;
  std::vector<UnitId> readable_;
  std::size_t steps_ = 0;
  Inbox out_;
};

index::Filter Gather::waiting() const {
  index::Filter filter;
  filter.units = readable_;
  std::set<std::string> states;
  for (const auto& kind : office_.catalogue().kinds()) {
    bool any = false;
    for (const auto& step : kind.transitions) {
      if (!leads_on(step)) continue;
      any = true;
      states.insert(step.from.begin(), step.from.end());
    }
    if (any) filter.kinds.push_back(kind.id);
  }
  filter.states.assign(states.begin(), states.end());
  const auto today = office_.today();
  filter.first_day = Period{today.plus_days(-kDaysBack), today};
  return filter;
}

Result<bool> Gather::step_of(const index::RecordRow& row, const kinds::Kind& kind, const kinds::Transition& step) {
  if (!leads_on(step) || std::find(step.from.begin(), step.from.end(), row.state) == step.from.end()) return false;
  const auto right = people::right_from(step.right);
  if (right && !may(*right, row.unit)) return false;
  const flow::Request request{who_, office_.roles(), office_.today(), {}, {}};
  TRY(const auto standing, flow::standing(session_, office_.ledger(), kind, row.record, step, request));
  // A step that lacks nothing but fields waits for whoever fills them in.
  const bool to_fill = !standing.allowed && !step.other_person && standing.why_not.word == "flow.fields_missing";
  if (!standing.allowed && !to_fill) return false;
  InboxItem item;
  item.what = to_fill ? InboxItem::What::fill_in : InboxItem::What::step;
  item.name = "step:" + row.record.text + ":" + std::to_string(row.entry) + ":" + step.id;
  item.unit = row.unit, item.kind = &kind, item.row = row, item.step = &step, item.title = row.title;
  if (to_fill) item.note = standing.why_not;
  out_.items.push_back(std::move(item));
  return true;
}

Result<void> Gather::steps() {
  const auto filter = waiting();
  if (filter.kinds.empty() || filter.units.empty()) return {};
  TRY(const auto rows, index::list(session_, filter, kLooked));
  for (const auto& row : rows) {
    const auto* kind = office_.catalogue().find(row.kind);
    if (kind == nullptr) continue;
    if (steps_ == request_.most_steps) {
      out_.more_steps = true;
      return {};
    }
    for (const auto& step : kind->transitions) {
      TRY(const bool taken, step_of(row, *kind, step));
      if (!taken) continue;
      ++steps_;
      break;
    }
  }
  return {};
}

// Sent back with a reason, to somebody who had a hand in it.
Result<void> Gather::returned() {
  index::Filter filter;
  filter.units = readable_;
  for (const auto& kind : office_.catalogue().kinds()) {
    if (std::none_of(kind.transitions.begin(), kind.transitions.end(), [](const auto& step) { return step.reason && step.to != "void"; })) continue;
    filter.kinds.push_back(kind.id);
    for (const auto& step : kind.transitions)
      if (step.reason && step.to != "void" && std::find(filter.states.begin(), filter.states.end(), step.to) == filter.states.end()) filter.states.push_back(step.to);
  }
  if (filter.kinds.empty() || filter.units.empty()) return {};
  filter.first_day = Period{office_.today().plus_days(-2 * kDaysBack), office_.today().plus_days(kDaysBack)};
  TRY(const auto rows, index::list(session_, filter, kDraftsLooked));
  for (const auto& row : rows) {
    const auto* kind = office_.catalogue().find(row.kind);
    if (kind == nullptr || row.number < 2) continue;
    TRY(const auto last, office_.ledger().read(session_, row.entry, false));
    const auto* step = kind->transition(last.head.more.value("transition", std::string{}));
    if (step == nullptr || !step->reason || step->to == "void" || last.head.actor == who_.account) continue;
    TRY(const auto makers, flow::makers_of(session_, office_.ledger(), *kind, row.record));
    if (!makers.contains(who_.account)) continue;
    InboxItem item;
    item.what = InboxItem::What::returned;
    item.name = "returned:" + row.record.text + ":" + std::to_string(row.entry);
    item.unit = row.unit, item.kind = kind, item.row = row, item.step = step, item.title = row.title, item.at = last.at;
    item.note = {"inbox.because", {{"reason", last.head.more.value("reason", std::string{})}}};
    out_.items.push_back(std::move(item));
  }
  return {};
}

// The newest of each template, unit and stretch of time, if this person may sign it.
Result<void> Gather::reports() {
  const auto since = Instant{office_.world().clock->now().ms - kReportDays * 86'400'000}.iso();
  std::set<std::string> seen;
  std::vector<InboxItem> found;
  // Sent round, a report waits for who has it; one that was returned or taken back waits for nobody here.
  std::map<std::string, std::pair<std::string, std::string>> round;
  TRY_OK(session_.each(sql::routes_all, {}, [&](const db::Row& row) {
    round[std::string(row.text(0))] = {std::string(row.text(1)), std::string(row.text(2))};
    return true;
  }));
  TRY_OK(session_.each(sql::reports_not_signed, {std::string_view(since), kMostReports}, [&](const db::Row& row) {
    const UnitId unit{std::string(row.text(2))};
    const auto key = std::string(row.text(5)) + " " + unit.text + " " + std::to_string(row.integer(6)) + " " + std::to_string(row.integer(7));
    if (!seen.insert(key).second || row.text(3) == who_.account.text) return true;
    const auto sent = round.find(std::string(row.text(0)));
    const bool mine = sent == round.end() ? may(people::Right::sign, unit) : sent->second.second == who_.account.text;
    if (!mine) return true;
    if (std::find(readable_.begin(), readable_.end(), unit) == readable_.end()) return true;
    InboxItem item;
    item.what = InboxItem::What::report;
    item.report = row.text(0), item.title = row.text(1), item.unit = unit;
    item.name = "report:" + item.report;
    item.to_review = sent != round.end() && sent->second.first == "review";
    item.at = Instant::parse(row.text(4));
    found.push_back(std::move(item));
    return true;
  }));
  std::move(found.begin(), found.end(), std::back_inserter(out_.items));
  return {};
}

Result<void> add_mentions(Office& office, const people::Who& who, Inbox& out) {
  constexpr std::size_t kMostMentions = 50;
  TRY(auto mentions, mentions_of(office, who, kMostMentions));
  const auto oldest = office.world().clock->now().ms - std::int64_t{kDaysBack} * 86'400'000;
  for (auto& one : mentions) {
    if (one.said_at.ms < oldest) continue;
    InboxItem item;
    item.what = InboxItem::What::mention;
    item.name = "mention:" + one.id, item.unit = one.unit, item.at = one.said_at;
    item.title = one.said;
    item.comment = std::move(one);
    out.items.push_back(std::move(item));
  }
  return {};
}

// What should have been begun by now.
Result<void> add_due(Office& office, const people::Who& who, const InboxRequest& request, Inbox& out) {
  DueRequest due;
  due.unit = request.unit, due.on = office.today();
  TRY(const auto shown, find_due_first(office, who, due, request.most_due, request.most_due));
  out.due_all = shown.all, out.overdue = shown.overdue;
  for (const auto& one : shown.items) {
    if (one.start_by > due.on) continue;
    InboxItem item;
    item.what = InboxItem::What::due;
    const auto what = one.deadline != nullptr ? one.deadline->id : one.step != nullptr ? one.step->id : one.rule != nullptr ? one.rule->id : one.field;
    item.name = "due:" + (one.record.empty() ? one.unit.text + "." + one.kind->id.text : one.record.text) + ":" + one.due.iso() + ":" + what;
    item.unit = one.unit, item.kind = one.kind, item.row = one.row, item.title = one.row ? one.row->title : std::string{};
    item.due = one;
    out.items.push_back(std::move(item));
  }
  return {};
}
}  // namespace

std::string_view inbox_part(InboxItem::What what) {
  switch (what) {
    case InboxItem::What::step:
    case InboxItem::What::fill_in: return "approve";
    case InboxItem::What::returned: return "returned";
    case InboxItem::What::report: return "sign";
    case InboxItem::What::mention: return "mentions";
    case InboxItem::What::due: return "due";
  }
  return "";
}

std::int64_t Inbox::unread() const {
  return std::count_if(items.begin(), items.end(), [](const InboxItem& item) { return !item.is_read; });
}

Result<Inbox> find_inbox(Office& office, const people::Who& who, const InboxRequest& request) {
  Inbox out;
  std::set<std::string> read;
  bool nothing = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    auto readable = readable_units(office, tree, who, request.unit);
    nothing = readable.empty();
    if (nothing) return {};
    Gather gather(session, office, who, request, tree, std::move(readable));
    TRY_OK(gather.returned());
    TRY_OK(gather.steps());
    TRY_OK(gather.reports());
    out = gather.take();
    return session.each(sql::inbox_read, {std::string_view(who.account.text)}, [&](const db::Row& row) {
      read.emplace(row.text(0));
      return true;
    });
  }));
  if (nothing) return out;
  TRY_OK(add_mentions(office, who, out));
  if (request.with_due) TRY_OK(add_due(office, who, request, out));
  // Waiting for a step of its maker and sent back is one thing.
  std::set<std::string> back;
  for (const auto& item : out.items)
    if (item.what == InboxItem::What::returned) back.insert(item.row->record.text);
  std::erase_if(out.items, [&](const InboxItem& item) { return (item.what == InboxItem::What::step || item.what == InboxItem::What::fill_in) && back.contains(item.row->record.text); });
  for (auto& item : out.items) item.is_read = read.contains(item.name);
  return out;
}

Result<void> mark_inbox(Office& office, const people::Who& who, const std::vector<std::string>& names, bool read) {
  constexpr std::size_t kMostMarked = 500, kLongest = 200;
  const auto now = office.world().clock->now();
  const auto at = now.iso(), old = Instant{now.ms - kKeptDays * 86'400'000}.iso();
  return office.write([&](Office::Writer& writer) -> Result<void> {
    TRY_OK(writer.tx.run(sql::forget_inbox_read, {std::string_view(old)}));
    for (std::size_t i = 0; i < names.size() && i < kMostMarked; ++i) {
      if (names[i].empty() || names[i].size() > kLongest) continue;
      if (read) {
        TRY_OK(writer.tx.run(sql::put_inbox_read, {std::string_view(who.account.text), std::string_view(names[i]), std::string_view(at)}));
      } else {
        TRY_OK(writer.tx.run(sql::drop_inbox_read, {std::string_view(who.account.text), std::string_view(names[i])}));
      }
    }
    return {};
  });
}
}  // namespace youju::app
