// SPDX-License-Identifier: Apache-2.0
// From template and ledger to a document: figures first, then every block in order.
#include "report/fill.h"

#include "crypto/crypto.h"

namespace youju::report {
namespace {
bool is_share(figures::Aggregate a) {
  using figures::Aggregate;
  return a == Aggregate::ratio || a == Aggregate::growth || a == Aggregate::cadence_share || a == Aggregate::on_time_share || a == Aggregate::late_share;
}
Decimal rounded(Decimal value, int places) {
  std::int64_t unit = Decimal::kScale;
  for (int i = 0; i < places; ++i) unit /= 10;
  const auto half = value.scaled >= 0 ? unit / 2 : -(unit / 2);
  return Decimal{(value.scaled + half) / unit * unit};
}
constexpr std::array<std::string_view, 4> kQuartersZh{"一", "二", "三", "四"};
}  // namespace

// {year}, {last_year} and {next_year} in an expression: four digits, nothing else can come in.
std::string with_years(std::string text, int year) {
  for (const auto& [name, value] : {std::pair{"{year}", year}, std::pair{"{last_year}", year - 1}, std::pair{"{next_year}", year + 1}}) {
    for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name)) text.replace(at, std::string_view(name).size(), std::to_string(value));
  }
  return text;
}

std::string printed(const figures::Figure& figure, int decimals) {
  const bool share = is_share(figure.aggregate);
  const int places = decimals >= 0 ? std::min(decimals, 4) : share ? 1 : figure.aggregate == figures::Aggregate::average ? 1 : 4;
  return rounded(*figure.value, places).text() + (share ? "%" : "");
}

Error Filling::at_line(Error error, int line) const {
  const auto near = template_.near.find(line);
  Error wrapped{error.code, Message{near == template_.near.end() ? "report.at_line" : "report.at_place", error.message.args}, error.detail};
  if (near != template_.near.end()) wrapped.message.args["near"] = near->second;
  wrapped.message.args["file"] = template_.file;
  wrapped.message.args["line"] = std::to_string(line);
  wrapped.message.args["problem"] = "@" + error.message.word;
  return wrapped;
}

std::string Filling::word(std::string_view name) const { return word_in(name, setting_, zh()); }

std::string word_in(std::string_view name, const Setting& setting, bool zh) {
  const int year = setting.year;
  const auto quarter = setting.quarter;
  if (name == "unit") return setting.office;
  if (name == "year") return std::to_string(year);
  if (name == "last_year") return std::to_string(year - 1);
  if (name == "next_year") return std::to_string(year + 1);
  if (name == "quarter") return quarter == 0 ? "" : zh ? std::string(kQuartersZh[static_cast<std::size_t>(quarter - 1)]) : std::to_string(quarter);
  if (name == "period") {
    if (quarter == 0) return zh ? fmt::format("{}年", year) : std::to_string(year);
    return zh ? fmt::format("{}年第{}季度", year, word_in("quarter", setting, zh)) : fmt::format("Q{} {}", quarter, year);
  }
  const auto d = setting.today;
  return zh ? fmt::format("{}年{}月{}日", d.year(), d.month(), d.day()) : d.iso();
}

Result<const FilledFigure*> Filling::add_figure(std::string key, const std::string& title, const std::string& expression,
                                                const std::optional<std::string>& none, int decimals, int line, const Written& written) {
  auto parsed = figures::parse(with_years(expression, setting_.year), *setting_.figures.catalogue, *setting_.figures.units, setting_.year);
  if (!parsed) return fail(at_line(std::move(parsed).error(), line));
  auto evaluated = figures::evaluate(session_, *parsed, setting_.figures);
  if (!evaluated) return fail(at_line(std::move(evaluated).error(), line));
  FilledFigure figure;
  figure.key = std::move(key);
  figure.expression = std::move(*parsed);
  figure.figure = std::move(*evaluated);
  figure.context = setting_.figures;
  figure.line = line;
  if (!figure.figure.value && !none) {
    return fail(at_line(Error{Code::invalid, {"report.no_value", {{"name", figure.key}, {"expr", figure.figure.expr}}}, {}}, line));
  }
  const auto as_before = written && figure.figure.value ? written(*figure.figure.value) : std::nullopt;
  figure.text = as_before ? *as_before : figure.figure.value ? printed(figure.figure, decimals) : *none;
  figure.short_code = crypto::short_code(setting_.origin + "\n" + figure.figure.expr + "\n" + std::to_string(figure.figure.at));
  figure.title = title.empty() ? title_of(figure.expression, figure.key) : title;
  key_of_expression_.emplace(figure.figure.expr, figure.key);
  by_key_[figure.key] = out_.figures.size();
  out_.figures.push_back(std::move(figure));
  const auto& kept = out_.figures.back();
  paper::FigureMark mark;
  mark.key = kept.key;
  mark.text = kept.text;
  mark.short_code = kept.short_code;
  mark.href = setting_.link_base.empty() ? std::string{} : setting_.link_base + kept.short_code;
  mark.expr = kept.figure.expr;
  mark.rule = zh() ? kept.figure.rule.zh : kept.figure.rule.en;
  mark.title = kept.title;
  out_.document.figures.push_back(std::move(mark));
  return &kept;
}

