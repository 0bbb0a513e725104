// SPDX-License-Identifier: Apache-2.0
// What went wrong, as application/problem+json (RFC 9457), in the reader's language.
#include "api/operation.h"

namespace youju::api {
namespace {
struct ProblemKind {
  int status;
  const char *name, *title;
};
// What can go wrong, by the status it is answered with; /help/api tells of each.
constexpr ProblemKind kProblemKinds[] = {
    {400, "malformed", "api.problem_malformed"}, {401, "unauthorized", "api.problem_unauthorized"},
    {403, "denied", "api.problem_denied"},       {404, "absent", "api.problem_absent"},
    {405, "method", "api.problem_method"},       {406, "not-acceptable", "api.problem_not_acceptable"},
    {409, "conflict", "api.problem_conflict"},   {412, "moved-on", "api.problem_moved_on"},
    {413, "too-large", "api.problem_too_large"}, {415, "unsupported", "api.problem_unsupported"},
    {416, "range", "api.problem_range"},         {422, "invalid", "api.problem_invalid"},
    {428, "if-match", "api.problem_if_match"},   {429, "too-many", "api.problem_too_many"},
    {500, "corrupt", "api.problem_corrupt"},     {502, "outside", "api.problem_outside"},
    {503, "busy", "api.problem_busy"},           {507, "full", "api.problem_full"},
};
const ProblemKind& problem_kind(int status) {
  for (const auto& kind : kProblemKinds)
    if (kind.status == status) return kind;
  return kProblemKinds[status >= 500 ? 14 : 0];
}

std::string pointer_of(const std::string& place) {
  std::string out = "#";
  if (place.empty()) return out;
  out += '/';
  for (const char c : place) out += c == '.' ? '/' : c;
  return out;
}
}  // namespace

Reply problem(Ask& ask, const Error& error, int status, const Problems& problems) {
  if (status == 0) status = http_status(error.code);
  if (error.message.word == "app.moved_on" && status == 409) status = 412;
  const auto& kind = problem_kind(status);
  Json body{{"type", std::string("/help/api#problem-") + kind.name},
            {"title", ask.here.say(kind.title)},
            {"status", status},
            {"detail", ask.here.say(error.message)},
            {"instance", ask.request.path},
            {"code", error.message.word}};
  for (const auto& one : problems)
    body["errors"].push_back(Json{{"field", one.field}, {"pointer", pointer_of(one.field)}, {"detail", ask.here.say(one.message)}, {"code", one.message.word}});
  Reply out{status, "application/problem+json; charset=utf-8", {}, body.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n", {}};
  out.headers.emplace_back("Content-Language", ask.here.chinese() ? "zh-CN" : "en");
  out.headers.emplace_back("Vary", "Accept-Language");
  return out;
}
Reply problem_of(Ask& ask, const Error& error, int status) { return problem(ask, error, status == http_status(error.code) ? 0 : status); }

Reply body_wrong(Ask& ask, const Problems& problems) { return problem(ask, Error{Code::invalid, {"api.body_wrong", {}}, {}}, 0, problems); }
Reply no_bytes(Ask& ask) { return problem(ask, Error{Code::invalid, {"api.bytes_needed", {}}, {}}, 400); }

Problems of_values(Problems problems) {
  for (auto& one : problems)
    if (!one.field.empty() && one.field != "happened" && one.field != "state" && one.field != "unit" && one.field != "kind") one.field = "values." + one.field;
  return problems;
}
}  // namespace youju::api
