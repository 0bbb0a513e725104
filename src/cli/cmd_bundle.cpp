// SPDX-License-Identifier: Apache-2.0
// `youju verify BUNDLE.zip`: the same check, with the same options and exit codes, as the small program youju-verify makes.
#include "cli/command.h"
#include "proof/proof.h"

namespace youju::cli {
Result<int> verify_bundle_file(const Call& call);
Result<int> verify_bundle_file(const Call& call) {
  proof::VerifyOptions options;
  if (const auto file = call.get("--anchor")) {
    TRY(options.anchor_note, read_file(*file, 1u << 20));
  }
  // Nothing is written here, so --key, elsewhere the key of a repeated request, can only mean the log's key, as in youju-verify.
  options.vkey = call.get("--vkey");
  if (!options.vkey) options.vkey = call.get("--key");
  Progress progress(call, call.say("cli.verifying"));
  options.progress = [&](std::uint64_t done, std::uint64_t of) { progress.at(static_cast<std::int64_t>(done), static_cast<std::int64_t>(of)); };
  TRY(const auto report, proof::verify_bundle(call.rest[0], options));
  if (call.json) {
    call.print_json(proof::to_json(report));
  } else {
    for (const auto& line : proof::describe(report)) call.print(words::say(call.lang, line));
  }
  return report.good() ? 0 : exit_code(Code::corrupt);
}
}  // namespace youju::cli
