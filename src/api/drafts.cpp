// SPDX-License-Identifier: Apache-2.0
// A draft checked in one request, nothing of it kept; and the search.
#include "api/handlers.h"
#include "app/claims_learned.h"
#include "app/records.h"
#include "app/scratch.h"
#include "base/media_types.h"
#include "base/text.h"

namespace youju::api {
namespace {
constexpr std::size_t kMostDraftBytes = 20 << 20, kMostSearched = 200;

std::string_view ending_of(std::string_view type) {
  const auto bare = trim(type.substr(0, type.find(';')));
  if (bare == kDocxType) return "docx";
  if (bare == "application/pdf") return "pdf";
  if (bare == "text/markdown") return "md";
  return bare == "text/plain" ? "txt" : "";
}

// The draft as sent: pasted text, or a file laid into the scratch folder. A reply when it cannot be taken.
Result<std::optional<Reply>> read_draft(Call& call, const app::Scratch& scratch, bool back_as_docx, app::CheckRequest& request) {
  auto& ask = call.ask;
  const bool pasted = call.body.is_object();
  const auto said = [&](const char* name) { return pasted ? call.body.value(name, std::string{}) : std::string(call.query(name)); };
  if (const auto period = said("period"); !period.empty()) {
    request.period = app::whole_period(period);
    if (!request.period) return body_wrong(ask, {{"period", {"api.no_period", {{"read", period.substr(0, 40)}}}}});
  }
  if (const auto unit = said("unit"); !unit.empty()) request.unit = unit;
  if (pasted) {
    request.pasted = call.body["text"].get<std::string>();
    if (back_as_docx) return problem(ask, Error{Code::invalid, {"api.no_docx_back", {}}, {}}, 406);
    return std::nullopt;
  }
  const auto ending = ending_of(ask.request.header("content-type"));
  if (ending.empty()) return problem(ask, Error{Code::unsupported, {"api.draft_type", {}}, {}});
  const auto bytes = ask.request.body.view();
  if (bytes.empty()) return no_bytes(ask);
  if (bytes.size() > kMostDraftBytes) return fail(Code::too_large, "checkpage.too_large");
  if (back_as_docx && ending != "docx") return problem(ask, Error{Code::invalid, {"api.no_docx_back", {}}, {}}, 406);
  request.file = scratch.folder() / ("draft." + std::string(ending));
  TRY_OK(write_file(request.file, bytes, 0600));
  return std::nullopt;
}

// "all": every number the ledger can set right; "1,3": these claims, counted from 1. Nothing for what is neither.
std::optional<std::vector<std::size_t>> claims_said(std::string_view text, const app::CheckedDraft& checked) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; text == "all" && i < checked.judged.size(); ++i)
    if (!app::fixes_of(checked, i).new_text.empty()) out.push_back(i);
  while (text != "all" && !text.empty()) {
    const auto end = std::min(text.find(','), text.size());
    const std::string one(trim(text.substr(0, end)));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty() || one.size() > 6 || one.find_first_not_of("0123456789") != one.npos) return {};
    const auto n = static_cast<std::size_t>(std::stoi(one));
    if (n < 1 || n > checked.judged.size()) return {};
    out.push_back(n - 1);
  }
  return out;
}
}  // namespace

Result<Reply> check_draft(Call& call) {
  auto& ask = call.ask;
  const bool marked = accepts(ask.request, kDocxType);
  app::CheckRequest request;
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  TRY(auto refused, read_draft(call, scratch, marked, request));
  if (refused) return std::move(*refused);
  TRY(const auto checked, app::check_draft(ask.office, ask.who, request));
  if (!marked) return json_answer(app::to_json(checked));
  TRY(auto reviewed, app::reviewed_docx(checked, request.file, ask.office.world().clock->now(), ask.here.lang));
  return web::download(std::move(reviewed.bytes), kDocxType, "reviewed.docx");
}

