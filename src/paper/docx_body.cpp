// SPDX-License-Identifier: Apache-2.0
// word/document.xml: paragraphs with their styles, figures as bookmark + link, tables with repeated heads,
// charts as pictures with alternative text.
#include <set>

#include "base/text.h"
#include "paper/docx_parts.h"
#include "paper/draw_chart.h"

namespace youju::paper {
namespace {

// 2.5 pixels a point are 180 dpi: sharp in print, small in the file.
constexpr double kPixels = 2.5;

class BodyWriter {
 public:
  BodyWriter(const Composed& composed, Relations& relations, std::vector<DocxImage>& images)
      : composed_(composed), document_(*composed.document), relations_(relations), images_(images) {}

  Result<std::string> run() {
    collect_anchors();
    m_.reserve(1 << 18);
    open_part(m_, "w:document");
    m_.open("w:body");
    if (document_.red_head && !document_.issuer.empty()) red_head();
    for (std::size_t i = 0; i < composed_.pieces.size(); ++i) {
      before_signature_ =
          i + 1 < composed_.pieces.size() && std::holds_alternative<SignedBy>(composed_.pieces[i + 1]);
      TRY_OK(std::visit([&](const auto& piece) { return write(piece); }, composed_.pieces[i]));
      started_ = true;
    }
    section();
    m_.close().close();
    return m_.take();
  }

 private:
  void collect_anchors() {
    const auto of = [&](const std::vector<Span>& spans) {
      for (const auto& span : spans)
        if (!span.anchor.empty()) anchors_.insert(span.anchor);
    };
    for (const auto& piece : composed_.pieces) {
      if (const auto* text = std::get_if<Text>(&piece)) of(text->spans);
      if (const auto* grid = std::get_if<Grid>(&piece))
        for (const auto& row : grid->rows)
          for (const auto& cell : row) of(cell.spans);
    }
  }

  void words(std::string_view text) {
    std::size_t from = 0;
    while (true) {
      const auto newline = text.find('\n', from);
      const auto part =
          text.substr(from, newline == std::string_view::npos ? std::string_view::npos : newline - from);
      if (!part.empty()) m_.open("w:t").attr("xml:space", "preserve").text(part).close_html();
      if (newline == std::string_view::npos) return;
      m_.leaf("w:br");
      from = newline + 1;
    }
  }

  void run_of(const Span& span) {
    m_.open("w:r");
    if (span.figure || span.strong || span.code || !span.href.empty() || !span.target.empty()) {
      m_.open("w:rPr");
      if (span.figure || !span.href.empty() || !span.target.empty())
        m_.leaf("w:rStyle", "w:val", span.figure ? "Figure" : "Hyperlink");
      if (span.strong) m_.open("w:rFonts").attr("w:eastAsia", east_asian_font(Face::hei)).close();
      if (span.code) m_.leaf("w:color", "w:val", "6B6B6B").leaf("w:sz", "w:val", 16L);
      m_.close();
    }
    words(span.text);
    m_.close();
  }

  void spans(const std::vector<Span>& list) {
    for (const auto& span : list) {
      const bool named = !span.anchor.empty();
      const int id = named ? next_id_++ : 0;
      if (named) m_.open("w:bookmarkStart").attr("w:id", id).attr("w:name", span.anchor).close();
      if (!span.href.empty()) {
        m_.open("w:hyperlink").attr("r:id", relations_.add("hyperlink", span.href, true));
        if (!span.tip.empty()) m_.attr("w:tooltip", span.tip);
        m_.attr("w:history", 1L);
        run_of(span);
        m_.close();
      } else if (!span.target.empty() && anchors_.contains(span.target)) {
        m_.open("w:hyperlink").attr("w:anchor", span.target);
        if (!span.tip.empty()) m_.attr("w:tooltip", span.tip);
        run_of(span);
        m_.close();
      } else {
        run_of(span);
      }
      if (named) m_.leaf("w:bookmarkEnd", "w:id", static_cast<long>(id));
    }
  }

  // Opens w:p with its properties; the caller writes runs and closes.
  void paragraph(Element element) {
    m_.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", look_of(element).id);
    if (before_signature_ || keep_next_) m_.leaf("w:keepNext");
    if (std::exchange(break_next_, false)) m_.leaf("w:pageBreakBefore");
  }

