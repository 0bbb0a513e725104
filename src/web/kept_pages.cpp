// SPDX-License-Identifier: Apache-2.0
// Keeping pages and giving them again, each time with another id of its forms.
#include "web/kept_pages.h"

#include "crypto/crypto.h"

namespace youju::web {
std::string KeptPages::key_of(std::string_view token, std::string_view lang, std::string_view target) {
  std::string said;
  for (const auto part : {token, lang, target}) said.append(std::to_string(part.size())).append(":").append(part);
  return crypto::hex(crypto::sha256(said));
}

std::optional<std::string> KeptPages::find(const std::string& key, const AsOf& as_of, Instant now, std::string_view form_id) {
  const std::lock_guard hold(lock_);
  if (!(as_of_ == as_of)) return std::nullopt;
  const auto found = pages_.find(key);
  if (found == pages_.end() || now.ms >= found->second.until.ms) return std::nullopt;
  auto body = found->second.body;
  for (const auto at : found->second.form_ids) body.replace(at, form_id.size(), form_id);
  return body;
}

void KeptPages::keep(const std::string& key, const AsOf& as_of, Instant until, std::string_view form_id, const std::string& body) {
  Page page{body, {}, until};
  for (auto at = body.find(form_id); !form_id.empty() && at != body.npos; at = body.find(form_id, at + form_id.size())) page.form_ids.push_back(at);
  const std::lock_guard hold(lock_);
  if (!(as_of_ == as_of) || bytes_ + body.size() > kMostBytes) pages_.clear(), bytes_ = 0, as_of_ = as_of;
  auto& place = pages_[key];
  bytes_ += body.size() - place.body.size();
  place = std::move(page);
}
}  // namespace youju::web
