// SPDX-License-Identifier: Apache-2.0
// The share on time of a kind with deadlines: when the work was done decides, not when it was typed in. The verifier of a bundle
// comes to the same.
#include "app/signing.h"
#include "app/test_bureau.h"
#include "proof/proof.h"

using namespace youju;
using namespace youju::app;

namespace {
figures::Figure asked(Bureau& b, const char* text) {
  figures::Figure out;
  REQUIRE(b.office->read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    TRY(const auto expression, figures::parse(text, b.office->catalogue(), tree, 2023));
    figures::Context context;
    context.catalogue = &b.office->catalogue();
    context.units = &tree;
    context.period = Period::year(2023);
    context.today = b.office->today();
    TRY(out, figures::evaluate(session, expression, context));
    return {};
  }));
  return out;
}
std::string share(Bureau& b) {
  const auto figure = asked(b, "on_time(来信来访)");
  return figure.value ? figure.value->text() : "—";
}
Saved letter(Bureau& b, const char* day) {
  return b.save({{"happened", day}, {"matter", "暖气不热"}, {"channel", "来信"}}, "feedback", "received");
}
void answer(Bureau& b, const RecordId& record) {
  REQUIRE(std::holds_alternative<Saved>(*edit_record(*b.office, b.clerk, record, {{"handler", "张三"}, {"answered_on", "2023-03-20"}}, "办结")));
  REQUIRE(move_record(*b.office, b.clerk, record, "take", "", ""));
  REQUIRE(move_record(*b.office, b.leader, record, "answer", "", ""));
}
void on_day(Bureau& b, const char* instant) { b.clock.set(*Instant::parse(instant)); }
}  // namespace

TEST_CASE("the share on time of letters asks when they were answered; what is not yet due stands apart") {
  on_both([](Bureau& b) {
    REQUIRE(add_persons(*b.office, b.clerk, UnitId{"u1"}, {{"张三", {}, {}}}));
    const auto answered = letter(b, "2023-03-01").record;
    const auto forgotten = letter(b, "2023-03-02").record;
    CHECK(share(b) == "—");  // nothing is due yet
    CHECK(asked(b, "late(来信来访)").value->text() == "100");  // entered later than three days: another question
    on_day(b, "2023-03-20T02:00:00.000Z");
    answer(b, answered);
    CHECK(share(b) == "100");
    on_day(b, "2023-05-01T02:00:00.000Z");
    CHECK(share(b) == "100");  // the last day of the other is today
    on_day(b, "2023-05-02T02:00:00.000Z");
    CHECK(share(b) == "50");
    answer(b, forgotten);  // too late
    CHECK(share(b) == "50");
    const auto card = asked(b, "on_time(来信来访)").rule;
    CHECK(card.zh.find("60天内进入“已答复”") != std::string::npos);
    CHECK(card.zh.find("已做到1条，超过期限1条") != std::string::npos);
    CHECK(card.en.find("within 60 days of “Received on”") != std::string::npos);
    letter(b, "2023-05-01");
    CHECK(share(b) == "50");

    const auto file = b.base / "t.report";
    std::ofstream(file) << "+++\nid = \"t\"\nnames = { zh = \"来信\", en = \"Letters\" }\ntitle = \"{unit}\"\n[figures]\nin_time = "
                           "\"on_time(来信来访)\"\n+++\n按时率{in_time}。\n";
    ReportRequest request;
    request.templ = file.string();
    request.year = 2023;
    const auto made = make_report(*b.office, b.clerk, request);
    if (!made) MESSAGE(made.error().message.word << " " << made.error().detail);
    REQUIRE(made);
    REQUIRE(sign_report(*b.office, b.leader, made->made.id, made->made.shown));
    const auto out = b.base / "bundle.zip";
    REQUIRE(bundle_report(*b.office, b.leader, made->made.id, out));
    const auto report = proof::verify_bundle(out, {});
    REQUIRE(report);
    CHECK(report->findings.empty());
    REQUIRE(report->figures.size() == 1);
    CHECK(report->figures[0].status == proof::FigureStatus::good);
    CHECK(report->figures[0].is == "50");
    const auto set = signed_report(*b.office, made->made.id)->snapshot["figures"][0]["of"];
    CHECK(set["by"] == "deadline");
    CHECK(set["records"][0]["due"].is_string());
  });
}

TEST_CASE("the two sides of a ratio that differ by state alone are told apart on its card") {
  Bureau b;
  const auto card = asked(b, "ratio(问题; 状态=已整改 / 问题)").rule;
  CHECK(card.zh.find("以“问题”的记录条数（状态为已整改）为分子，以“问题”的记录条数为分母") != std::string::npos);
  CHECK(card.zh.find("分母的状态：待整改、整改中、已整改") != std::string::npos);
  CHECK(card.en.find("(where its state is Put right)") != std::string::npos);
}
