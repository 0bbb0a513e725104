// SPDX-License-Identifier: Apache-2.0
// For tests of import and export: an office in a temporary folder, on both engines.
#pragma once
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "app/import.h"
#include "app/people.h"
#include "app/records.h"
#include "base/text.h"

namespace youju::app::test {

struct Bureau {
  std::filesystem::path base =
      std::filesystem::temp_directory_path() / ("youju-import-" + make_uuid4(World{}));
  FixedClock clock{*Instant::parse("2024-01-08T01:00:00.000Z")};
  SeededRandom random;
  World world{&clock, &random};
  std::unique_ptr<Office> office;
  people::Who clerk;
  InitAnswer made;
  std::string told;  // every problem of every import, for INFO

  // On a server every office needs a schema of its own, also when the tests run twice: its instance id comes
  // from real chance.
  static std::uint64_t seed(bool server) {
    std::uint64_t value = 11;
    if (server) system_random().fill({reinterpret_cast<unsigned char*>(&value), sizeof value});
    return value;
  }

  explicit Bureau(const std::string& database = {}) : random(seed(!database.empty())) {
    std::filesystem::create_directories(base);
    auto answer = init_office(
        {base / "office", {"retired-cadres"}, "示例局", database, "tester", Date::parse("2023-01-01")},
        world);
    if (!answer) MESSAGE(answer.error().message.word << " " << answer.error().detail);
    REQUIRE(answer);
    made = *answer;
    auto opened = Office::open(base / "office", Office::Access::write, world);
    if (!opened) MESSAGE(opened.error().message.word << " " << opened.error().detail);
    REQUIRE(opened);
    office = std::move(*opened);
    REQUIRE(office->read([&](db::Session& session) -> Result<void> {
      TRY(clerk, people::sign_in_os_user(session, "tester", office->today()));
      return {};
    }));
    REQUIRE(
        add_persons(*office, clerk, UnitId{"u1"}, {{"张三", {}, {}}, {"李四", {}, {}}, {"王芳", {}, {}}}));
  }
  ~Bureau() {
    office.reset();
    std::filesystem::remove_all(base);
  }
  people::Who leader() {
    auto signed_in = people::sign_in_password(office->database(), "leader", made.codes[1].code,
                                              "一个足够长的登录密码", clock.now());
    REQUIRE(signed_in);
    return *signed_in;
  }
  std::filesystem::path put(const std::string& name, const std::string& bytes) const {
    std::ofstream(base / name, std::ios::binary) << bytes;
    return base / name;
  }
  std::vector<FileReport> import(ImportRequest request) {
    auto done = import_files(*office, clerk, request);
    if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
    REQUIRE(done);
    return *done;
  }
  FileReport import_one(const std::filesystem::path& file, bool dry_run = false) {
    ImportRequest request;
    request.files = {file};
    request.dry_run = dry_run;
    auto report = import(request).at(0);
    if (report.error) MESSAGE(report.error->message.word << " " << report.error->detail);
    for (const auto& plan : report.sheets)
      if (!plan.left_out.empty()) MESSAGE(plan.sheet << " left out: " << plan.left_out);
    for (const auto& row : report.rows)
      for (const auto& p : row.problems) told += fmt::format("{} {}:{}\n", row.row, p.field, p.message.word);
    return report;
  }
  std::vector<index::RecordRow> rows() const {
    std::vector<index::RecordRow> out;
    REQUIRE(office->read([&](db::Session& session) -> Result<void> {
      TRY(out, index::list(session, {}, 100'000));
      return {};
    }));
    return out;
  }
  std::int64_t log_size() const {
    std::int64_t size = 0;
    REQUIRE(office->read([&](db::Session& session) -> Result<void> {
      TRY(size, office->ledger().size(session));
      return {};
    }));
    return size;
  }
};

inline void on_both(const std::function<void(Bureau&)>& story) {
  {
    Bureau bureau;
    story(bureau);
  }
  if (const char* server = std::getenv("YOUJU_TEST_PG")) {
    Bureau bureau{server};
    story(bureau);
  } else {
    MESSAGE("not run: PostgreSQL");
  }
}

inline std::int64_t count(const FileReport& report, RowFate fate) {
  const auto found = report.counts.find(fate);
  return found == report.counts.end() ? 0 : found->second;
}
// Every problem and remark of a row as "field:word".
inline std::string said(const FileReport& report, int row) {
  std::string out;
  for (const auto& r : report.rows)
    if (r.row == row)
      for (const auto* list : {&r.problems, &r.remarks})
        for (const auto& p : *list) out += p.field + ":" + p.message.word + " ";
  return out;
}
}  // namespace youju::app::test
