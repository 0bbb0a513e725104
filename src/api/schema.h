// SPDX-License-Identifier: Apache-2.0
// Schemas as values: written once, they check requests, describe answers and are what the tests hold answers against.
#pragma once
#include "base/json.h"

namespace youju::api {
inline Json text(int most = 0) {
  Json out{{"type", "string"}};
  if (most > 0) out["maxLength"] = most;
  return out;
}
inline Json day() { return {{"type", "string"}, {"format", "date"}}; }
inline Json moment() { return {{"type", "string"}, {"format", "date-time"}}; }
inline Json whole(std::int64_t least, std::int64_t most) { return {{"type", "integer"}, {"minimum", least}, {"maximum", most}}; }
inline Json count() { return {{"type", "integer"}, {"minimum", 0}}; }
inline Json flag() { return {{"type", "boolean"}}; }
inline Json one_of_words(std::initializer_list<const char*> words) {
  Json out{{"type", "string"}, {"enum", Json::array()}};
  for (const auto* word : words) out["enum"].push_back(word);
  return out;
}
inline Json list_of(Json items, int most = 0) {
  Json out{{"type", "array"}, {"items", std::move(items)}};
  if (most > 0) out["maxItems"] = most;
  return out;
}
inline Json ref(std::string_view name) { return {{"$ref", "#/components/schemas/" + std::string(name)}}; }
// Or null.
inline Json or_null(Json schema) {
  if (schema.contains("$ref")) return {{"anyOf", Json::array({std::move(schema), Json{{"type", "null"}}})}};
  schema["type"] = Json::array({schema["type"], "null"});
  if (schema.contains("enum")) schema["enum"].push_back(nullptr);
  return schema;
}
inline Json map_of(Json values) { return {{"type", "object"}, {"additionalProperties", std::move(values)}}; }

struct Member {
  std::string_view name;
  Json schema;
  bool required = true;
};
inline Member may(std::string_view name, Json schema) { return {name, std::move(schema), false}; }
inline Member must(std::string_view name, Json schema) { return {name, std::move(schema), true}; }
// An object that holds these members and no others.
inline Json object(std::initializer_list<Member> members) {
  Json out{{"type", "object"}, {"properties", Json::object()}, {"additionalProperties", false}};
  for (const auto& one : members) {
    out["properties"][std::string(one.name)] = one.schema;
    if (one.required) out["required"].push_back(std::string(one.name));
  }
  return out;
}

// Name → schema, in the order they are described. Those of several groups stand in files of their own.
using NamedSchemas = std::vector<std::pair<std::string, Json>>;
NamedSchemas way_schemas();
NamedSchemas layout_schemas();
NamedSchemas manage_schemas();
const std::vector<std::pair<std::string, Json>>& schemas();
const Json& schema_named(std::string_view name);
}  // namespace youju::api
