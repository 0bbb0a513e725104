// SPDX-License-Identifier: Apache-2.0
// The way of a report on its page: sent round, decided, taken back, submitted, answered.
#include "app/report_changes.h"
#include "app/routing.h"
#include "app/scratch.h"
#include "base/text.h"
#include "web/handlers_papers.h"
#include "web/record_history.h"

namespace youju::web {
namespace {
constexpr std::size_t kReviewersAsked = 3;

std::string name_of_account(const std::map<std::string, std::string>& names, const AccountId& id) {
  const auto found = names.find(id.text);
  return found == names.end() ? id.text : found->second;
}

std::string file_words(const Ask& ask, const Json& file) {
  const auto role = file.value("role", std::string{});
  if (role == "receipt" || role == "return") return ask.here.say("waypage.file_scan");
  const auto form = ask.here.say("reportpage.form_" + role);
  return file.contains("notice") ? ask.here.say("waypage.file_notice", {{"no", std::to_string(file.value("notice", 0))}, {"form", form}}) : form;
}

void put_way_marks(Ask& ask, const app::MadeReport& made, const app::Route& route, const std::map<std::string, std::string>& names, view::ReportWay& way) {
  for (auto mark = route.marks.rbegin(); mark != route.marks.rend(); ++mark) {
    view::WayMark one{ask.here.say("waypage.mark_" + mark->what), name_of_account(names, mark->by), ask.here.moment(mark->at.iso()), mark->text, mark->day ? ask.here.day(mark->day->iso()) : "", {}};
    if (!mark->to.empty()) one.text = ask.here.say(mark->way.empty() ? "waypage.sent_to" : "waypage.sent_to_by", {{"to", mark->to}, {"way", mark->way}}) + (mark->text.empty() ? "" : " · " + mark->text);
    if (!mark->receipt.empty()) one.text = ask.here.say("waypage.receipt_no", {{"no", mark->receipt}});
    if (mark->what == "sent" || mark->what == "received" || mark->what == "sent_back")
      for (const auto& file : mark->files) one.files.emplace_back(ask.here.to("/reports/" + made.id + "/way/" + file.value("digest", std::string{})), file_words(ask, file));
    way.marks.push_back(std::move(one));
  }
}

void put_people(Ask& ask, const app::Route& route, const std::map<std::string, std::string>& names, view::ReportWay& way) {
  const auto* holder = route.holder();
  const bool over = route.state == app::RouteState::signed_ || route.state == app::RouteState::sent || route.state == app::RouteState::received || route.state == app::RouteState::sent_back;
  for (std::size_t i = 0; i < route.people.size(); ++i) {
    const auto& person = route.people[i];
    view::WayPerson one{name_of_account(names, person.account), person.part, person.due ? ask.here.day(person.due->iso()) : "", holder == &person, over || i < route.turn, false};
    one.overdue = one.now && person.due && *person.due < ask.office.today();
    way.people.push_back(std::move(one));
  }
  if (holder == nullptr) return;
  way.holder = name_of_account(names, holder->account);
  if (holder->due) way.due = ask.here.day(holder->due->iso());
}

Result<void> put_choices(Ask& ask, const app::MadeReport& made, view::ReportWay& way) {
  if (!way.can_ask) return {};
  TRY(const auto all, app::may_be_asked(ask.office, made));
  for (const auto& one : all) {
    if (one.review) way.reviewers.emplace_back(one.account.text, one.name);
    if (one.sign) way.signers.emplace_back(one.account.text, one.name);
  }
  return {};
}

void put_typed(const Ask& ask, view::ReportWay& way) {
  const auto typed = [&](const std::string& name) { return std::string(ask.form.get(name)); };
  if (way.wrong.empty()) return;
  for (std::size_t i = 1; i <= kReviewersAsked; ++i) way.asked.push_back({typed("reviewer-" + std::to_string(i)), typed("due-" + std::to_string(i))});
  way.asked.push_back({typed("signer"), typed("due-signer")});
  way.note = typed("note"), way.reason = typed("reason"), way.to = typed("to"), way.by_way = typed("by_way"), way.day = typed("day"), way.receipt = typed("receipt");
}

// Refused: the report's page again, with what was typed.
Result<Reply> way_refused(Ask& ask, const app::MadeReport& made, std::string field, const Error& error) {
  if (!can_be_told(error)) return fail(Error(error));
  return report_page(ask, made, {{std::move(field), ask.here.say(error.message)}}, http_status(error.code));
}

Result<Reply> went(Ask& ask, const app::MadeReport& made, const Result<app::Route>& done, const char* action, const std::function<std::string(const std::string&)>& field) {
  if (done) return see_other(ask.here.to("/reports/" + made.id));
  if (done.error().code == Code::denied) note_event(ask, "refused", action, made.id, done.error().message.word);
  return way_refused(ask, made, field(done.error().message.word), done.error());
}

Date day_typed(const Ask& ask, std::string_view name) { return Date::parse(std::string(ask.form.get(name))).value_or(Date{}); }
}  // namespace

Result<view::WayChanges> changes_of_report(Ask& ask, const app::MadeReport& made) {
  TRY(const auto changes, app::report_changes(ask.office, ask.who, made));
  static constexpr const char* kSince[] = {"waypage.since_nothing", "waypage.since_seen", "waypage.since_before", "waypage.since_last_year"};
  view::WayChanges out;
  out.since = ask.here.say(kSince[static_cast<int>(changes.since)]);
  out.unchanged = changes.unchanged, out.same_paragraphs = changes.same_paragraphs, out.other_template = changes.other_template;
  if (changes.before) out.before_title = changes.before->title + " · " + ask.here.moment(changes.before->made_at.iso()), out.before_address = ask.here.to("/reports/" + changes.before->id);
  if (changes.not_compared) out.not_compared = ask.here.say(*changes.not_compared);
  for (const auto& one : changes.figures) {
    view::ReportChange row{one.title, one.was, one.is, one.expr, {}};
    if (one.other_rule) row.causes.push_back(ask.here.say("waypage.other_rule"));
    out.figures.push_back(std::move(row));
  }
  constexpr std::size_t kParagraphsShown = 60;
  for (const auto& one : changes.paragraphs)
    if (out.paragraphs.size() < kParagraphsShown) out.paragraphs.push_back({compared(one.was, one.is)});
  return out;
}

Result<view::ReportWay> way_of_report(Ask& ask, const app::MadeReport& made, const std::vector<view::Wrong>& wrong, bool drifted) {
  TRY(const auto route, app::read_route(ask.office, made.id));
  TRY(const auto names, account_names(ask));
  const UnitId unit{made.unit};
  view::ReportWay way;
  way.report = made.id, way.shown = made.shown, way.state = app::route_state_name(route.state), way.wrong = wrong, way.drifted = drifted;
  way.today = ask.office.today().iso();
  put_people(ask, route, names, way);
  put_way_marks(ask, made, route, names, way);
  const auto* holder = route.holder();
  const bool mine = holder != nullptr && app::acts_for(ask.who, holder->account, ask.office.today()), submits = ask.may(people::Right::submit, unit);
  way.deciding = mine && route.state == app::RouteState::review;
  way.signing = mine && route.state == app::RouteState::sign;
  using app::RouteState;
  way.can_ask = submits && (route.state == RouteState::none || route.state == RouteState::returned || route.state == RouteState::taken_back);
  way.can_take_back = submits && holder != nullptr && (ask.who.account == route.asked_by || ask.who.account == made.made_by);
  way.can_send = submits && route.may_be_sent();
  way.can_answer = submits && (route.state == RouteState::sent || route.state == RouteState::received);
  TRY_OK(put_choices(ask, made, way));
  put_typed(ask, way);
  if (way.deciding) {
    TRY(way.changes, changes_of_report(ask, made));
  }
  return way;
}

Result<Reply> ask_for_review(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  app::RouteRequest request;
  request.note = std::string(ask.form.get("note"));
  for (std::size_t i = 1; i <= kReviewersAsked + 1; ++i) {
    const bool signs = i > kReviewersAsked;
    const auto name = signs ? std::string("signer") : "reviewer-" + std::to_string(i), due = signs ? std::string("due-signer") : "due-" + std::to_string(i);
    const auto account = std::string(ask.form.get(name)), until = std::string(trim(ask.form.get(due)));
    if (account.empty()) continue;
    app::RoutePerson person{AccountId{account}, signs ? "sign" : "review", {}};
    if (!until.empty()) {
      person.due = Date::parse(until);
      if (!person.due) return report_page(ask, made, {{signs ? "people" : due, ask.here.say("cli.bad_date", {{"date", until}})}}, 422);
    }
    request.people.push_back(std::move(person));
  }
  return went(ask, made, app::ask_round(ask.office, ask.who, made.id, request), "web report round", [](const std::string&) { return "people"; });
}

Result<Reply> decide_on_report(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  const auto shown = ask.form.get("shown");
  if (ask.form.get("do") == "return")
    return went(ask, made, app::return_round(ask.office, ask.who, made.id, shown, std::string(ask.form.get("reason"))), "web report return", [](const std::string& word) { return word == "flow.reason_needed" ? "reason" : ""; });
  if (ask.form.get("do") != "approve") return fail(Code::invalid, "waypage.what_to_do");
  return went(ask, made, app::approve_round(ask.office, ask.who, made.id, shown), "web report review", [](const std::string&) { return ""; });
}

Result<Reply> take_report_back(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  return went(ask, made, app::take_back_round(ask.office, ask.who, made.id, std::string(ask.form.get("why"))), "web report take back", [](const std::string&) { return "why"; });
}

Result<Reply> send_report_on(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  const auto day = Date::parse(std::string(ask.form.get("day")));
  if (!day) return report_page(ask, made, {{"day", ask.here.say("cli.bad_date", {{"date", std::string(ask.form.get("day"))}})}}, 422);
  const app::Dispatch dispatch{*day, std::string(ask.form.get("to")), std::string(ask.form.get("by_way")), std::string(ask.form.get("note"))};
  return went(ask, made, app::send_report(ask.office, ask.who, made.id, dispatch), "web report dispatch", [](const std::string& word) { return word == "app.route_to_whom" ? "to" : word == "app.route_day_future" || word == "app.route_day_before" ? "day" : ""; });
}

namespace {
Result<Reply> answered(Ask& ask, const char* text, bool returned) {
  TRY(const auto made, readable_report(ask, ask.part()));
  app::Answer answer{day_typed(ask, "day"), std::string(ask.form.get(text)), {}, {}};
  if (!Date::parse(std::string(ask.form.get("day")))) answer.day = ask.office.today();
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "answer", ask.office.world()));
  const auto sent = std::find_if(ask.form.files.begin(), ask.form.files.end(), [](const auto& f) { return !f.bytes.empty(); });
  if (sent != ask.form.files.end()) {
    answer.file = scratch.folder() / "answer";
    TRY_OK(write_file(*answer.file, sent->bytes, 0600));
  }
  const auto done = returned ? app::sent_back(ask.office, ask.who, made.id, answer) : app::receive_receipt(ask.office, ask.who, made.id, answer);
  return went(ask, made, done, returned ? "web report sent back" : "web report receipt", [&](const std::string&) { return text; });
}
}  // namespace

Result<Reply> receive_answer(Ask& ask) { return answered(ask, "receipt", false); }
Result<Reply> report_sent_back(Ask& ask) { return answered(ask, "returned", true); }

Result<Reply> report_way_file(Ask& ask) {
  TRY(const auto made, readable_report(ask, ask.part()));
  return file_of_way_sent(ask, made, ask.part(1), "web");
}
}  // namespace youju::web
