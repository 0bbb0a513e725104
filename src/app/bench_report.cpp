// SPDX-License-Identifier: Apache-2.0
// An annual report of sixty figures and three tables, filled and written in each form; the limit is filling it alone.
#include "app/bench_run.h"
#include "app/records.h"
#include "paper/paper.h"
#include "report/report.h"

namespace youju::app {
namespace {
// Kinds of gatherings: each can be counted, its heads summed, its persons told apart, its late share taken.
constexpr const char* kReportedKinds[] = {"theme_day", "branch_study", "committee_meeting", "group_meeting", "general_meeting", "special_lecture",
                                  "seminar", "topical_study", "centre_group_study", "fraud_prevention", "speakers_session", "reading_activity"};

// Sixty figures (five of each kind), three tables, and prose enough for about ten pages.
std::string long_template(const kinds::Catalogue& catalogue) {
  std::string head = "+++\nid = \"bench-annual\"\nnames = { zh = \"年度分析报告\", en = \"Annual report\" }\nlang = \"zh\"\nperiod = \"year\"\n"
                     "title = \"{unit}{year}年度工作分析报告\"\n[figures]\n";
  std::string body = "+++\n::recipient 上级主管单位：\n", counted = "::table 各类次数\n| 类别 | 次数 | 比上年 |\n",
              heads = "::table 参加情况\n| 类别 | 人次 | 平均 |\n", late = "::table 补录情况\n| 类别 | 补录率 |\n";
  for (const auto* id : kReportedKinds) {
    const auto name = name_in(catalogue.find(KindId{id})->names, "zh");
    head += fmt::format("{0}_n = \"count({1})\"\n{0}_s = \"sum({1}.出席人数)\"\n{0}_a = {{ expr = \"average({1}.出席人数)\", none = \"—\" }}\n"
                        "{0}_l = {{ expr = \"late({1})\", none = \"—\" }}\n{0}_g = {{ expr = \"growth(count({1}))\", none = \"—\" }}\n",
                        id, name);
    body += fmt::format("# {0}\n全年开展{0}{{{1}_n}}次，参加{{{1}_s}}人次，平均每次{{{1}_a}}人；补录率{{{1}_l}}，比上年{{{1}_g}}。\n", name, id);
    for (int i = 0; i < 4; ++i) {
      body += fmt::format("各支部按照年度计划组织{0}，事前有通知、事中有签到、事后有记录。对补录的{0}逐条核对佐证材料，发现日期与材料不一致的，退回经办人更正并说明原因；"
                          "对没有按期开展的，由所在单位写明情况，列入下一阶段工作要点。\n", name);
    }
    counted += fmt::format("| {} | {{{}_n}} | {{{}_g}} |\n", name, id, id);
    heads += fmt::format("| {} | {{{}_s}} | {{{}_a}} |\n", name, id, id);
    late += fmt::format("| {} | {{{}_l}} |\n", name, id);
  }
  return head + body + "\n" + counted + "\n" + heads + "\n" + late + "\n::sign\n";
}

int pages_of(std::string_view pdf) {
  int pages = 0;
  for (const std::string_view sign : {"/Type /Page\n", "/Type /Page ", "/Type /Page/", "/Type/Page/"}) {
    for (auto at = pdf.find(sign); at != std::string_view::npos; at = pdf.find(sign, at + 1)) ++pages;
  }
  return pages;
}
}  // namespace

Result<void> bench_report(BenchRun& run, BenchOffice& at) {
  auto parsed = report::parse_template("bench-annual", long_template(at.office.catalogue()));
  if (auto* problems = std::get_if<std::vector<report::TemplateProblem>>(&parsed)) {
    return fail(Code::invalid, std::string(problems->front().message.word), problems->front().message.args, std::to_string(problems->front().line));
  }
  const auto tmpl = std::get<std::shared_ptr<const report::Template>>(parsed);
  people::UnitTree tree{{}};
  TRY_OK(at.office.read([&](db::Session& session) -> Result<void> {
    TRY(tree, people::read_units(session));
    return {};
  }));
  const auto fill = [&]() -> Result<report::Filled> {
    std::optional<report::Filled> filled;
    TRY_OK(at.office.read([&](db::Session& session) -> Result<void> {
      report::Setting setting;
      setting.figures.catalogue = &at.office.catalogue();
      setting.figures.units = &tree;
      setting.figures.unit = tree.all().front().id;
      setting.figures.period = Period::year(kBenchYear);
      TRY(setting.figures.at, at.office.ledger().size(session));
      setting.figures.today = setting.today = at.office.today();
      setting.ledger = &at.office.ledger();
      setting.year = kBenchYear;
      setting.office = tree.all().front().name;
      setting.origin = at.office.settings().origin;
      TRY(filled, report::fill(session, *tmpl, setting));
      return {};
    }));
    return std::move(*filled);
  };
  const auto runs = run.times(at.records > 500'000 ? 5 : 9);
  std::optional<report::Filled> kept;
  TRY(const auto filling, run.median_ms(runs, [&]() -> Result<void> {
    TRY(kept, fill());
    return {};
  }));
  run.grows("speed.report_fill", BenchUnit::milliseconds, at.records, filling);
  if (!at.largest) return {};
  std::string pdf;
  TRY(const auto docx, run.median_ms(run.times(15), [&]() -> Result<void> {
    TRY_OK(paper::write_docx(kept->document));
    return {};
  }));
  TRY(const auto html, run.median_ms(run.times(15), [&]() -> Result<void> {
    TRY_OK(paper::write_html(kept->document));
    return {};
  }));
  TRY(const auto print, run.median_ms(run.times(15), [&]() -> Result<void> {
    TRY(pdf, paper::write_pdf(kept->document));
    return {};
  }));
  const Args args{{"n", std::to_string(at.records)}, {"figures", std::to_string(kept->figures.size())}, {"pages", std::to_string(pages_of(pdf))}};
  run.row({"speed.report_fill", args, {}, BenchUnit::milliseconds, filling, {}, {}, {}, {}});
  run.row({"speed.report_docx", args, {}, BenchUnit::milliseconds, filling + docx, {}, docx, "speed.limit_writing", BenchGoal{30, false, false}});
  run.row({"speed.report_html", args, {}, BenchUnit::milliseconds, filling + html, {}, html, "speed.limit_writing", BenchGoal{20, false, false}});
  run.row({"speed.report_pdf", args, {}, BenchUnit::milliseconds, filling + print, {}, print, "speed.limit_writing", BenchGoal{250, false, false}});
  return {};
}
}  // namespace youju::app
