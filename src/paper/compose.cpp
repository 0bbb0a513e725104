// SPDX-License-Identifier: Apache-2.0
// Resolves a document into pieces. Everything that can be wrong with a document is found here, before a byte
// is written.
#include "paper/compose.h"

#include <fmt/format.h>

#include <numeric>
#include <unordered_map>

#include "base/text.h"

namespace youju::paper {
namespace {

constexpr int kMostColumns = 63;  // Word opens no table of more

// Whether a key can be part of a Word bookmark as it is, with room for the number of its place.
bool is_plain_key(const std::string& key) {
  if (key.empty() || key.size() > 28) return false;
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  for (const char c : key)
    if (!letter(c) && !(c >= '0' && c <= '9') && c != '_') return false;
  return letter(key.front()) && key.back() != '_' && key.find("__") == std::string::npos;
}

// FNV-1a: only has to tell the keys of one document apart.
std::uint64_t digest_of(std::string_view key) {
  std::uint64_t hash = 0xcbf29ce484222325u;
  for (const char c : key) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return hash;
}

std::string source_anchor(const std::string& key) {
  return "src_" + figure_bookmark(key, 1).substr(4);
}

std::string plain_text(const Runs& runs) {
  std::string out;
  for (const auto& run : runs) out += run.text;
  return out;
}

class Composer {
 public:
  explicit Composer(const Document& document) : document_(document) {
    out_.document = &document;
    out_.labels = &labels_of(document.lang);
  }

  Result<Composed> run() {
    TRY_OK(index_figures());
    for (const auto& block : document_.blocks) {
      const auto* paragraph = std::get_if<Paragraph>(&block);
      const bool signing = paragraph && (paragraph->style == ParagraphStyle::signature ||
                                         paragraph->style == ParagraphStyle::date);
      if (!signing) end_signature();
      TRY_OK(std::visit([&](const auto& b) { return add(b); }, block));
    }
    end_signature();
    if (document_.figure_appendix && !document_.figures.empty()) add_appendix();
    if (!document_.printed_by.empty()) add_imprint();
    // Nothing stands after the last table: its turned page is the last one.
    if (!out_.pieces.empty() && std::holds_alternative<Turn>(out_.pieces.back())) out_.pieces.pop_back();
    return std::move(out_);
  }

 private:
  Result<void> index_figures() {
    for (const auto& figure : document_.figures) {
      if (figure.key.empty())
        return fail(Code::invalid, "paper.figure_without_key", {{"title", figure.title}});
      if (!figures_.emplace(figure.key, &figure).second)
        return fail(Code::invalid, "paper.figure_twice", {{"key", figure.key}});
      for (const auto* text : {&figure.text, &figure.title, &figure.rule, &figure.expr, &figure.short_code})
        if (!is_utf8(*text)) return fail(Code::invalid, "paper.not_utf8");
    }
    return {};
  }

  Result<std::vector<Span>> spans_of(const Runs& runs) {
    std::vector<Span> out;
    for (const auto& run : runs) {
      if (!is_utf8(run.text)) return fail(Code::invalid, "paper.not_utf8");
      Span span;
      span.text = run.text;
      span.strong = run.strong;
      if (chart::is_safe_link(run.href)) span.href = run.href;
      if (!run.figure.empty()) TRY_OK(resolve(run, span));
      const bool code = span.figure && document_.codes_in_text;
      out.push_back(std::move(span));
      if (code) out.push_back({.text = "[" + figures_.at(run.figure)->short_code + "]", .code = true});
    }
    return out;
  }

  Result<void> resolve(const Run& run, Span& span) {
    const auto found = figures_.find(run.figure);
    if (found == figures_.end()) return fail(Code::invalid, "paper.unknown_figure", {{"key", run.figure}});
    const auto& figure = *found->second;
    span.figure = true;
    span.anchor = figure_bookmark(figure.key, ++places_[figure.key]);
    span.tip = figure.title + " · " + figure.short_code;
    if (chart::is_safe_link(figure.href))
      span.href = figure.href;
    else if (document_.figure_appendix)
      span.target = source_anchor(figure.key);
    return {};
  }

  void blank() { out_.pieces.push_back(Text{Element::blank, {}}); }

