// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "factor/factor.h"

using namespace youju;
using namespace youju::factor;

namespace {
constexpr std::string_view kRfcSecret = "12345678901234567890";
}

TEST_CASE("codes are those of RFC 4226, appendix D") {
  const char* expected[] = {"755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"};
  for (int counter = 0; counter < 10; ++counter) CHECK(code_of(kRfcSecret, counter) == expected[counter]);
}

TEST_CASE("codes are those of RFC 6238, appendix B, for SHA-1") {
  const std::pair<std::int64_t, const char*> expected[] = {{59, "94287082"},         {1111111109, "07081804"}, {1111111111, "14050471"},
                                                           {1234567890, "89005924"}, {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : expected) {
    CHECK(code_of(kRfcSecret, seconds * 1000 / kStepMs, 8) == code);
    CHECK(code_of(kRfcSecret, seconds * 1000 / kStepMs) == std::string(code).substr(2));
  }
}

TEST_CASE("what is typed into a phone is base32 of RFC 4648, and the address says what it is for") {
  CHECK(base32("") == "");
  CHECK(base32("f") == "MY");
  CHECK(base32("fo") == "MZXQ");
  CHECK(base32("foo") == "MZXW6");
  CHECK(base32("foob") == "MZXW6YQ");
  CHECK(base32("fooba") == "MZXW6YTB");
  CHECK(base32("foobar") == "MZXW6YTBOI");
  CHECK(address_of("示例局", "li", "foobar") == "otpauth://totp/%E7%A4%BA%E4%BE%8B%E5%B1%80:li?secret=MZXW6YTBOI&issuer=%E7%A4%BA%E4%BE%8B%E5%B1%80&algorithm=SHA1&digits=6&period=30");
}

TEST_CASE("codes are read as people type them") {
  CHECK(read_code("287 082") == "287082");
  CHECK(read_code("２８７０８２") == "287082");
  CHECK_FALSE(read_code("28708"));
  CHECK_FALSE(read_code("2870823"));
  CHECK_FALSE(read_code("28708a"));
  CHECK_FALSE(read_code(""));
  CHECK_FALSE(read_code(std::string(2000, '1')));
  CHECK(read_recovery("7K3MP X2Q9D") == "7k3mpx2q9d");
  CHECK(read_recovery("oil00-00000") == "0110000000");
  CHECK_FALSE(read_recovery("7k3mp-x2q9"));
  CHECK_FALSE(read_recovery("7k3mp-x2q9u"));
  CHECK_FALSE(read_recovery("287082"));
}

TEST_CASE("a sealed secret opens for its account under its office's key, and only unchanged") {
  SeededRandom random(5);
  FixedClock clock(*Instant::parse("2024-01-05T03:00:00.000Z"));
  const World world{&clock, &random};
  const Vault vault("the office's key, thirty-two byte"), other("another office's key, as long as.");
  const AccountId who{"a3"};
  auto sealed = vault.seal(who, kRfcSecret, world);
  CHECK(sealed.find(kRfcSecret) == std::string::npos);
  CHECK(vault.seal(who, kRfcSecret, world) != sealed);
  REQUIRE(vault.open(who, sealed));
  CHECK(*vault.open(who, sealed) == kRfcSecret);
  CHECK(vault.open(AccountId{"a4"}, sealed).error().code == Code::corrupt);
  CHECK(other.open(who, sealed).error().code == Code::corrupt);
  CHECK(vault.open(who, "").error().code == Code::corrupt);
  sealed[sealed.size() - 6] = sealed[sealed.size() - 6] == 'A' ? 'B' : 'A';
  CHECK(vault.open(who, sealed).error().code == Code::corrupt);
  CHECK(vault.digest(who, "7k3mpx2q9d") != vault.digest(AccountId{"a4"}, "7k3mpx2q9d"));
}
