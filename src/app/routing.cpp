// SPDX-License-Identifier: Apache-2.0
#include "app/routing.h"

#include <algorithm>

#include "app/app_sql.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "flow/flow.h"

namespace youju::app {
namespace {
using ledger::EntryType;
constexpr std::size_t kMostAsked = 12;

std::string open_text(const ledger::Entry& entry, const char* key) { return entry.head.open.is_object() ? entry.head.open.value(key, std::string{}) : std::string{}; }
std::optional<Date> more_day(const ledger::Entry& entry) { return Date::parse(entry.head.more.value("day", std::string{})); }

std::vector<RoutePerson> people_in(const ledger::Entry& entry) {
  std::vector<RoutePerson> out;
  if (!entry.head.open.is_object()) return out;
  for (const auto& one : entry.head.open.value("people", Json::array()))
    out.push_back({AccountId{one.value("account", std::string{})}, one.value("part", std::string{}), Date::parse(one.value("due", std::string{}))});
  return out;
}

RouteMark mark_of(const ledger::Entry& entry, std::string what) {
  RouteMark mark{std::move(what), entry.head.actor, entry.at, entry.index, entry.head.number, {}, {}, {}, {}, more_day(entry), Json::array()};
  mark.text = open_text(entry, "reason").empty() ? open_text(entry, "note") : open_text(entry, "reason");
  mark.to = open_text(entry, "to"), mark.way = open_text(entry, "way"), mark.receipt = open_text(entry, "receipt");
  if (entry.head.open.is_object()) mark.files = entry.head.open.value("files", Json::array());
  return mark;
}

void take_route(const ledger::Entry& entry, Route& out) {
  const auto step = entry.head.more.value("step", std::string{});
  out.marks.push_back(mark_of(entry, step == "returned" ? "sent_back" : step));
  if (step == "asked") {
    out.number = entry.head.number;
    out.people = people_in(entry);
    out.turn = 0;
    out.shown = open_text(entry, "shown");
    out.asked_by = entry.head.actor;
    out.state = out.people.empty() ? RouteState::none : out.people.front().part == "sign" ? RouteState::sign : RouteState::review;
  } else if (step == "taken_back") {
    out.state = RouteState::taken_back;
  } else if (step == "sent") {
    out.state = RouteState::sent;
  } else if (step == "received") {
    out.state = RouteState::received;
  } else if (step == "returned") {
    out.state = RouteState::sent_back;
  }
}

// Only a decision about this very sending round, on what was to be decided, moves it (A5: taken back and sent again starts at zero).
void take_decision(const ledger::Entry& entry, Route& out) {
  const auto& more = entry.head.more;
  if (more.value("transition", std::string{}) != "review" || more.value("for_version", std::int64_t{0}) != out.number || open_text(entry, "shown") != out.shown) return;
  if (out.state != RouteState::review && out.state != RouteState::sign) return;
  const auto outcome = more.value("outcome", std::string{});
  if (outcome == "approved" && out.state == RouteState::review) {
    out.marks.push_back(mark_of(entry, "approved"));
    ++out.turn;
    out.state = out.turn < out.people.size() && out.people[out.turn].part == "sign" ? RouteState::sign : RouteState::review;
  } else if (outcome == "rejected") {
    out.marks.push_back(mark_of(entry, "returned"));
    out.state = RouteState::returned;
  }
}

Result<std::string> name_of_account(db::Session& session, const AccountId& id) {
  TRY(const auto accounts, people::read_accounts(session));
  for (const auto& account : accounts)
    if (account.id == id) return account.name.empty() ? account.login : account.name;
  return id.text;
}

Result<Route> route_in(Office& office, db::Session& session, const std::string& report) {
  TRY(const auto history, office.ledger().history(session, report, true));
  return route_of(history);
}

ledger::NewEntry route_entry(const people::Who& who, const MadeReport& made, const Route& route, const std::string& step) {
  ledger::NewEntry entry;
  entry.type = EntryType::route;
  entry.actor = who.account;
  entry.unit = UnitId{made.unit};
  entry.object = made.id;
  entry.number = 1 + std::count_if(route.marks.begin(), route.marks.end(), [](const RouteMark& m) {
    return m.what == "asked" || m.what == "taken_back" || m.what == "sent" || m.what == "received" || m.what == "sent_back";
  });
  entry.more = Json{{"step", step}};
  entry.open = Json::object();
  return entry;
}

// Reads the way inside the write, lets `work` say what is written, and gives the way as it is then.
Result<Route> on_the_way(Office& office, const people::Who& who, const MadeReport& made, const std::function<Result<Json>(Office::Writer&, const Route&)>& work) {
  TRY_OK(office.write_once(who, [&](Office::Writer& writer) -> Result<Json> {
    TRY(const auto route, route_in(office, writer.tx, made.id));
    return work(writer, route);
  }));
  return read_route(office, made.id);
}

Result<void> check_people(Office& office, db::Tx& tx, const MadeReport& made, const RouteRequest& request) {
  if (request.people.empty() || request.people.back().part != "sign") return fail(Code::invalid, "app.route_no_signer");
  if (request.people.size() > kMostAsked) return fail(Code::too_large, "app.route_too_many", {{"limit", std::to_string(kMostAsked)}});
  TRY(const auto accounts, people::read_accounts(tx));
  TRY(const auto tree, people::read_units(tx));
  std::set<AccountId> seen;
  std::optional<Date> last;
  for (std::size_t i = 0; i < request.people.size(); ++i) {
    const auto& one = request.people[i];
    const auto account = std::find_if(accounts.begin(), accounts.end(), [&](const auto& a) { return a.id == one.account; });
    if (account == accounts.end() || account->disabled) return fail(Code::absent, "app.no_account", {{"login", one.account.text}});
    const auto name = account->name.empty() ? account->login : account->name;
    if (one.account == made.made_by) return fail(Code::denied, "app.route_to_maker", {{"name", name}});
    if (!seen.insert(one.account).second) return fail(Code::invalid, "app.route_twice", {{"name", name}});
    if ((one.part == "sign") != (i + 1 == request.people.size())) return fail(Code::invalid, "app.route_no_signer");
    TRY(const auto person, people::who_of(tx, one.account));
    const auto right = one.part == "sign" ? people::Right::sign : people::Right::approve;
    if (!people::may(person, right, UnitId{made.unit}, tree, office.roles(), office.today()))
      return fail(Code::denied, one.part == "sign" ? "app.route_may_not_sign" : "app.route_may_not_review", {{"name", name}});
    if (one.due && *one.due < office.today()) return fail(Code::invalid, "app.route_due_past", {{"date", one.due->iso()}, {"name", name}});
    if (one.due && last && *one.due < *last) return fail(Code::invalid, "app.route_due_order", {{"date", one.due->iso()}, {"name", name}});
    if (one.due) last = one.due;
  }
  return {};
}

// Who decides now, on what they saw.
Result<void> check_turn(Office& office, db::Tx& tx, const people::Who& who, const MadeReport& made, const Route& route, std::string_view shown) {
  const auto* holder = route.holder();
  if (holder == nullptr) return fail(Code::conflict, "app.route_not_asked");
  if (!acts_for(who, holder->account, office.today())) {
    TRY(const auto name, name_of_account(tx, holder->account));
    return fail(Code::denied, "app.route_not_your_turn", {{"name", name}});
  }
  if (shown.empty()) return fail(Code::invalid, "flow.shown_needed");
  if (shown != made.shown || shown != route.shown) return fail(Code::conflict, "flow.changed_since_shown");
  return {};
}

Result<Json> decide(Office& office, Office::Writer& writer, const people::Who& who, const MadeReport& made, const Route& route, const std::string& outcome, const std::string& reason) {
  const auto* holder = route.holder();
  const flow::Request request{who, office.roles(), office.today(), route.shown, reason};
  const auto append = [&](const ledger::NewEntry& entry) { return writer.append(entry); };
  const auto right = holder->part == "sign" ? "sign" : "approve";
  TRY(const auto entries, flow::approve(writer.tx, {made.id, route.number, "review", UnitId{made.unit}, right, {made.made_by}, outcome}, request, append));
  return Json{{"entry", entries.back()}};
}

Result<std::string> good_line(const std::string& typed, std::size_t most, const char* word) {
  const auto text = clean(typed).value_or("");
  if (text.empty() || code_point_count(text) > most) return fail(Code::invalid, word);
  return text;
}

Result<void> check_day(Office& office, const Route& route, Date day) {
  if (day > office.today()) return fail(Code::invalid, "app.route_day_future", {{"date", day.iso()}});
  for (auto mark = route.marks.rbegin(); mark != route.marks.rend(); ++mark) {
    if (mark->what == "signed" && day < mark->at.shanghai_date()) return fail(Code::invalid, "app.route_day_before", {{"date", day.iso()}, {"signed", mark->at.shanghai_date().iso()}});
    if (mark->what == "signed") break;
  }
  return {};
}
}  // namespace

bool acts_for(const people::Who& who, const AccountId& account, Date today) {
  if (who.account == account) return true;
  return std::any_of(who.grants.begin(), who.grants.end(), [&](const people::Grant& g) {
    return g.delegated_by == account && !(g.from && today < *g.from) && !(g.to && today > *g.to);
  });
}

std::string_view route_state_name(RouteState state) {
  static constexpr std::string_view kNames[] = {"none", "review", "sign", "returned", "taken_back", "signed", "sent", "received", "sent_back"};
  return kNames[static_cast<int>(state)];
}

Route route_of(const std::vector<ledger::Entry>& history) {
  Route out;
  for (const auto& entry : history) {
    if (entry.head.type == EntryType::route) take_route(entry, out);
    if (entry.head.type == EntryType::approval) take_decision(entry, out);
    if (entry.head.type == EntryType::notice) out.marks.push_back(mark_of(entry, "notice"));
    if (entry.head.type != EntryType::signoff) continue;
    out.marks.push_back(mark_of(entry, "signed"));
    out.signoff = entry.index;
    out.state = RouteState::signed_;
  }
  return out;
}

Result<Route> read_route(Office& office, const std::string& report) {
  Route out;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(out, route_in(office, session, report));
    return {};
  }));
  return out;
}

