// SPDX-License-Identifier: Apache-2.0
#include "web/papers.h"

#include "app/routing.h"
#include "base/media_types.h"

namespace youju::web {
namespace {
constexpr std::pair<std::string_view, std::string_view> kReportForms[] = {{"docx", kDocxType}, {"pdf", kPdfType}, {"html", "text/html; charset=utf-8"}};
constexpr std::pair<std::string_view, std::string_view> kEndingsOfWay[] = {{kPdfType, ".pdf"}, {"text/html", ".html"}, {"image/jpeg", ".jpg"}, {"image/png", ".png"}, {kDocxType, ".docx"}};
constexpr std::size_t kMostDigits = 6;

// Second of the pair whose first it is; nothing when there is none.
template <std::size_t n>
std::optional<std::string_view> looked_up(const std::pair<std::string_view, std::string_view> (&table)[n], std::string_view name) {
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const auto& one) { return one.first == name; });
  return found == std::end(table) ? std::nullopt : std::optional(found->second);
}

void note_sent(Ask& ask, std::string_view by, std::string_view what, const std::string& object) { note_event(ask, "exported", std::string(by) + " " + std::string(what), object, "ok"); }

Result<Reply> form_sent(const std::map<std::string, std::string>& bytes, const std::string& form, const std::string& title) {
  const auto type = looked_up(kReportForms, form);
  const auto found = bytes.find(form);
  if (!type || found == bytes.end()) return fail(Code::absent, "reportpage.no_such_form", {{"form", form.substr(0, 20)}});
  auto reply = download(found->second, *type, title + "." + form);
  reply.headers.emplace_back("Content-Security-Policy", "default-src 'none'; sandbox");
  return reply;
}
}  // namespace

Result<app::MadeReport> readable_report(Ask& ask, const std::string& id) {
  TRY(auto made, app::find_report(ask.office, id));
  if (!ask.may(people::Right::read, UnitId{made.unit})) return fail(Code::absent, "app.no_report", {{"report", id.substr(0, 64)}});
  return made;
}

Result<app::Layout> readable_layout(Ask& ask, const std::string& name) {
  TRY(auto versions, app::layout_versions(ask.office, name.substr(0, name.find('@'))));
  if (ask.may(people::Right::read, versions.front().facts.unit))
    for (auto& one : versions)
      if (name.find('@') == name.npos || one.name() == name) return std::move(one);
  return fail(Code::absent, "app.no_layout", {{"name", name.substr(0, 64)}});
}

Result<Reply> report_sent(Ask& ask, const app::MadeReport& made, const std::string& form, std::string_view by) {
  TRY(const auto bytes, app::report_bytes(ask.office, ask.who, made.id));
  TRY(auto reply, form_sent(bytes, form, made.title));
  note_sent(ask, by, "report file", made.id);
  return reply;
}

Result<Reply> notice_sent(Ask& ask, const app::MadeReport& made, const std::string& number, const std::string& form, std::string_view by) {
  if (number.empty() || number.size() > kMostDigits || number.find_first_not_of("0123456789") != number.npos)
    return fail(Code::absent, "app.no_notice", {{"report", made.id}, {"no", number.substr(0, 20)}});
  TRY(const auto bytes, app::report_bytes(ask.office, ask.who, made.id, std::stoll(number)));
  TRY(auto reply, form_sent(bytes, form, ask.here.say("reportpage.notice_file", {{"title", made.title}, {"no", number}})));
  note_sent(ask, by, "notice file", made.id);
  return reply;
}

Result<Reply> file_of_way_sent(Ask& ask, const app::MadeReport& made, const std::string& digest, std::string_view by) {
  TRY(auto bytes, app::route_file(ask.office, ask.who, made.id, digest));
  TRY(const auto route, app::read_route(ask.office, made.id));
  std::string type = "application/octet-stream", role;
  for (const auto& mark : route.marks)
    for (const auto& file : mark.files)
      if (file.value("digest", "") == digest) type = file.value("media_type", type), role = file.value("role", "");
  const bool scan = role == "receipt" || role == "return";
  note_sent(ask, by, "report way file", made.id);
  return download(std::move(bytes), type, made.title + (scan ? " " + ask.here.say("waypage.file_scan") : "") + std::string(looked_up(kEndingsOfWay, type).value_or("")));
}

Result<Reply> layout_sent(Ask& ask, const app::Layout& layout, std::string_view by) {
  TRY(auto bytes, app::layout_bytes(ask.office, layout));
  note_sent(ask, by, "layout file", layout.name());
  return download(std::move(bytes), office_type(layout.form), layout.facts.title + "." + layout.form);
}
}  // namespace youju::web
