// SPDX-License-Identifier: Apache-2.0
#include "app/office_address.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/io.h"

using namespace youju;
using namespace youju::app;

namespace {
const certificate::Names kMachine{{"office", "office.local"}, {"192.168.1.7"}};
struct House {
  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("youju-house-" + make_uuid4(World{}));
  FixedClock clock{*Instant::parse("2026-11-23T08:00:00.000Z")};
  SeededRandom random{7};
  World world{&clock, &random};
  House() { std::filesystem::create_directories(folder); }
  ~House() { std::filesystem::remove_all(folder); }
  OfficeCertificate now(const certificate::Names& names = kMachine) {
    auto made = office_certificate(folder, "示例局", names, world);
    if (!made) MESSAGE(made.error().message.word << " " << made.error().detail);
    REQUIRE(made);
    return *made;
  }
};
}  // namespace

TEST_CASE("the certificate is made once, kept for its owner alone, and stays as it is while it is good") {
  House house;
  CHECK(read_office_certificate(house.folder).error().code == Code::absent);
  const auto first = house.now();
  CHECK(first.made);
  CHECK(first.left_out.hosts.empty());
  for (const auto* name : {"authority.key", "server.pem"}) {
    struct stat facts {};
    REQUIRE(::stat((house.folder / "tls" / name).c_str(), &facts) == 0);
    CHECK((facts.st_mode & 0777) == 0600);
  }
  const auto again = house.now();
  CHECK_FALSE(again.made);
  CHECK(again.of_server.fingerprint == first.of_server.fingerprint);
  CHECK(read_office_certificate(house.folder)->of_authority.fingerprint == first.of_authority.fingerprint);
}

TEST_CASE("thirty days before its end it is renewed under the same authority, and not earlier") {
  House house;
  const auto first = house.now();
  house.clock.set(Instant{first.of_server.until.ms - 31 * certificate::kDayMs});
  CHECK_FALSE(house.now().made);
  house.clock.set(Instant{first.of_server.until.ms - 29 * certificate::kDayMs});
  const auto renewed = house.now();
  CHECK(renewed.made);
  CHECK(renewed.of_server.until > first.of_server.until);
  CHECK(renewed.of_authority.fingerprint == first.of_authority.fingerprint);
  CHECK_FALSE(house.now().made);
}

TEST_CASE("a new address is taken in; a new host name, which the authority does not permit, is told") {
  House house;
  const auto first = house.now();
  const auto moved = house.now({{"office", "office.local"}, {"192.168.1.9"}});
  CHECK(moved.made);
  CHECK(moved.of_server.names.addresses.front() == "192.168.1.9");
  CHECK(moved.of_authority.fingerprint == first.of_authority.fingerprint);
  const auto renamed = house.now({{"archive"}, {"192.168.1.9", "8.8.8.8"}});
  CHECK(renamed.left_out.hosts == std::vector<std::string>{"archive"});
  CHECK(renamed.left_out.addresses == std::vector<std::string>{"8.8.8.8"});
}

TEST_CASE("a broken server certificate is made anew; an authority without its key is told, not replaced") {
  House house;
  const auto first = house.now();
  REQUIRE(write_file(first.server, "broken", 0600));
  const auto mended = house.now();
  CHECK(mended.made);
  CHECK(mended.of_authority.fingerprint == first.of_authority.fingerprint);
  std::filesystem::remove(house.folder / "tls" / "authority.key");
  CHECK(office_certificate(house.folder, "示例局", kMachine, house.world).error().message.word == "address.key_gone");
}