  Result<void> write(const Text& text) {
    paragraph(text.element);
    m_.close();
    spans(text.spans);
    m_.close();
    return {};
  }

  // A section ends with a paragraph that carries its properties; it is as low as can be.
  Result<void> write(const Turn& turn) {
    if (!std::exchange(started_, true)) {
      landscape_ = turn.landscape;
      return {};
    }
    m_.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Blank").leaf("w:snapToGrid", "w:val", "0");
    m_.open("w:spacing").attr("w:line", 20L).attr("w:lineRule", "exact").close();
    section();
    m_.close().close();
    landscape_ = turn.landscape;
    return {};
  }

  Result<void> write(const Imprint& imprint) {
    write_imprint(m_, imprint);
    return {};
  }

  Result<void> write(const NewPage&) {
    break_next_ = true;
    return {};
  }

  // An empty paragraph of 1 pt and the space after it: honoured everywhere, unlike space before a paragraph
  // on a new page (Word) or one line of a great exact height (LibreOffice).
  void spacer(double height) {
    m_.open("w:p")
        .open("w:pPr")
        .leaf("w:pStyle", "w:val", look_of(Element::blank).id)
        .leaf("w:keepNext")
        .leaf("w:snapToGrid", "w:val", "0");
    m_.open("w:spacing")
        .attr("w:after", twips(height) - 20)
        .attr("w:line", 20L)
        .attr("w:lineRule", "exact")
        .close()
        .close()
        .close();
  }

  void red_head() {
    const double size = std::min(54.0, kWidth * 0.98 / std::max(1.0, ems(document_.issuer)));
    const double line = size * 1.15;
    // Where a font stands in an exact line differs between programs by some points; this is the middle.
    spacer(35 * kMm - line * 0.14 - 3);
    m_.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Blank").leaf("w:keepNext");
    m_.open("w:spacing")
        .attr("w:line", twips(line))
        .attr("w:lineRule", "exact")
        .close()
        .leaf("w:jc", "w:val", "center")
        .close();
    m_.open("w:r")
        .open("w:rPr")
        .open("w:rFonts")
        .attr("w:ascii", east_asian_font(Face::title))
        .attr("w:hAnsi", east_asian_font(Face::title));
    m_.attr("w:eastAsia", east_asian_font(Face::title))
        .close()
        .leaf("w:color", "w:val", "E60012")
        .leaf("w:spacing", "w:val", 0L);
    m_.leaf("w:sz", "w:val", std::lround(size * 2)).close();
    words(document_.issuer);
    m_.close().close();
    spacer(2 * kLine);
    // Number (and signer); the red rule is the paragraph's lower border, 4 mm below.
    m_.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Blank").leaf("w:keepNext");
    m_.open("w:pBdr")
        .open("w:bottom")
        .attr("w:val", "single")
        .attr("w:sz", 12L)
        .attr("w:space", 5L)
        .attr("w:color", "E60012")
        .close()
        .close();
    if (!document_.signer.empty()) {
      m_.open("w:tabs")
          .open("w:tab")
          .attr("w:val", "right")
          .attr("w:pos", twips(kWidth - kCharacter))
          .close()
          .close();
    }
    m_.leaf("w:jc", "w:val", document_.signer.empty() ? "center" : "left").close();
    m_.open("w:r");
    // One character in by a wide space: an indent would shorten the rule as well.
    words(document_.signer.empty() ? document_.number : "　" + document_.number);
    if (!document_.signer.empty()) m_.leaf("w:tab");
    if (!document_.signer.empty()) words(labels_of(document_.lang).signer);
    m_.close();
    if (!document_.signer.empty()) {
      m_.open("w:r")
          .open("w:rPr")
          .open("w:rFonts")
          .attr("w:eastAsia", east_asian_font(Face::kai))
          .close()
          .close();
      words(document_.signer);
      m_.close();
    }
    m_.close();
  }

