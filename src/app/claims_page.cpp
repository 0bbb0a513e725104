// SPDX-License-Identifier: Apache-2.0
// One HTML page that needs nothing else: the text with its numbers marked, and what is said of each. No script, no outside
// address; readable without colours, printable.
#include "app/claims.h"
#include "base/text.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
using judge::Verdict;
using words::Lang;

constexpr std::string_view kStyle =
    "body{font:16px/1.75 'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif;color:#1a1a1a;background:#fff;max-width:46em;margin:0 auto;padding:1.5em}"
    "h1{font-size:1.4em;line-height:1.4}h2{font-size:1.15em;margin-top:2em}mark{background:none;color:inherit;border-bottom:2px solid #59636e;padding:0 .1em}"
    "mark a{color:inherit;text-decoration:none}mark a:focus-visible,a:focus-visible{outline:3px solid #0b57d0;outline-offset:2px}"
    "mark.contradicted,mark.inconsistent{border-bottom:4px double #a40000}mark.ambiguous,mark.no_evidence{border-bottom-style:dashed}"
    "sup{font-size:.7em}ol.claims{padding-left:2.2em}ol.claims>li{margin:0 0 1.2em;break-inside:avoid}.v{font-weight:600}ul{margin:.3em 0;padding-left:1.2em}"
    "p{margin:.4em 0;overflow-wrap:anywhere}table{border-collapse:collapse}td{border:1px solid #59636e;padding:.2em .5em}@media print{body{max-width:none;padding:0}a{color:inherit}}";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&') out += "&amp;";
    else if (c == '<') out += "&lt;";
    else if (c == '>') out += "&gt;";
    else if (c == '"') out += "&quot;";
    else out += c;
  }
  return out;
}

class Page {
 public:
  Page(const CheckedDraft& checked, Lang lang) : checked_(checked), lang_(lang) {}

  std::string run() {
    const auto title = say("judge.page_title", {{"file", checked_.name.empty() ? say("judge.pasted") : checked_.name}});
    out_ = fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
                       "<title>{}</title><style>{}</style></head>\n<body>\n<main>\n<h1>{}</h1>\n",
                       lang_ == Lang::zh ? "zh-CN" : "en", escaped(title), kStyle, escaped(title));
    paragraph(coverage_line(checked_, lang_));
    for (const auto& note : checked_.document.notes) paragraph(words::say(lang_, note));
    checks();
    out_ += fmt::format("<h2 id=\"text\">{}</h2>\n", escaped(say("judge.page_text")));
    text();
    out_ += fmt::format("<h2 id=\"claims\">{}</h2>\n<ol class=\"claims\">\n", escaped(say("judge.page_claims")));
    for (std::size_t i = 0; i < checked_.extraction.claims.size(); ++i) claim(i);
    return out_ + "</ol>\n</main>\n</body>\n</html>\n";
  }

 private:
  std::string say(const std::string& word, const Args& args = {}) const { return words::say(lang_, word, args); }
  void paragraph(const std::string& text) { out_ += "<p>" + escaped(text) + "</p>\n"; }
  std::string piece(std::size_t from, std::size_t to) const { return escaped(from_code_points(std::u32string_view(checked_.text).substr(from, to - from))); }

  void checks() {
    std::string items;
    for (std::size_t k = 0; k < checked_.extraction.checks.size(); ++k) {
      if (!checked_.extraction.checks[k].ok) items += "<li>" + escaped(explain_check(checked_, k, lang_)) + "</li>\n";
    }
    if (!items.empty()) out_ += fmt::format("<h2>{}</h2>\n<ul>\n{}</ul>\n", escaped(say("judge.page_checks")), items);
  }

  void text() {
    const auto& starts = checked_.extraction.blocks;
    std::size_t next = 0;
    for (std::size_t b = 0; b < starts.size(); ++b) {
      const std::size_t end = b + 1 < starts.size() ? starts[b + 1] - 1 : checked_.text.size();
      const bool heading = b < checked_.blocks.size() && checked_.blocks[b].kind == claim::BlockKind::heading;
      out_ += heading ? "<p><strong>" : "<p>";
      block(starts[b], end, next);
      out_ += heading ? "</strong></p>\n" : "</p>\n";
    }
  }

  void block(std::size_t from, std::size_t end, std::size_t& next) {
    const auto& claims = checked_.extraction.claims;
    std::size_t at = from;
    for (; next < claims.size() && claims[next].span.start < end; ++next) {
      const auto& span = claims[next].span;
      if (span.start < at) {  // the same words claim a second thing
        out_ += fmt::format("<sup><a href=\"#c{0}\">{0}</a></sup>", next + 1);
        continue;
      }
      out_ += piece(at, span.start);
      const auto verdict = judge::verdict_name(checked_.judged[next].verdict);
      out_ += fmt::format("<mark class=\"{}\" id=\"t{}\"><a href=\"#c{}\">{}</a></mark><sup>{}</sup>", verdict, next + 1, next + 1, piece(span.start, span.end), next + 1);
      at = span.end;
    }
    out_ += piece(at, std::max(at, end));
  }

  void claim(std::size_t i) {
    const auto said = explain(checked_, i, lang_);
    const auto& one = checked_.extraction.claims[i];
    out_ += fmt::format("<li id=\"c{}\"><p><a href=\"#t{}\">{}</a> <span class=\"v\">{}</span></p>\n", i + 1, i + 1,
                        escaped(one.numerals.empty() ? one.text : one.subject + " " + one.text + one.measure), escaped(said.verdict));
    for (const auto& sentence : said.sentences) paragraph(sentence);
    const auto& judged = checked_.judged[i];
    if (judged.rule) paragraph(lang_ == Lang::zh ? judged.rule->zh : judged.rule->en);
    if (!judged.records.empty()) {
      out_ += fmt::format("<p>{}</p>\n<ul>\n", escaped(say("judge.records_head", {{"n", std::to_string(judged.of_size)}})));
      for (const auto& record : judged.records) {
        const auto& row = record.row;
        out_ += fmt::format("<li>{} {} <code>{}</code> <code>{}</code></li>\n", row.happened ? row.happened->from.iso() : "—", escaped(row.title),
                            crypto::short_code(row.record.text), escaped(row.record.text));
      }
      out_ += "</ul>\n";
    }
    out_ += "</li>\n";
  }

  const CheckedDraft& checked_;
  Lang lang_;
  std::string out_;
};
}  // namespace

std::string review_page(const CheckedDraft& checked, Lang lang) { return Page(checked, lang).run(); }
}  // namespace youju::app
