// SPDX-License-Identifier: Apache-2.0
#include "proof/payloads.h"

#include <algorithm>
#include <tuple>

#include "proof/json_check.h"

namespace youju::proof {
namespace {
std::optional<Payload> read_line(std::string_view line) {
  const auto json = read_canonical(line);
  if (!json || !json->is_object() || json->size() != 4) return std::nullopt;
  Fields read;
  Payload out;
  out.index = read.integer(*json, "index");
  out.which = read.text(*json, "which");
  out.bytes = read.text(*json, "bytes");
  const std::string salt = read.digest(*json, "salt");
  if (!read.good() || (out.which != "open" && out.which != "personal")) return std::nullopt;
  out.commitment = crypto::hex(crypto::sha256("\x02", crypto::from_hex(salt).value(), out.bytes));
  return out;
}
}  // namespace

Payloads Payloads::read(std::string_view jsonl, FindingList& findings) {
  Payloads out;
  for (std::size_t number = 1; !jsonl.empty(); ++number) {
    const auto end = jsonl.find('\n');
    auto payload = end == std::string_view::npos ? std::nullopt : read_line(jsonl.substr(0, end));
    jsonl.remove_prefix(end == std::string_view::npos ? jsonl.size() : end + 1);
    const auto after = [](const Payload& a, const Payload& b) { return std::tie(a.index, a.which) > std::tie(b.index, b.which); };
    if (!payload || (!out.list_.empty() && !after(*payload, out.list_.back()))) {
      findings.add("payload", "payloads.jsonl " + std::to_string(number), "proof.payload_line");
      continue;
    }
    out.list_.push_back(std::move(*payload));
  }
  return out;
}

void Payloads::meet(const EntryHead& head, FindingList& findings) {
  for (; next_ < list_.size() && list_[next_].index <= head.index; ++next_) {
    Payload& payload = list_[next_];
    if (payload.index < head.index) continue;  // its entry could not be read, which is a finding of its own
    const std::string& commitment = payload.which == "open" ? head.open : head.personal;
    const auto value = read_canonical(payload.bytes);
    payload.good = payload.commitment == commitment && value && value->is_object();
    if (!payload.good) findings.add("payload", payload_place(payload.index, payload.which), "proof.payload_differs");
  }
}

void Payloads::finish(std::int64_t size, FindingList& findings) const {
  for (std::size_t i = next_; i < list_.size(); ++i) {
    if (list_[i].index < size) continue;  // its entry could not be read, which is a finding of its own
    findings.add("payload", payload_place(list_[i].index, list_[i].which), "proof.payload_stray");
  }
}

const Payload* Payloads::find(std::int64_t index, std::string_view which) const {
  const auto at = std::ranges::lower_bound(list_, std::pair(index, which), {}, [](const Payload& p) {
    return std::pair<std::int64_t, std::string_view>(p.index, p.which);
  });
  return at != list_.end() && at->index == index && at->which == which && at->good ? &*at : nullptr;
}
}  // namespace youju::proof
