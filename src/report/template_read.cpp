// SPDX-License-Identifier: Apache-2.0
// Reads templates; every mistake is named with its line and what to write instead.
#include <toml++/toml.h>

#include "base/io.h"
#include "base/text.h"
#include "crypto/crypto.h"
#include "report/template.h"

namespace youju::report {
namespace {
constexpr std::size_t kLargest = 1u << 20;
constexpr std::size_t kMostFigures = 2000, kMostLines = 20'000;
constexpr int kDeepest = 4;
constexpr std::array<std::string_view, 7> kWords{"unit", "year", "last_year", "next_year", "quarter", "period", "date"};

bool is_word(std::string_view name) { return std::find(kWords.begin(), kWords.end(), name) != kWords.end(); }
bool is_id(std::string_view s) {
  return !s.empty() && s.size() <= 60 && std::all_of(s.begin(), s.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'; });
}

class Reader {
 public:
  Reader(std::string file, std::string_view text) : file_(std::move(file)) {
    for (std::size_t at = 0; at <= text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      auto line = text.substr(at, end - at);
      if (line.ends_with('\r')) line.remove_suffix(1);
      lines_.emplace_back(line);
      at = end + 1;
    }
  }

  std::variant<std::shared_ptr<const Template>, std::vector<TemplateProblem>> read(std::string digest) {
    template_.file = file_;
    template_.digest = std::move(digest);
    if (lines_.size() > kMostLines) return only("report.too_long", 1);
    read_head();
    if (problems_.empty()) template_.blocks = read_blocks(0, 0);
    if (!problems_.empty()) return problems_;
    return std::make_shared<const Template>(std::move(template_));
  }

 private:
  std::vector<TemplateProblem> only(std::string_view word, int line) { return {{file_, line, {std::string(word), {}}}}; }
  void wrong(std::size_t line, std::string_view word, Args args = {}) {
    if (problems_.size() < 50) problems_.push_back({file_, static_cast<int>(line) + 1, {std::string(word), std::move(args)}});
  }

  void read_head() {
    if (lines_[0] != "+++") return wrong(0, "report.no_head");
    std::size_t end = 1;
    while (end < lines_.size() && lines_[end] != "+++") ++end;
    if (end == lines_.size()) return wrong(0, "report.head_open");
    std::string head = "\n";  // keeps TOML's line numbers those of the file
    for (std::size_t i = 1; i < end; ++i) head += std::string(lines_[i]) + "\n";
    at_ = end + 1;
    try {
      take_head(toml::parse(head));
    } catch (const toml::parse_error& e) {
      wrong(e.source().begin.line - 1, "report.head_broken", {{"why", std::string(e.description())}});
    }
  }

  void take_head(const toml::table& head) {
    static constexpr std::array<std::string_view, 13> kKnown{"id", "names", "lang", "period", "title", "figures", "seal", "draft_mark",
                                                             "issuer", "number", "signer", "copies", "printed_by"};
    for (const auto& [key, node] : head) {
      if (std::find(kKnown.begin(), kKnown.end(), key.str()) == kKnown.end()) wrong(node.source().begin.line - 1, "report.unknown_key", {{"key", std::string(key.str())}});
    }
    template_.id = head["id"].value_or(std::string{});
    if (!is_id(template_.id)) wrong(1, "report.bad_id", {{"id", template_.id}});
    template_.lang = head["lang"].value_or(std::string{"zh"});
    template_.period = head["period"].value_or(std::string{"year"});
    if (template_.lang != "zh" && template_.lang != "en") wrong(1, "report.bad_lang", {{"lang", template_.lang}});
    if (template_.period != "year" && template_.period != "quarter") wrong(1, "report.bad_period", {{"period", template_.period}});
    for (const auto* lang : {"zh", "en"}) template_.names[lang] = head["names"][lang].value_or(std::string{});
    if (template_.names["zh"].empty() || template_.names["en"].empty()) wrong(1, "report.names_needed");
    if (const auto* figures = head["figures"].as_table()) {
      for (const auto& [name, node] : *figures) take_figure(std::string(name.str()), node);
    }
    if (template_.figures.size() > kMostFigures) wrong(1, "report.too_many_figures");
    std::sort(template_.figures.begin(), template_.figures.end(), [](const auto& a, const auto& b) { return a.line < b.line; });
    template_.title = pieces(head["title"].value_or(std::string{}), 1);
    if (template_.title.empty()) wrong(1, "report.title_needed");
    take_paper(head);
  }

  // What stands around the text: 版头, 版记, seal, draft mark.
  void take_paper(const toml::table& head) {
    const auto line_of = [](const toml::node& node) { return static_cast<std::size_t>(node.source().begin.line) - 1; };
    for (const auto& [key, into] : {std::pair{"seal", &template_.seal}, std::pair{"draft_mark", &template_.draft_mark}}) {
      const auto* node = head.get(key);
      if (node == nullptr) continue;
      if (!node->is_boolean()) wrong(line_of(*node), "report.yes_or_no", {{"key", key}});
      *into = node->value_or(*into);
    }
    for (const auto& [key, into] : {std::pair{"issuer", &template_.issuer}, std::pair{"number", &template_.number}, std::pair{"signer", &template_.signer},
                                    std::pair{"copies", &template_.copies}, std::pair{"printed_by", &template_.printed_by}}) {
      const auto* node = head.get(key);
      if (node == nullptr) continue;
      const auto text = node->value_or(std::string{});
      if (!node->is_string() || text.find('\n') != std::string::npos) wrong(line_of(*node), "report.one_line", {{"key", key}});
      *into = pieces(text, line_of(*node));
    }
    // A number without a red head above it, or copies without the line below them, would stand nowhere.
    if (template_.issuer.empty() && !(template_.number.empty() && template_.signer.empty())) wrong(1, "report.needs_issuer");
    if (template_.printed_by.empty() && !template_.copies.empty()) wrong(1, "report.needs_printed_by");
  }

  void take_figure(const std::string& name, const toml::node& node) {
    const std::size_t line = node.source().begin.line - 1;
    TemplateFigure figure;
    figure.name = name;
    figure.line = static_cast<int>(line) + 1;
    if (!is_id(name) || is_word(name)) return wrong(line, "report.bad_figure_name", {{"name", name}});
    if (const auto* table = node.as_table()) {
      for (const auto& [key, value] : *table) {
        if (key != "expr" && key != "none" && key != "title" && key != "decimals") wrong(line, "report.unknown_key", {{"key", std::string(key.str())}});
      }
      figure.expression = (*table)["expr"].value_or(std::string{});
      figure.title = (*table)["title"].value_or(std::string{});
      if ((*table)["none"].is_string()) figure.none = (*table)["none"].value_or(std::string{});
      figure.decimals = (*table)["decimals"].value_or(-1);
    } else {
      figure.expression = node.value_or(std::string{});
    }
    if (figure.expression.empty()) return wrong(line, "report.no_expression", {{"name", name}});
    template_.figures.push_back(std::move(figure));
  }

  // Cuts at {name}; names must be declared.
  Pieces pieces(std::string_view text, std::size_t line) {
    Pieces out;
    std::string plain;
    const auto flush = [&] {
      if (!plain.empty()) out.push_back({std::move(plain), false});
      plain.clear();
    };
    for (std::size_t i = 0; i < text.size();) {
      if (text.substr(i, 2) == "{{" || text.substr(i, 2) == "}}") {
        plain.push_back(text[i]);
        i += 2;
      } else if (text[i] == '{') {
        const auto close = text.find('}', i);
        if (close == std::string_view::npos) {
          wrong(line, "report.brace_open");
          return out;
        }
        const auto name = std::string(trim(text.substr(i + 1, close - i - 1)));
        if (!is_word(name) && template_.figure(name) == nullptr) unknown_name(name, line);
        flush();
        out.push_back({name, true});
        i = close + 1;
      } else {
        plain.push_back(text[i++]);
      }
    }
    flush();
    return out;
  }

  void unknown_name(const std::string& name, std::size_t line) {
    std::string near;
    int least = 4;
    const auto offer = [&](std::string_view candidate) {
      if (const int d = edit_distance(name, candidate); d < least) {
        least = d;
        near = candidate;
      }
    };
    for (const auto& figure : template_.figures) offer(figure.name);
    for (const auto word : kWords) offer(word);
    wrong(line, near.empty() ? "report.unknown_name" : "report.unknown_name_near", {{"name", name}, {"near", near}});
  }

  // Blocks up to the end of the file, or to ::else / ::end when inside a condition.
  std::vector<TemplateBlock> read_blocks(int depth, std::size_t opened) {
    std::vector<TemplateBlock> out;
    while (at_ < lines_.size()) {
      const auto line = trim(lines_[at_]);
      const auto number = at_;
      if (line == "::end" || line == "::else") {
        if (depth == 0) wrong(at_++, "report.end_without_if");
        else return out;
        continue;
      }
      ++at_;
      if (line.empty() || line.starts_with("//")) continue;
      if (line == "::landscape") {
        landscape_ = true;
        continue;
      }
      const auto before = out.size();
      const bool landscape = std::exchange(landscape_, false);
      if (line.starts_with("::")) directive(line.substr(2), number, depth, out);
      else out.push_back({static_cast<int>(number) + 1, text_line(line, number)});
      if (!landscape || out.size() == before) continue;
      auto& block = out.back();
      block.landscape = std::holds_alternative<TableBlock>(block.what) || std::holds_alternative<CadenceBlock>(block.what) ||
                        std::holds_alternative<RecordsBlock>(block.what);
      if (!block.landscape) wrong(number, "report.landscape_alone");
    }
    if (std::exchange(landscape_, false)) wrong(at_ - 1, "report.landscape_alone");
    if (depth > 0) wrong(opened, "report.if_open");
    return out;
  }

  TextLine text_line(std::string_view line, std::size_t number) {
    using paper::ParagraphStyle;
    static constexpr std::array<ParagraphStyle, 4> kHeadings{ParagraphStyle::heading1, ParagraphStyle::heading2, ParagraphStyle::heading3, ParagraphStyle::heading4};
    std::size_t hashes = 0;
    while (hashes < 4 && hashes < line.size() && line[hashes] == '#') ++hashes;
    if (hashes > 0 && line.substr(hashes).starts_with(" ")) return {kHeadings[hashes - 1], pieces(trim(line.substr(hashes)), number)};
    if (line.starts_with("- ")) return {ParagraphStyle::list_item, pieces(trim(line.substr(2)), number)};
    return {ParagraphStyle::body, pieces(line, number)};
  }

  // `word rest title key=value key="va lue"` → free text and keys.
  struct Words {
    std::string free;
    std::map<std::string, std::string> keys;
  };
  static Words split(std::string_view text) {
    Words out;
    std::vector<std::string> tokens;
    std::string token;
    bool quoted = false;
    for (const char c : text) {
      if (c == '"') quoted = !quoted;
      else if (c == ' ' && !quoted) {
        if (!token.empty()) tokens.push_back(std::move(token));
        token.clear();
      } else token.push_back(c);
    }
    if (!token.empty()) tokens.push_back(std::move(token));
    for (const auto& t : tokens) {
      const auto equals = t.find('=');
      if (equals != std::string::npos && equals > 0) out.keys[t.substr(0, equals)] = t.substr(equals + 1);
      else out.free += (out.free.empty() ? "" : " ") + t;
    }
    return out;
  }

  std::vector<std::string> kinds_of(const Words& words, std::size_t line) {
    const auto it = words.keys.find("kinds");
    auto list = it == words.keys.end() ? std::vector<std::string>{} : split_any(it->second, U",，、");
    if (list.empty()) wrong(line, "report.kinds_needed");
    return list;
  }

  void directive(std::string_view text, std::size_t number, int depth, std::vector<TemplateBlock>& out) {
    const auto space = text.find(' ');
    const auto word = text.substr(0, space);
    const auto rest = space == std::string_view::npos ? std::string_view{} : trim(text.substr(space));
    const int line = static_cast<int>(number) + 1;
    if (word == "recipient") out.push_back({line, TextLine{paper::ParagraphStyle::recipient, pieces(rest, number)}});
    else if (word == "page") out.push_back({line, PageBlock{}});
    else if (word == "sign") out.push_back({line, SignBlock{}});
    else if (word == "attachment") {
      const auto label = rest.substr(0, rest.find(' '));
      out.push_back({line, AttachmentBlock{std::string(label), pieces(trim(rest.substr(label.size())), number)}});
    } else if (word == "if") read_if(rest, number, depth, out);
    else if (word == "table") read_table(rest, number, out);
    else if (word == "cadence") {
      const auto words = split(rest);
      out.push_back({line, CadenceBlock{pieces(words.free, number), kinds_of(words, number)}});
    } else if (word == "chart") read_chart(rest, number, out);
    else if (word == "records") read_records(rest, number, out);
    else wrong(number, "report.unknown_directive", {{"word", std::string(word)}});
  }

  void read_if(std::string_view rest, std::size_t number, int depth, std::vector<TemplateBlock>& out) {
    const auto parts = split_any(rest, U" ");
    static constexpr std::array<std::string_view, 6> kOps{"=", "!=", "<", "<=", ">", ">="};
    const bool good = parts.size() == 3 && template_.figure(parts[0]) != nullptr && Decimal::parse(parts[2]) &&
                      std::find(kOps.begin(), kOps.end(), parts[1]) != kOps.end();
    if (!good) wrong(number, "report.bad_if", {{"text", std::string(rest)}});
    if (depth >= kDeepest) {
      wrong(number, "report.if_deep");
      at_ = lines_.size();
      return;
    }
    IfBlock block;
    if (good) block = {parts[0], parts[1], parts[2], {}, {}};
    block.then = read_blocks(depth + 1, number);
    if (at_ < lines_.size() && trim(lines_[at_]) == "::else") {
      ++at_;
      block.otherwise = read_blocks(depth + 1, number);
    }
    if (at_ < lines_.size() && trim(lines_[at_]) == "::else") wrong(at_, "report.second_else");
    if (at_ < lines_.size()) ++at_;
    out.push_back({static_cast<int>(number) + 1, std::move(block)});
  }

  void read_table(std::string_view title, std::size_t number, std::vector<TemplateBlock>& out) {
    TableBlock table{pieces(title, number), {}};
    for (; at_ < lines_.size() && trim(lines_[at_]).starts_with("|"); ++at_) {
      auto row = trim(lines_[at_]);
      row.remove_prefix(1);
      if (row.ends_with("|")) row.remove_suffix(1);
      std::vector<Pieces> cells;
      for (std::size_t from = 0; from <= row.size();) {
        const auto bar = std::min(row.find('|', from), row.size());
        cells.push_back(pieces(trim(row.substr(from, bar - from)), at_));
        from = bar + 1;
      }
      if (!table.rows.empty() && cells.size() != table.rows[0].size()) {
        wrong(at_, "report.table_ragged", {{"cells", std::to_string(cells.size())}, {"head", std::to_string(table.rows[0].size())}});
      }
      table.rows.push_back(std::move(cells));
    }
    if (table.rows.size() < 2) wrong(number, "report.table_empty");
    out.push_back({static_cast<int>(number) + 1, std::move(table)});
  }

  void read_chart(std::string_view rest, std::size_t number, std::vector<TemplateBlock>& out) {
    const auto which = rest.substr(0, rest.find(' '));
    static const std::map<std::string_view, ChartKind> kCharts{{"months", ChartKind::months}, {"required", ChartKind::required}, {"years", ChartKind::years}};
    const auto kind = kCharts.find(which);
    if (kind == kCharts.end()) return wrong(number, "report.unknown_chart", {{"word", std::string(which)}});
    const auto words = split(rest.substr(which.size()));
    out.push_back({static_cast<int>(number) + 1, ChartBlock{kind->second, pieces(words.free, number), kinds_of(words, number)}});
  }

  void read_records(std::string_view rest, std::size_t number, std::vector<TemplateBlock>& out) {
    const auto words = split(rest);
    const auto value = [&](const char* key) { return words.keys.contains(key) ? words.keys.at(key) : std::string{}; };
    RecordsBlock block{pieces(words.free, number), value("kind"), split_any(value("columns"), U",，、"), 200};
    if (block.kind.empty() || block.columns.empty()) wrong(number, "report.records_keys");
    if (const auto limit = value("limit"); !limit.empty()) std::from_chars(limit.data(), limit.data() + limit.size(), block.limit);
    block.limit = std::clamp(block.limit, 1, 5000);
    out.push_back({static_cast<int>(number) + 1, std::move(block)});
  }

  std::string file_;
  std::vector<std::string_view> lines_;
  std::size_t at_ = 0;
  bool landscape_ = false;  // the table that follows stands on turned pages
  Template template_;
  std::vector<TemplateProblem> problems_;
};
}  // namespace

const TemplateFigure* Template::figure(std::string_view name) const {
  for (const auto& figure : figures) {
    if (figure.name == name) return &figure;
  }
  return nullptr;
}

TemplateFacts facts_of(const Template& tmpl) { return {tmpl.id, tmpl.period, tmpl.names}; }

std::variant<std::shared_ptr<const Template>, std::vector<TemplateProblem>> parse_template(const std::string& name, std::string_view bytes) {
  const auto text = to_nfc(bytes);
  if (!text) return std::vector<TemplateProblem>{{name, 1, {"report.not_utf8", {}}}};
  return Reader(name, *text).read(crypto::hex(crypto::sha256(bytes)));
}

std::variant<std::shared_ptr<const Template>, std::vector<TemplateProblem>> load_template(const std::filesystem::path& file) {
  const auto bytes = read_file(file, kLargest);
  if (!bytes) return std::vector<TemplateProblem>{{file.string(), 0, bytes.error().message}};
  return parse_template(file.filename().string(), *bytes);
}
}  // namespace youju::report
