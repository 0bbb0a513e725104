// SPDX-License-Identifier: Apache-2.0
// Charts drawn once, as shapes; paper puts the same drawing into PDF (Cairo), DOCX (PNG with alt text) and
// HTML (SVG). Three charts are enough: months × kinds strip, required against held, this year against last.
// Each carries its table.
#pragma once
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace youju::chart {

// Roles, not colours; the writer maps them. Legible in grey print: state is never colour alone.
enum class Tone { ink, ink_soft, hairline, accent, done, late, missing, explained, exempt, paper };
struct Rect {
  double x, y, w, h;
  Tone fill;
  bool outline_only = false;
};
struct Line {
  double x1, y1, x2, y2;
  Tone stroke;
  double width = 1;
  bool dashed = false;
};
struct Circle {
  double cx, cy, r;
  Tone fill;
  bool outline_only = false;
};
struct HalfDisc {
  double cx, cy, r;
  Tone fill;
};  // left half filled: entered late
enum class Anchor { start, middle, end };
struct Label {
  double x, y;
  std::string text;
  double size;
  Tone fill;
  Anchor anchor = Anchor::start;
  bool strong = false;
};
struct Mark {
  std::variant<Rect, Line, Circle, HalfDisc, Label> shape;
  std::string href;
  std::string title;
};

// Coordinates in points, origin top left.
struct Drawing {
  double width = 0, height = 0;
  std::string title;    // accessible name
  std::string summary;  // alt text: what it shows in one sentence
  std::vector<Mark> marks;
};

struct Table {
  std::vector<std::string> head;
  std::vector<std::vector<std::string>> rows;
};
struct Chart {
  Drawing drawing;
  Table table;
};

enum class CellState { none, done, late, missing, explained, exempt, due };
struct StripCell {
  CellState state = CellState::none;
  int count = 0;
  std::string href;
};
struct StripRow {
  std::string name;
  std::string total;
  std::vector<StripCell> cells;
};
// `lang` (zh, en) chooses the words of the legend, the summary and the table heads; unknown means zh.
// A chart of no rows is a drawing that says so, with an empty table.
Chart months_strip(const std::string& title, const std::vector<std::string>& columns,
                   const std::vector<StripRow>& rows, double width, const std::string& lang = "zh");

struct HeldRow {
  std::string name;
  int required = 0;
  int held = 0;
  std::string href;
};
Chart required_and_held(const std::string& title, const std::string& required_word,
                        const std::string& held_word, const std::vector<HeldRow>& rows, double width,
                        const std::string& lang = "zh");

struct SlopeRow {
  std::string name;
  int before = 0;
  int now = 0;
  std::string href;
};
Chart year_against_year(const std::string& title, const std::string& before_word, const std::string& now_word,
                        const std::vector<SlopeRow>& rows, double width, const std::string& lang = "zh");

// Self-contained <svg>: colours as attributes, so that it needs no style sheet (and obeys a strict CSP), and
// class names tone-<role> and line-<role>, so that a page may recolour it. <title>/<desc> inside; marks with
// a safe link are <a>.
std::string svg(const Drawing& drawing);

// The colour of a tone on white paper as 0xRRGGBB. The tones differ in grey, too.
unsigned colour_on_paper(Tone tone);

// Whether a link may be written into a document: https, http, mailto, youju, or relative. Everything else
// (javascript:, data:, control characters) is left out by the writers, the text stays.
bool is_safe_link(std::string_view href);

// Width of a text in points, estimated without a font: wide characters one em, others a little over half.
// Never too small for the fonts the writers use, so that labels placed by it cannot overlap.
double text_width(std::string_view utf8, double size);
}  // namespace youju::chart
