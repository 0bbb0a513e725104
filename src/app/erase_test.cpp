// SPDX-License-Identifier: Apache-2.0
#include "app/erase.h"

#include <doctest/doctest.h>

#include <fstream>

#include "app/proof.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

namespace {
std::size_t found(Bureau& bureau, std::string_view text) {
  std::size_t n = 0;
  REQUIRE(bureau.office->catch_up());
  REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
    TRY(const auto answer, index::search(session, text, {}, 100));
    n = answer.found.size();
    return {};
  }));
  return n;
}
bool verifies(Bureau& bureau) {
  auto verified = verify_office(*bureau.office, {}, {});
  REQUIRE(verified);
  for (const auto& f : verified->log.findings) MESSAGE(f.where << " " << f.message.word);
  for (const auto& f : verified->tables) MESSAGE(f.where << " " << f.message.word);
  return verified->good();
}
}  // namespace

TEST_CASE("an erased record still counts, search forgets it, its file goes unless another record names it, verify stays good") {
  on_both([](Bureau& bureau) {
    const auto gone = bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
    const auto other = bureau.save({{"happened", "2月5日"}, {"topic", "植树"}, {"headcount", "9人"}});
    const auto own = bureau.base / "own.txt", shared = bureau.base / "shared.txt";
    std::ofstream(own) << "只属于一条记录\n";
    std::ofstream(shared) << "两条记录共用\n";
    const auto a = attach_evidence(*bureau.office, bureau.clerk, gone.record, own, "", {});
    const auto b = attach_evidence(*bureau.office, bureau.clerk, gone.record, shared, "", {});
    REQUIRE(attach_evidence(*bureau.office, bureau.clerk, other.record, shared, "", {}));
    REQUIRE(a);
    REQUIRE(b);
    CHECK(found(bureau, "参观纪念馆") == 1);

    const EraseRequest request{gone.record.text, "2023-01", "当事人申请", true};
    CHECK(erase_content(*bureau.office, bureau.clerk, bureau.clerk, request).error().message.word == "erase.same_person");
    CHECK(erase_content(*bureau.office, bureau.leader, bureau.clerk, request).error().code == Code::denied);
    CHECK(found(bureau, "参观纪念馆") == 1);
    auto done = erase_content(*bureau.office, bureau.clerk, bureau.leader, request);
    if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
    REQUIRE(done);
    CHECK(done->files == 1);
    CHECK(done->kept == 1);
    CHECK_FALSE(std::filesystem::exists(bureau.office->evidence().path_of(a->evidence.digest)));
    CHECK(std::filesystem::exists(bureau.office->evidence().path_of(b->evidence.digest)));
    const auto check = [&] {
      const auto rows = bureau.rows();
      REQUIRE(rows.size() == 2);
      CHECK(rows[0].counts);
      CHECK(rows[0].title.empty());
      CHECK(found(bureau, "参观纪念馆") == 0);
      CHECK(found(bureau, "植树") == 1);
      CHECK(verifies(bureau));
    };
    check();
    REQUIRE(bureau.office->rebuild({}));
    check();
    CHECK(erase_content(*bureau.office, bureau.clerk, bureau.leader, request).error().code == Code::conflict);
  });
}

TEST_CASE("a person's name goes from the roster, now and after a rebuild; the person stays as a number") {
  on_both([](Bureau& bureau) {
    auto added = add_persons(*bureau.office, bureau.clerk, UnitId{"u1"}, {{"张三", {}, {}}, {"李四", {}, {}}});
    REQUIRE(added);
    REQUIRE(erase_content(*bureau.office, bureau.clerk, bureau.leader, {added->at(0).text, "2023-02", "本人申请", false}));
    const auto names = [&] {
      std::multiset<std::string> all;
      REQUIRE(bureau.office->read([&](db::Session& session) -> Result<void> {
        TRY(const auto roster, people::read_roster(session, {UnitId{"u1"}}));
        for (const auto& person : roster) all.insert(person.name);
        return {};
      }));
      return all;
    };
    CHECK(names() == std::multiset<std::string>{"", "李四"});
    CHECK(verifies(bureau));
    REQUIRE(bureau.office->rebuild({}));
    CHECK(names() == std::multiset<std::string>{"", "李四"});
  });
}

TEST_CASE("a repeated request erases once and gives the same answer; a file that a report not yet signed names stays") {
  on_both([](Bureau& bureau) {
    const auto gone = bureau.save({{"happened", "3月5日"}, {"topic", "参观纪念馆"}, {"headcount", "23人"}});
    const auto file = bureau.base / "adopted.txt";
    std::ofstream(file) << "改过的报告\n";
    const auto attached = attach_evidence(*bureau.office, bureau.clerk, gone.record, file, "", {});
    REQUIRE(attached);
    const auto digest = attached->evidence.digest;
    REQUIRE(bureau.office->write([&](Office::Writer& writer) {
      return writer.tx.each_text("insert into op_report (id, template, template_digest, unit, year, quarter, lang, log_size, made_day, made_by, made_at, title, files, shown, adopted) "
                                 "values ('r', 't', '', 'u1', 2023, 0, 'zh', 1, '2023-03-08', 'a1', '2023-03-08T01:00:00.000Z', '', '{}', '', '" + digest + "')", {}, {});
    }));
    auto who = bureau.clerk;
    who.idempotency_key = "once";
    const EraseRequest request{gone.record.text, "2023-02", "当事人申请", true};
    const auto first = erase_content(*bureau.office, who, bureau.leader, request);
    REQUIRE(first);
    CHECK(first->files == 0);
    CHECK(first->kept == 1);
    CHECK(std::filesystem::exists(bureau.office->evidence().path_of(digest)));
    const auto again = erase_content(*bureau.office, who, bureau.leader, request);
    REQUIRE(again);
    CHECK(again->entry == first->entry);
    CHECK(again->payloads == first->payloads);
    who.idempotency_key.clear();
    CHECK(erase_content(*bureau.office, who, bureau.leader, request).error().message.word == "erase.order_used");
    CHECK(verifies(bureau));
  });
}
