// SPDX-License-Identifier: Apache-2.0
// PDF by cairo: pages drawn strip by strip, page numbers outside, outline, links, QR code, fixed dates.
#include <cairo-pdf.h>

#include <cmath>
#include <memory>
#include <set>

#include "paper/draw_chart.h"
#include "paper/pdf_flow.h"
#include "paper/qr.h"

namespace youju::paper {
namespace {

cairo_status_t append(void* closure, const unsigned char* data, unsigned length) {
  static_cast<std::string*>(closure)->append(reinterpret_cast<const char*>(data), length);
  return CAIRO_STATUS_SUCCESS;
}

// A value inside the quotes of a cairo tag attribute.
std::string tag_value(std::string_view value) {
  std::string out;
  for (const char c : value) {
    if (c == '\'' || c == '\\') out += '\\';
    out += c;
  }
  return out;
}

class PdfWriter {
 public:
  PdfWriter(cairo_surface_t* surface, cairo_t* cr, Fonts& fonts, const Document& document)
      : surface_(surface), cr_(cr), fonts_(fonts), document_(document), labels_(labels_of(document.lang)) {}

  Result<void> run(const std::vector<Page>& pages, const ImprintBox& imprint) {
    if (!document_.qr.empty()) {
      TRY(qr_, make_qr(document_.qr));
    }
    collect_anchors(pages);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (document_.draft_mark) TRY_OK(draw_draft());
      const auto& page = pages[i];
      turned_ = page.landscape;
      cairo_save(cr_);
      if (turned_) {
        // The table's head lies at the left edge of the sheet: at the binding on odd pages, opposite on even ones. The page
        // number stays where it always is.
        cairo_matrix_t turn;
        cairo_matrix_init(&turn, 0, -1, 1, 0, kLeft - kTop, kTop + kHeight + kLeft);
        cairo_transform(cr_, &turn);
      }
      for (const auto& placed : page.strips) TRY_OK(draw_strip(placed, static_cast<int>(i) + 1));
      close_elements();
      cairo_restore(cr_);
      turned_ = false;
      if (page.imprint) draw_imprint(imprint);
      if (page.numbered) TRY_OK(draw_foot(static_cast<int>(i) + 1));
      cairo_show_page(cr_);
    }
    return {};
  }

 private:
  // Links go only to places that exist: cairo fails the whole document otherwise.
  void collect_anchors(const std::vector<Page>& pages) {
    for (const auto& page : pages)
      for (const auto& placed : page.strips) {
        if (placed.strip->text) add_anchors(*placed.strip->text);
        if (placed.strip->row)
          for (const auto& cell : placed.strip->row->cells) add_anchors(*cell.text);
      }
  }
  void add_anchors(const SetText& text) {
    for (const auto& span : text.spans)
      if (!span.anchor.empty() && !span.text.empty()) anchors_.insert(span.anchor);
  }

  void tag(const char* name, const std::string& attributes) {
    cairo_tag_begin(cr_, name, attributes.c_str());
    cairo_tag_end(cr_, name);
  }

  void write_links(const std::vector<LinkArea>& links) {
    for (const auto& link : links) {
      const auto& span = *link.span;
      // Attributes of tags are in coordinates of the sheet, whatever way it is turned.
      const double x = turned_ ? link.y + kLeft - kTop : link.x;
      const double y = turned_ ? kTop + kHeight + kLeft - link.x - link.w : link.y;
      if (!span.anchor.empty() && placed_anchors_.insert(span.anchor).second)
        tag(CAIRO_TAG_DEST, fmt::format("name='{}' x={:.2f} y={:.2f}", tag_value(span.anchor), x, y));
      const auto area = fmt::format("rect=[{:.2f} {:.2f} {:.2f} {:.2f}]", x, y, turned_ ? link.h : link.w,
                                    turned_ ? link.w : link.h);
      if (!span.href.empty())
        tag(CAIRO_TAG_LINK, fmt::format("{} uri='{}'", area, tag_value(span.href)));
      else if (!span.target.empty() && anchors_.contains(span.target))
        tag(CAIRO_TAG_LINK, fmt::format("{} dest='{}'", area, tag_value(span.target)));
    }
  }