  Result<void> add(const Paragraph& paragraph) {
    TRY(auto spans, spans_of(paragraph.runs));
    const auto element = static_cast<Element>(paragraph.style);
    switch (paragraph.style) {
      case ParagraphStyle::signature:
        if (!signature_) signature_.emplace(SignedBy{{}, {}, document_.seal});
        signature_->names.push_back(std::move(spans));
        return {};
      case ParagraphStyle::date:
        if (!signature_) signature_.emplace(SignedBy{{}, {}, document_.seal});
        signature_->date = std::move(spans);
        return {};
      case ParagraphStyle::title:
        add_title(paragraph, element, std::move(spans));
        return {};
      case ParagraphStyle::subtitle:
        // The empty line below the title goes below the subtitle instead.
        if (!out_.pieces.empty() && is_blank(out_.pieces.back())) out_.pieces.pop_back();
        out_.pieces.push_back(Text{element, std::move(spans)});
        blank();
        return {};
      case ParagraphStyle::attachment_note:
        // One empty line between the body and the first line that names attachments (7.3.4).
        if (!out_.pieces.empty() && !is_text(out_.pieces.back(), Element::attachment_note)) blank();
        break;
      default:
        break;
    }
    out_.pieces.push_back(Text{element, std::move(spans)});
    return {};
  }

  void add_title(const Paragraph& paragraph, Element element, std::vector<Span> spans) {
    // Two empty lines below the red rule; one empty line below the title (7.2.6, 7.3.1).
    if (document_.red_head && out_.pieces.empty()) {
      blank();
      blank();
    }
    bool plain = true;
    for (const auto& span : spans) plain = plain && !span.figure && span.href.empty();
    if (plain) {
      std::string joined;
      for (const auto& line : title_lines(plain_text(paragraph.runs), kWidth / kSize2))
        joined += (joined.empty() ? "" : "\n") + line;
      spans = {Span{.text = joined}};
    }
    out_.pieces.push_back(Text{element, std::move(spans)});
    blank();
  }

  Result<void> add(const Table& table) {
    if (!is_utf8(table.title)) return fail(Code::invalid, "paper.not_utf8");
    if (table.landscape) turn();
    if (!table.title.empty()) out_.pieces.push_back(Text{Element::table_title, {Span{.text = table.title}}});
    Grid grid;
    grid.head_rows = table.head_rows;
    grid.dense = table.dense;
    grid.name = table.title;
    const std::size_t columns = std::max(table.widths.size(), widest_row(table));
    if (columns == 0) return {};
    const double whole = table.landscape ? kHeight : kWidth;
    if (columns > static_cast<std::size_t>(kMostColumns))
      return fail(Code::too_large, "paper.too_many_columns",
                  {{"columns", std::to_string(columns)}, {"most", std::to_string(kMostColumns)}});
    auto shares = table.widths;
    shares.resize(columns, 1);
    for (auto& share : shares) share = share > 0 ? share : 1;
    const double sum = std::accumulate(shares.begin(), shares.end(), 0.0);
    for (const double share : shares) grid.widths.push_back(whole * share / sum);
    if (columns > (table.landscape ? 12u : 8u)) grid.pad = kNarrowPad;
    covered_.assign(columns, {});
    for (std::size_t r = 0; r < table.rows.size(); ++r) TRY_OK(add_row(grid, table, r));
    out_.pieces.push_back(std::move(grid));
    if (table.landscape) out_.pieces.push_back(Turn{false});
    return {};
  }

  // Tables that follow one another share their turned pages; an empty page in between is not wanted.
  void turn() {
    if (!out_.pieces.empty() && std::holds_alternative<NewPage>(out_.pieces.back())) out_.pieces.pop_back();
    if (!out_.pieces.empty() && std::holds_alternative<Turn>(out_.pieces.back()))
      out_.pieces.pop_back();
    else
      out_.pieces.push_back(Turn{true});
  }
  void new_page() {
    if (out_.pieces.empty() || !std::holds_alternative<Turn>(out_.pieces.back())) out_.pieces.push_back(NewPage{});
  }

  // 抄送 one character in on both sides, commas between, a full stop at the end (7.4.2).
  void add_imprint() {
    const auto& words = *out_.labels;
    Imprint imprint;
    if (!document_.copies.empty()) {
      imprint.copies_label = words.copies;
      imprint.copies = document_.copies + std::string(words.stop);
    }
    imprint.printed_by = document_.printed_by;
    imprint.printed_on = document_.printed_on.empty() ? "" : document_.printed_on + std::string(words.issued);
    out_.pieces.push_back(std::move(imprint));
  }

