// SPDX-License-Identifier: Apache-2.0
// Ledgers as offices keep them come in; what is wrong with a row is said beside it; nothing is half done.
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include <csignal>

#include "app/import_bureau.h"
#include "app/proof.h"
#include "base/io.h"

using namespace youju;
using namespace youju::app;
using namespace youju::app::test;

namespace {
const std::string kLedger =
    "2023年主题党日活动台账,,,,\n"
    "单位：示例局,,填表人：张三,,\n"
    "序号,活动时间,活动主题,地点,主持人,实到人数\n"
    "1,3月5日,参观纪念馆,县城,张三,23人\n"
    "2,２０２３．４．６,义务植树,西山,李四,18\n"
    "3,2023年5月9日上午,学习交流,会议室,王 芳,20\n"
    "4,3月5日,参观纪念馆,县城,张三,23人\n"
    "5,2月30日,不存在的日子,县城,张三,10\n"
    "6,6月7日,没有这个人,县城,赵六,10\n"
    "7,2022.12.30,上年补记,县城,张三,9\n"
    "合计,,,,,103\n"
    "注：本表由办公室填写,,,,,\n";
}  // namespace

TEST_CASE("a real ledger is recognised and every row gets its result") {
  on_both([](Bureau& bureau) {
    const auto report = bureau.import_one(bureau.put("主题党日.csv", kLedger));
    INFO(bureau.told);
    REQUIRE(report.sheets.size() == 1);
    CHECK(report.sheets[0].kind == "theme_day");
    CHECK(report.sheets[0].year == 2023);
    CHECK(report.sheets[0].header_row == 3);
    CHECK(count(report, RowFate::accepted) == 4);
    CHECK(count(report, RowFate::duplicate) == 1);
    CHECK(count(report, RowFate::unclear) == 2);
    CHECK(count(report, RowFate::skipped) == 2);
    CHECK(said(report, 7).find("import.duplicate_of_row") != std::string::npos);
    CHECK(said(report, 8).find("happened:kinds.value_no_date") != std::string::npos);
    CHECK(said(report, 9).find("chair:kinds.value_no_person") != std::string::npos);
    CHECK(said(report, 10).find("import.outside_year") != std::string::npos);
    const auto rows = bureau.rows();
    REQUIRE(rows.size() == 4);
    for (const auto& row : rows) {
      CHECK(row.batch == report.batch);
      CHECK(row.counts);
    }
    CHECK(rows.back().happened->from.iso() == "2022-12-30");
    CHECK(verify_office(*bureau.office, {}, {})->good());
  });
}

TEST_CASE("a dry run says the same and writes nothing") {
  Bureau bureau;
  const auto file = bureau.put("主题党日.csv", kLedger);
  const auto before = bureau.log_size();
  const auto dry = bureau.import_one(file, true);
  CHECK(bureau.log_size() == before);
  CHECK(dry.batch.empty());
  CHECK(dry.unclear_files.empty());
  CHECK_FALSE(std::filesystem::exists(bureau.base / "主题党日.未导入.csv"));
  CHECK_FALSE(std::filesystem::exists(bureau.office->folder() / "profiles"));
  const auto real = bureau.import_one(file);
  CHECK(real.counts == dry.counts);
  for (std::size_t i = 0; i < real.rows.size(); ++i) CHECK(real.rows[i].fate == dry.rows[i].fate);
}

TEST_CASE("imported again, everything is a duplicate and nothing is written") {
  Bureau bureau;
  const auto file = bureau.put("主题党日.csv", kLedger);
  bureau.import_one(file);
  const auto size = bureau.log_size();
  const auto again = bureau.import_one(file);
  CHECK(count(again, RowFate::accepted) == 0);
  CHECK(count(again, RowFate::duplicate) == 5);
  CHECK(bureau.log_size() == size);
  CHECK(again.sheets[0].profile.starts_with("theme_day-"));  // the mapping was kept and used
}

