// SPDX-License-Identifier: Apache-2.0
// Names of entry types, commitments, and stored bytes back to values.
#include <array>

#include "ledger/entry_bytes.h"

namespace youju::ledger {
namespace {
// On disk; the order is that of EntryType.
constexpr std::array<std::string_view, 18> kTypeNames = {
    "office",   "unit",    "person", "account", "right", "pack",    "version", "evidence",
    "approval", "signoff", "notice", "batch",   "erase", "restore", "setting", "zero",
    "layout",   "route"};

tl::unexpected<Error> not_an_entry(std::string_view bytes) {
  return fail(Code::corrupt, "ledger.entry_broken", {}, std::string(bytes.substr(0, 200)));
}

bool read_period(const Header& header, NewEntry& out) {
  if (header.from.empty()) return true;
  const auto from = Date::parse(header.from), to = Date::parse(header.to);
  if (!from || !to || *to < *from) return false;
  out.happened = Period{*from, *to};
  return true;
}
}  // namespace

std::string_view type_name(EntryType type) {
  return kTypeNames.at(static_cast<std::size_t>(type));
}
std::optional<EntryType> type_from(std::string_view name) {
  for (std::size_t i = 0; i < kTypeNames.size(); ++i) {
    if (kTypeNames[i] == name) return static_cast<EntryType>(i);
  }
  return std::nullopt;
}

std::string commitment(std::string_view salt32, std::string_view bytes) {
  return crypto::hex(crypto::sha256(std::string_view("\x02", 1), salt32, bytes));
}

Result<Entry> decode_entry(std::string_view bytes) {
  Header header;
  if (!read_header(bytes, header)) return not_an_entry(bytes);
  const auto type = type_from(header.type);
  const auto at = Instant::parse(header.at);
  Entry out;
  if (!type || !at || header.sealed > header.index || !read_period(header, out.head))
    return not_an_entry(bytes);
  out.index = header.index;
  out.bytes = bytes;
  out.at = *at;
  out.head.type = *type;
  out.head.actor = AccountId(std::string(header.actor));
  out.head.unit = UnitId(std::string(header.unit));
  out.head.object = header.object;
  out.head.number = header.number;
  out.head.kind = KindId(std::string(header.kind));
  out.head.pack = header.pack;
  out.head.state = header.state;
  for (const auto kind : header.also) out.head.also.emplace_back(std::string(kind));
  if (!header.more.empty()) {
    auto more = parse_json(header.more, kMaxEntryBytes);
    if (!more) return not_an_entry(bytes);
    out.head.more = std::move(*more);
  }
  out.open_digest = header.open;
  out.personal_digest = header.personal;
  return out;
}
}  // namespace youju::ledger
