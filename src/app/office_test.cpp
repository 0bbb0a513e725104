// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>

#include "app/app.h"
#include "app/packs.h"
#include "app/people.h"
#include "app/proof.h"
#include "app/records.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

TEST_CASE("an office is made whole: people who are each other's second person, packs in the log, nothing left when it fails") {
  on_both([](Bureau& bureau) {
    CHECK(bureau.made.codes.size() == 2);
    CHECK(bureau.office->settings().go_live == Date::parse("2023-01-01"));
    const auto again = init_office({bureau.folder, {"retired-cadres"}, "示例局", "", "tester", {}}, bureau.world);
    CHECK(again.error().code == Code::conflict);
    const auto wrong = init_office({bureau.base / "other", {"no-such-pack"}, "示例局", "", "", {}}, bureau.world);
    CHECK(wrong.error().message.word == "app.pack_unknown");
    CHECK_FALSE(std::filesystem::exists(bureau.base / "other"));
    CHECK(std::distance(std::filesystem::directory_iterator(bureau.base), {}) == 1);
    const auto with_password = init_office({bureau.base / "other", {"common"}, "示例局", "postgresql://me:secret@host/x", "", {}}, bureau.world);
    CHECK(with_password.error().message.word == "app.database_password");
  });
}

TEST_CASE("a record written is found, verified and the same after every derived table was rebuilt") {
  on_both([](Bureau& bureau) {
    const auto saved = bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
    CHECK(saved.happened->from.iso() == "2023-03-05");
    REQUIRE(bureau.office->catch_up());
    REQUIRE(bureau.office->ledger().seal());
    const auto before = bureau.rows();
    REQUIRE(before.size() == 1);
    CHECK(before[0].counts);
    auto verified = verify_office(*bureau.office, {}, {});
    REQUIRE(verified);
    for (const auto& f : verified->log.findings) MESSAGE(f.where << " " << f.message.word);
    for (const auto& f : verified->tables) MESSAGE(f.where << " " << f.message.word);
    CHECK(verified->good());
    REQUIRE(bureau.office->rebuild({}));
    const auto after = bureau.rows();
    REQUIRE(after.size() == 1);
    CHECK(after[0].record == before[0].record);
    CHECK(after[0].title == "参观纪念馆");
    CHECK(verify_office(*bureau.office, {}, {})->good());
    bureau.open();  // settings, packs and log still agree
  });
}

TEST_CASE("bad input is refused beside its fields and nothing is written") {
  on_both([](Bureau& bureau) {
    kinds::Draft draft{KindId{"theme_day"}, UnitId{"u1"}, "held", {{"happened", "2023.13.5"}, {"topic", ""}, {"headcount", "很多"}}, false, 2023};
    auto refused = save_record(*bureau.office, bureau.clerk, draft);
    REQUIRE(refused);
    REQUIRE(std::holds_alternative<Refused>(*refused));
    CHECK(std::get<Refused>(*refused).problems.size() >= 2);
    CHECK(bureau.rows().empty());
  });
}

TEST_CASE("a repeated request with the same key writes once") {
  on_both([](Bureau& bureau) {
    bureau.clerk.idempotency_key = "k1";
    bureau.save({{"happened", "3月5日"}, {"topic", "一"}, {"headcount", "1"}});
    kinds::Draft draft{KindId{"theme_day"}, UnitId{"u1"}, "held", {{"happened", "3月6日"}, {"topic", "二"}}, false, 2023};
    const auto again = save_record(*bureau.office, bureau.clerk, draft);
    REQUIRE(again);
    REQUIRE(std::holds_alternative<Saved>(*again));
    CHECK(bureau.rows().size() == 1);
    CHECK(std::get<Saved>(*again).record == bureau.rows()[0].record);
  });
}

TEST_CASE("the text of an attached file is found, and found again after a rebuild; a picture attaches without one") {
  on_both([](Bureau& bureau) {
    const auto saved = bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
    const auto notes = bureau.base / "记录.txt";
    std::ofstream(notes) << "会议记录：大家谈到了渡口的石碑。";
    REQUIRE(attach_evidence(*bureau.office, bureau.clerk, saved.record, notes, "", {}));
    const auto found = [&] {
      std::size_t n = 0;
      REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
        TRY(const auto answer, index::search(session, "石碑", {}, 10));
        n = answer.found.size();
        return {};
      }));
      return n;
    };
    CHECK(found() == 1);
    REQUIRE(bureau.office->rebuild({}));
    CHECK(found() == 1);
  });
}

TEST_CASE("the packs the program carries are those of the repository, byte for byte") {
  const std::filesystem::path repository = std::filesystem::path(YOUJU_SOURCE_DIR) / "packs";
  std::set<std::string> ids;
  for (const auto& [id, files] : shipped_packs()) {
    ids.insert(id);
    const auto carried = find_pack(id);
    const auto folder = find_pack((repository / id).string());
    REQUIRE(carried);
    REQUIRE(folder);
    CHECK(carried->pack.digest == folder->pack.digest);
    CHECK(carried->folder.empty());
  }
  CHECK(ids == std::set<std::string>{"common", "retired-cadres"});
  CHECK(find_pack("retired").error().message.args.at("known") == "common, retired-cadres");
}

TEST_CASE("a part of the day is told by its name, hours as they are") {
  kinds::Field field;
  field.type = kinds::FieldType::time_range;
  CHECK(value_text(field, "pm", {}, "zh") == "下午");
  CHECK(value_text(field, "pm", {}, "en") == "afternoon");
  CHECK(value_text(field, "09:00-11:00", {}, "zh") == "09:00-11:00");
}
