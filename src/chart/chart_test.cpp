// SPDX-License-Identifier: Apache-2.0
// Charts: nothing overlaps, nothing leaves the drawing, states differ without colour, text from outside is
// escaped.
#include "chart/chart.h"

#include <doctest/doctest.h>

#include <set>

#include "chart/measure.h"

using namespace youju::chart;

namespace {
struct Box {
  double x1, y1, x2, y2;
};

std::vector<Box> label_boxes(const Drawing& drawing) {
  std::vector<Box> boxes;
  for (const auto& mark : drawing.marks) {
    const auto* label = std::get_if<Label>(&mark.shape);
    if (!label || label->text.empty()) continue;
    const double w = text_width(label->text, label->size);
    const double x = label->anchor == Anchor::start    ? label->x
                     : label->anchor == Anchor::middle ? label->x - w / 2
                                                       : label->x - w;
    boxes.push_back({x, label->y - label->size * 0.86, x + w, label->y + label->size * 0.14});
  }
  return boxes;
}

void check_labels(const Drawing& drawing) {
  const auto boxes = label_boxes(drawing);
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    CHECK(boxes[i].x1 >= -0.01);
    CHECK(boxes[i].x2 <= drawing.width + 0.01);
    CHECK(boxes[i].y1 >= -0.01);
    CHECK(boxes[i].y2 <= drawing.height + 0.01);
    for (std::size_t k = i + 1; k < boxes.size(); ++k) {
      const auto &a = boxes[i], &b = boxes[k];
      const bool apart =
          a.x2 <= b.x1 + 0.01 || b.x2 <= a.x1 + 0.01 || a.y2 <= b.y1 + 0.01 || b.y2 <= a.y1 + 0.01;
      CHECK_MESSAGE(apart, "labels " << i << " and " << k << " overlap");
    }
  }
}

const std::vector<std::string> kMonths{"1月", "2月", "3月", "4月",  "5月",  "6月",
                                       "7月", "8月", "9月", "10月", "11月", "12月"};

std::vector<StripRow> strip_rows() {
  StripRow row{"离退休干部党支部委员会会议（扩大到各党小组组长列席的情形）", "128 / 12", {}};
  const CellState states[] = {CellState::done,   CellState::late, CellState::missing, CellState::explained,
                              CellState::exempt, CellState::due,  CellState::none};
  for (int i = 0; i < 12; ++i)
    row.cells.push_back({states[i % 7], i % 7 < 2 ? 1 + i * 9 : 0, i == 0 ? "youju:figure/a" : ""});
  return {
      row, {"党课", "4", std::vector<StripCell>(12, StripCell{CellState::done, 1, ""})}, {"空行", "0", {}}};
}
}  // namespace

TEST_CASE("no label of any chart overlaps another or leaves the drawing") {
  for (const double width : {442.0, 360.0, 700.0}) {
    for (const std::string lang : {"zh", "en"}) {
      CAPTURE(width);
      CAPTURE(lang);
      check_labels(months_strip("每月开展情况", kMonths, strip_rows(), width, lang).drawing);
      std::vector<HeldRow> held{{"党员大会", 4, 8, ""},
                                {"支委会", 12, 11, ""},
                                {"名称很长很长的一个类别用来检查换行是否正确而不与条形重叠", 12, 0, ""},
                                {"无要求", 0, 114000, ""}};
      check_labels(required_and_held("应做与已做", "应做", "已做", held, width, lang).drawing);
      std::vector<SlopeRow> slope;
      for (int i = 0; i < 12; ++i) slope.push_back({"类别" + std::to_string(i), 8, 8 + i % 3, ""});
      slope.push_back({"名称很长很长的一个类别用来检查换行是否正确而不与条形重叠", 100, 0, ""});
      check_labels(year_against_year("与上年比", "2022年", "2023年", slope, width, lang).drawing);
    }
  }
}