  void text_line(const SetText& text, std::size_t line, double x, double top, double height) {
    // Han stand centred in their line: 0.88 of the em above the baseline, 0.12 below.
    const double baseline = top + (height - text.look.size) / 2 + text.look.size * 0.88;
    links_.clear();
    draw_line(cr_, fonts_, text, text.lines[line], x, baseline, &links_);
    write_links(links_);
  }

  // ---- structure for those who listen: what is a heading, a paragraph, a table -------------------------------------
  static const char* element_tag(const Strip& strip) {
    switch (strip.element) {
      case Element::title:
        return "H1";
      case Element::heading1:
      case Element::attachment_title:
        return "H2";
      case Element::heading2:
        return "H3";
      case Element::heading3:
        return "H4";
      case Element::heading4:
        return "H5";
      default:
        return "P";
    }
  }
  void open_element(const char* name) {
    cairo_tag_begin(cr_, name, nullptr);
    open_.push_back(name);
  }
  void close_element() {
    cairo_tag_end(cr_, open_.back());
    open_.pop_back();
  }
  void close_elements() {
    while (!open_.empty()) close_element();
    open_text_ = nullptr;
    open_table_ = -1;
  }
  // Lines of one paragraph, and rows of one table, are one element on each page they stand on.
  void enter(const Strip& strip) {
    const bool same = (strip.text && strip.text.get() == open_text_) || (strip.row && strip.table == open_table_);
    if (same) return;
    close_elements();
    if (strip.text) open_element(element_tag(strip));
    if (strip.row) open_element("Table");
    if (strip.drawing) open_element("Figure");
    open_text_ = strip.text.get();
    open_table_ = strip.row ? strip.table : -1;
  }

  void draw_imprint(const ImprintBox& box) {
    const double foot = kTop + kHeight, inner = kLeft + kSize4;
    double y = foot - box.height;
    const auto rule = [&](double at, double width) {
      set_colour(cr_, 0);
      cairo_rectangle(cr_, kLeft, at - width, kWidth, width);
      cairo_fill(cr_);
    };
    rule(y, kThickRule);
    open_element("P");
    if (box.copies) {
      text_line(*box.copies_label, 0, inner, y, kImprintLine);
      const double label = ems(labels_.copies) * kSize4;
      for (std::size_t i = 0; i < box.copies->lines.size(); ++i, y += kImprintLine)
        text_line(*box.copies, i, inner + label, y, kImprintLine);
      rule(y, kThinRule);
    }
    text_line(*box.printed_by, 0, inner, y, kImprintLine);
    if (box.printed_on) text_line(*box.printed_on, 0, inner, y, kImprintLine);
    close_elements();
    rule(foot, kThickRule);
  }

  Result<void> draw_strip(const PlacedStrip& placed, int page) {
    const auto& strip = *placed.strip;
    const double y = kTop + placed.y;
    if (strip.outline > 0) add_outline(strip, page, y);
    enter(strip);
    if (strip.text) {
      text_line(*strip.text, strip.line, kLeft + strip.x, y, strip.height > 0 ? strip.height : kLine);
    } else if (strip.row) {
      draw_row(*strip.row, y);
    } else if (strip.drawing) {
      std::vector<ChartLink> links;
      const double left = kLeft + std::max(0.0, (kWidth - strip.drawing->width * strip.scale) / 2);
      TRY_OK(draw_chart(cr_, fonts_, *strip.drawing, left, y + 6, strip.scale, &links));
      for (const auto& link : links)
        tag(CAIRO_TAG_LINK, fmt::format("rect=[{:.2f} {:.2f} {:.2f} {:.2f}] uri='{}'", link.x, link.y, link.w,
                                        link.h, tag_value(*link.href)));
    } else if (strip.rule) {
      set_colour(cr_, kRed);
      cairo_rectangle(cr_, kLeft, y, kWidth, 1.5);
      cairo_fill(cr_);
    }
    return {};
  }

  void draw_row(const RowBox& row, double y) {
    open_element("TR");
    for (const auto& cell : row.cells) {
      open_element(cell.text->look.face == Face::hei ? "TH" : "TD");
      const double lines = static_cast<double>(cell.last_line - cell.first_line) * row.line_height;
      double top = y + (cell.height - lines) / 2;
      for (auto i = cell.first_line; i < cell.last_line; ++i, top += row.line_height)
        text_line(*cell.text, i, kLeft + cell.x + cell.pad, top, row.line_height);
      close_element();
      set_colour(cr_, 0);
      cairo_set_line_width(cr_, 0.5);
      cairo_rectangle(cr_, kLeft + cell.x, y, cell.width, cell.height);
      cairo_stroke(cr_);
    }
    close_element();
  }