Result<Route> ask_round(Office& office, const people::Who& who, const std::string& report, const RouteRequest& request) {
  TRY(const auto made, find_report(office, report));
  return on_the_way(office, who, made, [&](Office::Writer& writer, const Route& route) -> Result<Json> {
    TRY_OK(people::require(writer.tx, who, people::Right::submit, UnitId{made.unit}, office.roles(), office.today()));
    if (route.holder() != nullptr) return fail(Code::conflict, "app.route_under_way");
    if (route.state != RouteState::none && route.state != RouteState::returned && route.state != RouteState::taken_back) return fail(Code::conflict, "app.route_signed");
    TRY_OK(check_people(office, writer.tx, made, request));
    auto entry = route_entry(who, made, route, "asked");
    Json asked = Json::array();
    for (const auto& one : request.people) {
      asked.push_back(Json{{"account", one.account.text}, {"part", one.part}});
      if (one.due) asked.back()["due"] = one.due->iso();
    }
    entry.open = Json{{"people", std::move(asked)}, {"shown", made.shown}};
    const auto note = clean(request.note).value_or("");
    if (!note.empty()) entry.open["note"] = note;
    TRY(const auto written, writer.append(entry));
    return Json{{"entry", written.index}};
  });
}

Result<Route> approve_round(Office& office, const people::Who& who, const std::string& report, std::string_view shown) {
  TRY(const auto made, find_report(office, report));
  return on_the_way(office, who, made, [&](Office::Writer& writer, const Route& route) -> Result<Json> {
    TRY_OK(check_turn(office, writer.tx, who, made, route, shown));
    if (route.state == RouteState::sign) return fail(Code::conflict, "app.route_to_sign");
    return decide(office, writer, who, made, route, "approved", {});
  });
}