TEST_CASE("each state of the strip has a shape of its own, so that a grey print tells them apart") {
  std::set<std::string> shapes;
  for (const auto state : {CellState::done, CellState::late, CellState::missing, CellState::explained,
                           CellState::exempt, CellState::due}) {
    const auto chart = months_strip("t", {"1月"}, {{"a", "", {{state, 1, ""}}}}, 200);
    std::string shape;
    for (const auto& mark : chart.drawing.marks) {
      if (mark.title.find("1月") == std::string::npos && shape.empty()) continue;
      if (mark.title.empty() && shape.empty()) continue;
      shape += std::to_string(mark.shape.index());
      if (const auto* c = std::get_if<Circle>(&mark.shape))
        shape += c->outline_only ? "o" : c->r > 3 ? "f" : "dot";
      if (const auto* l = std::get_if<Label>(&mark.shape)) shape += l->text;
      if (shape.size() > 6) break;
    }
    CHECK_FALSE(shape.empty());
    CHECK(shapes.insert(shape).second);
  }
}

TEST_CASE("the tones used for states keep apart in grey") {
  const auto grey = [](Tone t) {
    const unsigned c = colour_on_paper(t);
    return 0.299 * (c >> 16) + 0.587 * ((c >> 8) & 255) + 0.114 * (c & 255);
  };
  CHECK(grey(Tone::paper) - grey(Tone::late) > 100);  // the half disc against the paper
  CHECK(grey(Tone::late) - grey(Tone::done) > 40);
  CHECK(grey(Tone::hairline) - grey(Tone::ink) > 100);
}

TEST_CASE("every chart carries the table of what it shows") {
  const auto strip = months_strip("每月", kMonths, strip_rows(), 442);
  CHECK(strip.table.head.size() == 14);
  REQUIRE(strip.table.rows.size() == 3);
  CHECK(strip.table.rows[0][1] == "1");
  CHECK(strip.table.rows[0][2] == "10 补录");
  CHECK(strip.table.rows[0][3] == "缺");
  CHECK(strip.table.rows[2].size() == 14);
  const auto slope = year_against_year("比", "去年", "今年", {{"甲", 5, 3, ""}}, 300);
  CHECK(slope.table.rows[0] == std::vector<std::string>{"甲", "5", "3", "−2"});
  CHECK(slope.drawing.summary == "比。1 项：增加 0 项，减少 1 项，持平 0 项。");
  CHECK(required_and_held("应", "应做", "已做", {{"甲", 4, 3, ""}}, 300).drawing.summary ==
        "应。1 项：达到要求 0 项，不足 1 项。");
}

TEST_CASE("a chart of nothing says so instead of being blank") {
  for (const auto& chart : {months_strip("t", kMonths, {}, 442), required_and_held("t", "a", "b", {}, 442),
                            year_against_year("t", "a", "b", {}, 442)}) {
    CHECK(svg(chart.drawing).find("无数据") != std::string::npos);
    CHECK(chart.table.rows.empty());
  }
}

TEST_CASE("text in an SVG cannot become markup, and only safe links are links") {
  const std::string nasty = "\"><script>alert(1)</script>'&";
  auto chart =
      months_strip(nasty, {nasty}, {{nasty, nasty, {{CellState::done, 3, "javascript:alert(1)"}}}}, 442);
  const auto text = svg(chart.drawing);
  CHECK(text.find("<script") == std::string::npos);
  CHECK(text.find("javascript:") == std::string::npos);
  CHECK(text.find("<a ") == std::string::npos);
  chart =
      months_strip("t", {"1月"}, {{"a", "3", {{CellState::done, 3, "https://example.org/f?a=1&b=2"}}}}, 442);
  CHECK(svg(chart.drawing).find(R"(<a href="https://example.org/f?a=1&amp;b=2")") != std::string::npos);
}

TEST_CASE("links are allowed by scheme") {
  for (const auto* good :
       {"https://a.cn/x", "http://a", "mailto:a@b.cn", "youju:figure/1", "figure/1", "#a", "?x=1:2", "/a:b"})
    CHECK(is_safe_link(good));
  for (const auto* bad : {"", "javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x",
                          "//evil.example", "java\nscript:x", "vbscript:x", "\\\\host", "a\"b"})
    CHECK_FALSE(is_safe_link(bad));
}

TEST_CASE("labels pushed apart keep the gap, the order and the bounds") {
  const auto out = spread({10, 10, 10, 50, 51, 99}, 13, 0, 100);
  REQUIRE(out.size() == 6);
  for (std::size_t i = 1; i < out.size(); ++i) CHECK(out[i] - out[i - 1] >= 12.999);
  CHECK(out.front() >= 0);
  CHECK(out.back() <= 100);
  CHECK(spread({5}, 10, 0, 100) == std::vector<double>{5});
}
