// SPDX-License-Identifier: Apache-2.0
// The office's own documents as templates, the superior's form, and what a signature fixed.
#include "app/forms.h"
#include "app/report_changes.h"
#include "app/test_bureau.h"
#include "sheet/sheet.h"

using namespace youju;
using namespace youju::app;

namespace {
void committee(Bureau& b, const char* day, const UnitId& unit = UnitId{"u1"}) {
  kinds::Draft draft{KindId{"committee_meeting"}, unit, "held", {{"happened", day}, {"topic", "研究工作"}, {"headcount", "5"}}, false, 2023};
  auto saved = save_record(*b.office, b.clerk, draft);
  REQUIRE(saved);
  if (const auto* refused = std::get_if<Refused>(&*saved))
    for (const auto& p : refused->problems) MESSAGE(p.field << " " << p.message.word);
  REQUIRE(std::holds_alternative<Saved>(*saved));
}

std::filesystem::path docx(Bureau& b, const std::string& name, const std::vector<std::string>& lines) {
  paper::Document document;
  document.title = lines.front();
  document.figure_appendix = false;
  document.made_at = "2024-01-05T00:00:00.000Z";
  for (const auto& line : lines)
    document.blocks.emplace_back(paper::Paragraph{&line == &lines.front() ? paper::ParagraphStyle::title : paper::ParagraphStyle::body, {{line, false, {}, {}}}});
  const auto bytes = paper::write_docx(document);
  REQUIRE(bytes);
  const auto file = b.base / name;
  REQUIRE(write_file(file, *bytes));
  return file;
}

LayoutDraft started(Bureau& b, const std::filesystem::path& file, const std::string& period = "year") {
  auto draft = start_layout(*b.office, b.clerk, {file, file.extension() == ".xlsx" ? "xlsx" : "docx", "", period, {}, {}});
  if (!draft) MESSAGE(draft.error().message.word << " " << draft.error().detail);
  REQUIRE(draft);
  return *draft;
}
Layout in_force(Bureau& b, const std::string& draft, const LayoutNames& names) {
  auto layout = publish_layout(*b.office, b.clerk, draft, names);
  if (!layout) MESSAGE(layout.error().message.word << " " << layout.error().detail);
  REQUIRE(layout);
  return *layout;
}
const LayoutPlace& place_of(const LayoutFacts& facts, const std::string& text) {
  const auto found = std::find_if(facts.places.begin(), facts.places.end(), [&](const LayoutPlace& p) { return p.text == text; });
  REQUIRE(found != facts.places.end());
  return *found;
}
std::string text_in(Bureau& b, const std::string& bytes) {
  const auto file = b.base / "read.docx";
  REQUIRE(write_file(file, bytes));
  const auto read = draft::read(file);
  REQUIRE(read);
  std::string out;
  for (const auto& block : read->blocks) out += block.text + "\n";
  return out;
}
std::string word_of(const Error& error) { return error.message.word; }
ReportFiles made(Bureau& b, const std::string& templ, int year, bool revisions = false) {
  ReportRequest request;
  request.templ = templ, request.year = year, request.revisions = revisions;
  auto files = make_report(*b.office, b.clerk, request);
  if (!files) MESSAGE(files.error().message.word << " " << files.error().detail);
  REQUIRE(files);
  const auto kept = find_report(*b.office, files->made.id);  // as it will be made again
  REQUIRE(kept);
  files->made = *kept;
  b.clock.advance_ms(1000);  // which of two is the newer one is told by their ids
  return *files;
}
}  // namespace

TEST_CASE("a meeting entered for another unit later does not double what a signed report says was required") {
  on_both([](Bureau& b) {
    b.clock.set(*Instant::parse("2024-01-10T01:00:00.000Z"));
    const auto branch = add_unit(*b.office, b.clerk, UnitId{"u1"}, "机关党支部");
    REQUIRE(branch);
    for (const auto* day : {"2023-01-10", "2023-02-10", "2023-03-10"}) committee(b, day, *branch);
    const auto report = made(b, "annual-analysis", 2023);
    REQUIRE(sign_report(*b.office, b.leader, report.made.id, report.made.shown));
    committee(b, "2023-04-10");  // by mistake: for the whole office
    const auto drifted = report_drift(*b.office, report.made.id);
    REQUIRE(drifted);
    REQUIRE(!drifted->empty());
    for (const auto& one : *drifted) {
      const bool of_duty = one.key.find("required") != std::string::npos || one.key.find("missing") != std::string::npos;
      if (of_duty) CHECK_MESSAGE(one.was == one.is, one.title << " " << one.was << " → " << one.is);
      if (one.key == "committee") CHECK(one.is == "4");
    }
  });
}

