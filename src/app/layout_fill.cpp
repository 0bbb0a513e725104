// SPDX-License-Identifier: Apache-2.0
// A document in force as a template of reports, and its own bytes with this year's figures in them.
#include <cmath>
#include <mutex>

#include "app/claims.h"
#include "app/layouts.h"
#include "app/number_style.h"
#include "base/text.h"

namespace youju::app {
namespace {
constexpr int kPlaceLine = 1'000'000;  // lines of places stand apart from lines of the text
constexpr std::size_t kDocumentsKept = 8;

// A document's blocks, read once: the same bytes are the same document.
class ReadDocuments {
 public:
  Result<std::shared_ptr<const draft::Document>> find(Office& office, const std::string& digest) {
    const std::lock_guard hold(lock_);
    for (const auto& [known, document] : kept_)
      if (known == digest) return document;
    TRY(auto read, draft::read(office.evidence().path_of(digest)));
    auto document = std::make_shared<const draft::Document>(std::move(read));
    if (kept_.size() >= kDocumentsKept) kept_.erase(kept_.begin());
    kept_.emplace_back(digest, document);
    return document;
  }

 private:
  std::mutex lock_;
  std::vector<std::pair<std::string, std::shared_ptr<const draft::Document>>> kept_;
};
ReadDocuments& read_documents() {
  static ReadDocuments one;
  return one;
}

// What of a number's writing is not its value: Chinese or Arabic, full width, sign of percent.
std::string style_of_number(const LayoutPlace& place) {
  if (!place.number) return "blank";
  std::string out = std::to_string(place.rounding);
  for (const char32_t c : to_code_points(place.text)) {
    const bool digit = c >= U'0' && c <= U'9';
    if (digit || c == U',' || c == U'.') continue;
    const bool chinese = c >= 0x4E00 && c <= 0x9FFF;
    out += chinese ? "中" : c >= U'０' && c <= U'９' ? "全" : from_code_points(std::u32string_view(&c, 1));
    if (chinese) break;
  }
  return out;
}

// Keys of the figures, place by place: the same figure in the same writing is one.
std::vector<std::string> keys_of(const LayoutFacts& facts) {
  std::map<std::pair<std::string, std::string>, std::string> known;
  std::vector<std::string> out;
  for (const auto& place : facts.places) {
    if (place.expr.empty()) {
      out.emplace_back();
      continue;
    }
    auto& key = known[{place.expr, style_of_number(place) + "\n" + place.title}];
    if (key.empty()) key = "f" + std::to_string(known.size());
    out.push_back(key);
  }
  return out;
}

std::string around(std::u32string_view text, const LayoutPlace& place) {
  constexpr int kAround = 12;
  const auto size = static_cast<int>(text.size());
  const int from = std::clamp(place.start, 0, size), to = std::clamp(place.end, from, size);
  const int before = std::max(0, from - kAround), after = std::min(size, to + kAround);
  const auto part = [&](int a, int b) { return from_code_points(text.substr(static_cast<std::size_t>(a), static_cast<std::size_t>(b - a))); };
  return (before > 0 ? "…" : "") + part(before, from) + "〔" + part(from, to) + "〕" + part(to, after) + (after < size ? "…" : "");
}

std::function<std::optional<std::string>(Decimal)> writer_of(const LayoutPlace& place, bool before_percent) {
  if (place.number) {
    return [text = place.text, old = place.value, rounding = static_cast<Rounding>(place.rounding)](Decimal value) {
      const double now = static_cast<double>(value.scaled) / static_cast<double>(Decimal::kScale);
      return written_like(text, std::fabs(old), old < 0 ? -now : now, rounding);
    };
  }
  if (!before_percent) return {};
  return [](Decimal value) { return std::optional(Decimal{(value.scaled + (value.scaled >= 0 ? 500 : -500)) / 1'000 * 1'000}.text()); };
}

class TemplateMaker {
 public:
  TemplateMaker(const Layout& layout, const draft::Document& document) : layout_(layout), document_(document), keys_(keys_of(layout.facts)) {
    out_.id = layout.name();
    out_.digest = layout.state_digest;
    out_.lang = layout.facts.lang;
    out_.period = layout.facts.period;
    out_.names = {{"zh", layout.facts.title}, {"en", layout.facts.title}};
  }
  report::DocumentTemplate run() {
    for (std::size_t i = 0; i < layout_.facts.places.size(); ++i) figure(i);
    for (std::size_t b = 0; b < document_.blocks.size(); ++b) line(static_cast<int>(b));
    if (out_.title.empty()) out_.title = {{layout_.facts.title, false}};
    return std::move(out_);
  }