TEST_CASE("duplicates are found on days that a file names again and again, too") {
  Bureau bureau;
  std::string text = "2023年主题党日台账\n活动时间,活动主题,实到人数\n";
  for (int i = 0; i < 700; ++i) text += fmt::format("3月5日,活动{},5\n", i);
  const auto first = bureau.import_one(bureau.put("一.csv", text));
  CHECK(count(first, RowFate::accepted) == 700);
  const auto again = bureau.import_one(bureau.put("二.csv", text + "3月5日,新的活动,5\n"));
  CHECK(count(again, RowFate::duplicate) == 700);
  CHECK(count(again, RowFate::accepted) == 1);
  for (const auto& row : again.rows)
    if (row.fate == RowFate::duplicate) CHECK_FALSE(row.record.empty());
}

TEST_CASE("the unclear rows stand in a CSV that imports once it is corrected") {
  Bureau bureau;
  const auto report = bureau.import_one(bureau.put("主题党日.csv", kLedger));
  REQUIRE(report.unclear_files.size() == 1);
  auto text = *read_file(report.unclear_files[0]);
  CHECK(text.find("没有这个人") != text.npos);
  CHECK(text.find("参观纪念馆") == text.npos);
  text.replace(text.rfind("2月30日"), std::string("2月30日").size(), "2月28日");
  text.replace(text.rfind("赵六"), std::string("赵六").size(), "李四");
  const auto corrected = bureau.import_one(bureau.put("改好.csv", text));
  REQUIRE(corrected.sheets.size() == 1);
  CHECK(corrected.sheets[0].kind == "theme_day");
  CHECK(corrected.sheets[0].year == 2023);
  CHECK(count(corrected, RowFate::accepted) == 2);
  CHECK(bureau.rows().size() == 6);
}

TEST_CASE(
    "whoever imported a batch may take it back whole while nothing was done with it, once, with a reason") {
  on_both([](Bureau& bureau) {
    const auto report = bureau.import_one(bureau.put("主题党日.csv", kLedger));
    CHECK(void_batch(*bureau.office, bureau.clerk, report.batch, "").error().message.word ==
          "import.void_reason");
    CHECK(void_batch(*bureau.office, bureau.clerk, "no-such-batch", "x").error().code == Code::absent);
    const auto done = void_batch(*bureau.office, bureau.clerk, report.batch, "导入了错误的文件");
    if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
    REQUIRE(done);
    CHECK(done->records == 4);
    for (const auto& row : bureau.rows()) {
      CHECK(row.state == "void");
      CHECK_FALSE(row.counts);
    }
    CHECK(void_batch(*bureau.office, bureau.clerk, report.batch, "再来").error().code == Code::conflict);
    CHECK(verify_office(*bureau.office, {}, {})->good());
  });
}

TEST_CASE("once a record of it was changed, a batch is voided by those who may void, and by nobody else") {
  Bureau bureau;
  const auto report = bureau.import_one(bureau.put("主题党日.csv", kLedger));
  const auto record = bureau.rows().at(0).record;
  const auto edited = edit_record(*bureau.office, bureau.clerk, record, {{"place", "省城"}}, "更正地点");
  REQUIRE(edited);
  REQUIRE(std::holds_alternative<Saved>(*edited));
  const auto size = bureau.log_size();
  const auto refused = void_batch(*bureau.office, bureau.clerk, report.batch, "撤回");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Code::denied);
  CHECK(bureau.log_size() == size);
  const auto leader = bureau.leader();
  const auto done = void_batch(*bureau.office, leader, report.batch, "撤回");
  if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
  REQUIRE(done);
  CHECK(done->records == 4);
  for (const auto& row : bureau.rows()) CHECK(row.state == "void");
}