Result<Route> return_round(Office& office, const people::Who& who, const std::string& report, std::string_view shown, const std::string& reason) {
  TRY(const auto made, find_report(office, report));
  TRY(const auto why, good_line(reason, 500, "flow.reason_needed"));
  return on_the_way(office, who, made, [&](Office::Writer& writer, const Route& route) -> Result<Json> {
    TRY_OK(check_turn(office, writer.tx, who, made, route, shown));
    return decide(office, writer, who, made, route, "rejected", why);
  });
}

Result<Route> take_back_round(Office& office, const people::Who& who, const std::string& report, const std::string& reason) {
  TRY(const auto made, find_report(office, report));
  return on_the_way(office, who, made, [&](Office::Writer& writer, const Route& route) -> Result<Json> {
    if (route.holder() == nullptr) return fail(Code::conflict, "app.route_not_asked");
    if (who.account != route.asked_by && who.account != made.made_by) return fail(Code::denied, "app.route_not_yours");
    TRY_OK(people::require(writer.tx, who, people::Right::submit, UnitId{made.unit}, office.roles(), office.today()));
    auto entry = route_entry(who, made, route, "taken_back");
    const auto why = clean(reason).value_or("");
    if (!why.empty()) entry.open = Json{{"reason", why}};
    else entry.open = Json();
    TRY(const auto written, writer.append(entry));
    return Json{{"entry", written.index}};
  });
}

