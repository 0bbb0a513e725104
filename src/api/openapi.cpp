// SPDX-License-Identifier: Apache-2.0
// The description (OpenAPI 3.1), made from the table of operations and the schemas: nothing is written twice.
#include "api/api.h"
#include "api/handlers.h"
#include "api/schema.h"

namespace youju::api {
namespace {
using words::Lang;
constexpr std::pair<const char*, const char*> kTags[] = {
    {"records", "api.tag_records"}, {"evidence", "api.tag_evidence"}, {"kinds", "api.tag_kinds"},   {"figures", "api.tag_figures"},   {"calendar", "api.tag_calendar"},
    {"reports", "api.tag_reports"}, {"layouts", "api.tag_layouts"}, {"check", "api.tag_check"},       {"search", "api.tag_search"}, {"comments", "api.tag_comments"}, {"imports", "api.tag_imports"},
    {"proof", "api.tag_proof"},     {"people", "api.tag_people"}, {"units", "api.tag_units"}, {"packs", "api.tag_packs"}, {"keeping", "api.tag_keeping"}, {"mail", "api.tag_mail"},     {"about", "api.tag_about"}};

Json component(const char* part, std::string_view name) { return {{"$ref", std::string("#/components/") + part + "/" + std::string(name)}}; }

Json parameters_of(const Operation& op, Lang lang) {
  Json out = Json::array();
  const auto& pattern = op.route.pattern;
  for (auto open = pattern.find('{'); open != pattern.npos; open = pattern.find('{', open + 1)) {
    const auto name = std::string(pattern.substr(open + 1, pattern.find('}', open) - open - 1));
    Json schema = text();
    if (name == "form") schema = one_of_words({"docx", "pdf", "html"});
    out.push_back(Json{{"name", name}, {"in", "path"}, {"required", true}, {"schema", schema}});
  }
  for (const auto& one : op.query) {
    Json said{{"name", std::string(one.name)}, {"in", "query"}, {"required", one.required}, {"schema", one.schema}};
    if (!one.told.empty()) said["description"] = words::say(lang, one.told);
    out.push_back(std::move(said));
  }
  if (op.traits & kPaged) out.push_back(component("parameters", "Limit")), out.push_back(component("parameters", "Cursor"));
  if (op.traits & kTagged) out.push_back(component("parameters", "IfNoneMatch"));
  if (op.traits & kMatched) out.push_back(component("parameters", "IfMatch"));
  if (op.traits & kOnce) out.push_back(component("parameters", "IdempotencyKey"));
  return out;
}

Json body_of(const Operation& op) {
  Json content = Json::object();
  if (!op.body.empty()) {
    content["application/json"]["schema"] = ref(op.body);
    if (op.traits & kMatched) content["application/merge-patch+json"]["schema"] = ref(op.body);
  }
  if (!op.bytes.empty()) content[std::string(op.bytes)] = Json::object();
  return Json{{"required", true}, {"content", content}};
}

Json answers_of(const Operation& op) {
  Json out = Json::object();
  for (const auto& answer : op.answers) {
    auto& one = out[std::to_string(answer.status)];
    one["description"] = std::string(http::reason_of(answer.status));
    const bool empty = answer.status == 204 || answer.status == 304;
    if (!empty) one["content"][std::string(answer.type)] = answer.schema.empty() ? Json::object() : Json{{"schema", ref(answer.schema)}};
    if (op.traits & kTagged) one["headers"]["ETag"] = component("headers", "ETag");
    if (op.traits & kPaged) one["headers"]["Link"] = component("headers", "Link");
    if (answer.status == 201) one["headers"]["Location"] = component("headers", "Location");
  }
  for (const auto* status : {"401", "403", "4XX", "5XX"}) out[status] = component("responses", "Problem");
  return out;
}

std::string permission_name(const Permission& permission) {
  return permission.of == Permission::Of::right ? std::string(people::right_name(permission.right)) : "signed_in";
}

Json operation_json(const Operation& op, Lang lang) {
  Json out{{"operationId", std::string(op.id)},
           {"summary", words::say(lang, op.summary)},
           {"tags", Json::array({std::string(op.tag)})},
           {"parameters", parameters_of(op, lang)},
           {"responses", answers_of(op)}};
  out["security"] = Json::array({Json{{"token", Json::array({std::string(app::scope_name(op.scope))})}}});
  out["x-scope"] = std::string(app::scope_name(op.scope));
  out["x-right"] = permission_name(op.route.permission);
  if (!op.body.empty() || !op.bytes.empty()) out["requestBody"] = body_of(op);
  return out;
}

Json components_json(Lang lang) {
  const auto said = [&](std::string_view word) { return words::say(lang, word); };
  Json out;
  for (const auto& [name, schema] : schemas()) out["schemas"][name] = schema;
  out["securitySchemes"]["token"] = Json{{"type", "http"}, {"scheme", "bearer"}, {"description", said("api.told_token")}};
  const auto header = [&](const char* name, std::string_view word, bool required) {
    return Json{{"name", name}, {"in", "header"}, {"required", required}, {"schema", text()}, {"description", said(word)}};
  };
  out["parameters"]["Limit"] = Json{{"name", "limit"}, {"in", "query"}, {"schema", whole(1, kMostPageRows)}, {"description", said("api.told_limit")}};
  out["parameters"]["Cursor"] = Json{{"name", "cursor"}, {"in", "query"}, {"schema", text(200)}, {"description", said("api.told_cursor")}};
  out["parameters"]["IfNoneMatch"] = header("If-None-Match", "api.told_if_none_match", false);
  out["parameters"]["IfMatch"] = header("If-Match", "api.told_if_match", true);
  out["parameters"]["IdempotencyKey"] = header("Idempotency-Key", "api.told_key", false);
  out["headers"]["ETag"] = Json{{"schema", text()}, {"description", said("api.told_etag")}};
  out["headers"]["Link"] = Json{{"schema", text()}, {"description", said("api.told_link")}};
  out["headers"]["Location"] = Json{{"schema", text()}, {"description", said("api.told_location")}};
  out["responses"]["Problem"] = Json{{"description", said("api.told_problem")}, {"content", {{"application/problem+json", {{"schema", ref("Problem")}}}}}};
  return out;
}
}  // namespace

std::span<const std::pair<const char*, const char*>> tags() { return kTags; }

Json openapi(Lang lang, std::string_view office) {
  static constexpr const char* kMethods[] = {"get", "head", "post", "put", "patch", "delete", ""};
  Json out{{"openapi", "3.1.0"}};
  out["info"] = Json{{"title", words::say(lang, "api.title", {{"office", std::string(office)}})},
                     {"version", YOUJU_VERSION},
                     {"description", words::say(lang, "api.about")},
                     {"license", {{"name", "Apache-2.0"}, {"identifier", "Apache-2.0"}}}};
  out["servers"] = Json::array({Json{{"url", "/"}}});
  out["tags"] = Json::array();
  for (const auto& [name, word] : tags()) out["tags"].push_back(Json{{"name", name}, {"description", words::say(lang, word)}});
  for (const auto& op : operations()) out["paths"][std::string(op.route.pattern)][kMethods[static_cast<int>(op.route.method)]] = operation_json(op, lang);
  out["components"] = components_json(lang);
  out["security"] = Json::array({Json{{"token", Json::array()}}});
  return out;
}

Result<Reply> send_description(Call& call) { return json_answer(openapi(call.ask.here.lang, call.ask.office.settings().name)); }
}  // namespace youju::api