TEST_CASE("a file that breaks off in the middle leaves nothing") {
  Bureau bureau;
  const auto before = bureau.log_size();
  std::string text = kLedger;
  for (int i = 0; i < 3000; ++i) text += fmt::format("{},3月{}日,活动{},县城,张三,5\n", i, i % 28 + 1, i);
  const auto report = bureau.import_one(bureau.put("断.csv", text + "9999,\"3月5日,没有结束的引号\n"), false);
  REQUIRE(report.error);
  CHECK(report.error->message.word == "sheet.csv_open_quote");
  CHECK(report.counts.empty());
  CHECK(bureau.log_size() == before);
  CHECK(bureau.rows().empty());
  CHECK_FALSE(std::filesystem::exists(bureau.base / "断.未导入.csv"));
}

TEST_CASE("an import killed at any moment is there whole or not at all") {
  Bureau bureau;
  std::string text = "2023年主题党日台账\n活动时间,活动主题,实到人数\n";
  for (int i = 0; i < 2000; ++i) text += fmt::format("{}月{}日,活动{},5\n", i % 12 + 1, i % 28 + 1, i);
  const auto file = bureau.put("大.csv", text);
  const auto folder = bureau.office->folder();
  bureau.office.reset();
  int whole = 0, nothing = 0;
  for (const int wait_ms : {1, 40, 150, 300, 450, 600, 900, 20'000}) {
    const pid_t child = ::fork();
    if (child == 0) {
      auto office = Office::open(folder, Office::Access::write, bureau.world);
      ImportRequest request;
      request.files = {file};
      if (office) (void)import_files(**office, bureau.clerk, request);
      ::_exit(0);
    }
    for (int waited = 0; waited < wait_ms && ::waitpid(child, nullptr, WNOHANG) == 0; ++waited)
      ::usleep(1000);
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    auto opened = Office::open(folder, Office::Access::write, bureau.world);
    REQUIRE(opened);
    bureau.office = std::move(*opened);
    const auto records = bureau.rows().size();
    CAPTURE(wait_ms);
    CHECK((records == 0 || records == 2000));
    (records == 0 ? nothing : whole) += 1;
    CHECK(verify_office(*bureau.office, {}, {})->good());
    bureau.office.reset();
    if (records != 0) break;
  }
  CHECK(nothing > 0);
  CHECK(whole == 1);
}

TEST_CASE("a roster becomes persons, before the ledgers that name them") {
  Bureau bureau;
  ImportRequest request;
  request.files = {
      bureau.put("主题党日.csv", kLedger),
      bureau.put(
          "花名册.csv",
          "示例局干部花名册\n姓名,部门,职务\n赵 六,办公室,科长\n张三,办公室,主任\n,,\n钱七七,办公室,科员\n")};
  const auto reports = bureau.import(request);
  REQUIRE(reports.size() == 2);
  CHECK(reports[0].file.filename() == "花名册.csv");
  CHECK(reports[0].sheets[0].kind == "roster");
  CHECK(count(reports[0], RowFate::accepted) == 2);
  CHECK(count(reports[0], RowFate::duplicate) == 1);
  CHECK(count(reports[1], RowFate::unclear) == 1);  // 赵六 is known now
}

TEST_CASE("whoever may not import writes nothing") {
  Bureau bureau;
  people::Who nobody = bureau.clerk;
  nobody.grants.clear();
  nobody.account = AccountId{"a99"};
  const auto before = bureau.log_size();
  ImportRequest request;
  request.files = {bureau.put("主题党日.csv", kLedger)};
  for (bool dry : {true, false}) {
    request.dry_run = dry;
    const auto reports = import_files(*bureau.office, nobody, request);
    REQUIRE(reports);
    REQUIRE((*reports)[0].error);
    CHECK((*reports)[0].error->code == Code::denied);
  }
  CHECK(bureau.log_size() == before);
}

TEST_CASE("files that are no ledger are refused with what to do") {
  Bureau bureau;
  CHECK(bureau.import_one(bureau.base / "没有.xlsx").error->code == Code::absent);
  CHECK(bureau.import_one(bureau.put("网页.xls", "<html><table></table></html>")).error->message.word ==
        "sheet.is_html");
  const auto other = bureau.import_one(bureau.put("其他.csv", "甲,乙,丙\n一,二,三\n"));
  CHECK_FALSE(other.error);
  CHECK(other.sheets.at(0).left_out == "import.no_kind");
  ImportRequest request;
  request.files = {bureau.put("x.csv", "a,b\n1,2\n")};
  request.kind = "主提党日";
  const auto wrong = import_files(*bureau.office, bureau.clerk, request);
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().message.word == "import.no_kind_near");
}