Result<Reply> correct_draft(Call& call) {
  auto& ask = call.ask;
  app::CheckRequest request;
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  TRY(auto refused, read_draft(call, scratch, false, request));
  if (refused) return std::move(*refused);
  TRY(const auto checked, app::check_draft(ask.office, ask.who, request));
  const auto claims = claims_said(call.query("claims"), checked);
  if (!claims || claims->empty())
    return problem(ask, Error{Code::invalid, {"api.query_wrong", {}}, {}}, 0, {{"claims", {"api.no_claims", {{"most", std::to_string(checked.judged.size())}}}}});
  TRY(auto corrected, app::corrected_draft(checked, request, *claims, ask.office.world().clock->now(), ask.here.lang));
  const bool docx = checked.document.format == "docx" && !request.file.empty();
  return web::download(std::move(corrected.bytes), docx ? kDocxType : "text/plain; charset=utf-8", docx ? "corrected.docx" : "corrected.txt");
}

Result<Reply> confirm_reading(Call& call) {
  auto& ask = call.ask;
  const auto wrong = [&](const char* field, Message message) { return problem(ask, Error{Code::invalid, {"api.query_wrong", {}}, {}}, 0, {{field, std::move(message)}}); };
  app::CheckRequest request;
  TRY(const auto scratch, app::Scratch::beside(ask.office.folder() / "check", ask.office.world()));
  TRY(auto refused, read_draft(call, scratch, false, request));
  if (refused) return std::move(*refused);
  const std::string name(call.query("name"));
  if (!web::is_plain_name(name)) return wrong("name", {"api.plain_name", {}});
  // A report without a title is known by its file's name.
  auto named = request.file;
  named.replace_filename(std::filesystem::path(name).stem()) += request.file.extension();
  std::error_code failed;
  std::filesystem::rename(request.file, named, failed);
  if (failed) return fail(Code::outside, "api.plain_name", {}, failed.message());
  request.file = named;
  TRY(const auto who, asking_once(call));
  request.records = 0;
  TRY(const auto checked, app::check_draft(ask.office, who, request));
  const auto taught = app::confirm_reading(ask.office, who, checked, static_cast<std::size_t>(call.number("claim", 0)), std::string(call.query("expression")));
  if (!taught && taught.error().code == Code::absent) return wrong("claim", taught.error().message);
  if (!taught) return fail(Error(taught.error()));
  return saved_answer(ask, taught->saved);
}

Result<Reply> search_records(Call& call) {
  auto& ask = call.ask;
  const auto limit = static_cast<std::size_t>(call.number("limit", kPageRows));
  auto wanted = std::string(trim(call.query("q")));
  if (wanted.empty() || code_point_count(wanted) > kMostSearched)
    return problem(ask, Error{Code::invalid, {"api.query_wrong", {}}, {}}, 0, {{"q", {"api.search_words", {{"most", std::to_string(kMostSearched)}}}}});
  TRY(const auto place, place_asked(call));
  std::string out = "{\"found\":[", next;
  std::int64_t trailing = 0;
  if (!ask.readable.empty()) {  // an empty list would mean all units
    const auto units = ask.readable.size() == ask.units->all().size() ? std::vector<UnitId>{} : ask.readable;
    TRY_OK(ask.office.read([&](db::Session& session) -> Result<void> {
      std::optional<index::RecordRow> after;
      if (place) {
        TRY(after, index::current(session, RecordId(place->id)));
        if (!after) return fail(Code::invalid, "api.bad_cursor");
      }
      TRY(const auto answer, index::search(session, wanted, units, static_cast<int>(limit) + 1, after));
      trailing = answer.trailing;
      std::size_t n = 0;
      for (const auto& hit : answer.found) {
        if (n++ == limit) {
          const auto& last = answer.found[limit - 1].row;
          next = cursor_of(last.happened ? last.happened->from.iso() : std::string{}, last.record.text);
          break;
        }
        out += "{\"record\":";
        put_row(out, ask, hit.row);
        out += ",\"snippet\":";
        put_text(out, hit.snippet);
        out += "},";
      }
      return {};
    }));
  }
  if (out.back() == ',') out.pop_back();
  out += "],\"not_yet_searchable\":" + std::to_string(trailing) + ",\"next\":";
  if (next.empty()) out += "null";
  else put_text(out, next);
  auto reply = json_answer(out + "}\n");
  if (!next.empty()) link_next(call, reply, next);
  return reply;
}
}  // namespace youju::api
