// SPDX-License-Identifier: Apache-2.0
// One self-contained HTML file: no script, nothing fetched, headings and tables that a screen reader can
// walk.
#include "base/text.h"
#include "paper/compose.h"
#include "paper/html_style.h"
#include "paper/markup.h"
#include "paper/qr.h"

namespace youju::paper {
namespace {

class HtmlWriter {
 public:
  explicit HtmlWriter(const Composed& composed)
      : composed_(composed), document_(*composed.document), labels_(*composed.labels) {}

  Result<std::string> run() {
    m_.reserve(1 << 17);
    m_.raw_markup("<!doctype html>\n");
    m_.open("html").attr("lang", is_english(document_.lang) ? "en" : "zh-CN");
    head();
    m_.open("body");
    if (document_.draft_mark)
      m_.open("div").attr("class", "draft").attr("aria-hidden", "true").text(labels_.draft).close_html();
    m_.open("main");
    if (document_.red_head && !document_.issuer.empty()) red_head();
    for (const auto& piece : composed_.pieces) std::visit([&](const auto& p) { write(p); }, piece);
    if (in_page_) m_.close_html();
    TRY_OK(foot());
    m_.close_html().close_html().close_html();
    return m_.take();
  }

 private:
  void meta(std::string_view name, std::string_view content) {
    if (!content.empty()) m_.open("meta").attr("name", name).attr("content", content).close_void();
  }

  void head() {
    m_.open("head").open("meta").attr("charset", "utf-8").close_void();
    m_.open("meta")
        .attr("http-equiv", "Content-Security-Policy")
        .attr("content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:")
        .close_void();
    meta("viewport", "width=device-width, initial-scale=1");
    meta("color-scheme", "light dark");
    meta("author", document_.author);
    meta("description", document_.subject);
    meta("date", document_.made_at);
    meta("youju-report", document_.short_code);
    m_.open("title").text(document_.title).close_html();
    m_.open("style").raw_markup(kHtmlStyle).close_html().close_html();
  }

  void red_head() {
    m_.open("header")
        .attr("class", "head")
        .open("p")
        .attr("class", "issuer")
        .text(document_.issuer)
        .close_html();
    m_.open("p").attr("class", "line").open("span").text(document_.number).close_html();
    if (!document_.signer.empty())
      m_.open("span")
          .text(labels_.signer)
          .open("span")
          .attr("class", "signer")
          .text(document_.signer)
          .close_html()
          .close_html();
    m_.close_html().close_html();
  }

  void lines(std::string_view text) {
    std::size_t from = 0;
    for (auto newline = text.find('\n'); newline != std::string_view::npos; newline = text.find('\n', from)) {
      m_.text(text.substr(from, newline - from)).open("br").close_void();
      from = newline + 1;
    }
    m_.text(text.substr(from));
  }

  void spans(const std::vector<Span>& list) {
    for (const auto& span : list) {
      const bool link = !span.href.empty() || !span.target.empty();
      if (link || span.figure || span.code || !span.anchor.empty()) {
        m_.open(link ? Name("a") : Name("span"));
        if (!span.anchor.empty()) m_.attr("id", span.anchor);
        if (!span.href.empty()) m_.attr("href", span.href);
        if (span.href.empty() && !span.target.empty()) m_.attr("href", "#" + span.target);
        if (span.figure) m_.attr("class", "figure");
        if (span.code) m_.attr("class", "code");
        if (!span.tip.empty()) m_.attr("title", span.tip);
      }
      if (span.strong) m_.open("strong");
      lines(span.text);
      if (span.strong) m_.close_html();
      if (link || span.figure || span.code || !span.anchor.empty()) m_.close_html();
    }
  }

  void write(const Text& text) {
    if (text.element == Element::blank) return;
    const auto& look = look_of(text.element);
    switch (text.element) {
      case Element::title:
        m_.open("h1");
        break;
      case Element::attachment_title:
        m_.open("h2");
        break;
      case Element::heading1:
        m_.open("h2");
        break;
      case Element::heading2:
        m_.open("h3");
        break;
      case Element::heading3:
        m_.open("h4");
        break;
      case Element::heading4:
        m_.open("h5");
        break;
      default:
        m_.open("p");
        break;
    }
    m_.attr("class", look.id);
    spans(text.spans);
    m_.close_html();
  }

  void write(const NewPage&) {
    if (in_page_) m_.close_html();
    m_.open("section").attr("class", "page");
    in_page_ = true;
  }

  void write(const Turn& turn) {
    if (in_page_) m_.close_html();
    m_.open("section").attr("class", turn.landscape ? "page turned" : "page");
    in_page_ = true;
  }