TEST_CASE("a signed report whose template has changed is not told to be made anew and signed") {
  on_both([](Bureau& b) {
    committee(b, "2023-02-10");
    const auto file = b.folder / "templates" / "own.report";
    std::filesystem::create_directories(file.parent_path());
    const std::string head = "+++\nid = \"own\"\nnames = { zh = \"自己的\", en = \"Own\" }\ntitle = \"{year}年\"\n[figures]\nc = \"count(支委会)\"\n+++\n";
    REQUIRE(write_file(file, head + "支委会{c}次。\n"));
    const auto first = made(b, "own", 2023), second = made(b, "own", 2023);
    REQUIRE(sign_report(*b.office, b.leader, first.made.id, first.made.shown));
    REQUIRE(write_file(file, head + "召开支委会{c}次。\n"));
    const auto one = remake_report(*b.office, first.made), other = remake_report(*b.office, second.made);
    REQUIRE(!one);
    REQUIRE(!other);
    CHECK(word_of(one.error()) == "app.signed_report_differs");
    CHECK(word_of(other.error()) == "app.report_differs");
    CHECK(one.error().message.args.at("title") == "2023年");
  });
}

TEST_CASE("last year's report becomes a template: its numbers are bound, its year moves on, everything else stays") {
  on_both([](Bureau& b) {
    committee(b, "2022-02-10");
    for (const auto* day : {"2023-01-10", "2023-02-10"}) committee(b, day);
    const auto draft = started(b, docx(b, "2022.docx", {"2022年工作总结", "2022年召开支委会十二次，比2021年多两次。", "我们有3个打算。", "2022年12月31日"}));
    CHECK(draft.facts.year == 2022);
    CHECK(draft.facts.title == "2022年工作总结");
    const auto& twelve = place_of(draft.facts, "十二");
    CHECK(twelve.expr == "count(committee_meeting)");
    CHECK(place_of(draft.facts, "2021").word == "last_year");
    CHECK(place_of(draft.facts, "2022年12月31日").word == "date");
    const auto layout = in_force(b, draft.id, {"own-annual", "年度总结"});
    CHECK(layout.name() == "own-annual@1");
    CHECK(!layout_draft(*b.office, b.clerk, draft.id));
    b.clock.set(*Instant::parse("2024-01-10T01:00:00.000Z"));
    const auto report = made(b, "own-annual", 2023);
    CHECK(report.made.template_id == "own-annual@1");
    CHECK(report.made.title == "2023年工作总结");
    REQUIRE(report.bytes.size() == 1);
    const auto text = text_in(b, report.bytes.at("docx"));
    CHECK(text.find("2023年召开支委会二次，比2022年多") != std::string::npos);
    CHECK(text.find("2024年1月10日") != std::string::npos);
    CHECK(text.find("我们有3个打算。") != std::string::npos);
    const auto again = remake_report(*b.office, report.made);
    REQUIRE(again);
    CHECK(again->bytes == report.bytes);
    // As revisions the old number stands beside the new one, and the text reads the same.
    const auto tracked = made(b, "own-annual", 2023, true);
    CHECK(tracked.bytes.at("docx") != report.bytes.at("docx"));
    CHECK(text_in(b, tracked.bytes.at("docx")) == text);
    const auto tracked_again = remake_report(*b.office, tracked.made);
    REQUIRE(tracked_again);
    CHECK(tracked_again->bytes == tracked.bytes);
    REQUIRE(sign_report(*b.office, b.leader, report.made.id, report.made.shown));
  });
}

TEST_CASE("places are bound by what is typed, left as text, added by their words; what cannot be read is refused and the rest kept") {
  on_both([](Bureau& b) {
    committee(b, "2023-02-10");
    const auto draft = started(b, docx(b, "x.docx", {"2022年总结", "支委会12次，其他5项，另有若干件。"}));
    const auto at = [&](const std::string& text) { return static_cast<std::size_t>(&place_of(draft.facts, text) - draft.facts.places.data()); };
    const auto bound = bind_places(*b.office, b.clerk, draft.id, {{at("12"), "count(没有这种类别)", ""}, {at("5"), "count(主题党日)", "党日"}});
    REQUIRE(bound);
    REQUIRE(bound->problems.size() == 1);
    CHECK(bound->problems[0].field == "place-" + std::to_string(at("12") + 1));
    CHECK(place_of(bound->draft.facts, "5").expr == "count(主题党日)");
    CHECK(place_of(bound->draft.facts, "12").expr == place_of(draft.facts, "12").expr);
    const auto more = add_place_by_text(*b.office, b.clerk, draft.id, "另有〔若干〕件");
    REQUIRE(more);
    CHECK(place_of(more->facts, "若干").number == false);
    CHECK(word_of(add_place_by_text(*b.office, b.clerk, draft.id, "另有〔若干〕件").error()) == "app.layout_place_twice");
    CHECK(word_of(add_place_by_text(*b.office, b.clerk, draft.id, "文中〔没有〕").error()) == "app.layout_snippet_absent");
    CHECK(word_of(add_place_by_text(*b.office, b.clerk, draft.id, "没有括号").error()) == "app.layout_snippet");
    CHECK(word_of(layout_draft(*b.office, b.leader, draft.id).error()) == "app.no_layout_draft");
    CHECK(word_of(publish_layout(*b.office, b.clerk, draft.id, {"年度", "总结"}).error()) == "app.layout_bad_id");
    CHECK(word_of(publish_layout(*b.office, b.clerk, draft.id, {"annual-analysis", "总结"}).error()) == "app.layout_id_taken");
  });
}