 private:
  void figure(std::size_t i) {
    const auto& place = layout_.facts.places[i];
    if (place.expr.empty()) return;
    const bool new_one = std::none_of(out_.figures.begin(), out_.figures.end(), [&](const auto& f) { return f.key == keys_[i]; });
    if (!new_one) return;
    const bool known = place.block >= 0 && static_cast<std::size_t>(place.block) < document_.blocks.size();
    const auto text = known ? to_code_points(document_.blocks[static_cast<std::size_t>(place.block)].text) : std::u32string{};
    const auto behind = static_cast<std::size_t>(std::max(0, place.end));
    const bool percent = behind < text.size() && (text[behind] == U'%' || text[behind] == U'％');
    const int line = kPlaceLine + static_cast<int>(i) + 1;
    out_.figures.push_back({keys_[i], place.title, place.expr, line, -1, writer_of(place, percent)});
    out_.near[line] = around(text, place);
  }
  void line(int b) {
    const auto& block = document_.blocks[static_cast<std::size_t>(b)];
    using draft::Kind;
    if (block.kind == Kind::page_number || block.kind == Kind::header || block.kind == Kind::footer || block.kind == Kind::contents) return;
    report::DocumentLine out;
    out.style = block.kind == Kind::title ? "title" : block.kind == Kind::heading ? "heading" : "body";
    if (!block.label.empty()) out.pieces.push_back({block.label, false});
    pieces(b, to_code_points(block.text), out.pieces);
    if (block.kind == Kind::cell && block.place) out.table = block.place->table, out.row = block.place->row, out.column = block.place->column;
    if (block.kind == Kind::title && out_.title.empty()) out_.title = out.pieces;
    out_.lines.push_back(std::move(out));
  }
  void pieces(int b, std::u32string_view text, std::vector<report::DocumentPiece>& out) const {
    std::size_t at = 0;
    const auto plain = [&](std::size_t to) {
      if (to > at) out.push_back({from_code_points(text.substr(at, to - at)), false});
      at = std::max(at, to);
    };
    for (std::size_t i = 0; i < layout_.facts.places.size(); ++i) {
      const auto& place = layout_.facts.places[i];
      if (place.block != b || !place.is_bound()) continue;
      plain(std::min(text.size(), static_cast<std::size_t>(place.start)));
      out.push_back({place.expr.empty() ? place.word : keys_[i], true});
      at = std::min(text.size(), static_cast<std::size_t>(place.end));
    }
    plain(text.size());
  }

