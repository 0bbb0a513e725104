// SPDX-License-Identifier: Apache-2.0
// The list of reports, and making one.
#include <chrono>

#include "app/layouts.h"
#include "app/routing.h"
#include "view/reports.h"
#include "web/handlers_reports.h"

namespace youju::web {
namespace {
constexpr std::size_t kReportsShown = 50;
constexpr std::int64_t kDriftBudgetMs = 120;

std::vector<view::ReportTemplate> templates_shown(const Ask& ask) {
  std::vector<view::ReportTemplate> out;
  for (const auto& [id, file] : app::templates_of(ask.office)) {
    const auto loaded = report::load_template(file);
    const auto* good = std::get_if<std::shared_ptr<const report::Template>>(&loaded);
    if (good == nullptr) continue;  // `youju report make` names its line
    const auto facts = report::facts_of(**good);
    const auto name = facts.names.find(ask.lang_id());
    out.push_back({id, name == facts.names.end() ? id : name->second, facts.period == "quarter"});
  }
  return out;
}

// The office's own documents, behind the shipped templates.
Result<void> add_own_templates(const Ask& ask, view::ReportsPage& page) {
  TRY(const auto own, app::layouts(ask.office, "docx"));
  for (const auto& one : own) {
    if (std::find(ask.readable.begin(), ask.readable.end(), one.facts.unit) == ask.readable.end()) continue;
    page.templates.push_back({one.id, ask.here.say("paperpage.own_named", {{"title", one.facts.title}, {"n", std::to_string(one.version)}}), one.facts.period == "quarter"});
    page.has_own = true;
  }
  return {};
}

// Who has it now, until when.
void put_where(const Ask& ask, const std::map<std::string, app::RouteRow>& rounds, const std::map<std::string, std::string>& names, view::ReportLine& line) {
  const auto at = rounds.find(line.id);
  if (at == rounds.end()) return;
  const auto& round = at->second;
  const auto holder = names.find(round.holder.text);
  const Args args{{"name", holder == names.end() ? round.holder.text : holder->second}, {"due", round.due ? ask.here.day(round.due->iso()) : ""}};
  line.where = ask.here.say("waypage.state_" + round.state + (round.due && !round.holder.empty() ? "_due" : ""), args);
  line.overdue = round.due && *round.due < ask.office.today();
}

// How many figures of a signed report have drifted: kept until the log grows.
class KnownDrift {
 public:
  std::optional<int> find(const std::string& report, std::int64_t size) {
    const std::lock_guard hold(lock_);
    const auto at = known_.find(report);
    return at != known_.end() && at->second.first == size ? std::optional(at->second.second) : std::nullopt;
  }
  void put(const std::string& report, std::int64_t size, int drifted) {
    const std::lock_guard hold(lock_);
    if (known_.size() > 1'000) known_.clear();
    known_[report] = {size, drifted};
  }

 private:
  std::mutex lock_;
  std::map<std::string, std::pair<std::int64_t, int>> known_;
};
KnownDrift& known_drift() {
  static KnownDrift one;
  return one;
}

struct Signing {
  bool is_signed = false;
  Instant at;
};
Result<Signing> signing_of(Ask& ask, const std::string& id) {
  Signing out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto history, ask.office.ledger().history(session, id, false));
    for (const auto& entry : history)
      if (entry.head.type == ledger::EntryType::signoff) out = {true, entry.at};
    return {};
  }));
  return out;
}

Result<void> put_state(Ask& ask, view::ReportLine& line, std::int64_t size, Instant from) {
  TRY(const auto signing, signing_of(ask, line.id));
  if (!signing.is_signed) return {};
  line.signed_on = ask.here.moment(signing.at.iso());
  line.state = view::ReportState::unknown;
  auto drifted = known_drift().find(line.id, size);
  if (!drifted && ask.office.world().clock->now().ms - from.ms < kDriftBudgetMs) {
    auto found = app::report_drift(ask.office, line.id);
    if (!found) return {};  // its own page says what is wrong with it
    drifted = static_cast<int>(found->size());
    known_drift().put(line.id, size, *drifted);
  }
  if (!drifted) return {};
  line.drifted = *drifted;
  line.state = *drifted > 0 ? view::ReportState::drifted : view::ReportState::signed_;
  return {};
}

