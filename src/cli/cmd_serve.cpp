// SPDX-License-Identifier: Apache-2.0
// The command that puts the office on screen.
#include "cli/command.h"
#include "web/web.h"

namespace youju::cli {
namespace {
Result<int> serve(const Call& call) {
  if (call.has("--routes")) {
    call.print_json(web::routes_listed());
    return 0;
  }
  if (call.rest.empty()) return fail(Code::invalid, "web.no_folder");
  const std::filesystem::path folder(call.rest[0]);
  TRY(auto office, app::Office::open(folder, app::Office::Access::write));
  http::ServerSettings settings;
  settings.listen = call.get("--listen").value_or(settings.listen);
  settings.certificate = call.get("--tls-cert").value_or("");
  settings.key = call.get("--tls-key").value_or("");
  if (settings.certificate.empty() != settings.key.empty()) return fail(Code::invalid, "web.certificate_and_key");
  settings.trust_proxy = call.has("--behind-proxy");
  settings.scratch = folder / "incoming";
  std::error_code ec;
  std::filesystem::create_directories(settings.scratch, ec);
  if (ec) return fail(Code::outside, "web.no_scratch", {{"folder", settings.scratch.string()}}, ec.message());
  const auto scheme = settings.certificate.empty() ? "http" : "https";
  const auto host = settings.listen.substr(0, settings.listen.rfind(':'));
  TRY_OK(web::serve(*office, settings, [&](int port) { call.note(call.say("web.serving", {{"address", fmt::format("{}://{}:{}/", scheme, host, port)}, {"office", office->settings().name}})); }));
  call.note(call.say("web.stopped"));
  return 0;
}
}  // namespace

Commands serve_commands() {
  return {{"serve",
           "DIR [--listen 127.0.0.1:8080] [--tls-cert FILE --tls-key FILE] [--behind-proxy] | --routes",
           "web.help_serve",
           {{"--listen", "ADDR", "web.option_listen"}, {"--tls-cert", "FILE", "web.option_tls_cert"}, {"--tls-key", "FILE", "web.option_tls_key"}, {"--behind-proxy", "", "web.option_proxy"}, {"--routes", "", "web.option_routes"}},
           0,
           1,
           serve}};
}
}  // namespace youju::cli