  const Layout& layout_;
  const draft::Document& document_;
  std::vector<std::string> keys_;
  report::DocumentTemplate out_;
};

Error fixed_place(const Layout& layout, std::size_t i) {
  const auto& place = layout.facts.places[i];
  return Error{Code::unsupported, {"app.layout_place_fixed", {{"n", std::to_string(i + 1)}, {"text", place.text}}}, {}};
}
}  // namespace

Result<std::shared_ptr<const report::Template>> template_of(Office& office, const Layout& layout) {
  TRY(const auto document, read_documents().find(office, layout.digest));
  return report::make_template(TemplateMaker(layout, *document).run());
}

Result<std::string> write_layout(Office& office, const Layout& layout, const report::Filled& filled, const report::Setting& setting, bool revisions) {
  const auto keys = keys_of(layout.facts);
  std::map<std::string, int> nth;
  std::vector<draft::Replacement> replacements;
  std::vector<std::size_t> of;  // place of each
  for (std::size_t i = 0; i < layout.facts.places.size(); ++i) {
    const auto& place = layout.facts.places[i];
    if (!place.is_bound()) continue;
    draft::Replacement one{place.block, place.start, place.end, {}, setting.office, setting.today.iso() + "T00:00:00Z"};
    if (!place.expr.empty()) {
      const auto figure = std::find_if(filled.figures.begin(), filled.figures.end(), [&](const auto& f) { return f.key == keys[i]; });
      expect_true(figure != filled.figures.end(), "every place has its figure");
      one.new_text = figure->text;
      one.bookmark = paper::figure_bookmark(figure->key, ++nth[figure->key]);
      one.tip = figure->title + " · " + figure->short_code;
    } else {
      one.new_text = report::word_in(place.word, setting, layout.facts.lang == "zh");
    }
    one.tracked = revisions && one.new_text != place.text;
    replacements.push_back(std::move(one));
    of.push_back(i);
  }
  TRY(auto marked, draft::with_revisions(office.evidence().path_of(layout.digest), replacements, {}));
  if (!marked.not_replaced.empty()) return fail(fixed_place(layout, of[static_cast<std::size_t>(marked.not_replaced.front())]));
  return std::move(marked.bytes);
}

// Every place is given the text it has: what cannot be written is found before anybody needs it.
Result<void> try_places(Office& office, const Layout& layout) {
  const auto file = office.evidence().path_of(layout.digest);
  if (layout.form == "docx") {
    std::vector<draft::Replacement> replacements;
    std::vector<std::size_t> of;
    for (std::size_t i = 0; i < layout.facts.places.size(); ++i) {
      const auto& place = layout.facts.places[i];
      if (!place.is_bound()) continue;
      replacements.push_back({place.block, place.start, place.end, place.text, "Youju", "2000-01-01T00:00:00Z", false, "fig_f", "f"});
      of.push_back(i);
    }
    TRY(const auto marked, draft::with_revisions(file, replacements, {}));
    if (!marked.not_replaced.empty()) return fail(fixed_place(layout, of[static_cast<std::size_t>(marked.not_replaced.front())]));
    return {};
  }
  std::vector<draft::CellValue> cells;
  for (const auto& place : layout.facts.places)
    if (place.is_bound()) cells.push_back({place.sheet, place.cell, "1", true, false});
  TRY_OK(draft::with_cells(file, cells));
  return {};
}

Result<std::vector<std::optional<PlaceFigure>>> place_figures(Office& office, const LayoutFacts& facts, int year, int quarter) {
  std::vector<std::optional<PlaceFigure>> out(facts.places.size());
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(const auto tree, people::read_units(session));
    figures::Context context;
    context.catalogue = &office.catalogue();
    context.units = &tree;
    context.unit = facts.unit;
    context.period = quarter == 0 ? Period::year(year) : Period::quarter(year, quarter);
    TRY(context.at, office.ledger().size(session));
    context.log_size = context.at;
    context.today = office.today();
    context.shared = figures::share_sets();
    for (std::size_t i = 0; i < facts.places.size(); ++i) {
      if (facts.places[i].expr.empty()) continue;
      auto& one = out[i].emplace();
      one.title = facts.places[i].title;
      const auto parsed = figures::parse(report::with_years(facts.places[i].expr, year), office.catalogue(), tree, year);
      if (!parsed) {
        one.problem = parsed.error().message;
        continue;
      }
      const auto figure = figures::evaluate(session, *parsed, context);
      if (!figure) {
        one.problem = figure.error().message;
        continue;
      }
      one.expr = figure->expr, one.rule_zh = figure->rule.zh, one.rule_en = figure->rule.en;
      if (figure->value) one.value = report::printed(*figure, -1);
      else one.problem = Message{"report.no_value", {{"name", facts.places[i].text + facts.places[i].cell}, {"expr", figure->expr}}};
    }
    return {};
  }));
  return out;
}

