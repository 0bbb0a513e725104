// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <filesystem>

#include "base/date.h"
#include "base/ids.h"
#include "base/io.h"
#include "base/json.h"
#include "base/result.h"
#include "base/sentences.h"
#include "base/text.h"
#include "base/world.h"

using namespace youju;

TEST_CASE("a date is read only in ISO form and only when the day exists") {
  CHECK(Date::parse("2023-03-05")->iso() == "2023-03-05");
  CHECK(Date::parse("0001-10-31")->iso() == "0001-10-31");
  CHECK(Date::parse("9999-12-31")->plus_days(1).iso() == "10000-01-01");
  CHECK(Date::parse("2024-02-29"));
  for (const auto* bad : {"2023-02-29", "2023-13-05", "2023-3-5", "20230305", "", "2023-00-10", "２０２３-03-05"}) {
    CAPTURE(bad);
    CHECK_FALSE(Date::parse(bad));
  }
  CHECK(Date::parse("2024-10-12")->weekday() == 6);
  CHECK(Date::parse("2023-01-31")->plus_months(1).iso() == "2023-02-28");
  CHECK(Period::quarter(2023, 4).to.iso() == "2023-12-31");
  CHECK(Period::month(2024, 2).length() == 29);
}

TEST_CASE("an instant belongs to the day of Shanghai, not of UTC") {
  const auto t = *Instant::parse("2023-12-31T16:00:00.000Z");
  CHECK(t.shanghai_date().iso() == "2024-01-01");
  CHECK(Instant{t.ms - 1}.shanghai_date().iso() == "2023-12-31");
  CHECK(start_of_day(*Date::parse("2024-01-01")) == t);
  CHECK(t.iso() == "2023-12-31T16:00:00.000Z");
  CHECK(t.shanghai_text() == "2024-01-01 00:00");
  CHECK(Instant{-1}.iso() == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("UTF-8 is judged strictly") {
  CHECK(is_utf8("有据 ok \xF0\xAC\xB1\x96"));
  for (const auto* bad : {"\xC0\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE6\x9C", "\xFF", "a\x80"}) CHECK_FALSE(is_utf8(bad));
  CHECK(to_code_points("a\xE6\x9C" "b") == U"a\uFFFD\uFFFDb");
  CHECK(from_code_points(to_code_points("𬱖有1")) == "𬱖有1");
}

TEST_CASE("cleaning makes NFC, drops control characters and trims ideographic space") {
  CHECK(*clean("　 e\xCC\x81\r\nx\x01y　") == "é\nxy");
  CHECK_FALSE(clean("\xFF"));
  CHECK(trim("　　") == "");
  CHECK(has_invisible("a\u202Eb"));
  CHECK(has_invisible("1\u200C4"));
  CHECK_FALSE(has_invisible("普通 text"));
}

TEST_CASE("folding makes full width, case and traditional characters alike") {
  CHECK(fold("主題黨日") == fold("主题党日"));
  CHECK(fold("ＡＢＣ１２３") == "abc123");
  CHECK(fold("學習") == "学习");
  CHECK(fold("①Ⅳ㈠") == fold("1iv(一)"));
  CHECK(fold("a\u200Bb") == "ab");
}

TEST_CASE("bytes in the encodings of office files are found out") {
  const std::string text = "日期,主题\n3月5日,参观纪念馆𬱖\n";
  const auto gb = encode_gb18030(text);
  REQUIRE(gb);
  CHECK(decode_any(*gb)->encoding == "GB18030");
  CHECK(decode_any(*gb)->text == text);
  CHECK(decode_any("\xEF\xBB\xBF" + text)->text == text);
  CHECK(decode_any(std::string("\xFF\xFE\x2D\x4E", 4))->text == "中");
  CHECK(decode_any(std::string("\x31\0\x2C\0\x32\0", 6))->encoding == "UTF-16LE");
  CHECK_FALSE(decode_any("\xFF\xFF\xFF"));
}

TEST_CASE("lists in one cell are split at Chinese and Latin separators") {
  CHECK(split_any("张三、李四， 王五;;", U"、，,;；") == std::vector<std::string>{"张三", "李四", "王五"});
  CHECK(edit_distance("主题党日", "主題党日") == 1);
  CHECK(edit_distance("ab", "ba") == 1);
  CHECK(pinyin_key("北京") < pinyin_key("上海"));
}

TEST_CASE("canonical JSON has sorted keys, no spaces, and refuses floats as a bug") {
  CHECK(canonical(Json{{"b", 1}, {"a", "有\n\"\\/"}, {"c", nullptr}}) == "{\"a\":\"有\\n\\\"\\\\/\",\"b\":1,\"c\":null}");
  CHECK_THROWS(canonical(Json{{"a", 1.5}}));
}

TEST_CASE("strangers' JSON is refused when it is deep, doubled, huge or not whole") {
  CHECK(parse_json("{\"a\":[1,2]}"));
  CHECK(parse_json("{\"a\":1,\"a\":2}").error().code == Code::invalid);
  CHECK(parse_json("1.5").error().code == Code::invalid);
  CHECK(parse_json("1.5", 100, false));
  CHECK(parse_json("[1] x").error().code == Code::invalid);
  CHECK(parse_json(std::string(40, '[') + std::string(40, ']')).error().code == Code::invalid);
  CHECK(parse_json(std::string(200, ' ') + "1", 100).error().code == Code::too_large);
  CHECK(parse_json("\"\xFF\"").error().code == Code::invalid);
}

TEST_CASE("a file is written whole or not at all, and a second lock is refused") {
  const auto folder = std::filesystem::temp_directory_path() / ("youju-base-" + make_uuid4(World{}));
  std::filesystem::create_directories(folder);
  REQUIRE(write_file(folder / "a", "one"));
  REQUIRE(write_file(folder / "a", "two", 0600));
  CHECK(*read_file(folder / "a") == "two");
  CHECK(read_file(folder / "b").error().code == Code::absent);
  CHECK(read_file(folder).error().code == Code::invalid);
  CHECK(read_file(folder / "a", 2).error().code == Code::too_large);
  {
    auto first = FileLock::take(folder / "lock");
    REQUIRE(first);
    CHECK(FileLock::take(folder / "lock").error().code == Code::busy);
  }
  CHECK(FileLock::take(folder / "lock"));
  std::filesystem::remove_all(folder);
}

TEST_CASE("ids of version 7 carry the time and the same seed gives the same id") {
  FixedClock clock(*Instant::parse("2024-01-05T03:04:05.678Z"));
  SeededRandom one(7), two(7);
  const auto a = make_uuid7({&clock, &one});
  CHECK(a == make_uuid7({&clock, &two}));
  CHECK(a.substr(0, 13) == "018cd793-ef2e");
  CHECK(a[14] == '7');
}

TEST_CASE("every code has its own exit code and status") {
  CHECK(exit_code(Code::absent) == 4);
  CHECK(exit_code(Code::full) == 12);
  CHECK(http_status(Code::too_many) == 429);
}

TEST_CASE("a text is taken apart after each full stop, and what is left is a sentence too") {
  CHECK(sentences("一条。两条。三", "。") == std::vector<std::string>{"一条。", "两条。", "三"});
  CHECK(sentences("One. Two.", ". ") == std::vector<std::string>{"One.", "Two."});
  CHECK(sentences("", "。").empty());
}