std::string Filling::title_of(const figures::Expression& e, const std::string& key) const {
  const auto* kind = setting_.figures.catalogue->find(e.of.kind);
  if (kind == nullptr) return key;
  const auto* field = e.of.field.empty() ? nullptr : kind->field(e.of.field);
  auto title = name_of(kind->names);
  if (field != nullptr) title += (zh() ? "·" : ": ") + name_of(field->names);
  using figures::Aggregate;
  static const std::map<Aggregate, std::pair<const char*, const char*>> kTails{
      {Aggregate::required, {"（应做）", " (required)"}}, {Aggregate::missing, {"（缺）", " (missing)"}},
      {Aggregate::cadence_share, {"（达标率）", " (share of required)"}}, {Aggregate::growth, {"（增长）", " (growth)"}},
      {Aggregate::average, {"（平均）", " (average)"}}, {Aggregate::distinct, {"（人数）", " (persons)"}},
      {Aggregate::on_time_share, {"（按时率）", " (on time)"}}, {Aggregate::late_share, {"（补录率）", " (entered late)"}}};
  const auto tail = kTails.find(e.aggregate);
  if (tail != kTails.end()) title += zh() ? tail->second.first : tail->second.second;
  return title;
}

Result<void> Filling::evaluate_declared() {
  for (const auto& figure : template_.figures) {
    TRY_OK(add_figure(figure.name, figure.title, figure.expression, figure.none, figure.decimals, figure.line, figure.written));
  }
  return {};
}

Result<paper::Runs> Filling::runs(const Pieces& pieces, int line) {
  paper::Runs out;
  for (const auto& piece : pieces) {
    if (!piece.is_name) {
      out.push_back({piece.text, false, {}, {}});
    } else if (const auto at = by_key_.find(piece.text); at != by_key_.end()) {
      out.push_back({out_.figures[at->second].text, false, piece.text, {}});
    } else {
      const auto text = word(piece.text);
      if (text.empty()) return fail(at_line(Error{Code::invalid, {"report.empty_word", {{"name", piece.text}}}, {}}, line));
      out.push_back({text, false, {}, {}});
    }
  }
  return out;
}

Result<std::string> Filling::plain(const Pieces& pieces, int line) const {
  std::string out;
  for (const auto& piece : pieces) {
    const auto at = piece.is_name ? by_key_.find(piece.text) : by_key_.end();
    const auto text = !piece.is_name ? piece.text : at != by_key_.end() ? out_.figures[at->second].text : word(piece.text);
    if (piece.is_name && text.empty()) return fail(at_line(Error{Code::invalid, {"report.empty_word", {{"name", piece.text}}}, {}}, line));
    out += text;
  }
  return out;
}

Result<bool> Filling::holds(const IfBlock& c) const {
  const auto& figure = out_.figures[by_key_.at(c.name)].figure;
  if (!figure.value) return false;
  const auto value = *figure.value, number = *Decimal::parse(c.number);
  if (c.op == "=") return value == number;
  if (c.op == "!=") return value != number;
  if (c.op == "<") return value < number;
  if (c.op == "<=") return value <= number;
  if (c.op == ">") return value > number;
  return value >= number;
}