  // Columns that a row takes, with those covered from above.
  static std::size_t widest_row(const Table& table) {
    std::size_t widest = 0;
    std::vector<std::size_t> below(table.rows.size() + 1, 0);
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
      std::size_t wide = below[r];
      for (const auto& cell : table.rows[r]) {
        wide += static_cast<std::size_t>(std::clamp(cell.span, 1, kMostColumns));
        for (int more = 1; more < cell.rows && r + static_cast<std::size_t>(more) < below.size(); ++more)
          below[r + static_cast<std::size_t>(more)] +=
              static_cast<std::size_t>(std::clamp(cell.span, 1, kMostColumns));
      }
      widest = std::max(widest, wide);
    }
    return widest;
  }

  Result<void> add_row(Grid& grid, const Table& table, std::size_t r) {
    auto& line = grid.rows.emplace_back();
    std::size_t used = 0;
    const auto pass_covered = [&] {
      while (used < covered_.size() && covered_[used].rows > 0) {
        const auto span = covered_[used].span;
        --covered_[used].rows;
        line.push_back({.span = span, .covered = true});
        used += static_cast<std::size_t>(span);
      }
    };
    for (const auto& cell : table.rows[r]) {
      pass_covered();
      if (used >= covered_.size()) break;
      TRY(auto spans, spans_of(cell.runs));
      const int span = std::clamp(cell.span, 1, static_cast<int>(covered_.size() - used));
      const int rows = std::clamp(cell.rows, 1, static_cast<int>(table.rows.size() - r));
      const bool head = cell.head || static_cast<int>(r) < table.head_rows;
      line.push_back({std::move(spans), cell.align, head, span, rows, false});
      if (rows > 1) covered_[used] = {rows - 1, span};
      used += static_cast<std::size_t>(span);
    }
    pass_covered();
    // A row that is too short is filled up, so that its borders close.
    for (; used < covered_.size(); ++used) {
      line.push_back({});
      pass_covered();
    }
    return {};
  }

  Result<void> add(const Chart& block) {
    const auto& drawing = block.chart.drawing;
    if (!is_utf8(drawing.title) || !is_utf8(drawing.summary)) return fail(Code::invalid, "paper.not_utf8");
    for (const auto& mark : drawing.marks)
      if (const auto* label = std::get_if<chart::Label>(&mark.shape); label && !is_utf8(label->text))
        return fail(Code::invalid, "paper.not_utf8");
    const double scale =
        std::min({1.0, kWidth / std::max(1.0, drawing.width), kHighestChart / std::max(1.0, drawing.height)});
    out_.pieces.push_back(Picture{&drawing, scale});
    out_.pieces.push_back(Text{Element::caption, {Span{.text = drawing.title}}});
    Table table;
    table.dense = true;
    const auto& head = block.chart.table.head;
    for (std::size_t i = 0; i < head.size(); ++i)
      table.widths.push_back(i == 0 && head.size() > 6 ? 4 : i == 0 ? 2 : 1);
    const auto line = [&](const std::vector<std::string>& cells, bool is_head) {
      auto& row = table.rows.emplace_back();
      for (const auto& cell : cells)
        row.push_back(
            {{Run{.text = cell}}, row.empty() && !is_head ? Align::left : Align::centre, is_head, 1, 1});
    };
    if (head.empty()) return {};
    line(head, true);
    for (const auto& row : block.chart.table.rows) line(row, false);
    TRY_OK(add(table));
    if (auto* grid = std::get_if<Grid>(&out_.pieces.back()))
      grid->name = std::string(out_.labels->chart_table) + " · " + drawing.title;
    return {};
  }

  Result<void> add(const PageBreak&) {
    new_page();
    return {};
  }

  Result<void> add(const Attachment& attachment) {
    if (!is_utf8(attachment.label) || !is_utf8(attachment.title))
      return fail(Code::invalid, "paper.not_utf8");
    // 附件1 on line 1, its title on line 3 (7.3.7).
    new_page();
    if (!attachment.label.empty()) {
      out_.pieces.push_back(Text{Element::attachment_label, {Span{.text = attachment.label}}});
      blank();
    }
    std::string joined;
    for (const auto& line : title_lines(attachment.title, kWidth / kSize2))
      joined += (joined.empty() ? "" : "\n") + line;
    out_.pieces.push_back(Text{Element::attachment_title, {Span{.text = joined}}});
    blank();
    return {};
  }

  void end_signature() {
    if (!signature_) return;
    out_.pieces.push_back(std::move(*signature_));
    signature_.reset();
  }

