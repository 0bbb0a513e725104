// SPDX-License-Identifier: Apache-2.0
// Commands about the way of a report: review, return, the superior, and this year against last.
#include "app/report_changes.h"
#include "app/routing.h"
#include "cli/command.h"

namespace youju::cli {
namespace {

// "zhang", "zhang:2024-01-12": a login, and until when.
Result<app::RoutePerson> person_of(const std::vector<people::Account>& accounts, const std::string& text, std::string part) {
  const auto colon = text.find(':');
  const auto login = text.substr(0, colon);
  app::RoutePerson out{{}, std::move(part), {}};
  for (const auto& account : accounts)
    if (account.login == login || account.id.text == login) out.account = account.id;
  if (out.account.empty()) return fail(Code::absent, "app.no_account", {{"login", login}});
  if (colon == text.npos) return out;
  out.due = Date::parse(text.substr(colon + 1));
  if (!out.due) return fail(Code::invalid, "cli.bad_date", {{"date", text.substr(colon + 1)}});
  return out;
}

Result<Date> route_day(const Call& call, const app::Office& office) {
  const auto typed = call.get("--date");
  if (!typed) return office.today();
  const auto day = Date::parse(*typed);
  if (!day) return fail(Code::invalid, "cli.bad_date", {{"date", *typed}});
  return *day;
}

Json route_json(const app::Route& route) {
  Json people = Json::array(), marks = Json::array();
  for (const auto& one : route.people) {
    people.push_back(Json{{"account", one.account.text}, {"part", one.part}, {"due", nullptr}});
    if (one.due) people.back()["due"] = one.due->iso();
  }
  for (const auto& mark : route.marks) {
    marks.push_back(Json{{"what", mark.what}, {"by", mark.by.text}, {"at", mark.at.iso()}, {"entry", mark.entry}, {"text", mark.text}, {"to", mark.to}, {"receipt", mark.receipt}, {"files", mark.files}});
    if (mark.day) marks.back()["day"] = mark.day->iso();
  }
  Json out{{"state", app::route_state_name(route.state)}, {"holder", nullptr}, {"number", route.number}, {"shown", route.shown}, {"people", people}, {"marks", marks}};
  if (const auto* holder = route.holder()) out["holder"] = holder->account.text;
  return out;
}

Result<int> tell_route(const Call& call, app::Office& office, const app::Route& route) {
  if (call.json) {
    call.print_json(route_json(route));
    return 0;
  }
  std::map<std::string, std::string> names;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto accounts, people::read_accounts(session));
    for (const auto& account : accounts) names[account.id.text] = account.name.empty() ? account.login : account.name;
    return {};
  }));
  const auto* holder = route.holder();
  const Args args{{"name", holder == nullptr ? "" : names[holder->account.text]}, {"due", holder != nullptr && holder->due ? holder->due->iso() : "—"}};
  call.print(call.say("cli.route_" + std::string(app::route_state_name(route.state)), args));
  std::vector<std::vector<std::string>> rows;
  for (const auto& mark : route.marks)
    rows.push_back({mark.at.shanghai_text(), call.say("cli.mark_" + mark.what), names[mark.by.text], mark.to + (mark.to.empty() || mark.text.empty() ? "" : "；") + mark.text + mark.receipt});
  for (const auto& line : table_lines({}, rows)) call.print("  " + line);
  return 0;
}

Result<int> ask_for(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  std::vector<people::Account> accounts;
  TRY_OK(opened.office->read([&](db::Session& session) -> Result<void> {
    TRY(accounts, people::read_accounts(session));
    return {};
  }));
  app::RouteRequest request;
  request.note = call.get("--note").value_or("");
  for (const auto& text : call.all("--reviewer")) {
    TRY(auto person, person_of(accounts, text, "review"));
    request.people.push_back(std::move(person));
  }
  if (const auto signer = call.get("--signer")) {
    TRY(auto person, person_of(accounts, *signer, "sign"));
    request.people.push_back(std::move(person));
  }
  TRY(const auto route, app::ask_round(*opened.office, opened.who, call.rest[1], request));
  TRY_OK(settle(call, *opened.office));
  return tell_route(call, *opened.office, route);
}

Result<int> where(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY_OK(app::find_report(*opened.office, call.rest[1]));
  TRY(const auto route, app::read_route(*opened.office, call.rest[1]));
  return tell_route(call, *opened.office, route);
}

