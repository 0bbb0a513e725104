// SPDX-License-Identifier: Apache-2.0
// The report: template (data) → filled document with figure marks → signed snapshot → drift, correction, bundle.
// Formats: docs/format/report-template.md, docs/format/snapshot.md, docs/format/bundle.md.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <variant>
#include <optional>
#include <string>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "db/db.h"
#include "figures/figures.h"
#include "kinds/kinds.h"
#include "ledger/ledger.h"
#include "paper/paper.h"
#include "people/people.h"

namespace youju::report {

struct TemplateProblem { std::string file; int line = 0; Message message; };
struct Template;  // opaque: parsed template
// Reads a template. Problems name file and line. No expressions in prose: figures are declared by name with an expression,
// prose and tables only place them.
std::variant<std::shared_ptr<const Template>, std::vector<TemplateProblem>> load_template(const std::filesystem::path& file);
std::variant<std::shared_ptr<const Template>, std::vector<TemplateProblem>> parse_template(const std::string& name, std::string_view bytes);

// What a template is, for lists: id, names by language, "year" or "quarter".
struct TemplateFacts {
  std::string id, period;
  kinds::Names names;
};
TemplateFacts facts_of(const Template& tmpl);

// A template that is somebody's document (docs/format/layout.md): its text as it stands, with figures and words at their places.
struct DocumentFigure {
  std::string key, title, expression;
  int line = 0;                // of the document: which of its paragraphs
  int decimals = -1;
  std::function<std::optional<std::string>(Decimal)> written;  // as the number that stood there was; nothing: as figures are printed
};
struct DocumentPiece {
  std::string text;
  bool is_name = false;        // of a figure or of a word: "year"
};
struct DocumentLine {
  std::string style;           // title, heading, body
  std::vector<DocumentPiece> pieces;
  int table = -1, row = 0, column = 0;
};
struct DocumentTemplate {
  std::string id, digest, lang = "zh", period = "year";
  kinds::Names names;
  std::vector<DocumentPiece> title;
  std::vector<DocumentFigure> figures;
  std::vector<DocumentLine> lines;
  std::map<int, std::string> near;  // what stands around a line, for messages
};
std::shared_ptr<const Template> make_template(const DocumentTemplate& document);

struct Setting {  // what a report is made in
  figures::Context figures;
  const ledger::Ledger* ledger = nullptr;
  int year = 0;
  int quarter = 0;                // 0 = the whole year
  std::string lang = "zh";
  std::string office;             // name of the unit
  std::string origin;             // of the log
  std::string link_base;          // prefix of figure links, e.g. "youju:figure/" or "https://…"
  std::string public_base;        // prefix of the QR code's address, "https://…/r/"; empty: the code alone
  Date today;
};

// One figure of a filled report: value, records' versions, rule.
struct FilledFigure {
  std::string key, title, text;   // text = as printed
  int line = 0;                   // of the template
  std::string short_code;
  figures::Expression expression;
  figures::Figure figure;
  figures::Context context;
};
struct Filled {
  paper::Document document;
  std::vector<FilledFigure> figures;
  std::string template_id, template_digest;
  int year = 0;
};
// The short code printed at the foot of a report: the same template, stretch and size of the log of the same office give the same.
std::string code_of(const std::string& origin, const std::string& template_digest, int year, int quarter, std::int64_t at);
// What a word of a template says: unit, year, last_year, next_year, quarter, period, date. "" when it says nothing here.
std::string word_in(std::string_view name, const Setting& setting, bool zh);
// "7", "66.7%", "1,086": a figure as printed. decimals −1: shares one place, others as they are.
std::string printed(const figures::Figure& figure, int decimals);
// {year}, {last_year} and {next_year} of an expression as numbers.
std::string with_years(std::string expression, int year);
// Fills a template. A missing value is an error that names its place in the template; never an empty gap.
Result<Filled> fill(db::Session& session, const Template& tmpl, const Setting& setting);

// Snapshot: everything a signed report stands on, canonical JSON; its digest is what is signed. docs/format/snapshot.md.
struct SnapshotFacts {
  std::string report;             // id
  std::int64_t number = 1;        // of the sign-off
  std::int64_t at = 0;            // log size; sealed, so that tiles reach that far
  Instant made_at;
  std::string office;
  UnitId unit;
  std::optional<Date> go_live;
  Json files = Json::array();     // {"role","digest","size","media_type"}
};
// conflict "report.period_open" when a cadence figure cannot be fixed because its period is not over.
Result<Json> make_snapshot(db::Session& session, const ledger::Ledger& ledger, const Filled& filled, const SnapshotFacts& facts,
                           const kinds::Catalogue& catalogue);

struct Drift {
  std::string key, title, was, is;
  std::vector<std::string> added, removed, changed;  // record ids
  std::vector<Message> causes;
};
Result<std::vector<Drift>> drift(db::Session& session, const ledger::Ledger& ledger, const Json& snapshot, const figures::Context& context);
}  // namespace youju::report
