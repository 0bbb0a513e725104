// SPDX-License-Identifier: Apache-2.0
#include "cli/trail.h"


#include "app/security_copy.h"
#include "app/settings.h"
#include "people/people.h"

namespace youju::cli {
namespace {
// Commands that leave an event of their own; in which argument their office stands, and in which what it was about (-1: none).
struct Recorded {
  std::string_view command, event;
  std::size_t office = 0;
  int object = -1;
};
constexpr Recorded kRecorded[] = {
    {"export", "exported"},          {"backup", "exported"},        {"report bundle", "exported", 0, 1}, {"log", "exported"},
    {"proof", "exported", 0, 1},     {"restore", "restored", 1, 0}, {"rehearse", "restored"},            {"nightly", "exported"},
    {"erase", "erased", 0, 1},       {"verify", "verified"},        {"user add", "account_changed"},     {"user password", "account_changed", 0, 1},
    {"user grant", "account_changed", 0, 1},    {"user withdraw", "account_changed", 0, 1}, {"user delegate", "account_changed", 0, 1},
    {"user factor-reset", "account_changed", 0, 1}, {"user factor-policy", "account_changed", 0, 1}, {"user person", "account_changed", 0, 1},   {"user disable", "account_changed", 0, 1},  {"report file", "exported", 0, 1},
    {"seal", "key_used"},
    {"report sign", "key_used", 0, 1}, {"key rotate", "key_rotated"},
};

Result<void> write_events(const std::filesystem::path& folder, const std::vector<ledger::SecurityEvent>& events) {
  TRY(const auto keys, ledger::read_keys(folder / "keys"));
  ledger::SecurityLog log(folder / "security", keys, World{});
  for (const auto& event : events) TRY_OK(log.add(event));
  return {};
}

// Off this machine, when the office asks for it. What cannot be sent now goes with the next event, and that is said.
void send_copy(const Call& call, const std::filesystem::path& folder) {
  const auto settings = app::read_settings(folder);
  if (!settings || settings->syslog.empty()) return;
  const auto keys = ledger::read_keys(folder / "keys");
  if (!keys) return;
  const ledger::SecurityLog log(folder / "security", *keys, World{});
  if (const auto sent = app::copy_security(folder, log, settings->syslog); !sent && sent.error().code != Code::busy)
    call.note("youju: " + call.say("security.not_copied", {{"socket", settings->syslog}}) + " " + words::say(call.lang, sent.error().message));
}
}  // namespace

void leave_trail(const Call& call, std::string_view command, const Result<int>& done) {
  const auto* recorded = std::ranges::find(kRecorded, command, &Recorded::command);
  const bool known = recorded != std::end(kRecorded);
  const std::size_t place = known ? recorded->office : 0;
  if (place >= call.rest.size()) return;
  const std::filesystem::path folder(call.rest[place]);
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(folder / "keys" / "mac", ignored)) return;  // no office
  ledger::SecurityEvent event;
  event.actor = call.trail->actor;
  event.os_user = os_user();
  event.action = command;
  event.result = done ? (*done == 0 ? "ok" : "findings") : std::string(code_name(done.error().code));
  if (known && recorded->object >= 0 && static_cast<std::size_t>(recorded->object) < call.rest.size()) event.object = call.rest[static_cast<std::size_t>(recorded->object)];
  std::vector<ledger::SecurityEvent> events;
  const auto add = [&](std::string name) {
    event.event = std::move(name);
    events.push_back(event);
  };
  if (!call.trail->login.empty()) {
    event.login = call.trail->login;
    add(call.trail->failed_sign_in ? "sign_in_failed" : "sign_in");
    event.login.clear();
  }
  const bool refused = !done && done.error().code == Code::denied;
  if (refused && !call.trail->failed_sign_in) add("refused");
  if (known && !refused) add(std::string(recorded->event));
  if (events.empty()) return;
  if (const auto written = write_events(folder, events); !written) call.note("youju: " + call.say("security.not_written") + " " + words::say(call.lang, written.error().message));
  send_copy(call, folder);
}

namespace {
Json event_json(const ledger::SecurityEntry& entry) {
  const auto& e = entry.event;
  return Json{{"index", entry.index}, {"at", entry.at.iso()},     {"event", e.event},   {"actor", e.actor},  {"login", e.login},
              {"os_user", e.os_user}, {"action", e.action}, {"object", e.object}, {"result", e.result}};
}

Result<int> security(const Call& call) {
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::read));
  auto& office = *opened.office;
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    const UnitId root{"u1"};
    const bool may = people::may(opened.who, people::Right::inspect, root, tree, office.roles(), office.today()) ||
                     people::may(opened.who, people::Right::manage_people, root, tree, office.roles(), office.today());
    if (!may) return fail(Code::denied, "security.denied");
    return {};
  }));
  const auto wanted = call.get("--event");
  if (wanted && std::ranges::find(ledger::security_events(), *wanted) == ledger::security_events().end()) {
    std::string all;
    for (const auto& name : ledger::security_events()) all += (all.empty() ? "" : " ") + name;
    return fail(Code::invalid, "security.no_event", {{"event", *wanted}, {"all", all}});
  }
  TRY(auto entries, office.security().read());
  TRY(const auto findings, office.security().verify());
  std::erase_if(entries, [&](const auto& entry) { return wanted && entry.event.event != *wanted; });
  TRY(const auto asked, number_asked(call, "--count", 1, 1'000'000, 50));
  const auto most = static_cast<std::size_t>(asked);
  if (entries.size() > most) entries.erase(entries.begin(), entries.end() - static_cast<std::ptrdiff_t>(most));
  if (call.json) {
    Json list = Json::array(), wrong = Json::array();
    for (const auto& entry : entries) list.push_back(event_json(entry));
    for (const auto& f : findings) wrong.push_back(f.where);
    call.print_json(Json{{"events", list}, {"findings", wrong}});
    return findings.empty() ? 0 : exit_code(Code::corrupt);
  }
  std::vector<std::vector<std::string>> rows;
  for (const auto& entry : entries) {
    const auto& e = entry.event;
    rows.push_back({std::to_string(entry.index), entry.at.shanghai_text(), call.say("security.event_" + e.event), e.action, e.result, e.actor, e.login.empty() ? e.os_user : e.login, e.object});
  }
  for (const auto& line : table_lines({"№", call.say("security.column_at"), call.say("security.column_event"), call.say("security.column_action"), call.say("security.column_result"),
                                       call.say("security.column_actor"), call.say("security.column_login"), call.say("security.column_object")}, rows, {0})) call.print(line);
  for (const auto& f : findings) call.print("  ✗ " + f.where + ": " + words::say(call.lang, f.message));
  return findings.empty() ? 0 : exit_code(Code::corrupt);
}
}  // namespace

Commands security_commands() {
  return {{"security", "DIR [--event NAME] [-n N]", "security.help", {{"--event", "NAME", "security.option_event"}, {"--count", "N", "cli.option_count"}}, 1, 1, security}};
}
}  // namespace youju::cli
