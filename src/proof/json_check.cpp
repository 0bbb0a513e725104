// SPDX-License-Identifier: Apache-2.0
#include "proof/json_check.h"

namespace youju::proof {
namespace {
constexpr std::int64_t kSafe = (std::int64_t{1} << 53) - 1;

// What `canonical` would treat as a bug of ours is here a stranger's fault: keys beyond ASCII, numbers beyond 2^53 - 1.
bool can_be_canonical(const Json& value) {
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      for (const char c : key) {
        if (static_cast<unsigned char>(c) >= 0x80) return false;
      }
      if (!can_be_canonical(inner)) return false;
    }
    return true;
  }
  if (value.is_array()) {
    for (const auto& inner : value) {
      if (!can_be_canonical(inner)) return false;
    }
    return true;
  }
  if (value.is_number_integer()) {
    const auto n = value.get<std::int64_t>();
    return n >= -kSafe && n <= kSafe;
  }
  return !value.is_number_float();
}

const Json& nothing() {
  static const Json value = Json::object();
  return value;
}
const Json& no_items() {
  static const Json value = Json::array();
  return value;
}
}  // namespace

std::optional<Json> read_canonical(std::string_view bytes, std::size_t max_bytes) {
  const auto parsed = parse_json(bytes, max_bytes);
  if (!parsed || !can_be_canonical(*parsed)) return std::nullopt;
  try {
    if (canonical(*parsed) != bytes) return std::nullopt;
  } catch (const Json::exception&) {  // a string that is no UTF-8
    return std::nullopt;
  }
  return *parsed;
}

bool is_hex_digest(std::string_view text) { return crypto::digest_from_hex(text).has_value(); }

bool is_token(std::string_view text) {
  if (text.empty() || text.size() > 200) return false;
  for (const char c : text) {
    if (c < 0x21 || c > 0x7e || c == '"' || c == '\\') return false;
  }
  return true;
}

const Json* Fields::find(const Json& object, const char* key, bool (*fits)(const Json&)) {
  if (!good()) return nullptr;
  const auto it = object.find(key);
  if (it != object.end() && fits(*it)) return &*it;
  wrong(key);
  return nullptr;
}

std::string Fields::text(const Json& object, const char* key) {
  const Json* found = find(object, key, [](const Json& v) { return v.is_string(); });
  return found != nullptr ? found->get<std::string>() : std::string();
}
std::string Fields::digest(const Json& object, const char* key) {
  std::string out = text(object, key);
  if (good() && !is_hex_digest(out)) wrong(key);
  return out;
}
std::int64_t Fields::integer(const Json& object, const char* key, std::int64_t least) {
  const Json* found = find(object, key, [](const Json& v) { return v.is_number_integer(); });
  const std::int64_t out = found != nullptr ? found->get<std::int64_t>() : least;
  if (out < least) wrong(key);
  return out;
}
bool Fields::boolean(const Json& object, const char* key) {
  const Json* found = find(object, key, [](const Json& v) { return v.is_boolean(); });
  return found != nullptr && found->get<bool>();
}
const Json& Fields::object(const Json& object, const char* key) {
  const Json* found = find(object, key, [](const Json& v) { return v.is_object(); });
  return found != nullptr ? *found : nothing();
}
const Json& Fields::array(const Json& object, const char* key) {
  const Json* found = find(object, key, [](const Json& v) { return v.is_array(); });
  return found != nullptr ? *found : no_items();
}
std::vector<std::string> Fields::texts(const Json& object, const char* key) {
  std::vector<std::string> out;
  for (const Json& item : array(object, key)) {
    if (!item.is_string()) {
      wrong(key);
      return {};
    }
    out.push_back(item.get<std::string>());
  }
  return out;
}
}  // namespace youju::proof
