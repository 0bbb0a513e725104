// SPDX-License-Identifier: Apache-2.0
#include "base/sentences.h"

#include "base/text.h"

namespace youju {
std::vector<std::string> sentences(std::string_view text, std::string_view end) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto at = text.find(end);
    const auto length = at == text.npos ? text.size() : at + end.size();
    out.emplace_back(trim(text.substr(0, length)));
    text.remove_prefix(length);
  }
  return out;
}
}  // namespace youju
