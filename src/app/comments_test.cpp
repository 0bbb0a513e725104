// SPDX-License-Identifier: Apache-2.0
#include "app/comments.h"

#include "app/test_bureau.h"

using namespace youju;
using namespace youju::app;

namespace {
Thing on(const RecordId& record) { return {About::record, record.text, {}, {}}; }
}  // namespace

TEST_CASE("an @ names people by name or sign-in name, the longest that fits, and an address of mail names nobody") {
  const std::vector<Mentionable> known{{AccountId{"1"}, "li", "李明"}, {AccountId{"2"}, "lina", "李明亮"}, {AccountId{"3"}, "wang.j", ""}};
  const auto named = [&](std::string_view text) {
    std::string out;
    for (const auto& one : mentioned_in(text, known)) out += one.account.text;
    return out;
  };
  CHECK(named("@李明亮请补签到表") == "2");
  CHECK(named("请@李明、@lina看") == "12");
  CHECK(named("@li 和 @li，再一次") == "1");
  CHECK(named("@linda 不是谁") == "");
  CHECK(named("发到 zhang@li.example") == "");
  CHECK(named("@wang.j。") == "3");
  CHECK(named("@") == "");
}

TEST_CASE("a comment stands with who and when, tells whom it names, and withdrawn it stays without its text") {
  on_both([](Bureau& bureau) {
    const auto record = bureau.save({{"happened", "2023-03-01"}, {"topic", "参观"}, {"headcount", "12"}}).record;
    const auto said = say(*bureau.office, bureau.clerk, on(record), "  @leader 缺签到表，\r\n周五补上。 ");
    REQUIRE(said);
    CHECK(said->said == "@leader 缺签到表，\n周五补上。");
    CHECK(said->told.size() == 1);
    bureau.clock.advance_ms(1'000);
    REQUIRE(say(*bureau.office, bureau.leader, on(record), "好"));
    const auto all = comments_on(*bureau.office, bureau.leader, About::record, record.text);
    REQUIRE(all);
    REQUIRE(all->size() == 2);
    CHECK(all->at(0).author == bureau.clerk.account);
    const auto mentions = mentions_of(*bureau.office, bureau.leader, 10);
    REQUIRE(mentions);
    REQUIRE(mentions->size() == 1);
    CHECK(mentions->at(0).id == said->id);
    CHECK(mentions_of(*bureau.office, bureau.clerk, 10)->empty());
    // Only its author withdraws it; figures and the log know nothing of comments.
    const auto others = withdraw(*bureau.office, bureau.leader, said->id);
    REQUIRE_FALSE(others);
    CHECK(others.error().code == Code::denied);
    REQUIRE(withdraw(*bureau.office, bureau.clerk, said->id));
    const auto after = comments_on(*bureau.office, bureau.leader, About::record, record.text);
    REQUIRE(after);
    REQUIRE(after->size() == 2);
    CHECK(after->at(0).said.empty());
    CHECK(after->at(0).withdrawn_at.has_value());
    CHECK(mentions_of(*bureau.office, bureau.leader, 10)->empty());
    REQUIRE(bureau.office->rebuild({}));
    CHECK(comments_on(*bureau.office, bureau.leader, About::record, record.text)->size() == 2);
  });
}

TEST_CASE("a comment is refused where nothing is said, too much, on a kind without text, and by whoever may not see the thing") {
  on_both([](Bureau& bureau) {
    const auto record = bureau.save({{"happened", "2023-03-01"}, {"topic", "参观"}, {"headcount", "12"}}).record;
    const auto refused = [&](const people::Who& who, const Thing& thing, std::string_view text) {
      const auto said = say(*bureau.office, who, thing, text);
      return said ? std::string("said") : said.error().message.word;
    };
    CHECK(refused(bureau.clerk, on(record), " \n ") == "comment.nothing_said");
    std::string long_text;
    for (std::size_t i = 0; i <= kMostSaid; ++i) long_text += "字";
    CHECK(refused(bureau.clerk, on(record), long_text) == "comment.too_long");
    CHECK(refused(bureau.clerk, {About::record, record.text, "<b>", {}}, "话") == "comment.no_part");
    CHECK(refused(bureau.clerk, on(RecordId{"none"}), "话") == "app.no_record");
    // No free text where the kind keeps none: that a talk took place, never what was said.
    const auto persons = add_persons(*bureau.office, bureau.clerk, UnitId{"u1"}, {{"李明", {}, {}}, {"王华", {}, {}}});
    REQUIRE(persons);
    const auto talk = bureau.save({{"happened", "2023-03-02"}, {"persons", "李明、王华"}}, "heart_talk", "recorded").record;
    CHECK(refused(bureau.clerk, on(talk), "谈得不错") == "comment.no_text_here");
    const auto stranger = bureau.add_account("stranger", "clerk");
    auto nobody = stranger;
    nobody.grants.clear();
    CHECK(refused(nobody, on(record), "话") == "app.no_record");
    CHECK_FALSE(comments_on(*bureau.office, nobody, About::record, record.text));
  });
}

TEST_CASE("a figure is talked about by its one spelling, by those who may read its unit, and whoever is named finds it") {
  on_both([](Bureau& bureau) {
    const auto refused = [&](const std::string& object, const std::string& part) {
      const auto answer = say(*bureau.office, bureau.clerk, {About::figure, object, part, ""}, "话");
      return answer ? std::string("said") : answer.error().message.word;
    };
    const Thing figure{About::figure, "count(theme_day; unit=u1; 2023)", "", "稿中“主题党日 9次”：台账中为8次"};
    const auto said = say(*bureau.office, bureau.clerk, figure, "@leader 10月那次记了吗");
    REQUIRE(said);
    CHECK(said->told.size() == 1);
    const auto all = comments_on(*bureau.office, bureau.leader, About::figure, figure.object);
    REQUIRE(all);
    REQUIRE(all->size() == 1);
    CHECK(all->front().thing.quote == figure.quote);
    const auto told = mentions_of(*bureau.office, bureau.leader, 10);
    REQUIRE(told);
    CHECK(told->front().thing.object == figure.object);
    for (const char* other : {"count(主题党日; 2023)", "count(theme_day; unit=u1)", "count(theme_day; 2023)", "count(nothing; unit=u1; 2023)", ""})
      CHECK(refused(other, "") == "comment.no_figure");
    CHECK(refused(figure.object, "p:1") == "comment.no_part");
    CHECK(refused("count(heart_talk; unit=u1; 2023)", "") == "comment.no_text_here");
    people::Who nobody;
    nobody.account = AccountId{"a99"};
    CHECK_FALSE(comments_on(*bureau.office, nobody, About::figure, figure.object));
  });
}
