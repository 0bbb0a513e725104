// SPDX-License-Identifier: Apache-2.0
// The command that puts the office on screen.
#include <unistd.h>

#include "api/api.h"
#include "app/settings.h"
#include "base/io.h"
#include "cli/command.h"

namespace youju::cli {
namespace {
constexpr auto kOfficeListen = "[::]:8443", kClearListen = "[::]:8080";

Result<http::ServerSettings> settings_asked(const Call& call, const std::filesystem::path& folder) {
  http::ServerSettings settings;
  const bool office = call.has("--office");
  settings.listen = call.get("--listen").value_or(office ? kOfficeListen : settings.listen);
  settings.certificate = call.get("--tls-cert").value_or("");
  settings.key = call.get("--tls-key").value_or("");
  if (settings.certificate.empty() != settings.key.empty()) return fail(Code::invalid, "web.certificate_and_key");
  settings.trust_proxy = call.has("--behind-proxy");
  if (office && (settings.trust_proxy || !settings.key.empty())) return fail(Code::invalid, "address.cli_office_or_cert");
  if (!office && (call.has("--print-instructions") || call.has("--clear"))) return fail(Code::invalid, "address.cli_only_office");
  settings.scratch = folder / "incoming";
  return settings;
}

// The listener for anybody, with a certificate of its own or behind the same proxy.
Result<std::optional<http::ServerSettings>> public_asked(const Call& call, const http::ServerSettings& main) {
  const auto listen = call.get("--public");
  if (!listen) {
    if (call.has("--public-tls-cert") || call.has("--public-tls-key")) return fail(Code::invalid, "public.cli_only_public");
    return std::optional<http::ServerSettings>{};
  }
  http::ServerSettings settings;
  settings.listen = *listen;
  settings.certificate = call.get("--public-tls-cert").value_or("");
  settings.key = call.get("--public-tls-key").value_or("");
  if (settings.certificate.empty() != settings.key.empty()) return fail(Code::invalid, "web.certificate_and_key");
  settings.trust_proxy = call.has("--behind-proxy");
  settings.scratch = main.scratch;
  settings.workers = 4;
  return std::optional(settings);
}

// One address asked for is the one people are told; all of the machine's otherwise.
std::string single_host(const std::string& listen) {
  auto host = listen.substr(0, listen.rfind(':'));
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  return host == "::" || host == "0.0.0.0" ? std::string{} : host;
}

Result<std::shared_ptr<web::OfficeDoor>> door_of(const Call& call, const std::filesystem::path& folder, const std::string& office, const std::string& listen, const World& world) {
  auto door = std::make_shared<web::OfficeDoor>(folder, office, single_host(listen), world);
  TRY_OK(door->refresh());
  const auto out = door->certificate().left_out;
  std::string names;
  for (const auto* list : {&out.hosts, &out.addresses})
    for (const auto& name : *list) names += (names.empty() ? "" : ", ") + name;
  if (!names.empty()) call.note(call.say("address.cli_left_out", {{"names", names}}));
  return door;
}

Result<int> print_instructions(const Call& call, const std::filesystem::path& folder, const std::string& file) {
  TRY(const auto office, app::read_settings(folder));
  const World world;
  TRY(const auto settings, settings_asked(call, folder));
  TRY(const auto door, door_of(call, folder, office.name, settings.listen, world));
  const auto port = [](const std::string& address) { return std::atoi(address.substr(address.rfind(':') + 1).c_str()); };
  door->at(port(settings.listen), port(call.get("--clear").value_or(kClearListen)));
  TRY(const auto text, door->document(call.lang, false));
  TRY_OK(write_file(file, text));
  if (!call.json) call.print(call.say("address.cli_written", {{"file", file}}));
  return 0;
}

// A folder without an office is set up in the browser, when somebody at a terminal can read the code.
Result<void> set_up_first(const Call& call, const std::filesystem::path& folder) {
  auto there = app::read_settings(folder);
  if (there || there.error().code != Code::absent) return {};
  if (!call.has("--set-up") && ::isatty(STDERR_FILENO) == 0) return fail(std::move(there).error());
  http::ServerSettings settings;
  settings.listen = call.has("--office") ? settings.listen : call.get("--listen").value_or(settings.listen);
  const auto host = settings.listen.substr(0, settings.listen.rfind(':'));
  const World world;
  return web::set_up_in_browser(folder, settings, os_user(), world, [&](int port, const std::string& code) {
    call.note(call.say("start.cli_asks", {{"folder", folder.string()}, {"address", fmt::format("http://{}:{}/", host, port)}, {"code", code}}));
  });
}

void tell_ports(const Call& call, const app::Office& office, const web::ServePlan& plan, const web::Ports& ports) {
  if (plan.anybody) {
    const auto at = plan.anybody->listen.substr(0, plan.anybody->listen.rfind(':'));
    call.note(call.say("public.cli_serving", {{"address", fmt::format("{}://{}:{}/", plan.anybody->certificate.empty() ? "http" : "https", at, ports.anybody)}}));
  }
  if (plan.door) {
    std::string addresses;
    for (const auto& one : plan.door->addresses()) addresses += (addresses.empty() ? "" : " ") + one;
    call.note(call.say("address.cli_serving", {{"office", office.settings().name}, {"addresses", addresses}, {"first", plan.door->first_step()}, {"fingerprint", plan.door->certificate().of_authority.fingerprint}}));
    return;
  }
  const auto scheme = plan.main.certificate.empty() ? "http" : "https";
  const auto host = plan.main.listen.substr(0, plan.main.listen.rfind(':'));
  call.note(call.say("web.serving", {{"address", fmt::format("{}://{}:{}/", scheme, host, ports.main)}, {"office", office.settings().name}}));
}

Result<int> serve(const Call& call) {
  if (call.has("--routes")) {
    call.print_json(web::routes_listed(api::tables()));
    return 0;
  }
  if (call.rest.empty()) return fail(Code::invalid, "web.no_folder");
  const std::filesystem::path folder(call.rest[0]);
  web::ServePlan plan;
  TRY(plan.main, settings_asked(call, folder));
  if (const auto file = call.get("--print-instructions")) return print_instructions(call, folder, *file);
  TRY_OK(set_up_first(call, folder));
  TRY(auto office, app::Office::open(folder, app::Office::Access::write));
  std::error_code ec;
  std::filesystem::create_directories(plan.main.scratch, ec);
  if (ec) return fail(Code::outside, "web.no_scratch", {{"folder", plan.main.scratch.string()}}, ec.message());
  plan.tables = api::tables();
  plan.tell = [&](const Message& message) { call.note(words::say(call.lang, message)); };
  if (call.has("--office")) {
    TRY(plan.door, door_of(call, folder, office->settings().name, plan.main.listen, office->world()));
    plan.main.certificate = plan.main.key = plan.door->certificate().server;
    plan.clear.listen = call.get("--clear").value_or(kClearListen);
    plan.clear.scratch = plan.main.scratch;
    plan.clear.workers = 2;
  }
  TRY(plan.anybody, public_asked(call, plan.main));
  TRY_OK(web::serve(*office, plan, [&](const web::Ports& ports) { tell_ports(call, *office, plan, ports); }));
  call.note(call.say("web.stopped"));
  return 0;
}
}  // namespace

Commands serve_commands() {
  return {{"serve",
           "DIR [--listen 127.0.0.1:8080] [--tls-cert FILE --tls-key FILE] [--behind-proxy] [--set-up] | DIR --office [--listen [::]:8443] [--clear [::]:8080] [--print-instructions FILE.html] | … [--public ADDR [--public-tls-cert FILE --public-tls-key FILE]] | --routes",
           "web.help_serve",
           {{"--listen", "ADDR", "web.option_listen"}, {"--tls-cert", "FILE", "web.option_tls_cert"}, {"--tls-key", "FILE", "web.option_tls_key"}, {"--behind-proxy", "", "web.option_proxy"}, {"--office", "", "address.option_office"},
            {"--clear", "ADDR", "address.option_clear"}, {"--print-instructions", "FILE", "address.option_print"}, {"--public", "ADDR", "public.option_public"}, {"--public-tls-cert", "FILE", "public.option_cert"}, {"--public-tls-key", "FILE", "public.option_key"}, {"--set-up", "", "start.option_set_up"}, {"--routes", "", "web.option_routes"}},
           0,
           1,
           serve}};
}
}  // namespace youju::cli