Result<void> route_lets_sign(Office& office, db::Session& session, const people::Who& who, const Route& route) {
  switch (route.state) {
    case RouteState::review: {
      TRY(const auto name, name_of_account(session, route.holder()->account));
      return fail(Code::conflict, "app.route_in_review", {{"name", name}});
    }
    case RouteState::sign: {
      if (acts_for(who, route.holder()->account, office.today())) return {};
      TRY(const auto name, name_of_account(session, route.holder()->account));
      return fail(Code::denied, "app.route_other_signer", {{"name", name}});
    }
    case RouteState::returned: return fail(Code::conflict, "app.route_was_returned");
    case RouteState::taken_back: return fail(Code::conflict, "app.route_was_taken_back");
    default: return {};
  }
}

Result<Route> send_report(Office& office, const people::Who& who, const std::string& report, const Dispatch& dispatch) {
  TRY(const auto made, find_report(office, report));
  TRY(const auto to, good_line(dispatch.to, 60, "app.route_to_whom"));
  return on_the_way(office, who, made, [&](Office::Writer& writer, const Route& route) -> Result<Json> {
    TRY_OK(people::require(writer.tx, who, people::Right::submit, UnitId{made.unit}, office.roles(), office.today()));
    if (!route.may_be_sent()) return fail(Code::conflict, route.signoff < 0 ? "app.route_unsigned" : "app.route_sent_already");
    TRY_OK(check_day(office, route, dispatch.day));
    auto entry = route_entry(who, made, route, "sent");
    entry.more["of"] = route.signoff;
    entry.more["day"] = dispatch.day.iso();
    Json files = Json::array();
    for (const auto& mark : route.marks) {
      if (mark.what == "signed") files = Json::array();  // of the last sign-off, and what corrects it
      if (mark.what != "signed" && mark.what != "notice") continue;
      for (auto file : mark.files) {
        if (file.value("role", "") == "snapshot") continue;
        if (mark.what == "notice") file["notice"] = mark.number;
        files.push_back(std::move(file));
      }
    }
    entry.open = Json{{"to", to}, {"files", std::move(files)}};
    for (const auto& [key, text] : {std::pair{"way", clean(dispatch.way).value_or("")}, std::pair{"note", clean(dispatch.note).value_or("")}})
      if (!text.empty()) entry.open[key] = text;
    TRY(const auto written, writer.append(entry));
    return Json{{"entry", written.index}};
  });
}