Result<void> list_made(Ask& ask, view::ReportsPage& page) {
  TRY(const auto all, app::list_reports(ask.office));
  TRY(const auto names, account_names(ask));
  std::int64_t size = 0;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(size, ask.office.ledger().size(session));
    return {};
  }));
  TRY(const auto rounds, app::rounds(ask.office));
  const auto started = ask.office.world().clock->now();
  const auto before = ask.query.get("before");
  bool reached = before.empty();
  for (const auto& made : all) {
    const auto passed = std::exchange(reached, reached || made.id == before);
    if (!passed || std::find(ask.readable.begin(), ask.readable.end(), UnitId{made.unit}) == ask.readable.end()) continue;
    if (page.reports.size() == kReportsShown) {
      page.older = ask.here.to("/reports", {{"before", page.reports.back().id}});
      break;
    }
    const auto by = names.find(made.made_by.text);
    view::ReportLine line{.id = made.id, .title = made.title, .unit = ask.unit_name(UnitId{made.unit}), .stretch = stretch_of(ask, made.request.year, made.request.quarter),
                          .made_on = ask.here.moment(made.made_at.iso()), .made_by = by == names.end() ? "" : by->second, .signed_on = {}, .code = {}, .adopted = !made.adopted.empty()};
    TRY_OK(put_state(ask, line, size, started));
    put_where(ask, rounds, names, line);
    page.reports.push_back(std::move(line));
  }
  return {};
}

Result<Reply> reports_page(Ask& ask, view::ReportsPage page, int status) {
  TRY(auto frame, frame_of(ask, "reports", ask.here.say("reportpage.title")));
  page.templates = templates_shown(ask);
  TRY_OK(add_own_templates(ask, page));
  page.can_make = ask.may(people::Right::write);
  for (const int year : frame.years) page.years.emplace_back(std::to_string(year), std::to_string(year));
  for (const auto& unit : ask.readable)
    if (ask.may(people::Right::write, unit)) page.units.emplace_back(unit.text, ask.unit_name(unit));
  if (page.year.empty()) page.year = std::to_string(ask.here.year);
  if (page.unit.empty()) page.unit = ask.here.unit;
  TRY_OK(list_made(ask, page));
  return html(view::page(frame, view::reports(ask.here, page)), status);
}
}  // namespace

std::string stretch_of(const Ask& ask, int year, int quarter) {
  const Args args{{"year", std::to_string(year)}, {"n", std::to_string(quarter)}};
  return ask.here.say(quarter == 0 ? "reportpage.of_year" : "reportpage.of_quarter", args);
}

Result<std::map<std::string, std::string>> account_names(Ask& ask) {
  std::map<std::string, std::string> out;
  TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& account : accounts) out[account.id.text] = account.name;
    return {};
  }));
  return out;
}

Result<Reply> show_reports(Ask& ask) { return reports_page(ask, {}, 200); }

Result<Reply> make_report(Ask& ask) {
  view::ReportsPage page;
  page.templ = std::string(ask.form.get("template"));
  page.year = std::string(ask.form.get("for_year"));
  page.quarter = std::string(ask.form.get("quarter"));
  page.unit = std::string(ask.form.get("of_unit"));
  const auto refused = [&](std::string field, const Message& message) {
    page.wrong.push_back({std::move(field), ask.here.say(message)});
    return reports_page(ask, std::move(page), 422);
  };
  page.revisions = ask.form.get("revisions") == "yes";
  const auto known = app::templates_of(ask.office);  // a path is for the command line alone
  const bool own = app::is_layout_name(page.templ) && app::find_layout(ask.office, page.templ).has_value();
  if (!own && std::none_of(known.begin(), known.end(), [&](const auto& one) { return one.first == page.templ; })) return refused("template", {"reportpage.template_needed", {}});
  app::ReportRequest request;
  request.templ = page.templ;
  request.revisions = own && page.revisions;
  if (page.year.size() != 4 || page.year.find_first_not_of("0123456789") != page.year.npos) return refused("for_year", {"reportpage.year_needed", {}});
  request.year = std::stoi(page.year);
  if (page.quarter.size() == 1 && page.quarter >= "1" && page.quarter <= "4") request.quarter = page.quarter[0] - '0';
  if (!page.unit.empty()) request.unit = page.unit;
  auto made = app::make_report(ask.office, ask.who, request);
  if (made) return see_other(ask.here.to("/reports/" + made->made.id));
  const auto& error = made.error();
  if (error.code == Code::corrupt || error.code == Code::outside) return fail(std::move(made).error());
  const auto& word = error.message.word;
  if (word == "app.quarter_needed") return refused("quarter", {"reportpage.quarter_needed", {}});
  if (word == "app.no_quarter_here") return refused("quarter", {"reportpage.no_quarter", {}});
  return refused(word.starts_with("people.") ? "of_unit" : "template", error.message);
}
}  // namespace youju::web