  Result<void> write(const SignedBy& signed_by) {
    double widest = 0;
    std::vector<double> widths;
    for (const auto& name : signed_by.names) {
      widths.push_back(ems(plain(name)) * kCharacter);
      widest = std::max(widest, widths.back());
    }
    const auto place = signature_place(widest, ems(plain(signed_by.date)) * kCharacter, signed_by.seal);
    keep_next_ = true;
    for (int i = 0; i < (signed_by.seal ? 2 : 1); ++i) TRY_OK(write(Text{Element::blank, {}}));
    for (std::size_t i = 0; i < widths.size(); ++i) {
      keep_next_ = i + 1 < widths.size() || !signed_by.date.empty();
      right_paragraph(Element::signature, signed_by.names[i],
                      signed_by.seal ? place.name_right + (widest - widths[i]) / 2 : place.name_right);
    }
    keep_next_ = false;
    if (!signed_by.date.empty()) right_paragraph(Element::date, signed_by.date, place.date_right);
    return {};
  }

  static std::string plain(const std::vector<Span>& list) {
    std::string out;
    for (const auto& span : list) out += span.text;
    return out;
  }

  void right_paragraph(Element element, const std::vector<Span>& list, double right) {
    paragraph(element);
    m_.open("w:ind").attr("w:right", twips(right)).close().leaf("w:jc", "w:val", "right").close();
    spans(list);
    m_.close();
  }

  Result<void> write(const Picture& picture) {
    auto in_use = fonts_in_use();
    TRY(auto png, chart_png(*in_use.fonts, *picture.drawing, kPixels));
    const auto number = images_.size() + 1;
    const auto name = "media/chart" + std::to_string(number) + ".png";
    images_.push_back({name, std::move(png)});
    const double scale = picture.scale;
    m_.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Blank").leaf("w:keepNext");
    if (std::exchange(break_next_, false)) m_.leaf("w:pageBreakBefore");
    m_.leaf("w:snapToGrid", "w:val", "0");
    m_.open("w:spacing")
        .attr("w:before", 120L)
        .attr("w:line", 240L)
        .attr("w:lineRule", "auto")
        .close()
        .leaf("w:jc", "w:val", "center")
        .close();
    write_picture(
        m_, {relations_.add("image", name, false), picture.drawing->title, picture.drawing->summary,
             static_cast<int>(number), picture.drawing->width * scale, picture.drawing->height * scale});
    m_.close();
    return {};
  }

  void borders() {
    m_.open("w:tblBorders");
    for (int side = 0; side < 6; ++side) {
      const Name names[] = {"w:top", "w:left", "w:bottom", "w:right", "w:insideH", "w:insideV"};
      m_.open(names[side])
          .attr("w:val", "single")
          .attr("w:sz", 4L)
          .attr("w:space", 0L)
          .attr("w:color", "000000")
          .close();
    }
    m_.close();
  }

  Result<void> write(const Grid& grid) {
    if (std::exchange(break_next_, false)) {
      m_.open("w:p")
          .open("w:pPr")
          .leaf("w:pageBreakBefore")
          .open("w:spacing")
          .attr("w:line", 20L)
          .attr("w:lineRule", "exact")
          .close()
          .close()
          .close();
    }
    m_.open("w:tbl")
        .open("w:tblPr")
        .open("w:tblW")
        .attr("w:w", twips(landscape_ ? kHeight : kWidth))
        .attr("w:type", "dxa")
        .close()
        .leaf("w:jc", "w:val", "center");
    borders();
    m_.leaf("w:tblLayout", "w:type", "fixed").open("w:tblCellMar");
    for (const bool left : {true, false})
      m_.open(left ? Name("w:left") : Name("w:right"))
          .attr("w:w", twips(grid.pad))
          .attr("w:type", "dxa")
          .close();
    m_.close();
    if (!grid.name.empty()) m_.leaf("w:tblCaption", "w:val", grid.name);
    m_.close().open("w:tblGrid");
    for (const double width : grid.widths) m_.leaf("w:gridCol", "w:w", twips(width));
    m_.close();
    for (std::size_t r = 0; r < grid.rows.size(); ++r) row(grid, r);
    m_.close();
    // The empty line that Word wants between a table and what follows it, as low as can be.
    m_.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val", "Blank").leaf("w:snapToGrid", "w:val", "0");
    m_.open("w:spacing").attr("w:line", 120L).attr("w:lineRule", "exact").close().close().close();
    return {};
  }

