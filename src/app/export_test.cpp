// SPDX-License-Identifier: Apache-2.0
// What goes out comes back the same; what was edited comes back as changes.
#include "app/export.h"

#include "app/import_bureau.h"
#include "app/proof.h"
#include "base/io.h"

using namespace youju;
using namespace youju::app;
using namespace youju::app::test;

namespace {
void fill(Bureau& bureau) {
  bureau.import_one(bureau.put("主题党日2023.csv",
                               "活动时间,活动主题,地点,主持人,出席人员,实到人数,备注\n"
                               "3月5日,参观纪念馆,县城,张三,张三、李四,23,=1+1\n"
                               "4月6日,\"义务植树,第二次\",西山,李四,李四、王芳,18,\"两行\n文字\"\n"));
  bureau.import_one(bureau.put("支委会2023.csv", "会议时间,议题,主持人,实到人数\n1月12日,研究工作,张三,5\n"));
  REQUIRE(bureau.rows().size() == 3);
}
ExportAnswer export_to(Bureau& bureau, const std::filesystem::path& out) {
  ExportRequest request;
  request.out = out;
  auto answer = export_records(*bureau.office, bureau.clerk, request);
  if (!answer) MESSAGE(answer.error().message.word << " " << answer.error().detail);
  REQUIRE(answer);
  return *answer;
}
}  // namespace

TEST_CASE("an export imports unchanged by id, in all three formats") {
  on_both([](Bureau& bureau) {
    fill(bureau);
    const auto size = bureau.log_size();
    for (const char* name : {"out.xlsx", "out.csv", "out.jsonl"}) {
      CAPTURE(std::string(name));
      const auto answer = export_to(bureau, bureau.base / name);
      CHECK(answer.records.at("theme_day") == 2);
      CHECK(answer.records.at("committee_meeting") == 1);
      std::int64_t unchanged = 0;
      for (const auto& file : answer.files) {
        const auto report = bureau.import_one(file);
        for (const auto& row : report.rows) {
          CAPTURE(said(report, row.row));
          CHECK(row.fate == RowFate::unchanged);
        }
        unchanged += count(report, RowFate::unchanged);
      }
      CHECK(unchanged == 3);
      CHECK(bureau.log_size() == size);
    }
  });
}

TEST_CASE("an export goes into another office with the same ids and values") {
  Bureau from;
  fill(from);
  const auto lines = export_to(from, from.base / "all.jsonl").files.at(0);
  Bureau to;  // the roster is made anew there: the persons' ids differ, so a table with names is taken
  const auto table = export_to(from, from.base / "all.xlsx").files.at(0);
  const auto report = to.import_one(table);
  CHECK(count(report, RowFate::accepted) == 3);
  const auto here = from.rows(), there = to.rows();
  REQUIRE(there.size() == here.size());
  for (std::size_t i = 0; i < here.size(); ++i) {
    CHECK(there[i].record == here[i].record);
    CHECK(there[i].title == here[i].title);
    CHECK(there[i].happened == here[i].happened);
  }
  CHECK(std::filesystem::file_size(lines) > 0);
}

TEST_CASE("an edited export comes back as changes, dry run first, and an old one is refused") {
  Bureau bureau;
  fill(bureau);
  ExportRequest request;
  request.out = bureau.base / "edit.csv";
  request.kinds = {"主题党日"};
  REQUIRE(export_records(*bureau.office, bureau.clerk, request));
  auto text = *read_file(request.out);
  const auto old = text;
  text.replace(text.find("县城"), std::string("县城").size(), "省城");
  const auto file = bureau.put("edit.csv", text);
  const auto size = bureau.log_size();
  const auto dry = bureau.import_one(file, true);
  CHECK(count(dry, RowFate::changed) == 1);
  CHECK(count(dry, RowFate::unchanged) == 1);
  CHECK(bureau.log_size() == size);
  const auto real = bureau.import_one(file);
  CHECK(count(real, RowFate::changed) == 1);
  CHECK(bureau.rows().size() == 3);
  std::int64_t changed = 0;
  for (const auto& row : bureau.rows()) changed += row.number == 2;
  CHECK(changed == 1);
  const auto late = bureau.import_one(bureau.put("old.csv", old));
  CHECK(count(late, RowFate::unclear) == 1);
  CHECK(count(late, RowFate::unchanged) == 1);
  bool said_so = false;
  for (const auto& row : late.rows)
    for (const auto& p : row.problems) said_so = said_so || p.message.word == "import.moved_on";
  CHECK(said_so);
  CHECK(verify_office(*bureau.office, {}, {})->good());
}

TEST_CASE("a state is not moved by a spreadsheet") {
  Bureau bureau;
  fill(bureau);
  ExportRequest request;
  request.out = bureau.base / "state.csv";
  request.kinds = {"支委会"};
  REQUIRE(export_records(*bureau.office, bureau.clerk, request));
  auto text = *read_file(request.out);
  const auto at = text.find("已召开");
  REQUIRE(at != text.npos);
  text.replace(at, std::string("已召开").size(), "已取消");
  const auto report = bureau.import_one(bureau.put("state.csv", text));
  CHECK(said(report, 2).find("import.state_by_steps") != std::string::npos);
}

TEST_CASE("an unknown format, kind or unit is refused by name") {
  Bureau bureau;
  ExportRequest request;
  request.out = bureau.base / "x.pdf";
  CHECK(export_records(*bureau.office, bureau.clerk, request).error().code == Code::unsupported);
  request.out = bureau.base / "x.csv";
  request.kinds = {"没有的"};
  CHECK(export_records(*bureau.office, bureau.clerk, request).error().message.word == "app.no_kind");
  request.kinds = {};
  request.unit = "没有的";
  CHECK(export_records(*bureau.office, bureau.clerk, request).error().message.word == "app.no_unit");
}