namespace {
// What came back from the superior: a receipt, or the report itself.
Result<Route> take_answer(Office& office, const people::Who& who, const std::string& report, const Answer& answer, const char* step) {
  TRY(const auto made, find_report(office, report));
  const bool returned = std::string_view(step) == "returned";
  const auto text = clean(answer.text).value_or("");
  if (returned && text.empty()) return fail(Code::invalid, "flow.reason_needed");
  if (!returned && text.empty() && !answer.file) return fail(Code::invalid, "app.route_receipt_needed");
  Json files = Json::array();
  if (answer.file) {
    TRY(const auto kept, office.evidence().add(*answer.file, office.world()));
    files.push_back(Json{{"role", returned ? "return" : "receipt"}, {"digest", kept.digest}, {"size", kept.size}, {"media_type", kept.media_type}});
  }
  return on_the_way(office, who, made, [&](Office::Writer& writer, const Route& route) -> Result<Json> {
    TRY_OK(people::require(writer.tx, who, people::Right::submit, UnitId{made.unit}, office.roles(), office.today()));
    const bool waits = route.state == RouteState::sent || (returned && route.state == RouteState::received);
    if (!waits) return fail(Code::conflict, "app.route_not_sent");
    TRY_OK(check_day(office, route, answer.day));
    auto entry = route_entry(who, made, route, step);
    entry.more["of"] = route.signoff;
    entry.more["day"] = answer.day.iso();
    if (!text.empty()) entry.open[returned ? "reason" : "receipt"] = text;
    if (!files.empty()) entry.open["files"] = files;
    TRY(const auto written, writer.append(entry));
    return Json{{"entry", written.index}};
  });
}
}  // namespace

Result<Route> receive_receipt(Office& office, const people::Who& who, const std::string& report, const Answer& answer) { return take_answer(office, who, report, answer, "received"); }
Result<Route> sent_back(Office& office, const people::Who& who, const std::string& report, const Answer& answer) { return take_answer(office, who, report, answer, "returned"); }

Result<std::string> route_file(Office& office, const people::Who& who, const std::string& report, const std::string& digest) {
  TRY(const auto made, find_report(office, report));
  bool named = false;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    if (!people::may(who, people::Right::read, UnitId{made.unit}, tree, office.roles(), office.today())) return fail(Code::absent, "app.no_report", {{"report", report}});
    TRY(const auto route, route_in(office, session, report));
    for (const auto& mark : route.marks)
      for (const auto& file : mark.files) named = named || file.value("digest", "") == digest;
    return {};
  }));
  if (!named) return fail(Code::absent, "app.no_report", {{"report", report}});
  TRY(auto bytes, read_file(office.evidence().path_of(digest)));
  if (crypto::hex(crypto::sha256(bytes)) != digest) return fail(Code::corrupt, "ledger.evidence_differs", {{"digest", digest}});
  return bytes;
}

Result<void> follow_route(Office& office, db::Tx& tx, const ledger::Entry& entry) {
  TRY(const auto route, route_in(office, tx, entry.head.object));
  TRY_OK(tx.run(sql::drop_route, {entry.head.object}));
  const auto* holder = route.holder();
  const std::string state(route_state_name(route.state)), account = holder == nullptr ? "" : holder->account.text;
  const std::string due = holder != nullptr && holder->due ? holder->due->iso() : "";
  TRY_OK(tx.run(sql::put_route, {entry.head.object, state, account, due, entry.index}));
  return {};
}
}  // namespace youju::app
