// SPDX-License-Identifier: Apache-2.0
// The office's own layer: written from forms, judged by the loader, approved by somebody else, in force without a restart.
#include "app/own_layer.h"
#include "app/settings.h"
#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

namespace {
PackFiles files_of(std::variant<PackFiles, Problems> made) {
  if (const auto* problems = std::get_if<Problems>(&made))
    for (const auto& one : *problems) MESSAGE(one.field << " " << one.message.word);
  REQUIRE(std::holds_alternative<PackFiles>(made));
  return std::get<PackFiles>(std::move(made));
}
PackFiles own_files(Bureau& bureau) {
  const auto layer = own_layer(*bureau.office, bureau.clerk);
  REQUIRE(layer);
  return layer->files;
}
PackChange drafted(Bureau& bureau, PackFiles files) {
  const auto kept = draft_own_layer(*bureau.office, bureau.clerk, std::move(files));
  if (!kept) MESSAGE(kept.error().message.word << " " << kept.error().detail);
  REQUIRE(kept);
  return *kept;
}
void adopt(Bureau& bureau, const PackChange& change) {
  REQUIRE(submit_pack_change(*bureau.office, bureau.clerk, change.id, "上级要求"));
  const auto done = decide_pack_change(*bureau.office, bureau.leader, change.id, change.digest, true, {});
  if (!done) MESSAGE(done.error().message.word << " " << done.error().detail);
  REQUIRE(done);
}
std::string word_of(const Result<void>& done) { return done ? std::string() : done.error().message.word; }
OwnKind vehicles() {
  return {"车辆使用", "Vehicle use", "公务用车一次一条。", "One record for each trip.", "次", "checked", false, 10, {"quarter", 1, "本单位用车规定第三条"}, {{"里程", "Distance", "number", "", "公里", {}, true}, {"用途", "Purpose", "choice", "", "", {"调研/Study", "会议/Meeting"}, false}}};
}
}  // namespace

TEST_CASE("a field whose English name begins with a digit has an id that begins with a letter") {
  on_both([](Bureau& bureau) {
    auto kind = vehicles();
    kind.fields = {{"热线电话", "12345 calls", "number", "", "次", {}, false}};
    const auto judged = judge_pack(*bureau.office, bureau.leader, files_of(with_kind(own_files(bureau), bureau.office->catalogue(), kind)));
    REQUIRE(judged);
    CHECK(judged->problems.empty());
  });
}

TEST_CASE("a field and a kind of the office's own are in force once another person approved, without a restart, and stay in force") {
  on_both([](Bureau& bureau) {
    auto files = files_of(with_field(own_files(bureau), bureau.office->catalogue(), KindId{"theme_day"}, {"乘车人数", "Passengers", "number", "", "人", {}, false}));
    files = files_of(with_kind(std::move(files), bureau.office->catalogue(), vehicles()));
    const auto change = drafted(bureau, files);
    const auto judged = judge_pack(*bureau.office, bureau.leader, change.files);
    REQUIRE(judged);
    CHECK(judged->problems.empty());
    CHECK(judged->differences.size() == 2);
    CHECK(bureau.office->catalogue().find(KindId{"own_vehicle_use"}) == nullptr);  // a draft counts nowhere
    adopt(bureau, change);
    const auto* kind = bureau.office->catalogue().find(KindId{"own_vehicle_use"});
    REQUIRE(kind != nullptr);
    CHECK(kind->field("里程") != nullptr);
    CHECK(kind->cadences.size() == 1);
    REQUIRE(bureau.office->catalogue().find(KindId{"theme_day"})->field("own_passengers") != nullptr);
    const auto saved = bureau.save({{"happened", "2023-03-01"}, {"topic", "下乡"}, {"distance", "12.5"}}, "own_vehicle_use", "draft");
    CHECK(saved.state == "draft");
    bureau.save({{"happened", "2023-03-02"}, {"topic", "参观"}, {"own_passengers", "23"}});
    bureau.open();  // and after a restart
    CHECK(bureau.office->catalogue().find(KindId{"own_vehicle_use"}) != nullptr);
    const auto settings = read_settings(bureau.folder);
    REQUIRE(settings);
    CHECK(settings->packs.back() == "own@1.0.0");
    // The next version stands over the first.
    adopt(bureau, drafted(bureau, files_of(with_rule(own_files(bureau), bureau.office->catalogue(), KindId{"own_vehicle_use"}, {"year", 2, "年度计划"}))));
    CHECK(bureau.office->catalogue().find(KindId{"own_vehicle_use"})->cadences.size() == 2);
    CHECK(bureau.office->shelf().find("own")->version == "1.1.0");
  });
}

