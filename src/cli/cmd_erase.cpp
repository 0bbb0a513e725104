// SPDX-License-Identifier: Apache-2.0
// The command by which two people erase content by order.
#include "app/erase.h"
#include "base/io.h"
#include "cli/command.h"

namespace youju::cli {
namespace {
Result<int> erase(const Call& call) {
  const auto login = call.get("--second"), file = call.get("--second-password-file");
  if (!login || !file) return fail(Code::invalid, "erase.second_needed");
  TRY(const auto text, read_file(*file, 4096));
  TRY(const auto opened, open_office(call, call.rest[0], app::Office::Access::write));
  auto& office = *opened.office;
  TRY(const auto second, people::sign_in_password(office.database(), *login, text.substr(0, text.find_first_of("\r\n")), "", office.world().clock->now()));
  const app::EraseRequest request{call.rest[1], call.get("--order").value_or(""), call.get("--basis").value_or(""), call.has("--open")};
  TRY(const auto done, app::erase_content(office, opened.who, second, request));
  TRY_OK(settle(call, office));
  if (call.json) {
    call.print_json(Json{{"entry", done.entry}, {"payloads", done.payloads}, {"files", done.files}, {"kept", done.kept}, {"signed_after", done.signed_after}});
    return 0;
  }
  call.print(call.say("erase.done", {{"payloads", std::to_string(done.payloads)}, {"files", std::to_string(done.files)}, {"kept", std::to_string(done.kept)},
                                     {"entry", std::to_string(done.entry)}}));
  std::string reports;
  for (const auto& report : done.signed_after) reports += (reports.empty() ? "" : ", ") + report;
  call.print("  " + call.say("erase.out_of_reach", {{"reports", reports.empty() ? "—" : reports}}));
  return 0;
}
}  // namespace

Commands erase_commands() {
  return {{"erase", "DIR RECORD|PERSON --order NO --basis TEXT --second LOGIN --second-password-file F [--open]", "erase.help",
           {{"--order", "NO", "erase.option_order"}, {"--basis", "TEXT", "erase.option_basis"}, {"--second", "LOGIN", "erase.option_second"},
            {"--second-password-file", "FILE", "erase.option_second_password"}, {"--open", "", "erase.option_open"}}, 2, 2, erase}};
}
}  // namespace youju::cli