  void add_outline(const Strip& strip, int page, double y) {
    parents_[strip.outline] = cairo_pdf_surface_add_outline(
        surface_, parent_of(strip.outline), strip.outline_text.c_str(),
        fmt::format("page={} pos=[{:.1f} {:.1f}]", page, kLeft, y).c_str(),
        strip.outline == 1 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : static_cast<cairo_pdf_outline_flags_t>(0));
    for (int deeper = strip.outline + 1; deeper < 5; ++deeper) parents_[deeper] = -1;
  }
  int parent_of(int level) const {
    for (int above = level - 1; above > 0; --above)
      if (parents_[above] >= 0) return parents_[above];
    return CAIRO_PDF_OUTLINE_ROOT;
  }

  // 7.5: 4号 宋体 between two dashes, the dashes 7 mm below the type area; odd pages right, even pages left,
  // one character in. The QR code and the line about the log stand on the other side.
  Result<void> draw_foot(int page) {
    const bool odd = page % 2 == 1;
    const double below = kTop + kHeight, dash = 0.286 * kSize4;  // where FandolSong has its dash
    TRY_OK(draw_words(cr_, fonts_, fmt::format("— {} —", page), Face::song, kSize4,
                      odd ? kLeft + kWidth - kSize4 : kLeft + kSize4, below + kNumberDrop + dash,
                      odd ? chart::Anchor::end : chart::Anchor::start, 0));
    double inner = odd ? kLeft : kLeft + kWidth;
    if (qr_.size > 0) {
      const double module = kQrSize / qr_.size, left = odd ? inner : inner - kQrSize;
      for (const auto& run : qr_.runs)
        cairo_rectangle(cr_, left + run.x * module, below + kQrDrop + run.y * module, run.length * module,
                        module);
      set_colour(cr_, 0);
      cairo_fill(cr_);
      if (chart::is_safe_link(document_.qr) && document_.qr.find(':') != std::string::npos)
        tag(CAIRO_TAG_LINK, fmt::format("rect=[{:.2f} {:.2f} {:.2f} {:.2f}] uri='{}'", left, below + kQrDrop,
                                        kQrSize, kQrSize, tag_value(document_.qr)));
      inner += odd ? kQrSize + 6 : -kQrSize - 6;
    }
    if (!document_.foot_note.empty())
      TRY_OK(draw_words(cr_, fonts_, document_.foot_note, Face::song, kFootNoteSize, inner,
                        below + kNumberDrop + kFootNoteSize * 0.36,
                        odd ? chart::Anchor::start : chart::Anchor::end, kGrey));
    return {};
  }

  Result<void> draw_draft() {
    cairo_save(cr_);
    cairo_translate(cr_, kPageWidth / 2, kPageHeight / 2);
    cairo_rotate(cr_, -0.72);
    const auto done =
        draw_words(cr_, fonts_, labels_.draft, Face::hei, is_english(document_.lang) ? 110 : 150, 0, 50,
                   chart::Anchor::middle, 0xEBEBEB);
    cairo_restore(cr_);
    if (!done) return tl::unexpected<Error>(done.error());
    return {};
  }