using Decision = std::function<Result<app::Route>(app::Office&, const people::Who&)>;
Result<int> decided(const Call& call, const Decision& decide) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  TRY(const auto route, decide(*opened.office, opened.who));
  TRY_OK(settle(call, *opened.office));
  return tell_route(call, *opened.office, route);
}
Result<int> review(const Call& call) {
  return decided(call, [&](app::Office& office, const people::Who& who) { return app::approve_round(office, who, call.rest[1], call.get("--shown").value_or("")); });
}
Result<int> give_back(const Call& call) {
  return decided(call, [&](app::Office& office, const people::Who& who) { return app::return_round(office, who, call.rest[1], call.get("--shown").value_or(""), call.get("--reason").value_or("")); });
}
Result<int> take_back(const Call& call) {
  return decided(call, [&](app::Office& office, const people::Who& who) { return app::take_back_round(office, who, call.rest[1], call.get("--reason").value_or("")); });
}
Result<int> send(const Call& call) {
  return decided(call, [&](app::Office& office, const people::Who& who) -> Result<app::Route> {
    TRY(const auto day, route_day(call, office));
    return app::send_report(office, who, call.rest[1], {day, call.get("--to").value_or(""), call.get("--way").value_or(""), call.get("--note").value_or("")});
  });
}
Result<app::Answer> answer_of(const Call& call, const app::Office& office, const char* option) {
  app::Answer out;
  TRY(out.day, route_day(call, office));
  out.text = call.get(option).value_or("");
  if (const auto file = call.get("--file")) out.file = *file;
  return out;
}
Result<int> receipt(const Call& call) {
  return decided(call, [&](app::Office& office, const people::Who& who) -> Result<app::Route> {
    TRY(const auto answer, answer_of(call, office, "--number"));
    return app::receive_receipt(office, who, call.rest[1], answer);
  });
}
Result<int> sent_back(const Call& call) {
  return decided(call, [&](app::Office& office, const people::Who& who) -> Result<app::Route> {
    TRY(const auto answer, answer_of(call, office, "--reason"));
    return app::sent_back(office, who, call.rest[1], answer);
  });
}

Json figure_json(const app::ComparedFigure& row) {
  Json out{{"title", row.title}, {"was", row.was}, {"is", row.is}, {"was_expr", row.was_expr}, {"expr", row.expr}, {"difference", nullptr}, {"other_rule", row.other_rule}};
  if (row.difference) out["difference"] = row.difference->text();
  return out;
}

Result<int> compare(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  TRY(const auto made, app::find_report(*opened.office, call.rest[1]));
  TRY(const auto compared, app::compare_with_year_before(*opened.office, made, call.get("--with").value_or("")));
  Json out = Json::array();
  std::vector<std::vector<std::string>> rows;
  for (const auto& row : compared.rows) {
    out.push_back(figure_json(row));
    rows.push_back({row.title, row.is.empty() ? "—" : row.is, row.was.empty() ? "—" : row.was, row.difference ? row.difference->text() : "—"});
  }
  if (call.json) {
    call.print_json(Json{{"report", made.id}, {"before", compared.before ? Json(compared.before->id) : Json(nullptr)}, {"figures", out}});
    return 0;
  }
  call.print(compared.before ? call.say("cli.compared_with", {{"title", compared.before->title}}) : call.say("cli.nothing_to_compare"));
  if (compared.not_compared) call.note(words::say(call.lang, *compared.not_compared));
  for (const auto& line : table_lines({call.say("cli.column_figure"), call.say("cli.column_this_year"), call.say("cli.column_year_before"), call.say("cli.column_difference")}, rows, {1, 2, 3})) call.print(line);
  return 0;
}
}  // namespace

Commands report_way_commands() {
  const Option shown{"--shown", "DIGEST", "cli.option_shown"}, reason{"--reason", "TEXT", "cli.option_route_reason"}, date{"--date", "DAY", "cli.option_route_day"}, file{"--file", "FILE", "cli.option_route_file"},
      note{"--note", "TEXT", "cli.option_route_note"};
  return {
      {"report ask", "DIR REPORT [--reviewer LOGIN[:DAY]]… --signer LOGIN[:DAY] [--note TEXT]", "cli.help_report_ask",
       {{"--reviewer", "LOGIN", "cli.option_reviewer"}, {"--signer", "LOGIN", "cli.option_signer"}, note}, 2, 2, ask_for},
      {"report where", "DIR REPORT", "cli.help_report_where", {}, 2, 2, where},
      {"report review", "DIR REPORT --shown DIGEST", "cli.help_report_review", {shown}, 2, 2, review},
      {"report return", "DIR REPORT --shown DIGEST --reason TEXT", "cli.help_report_return", {shown, reason}, 2, 2, give_back},
      {"report take-back", "DIR REPORT [--reason TEXT]", "cli.help_report_take_back", {reason}, 2, 2, take_back},
      {"report send", "DIR REPORT --to SUPERIOR [--date DAY] [--way TEXT] [--note TEXT]", "cli.help_report_send", {{"--to", "SUPERIOR", "cli.option_superior"}, date, {"--way", "TEXT", "cli.option_route_way"}, note}, 2, 2, send},
      {"report receipt", "DIR REPORT [--number NO] [--file FILE] [--date DAY]", "cli.help_report_receipt", {{"--number", "NO", "cli.option_receipt"}, file, date}, 2, 2, receipt},
      {"report sent-back", "DIR REPORT --reason TEXT [--file FILE] [--date DAY]", "cli.help_report_sent_back", {reason, file, date}, 2, 2, sent_back},
      {"report compare", "DIR REPORT [--with REPORT]", "cli.help_report_compare", {{"--with", "REPORT", "cli.option_compare_with"}}, 2, 2, compare},
  };
}
}  // namespace youju::cli