TEST_CASE("a blank of an empty form is read by its words, and a value that is missing names its place") {
  on_both([](Bureau& b) {
    committee(b, "2023-02-10");
    const auto draft = started(b, docx(b, "empty.docx", {"____年总结", "召开支委会____次。", "平均每次到会（　　）人。"}));
    CHECK(std::count_if(draft.facts.places.begin(), draft.facts.places.end(), [](const auto& p) { return p.expr == "count(committee_meeting)"; }) == 1);
    std::vector<Bind> binds{{0, "{year}", ""}};
    for (std::size_t i = 0; i < draft.facts.places.size(); ++i)
      if (draft.facts.places[i].text.find("　") != std::string::npos) binds.push_back({i, "average(主题党日.出席人数)", ""});
    const auto bound = bind_places(*b.office, b.clerk, draft.id, binds);
    REQUIRE(bound);
    REQUIRE(bound->problems.empty());
    in_force(b, draft.id, {"empty", "空白格式"});
    ReportRequest request;
    request.templ = "empty", request.year = 2023;
    const auto missing = make_report(*b.office, b.clerk, request);
    REQUIRE(!missing);
    CHECK(word_of(missing.error()) == "report.at_place");
    CHECK(missing.error().message.args.at("near").find("平均每次到会（〔") != std::string::npos);
    b.save({{"happened", "2023-03-01"}, {"topic", "参观"}, {"headcount", "12"}});
    const auto text = text_in(b, made(b, "empty", 2023).bytes.at("docx"));
    CHECK(text.find("2023年总结") != std::string::npos);
    CHECK(text.find("召开支委会1次。") != std::string::npos);
    CHECK(text.find("到会（12）人") != std::string::npos);
  });
}

TEST_CASE("a changed template is a new version: old reports are made from the old one, and who signs is told") {
  on_both([](Bureau& b) {
    committee(b, "2023-02-10");
    const auto draft = started(b, docx(b, "v.docx", {"2022年总结", "召开支委会12次。"}));
    in_force(b, draft.id, {"own", "总结"});
    const auto first = made(b, "own", 2023);
    const auto change = change_layout(*b.office, b.clerk, "own");
    REQUIRE(change);
    CHECK(change->base == "own");
    std::vector<Bind> binds;
    for (std::size_t i = 0; i < change->facts.places.size(); ++i)
      if (!change->facts.places[i].expr.empty()) binds.push_back({i, "count(主题党日)", ""});
    REQUIRE(bind_places(*b.office, b.clerk, change->id, binds));
    CHECK(in_force(b, change->id, {"own", "总结"}).version == 2);
    const auto second = made(b, "own", 2023);
    CHECK(second.made.template_id == "own@2");
    const auto again = remake_report(*b.office, first.made);
    REQUIRE(again);
    CHECK(again->bytes == first.bytes);
    const auto changes = report_changes(*b.office, b.leader, second.made);
    REQUIRE(changes);
    CHECK(changes->other_template);
    CHECK(changes->since == ReportChanges::Since::before);
    REQUIRE(!changes->figures.empty());
    CHECK(changes->figures[0].other_rule);
    // Another draft does not take the name by chance.
    const auto stranger = started(b, docx(b, "w.docx", {"2022年总结", "召开支委会12次。"}));
    CHECK(word_of(publish_layout(*b.office, b.clerk, stranger.id, {"own", "总结"}).error()) == "app.layout_id_taken");
    REQUIRE(withdraw_layout(*b.office, b.clerk, "own"));
    CHECK(word_of(find_layout(*b.office, "own").error()) == "app.layout_withdrawn");
    CHECK(find_layout(*b.office, "own@1"));
    // The log alone gives all of it again.
    REQUIRE(b.office->rebuild({}));
    CHECK(layout_versions(*b.office, "own")->size() == 3);
    CHECK(layouts(*b.office)->empty());
  });
}

