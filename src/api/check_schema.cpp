// SPDX-License-Identifier: Apache-2.0
// Checks a value against a schema of ours. It knows what schema.h can write, no more; the tests hold the same schemas against a whole
// implementation.
#include "api/operation.h"
#include "api/schema.h"
#include "base/text.h"

namespace youju::api {
namespace {
bool is_of_type(const Json& value, const std::string& type) {
  if (type == "string") return value.is_string();
  if (type == "integer") return value.is_number_integer();
  if (type == "boolean") return value.is_boolean();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  return type == "null" && value.is_null();
}
std::string types_of(const Json& type) {
  if (type.is_string()) return type.get<std::string>();
  std::string out;
  for (const auto& one : type) out += (out.empty() ? "" : ", ") + one.get<std::string>();
  return out;
}
std::string below(const std::string& place, const std::string& name) { return place.empty() ? name : place + "." + name; }

void check_text(const Json& value, const Json& schema, const std::string& place, Problems& out) {
  const auto& said = value.get_ref<const std::string&>();
  if (said.find('\0') != said.npos) return out.push_back({place, {"api.has_nul", {}}});
  if (schema.contains("maxLength") && code_point_count(said) > schema["maxLength"].get<std::size_t>())
    return out.push_back({place, {"api.too_long", {{"most", std::to_string(schema["maxLength"].get<int>())}}}});
  if (schema.contains("minLength") && code_point_count(said) < schema["minLength"].get<std::size_t>()) return out.push_back({place, {"api.empty", {}}});
  const auto format = schema.value("format", std::string{});
  if (format == "date" && !Date::parse(said)) out.push_back({place, {"api.no_date", {{"read", said.substr(0, 40)}}}});
}

void check_object(const Json& value, const Json& schema, const std::string& place, Problems& out) {
  for (const auto& name : schema.value("required", Json::array()))
    if (!value.contains(name.get<std::string>())) out.push_back({below(place, name), {"api.missing", {}}});
  const auto& known = schema.contains("properties") ? schema["properties"] : Json::object();
  for (const auto& [name, one] : value.items()) {
    if (known.contains(name)) {
      check_schema(one, known[name], below(place, name), out);
    } else if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object()) {
      check_schema(one, schema["additionalProperties"], below(place, name), out);
    } else {
      out.push_back({below(place, name.substr(0, 60)), {"api.unknown", {}}});
    }
    if (out.size() > 50) return;
  }
}
}  // namespace

void check_schema(const Json& value, const Json& given, const std::string& place, Problems& out) {
  if (given.contains("$ref")) {
    const auto name = given["$ref"].get<std::string>();
    return check_schema(value, schema_named(name.substr(name.rfind('/') + 1)), place, out);
  }
  const auto& type = given["type"];
  const bool fits = type.is_string() ? is_of_type(value, type) : std::any_of(type.begin(), type.end(), [&](const auto& one) { return is_of_type(value, one); });
  if (!fits) return out.push_back({place, {"api.wrong_type", {{"types", types_of(type)}}}});
  if (given.contains("enum") && std::find(given["enum"].begin(), given["enum"].end(), value) == given["enum"].end()) {
    std::string words;
    for (const auto& one : given["enum"])
      if (one.is_string()) words += (words.empty() ? "" : ", ") + one.get<std::string>();
    return out.push_back({place, {"api.not_one_of", {{"words", words}}}});
  }
  if (value.is_string()) return check_text(value, given, place, out);
  if (value.is_number_integer()) {
    const auto n = value.get<std::int64_t>();
    const bool small = given.contains("minimum") && n < given["minimum"].get<std::int64_t>(),
               large = given.contains("maximum") && n > given["maximum"].get<std::int64_t>();
    if (small || large || (value.is_number_unsigned() && value.get<std::uint64_t>() > static_cast<std::uint64_t>(INT64_MAX)))
      out.push_back({place,
                     {"api.out_of_range",
                      {{"least", given.contains("minimum") ? given["minimum"].dump() : "−∞"}, {"most", given.contains("maximum") ? given["maximum"].dump() : "∞"}}}});
    return;
  }
  if (value.is_array()) {
    if (given.contains("maxItems") && value.size() > given["maxItems"].get<std::size_t>())
      return out.push_back({place, {"api.too_many_items", {{"most", given["maxItems"].dump()}}}});
    for (std::size_t i = 0; i < value.size() && out.size() <= 50; ++i) check_schema(value[i], given["items"], below(place, std::to_string(i)), out);
    return;
  }
  if (value.is_object()) check_object(value, given, place, out);
}
}  // namespace youju::api