Result<void> Filling::fill_block(const TemplateBlock& block) {
  auto& blocks = out_.document.blocks;
  if (const auto* text = std::get_if<TextLine>(&block.what)) {
    TRY(auto filled, runs(text->pieces, block.line));
    blocks.emplace_back(paper::Paragraph{text->style, std::move(filled)});
  } else if (const auto* condition = std::get_if<IfBlock>(&block.what)) {
    TRY(const auto yes, holds(*condition));
    TRY_OK(fill_blocks(yes ? condition->then : condition->otherwise));
  } else if (const auto* table = std::get_if<TableBlock>(&block.what)) {
    TRY_OK(fill_table(*table, block.line));
  } else if (const auto* cadence = std::get_if<CadenceBlock>(&block.what)) {
    TRY_OK(fill_cadence(*cadence, block.line));
  } else if (const auto* chart = std::get_if<ChartBlock>(&block.what)) {
    TRY_OK(fill_chart(*chart, block.line));
  } else if (const auto* records = std::get_if<RecordsBlock>(&block.what)) {
    TRY_OK(fill_records(*records, block.line));
  } else if (const auto* attachment = std::get_if<AttachmentBlock>(&block.what)) {
    TRY(const auto title, plain(attachment->title, block.line));
    blocks.emplace_back(paper::Attachment{attachment->label, title});
  } else if (std::holds_alternative<PageBlock>(block.what)) {
    blocks.emplace_back(paper::PageBreak{});
  } else if (std::holds_alternative<SignBlock>(block.what)) {
    blocks.emplace_back(paper::Paragraph{paper::ParagraphStyle::signature, {{setting_.office, false, {}, {}}}});
    blocks.emplace_back(paper::Paragraph{paper::ParagraphStyle::date, {{word("date"), false, {}, {}}}});
  }
  return {};
}

Result<void> Filling::fill_blocks(const std::vector<TemplateBlock>& blocks) {
  for (const auto& block : blocks) {
    TRY_OK(fill_block(block));
    if (block.landscape) std::get<paper::Table>(out_.document.blocks.back()).landscape = true;
  }
  return {};
}

// 版头 and 版记 as the template has them.
Result<void> Filling::fill_paper() {
  auto& document = out_.document;
  TRY(document.issuer, plain(template_.issuer, 1));
  TRY(document.number, plain(template_.number, 1));
  TRY(document.signer, plain(template_.signer, 1));
  TRY(document.copies, plain(template_.copies, 1));
  TRY(document.printed_by, plain(template_.printed_by, 1));
  document.red_head = !document.issuer.empty();
  document.seal = template_.seal;
  document.draft_mark = template_.draft_mark;
  if (!document.printed_by.empty()) document.printed_on = word("date");
  return {};
}

Result<Filled> Filling::run() {
  auto& document = out_.document;
  document.lang = template_.lang;
  document.author = setting_.office;
  document.made_at = start_of_day(setting_.today).iso();
  out_.template_id = template_.id;
  out_.template_digest = template_.digest;
  out_.year = setting_.year;
  // References into these lists are handed out while they grow; room for all keeps them valid.
  out_.figures.reserve(8192);
  TRY_OK(evaluate_declared());
  TRY(document.title, plain(template_.title, 1));
  TRY_OK(fill_paper());
  document.blocks.emplace_back(paper::Paragraph{paper::ParagraphStyle::title, {{document.title, false, {}, {}}}});
  TRY_OK(fill_blocks(template_.blocks));
  const auto at = out_.figures.empty() ? setting_.figures.at : out_.figures.front().figure.at;
  document.short_code = code_of(setting_.origin, template_.digest, setting_.year, setting_.quarter, at);
  document.qr = setting_.public_base.empty() ? "youju:" + document.short_code + "@" + std::to_string(at) : setting_.public_base + document.short_code;
  document.foot_note = zh() ? fmt::format("数据截至日志第 {} 条 · 报告编码 {}", at, document.short_code) : fmt::format("Figures as of log size {} · report code {}", at, document.short_code);
  return std::move(out_);
}

std::string code_of(const std::string& origin, const std::string& template_digest, int year, int quarter, std::int64_t at) {
  return crypto::short_code(origin + "\n" + template_digest + "\n" + std::to_string(year) + "/" + std::to_string(quarter) + "\n" + std::to_string(at));
}

Result<Filled> fill(db::Session& session, const Template& tmpl, const Setting& setting) {
  Setting own = setting;
  own.figures.shared = figures::share_sets();
  if (setting.ledger != nullptr) {
    TRY(own.figures.log_size, setting.ledger->size(session));
  }
  TRY(auto filled, Filling(session, tmpl, own).run());
  // What is kept of a figure outlives this transaction, and the log may have grown by then.
  for (auto& figure : filled.figures) figure.context = setting.figures;
  return filled;
}
}  // namespace youju::report
