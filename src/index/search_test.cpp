// SPDX-License-Identifier: Apache-2.0
// What search finds is exactly what holds the query: compared with reading every text.
#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "index/search_reading.h"
#include "index/windows.h"
#include "index/test_office.h"
#include "index/words_of_text.h"

using namespace youju;
using namespace youju::index;

namespace {
constexpr std::string_view kWords[] = {
    "主题党日", "支部",   "党员", "大会",     "学习",     "老干部", "退休",  "专题",     "讲座",
    "參觀",     "纪念馆", "座談", "慰问",     "志愿服务", "ＱＱ群", "2023",  "２０２４", "Ａ4纸",
    "“二十大”", "、",     "，",   "（修订）", "e-mail",   "100%",   " ",     "\n",       "镕",
    "喆",       "𬱖",   "㛃",   "發展對象", "裏",       "C++",    "O'Neil"};

std::string text_of(SeededRandom& random, std::size_t words) {
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    if (random.below(3) == 0)
      text += from_code_points(std::u32string(1, static_cast<char32_t>(0x4e00 + random.below(400))));
    text += kWords[random.below(std::size(kWords))];
  }
  return text;
}

// As a person would compare: both sides folded, white space without meaning.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : fold(text)) {
    if (c != ' ' && c != '\n') out += c;
  }
  return out;
}
}  // namespace

TEST_CASE(
    "substrings of 1, 2, 4 and 8 characters are found in every text that holds them, and nowhere else") {
  for_each_office([](TestOffice& office) {
    auto& random = office.random;
    struct Text {
      std::string title, notes, plain_title, plain_notes;
    };
    std::map<std::string, Text> texts;
    std::vector<TestOffice::Wish> wishes;
    for (int i = 0; i < 500; ++i) {
      const auto title = text_of(random, 2 + random.below(5)), notes = text_of(random, random.below(25));
      const auto on = Date{day("2023-01-01").days + static_cast<int>(random.below(40))};
      wishes.push_back(
          {.record = office.record(), .day = on.iso(), .title = title, .values = {{"notes", notes}}});
      texts[wishes.back().record] = {title, notes, plain(title), plain(notes)};
    }
    office.put_all(wishes);
    CHECK(office.catch_up(300) == 200);
    CHECK(office.catch_up() == 0);
    int asked = 0;
    for (const std::size_t length : {1u, 2u, 4u, 8u}) {
      for (int i = 0; i < 30; ++i) {
        const auto& from = texts[wishes[random.below(wishes.size())].record];
        const auto characters =
            to_code_points(random.below(2) == 0 && !from.notes.empty() ? from.notes : from.title);
        if (characters.size() < length) continue;
        const auto query =
            from_code_points(characters.substr(random.below(characters.size() - length + 1), length));
        const auto wanted_text = plain(query);
        if (wanted_text.empty()) continue;
        ++asked;
        std::set<std::string> wanted;
        for (const auto& [record, text] : texts) {
          const bool holds = text.plain_title.find(wanted_text) != std::string::npos ||
                             text.plain_notes.find(wanted_text) != std::string::npos;
          if (holds) wanted.insert(record);
        }
        const auto got = office.found(query);
        CAPTURE(query);
        CHECK(std::set<std::string>(got.begin(), got.end()) == wanted);
        CHECK(got.size() == wanted.size());
      }
    }
    CHECK(asked > 80);
  });
}

TEST_CASE("widths, cases and both writings of Chinese are one") {
  for_each_office([](TestOffice& office) {
    const auto record = office.record();
    office.put(
        {.record = record, .title = "發展對象ＡＢＣ座谈", .values = {{"notes", "经费１２３元（含税）"}}});
    office.put({.record = office.record(), .title = "别的"});
    office.catch_up();
    for (const auto* query : {"发展对象", "發展對象", "abc座談", "AbC", "123元", "１２３元", "(含税)",
                              "（含稅）", "发展 对象", "發", "展对", "元（"}) {
      CAPTURE(query);
      CHECK(office.found(query) == std::vector<std::string>{record});
    }
    for (const auto* query : {"发展对像", "座谈经费", "c座谈会", "", "  "}) {
      CAPTURE(query);
      CHECK(office.found(query).empty());
    }
  });
}