  void row(const Grid& grid, std::size_t r) {
    const bool head = static_cast<int>(r) < grid.head_rows;
    // A small table is not torn by a page's end.
    const bool together = grid.rows.size() <= (grid.dense ? 10u : 7u);
    m_.open("w:tr").open("w:trPr").leaf("w:cantSplit");
    if (head) m_.leaf("w:tblHeader");
    m_.close();
    std::size_t column = 0;
    for (const auto& cell : grid.rows[r]) {
      double width = 0;
      for (int s = 0; s < cell.span && column < grid.widths.size(); ++s) width += grid.widths[column++];
      m_.open("w:tc").open("w:tcPr").open("w:tcW").attr("w:w", twips(width)).attr("w:type", "dxa").close();
      if (cell.span > 1) m_.leaf("w:gridSpan", "w:val", static_cast<long>(cell.span));
      if (cell.rows > 1) m_.leaf("w:vMerge", "w:val", "restart");
      if (cell.covered) m_.leaf("w:vMerge");
      m_.open("w:tcMar").open("w:top").attr("w:w", twips(kCellPad)).attr("w:type", "dxa").close();
      m_.open("w:bottom").attr("w:w", twips(kCellPad)).attr("w:type", "dxa").close().close();
      m_.leaf("w:vAlign", "w:val", "center").close();
      cell_paragraph(grid, cell, head || (together && r + 1 < grid.rows.size()));
      m_.close();
    }
    m_.close();
  }

  void cell_paragraph(const Grid& grid, const GridCell& cell, bool keep) {
    m_.open("w:p").open("w:pPr").leaf("w:pStyle", "w:val",
                                      cell.head    ? (grid.dense ? "DenseHead" : "CellHead")
                                      : grid.dense ? "DenseCell"
                                                   : "Cell");
    if (keep) m_.leaf("w:keepNext");
    const auto align = cell.head ? Align::centre : cell.align;
    if (align != Align::left) m_.leaf("w:jc", "w:val", align == Align::centre ? "center" : "right");
    m_.close();
    spans(cell.spans);
    m_.close();
  }

  void section() {
    m_.open("w:sectPr");
    if (document_.draft_mark) {
      const auto id = relations_.add("header", "header1.xml", false);
      m_.open("w:headerReference").attr("w:type", "default").attr("r:id", id).close();
      m_.open("w:headerReference").attr("w:type", "even").attr("r:id", id).close();
    }
    m_.open("w:footerReference")
        .attr("w:type", "default")
        .attr("r:id", relations_.add("footer", "footer1.xml", false))
        .close();
    m_.open("w:footerReference")
        .attr("w:type", "even")
        .attr("r:id", relations_.add("footer", "footer2.xml", false))
        .close();
    // Turned, the upper edge lies at the left side of the sheet on odd and even pages alike: what was left is above, what was above is right.
    const long across = 11906, down = 16838;
    m_.open("w:pgSz").attr("w:w", landscape_ ? down : across).attr("w:h", landscape_ ? across : down);
    if (landscape_) m_.attr("w:orient", "landscape");
    m_.close().open("w:pgMar");
    m_.attr("w:top", twips(landscape_ ? kLeft : kTop)).attr("w:right", twips(landscape_ ? kTop : kRight));
    m_.attr("w:bottom", twips(landscape_ ? kRight : kBottom)).attr("w:left", twips(landscape_ ? kBottom : kLeft));
    m_.attr("w:header", 851L).attr("w:footer", landscape_ ? 700L : kFooterDistance).attr("w:gutter", 0L).close();
    m_.open("w:docGrid").attr("w:type", "lines").attr("w:linePitch", kLineTwips).close();
    m_.close();
  }

  const Composed& composed_;
  const Document& document_;
  Relations& relations_;
  std::vector<DocxImage>& images_;
  Markup m_;
  std::set<std::string> anchors_;
  int next_id_ = 1;
  bool break_next_ = false, before_signature_ = false, keep_next_ = false;
  bool started_ = false, landscape_ = false;
};
}  // namespace

Result<std::string> docx_body(const Composed& composed, Relations& relations,
                              std::vector<DocxImage>& images) {
  return BodyWriter(composed, relations, images).run();
}
}  // namespace youju::paper