TEST_CASE("an expression of one year is kept for any year") {
  on_both([](Bureau& b) {
    REQUIRE(b.office->read([&](db::Session& session) -> Result<void> {
      TRY(const auto tree, people::read_units(session));
      const auto general = [&](const std::string& text) {
        const auto parsed = figures::parse(text, b.office->catalogue(), tree, 2022);
        REQUIRE(parsed);
        return general_form(*parsed, 2022, UnitId{"u1"}, Period::year(2022));
      };
      CHECK(general("count(支委会; 2022)") == "count(committee_meeting)");
      CHECK(general("count(支委会; unit=u1; 2022)") == "count(committee_meeting)");
      CHECK(general("count(支委会; 2021)") == "count(committee_meeting; {last_year})");
      CHECK(general("count(支委会; 2022Q1)") == "count(committee_meeting; {year}Q1)");
      CHECK(general("sum(主题党日.出席人数; 2022; 出席人数>=2022)").find("2022") != std::string::npos);
      CHECK(general("ratio(count(支委会; 2022) / count(支委会; 2021))") == "ratio(count(committee_meeting) / count(committee_meeting; {last_year}))");
      return {};
    }));
  });
}

TEST_CASE("cells of a form point at figures; filled it holds their values, a missing one is named by its cell") {
  on_both([](Bureau& b) {
    committee(b, "2023-02-10");
    committee(b, "2023-03-07");
    const auto file = b.base / "form.xlsx";
    {
      auto writer = sheet::write_xlsx(file);
      REQUIRE(writer);
      REQUIRE((*writer)->sheet("表1", {"项目", "次数"}));
      REQUIRE((*writer)->row({{sheet::CellType::text, "支委会", 0}}));
      REQUIRE((*writer)->row({{sheet::CellType::text, "平均人数", 0}}));
      REQUIRE((*writer)->close());
    }
    const auto draft = started(b, file, "quarter");
    LayoutPlace place;
    place.sheet = "表1", place.cell = "b2";
    auto added = add_place(*b.office, b.clerk, draft.id, place);
    REQUIRE(added);
    CHECK(added->facts.places[0].cell == "B2");
    CHECK(word_of(add_place(*b.office, b.clerk, draft.id, place).error()) == "draft.cell_twice");
    place.cell = "2B";
    CHECK(word_of(add_place(*b.office, b.clerk, draft.id, place).error()) == "draft.no_such_cell");
    place.cell = "B3";
    REQUIRE(add_place(*b.office, b.clerk, draft.id, place));
    REQUIRE(bind_places(*b.office, b.clerk, draft.id, {{0, "count(支委会)", ""}, {1, "average(主题党日.出席人数)", ""}}));
    in_force(b, draft.id, {"quarter-table", "季度表"});
    const auto missing = fill_form(*b.office, b.clerk, {"quarter-table", 2023, 1, index::kOpen});
    REQUIRE(!missing);
    CHECK(word_of(missing.error()) == "app.form_cell");
    CHECK(missing.error().message.args.at("cell") == "B3");
    const auto looked = fill_form(*b.office, b.clerk, {"quarter-table", 2023, 1, index::kOpen}, true);
    REQUIRE(looked);
    CHECK(!looked->complete());
    CHECK(looked->cells[0].text == "2");
    b.save({{"happened", "2023-03-01"}, {"topic", "参观"}, {"headcount", "12"}});
    const auto filled = fill_form(*b.office, b.clerk, {"quarter-table", 2023, 1, index::kOpen});
    REQUIRE(filled);
    CHECK(filled->cells[1].text == "12");
    CHECK(filled->cells[0].short_code.size() == 8);
    CHECK(word_of(fill_form(*b.office, b.clerk, {"quarter-table", 2023, 0, index::kOpen}).error()) == "app.quarter_needed");
  });
}

TEST_CASE("paragraphs that changed stand beside each other") {
  std::size_t same = 0;
  const auto changed = changed_paragraphs({"甲", "乙", "丙", "丁"}, {"甲", "乙二", "丙", "戊", "丁"}, &same);
  REQUIRE(changed.size() == 2);
  CHECK(changed[0].was == "乙");
  CHECK(changed[0].is == "乙二");
  CHECK(changed[1].was.empty());
  CHECK(changed[1].is == "戊");
  CHECK(same == 3);
  CHECK(changed_paragraphs({}, {}, &same).empty());
}