TEST_CASE("words of blocks hold for every day from the first to the last and for no other") {
  for (const auto& [first, last] : std::vector<std::pair<std::int64_t, std::int64_t>>{{5, 5}, {0, 63}, {1, 64}, {7, 200}, {63, 64}, {184'000, 185'100}}) {
    const auto words = words_of_blocks(first, last);
    for (auto block = std::max<std::int64_t>(0, first - 70); block < last + 70; ++block) {
      int held = 0;
      for (const auto& [mark, bits] : {std::pair{'a', 0}, std::pair{'b', 3}, std::pair{'c', 6}}) {
        const auto word = std::string("'\u00b6") + mark + std::to_string(block >> bits) + "'";
        held += words.find(word) != std::string::npos ? 1 : 0;
      }
      REQUIRE(held == (block >= first && block <= last ? 1 : 0));
    }
  }
}

TEST_CASE("a word is found however far back and on whatever odd days it stands, newest first") {
  for_each_office([](TestOffice& office) {
    std::vector<std::string> all, some, old;
    for (int i = 0; i < 150; ++i) {
      // A day mistyped far ahead, days without texts for years, many texts on few days, some of no known day.
      const auto on = i == 0 ? std::string("2999-12-31") : i >= 145 ? std::string() : Date{day("2023-06-30").days - i / 3 - (i >= 90 ? 4'000 + i * 37 : 0)}.iso();
      const auto record = office.record();
      const bool is_some = i % 25 == 7, is_old = i >= 120;
      office.put({.record = record, .day = on, .title = std::string("全体到会") + (is_some ? "湿地" : "") + (is_old ? "旧档" : "")});
      all.push_back(record);
      if (is_some) some.push_back(record);
      if (is_old) old.push_back(record);
    }
    office.catch_up();
    CHECK(office.found("全体", 200).size() == all.size());
    CHECK(office.found("全体", 1) == std::vector{all.front()});
    CHECK(office.found("湿地", 200).size() == some.size());
    CHECK(office.found("旧档", 200).size() == old.size());
    CHECK(office.found("档", 200).size() == old.size());
    CHECK(office.found("旧档", 3).size() == 3);
    CHECK(office.found("湿会", 200).empty());
  });
}

TEST_CASE("an answer comes newest day first and in pages that neither repeat nor lose a record") {
  for_each_office([](TestOffice& office) {
    std::vector<std::pair<std::string, std::string>> wanted;
    for (int i = 0; i < 90; ++i) {
      const auto on = i % 30 == 29 ? std::string() : Date{day("2023-01-01").days + (i * 7) % 30}.iso();
      const auto record = office.record();
      office.put({.record = record, .day = on, .title = "集体学习" + std::to_string(i)});
      wanted.emplace_back(on, record);
      if (i % 10 == 0) {
        office.attach(record, std::string(64, 'd'), "记录.pdf");
        office.write([&](db::Tx& tx) {
          return add_evidence_text(tx, RecordId(record), std::string(64, 'd'), "会议记录：集体学习");
        });
      }
    }
    office.catch_up(37);
    office.catch_up();
    std::ranges::stable_sort(wanted, [](const auto& a, const auto& b) { return a.first > b.first; });
    for (const int limit : {1, 7, 50, 200}) {
      CAPTURE(limit);
      std::vector<std::string> days, got;
      office.read([&](db::Session& session) -> Result<void> {
        std::optional<RecordRow> after;
        while (got.size() <= wanted.size()) {
          TRY(const auto answer,
              search_reading(session, "体学", {}, limit, after, limit % 2 == 0 ? 0 : kNewest));
          CHECK(answer.trailing == 0);
          for (const auto& one : answer.found) {
            got.push_back(one.row.record.text);
            days.push_back(one.row.happened ? one.row.happened->from.iso() : "");
          }
          if (answer.found.size() < static_cast<std::size_t>(limit)) break;
          after = answer.found.back().row;
        }
        return {};
      });
      CHECK(got.size() == wanted.size());
      CHECK(std::set<std::string>(got.begin(), got.end()).size() == wanted.size());
      CHECK(std::ranges::is_sorted(days, std::greater<>()));
    }
  });
}

TEST_CASE("an answer keeps to the units asked for, also when a record moved to another unit meanwhile") {
  for_each_office([](TestOffice& office) {
    std::vector<std::string> records, all_units;
    for (int i = 0; i < 40; ++i) {
      records.push_back(office.record());
      all_units.push_back("u" + std::to_string(i + 1));
      office.put({.record = records.back(), .unit = all_units.back(), .title = "走访慰问"});
    }
    office.catch_up();
    CHECK(office.found("慰问", 100, {"u3"}) == std::vector<std::string>{records[2]});
    CHECK(office.found("慰", 100, {"u3", "u5"}).size() == 2);
    all_units.pop_back();
    CHECK(office.found("慰问", 100, all_units).size() == 39);  // more units than are asked of the index
    office.put({.record = records[2], .unit = "u9", .title = "走访慰问"});
    CHECK(office.found("慰问", 100, {"u3"}).empty());
    office.catch_up();
    CHECK(office.found("慰问", 100, {"u3"}).empty());
    CHECK(office.found("慰问", 100, {"u9"}).size() == 2);
  });
}

TEST_CASE("search follows edits, moves of the day and erasure") {
  for_each_office([](TestOffice& office) {
    const auto one = office.record(), two = office.record();
    office.put({.record = one, .day = "2023-03-01", .title = "春游活动"});
    office.put({.record = two, .day = "2023-03-02", .title = "春节活动"});
    office.catch_up();
    CHECK(office.found("活动") == std::vector<std::string>{two, one});
    office.attach(one, std::string(64, 'e'), "记录.pdf");
    office.write([&](db::Tx& tx) {
      return add_evidence_text(tx, RecordId(one), std::string(64, 'e'), "签到表 张三");
    });
    office.put({.record = one, .day = "2023-03-03", .title = "秋游活动"});
    CHECK(office.found("春游") == std::vector<std::string>{one});  // trailing by one version
    office.read([&](db::Session& session) -> Result<void> {
      TRY(const auto answer, search(session, "春游", {}, 10));
      CHECK(answer.trailing == 1);
      return {};
    });
    office.catch_up();
    CHECK(office.found("春游").empty());
    CHECK(office.found("活动") == std::vector<std::string>{one, two});
    CHECK(office.found("签到") == std::vector<std::string>{one});
    const auto last = office.put(
        {.record = one, .day = "2023-03-03", .title = "秋游活动", .values = {{"notes", "要删除的内容"}}});
    office.catch_up();
    CHECK(office.found("要删除") == std::vector<std::string>{one});
    office.erase({last});
    CHECK(office.found("要删除").empty());
    CHECK(office.found("签到") == std::vector<std::string>{one});
    office.catch_up();
    CHECK(office.verify().empty());
    CHECK(office.rows("select cast(to_tidy as text) from ix_search_cursor") == std::vector<std::string>{"0"});
  });
}

TEST_CASE("what was erased between reading and writing is not written by the follower") {
  for_each_office([](TestOffice& office) {
    const auto record = office.record();
    const auto index = office.put({.record = record, .title = "即将删除"});
    office.erase({index});
    office.catch_up();
    CHECK(office.found("即将").empty());
    CHECK(office.rows("select text from ix_search_doc").empty());
  });
}

TEST_CASE(
    "personal fields, kinds without content and numbers are outside search, choices inside it in both "
    "languages") {
  for_each_office([](TestOffice& office) {
    const auto record = office.record();
    office.put({.record = record,
                .title = "外出",
                .values = {{"form", "visit"}, {"headcount", "8848"}, {"contact", "13800000000"}}});
    office.put({.record = office.record(), .kind = "visit", .state = "recorded", .title = "走访某人"});
    office.catch_up();
    CHECK(office.found("参观学习") == std::vector<std::string>{record});
    CHECK(office.found("Visit") == std::vector<std::string>{record});
    for (const auto* query : {"8848", "1380", "某人", "走访", "visit某"}) {
      CAPTURE(query);
      CHECK(office.found(query).empty());
    }
  });
}

TEST_CASE("the answers are the same after a rebuild and whatever the steps in which search followed") {
  for_each_office([](TestOffice& office) {
    auto& random = office.random;
    std::vector<std::string> records;
    for (int i = 0; i < 120; ++i) {
      const bool fresh = records.size() < 3 || random.below(2) == 0;
      if (fresh) records.push_back(office.record());
      const auto& record = fresh ? records.back() : records[random.below(records.size())];
      office.put({.record = record,
                  .day = Date{day("2023-01-01").days + static_cast<int>(random.below(4))}.iso(),
                  .title = text_of(random, 1 + random.below(2)) + "学习"});
      if (random.below(4) == 0) office.catch_up(1 + static_cast<std::int64_t>(random.below(9)));
    }
    office.catch_up();
    const auto before = office.found("学习");
    CHECK(before.size() == records.size());
    office.rebuild();
    CHECK(office.found("学习").empty());
    office.catch_up();
    CHECK(office.found("学习") == before);
    CHECK(office.verify().empty());
  });
}

TEST_CASE("after much was written the server knows at once what the tables hold") {
  for_each_office([](TestOffice& office) {
    if (office.database->engine() != db::Engine::postgres) return;
    const auto known = [&] { return office.rows("select cast(reltuples > 5000 as text) from pg_class where oid = cast('ix_under' as regclass)").front(); };
    office.put_all(std::vector<TestOffice::Wish>(300));
    office.catch_up();
    CHECK(known() == "false");  // too little to matter
    office.sql("insert into ix_under select 'k', 'u', '2023-03-05', n, 9223372036854775807, 1, 1, 0, 'held', 0 from generate_series(1, 6000) n");
    office.put_all(std::vector<TestOffice::Wish>(300));
    office.catch_up();
    CHECK(known() == "true");
  });
}

TEST_CASE("an index cut into words under other rules is cut anew, with the texts of files") {
  for_each_office([](TestOffice& office) {
    const auto record = office.record();
    office.put({.record = record, .title = "理论学习"});
    office.catch_up();
    office.attach(record, std::string(64, 'f'), "记录.pdf");
    office.write([&](db::Tx& tx) {
      return add_evidence_text(tx, RecordId(record), std::string(64, 'f'), "签到名单");
    });
    const std::string spoil = office.database->engine() == db::Engine::sqlite
                                  ? "insert into ix_search_words (ix_search_words) values ('delete-all')"
                                  : "delete from ix_search_words";
    office.sql(spoil);
    office.sql("update ix_search_cursor set rules = 'older'");
    office.read([&](db::Session& session) -> Result<void> {
      TRY(const auto answer, search(session, "理论", {}, 10));
      CHECK(answer.trailing == 1);
      return {};
    });
    office.catch_up();
    CHECK(office.found("论学") == std::vector<std::string>{record});
    CHECK(office.found("名单") == std::vector<std::string>{record});
  });
}

TEST_CASE("a long text of a file is found at its beginning, its end and across its parts") {
  for_each_office([](TestOffice& office) {
    const auto record = office.record();
    office.put({.record = record, .title = "长文"});
    std::u32string text;
    for (char32_t i = 0; i < 20'000; ++i) text.push_back(0x4e00 + i);
    const auto all = from_code_points(text);
    office.attach(record, std::string(64, 'a'), "记录.pdf");
    office.write(
        [&](db::Tx& tx) { return add_evidence_text(tx, RecordId(record), std::string(64, 'a'), all); });
    // Added again, as after a better reading of the same file: the former text is gone.
    office.write(
        [&](db::Tx& tx) { return add_evidence_text(tx, RecordId(record), std::string(64, 'a'), all); });
    CHECK(office.rows("select cast(count(*) as text) from ix_search_doc").at(0) == "3");
    for (const std::size_t at : {0u, 7'990u, 15'599u}) {
      CAPTURE(at);
      CHECK(office.found(from_code_points(text.substr(at, 8))) == std::vector<std::string>{record});
      CHECK(office.found(from_code_points(text.substr(at, kMaxNeedle))) == std::vector<std::string>{record});
    }
    office.read([&](db::Session& session) -> Result<void> {
      CHECK(!search(session, from_code_points(text.substr(0, kMaxNeedle + 1)), {}, 10).has_value());
      return {};
    });
  });
}

TEST_CASE("a long text of a record is cut into parts, and an edit of one part or of all is followed") {
  for_each_office([](TestOffice& office) {
    const auto record = office.record();
    const auto notes = [](std::size_t length, char32_t first) {
      std::u32string text;
      for (char32_t i = 0; i < length; ++i) text.push_back(first + i);
      return from_code_points(text);
    };
    const auto count = [&] { return office.rows("select cast(count(*) as text) from ix_search_doc").at(0); };
    struct Case {
      std::size_t length;
      char32_t first;
      const char* docs;
    };
    for (const auto& c : {Case{9'000, 0x4e00, "2"}, Case{18'000, 0x4e00, "3"}, Case{18'000, 0x4e01, "3"},
                          Case{50, 0x5000, "1"}}) {
      const auto text = notes(c.length, c.first);
      office.put({.record = record, .title = "记录", .values = {{"notes", text}}});
      office.catch_up();
      CHECK(count() == c.docs);
      CHECK(office.verify().empty());
      const auto characters = to_code_points(text);
      CHECK(office.found(from_code_points(characters.substr(c.length - 8))) ==
            std::vector<std::string>{record});
    }
    CHECK(office.found(notes(2, 0x4e01 + 17'000)).empty());
  });
}

TEST_CASE("the text of a file that the record does not carry is refused, also after its erasure") {
  for_each_office([](TestOffice& office) {
    const auto record = office.record();
    office.put({.record = record});
    const auto add = [&] {
      return office.database->write(
          [&](db::Tx& tx) { return add_evidence_text(tx, RecordId(record), std::string(64, 'a'), "名单"); });
    };
    CHECK(add().error().message.word == "index.no_file");
    const auto file = office.attach(record, std::string(64, 'a'), "名单.pdf");
    CHECK(add().has_value());
    office.catch_up();
    CHECK(office.found("名单").size() == 1);
    office.erase({file});
    CHECK(office.found("名单").empty());
    CHECK(add().error().message.word == "index.no_file");
  });
}

TEST_CASE("a snippet shows the place as it was typed, within its field") {
  struct Case {
    const char *text, *query, *snippet;
  };
  const Case cases[] = {
      {"参观紀念館\x1f二十三人", "纪念馆", "参观紀念館"},
      {"一二三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未", "丙丁",
       "…三四五六七八九十甲乙丙丁戊己庚辛壬癸子丑寅卯…"},
      {"题目\x1fＡ Ｂ Ｃ", "abc", "Ａ Ｂ Ｃ"},
      {"第一行\n第二行", "行第", "第一行 第二行"},
  };
  for (const auto& c : cases) {
    CAPTURE(c.query);
    CHECK(snippet_of(c.text, searchable(c.query), 10) == c.snippet);
  }
  std::string longer;
  for (int i = 0; i < 300; ++i) longer += "这里没有";
  CHECK(snippet_of(longer + "找到了", searchable("找到"), 4) == "…这里没有找到了");
}
