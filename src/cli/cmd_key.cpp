// SPDX-License-Identifier: Apache-2.0
// Commands about the key that signs checkpoints: key list, key rotate.
#include "app/keys.h"
#include "base/io.h"
#include "cli/command.h"

namespace youju::cli {
namespace {
Result<int> list_keys(const Call& call) {
  TRY(const auto office, app::Office::open(call.rest[0], app::Office::Access::read));
  const auto& keys = office->ledger().keys();
  Json all = Json::array();
  std::int64_t from = 0;
  for (const auto& key : keys.former) {
    all.push_back(Json{{"vkey", key.note.vkey()}, {"from", from}, {"to", key.last}});
    from = key.last + 1;
  }
  all.push_back(Json{{"vkey", keys.note.vkey()}, {"from", from}, {"to", nullptr}});
  if (call.json) {
    call.print_json(Json{{"keys", all}});
    return 0;
  }
  for (const auto& key : all) {
    const Args args{{"vkey", key["vkey"].get<std::string>()}, {"from", std::to_string(key["from"].get<std::int64_t>())}, {"to", key["to"].is_null() ? "" : std::to_string(key["to"].get<std::int64_t>())}};
    call.print(call.say(key["to"].is_null() ? "keys.now" : "keys.former", args));
  }
  return 0;
}

Result<int> rotate(const Call& call) {
  const auto login = call.get("--second"), file = call.get("--second-password-file");
  if (!login || !file) return fail(Code::invalid, "keys.second_needed");
  TRY(const auto text, read_file(*file, 4096));
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  auto& office = *opened.office;
  TRY(const auto second, people::sign_in_password(office.database(), *login, text.substr(0, text.find_first_of("\r\n")), "", office.world().clock->now()));
  TRY(const auto done, app::rotate_key(office, opened.who, second));
  if (call.json) {
    call.print_json(Json{{"entry", done.entry}, {"vkey", done.vkey}, {"handover", done.handover}});
    return 0;
  }
  call.print(call.say("keys.rotated", {{"entry", std::to_string(done.entry)}, {"vkey", done.vkey}}));
  call.print("  " + call.say("keys.publish"));
  return 0;
}
}  // namespace

Commands key_commands() {
  return {{"key list", "DIR", "keys.help_list", {}, 1, 1, list_keys},
          {"key rotate", "DIR --second LOGIN --second-password-file F", "keys.help_rotate",
           {{"--second", "LOGIN", "keys.option_second"}, {"--second-password-file", "FILE", "erase.option_second_password"}}, 1, 1, rotate}};
}
}  // namespace youju::cli