  // "Sources of figures": each code opens the figure, each value leads back to its first place in the text.
  void add_appendix() {
    const auto& words = *out_.labels;
    new_page();
    out_.pieces.push_back(Text{Element::attachment_title, {Span{.text = std::string(words.sources)}}});
    std::string note(words.sources_note);
    if (!document_.short_code.empty())
      note += (is_english(document_.lang) ? " " : "") + std::string(words.report_code) +
              (is_english(document_.lang) ? ": " : "：") + document_.short_code +
              (is_english(document_.lang) ? "." : "。");
    out_.pieces.push_back(Text{Element::remark, {Span{.text = note}}});
    Grid grid;
    grid.dense = true;
    grid.name = words.sources;
    for (const double share : {2.6, 3.4, 1.8, 6.0, 4.2}) grid.widths.push_back(kWidth * share / 18.0);
    auto& head = grid.rows.emplace_back();
    for (const auto word : {words.code, words.figure, words.value, words.rule, words.expression})
      head.push_back({{Span{.text = std::string(word)}}, Align::centre, true, 1, 1, false});
    for (const auto& figure : document_.figures) {
      auto& row = grid.rows.emplace_back();
      Span code{.text = figure.short_code, .anchor = source_anchor(figure.key)};
      if (chart::is_safe_link(figure.href)) code.href = figure.href;
      Span value{.text = figure.text};
      if (places_[figure.key] > 0) value.target = figure_bookmark(figure.key, 1);
      row.push_back({{code}, Align::left, false, 1, 1, false});
      row.push_back({{Span{.text = figure.title}}, Align::left, false, 1, 1, false});
      row.push_back({{value}, Align::right, false, 1, 1, false});
      row.push_back({{Span{.text = figure.rule}}, Align::left, false, 1, 1, false});
      row.push_back({{Span{.text = figure.expr}}, Align::left, false, 1, 1, false});
    }
    out_.pieces.push_back(std::move(grid));
  }

  static bool is_text(const Piece& piece, Element element) {
    const auto* text = std::get_if<Text>(&piece);
    return text && text->element == element;
  }
  static bool is_blank(const Piece& piece) { return is_text(piece, Element::blank); }

  const Document& document_;
  Composed out_;
  std::unordered_map<std::string, const FigureMark*> figures_;
  std::unordered_map<std::string, int> places_;
  std::optional<SignedBy> signature_;
  struct Cover {
    int rows = 0, span = 1;
  };
  std::vector<Cover> covered_;  // by column, while a table is built
};
}  // namespace

Result<Composed> compose(const Document& document) {
  for (const auto* text :
       {&document.title, &document.subject, &document.author, &document.issuer, &document.number,
        &document.signer, &document.foot_note, &document.qr, &document.short_code, &document.copies,
        &document.printed_by, &document.printed_on})
    if (!is_utf8(*text)) return fail(Code::invalid, "paper.not_utf8");
  return Composer(document).run();
}

std::string figure_bookmark(const std::string& key, int nth) {
  const auto name = is_plain_key(key) ? key : fmt::format("0{:016x}", digest_of(key));
  return "fig_" + name + (nth > 1 ? "__" + std::to_string(nth) : std::string());
}

std::optional<std::string> figure_of_bookmark(const std::string& name,
                                              const std::vector<FigureMark>& figures) {
  const auto first = name.substr(0, name.find("__"));
  for (const auto& figure : figures)
    if (figure_bookmark(figure.key, 1) == first) return figure.key;
  return std::nullopt;
}

SignaturePlace signature_place(double name_width, double date_width, bool seal) {
  if (seal) {
    // The date four characters in, the name centred on it; a name too long for that pushes both inwards.
    const double date_right = std::max(4 * kCharacter, (name_width - date_width) / 2);
    return {std::max(0.0, date_right + (date_width - name_width) / 2), date_right};
  }
  if (date_width > name_width)
    return {2 * kCharacter + date_width + 2 * kCharacter - name_width, 2 * kCharacter};
  return {2 * kCharacter, std::max(0.0, name_width - date_width)};
}

std::string property_time(const Document& document) {
  const auto& made = document.made_at;
  bool good = made.size() >= 19;
  static constexpr std::string_view kForm = "dddd-dd-ddTdd:dd:dd";
  for (std::size_t i = 0; good && i < kForm.size(); ++i)
    good = kForm[i] == 'd' ? made[i] >= '0' && made[i] <= '9' : made[i] == kForm[i];
  return good ? made.substr(0, 19) + "Z" : "1970-01-01T00:00:00Z";
}

double ems(std::string_view utf8) {
  double width = 0;
  for (const char32_t c : to_code_points(utf8))
    width += c < 0x2E80 && c != 0x2014 && c != 0x2026 && !(c >= 0x2018 && c <= 0x201D) ? 0.5 : 1;
  return width;
}
}  // namespace youju::paper
