// SPDX-License-Identifier: Apache-2.0
// Speed of the claim check beside the goals of docs/mission.md: reading numbers, holding fifty pages against a large office, the same
// as a DOCX from file to verdicts. Whether it is right is measured elsewhere (tests/claims/measure.py, tests/check_claims).
#include "app/bench_run.h"
#include "app/claims.h"
#include "base/text.h"
#include "paper/paper.h"

namespace youju::app {
namespace {
constexpr int kPages = 50, kPage = 616;  // characters
constexpr const char* kKinds[] = {"主题党日", "支部学习", "支委会", "党小组会", "党员大会", "专题党课"};

// About one number in thirty characters, each sentence about another unit, kind and period; as much prose as reports have.
std::string report_of(int pages) {
  std::string out = "2023年度工作总结\n";
  const auto wanted = static_cast<std::size_t>(pages * kPage);
  std::size_t length = code_point_count(out);
  for (int n = 0; length < wanted; ++n) {
    const auto kind = kKinds[static_cast<std::size_t>(n) % std::size(kKinds)], other = kKinds[static_cast<std::size_t>(n / 3 + 1) % std::size(kKinds)];
    const auto period = n % 4 == 0 ? "上半年，" : n % 4 == 1 ? "全年，" : n % 4 == 2 ? "第三季度，" : "";
    auto line = fmt::format("{}第{}市局第{}支部坚持按计划开展{}{}次，参加{}人次，其中含党课{}次；全局开展{}{}余次，比上年增长{}%。各支部结合实际制定计划，事前有通知、事中有签到、事后有记录。\n", period, n % 25 + 1,
                            n % 11 + 1, kind, n % 17 + 1, 20 + n % 230, n % 3 + 1, other, 100 * (n % 9 + 1), n % 40 + 1);
    length += code_point_count(line);
    out += line;
  }
  return out;
}

Result<std::string> as_docx(const std::string& text) {
  paper::Document document;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = text.find('\n', at);
    paper::Paragraph paragraph;
    paragraph.style = at == 0 ? paper::ParagraphStyle::title : paper::ParagraphStyle::body;
    paragraph.runs.push_back({text.substr(at, end - at)});
    document.blocks.push_back(std::move(paragraph));
    at = end + 1;
  }
  return paper::write_docx(document);
}
}  // namespace

Result<void> bench_claims(BenchRun& run, BenchOffice& at) {
  const auto text = report_of(kPages);
  const auto file = run.folder / "fifty-pages.docx";
  TRY(const auto bytes, as_docx(text));
  TRY_OK(write_file(file, bytes, 0600));
  const auto& lexicon = claim::Lexicon::standard();
  std::vector<claim::Block> blocks(1);
  blocks[0].text = text;
  std::size_t found = 0, judged = 0;
  TRY(const auto extract, run.median_ms(run.times(9), [&]() -> Result<void> {
    found = claim::extract(lexicon, blocks, {Period::year(2023), {}}).claims.size();
    return {};
  }));
  CheckRequest pasted, drafted;
  pasted.pasted = text;
  drafted.file = file;
  pasted.period = drafted.period = Period::year(2023);
  const auto check = [&](const CheckRequest& request) -> Result<void> {
    TRY(const auto checked, check_draft(at.office, at.who, request));
    judged = coverage_of(checked).judged;
    return {};
  };
  TRY(const auto whole, run.median_ms(run.times(9), [&] { return check(pasted); }));
  TRY(const auto docx, run.median_ms(run.times(9), [&] { return check(drafted); }));
  const Args args{{"n", std::to_string(at.records)}, {"claims", std::to_string(found)}, {"judged", std::to_string(judged)}, {"pages", std::to_string(kPages)}};
  run.row({"speed.claims_extract", args, {}, BenchUnit::milliseconds, extract / kPages, {}, {}, {}, BenchGoal{1, false, false}});
  run.row({"speed.claims_check", args, {}, BenchUnit::milliseconds, whole / kPages, {}, {}, {}, BenchGoal{5, false, false}});
  run.row({"speed.claims_docx", args, {}, BenchUnit::seconds, docx / 1000, {}, {}, {}, BenchGoal{0.5, false, false}});
  return {};
}

Result<BenchTable> run_claims_bench(const BenchRequest& request) {
  if (request.records < 2'000 || request.records > 10'000'000) return fail(Code::invalid, "speed.size");
  BenchTable table;
  BenchRun run{request, table, "SQLite", "", request.folder / ("youju-bench-" + random_hex(World{}, 6)), {}};
  std::filesystem::create_directories(run.folder);
  const auto measured = [&]() -> Result<void> {
    LargeOffice plan;
    plan.folder = run.folder / "office";
    plan.units = 300;
    plan.years = 10;
    plan.records = request.records;
    plan.os_user = request.os_user;
    run.says("speed.doing_load", {{"n", std::to_string(plan.records)}, {"engine", run.engine}});
    TRY_OK(make_large_office(plan));
    TRY(const auto office, Office::open(plan.folder, Office::Access::read));
    BenchOffice at{*office, {}, plan.records, true};
    TRY_OK(office->read([&](db::Session& session) -> Result<void> {
      TRY(at.who, people::sign_in_os_user(session, request.os_user, office->today()));
      return {};
    }));
    return bench_claims(run, at);
  }();
  std::error_code ignored;
  std::filesystem::remove_all(run.folder, ignored);
  if (!measured) return fail(measured.error());
  return table;
}
}  // namespace youju::app