std::vector<std::pair<std::string, std::string>> common_figures(const Office& office, std::string_view lang) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const auto& kind : office.catalogue().kinds()) {
    const auto named = kind.names.find(std::string(lang));
    const auto name = named == kind.names.end() ? kind.id.text : named->second;
    out.emplace_back("count(" + kind.id.text + ")", name);
    if (!kind.cadences.empty()) out.emplace_back("required(" + kind.id.text + ")", name + (lang == "zh" ? "（应做）" : " (required)"));
    for (const auto& field : kind.fields) {
      if (field.type != kinds::FieldType::number && field.type != kinds::FieldType::money) continue;
      const auto field_name = field.names.find(std::string(lang));
      out.emplace_back("sum(" + kind.id.text + "." + field.id + ")", name + (lang == "zh" ? "·" : ": ") + (field_name == field.names.end() ? field.id : field_name->second));
    }
  }
  return out;
}

Result<std::shared_ptr<const draft::Document>> document_of(Office& office, const std::string& digest) { return read_documents().find(office, digest); }

std::string expression_in_words(Office& office, const LayoutFacts& facts, const std::string& expression, int year, words::Lang lang) {
  std::string out;
  const auto read = office.read([&](db::Session& session) -> Result<void> {
    TRY(auto tree, people::read_units(session));
    CheckedDraft names;  // whose kinds and units are meant
    names.catalogue = &office.catalogue();
    names.units = std::make_shared<people::UnitTree>(std::move(tree));
    TRY(const auto parsed, figures::parse(report::with_years(expression, year), office.catalogue(), *names.units, year));
    figures::Context context;
    context.catalogue = names.catalogue, context.units = names.units.get(), context.unit = facts.unit, context.period = Period::year(year);
    out = figure_in_words(names, figures::filled_in(parsed, context), lang);
    // What any report says of itself is left out: its unit, its year.
    const bool chinese = lang == words::Lang::zh;
    const std::string comma = chinese ? "" : ", ";
    const auto leave_out = [&](const std::string& what) {
      if (const auto at = out.find(what); !what.empty() && at != out.npos) out.erase(at, what.size());
    };
    const auto* unit = names.units->find(facts.unit);
    if (!parsed.of.period) leave_out(comma + std::to_string(year) + (chinese ? "年" : ""));
    if (!parsed.of.unit && unit != nullptr) leave_out(comma + unit->name);
    return {};
  });
  return read ? out : std::string{};
}

Result<LayoutDraft> add_place_by_text(Office& office, const people::Who& who, const std::string& id, const std::string& snippet) {
  TRY(const auto draft, layout_draft(office, who, id));
  const auto typed = to_code_points(clean(snippet).value_or(""));
  const auto open = typed.find_first_of(U"〔[【"), close = typed.find_first_of(U"〕]】", open == typed.npos ? 0 : open + 1);
  if (open == typed.npos || close == typed.npos || close == open + 1) return fail(Code::invalid, "app.layout_snippet");
  const auto before = typed.substr(0, open), inside = typed.substr(open + 1, close - open - 1), after = typed.substr(close + 1);
  TRY(const auto document, document_of(office, draft.digest));
  for (std::size_t b = 0; b < document->blocks.size(); ++b) {
    const auto text = to_code_points(document->blocks[b].text);
    const auto at = text.find(before + inside + after);
    if (at == text.npos) continue;
    LayoutPlace place;
    place.block = static_cast<int>(b), place.start = static_cast<int>(at + before.size()), place.end = static_cast<int>(at + before.size() + inside.size());
    place.text = from_code_points(inside);
    if (const auto number = read_number(place.text)) place.number = true, place.value = static_cast<double>(number->value.scaled) / static_cast<double>(Decimal::kScale);
    return add_place(office, who, id, std::move(place));
  }
  return fail(Code::absent, "app.layout_snippet_absent");
}
}  // namespace youju::app