TEST_CASE("nobody who wrote or asked for a change approves it, and only what was shown is approved") {
  on_both([](Bureau& bureau) {
    auto& office = *bureau.office;
    const auto second = bureau.add_account("second", "administrator");
    auto change = drafted(bureau, files_of(with_kind(own_files(bureau), office.catalogue(), vehicles())));
    CHECK(word_of(decide_pack_change(office, second, change.id, change.digest, true, {})) == "packs.decided_already");  // a draft is not decided
    // The second administrator adds to it: from then on neither of the two may approve.
    const auto more = draft_own_layer(office, second, files_of(with_words(change.files, KindId{"theme_day"}, {"红色星期五"}, {})));
    REQUIRE(more);
    CHECK(word_of(submit_pack_change(office, bureau.clerk, change.id, "")) == "packs.note_needed");
    REQUIRE(submit_pack_change(office, bureau.clerk, change.id, "上级要求"));
    CHECK(word_of(decide_pack_change(office, bureau.clerk, change.id, more->digest, true, {})) == "packs.own_change");
    CHECK(word_of(decide_pack_change(office, second, change.id, more->digest, true, {})) == "packs.own_change");
    CHECK(word_of(decide_pack_change(office, bureau.leader, change.id, change.digest, true, {})) == "packs.shown_another");
    CHECK_FALSE(draft_own_layer(office, second, more->files));  // what waits is not changed under the eyes of the second person
    const auto clerk = bureau.add_account("plain", "clerk");
    CHECK(word_of(decide_pack_change(office, clerk, change.id, more->digest, true, {})) == "people.no_right");
    CHECK_FALSE(pack_changes(office, clerk));
    CHECK(office.catalogue().find(KindId{"own_vehicle_use"}) == nullptr);
    REQUIRE(decide_pack_change(office, bureau.leader, change.id, more->digest, true, {}));
    CHECK(word_of(decide_pack_change(office, bureau.leader, change.id, more->digest, true, {})) == "packs.decided_already");
    CHECK(office.catalogue().find(KindId{"own_vehicle_use"}) != nullptr);
  });
}

TEST_CASE("a second account of the same person is not a second person") {
  on_both([](Bureau& bureau) {
    auto& office = *bureau.office;
    const auto persons = add_persons(office, bureau.clerk, UnitId{"u1"}, {{"张三", {}, {}}});
    REQUIRE(persons);
    const auto one = bureau.add_account("one", "administrator", persons->front()), other = bureau.add_account("other", "leader", persons->front());
    const auto change = draft_own_layer(office, one, files_of(with_kind(own_files(bureau), office.catalogue(), vehicles())));
    REQUIRE(change);
    REQUIRE(submit_pack_change(office, one, change->id, "上级要求"));
    CHECK(word_of(decide_pack_change(office, other, change->id, change->digest, true, {})) == "packs.own_change");
  });
}

