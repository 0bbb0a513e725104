// SPDX-License-Identifier: Apache-2.0
#include "proof/entry_head.h"

#include <algorithm>
#include <array>

#include "proof/json_check.h"

namespace youju::proof {
namespace {
constexpr std::array<std::string_view, 18> kTypes = {"account", "approval", "batch",  "erase",   "evidence", "layout",
                                                     "notice",  "office",   "pack",   "person",  "restore",  "right",
                                                     "route",   "setting",  "signoff", "unit",   "version",  "zero"};
constexpr std::array<std::string_view, 17> kKeys = {"actor", "also",   "at",   "happened", "index", "kind",  "more", "number", "object",
                                                    "open",  "pack",   "personal", "sealed", "state", "type", "unit", "v"};

bool read_tokens(const Json& json, EntryHead& out) {
  const std::pair<const char*, std::string*> members[] = {{"actor", &out.actor}, {"kind", &out.kind},   {"object", &out.object},
                                                          {"pack", &out.pack},   {"state", &out.state}, {"unit", &out.unit}};
  for (const auto& [key, target] : members) {
    const auto it = json.find(key);
    if (it == json.end()) continue;
    if (!it->is_string() || !is_token(it->get_ref<const std::string&>())) return false;
    *target = it->get<std::string>();
  }
  const auto also = json.find("also");
  if (also == json.end()) return true;
  if (!also->is_array() || also->empty()) return false;
  for (const Json& kind : *also) {
    if (!kind.is_string() || !is_token(kind.get_ref<const std::string&>())) return false;
    out.also.push_back(kind.get<std::string>());
  }
  return true;
}

bool read_commitments(const Json& json, EntryHead& out) {
  for (const auto& [key, target] : {std::pair{"open", &out.open}, std::pair{"personal", &out.personal}}) {
    const auto it = json.find(key);
    if (it == json.end()) continue;
    if (!it->is_string() || !is_hex_digest(it->get_ref<const std::string&>())) return false;
    *target = it->get<std::string>();
  }
  return true;
}

bool read_happened(const Json& json, EntryHead& out) {
  const auto it = json.find("happened");
  if (it == json.end()) return true;
  if (!it->is_array() || it->size() != 2 || !(*it)[0].is_string() || !(*it)[1].is_string()) return false;
  const auto from = Date::parse((*it)[0].get_ref<const std::string&>());
  const auto to = Date::parse((*it)[1].get_ref<const std::string&>());
  if (!from || !to || *from > *to) return false;
  out.happened = Period{*from, *to};
  return true;
}

// An integer member of at least `least`; absent gives `absent`, and nothing when absence is not allowed.
std::optional<std::int64_t> whole(const Json& json, const char* key, std::int64_t least, std::optional<std::int64_t> absent) {
  const auto it = json.find(key);
  if (it == json.end()) return absent;
  if (!it->is_number_integer() || it->get<std::int64_t>() < least) return std::nullopt;
  return it->get<std::int64_t>();
}
}  // namespace

std::optional<EntryHead> read_entry(std::string_view bytes) {
  const auto json = read_canonical(bytes);
  if (!json || !json->is_object()) return std::nullopt;
  for (const auto& [key, value] : json->items()) {
    if (!std::ranges::binary_search(kKeys, std::string_view(key))) return std::nullopt;
  }
  EntryHead out;
  const auto index = whole(*json, "index", 0, std::nullopt), sealed = whole(*json, "sealed", 0, std::nullopt),
             number = whole(*json, "number", 1, 0), v = whole(*json, "v", 1, std::nullopt);
  const auto at = json->find("at"), type = json->find("type"), more = json->find("more");
  if (!index || !sealed || !number || v != 1) return std::nullopt;
  if (at == json->end() || !at->is_string() || type == json->end() || !type->is_string()) return std::nullopt;
  const auto instant = Instant::parse(at->get_ref<const std::string&>());
  out.type = type->get<std::string>();
  if (!instant || !std::ranges::binary_search(kTypes, std::string_view(out.type))) return std::nullopt;
  if (more != json->end()) {
    if (!more->is_object() || more->empty()) return std::nullopt;
    out.more = *more;
  }
  out.index = *index;
  out.sealed = *sealed;
  out.number = *number;
  out.at = *instant;
  if (!read_tokens(*json, out) || !read_commitments(*json, out) || !read_happened(*json, out)) return std::nullopt;
  return out;
}
}  // namespace youju::proof
