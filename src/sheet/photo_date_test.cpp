// SPDX-License-Identifier: Apache-2.0
// The time a camera wrote into its photo, and photos that lie about where it stands.
#include <doctest/doctest.h>

#include "sheet/readers.h"
#include "sheet/test_files.h"

using namespace youju;
using namespace youju::sheet;
using namespace youju::sheet::test;

TEST_CASE("a photo says when it was taken, in either byte order") {
  CHECK(photo_time(make_photo("2023:06:16 15:10:00")) == "2023-06-16T15:10:00");
  CHECK(photo_time(make_photo("2023:06:16 15:10:00", true)) == "2023-06-16T15:10:00");
  TempFolder folder;
  CHECK(*photo_time_of(folder.put("a.jpg", make_photo("2023:06:16 15:10:00"))) == "2023-06-16T15:10:00");
  CHECK(*photo_time_of(folder.put("b.jpg", "no photo at all")) == "");
}

TEST_CASE("whether a photo says its place is told, and the place is not") {
  for (const bool big_endian : {false, true}) {
    CHECK(photo_has_place(make_photo("2023:06:16 15:10:00", big_endian, true)));
    CHECK(photo_time(make_photo("2023:06:16 15:10:00", big_endian, true)) == "2023-06-16T15:10:00");
    CHECK_FALSE(photo_has_place(make_photo("2023:06:16 15:10:00", big_endian)));
  }
  CHECK_FALSE(photo_has_place("no photo at all"));
  const auto photo = make_photo("2023:06:16 15:10:00", false, true);
  for (std::size_t size = 0; size + 10 < photo.size(); ++size) CHECK_FALSE(photo_has_place(std::string_view(photo).substr(0, size)));
  TempFolder folder;
  const auto facts = photo_facts_of(folder.put("a.jpg", photo));
  REQUIRE(facts);
  CHECK(facts->time == "2023-06-16T15:10:00");
  CHECK(facts->has_place);
}

TEST_CASE("a time that is none is not believed") {
  for (const char* time : {"0000:00:00 00:00:00", "2023:02:30 10:00:00", "2023-06-16 15:10:00", "2023:06:16 25:10:00",
                           "    :  :     :  :  ", "1904:01:01 00:00:00", "2023:06:16T15:10:00", "9999:99:99 99:99:99"})
    CHECK_MESSAGE(photo_time(make_photo(time)) == "", time);
}

TEST_CASE("a photo cut anywhere, or with any byte of its head changed, gives a time of the right form or none") {
  const auto photo = make_photo("2023:06:16 15:10:00");
  for (std::size_t size = 0; size < photo.size(); ++size) {
    const auto time = photo_time(std::string_view(photo).substr(0, size));
    CHECK((time.empty() || time == "2023-06-16T15:10:00"));
  }
  for (std::size_t at = 0; at < photo.size(); ++at) {
    for (const char changed : {'\0', '\1', '\x7F', '\xFF'}) {
      auto broken = photo;
      broken[at] = changed;
      const auto time = photo_time(broken);
      CHECK((time.empty() || time.size() == 19));
    }
  }
}
