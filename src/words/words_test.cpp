// SPDX-License-Identifier: Apache-2.0
#include "words/measure.h"
#include "words/month.h"
#include "words/words.h"

#include <doctest/doctest.h>

#include <set>

#include "words/catalogue.h"

using namespace youju;
using words::Lang;

TEST_CASE("every message exists in both languages with the same placeholders") {
  const auto names = [](std::string_view text) {
    std::set<std::string> found;
    for (std::size_t at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
      const auto inside = text.substr(at + 1, text.find('}', at) - at - 1);
      found.insert(std::string(inside.substr(0, inside.find('|'))));
    }
    return found;
  };
  for (const auto& row : words::catalogue()) {
    CAPTURE(row.key);
    CHECK_FALSE(row.zh.empty());
    CHECK_FALSE(row.en.empty());
    CHECK(names(row.zh) == names(row.en));
  }
}

TEST_CASE("a message is filled in the language asked for and an unknown key is visible") {
  CHECK(words::say(Lang::zh, "base.file_absent", {{"file", "a.xlsx"}}).find("a.xlsx") != std::string::npos);
  const Args twice{{"kind", "主题党日"}, {"kind_en", "Theme day"}};
  CHECK(words::say(Lang::zh, "app.no_kind", twice).find("主题党日") != std::string::npos);
  CHECK(words::say(Lang::en, "app.no_kind", twice).find("Theme day") != std::string::npos);
  CHECK(words::say(Lang::en, "no.such_key") == "⟦no.such_key⟧");
  CHECK(words::say_date(Lang::zh, "2023-03-05") == "2023年3月5日");
  CHECK(words::say_date(Lang::en, "2023-03-05") == "5 March 2023");
  CHECK(words::say_month(Lang::zh, 12) == "12月");
  CHECK(words::say_month(Lang::en, 12) == "December");
}

TEST_CASE("a measure word stands behind a number in Chinese, and in English only what is written in Latin letters") {
  CHECK(words::say_measured(Lang::zh, "23", "人") == "23人");
  CHECK(words::say_measured(Lang::en, "23", "人") == "23");
  CHECK(words::say_measured(Lang::en, "20", "%") == "20%");
  CHECK(words::say_measured(Lang::en, "5", "hours") == "5 hours");
}

TEST_CASE("English says one of a thing in the singular and leaves the rest of the sentence whole") {
  CHECK(words::say(Lang::en, "cli.rebuilt", {{"entries", "1"}}).ends_with("from 1 entry."));
  CHECK(words::say(Lang::en, "cli.rebuilt", {{"entries", "12"}}).ends_with("from 12 entries."));
  CHECK(words::say(Lang::zh, "cli.rebuilt", {{"entries", "12"}}).find("12") != std::string::npos);
}

TEST_CASE("the language follows the option, then the locale, and is Chinese by default") {
  CHECK(words::lang_of("en", "zh_CN.UTF-8", nullptr, nullptr) == Lang::en);
  CHECK(words::lang_of("", "zh_CN.UTF-8", nullptr, nullptr) == Lang::zh);
  CHECK(words::lang_of("", nullptr, "", "en_US.UTF-8") == Lang::en);
  CHECK(words::lang_of("", nullptr, nullptr, "C.UTF-8") == Lang::zh);
  CHECK(words::lang_of("", nullptr, nullptr, nullptr) == Lang::zh);
}
