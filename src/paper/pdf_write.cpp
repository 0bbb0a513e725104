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

  Result<void> run(const std::vector<Page>& pages) {
    if (!document_.qr.empty()) {
      TRY(qr_, make_qr(document_.qr));
    }
    collect_anchors(pages);
    for (std::size_t i = 0; i < pages.size(); ++i) {
      if (document_.draft_mark) TRY_OK(draw_draft());
      for (const auto& placed : pages[i].strips) TRY_OK(draw_strip(placed, static_cast<int>(i) + 1));
      TRY_OK(draw_foot(static_cast<int>(i) + 1));
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
      if (!span.anchor.empty() && placed_anchors_.insert(span.anchor).second)
        tag(CAIRO_TAG_DEST,
            fmt::format("name='{}' x={:.2f} y={:.2f}", tag_value(span.anchor), link.x, link.y));
      const auto area = fmt::format("rect=[{:.2f} {:.2f} {:.2f} {:.2f}]", link.x, link.y, link.w, link.h);
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

  Result<void> draw_strip(const PlacedStrip& placed, int page) {
    const auto& strip = *placed.strip;
    const double y = kTop + placed.y;
    if (strip.outline > 0) add_outline(strip, page, y);
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
    for (const auto& cell : row.cells) {
      const double lines = static_cast<double>(cell.last_line - cell.first_line) * row.line_height;
      double top = y + (cell.height - lines) / 2;
      for (auto i = cell.first_line; i < cell.last_line; ++i, top += row.line_height)
        text_line(*cell.text, i, kLeft + cell.x + cell.pad, top, row.line_height);
      set_colour(cr_, 0);
      cairo_set_line_width(cr_, 0.5);
      cairo_rectangle(cr_, kLeft + cell.x, y, cell.width, cell.height);
      cairo_stroke(cr_);
    }
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
  TRY_OK(PdfWriter(surface.get(), cr.get(), *in_use.fonts, document).run(pages));
  cairo_surface_finish(surface.get());
  const auto status = cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS
                          ? cairo_surface_status(surface.get())
                          : cairo_status(cr.get());
  if (status != CAIRO_STATUS_SUCCESS)
    return fail(Code::outside, "paper.pdf_failed", {}, cairo_status_to_string(status));
  return out;
}
}  // namespace youju::paper
