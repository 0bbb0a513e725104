// SPDX-License-Identifier: Apache-2.0
// The office's own documents that figures stand in: a report of last year as template (DOCX), a form of the superior (XLSX). A
// document is read once, its places are bound to figures, and a version of it comes into force by an entry of the log
// (docs/format/layout.md, docs/decisions/0231-documents-as-templates.md).
#pragma once
#include <algorithm>

#include "app/reports.h"
#include "draft/draft.h"
#include "words/words.h"

namespace youju::app {

// One place of a document, and what stands there. Of a DOCX: code points of a block. Of an XLSX: a cell.
struct LayoutPlace {
  int block = 0, start = 0, end = 0;
  std::string text;                  // as it stood
  double value = 0;                  // of the number that stood there
  int rounding = 0;                  // app::Rounding of the words around it
  bool number = false;               // a number stood there; else a blank, a year
  std::string sheet, cell;
  std::string expr;                  // a figure; {year}, {last_year}, {next_year} may stand in it. "" = none
  std::string word;                  // year, last_year, next_year, quarter, period, date, unit. "" = none
  std::string title;                 // of the figure; "" = its kind's name
  std::vector<std::string> suggested;  // by the engine, best first; only while it is being bound
  bool is_bound() const { return !expr.empty() || !word.empty(); }
};
struct LayoutFacts {
  std::string title, period = "year", lang = "zh";
  int year = 0;                      // that its numbers were of; 0: an empty form
  UnitId unit;
  std::vector<LayoutPlace> places;   // in the order of the document
  std::ptrdiff_t bound() const {
    return std::count_if(places.begin(), places.end(), [](const LayoutPlace& place) { return place.is_bound(); });
  }
};
struct Layout {
  std::string id, form;              // form: docx, xlsx
  std::int64_t version = 0, entry = 0;
  LayoutFacts facts;
  std::string digest, state_digest;  // of the file; of all that is bound in it
  AccountId by;
  Instant at;
  bool withdrawn = false;
  std::string name() const { return id + "@" + std::to_string(version); }
};
// The newest version of each, or of one form alone; withdrawn ones only when asked for.
Result<std::vector<Layout>> layouts(Office& office, std::string_view form = {}, bool withdrawn = false);
// "own-annual" (its newest version) or "own-annual@2". absent names those there are.
Result<Layout> find_layout(Office& office, const std::string& name);
bool is_layout_name(std::string_view name);
Result<std::vector<Layout>> layout_versions(Office& office, const std::string& id);
// The file, byte for byte.
Result<std::string> layout_bytes(Office& office, const Layout& layout);

// ---- being bound ----
struct LayoutDraft {
  std::string id, base, form, name, digest;  // base: id of what is changed; "" = a new one. name: of the file
  LayoutFacts facts;
  AccountId owner;
  Instant at;
};
struct LayoutStart {
  std::filesystem::path file;
  std::string form;                    // docx, xlsx
  std::string title;                   // "" = of the document, else the file's name
  std::string period = "year";         // or quarter
  std::optional<int> year;             // of its numbers; else as the document says
  std::optional<std::string> unit;     // name or id; the root when absent
};
// Reads the document and proposes. What the engine is sure of is bound; the rest stands as text.
Result<LayoutDraft> start_layout(Office& office, const people::Who& who, const LayoutStart& start);
// The newest version as a draft, to be changed.
Result<LayoutDraft> change_layout(Office& office, const people::Who& who, const std::string& id);
Result<LayoutDraft> layout_draft(Office& office, const people::Who& who, const std::string& id);
Result<std::vector<LayoutDraft>> layout_drafts(Office& office, const people::Who& who);
Result<void> forget_layout_draft(Office& office, const people::Who& who, const std::string& id);
// What one place is to hold: "" leaves it as it stands, "{year}" a word, anything else an expression. Problems name the field "place-N".
struct Bind {
  std::size_t place = 0;
  std::string what, title;
};
struct Rebound {
  LayoutDraft draft;
  Problems problems;                   // what could not be taken; everything else was
};
Result<Rebound> bind_places(Office& office, const people::Who& who, const std::string& id, const std::vector<Bind>& binds);
// One more place: a stretch of a DOCX's block, or a cell.
Result<LayoutDraft> add_place(Office& office, const people::Who& who, const std::string& id, LayoutPlace place);
// The same by its words: "召开〔11〕次", with what is to be replaced in 〔〕 (or [ ]). The first paragraph that says so.
Result<LayoutDraft> add_place_by_text(Office& office, const people::Who& who, const std::string& id, const std::string& snippet);
Result<LayoutDraft> drop_place(Office& office, const people::Who& who, const std::string& id, std::size_t place);
struct LayoutNames {
  std::string id, title;               // id: small letters, digits, - and _
};
// Into force, as the next version. Every figure is evaluated once, every place tried: what cannot be filled is refused here.
Result<Layout> publish_layout(Office& office, const people::Who& who, const std::string& draft, const LayoutNames& names);
Result<Layout> withdraw_layout(Office& office, const people::Who& who, const std::string& id);

// What a place says, for reading: the expression's rule and its value for a year; none when it has no value.
struct PlaceFigure {
  std::string title, rule_zh, rule_en, value, expr;
  std::optional<Message> problem;
};
// Of every place in order; empty where none is bound to a figure.
Result<std::vector<std::optional<PlaceFigure>>> place_figures(Office& office, const LayoutFacts& facts, int year, int quarter);
// An expression as people say it, for a year: 示例局2023年“支委会”的记录条数. "" when it cannot be read.
std::string expression_in_words(Office& office, const LayoutFacts& facts, const std::string& expression, int year, words::Lang lang);
// The document of a draft or of a layout as blocks.
Result<std::shared_ptr<const draft::Document>> document_of(Office& office, const std::string& digest);
// Figures to choose from: one count for each kind, and what its rules require.
std::vector<std::pair<std::string, std::string>> common_figures(const Office& office, std::string_view lang);

// ---- inside ----
Json to_json(const LayoutFacts& facts);
LayoutFacts facts_from_json(const Json& json);
// layout_propose.cpp
Result<LayoutFacts> propose_docx(Office& office, const people::Who& who, const LayoutStart& start);
Result<LayoutFacts> propose_xlsx(Office& office, const LayoutStart& start);
// "count(committee_meeting; 2022)" of a report of 2023 → "count(committee_meeting; {last_year})".
std::string general_form(const figures::Expression& expression, int year, const UnitId& whole, const std::optional<Period>& own);
// Whether every place of the document can take a value.
Result<void> try_places(Office& office, const Layout& layout);
// layout_fill.cpp: the document as a template, and its bytes with figures in them.
Result<std::shared_ptr<const report::Template>> template_of(Office& office, const Layout& layout);
Result<std::string> write_layout(Office& office, const Layout& layout, const report::Filled& filled, const report::Setting& setting, bool revisions);
// Entries of type layout and route into their tables.
Result<void> follow_papers(Office& office, db::Tx& tx, const ledger::Entry& entry);
Result<void> drop_papers(db::Tx& tx);
}  // namespace youju::app
