// SPDX-License-Identifier: Apache-2.0
// The pieces of a document as strips from top to bottom, and the strips on pages. Lines of text stay on the
// grid of 22.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "paper/compose.h"
#include "paper/typeset.h"

namespace youju::paper {

struct CellBox {
  std::shared_ptr<const SetText> text;
  std::size_t first_line, last_line;
  double x, width, height, pad;
  int rows;  // of the table it covers
};
struct RowBox {
  std::vector<CellBox> cells;
  double line_height = 0;
};
// A strip of the page: nothing, one line of text, one row of a table, a chart, or the red rule.
struct Strip {
  std::shared_ptr<const SetText> text;  // shared by the lines of a paragraph
  std::size_t line = 0;
  double x = 0;  // of the text, from the left of the type area
  std::shared_ptr<const RowBox> row;
  const chart::Drawing* drawing = nullptr;
  double scale = 1;  // of the drawing
  bool rule = false;
  double height = 0;
  bool keep_with_next = false;
  bool on_grid = false;      // begins at a line of the grid
  bool drop_at_top = false;  // an empty line at the top of a page is left out
  bool break_before = false;
  bool landscape = false;  // on a turned page
  Element element = Element::body;  // of the text
  int table = -1;   // heads of this table are repeated when a page begins inside it
  int outline = 0;  // heading level
  std::string outline_text;
};
struct PlacedStrip {
  const Strip* strip;
  double y;  // from the top of the type area
};
struct Page {
  std::vector<PlacedStrip> strips;
  bool landscape = false;
  bool numbered = true;
  bool imprint = false;  // 版记 at its foot
};
// The lines of 版记, from its first rule to the lower edge of the type area.
struct ImprintBox {
  std::optional<SetText> copies_label, copies, printed_by, printed_on;
  double height = 0;
};

class Flowing {
 public:
  explicit Flowing(Typesetter& typesetter, const Document& document)
      : typesetter_(typesetter), document_(document) {}
  Result<void> add(const Composed& composed);
  std::vector<Page> paginate() const;
  const ImprintBox& imprint() const { return imprint_; }

 private:
  Result<void> add_head(const Document& document);
  Result<void> add_piece(const Text& text);
  Result<void> add_piece(const Grid& grid);
  Result<void> add_piece(const Picture& picture);
  Result<void> add_piece(const NewPage& page);
  Result<void> add_piece(const SignedBy& signed_by);
  Result<void> add_piece(const Turn& turn);
  Result<void> add_piece(const Imprint& imprint);
  void place_imprint(std::vector<Page>& pages, double used) const;
  double width() const { return landscape_ ? kHeight : kWidth; }
  double height() const { return landscape_ ? kWidth : kHeight; }
  Result<void> add_spans(const std::vector<Span>& spans, const TextLook& look, double first_indent,
                         double height, Strip like, double hang = 0);
  Result<void> add_head_line(const std::string& left, const std::vector<Span>& right);
  Result<std::vector<RowBox>> set_rows(const Grid& grid);
  void add_parts(const RowBox& row, Strip like);
  TextLook look_for(Element element) const;
  void add_empty(double height, bool drop_at_top, bool keep);

  Typesetter& typesetter_;
  const Document& document_;
  std::vector<Strip> strips_;
  std::vector<std::vector<Strip>> table_heads_;
  bool break_next_ = false, landscape_ = false;
  ImprintBox imprint_;
};
}  // namespace youju::paper
