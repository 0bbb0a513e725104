// SPDX-License-Identifier: Apache-2.0
// From a Document to what stands on paper, once for all three writers: figures resolved and numbered, the
// title cut into lines, signature and date gathered, empty lines of the standard put in, the appendix of
// sources added.
#pragma once
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/result.h"
#include "paper/labels.h"
#include "paper/layout.h"
#include "paper/paper.h"

namespace youju::paper {

// A run whose links are decided. `anchor` names this place, `target` is an anchor to go to, `href` leaves the
// document.
struct Span {
  std::string text;
  bool strong = false;
  bool figure = false;
  bool code = false;    // a short code in small type
  bool person = false;  // the signer's name in the head, in 楷体 (7.2.6)
  std::string tip{};    // what the figure is: title and value, for HTML
  std::string anchor{}, target{}, href{};
};
struct Text {
  Element element = Element::body;
  std::vector<Span> spans;
};
// A cell of a table; the first `Table::head_rows` rows and cells marked head are set in the head face.
struct GridCell {
  std::vector<Span> spans{};
  Align align = Align::left;
  bool head = false;
  int span = 1;
  int rows = 1;
  bool covered = false;  // lies under a cell of a row above
};
struct Grid {
  std::vector<double> widths;  // points, summing to the type area, which is 225 mm wide on turned pages
  std::vector<std::vector<GridCell>> rows;
  int head_rows = 1;
  bool dense = false;
  double pad = kCellPad;  // between a cell's border and its text
  std::string name;       // accessible name
};
struct Picture {
  const chart::Drawing* drawing = nullptr;
  double scale = 1;  // so that it fits the type area
};
struct NewPage {};
// Names above the date, set together (7.3.5). Empty lines above: one without a seal, two with.
struct SignedBy {
  std::vector<std::vector<Span>> names;
  std::vector<Span> date;
  bool seal = true;
};
// From here on pages are turned, or upright again. Begins a page.
struct Turn {
  bool landscape = false;
};
// 版记 (7.4): who gets copies, who printed it and when; between rules, at the foot of the last page.
struct Imprint {
  std::string copies_label, copies, printed_by, printed_on;
};
using Piece = std::variant<Text, Grid, Picture, NewPage, SignedBy, Turn, Imprint>;

struct Composed {
  const Document* document = nullptr;
  const Labels* labels = nullptr;
  std::vector<Piece> pieces;
};
Result<Composed> compose(const Document& document);

// Right indents of name and date in points, from their widths (7.3.5.1, 7.3.5.2).
struct SignaturePlace {
  double name_right, date_right;
};
SignaturePlace signature_place(double name_width, double date_width, bool seal);

// A title in lines of at most `limit` characters, cut between words, each line not longer than the one above
// if it can be helped ("trapezoid or diamond", 7.3.1). A "\n" in the title is obeyed.
std::vector<std::string> title_lines(const std::string& title, double limit);

// The time in the file's properties, "2024-01-05T03:04:05Z": Document::made_at, or 1970 when it is none.
std::string property_time(const Document& document);

// Width of a text in characters (ems): Han one, Latin half. What 仿宋_GB2312 has, used where no font is at
// hand.
double ems(std::string_view utf8);
}  // namespace youju::paper
