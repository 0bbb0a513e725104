// SPDX-License-Identifier: Apache-2.0
// verify.html: the template with the bundle's core in it (docs/format/bundle.md section 5).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "proof/bundle.h"

namespace youju::proof {

inline constexpr std::uint64_t kMaxCore = 32u << 20;

// The page for these core bytes; the template itself when the core is too large. The template has the mark once.
std::string make_page(std::string_view page_template, const std::optional<std::string>& core);
// Whether the bundle's page is the manifest's template with exactly the bundle without the page in it.
Result<bool> page_fits(const Bundle& bundle);
}  // namespace youju::proof
