// SPDX-License-Identifier: Apache-2.0
#include "web/office_door.h"

#include <algorithm>

#include "base/io.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "web/handlers_trust.h"

namespace youju::web {
namespace {
std::string in_address_bar(const std::string& host) { return host.find(':') == host.npos ? host : "[" + host + "]"; }
// The host of a Host header, without port and brackets.
std::string host_asked(std::string_view header) {
  if (header.starts_with("[")) return std::string(header.substr(1, header.find(']') - 1));
  return lower_ascii(header.substr(0, header.find(':')));
}
Reply bare(int status, std::string type, std::string body) {
  Reply out{status, std::move(type), {}, std::move(body), {}};
  out.headers = {{"X-Content-Type-Options", "nosniff"}, {"Referrer-Policy", "no-referrer"}, {"Cache-Control", "no-store"}, {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"}};
  return out;
}
std::string style_source() {
  const auto digest = crypto::sha256(view::office_address_style());
  return "'sha256-" + crypto::base64({reinterpret_cast<const char*>(digest.data()), digest.size()}) + "'";
}
}  // namespace

Result<bool> OfficeDoor::refresh() {
  auto names = app::machine_names();
  if (!host_.empty()) names.addresses = {host_};
  TRY(auto fresh, app::office_certificate(folder_, office_, names, world_));
  const std::lock_guard hold(lock_);
  const bool other = fresh.of_server.fingerprint != certificate_.of_server.fingerprint;
  names_ = std::move(names);
  certificate_ = std::move(fresh);
  return other;
}

app::OfficeCertificate OfficeDoor::certificate() const {
  const std::lock_guard hold(lock_);
  return certificate_;
}

std::vector<std::string> OfficeDoor::addresses() const {
  const std::lock_guard hold(lock_);
  std::vector<std::string> out;
  const auto& good = certificate_.of_server.names;
  const auto add = [&](const std::string& host) { out.push_back("https://" + in_address_bar(host) + ":" + std::to_string(tls_port_) + "/"); };
  for (const auto& host : names_.hosts)
    if (host.ends_with(".local") && std::find(good.hosts.begin(), good.hosts.end(), host) != good.hosts.end()) add(host);
  for (const auto& address : names_.addresses)
    if (std::find(good.addresses.begin(), good.addresses.end(), address) != good.addresses.end()) add(address);
  constexpr std::size_t kMostShown = 4;
  if (out.size() > kMostShown) out.resize(kMostShown);
  if (out.empty()) add("localhost");
  return out;
}

std::string OfficeDoor::first_step() const {
  const std::lock_guard hold(lock_);
  // An address rather than a name: browsers that were here before would turn the name into https.
  const auto host = names_.addresses.empty() ? std::string("localhost") : names_.addresses.front();
  return "http://" + in_address_bar(host) + ":" + std::to_string(clear_port_) + "/";
}

Result<std::string> OfficeDoor::document(words::Lang lang, bool with_links) const {
  const auto kept = certificate();
  view::OfficeAddress content;
  content.office = office_;
  content.addresses = addresses();
  content.first_step = first_step();
  TRY(content.qr, qr_of(content.first_step));
  content.fingerprint = kept.of_authority.fingerprint;
  content.thumbprint = kept.of_authority.thumbprint;
  content.authority = kept.of_authority.subject;
  content.until = kept.of_authority.until.iso().substr(0, 10);
  content.with_links = with_links;
  view::Here here;
  here.lang = lang;
  return view::office_address_document(here, content);
}

http::Reply OfficeDoor::page(const http::Request& request) const {
  auto lang = request.header("accept-language").substr(0, 2) == "en" ? words::Lang::en : words::Lang::zh;
  if (const auto kept = http::cookie_of(request.header("cookie"), "lang")) lang = *kept == "en" ? words::Lang::en : words::Lang::zh;
  if (request.query.find("lang=en") != request.query.npos) lang = words::Lang::en;
  if (request.query.find("lang=zh") != request.query.npos) lang = words::Lang::zh;
  auto text = document(lang, true);
  if (!text) return bare(500, "text/plain; charset=utf-8", "500\n");
  auto reply = bare(200, "text/html; charset=utf-8", std::move(*text));
  reply.headers.back().second = "default-src 'none'; style-src " + style_source() + "; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
  return reply;
}

std::string OfficeDoor::host_for(const http::Request& request) const {
  const auto asked = host_asked(request.header("host"));
  const std::lock_guard hold(lock_);
  const auto& good = certificate_.of_server.names;
  for (const auto* list : {&good.hosts, &good.addresses})
    if (std::find(list->begin(), list->end(), asked) != list->end()) return asked;
  return names_.addresses.empty() ? "localhost" : names_.addresses.front();
}

http::Reply OfficeDoor::clear_answer(const http::Request& request) const {
  const bool reads = request.method == http::Method::get || request.method == http::Method::head;
  const auto refused = [] { return bare(403, "text/plain; charset=utf-8", words::say(words::Lang::zh, "address.only_encrypted") + "\n" + words::say(words::Lang::en, "address.only_encrypted") + "\n"); };
  if (!reads || request.path.starts_with("/api/")) return refused();
  if (request.path == "/") return page(request);
  if (request.path == "/authority.crt" || request.path == "/authority.pem") {
    const auto pem = read_file(certificate().authority, 1u << 20);
    if (!pem) return bare(404, "text/plain; charset=utf-8", "404\n");
    const bool der = request.path.ends_with(".crt");
    auto reply = bare(200, der ? "application/x-x509-ca-cert" : "application/x-pem-file", der ? app::der_of_certificate(*pem) : *pem);
    reply.headers.emplace_back("Content-Disposition", der ? "attachment; filename=\"authority.crt\"" : "attachment; filename=\"authority.pem\"");
    return reply;
  }
  auto reply = bare(308, "text/plain; charset=utf-8", {});
  reply.headers.emplace_back("Location", "https://" + in_address_bar(host_for(request)) + ":" + std::to_string(tls_port_) + request.target);
  return reply;
}

Result<Reply> show_office_address(Ask& ask) {
  if (ask.site.door() != nullptr) return ask.site.door()->page(ask.request);
  return html(view::bare_page(ask.here, ask.here.say("address.how"), view::row_of(view::p(ask.here.say("address.none")), view::p(view::cls("hint"), ask.here.say("address.none_more")))));
}
Result<Reply> send_authority(Ask& ask) {
  if (ask.site.door() == nullptr) return see_other("/office-address");  // which says that there is none
  return ask.site.door()->clear_answer(ask.request);
}
}  // namespace youju::web