TEST_CASE("the rules of restraint hold for what forms and hands write; every problem has its file and line") {
  on_both([](Bureau& bureau) {
    auto& office = *bureau.office;
    const auto refused = [&](PackFiles files) {
      CHECK_FALSE(draft_own_layer(office, bureau.clerk, files));
      auto judged = judge_pack(office, bureau.clerk, files);
      REQUIRE(judged);
      REQUIRE_FALSE(judged->problems.empty());
      CHECK(judged->problems.front().line > 0);
      return judged->problems.front().message.word;
    };
    refused(files_of(with_field(own_files(bureau), office.catalogue(), KindId{"theme_day"}, {"思想表现", "Attitude of the person", "text", "", "", {}, false})));
    refused(files_of(with_kind(own_files(bureau), office.catalogue(), {"网络舆情", "Public opinion online", "", "", "条", "simple", false, 10, {}, {}})));
    auto files = own_files(bureau);
    files.push_back({"kinds/own.toml", "[[extend]]\nkind = \"theme_day\"\nlate_after = 300\n"});
    CHECK(refused(files) == "kinds.layer_loosens");
    // A person field needs a role of the closed list.
    const auto nobody = with_field(own_files(bureau), office.catalogue(), KindId{"theme_day"}, {"表现好的人", "Good ones", "persons", "", "", {}, false});
    CHECK(std::holds_alternative<Problems>(nobody));
  });
}

TEST_CASE("holidays: a make-up day and a whole official year come into force like any change; days due are told before") {
  on_both([](Bureau& bureau) {
    auto& office = *bureau.office;
    CHECK(office.calendar().is_provisional(2027));
    auto files = files_of(with_days(own_files(bureau), {2027, false, "春节", "Spring Festival", "放假通知〔2026〕9号", {*Date::of(2027, 2, 8), *Date::of(2027, 2, 9)}, true}));
    files = files_of(with_days(std::move(files), {2023, false, "本单位停电", "No power", "本单位通知", {*Date::of(2023, 3, 9)}, false}));
    const auto change = drafted(bureau, files);
    const auto judged = judge_pack(office, bureau.clerk, change.files);
    REQUIRE(judged);
    const auto says = [&](std::string_view word) { return std::any_of(judged->differences.begin(), judged->differences.end(), [&](const PackDifference& one) { return one.message.word == word; }); };
    CHECK(says("packs.diff_year_known"));
    CHECK(says("packs.diff_day_off"));
    adopt(bureau, change);
    CHECK_FALSE(office.calendar().is_working(*Date::of(2027, 2, 8)));
    CHECK_FALSE(office.calendar().is_provisional(2027));
    CHECK_FALSE(office.calendar().is_provisional(2023));
    CHECK_FALSE(office.calendar().is_working(*Date::of(2023, 3, 9)));
    // A weekday cannot be a make-up day: the loader refuses with its line.
    CHECK_FALSE(draft_own_layer(office, bureau.clerk, files_of(with_days(own_files(bureau), {2027, true, "春节", "", "通知", {*Date::of(2027, 2, 10)}, false}))));
  });
}

TEST_CASE("a cut between the log and youju.toml is made up for at the next start") {
  on_both([](Bureau& bureau) {
    const auto change = drafted(bureau, files_of(with_kind(own_files(bureau), bureau.office->catalogue(), vehicles())));
    const auto before = read_file(bureau.folder / "youju.toml", 1u << 20);
    REQUIRE(before);
    adopt(bureau, change);
    bureau.office.reset();
    REQUIRE(write_file(bureau.folder / "youju.toml", *before));
    std::filesystem::remove_all(bureau.folder / "packs" / "own");
    bureau.open();
    CHECK(bureau.office->catalogue().find(KindId{"own_vehicle_use"}) != nullptr);
    CHECK(std::filesystem::exists(bureau.folder / "packs" / "own" / "1.0.0" / "pack.toml"));
  });
}

TEST_CASE("a version carried by the program that is not newer is not offered") {
  on_both([](Bureau& bureau) {
    CHECK(newer_packs(*bureau.office).empty());
    const auto asked = ask_for_carried(*bureau.office, bureau.clerk, "common");
    REQUIRE_FALSE(asked);
    CHECK(asked.error().message.word == "packs.nothing_newer");
  });
}