TEST_CASE("a cell merged over several rows says the same for each of them") {
  Bureau bureau;
  lxw_workbook* book = workbook_new((bureau.base / "主题党日2023.xlsx").c_str());
  lxw_worksheet* page = workbook_add_worksheet(book, "主题党日");
  worksheet_merge_range(page, 0, 0, 0, 3, "2023年主题党日活动台账", nullptr);
  const char* header[] = {"活动时间", "活动主题", "出席情况", ""};
  for (lxw_col_t c = 0; c < 3; ++c) worksheet_write_string(page, 1, c, header[c], nullptr);
  worksheet_merge_range(page, 1, 2, 1, 3, "出席情况", nullptr);
  worksheet_merge_range(page, 1, 0, 2, 0, "活动时间", nullptr);
  worksheet_merge_range(page, 1, 1, 2, 1, "活动主题", nullptr);
  worksheet_write_string(page, 2, 2, "应到", nullptr);
  worksheet_write_string(page, 2, 3, "实到", nullptr);
  worksheet_merge_range(page, 3, 0, 4, 0, "3月5日", nullptr);
  worksheet_write_string(page, 3, 1, "参观纪念馆", nullptr);
  worksheet_write_string(page, 4, 1, "座谈", nullptr);
  for (lxw_row_t r : {3, 4})
    worksheet_write_number(page, r, 2, 25, nullptr), worksheet_write_number(page, r, 3, 23, nullptr);
  REQUIRE(workbook_close(book) == LXW_NO_ERROR);
  const auto report = bureau.import_one(bureau.base / "主题党日2023.xlsx");
  INFO(bureau.told);
  CHECK(report.sheets.at(0).last_header_row == 3);
  CHECK(count(report, RowFate::accepted) == 2);
  for (const auto& row : bureau.rows()) CHECK(row.happened->from.iso() == "2023-03-05");
}

TEST_CASE("quarters on several sheets are read, and a date that may have lost its zero is asked about") {
  Bureau bureau;
  auto writer = sheet::write_xlsx(bureau.base / "支委会2023.xlsx");
  REQUIRE(writer);
  for (const char* quarter : {"一季度", "二季度"}) {
    REQUIRE((*writer)->sheet(quarter, {"支委会会议台账"}));
    const auto text = [](const char* t) { return sheet::Cell{sheet::CellType::text, t, 0}; };
    REQUIRE((*writer)->row({text("会议时间"), text("议题"), text("主持人"), text("实到人数")}));
    REQUIRE((*writer)->row(
        {{sheet::CellType::date, std::string(quarter) == "一季度" ? "2023-01-12" : "2023-04-12", 0},
         text("研究工作"),
         text("张三"),
         {sheet::CellType::number, "5", 0}}));
    REQUIRE((*writer)->row({{sheet::CellType::number, "3.1", 0},
                            text("会丢零的日期"),
                            text("张三"),
                            {sheet::CellType::number, "5", 0}}));
  }
  REQUIRE((*writer)->close());
  const auto report = bureau.import_one(bureau.base / "支委会2023.xlsx");
  REQUIRE(report.sheets.size() == 2);
  CHECK(report.sheets[1].kind == "committee_meeting");
  CHECK(report.sheets[0].year == 2023);
  CHECK(count(report, RowFate::accepted) == 2);
  CHECK(count(report, RowFate::unclear) == 2);
  CHECK(said(report, 4).find("import.zero_lost") != std::string::npos);
  CHECK(report.unclear_files.size() == 2);
}
