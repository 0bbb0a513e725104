// SPDX-License-Identifier: Apache-2.0
#include "app/nightly.h"

#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "app/leftovers.h"
#include "app/named_files.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

namespace {
constexpr const char* kPassphrase = "四个词的口令 一二三四五六";
constexpr std::int64_t kHour = 3'600'000;

void set_time(const std::filesystem::path& file, Instant at) {
  const timespec time{at.ms / 1000, 0};
  const timespec both[2] = {time, time};
  REQUIRE(::utimensat(AT_FDCWD, file.c_str(), both, 0) == 0);
}
}  // namespace

TEST_CASE("a file whose record was never written goes after an hour, one that anything names stays for ever") {
  on_both([](Bureau& bureau) {
    const auto saved = bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
    const auto file = bureau.base / "one.txt", lost = bureau.base / "lost.txt";
    std::ofstream(file) << "有记录的材料\n";
    std::ofstream(lost) << "断电时刚存好、还没有记入日志的材料\n";
    const auto attached = attach_evidence(*bureau.office, bureau.clerk, saved.record, file, "", {});
    REQUIRE(attached);
    auto& store = bureau.office->evidence();
    const auto orphan = store.add(lost, bureau.world);
    REQUIRE(orphan);
    const auto now = bureau.clock.now();
    for (const auto& digest : {attached->evidence.digest, orphan->digest}) set_time(store.path_of(digest), now);
    bureau.clock.set(Instant{now.ms + kHour - 1000});
    CHECK(*reap_evidence(*bureau.office) == 0);
    bureau.clock.set(Instant{now.ms + kHour + 1000});
    CHECK(*reap_evidence(*bureau.office) == 1);
    CHECK_FALSE(std::filesystem::exists(store.path_of(orphan->digest)));
    CHECK(std::filesystem::exists(store.path_of(attached->evidence.digest)));
    CHECK(*reap_evidence(*bureau.office) == 0);
  });
}

TEST_CASE("a night leaves a back-up that was restored once, thins out old ones, and keeps them all when something is wrong") {
  on_both([](Bureau& bureau) {
    bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
    const NightlyRequest request{bureau.base / "backups", kPassphrase, 2};
    const auto archives = [&] { return std::distance(std::filesystem::directory_iterator(request.out), {}); };
    for (int night = 0; night < 4; ++night) {
      const auto done = run_nightly(*bureau.office, bureau.clerk, request);
      REQUIRE(done);
      for (const auto& step : done->steps) CHECK_MESSAGE(step.good, step.name << " " << step.message.word);
      CHECK(done->steps.size() == 7);
      CHECK(std::filesystem::exists(done->archive));
      bureau.clock.set(Instant{bureau.clock.now().ms + 24 * kHour});
    }
    CHECK(archives() == 2);
    std::filesystem::remove(bureau.folder / "high-water");
    const auto bad = run_nightly(*bureau.office, bureau.clerk, request);
    REQUIRE(bad);
    CHECK_FALSE(bad->good());
    CHECK(bad->damage());
    CHECK(archives() == 3);
    CHECK(bad->steps.back().name != "thin");
  });
}

TEST_CASE("scratch folders that a kill left go after a day, a younger one and what is merely named like it stay") {
  Bureau bureau;
  const NightlyRequest request{bureau.base / "backups", kPassphrase, 2};
  const auto now = bureau.clock.now();
  const auto old = bureau.base / ".office.scratch-0123abcd", young = bureau.base / ".office.scratch-89abcdef",
             beside_backups = request.out / ".youju-x.scratch-00000000", other = bureau.base / ".office.scratch-notes",
             a_file = bureau.base / ".office.scratch-11111111";
  for (const auto& folder : {old, young, beside_backups, other}) {
    std::filesystem::create_directories(folder / "office");
    std::ofstream(folder / "office/part") << "一半";
    set_time(folder, Instant{now.ms - 24 * kHour - 1000});
  }
  set_time(young, Instant{now.ms - 24 * kHour + 1000});
  std::ofstream(a_file) << "x";
  set_time(a_file, Instant{now.ms - 48 * kHour});
  CHECK(left_scratch(scratch_places(*bureau.office), now) == std::vector{old, young});
  const auto done = run_nightly(*bureau.office, bureau.clerk, request);
  REQUIRE(done);
  CHECK(done->good());
  CHECK_FALSE(std::filesystem::exists(old));
  CHECK_FALSE(std::filesystem::exists(beside_backups));
  for (const auto& stays : {young, other, a_file}) CHECK(std::filesystem::exists(stays));
}
