// SPDX-License-Identifier: Apache-2.0
#include "api/help_page.h"

#include "api/api.h"
#include "api/schema.h"

namespace youju::api {
namespace {
namespace v = view;

constexpr const char* kMethodShown[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", ""};

std::string slug_of(const Operation& op) { return "op-" + std::string(op.id); }

// "kind, unit?, happened?" of a schema that is taken.
std::string members_of(const Json& schema) {
  std::string out;
  for (const auto& [name, one] : schema["properties"].items()) {
    const auto needed = schema.value("required", Json::array());
    const bool is_needed = std::find(needed.begin(), needed.end(), name) != needed.end();
    out += (out.empty() ? "" : ", ") + name + (is_needed ? "" : "?");
  }
  return out;
}

v::Html operation_shown(const v::Here& here, const Operation& op) {
  std::string query;
  for (const auto& one : op.query) query += (query.empty() ? "" : ", ") + std::string(one.name) + (one.required ? "" : "?");
  if (op.traits & kPaged) query += std::string(query.empty() ? "" : ", ") + "limit?, cursor?";
  const auto right =
      op.route.permission.of == Permission::Of::right ? here.say("web.right_" + std::string(people::right_name(op.route.permission.right))) : here.say("api.anybody");
  return v::tr(v::attr("id", slug_of(op)), v::td(v::code(std::string(kMethodShown[static_cast<int>(op.route.method)]) + " " + std::string(op.route.pattern))),
               v::td(here.say(op.summary), v::when(!query.empty(), [&] { return v::p(v::cls("hint"), here.say("api.page_query"), v::code(query)); }),
                     v::when(!op.body.empty(), [&] { return v::p(v::cls("hint"), here.say("api.page_body"), v::code("{" + members_of(schema_named(op.body)) + "}")); })),
               v::td(v::code(std::string(app::scope_name(op.scope)))), v::td(v::cls("soft"), right));
}

v::Html operations_shown(const v::Here& here) {
  v::Html out;
  for (const auto& [tag, word] : tags()) {
    v::Html rows;
    for (const auto& op : operations())
      if (op.tag == tag) rows += operation_shown(here, op);
    out += v::section(v::cls("sheet"), v::attr("id", std::string("tag-") + tag), v::header(v::h2(here.say(word))),
                      v::table(v::cls("rows stack"),
                               v::thead(v::tr(v::th(here.say("api.page_request")), v::th(here.say("api.page_what")), v::th(here.say("api.page_scope")),
                                              v::th(here.say("api.page_right")))),
                               v::tbody(rows)));
  }
  return out;
}

v::Html problems_shown(const v::Here& here) {
  struct Told {
    const char *name, *title;
    int status;
  };
  static constexpr Told kTold[] = {{"malformed", "api.problem_malformed", 400}, {"unauthorized", "api.problem_unauthorized", 401},
                                   {"denied", "api.problem_denied", 403},       {"absent", "api.problem_absent", 404},
                                   {"method", "api.problem_method", 405},       {"not-acceptable", "api.problem_not_acceptable", 406},
                                   {"conflict", "api.problem_conflict", 409},   {"moved-on", "api.problem_moved_on", 412},
                                   {"too-large", "api.problem_too_large", 413}, {"unsupported", "api.problem_unsupported", 415},
                                   {"range", "api.problem_range", 416},         {"invalid", "api.problem_invalid", 422},
                                   {"if-match", "api.problem_if_match", 428},   {"too-many", "api.problem_too_many", 429},
                                   {"corrupt", "api.problem_corrupt", 500},     {"outside", "api.problem_outside", 502},
                                   {"busy", "api.problem_busy", 503},           {"full", "api.problem_full", 507}};
  return v::section(
      v::cls("sheet"), v::header(v::h2(here.say("api.page_problems"))), v::p(v::cls("hint"), here.say("api.page_problems_hint")),
      v::table(v::cls("rows"), v::thead(v::tr(v::th(here.say("api.page_status")), v::th(here.say("api.page_what")))), v::tbody(v::each(kTold, [&](const Told& one) {
                 return v::tr(v::attr("id", std::string("problem-") + one.name), v::td(std::to_string(one.status)), v::td(here.say(one.title)));
               }))));
}

Result<Reply> show_help_api(Ask& ask) {
  TRY(auto frame, web::frame_of(ask, "", ask.here.say("api.page_title")));
  const auto& here = ask.here;
  frame.path = {{"/help", here.say("view.help")}};
  frame.action = v::button_link("/account/tokens", here.say("api.page_tokens"), true);
  const auto example = "curl -H 'Authorization: Bearer yj_…' " + std::string(ask.request.secure ? "https://" : "http://") + std::string(ask.request.header("host")) +
                       "/api/v1/records?year=" + std::to_string(here.this_year);
  const auto start = v::section(v::cls("sheet"), v::header(v::h2(here.say("api.page_start"))),
                                v::ul(v::cls("list"), v::li(here.say("api.page_start_token")), v::li(here.say("api.page_start_once")),
                                      v::li(here.say("api.page_start_match")), v::li(here.say("api.page_start_pages")), v::li(here.say("api.page_start_person"))),
                                v::p(v::cls("code"), example), v::p(v::a(v::href("/help/api/openapi.json"), here.say("api.page_description"))));
  return web::html(v::page(frame, v::row_of(start, operations_shown(here), problems_shown(here))));
}

Result<Reply> show_description(Ask& ask) { return web::json_reply(openapi(ask.here.lang, ask.office.settings().name)); }
}  // namespace

const std::vector<web::Route>& help_routes() {
  static const std::vector<web::Route> all{{Method::get, "/help/api", kSignedIn, Size::none, show_help_api},
                                           {Method::get, "/help/api/openapi.json", kSignedIn, Size::none, show_description}};
  return all;
}
}  // namespace youju::api
