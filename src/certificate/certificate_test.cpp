// SPDX-License-Identifier: Apache-2.0
#include "certificate/certificate.h"

#include <doctest/doctest.h>

using namespace youju;
using namespace youju::certificate;

namespace {
struct Time {
  FixedClock clock{*Instant::parse("2026-11-23T08:00:00.000Z")};
  SeededRandom random{7};
  World world{&clock, &random};
};
const Names kOffice{{"office", "office.local"}, {"192.168.1.7", "fd00::7", "59.195.3.4"}};
}  // namespace

TEST_CASE("an authority lasts ten years, a server's certificate no longer than browsers take") {
  Time time;
  const auto authority = make_authority("示例局", kOffice, time.world);
  REQUIRE(authority);
  const auto server = make_server(*authority, kOffice, time.world);
  REQUIRE(server);
  const auto of_authority = *facts_of(authority->certificate), of_server = *facts_of(server->certificate);
  CHECK(of_authority.authority);
  CHECK_FALSE(of_server.authority);
  CHECK(of_authority.subject == "有据 示例局 2026-11-23");
  CHECK(of_authority.until.ms - time.clock.now().ms > 3650 * kDayMs);
  CHECK(of_server.until.ms - of_server.from.ms <= 397 * kDayMs);
  CHECK(of_server.from < time.clock.now());
  CHECK(of_server.names.hosts == kOffice.hosts);
  CHECK(of_server.names.addresses == kOffice.addresses);
  CHECK(of_authority.fingerprint.size() == 32 * 3 - 1);
  CHECK(der_of(authority->certificate).substr(0, 1) == "\x30");
  CHECK(der_of("nothing").empty());
  CHECK(facts_of("nothing").error().code == Code::invalid);
}

TEST_CASE("a certificate is good for its names, at its time, with its key, under its authority, and not otherwise") {
  Time time;
  const auto authority = *make_authority("示例局", kOffice, time.world), other = *make_authority("示例局", kOffice, time.world);
  const auto server = *make_server(authority, kOffice, time.world), second = *make_server(authority, kOffice, time.world);
  const auto now = time.clock.now();
  CHECK(is_good(server, authority.certificate, kOffice, now));
  CHECK_FALSE(is_good(server, other.certificate, kOffice, now));
  CHECK_FALSE(is_good({server.certificate, second.key}, authority.certificate, kOffice, now));
  CHECK_FALSE(is_good(server, authority.certificate, {{"elsewhere"}, {}}, now));
  CHECK_FALSE(is_good(server, authority.certificate, {{}, {"192.168.1.8"}}, now));
  CHECK_FALSE(is_good(server, authority.certificate, kOffice, Instant{now.ms + kServerDays * kDayMs}));
  CHECK_FALSE(is_good(server, authority.certificate, kOffice, Instant{now.ms - 2 * kDayMs}));
  CHECK_FALSE(is_good({"", ""}, authority.certificate, kOffice, now));
}

TEST_CASE("an authority permits this office's names, its addresses and private ones, and no other site") {
  Time time;
  const auto authority = *make_authority("示例局", kOffice, time.world);
  const Names wanted{{"office", "bank.example", "office.local.example"}, {"10.1.2.3", "172.31.0.1", "172.32.0.1", "8.8.8.8", "59.195.3.4", "59.195.3.5", "fe80::1", "2001:db8::1", "127.0.0.1", "::1"}};
  const auto may = permitted(authority.certificate, wanted);
  CHECK(may.hosts == std::vector<std::string>{"office"});
  CHECK(may.addresses == std::vector<std::string>{"10.1.2.3", "172.31.0.1", "59.195.3.4", "fe80::1", "127.0.0.1", "::1"});
  CHECK(facts_of(make_server(authority, wanted, time.world)->certificate)->names.addresses == may.addresses);
  CHECK(make_server(authority, {{"bank.example"}, {"8.8.8.8"}}, time.world).error().code == Code::invalid);
  // And were such a certificate made with the stolen key all the same, it would not verify: an authority without those limits signs it here.
  const auto unlimited = *make_authority("示例局", {{"bank.example", "office"}, {"8.8.8.8"}}, time.world);
  const auto forged = *make_server({unlimited.certificate, authority.key}, {{"bank.example"}, {}}, time.world);
  CHECK_FALSE(is_good(forged, authority.certificate, {{"bank.example"}, {}}, time.clock.now()));
}

TEST_CASE("names that are none become no part of a certificate") {
  Time time;
  const Names odd{{"office,DNS:bank.example", "", "OFFICE", "office"}, {"192.168.1.7,IP:8.8.8.8", "192.168.1.7"}};
  const auto authority = *make_authority(std::string(300, 'x') + "局", odd, time.world);
  const auto facts = *facts_of(make_server(authority, odd, time.world)->certificate);
  CHECK(facts.names.hosts == std::vector<std::string>{"office"});
  CHECK(facts.names.addresses == std::vector<std::string>{"192.168.1.7"});
}