  void write(const Imprint& imprint) {
    m_.open("div").attr("class", "imprint");
    if (!imprint.copies.empty()) m_.open("p").text(imprint.copies_label + imprint.copies).close_html();
    m_.open("p").attr("class", "line").open("span").text(imprint.printed_by).close_html();
    m_.open("span").text(imprint.printed_on).close_html().close_html().close_html();
  }

  void write(const SignedBy& signed_by) {
    m_.open("div").attr("class", signed_by.seal ? "signed" : "signed bare").open("div");
    for (const auto& name : signed_by.names) write_line("Signature", name);
    write_line("Date", signed_by.date);
    m_.close_html().close_html();
  }
  void write_line(std::string_view style, const std::vector<Span>& list) {
    m_.open("p").attr("class", style);
    spans(list);
    m_.close_html();
  }

  void write(const Picture& picture) {
    m_.open("figure")
        .attr("class", "scroll")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", picture.drawing->title);
    m_.raw_markup(chart::svg(*picture.drawing)).close_html();
    after_picture_ = true;
  }

  void write(const Grid& grid) {
    // The figures of a chart are read with it, folded; on paper they are open.
    const bool folded = std::exchange(after_picture_, false);
    if (folded) m_.open("details").attr("open", "").open("summary").text(labels_.chart_table).close_html();
    m_.open("div").attr("class", "scroll");
    if (grid.widths.size() > 5) m_.attr("tabindex", "0").attr("role", "region").attr("aria-label", grid.name);
    m_.open("table").attr("class",
                          std::string(grid.dense ? "dense" : "") + (grid.widths.size() > 5 ? " wide" : ""));
    if (!grid.name.empty()) m_.attr("aria-label", grid.name);
    m_.open("colgroup");
    double whole = 0;
    for (const double width : grid.widths) whole += width;
    for (const double width : grid.widths)
      m_.open("col").attr("style", fmt::format("width:{:.1f}%", 100 * width / whole)).close_void();
    m_.close_html();
    std::size_t r = 0;
    const auto heads = std::min(grid.rows.size(), static_cast<std::size_t>(std::max(0, grid.head_rows)));
    if (heads > 0) {
      m_.open("thead");
      for (; r < heads; ++r) row(grid.rows[r], true);
      m_.close_html();
    }
    m_.open("tbody");
    for (; r < grid.rows.size(); ++r) row(grid.rows[r], false);
    m_.close_html().close_html().close_html();
    if (folded) m_.close_html();
  }

  void row(const std::vector<GridCell>& cells, bool head) {
    m_.open("tr");
    bool first = true;
    for (const auto& cell : cells) {
      if (cell.covered) continue;
      // The first cell of a row names it, unless it is a link to open.
      const bool row_head = !head && (cell.head || (first && cell.align == Align::left &&
                                                    (cell.spans.empty() || cell.spans[0].href.empty())));
      m_.open(head || row_head ? Name("th") : Name("td"));
      if (head) m_.attr("scope", cell.span > 1 ? "colgroup" : "col");
      if (row_head) m_.attr("scope", "row");
      if (cell.span > 1) m_.attr("colspan", cell.span);
      if (cell.rows > 1) m_.attr("rowspan", cell.rows);
      if (!head && cell.align != Align::left)
        m_.attr("class", cell.align == Align::centre ? "centre" : "right");
      spans(cell.spans);
      m_.close_html();
      first = false;
    }
    m_.close_html();
  }

  Result<void> foot() {
    if (document_.qr.empty() && document_.foot_note.empty()) return {};
    m_.open("footer");
    if (!document_.qr.empty()) {
      TRY(const auto qr, make_qr(document_.qr));
      m_.open("svg")
          .attr("viewBox", fmt::format("0 0 {0} {0}", qr.size))
          .attr("role", "img")
          .attr("aria-label", document_.qr)
          .attr("shape-rendering", "crispEdges");
      std::string path;
      for (const auto& run : qr.runs)
        path += fmt::format("M{} {}h{}v1h-{}z", run.x, run.y, run.length, run.length);
      m_.open("path").attr("fill", "#000").attr("d", path).close_html().close_html();
    }
    m_.open("span").text(document_.foot_note).close_html().close_html();
    return {};
  }

  const Composed& composed_;
  const Document& document_;
  const Labels& labels_;
  Markup m_;
  bool in_page_ = false, after_picture_ = false;
};
}  // namespace

Result<std::string> write_html(const Document& document) {
  TRY(const auto composed, compose(document));
  return HtmlWriter(composed).run();
}
}  // namespace youju::paper