  cairo_surface_t* surface_;
  cairo_t* cr_;
  Fonts& fonts_;
  const Document& document_;
  const Labels& labels_;
  Qr qr_;
  std::set<std::string> anchors_, placed_anchors_;
  std::vector<LinkArea> links_;
  std::vector<const char*> open_;  // elements begun and not ended
  const SetText* open_text_ = nullptr;
  int open_table_ = -1;
  bool turned_ = false;
  int parents_[5] = {-1, -1, -1, -1, -1};
};

void set_properties(cairo_surface_t* surface, const Document& document) {
  const auto set = [&](cairo_pdf_metadata_t which, const std::string& value) {
    if (!value.empty()) cairo_pdf_surface_set_metadata(surface, which, value.c_str());
  };
  set(CAIRO_PDF_METADATA_TITLE, document.title);
  set(CAIRO_PDF_METADATA_AUTHOR, document.author);
  set(CAIRO_PDF_METADATA_SUBJECT, document.subject);
  set(CAIRO_PDF_METADATA_KEYWORDS, document.short_code);
  set(CAIRO_PDF_METADATA_CREATOR, "Youju");
  // Without dates of ours cairo would write the present time, and no two files would be alike.
  set(CAIRO_PDF_METADATA_CREATE_DATE, property_time(document));
  set(CAIRO_PDF_METADATA_MOD_DATE, property_time(document));
}

// Cairo cannot say which language a document is in, nor that its title is to be shown: a reading program would guess. So
// the catalogue is written once more behind the file, as PDF allows (ISO 32000-1, 7.5.6). A form that is not cairo 1.16's
// stays as it is.
void say_language(std::string& pdf, std::string_view language) {
  const auto trailer = pdf.rfind("trailer\n");
  const auto start = pdf.rfind("startxref\n");
  if (trailer == std::string::npos || start == std::string::npos || start < trailer) return;
  const std::string_view tail = std::string_view(pdf).substr(trailer, start - trailer);
  const auto number_after = [&](std::string_view key) {
    const auto at = tail.find(key);
    return at == tail.npos ? 0 : std::atoi(std::string(tail.substr(at + key.size(), 12)).c_str());
  };
  const int size = number_after("/Size "), root = number_after("/Root "), info = number_after("/Info ");
  const std::string head = fmt::format("\n{} 0 obj\n<< /Type /Catalog\n", root);
  const auto catalogue = pdf.rfind(head);
  const auto end = catalogue == std::string::npos ? catalogue : pdf.find("endobj\n", catalogue);
  if (size <= 0 || info <= 0 || end == std::string::npos) return;
  const int previous = std::atoi(pdf.c_str() + start + 10);
  const auto rest = pdf.substr(catalogue + head.size(), end + 7 - catalogue - head.size());
  const auto at = pdf.size();
  pdf += fmt::format(
      "{}   /Lang ({})\n   /MarkInfo << /Marked true >>\n   /ViewerPreferences << /DisplayDocTitle true >>\n{}",
      head.substr(1), language, rest);
  const auto table = pdf.size();
  pdf += fmt::format("xref\n{} 1\n{:010} 00000 n \ntrailer\n<< /Size {}\n   /Root {} 0 R\n   /Info {} 0 R\n   /Prev {}\n>>\n"
                     "startxref\n{}\n%%EOF\n",
                     root, at, size, root, info, previous, table);
}
}  // namespace

Result<std::string> write_pdf(const Document& document) {
  TRY(const auto composed, compose(document));
  auto in_use = fonts_in_use();
  Typesetter typesetter(*in_use.fonts);
  Flowing flowing(typesetter, document);
  TRY_OK(flowing.add(composed));
  const auto pages = flowing.paginate();

  std::string out;
  const std::unique_ptr<cairo_surface_t, void (*)(cairo_surface_t*)> surface(
      cairo_pdf_surface_create_for_stream(append, &out, kPageWidth, kPageHeight), cairo_surface_destroy);
  cairo_pdf_surface_restrict_to_version(surface.get(), CAIRO_PDF_VERSION_1_5);
  set_properties(surface.get(), document);
  const std::unique_ptr<cairo_t, void (*)(cairo_t*)> cr(cairo_create(surface.get()), cairo_destroy);
  const std::unique_ptr<cairo_font_options_t, void (*)(cairo_font_options_t*)> options(
      cairo_font_options_create(), cairo_font_options_destroy);
  cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
  cairo_set_font_options(cr.get(), options.get());
  TRY_OK(PdfWriter(surface.get(), cr.get(), *in_use.fonts, document).run(pages, flowing.imprint()));
  cairo_surface_finish(surface.get());
  const auto status = cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS
                          ? cairo_surface_status(surface.get())
                          : cairo_status(cr.get());
  if (status != CAIRO_STATUS_SUCCESS)
    return fail(Code::outside, "paper.pdf_failed", {}, cairo_status_to_string(status));
  say_language(out, is_english(document.lang) ? "en" : "zh-CN");
  return out;
}
}  // namespace youju::paper
