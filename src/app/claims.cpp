// SPDX-License-Identifier: Apache-2.0
// A draft read, its claims bound to the ledger and judged.
#include "app/claims.h"

#include "app/claims_learned.h"
#include "app/gaps.h"
#include "app/packs.h"
#include "base/io.h"
#include "base/text.h"

namespace youju::app {
namespace {
// What a writer says: not page numbers, running heads and tables of contents.
bool speaks(draft::Kind kind) {
  return kind != draft::Kind::page_number && kind != draft::Kind::contents && kind != draft::Kind::header && kind != draft::Kind::footer;
}

claim::Block block_of(const draft::Block& block) {
  claim::Block out;
  out.text = block.text;
  if (block.kind == draft::Kind::title || block.kind == draft::Kind::heading) {
    out.kind = claim::BlockKind::heading;
    out.level = block.kind == draft::Kind::title ? 0 : std::max(1, block.level);
  } else if (block.kind == draft::Kind::cell && block.place) {
    out.kind = claim::BlockKind::cell;
    out.table = block.place->table;
    out.row = block.place->row;
    out.column = block.place->column;
  }
  return out;
}

Result<void> read_document(const CheckRequest& request, CheckedDraft& out) {
  if (request.file.empty()) {
    TRY(out.document, draft::read_pasted(request.pasted));
  } else {
    TRY(out.document, draft::read(request.file));
    out.name = request.file.filename().string();
  }
  for (std::size_t i = 0; i < out.document.blocks.size(); ++i) {
    if (!speaks(out.document.blocks[i].kind)) continue;
    out.blocks.push_back(block_of(out.document.blocks[i]));
    out.block_of.push_back(static_cast<int>(i));
  }
  return {};
}

Message no_report(const std::vector<std::string>& signs) {
  std::string words;
  for (const auto& sign : signs) words += (words.empty() ? "" : "、") + sign;
  return {"judge.no_report", {{"words", words}}};
}

// claims/*.toml of the packs in force.
Result<std::vector<claim::WordFile>> word_files(const Office& office) {
  std::vector<claim::WordFile> files;
  std::set<std::filesystem::path> paths;
  for (const auto& pack : office.catalogue().packs()) {
    std::error_code none;
    const auto folder = office.shelf().folder_of(pack.id) / "claims";
    for (std::filesystem::directory_iterator it(folder, none), end; !none && it != end; it.increment(none)) paths.insert(it->path());
  }
  for (const auto& path : paths) {
    TRY(auto bytes, read_file(path, 1u << 20));
    files.push_back({path.generic_string(), std::move(bytes)});
  }
  return files;
}

Result<claim::Lexicon> lexicon_of(const kinds::Catalogue& catalogue, const std::vector<claim::WordFile>& files) {
  auto lexicon = claim::Lexicon::with(catalogue.kinds(), files);
  if (const auto* problems = std::get_if<kinds::PackProblems>(&lexicon)) return fail(pack_error(*problems));
  return std::get<claim::Lexicon>(std::move(lexicon));
}

Result<UnitId> unit_asked(const CheckRequest& request, const people::UnitTree& units) {
  if (!request.unit) return units.all().empty() ? UnitId{} : units.all().front().id;
  const auto* unit = units.find(UnitId(*request.unit));
  if (unit == nullptr) unit = units.by_name(*request.unit);
  if (unit == nullptr) return fail(Code::invalid, "app.no_unit", {{"unit", *request.unit}});
  return unit->id;
}

// What may not be seen is told as a number; the value stays the same for everybody.
void keep_readable(CheckedDraft& out, const std::vector<UnitId>& readable) {
  for (auto& one : out.judged) {
    const auto before = one.records.size();
    std::erase_if(one.records, [&](const auto& r) { return std::find(readable.begin(), readable.end(), r.row.unit) == readable.end(); });
    out.closed.push_back(static_cast<std::int64_t>(before - one.records.size()));
  }
}
}  // namespace

std::optional<Period> whole_period(std::string_view text) {
  if (text.size() < 4 || text.substr(0, 4).find_first_not_of("0123456789") != text.npos) return {};
  const int year = std::stoi(std::string(text.substr(0, 4)));
  const auto rest = text.substr(4);
  if (rest.empty()) return Period::year(year);
  if (rest.size() != 2) return {};
  const int n = rest[1] - '0';
  if (rest[0] == 'H' && (n == 1 || n == 2)) return Period::half(year, n);
  if (rest[0] == 'Q' && n >= 1 && n <= 4) return Period::quarter(year, n);
  return {};
}

Result<CheckedDraft> check_draft(Office& office, const people::Who& who, const CheckRequest& request) {
  CheckedDraft out;
  TRY_OK(read_document(request, out));
  TRY(const auto files, word_files(office));
  TRY(const auto lexicon, lexicon_of(office.catalogue(), files));
  out.extraction = claim::extract(lexicon, out.blocks, {request.period, request.as_of, false});
  TRY_OK(claim::refuse_too_many(out.extraction));
  if (!out.extraction.other_text.empty()) out.document.notes.push_back(no_report(out.extraction.other_text));
  out.text = to_code_points(out.extraction.text);
  out.catalogue = &office.catalogue();
  out.folder = office.folder().string();
  TRY_OK(office.read([&](db::Session& session) -> Result<void> {
    TRY(auto units, people::read_units(session));
    out.units = std::make_shared<people::UnitTree>(std::move(units));
    TRY(const auto whole, unit_asked(request, *out.units));
    out.whole = whole;
    const auto readable = readable_units(office, *out.units, who, {});
    if (readable.empty()) return fail(Code::denied, "figures.nothing_readable");
    TRY(const auto learned, read_learned(session, office, *out.units, whole, request.file.empty() ? std::string{} : report_key(out.document, out.name), request.at));
    const judge::Book book(office.catalogue(), *out.units, whole, learned.synonyms, learned.confirmed);
    out.bindings = judge::bind(book, out.extraction, out.blocks, request.period);
    TRY(out.learned, learned_from(session, office, learned, out.extraction, out.bindings));
    judge::settle_checks(out.extraction, out.bindings);
    judge::Asked asked{&office.catalogue(), out.units.get(), whole, office.today(), request.at, 0, request.records, true};
    TRY(asked.log_size, office.ledger().size(session));
    out.log_size = request.at == index::kOpen ? asked.log_size : request.at;
    TRY(out.judged, judge::judge(session, out.extraction, out.bindings, asked));
    keep_readable(out, readable);
    return {};
  }));
  return out;
}

Result<CheckedDraft> check_itself(const CheckRequest& request) {
  CheckedDraft out;
  TRY_OK(read_document(request, out));
  out.extraction = claim::extract(claim::Lexicon::standard(), out.blocks, {request.period, request.as_of, true});
  TRY_OK(claim::refuse_too_many(out.extraction));
  out.text = to_code_points(out.extraction.text);
  out.judged = judge::judge_alone(out.extraction);
  return out;
}

bool is_finding(judge::Verdict v) { return v == judge::Verdict::inconsistent || v == judge::Verdict::contradicted; }

Coverage coverage_of(const CheckedDraft& checked) {
  Coverage out;
  out.numbers = checked.extraction.numbers.size();
  out.claims = checked.extraction.claims.size();
  for (const auto& one : checked.judged) {
    using judge::Verdict;
    const bool judged = one.verdict == Verdict::supported || one.verdict == Verdict::approximately || is_finding(one.verdict);
    out.judged += judged ? 1 : 0;
    out.findings += is_finding(one.verdict) ? 1 : 0;
  }
  for (const auto& one : checked.extraction.non_claims) out.unread += one.why == "bare" || one.why == "unreadable" ? 1 : 0;
  return out;
}
}  // namespace youju::app
