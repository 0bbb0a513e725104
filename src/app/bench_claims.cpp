// SPDX-License-Identifier: Apache-2.0
// Speed of the claim check beside the goals of docs/mission.md: reading numbers, holding fifty pages against a large office, the same
// as a DOCX from file to verdicts. Whether it is right is measured elsewhere (tests/claims/measure.py, tests/check_claims).
#include "app/bench_run.h"
#include "app/claims.h"
#include "base/text.h"
#include "paper/paper.h"

namespace youju::app {
namespace {
constexpr int kPages = 50, kPageLength = 616;  // characters
constexpr const char* kSaidKinds[] = {"主题党日", "支部学习", "支委会", "党小组会", "党员大会", "专题党课"};

// Thirteen claims a page, each sentence about another unit, kind and period, and as much prose between them as reports have.
std::string report_of(int pages) {
  static constexpr std::string_view kProse = "各支部结合实际制定计划，事前有通知、事中有签到、事后有记录，对没有按期开展的及时提醒、写明原因，列入下一阶段工作要点。"
                                             "分管领导定期听取情况，帮助解决困难，把服务做到老同志心坎上。";
  std::string out = "2023年度工作总结\n";
  const auto wanted = static_cast<std::size_t>(pages * kPageLength);
  std::size_t length = code_point_count(out);
  for (int n = 0; length < wanted; ++n) {
    const auto kind = kSaidKinds[static_cast<std::size_t>(n) % std::size(kSaidKinds)], other = kSaidKinds[static_cast<std::size_t>(n / 3 + 1) % std::size(kSaidKinds)];
    const auto period = n % 4 == 0 ? "上半年，" : n % 4 == 1 ? "全年，" : n % 4 == 2 ? "第三季度，" : "";
    auto line = fmt::format("{}第{}市局第{}支部坚持按计划开展{}{}次，参加{}人次，其中含党课{}次；全局开展{}{}余次，比上年增长{}%。{}{}\n", period, n % 25 + 1, n % 11 + 1, kind, n % 17 + 1, 20 + n % 230,
                            n % 3 + 1, other, 100 * (n % 9 + 1), n % 40 + 1, kProse, kProse);
    length += code_point_count(line);
    out += line;
  }
  return out;
}

// Nine of ten numbers become those of the ledger: a report in which everything is wrong costs more, because hints are looked for.
std::string mostly_right(const CheckedDraft& checked) {
  auto text = checked.text;
  for (std::size_t i = checked.extraction.claims.size(); i-- > 0;) {
    const auto fix = fixes_of(checked, i);
    const auto& span = checked.extraction.claims[i].span;
    if (i % 10 != 0 && !fix.new_text.empty()) text.replace(span.start, span.end - span.start, to_code_points(fix.new_text));
  }
  return from_code_points(text);
}

// Wall and processor time of one call each, the medians.
Result<BenchTime> median_time(int runs, const std::function<Result<void>()>& once) {
  TRY_OK(once());
  std::vector<double> wall, processor;
  for (int i = 0; i < runs; ++i) {
    const StopWatch watch;
    TRY_OK(once());
    wall.push_back(watch.time().wall);
    processor.push_back(watch.time().processor);
  }
  return BenchTime{percentile(wall, 0.5), percentile(processor, 0.5)};
}

Result<std::string> as_docx(const std::string& text) {
  paper::Document document;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto end = std::min(text.find('\n', at), text.size());
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
  CheckRequest pasted, drafted;
  pasted.pasted = report_of(kPages);
  pasted.period = drafted.period = Period::year(2023);
  TRY(const auto first, check_draft(at.office, at.who, pasted));
  pasted.pasted = mostly_right(first);
  drafted.file = run.folder / "fifty-pages.docx";
  TRY(const auto bytes, as_docx(pasted.pasted));
  TRY_OK(write_file(drafted.file, bytes, 0600));
  std::vector<claim::Block> blocks(1);
  blocks[0].text = pasted.pasted;
  TRY(const auto extract, median_time(run.times(9), [&]() -> Result<void> {
    (void)claim::extract(claim::Lexicon::standard(), blocks, {Period::year(2023), {}});
    return {};
  }));
  Coverage coverage;
  const auto check = [&](const CheckRequest& request) -> Result<void> {
    TRY(const auto checked, check_draft(at.office, at.who, request));
    coverage = coverage_of(checked);
    return {};
  };
  TRY(const auto whole, median_time(run.times(9), [&] { return check(pasted); }));
  TRY(const auto docx, median_time(run.times(9), [&] { return check(drafted); }));
  const Args args{{"n", std::to_string(at.records)}, {"claims", std::to_string(coverage.claims)}, {"judged", std::to_string(coverage.judged)}, {"findings", std::to_string(coverage.findings)}, {"pages", std::to_string(kPages)}};
  const auto a_page = [](double seconds) { return seconds * 1000 / kPages; };
  run.row({"speed.claims_extract", args, {}, BenchUnit::milliseconds, a_page(extract.wall), a_page(extract.processor), {}, {}, BenchGoal{1, false, false}});
  run.row({"speed.claims_check", args, {}, BenchUnit::milliseconds, a_page(whole.wall), a_page(whole.processor), {}, {}, BenchGoal{5, false, false}});
  run.row({"speed.claims_docx", args, {}, BenchUnit::seconds, docx.wall, docx.processor, {}, {}, BenchGoal{0.5, false, false}});
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
