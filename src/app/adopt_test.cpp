// SPDX-License-Identifier: Apache-2.0
// What an edited DOCX says when it comes back: which figures stand, which were changed by hand, which are gone.
#include <doctest/doctest.h>

#include "app/signing.h"

using namespace youju;
using namespace youju::app;

namespace {
Json document(std::vector<std::pair<std::string, std::string>> bookmarks, std::vector<std::string> paragraphs) {
  Json out{{"bookmarks", Json::array()}, {"paragraphs", Json::array()}};
  for (auto& [name, text] : bookmarks) out["bookmarks"].push_back(Json{{"name", name}, {"text", text}});
  for (auto& text : paragraphs) out["paragraphs"].push_back(Json{{"style", "Body"}, {"text", text}});
  return out;
}
std::vector<paper::FigureMark> figures() {
  std::vector<paper::FigureMark> out(3);
  out[0].key = "days", out[0].title = "主题党日", out[0].text = "7";
  out[1].key = "items", out[1].title = "发布内容", out[1].text = "1,086";
  out[2].key = "unplaced", out[2].title = "没有放进文中的", out[2].text = "3";
  return out;
}
const std::vector<std::string> kParagraphs{"开展主题党日7次。", "2023年发布内容1,086条。", "全年7次主题党日，人人参加。"};
Json made() { return document({{"fig_days", "7"}, {"fig_items", "1,086"}, {"fig_days__2", "7"}}, kParagraphs); }
Adopted compared(const Json& theirs) {
  Adopted out;
  compare_adopted(figures(), made(), theirs, out);
  return out;
}
}  // namespace

TEST_CASE("a document that was not touched has every figure and no other number") {
  const auto out = compared(made());
  CHECK(out.found.size() == 2);
  CHECK(out.changed.empty());
  CHECK(out.missing.empty());
  CHECK(out.other_numbers.empty());
}

TEST_CASE("prose may be changed, moved and added freely") {
  const auto out = compared(document({{"fig_items", " 1,086 "}, {"fig_days__2", "7"}, {"_Toc1", "目录"}},
                                     {"全年7次主题党日，个个参加，气氛热烈。", "2023年发布内容1,086条。", "新加的一段。"}));
  CHECK(out.found.size() == 2);
  CHECK(out.changed.empty());
  CHECK(out.other_numbers.empty());
}

TEST_CASE("a number changed by hand is named, also when only its second place was changed") {
  const auto out = compared(document({{"fig_days", "7"}, {"fig_items", "1,086"}, {"fig_days__2", "8"}},
                                     {"开展主题党日7次。", "2023年发布内容1,086条。", "全年8次主题党日，人人参加。"}));
  REQUIRE(out.changed.size() == 1);
  CHECK(out.changed[0].title == "主题党日");
  CHECK(out.changed[0].was == "7");
  CHECK(out.changed[0].is == "8");
  CHECK(out.other_numbers.empty());  // named already
}

TEST_CASE("a figure that was deleted is missing; its number typed anew is no figure") {
  const auto out = compared(document({{"fig_days", "7"}}, {"开展主题党日7次。", "2023年发布内容1,090条。"}));
  REQUIRE(out.missing.size() == 1);
  CHECK(out.missing[0].title == "发布内容");
  CHECK(out.missing[0].is.empty());
  REQUIRE(out.other_numbers.size() == 1);
  CHECK(out.other_numbers[0] == "2023年发布内容1,090条。");
}

TEST_CASE("numbers in a new paragraph are named, even those that stand elsewhere in the report") {
  auto theirs = made();
  theirs["paragraphs"].push_back(Json{{"text", "另走访7户，满意率98.5%。"}});
  const auto out = compared(theirs);
  CHECK(out.found.size() == 2);
  REQUIRE(out.other_numbers.size() == 1);
  CHECK(out.other_numbers[0] == "另走访7户，满意率98.5%。");
}

TEST_CASE("what reads a stranger's document believes nothing of its form") {
  for (const char* text : {"{}", "{\"bookmarks\":{}}", "{\"bookmarks\":[1,{\"name\":2}],\"paragraphs\":[null,{\"text\":[]}]}"}) {
    const auto out = compared(*parse_json(text));
    CHECK(out.missing.size() == 2);
  }
}
