// SPDX-License-Identifier: Apache-2.0
#include "app/office_address.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <unistd.h>

#include <algorithm>

#include "base/io.h"
#include "base/text.h"

namespace youju::app {
namespace {
using certificate::Facts, certificate::Names, certificate::Pair;

std::string printed(const sockaddr* address) {
  char text[INET6_ADDRSTRLEN] = "";
  if (address->sa_family == AF_INET) inet_ntop(AF_INET, &reinterpret_cast<const sockaddr_in*>(address)->sin_addr, text, sizeof text);
  if (address->sa_family == AF_INET6) inet_ntop(AF_INET6, &reinterpret_cast<const sockaddr_in6*>(address)->sin6_addr, text, sizeof text);
  return text;
}
bool is_usable(const std::string& address) { return !address.empty() && !address.starts_with("127.") && address != "::1" && !address.starts_with("fe80:") && !address.starts_with("169.254."); }

// What comes into a certificate: what can be asked for from outside, and the machine itself.
Names with_loopback(Names names) {
  names.hosts.push_back("localhost");
  names.addresses.insert(names.addresses.end(), {"127.0.0.1", "::1"});
  return names;
}

Result<Pair> read_pair(const std::filesystem::path& certificate_file, const std::filesystem::path& key_file) {
  TRY(auto certificate, read_file(certificate_file, 1u << 20));
  TRY(auto key, read_file(key_file, 1u << 20));
  return Pair{std::move(certificate), std::move(key)};
}

Result<Pair> authority_in(const std::filesystem::path& tls, const std::string& office, const Names& names, const World& world) {
  auto kept = read_pair(tls / "authority.pem", tls / "authority.key");
  if (kept) return kept;
  if (kept.error().code != Code::absent) return fail(std::move(kept).error());
  std::error_code ignored;
  if (std::filesystem::exists(tls / "authority.pem", ignored)) return fail(Code::absent, "address.key_gone", {{"file", (tls / "authority.key").string()}});
  // It permits all that the machine is called now, also where it is asked to serve one address alone.
  auto permits = names;
  const auto machine = machine_names();
  permits.hosts.insert(permits.hosts.end(), machine.hosts.begin(), machine.hosts.end());
  permits.addresses.insert(permits.addresses.end(), machine.addresses.begin(), machine.addresses.end());
  TRY(auto made, certificate::make_authority(office, permits, world));
  // The key first: a certificate without it would be of no use, the other way round it is made again.
  TRY_OK(write_file(tls / "authority.key", made.key, 0600));
  TRY_OK(write_file(tls / "authority.pem", made.certificate, 0644));
  return made;
}

Names without(const Names& all, const Names& those) {
  Names out;
  for (const auto& host : all.hosts)
    if (std::find(those.hosts.begin(), those.hosts.end(), host) == those.hosts.end()) out.hosts.push_back(host);
  for (const auto& address : all.addresses)
    if (std::find(those.addresses.begin(), those.addresses.end(), address) == those.addresses.end()) out.addresses.push_back(address);
  return out;
}
}  // namespace

certificate::Names machine_names() {
  Names out;
  char host[256] = "";
  if (::gethostname(host, sizeof host - 1) == 0) {
    auto name = lower_ascii(host);
    name = name.substr(0, name.find('.'));
    if (!name.empty() && name != "localhost") out.hosts = {name, name + ".local"};
  }
  ifaddrs* cards = nullptr;
  if (::getifaddrs(&cards) == 0) {
    for (const auto* card = cards; card != nullptr; card = card->ifa_next) {
      if (card->ifa_addr == nullptr || (card->ifa_flags & IFF_UP) == 0) continue;
      const auto address = printed(card->ifa_addr);
      if (is_usable(address) && std::find(out.addresses.begin(), out.addresses.end(), address) == out.addresses.end()) out.addresses.push_back(address);
    }
    ::freeifaddrs(cards);
  }
  // Those that are typed come first.
  std::stable_partition(out.addresses.begin(), out.addresses.end(), [](const auto& address) { return address.find(':') == std::string::npos; });
  return out;
}

Result<OfficeCertificate> office_certificate(const std::filesystem::path& folder, const std::string& office, const Names& machine, const World& world) {
  const auto tls = folder / "tls";
  std::error_code wrong;
  std::filesystem::create_directories(tls, wrong);
  if (!wrong) std::filesystem::permissions(tls, std::filesystem::perms::owner_all, wrong);
  if (wrong) return fail(io_error("create", tls, wrong.value()));
  const auto all = with_loopback(machine);
  TRY(const auto authority, authority_in(tls, office, all, world));
  const auto names = certificate::permitted(authority.certificate, all);
  OfficeCertificate out{tls / "server.pem", tls / "authority.pem", {}, {}, false, without(machine, names)};
  const Instant then{world.clock->now().ms + certificate::kRenewBeforeDays * certificate::kDayMs};
  auto kept = read_file(out.server, 1u << 20);
  if (!kept && kept.error().code != Code::absent) return fail(std::move(kept).error());
  if (!kept || !certificate::is_good({*kept, *kept}, authority.certificate, names, then) || !certificate::is_good({*kept, *kept}, authority.certificate, names, world.clock->now())) {
    TRY(const auto made, certificate::make_server(authority, names, world));
    kept = made.key + made.certificate + authority.certificate;
    TRY_OK(write_file(out.server, *kept, 0600));
    out.made = true;
  }
  TRY(out.of_server, certificate::facts_of(*kept));
  TRY(out.of_authority, certificate::facts_of(authority.certificate));
  return out;
}

Result<OfficeCertificate> read_office_certificate(const std::filesystem::path& folder) {
  const auto tls = folder / "tls";
  OfficeCertificate out{tls / "server.pem", tls / "authority.pem", {}, {}, false, {}};
  TRY(const auto server, read_file(out.server, 1u << 20));
  TRY(const auto authority, read_file(out.authority, 1u << 20));
  TRY(out.of_server, certificate::facts_of(server));
  TRY(out.of_authority, certificate::facts_of(authority));
  return out;
}

std::string der_of_certificate(std::string_view pem) { return certificate::der_of(pem); }
}  // namespace youju::app
