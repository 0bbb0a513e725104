// SPDX-License-Identifier: Apache-2.0
// Whatever the text: offsets are right, the answer is the same each time, the work grows with the length only.
#include <ctime>
#include <random>

#include "base/text.h"
#include "claim/test_read.h"

using namespace youju;
using namespace youju::claim;

namespace {
const std::vector<std::string>& pieces() {
  static const std::vector<std::string> all{
      "一", "二", "三", "十", "百", "千", "万", "亿", "零", "〇", "两", "半", "几", "数", "上", "成", "余", "多", "点", "分之", "百分之", "折", "翻", "番", "又", "负", "廿", "壹", "拾", "第",
      "1", "2", "0", "9", "2023", "12", "5.6", "1,086", "，", "。", "、", "；", "：", "（", "）", "(", ")", "[", "]", "“", "”", "《", "》", "—", "-", "~", "至", "到", "%", "‰", "/", ".", ":", "^", "e", "K",
      "年", "月", "日", "时", "次", "人", "人次", "件", "个", "个百分点", "元", "倍", "季度", "上半年", "全年", "去年同期", "截至", "近", "约", "超过", "不少于", "以上", "左右", "共", "其中", "各", "分别", "每", "平均", "由", "增加", "下降", "同比",
      "未发生", "事故", "零", "党员大会", "开展", "三会一课", "十四五", "计划", " ", "\n", "\t", "\u200b", "\u202e", "\u0301", "①", "²", "Ａ", "ａ", "１", "貳", "參", "GB/T ", "12345", "热线", "|", "\xff", "\xe4"};
  return all;
}
void check_offsets(const Extraction& e) {
  const auto points = to_code_points(e.text);
  const auto holds = [&](Span s, const std::string& text) {
    return s.start < s.end && s.end <= points.size() && from_code_points(std::u32string_view(points).substr(s.start, s.end - s.start)) == text;
  };
  for (const auto& c : e.claims) {
    CHECK(holds(c.span, c.text));
    CHECK(c.phrase.start <= c.span.start);
    CHECK(c.phrase.end >= c.span.end);
    if (c.interval.lo && c.interval.hi) CHECK(*c.interval.lo <= *c.interval.hi);
  }
  for (const auto& n : e.non_claims) CHECK(holds(n.span, n.text));
  for (const auto& n : e.numbers) CHECK(holds(n.span, n.text));
  for (const auto& c : e.checks) CHECK(!c.spans.empty());
}
}  // namespace

TEST_CASE("Any text gives offsets inside it and the words that stand there") {
  std::mt19937 random(20230305);
  for (int round = 0; round < 400; ++round) {
    std::string text;
    const auto n = random() % 60;
    for (std::size_t i = 0; i < n; ++i) text += pieces()[random() % pieces().size()];
    INFO(text);
    const auto e = read_text(text);
    check_offsets(e);
    CHECK(to_json(e).dump(-1, ' ', false, Json::error_handler_t::replace) == to_json(read_text(text)).dump(-1, ' ', false, Json::error_handler_t::replace));
  }
}

TEST_CASE("Ten times the text is ten times the work, for hostile texts too") {
  for (const auto* piece : {"一", "9", "百", "（", "“", "A", "1.", "1-", "一又", "每", "第", "至", "几", "、", "3次、", "共3次，", "其中3次、", "截至", "今年", "由3个增加到7个，", "1 ", "分之", "-", "各", "2023年", "党员大会6次。", "各3次、4次", "《1", "电话1", "三个人、", "500余万", "2.1、", "一届", "1, 234, ", "一二三四五六七八九十", "4711\n", "走访15户"}) {
    INFO(piece);
    const auto text_of = [&](std::size_t times) {
      std::string text;
      for (std::size_t i = 0; i < times; ++i) text += piece;
      return text;
    };
    const auto small = read_text(text_of(2000)).steps, large = read_text(text_of(20000)).steps;
    CHECK(large <= 11 * small + 1000);
  }
}

TEST_CASE("A sentence without end is read in time that grows with its length") {
  for (const auto* lead : {"去年", "第一支部"}) {
    const auto seconds = [&](std::size_t times) {  // of the processor; the least of three
      std::string text = lead;
      for (std::size_t i = 0; i < times; ++i) text += "本局3次";
      double least = 1e9;
      for (int k = 0; k < 3; ++k) {
        const auto start = std::clock();
        CHECK(read_text(text).claims.size() == times);
        least = std::min(least, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
      }
      return least;
    };
    const double once = seconds(600), eight = seconds(4800);
    INFO(lead, " ", once, " ", eight);
    CHECK(eight < 24 * once);  // looking back over the whole sentence for each number took 64 times as long
  }
}

TEST_CASE("The JSON of a long document is written piece by piece, the same bytes") {
  for (const auto* text : {"", "走访3户，其中党员2户。“零投诉”。位列第二。", "\xff\xfe坏3次"}) {
    const auto e = read_text(text);
    CHECK(json_text(e) == to_json(e).dump(-1, ' ', false, Json::error_handler_t::replace));
  }
}

TEST_CASE("Blocks are joined by line ends and know where they start") {
  const auto e = extract(Lexicon::standard(), {{BlockKind::heading, "一、学习情况"}, {BlockKind::paragraph, "全年学习12次，"}, {BlockKind::paragraph, "走访3户。"}});
  REQUIRE(e.blocks.size() == 3);
  CHECK(e.blocks[1] == 7);
  CHECK(e.claims.size() == 2);
  check_offsets(e);
}

TEST_CASE("An empty text has nothing in it") {
  const auto e = read_text("");
  CHECK(e.claims.empty());
  CHECK(e.numbers.empty());
}
