// SPDX-License-Identifier: Apache-2.0
#include "proof/page.h"

namespace youju::proof {
namespace {
constexpr std::string_view kMark = "<!--bundle-->";
constexpr std::uint64_t kMaxTemplate = 4u << 20;

// The bundle's ZIP as it would be without the page, which is its last member.
Result<std::string> core_of(const Bundle& bundle) {
  std::vector<Member> rest = bundle.members;
  const std::uint64_t end = rest.back().header;
  rest.pop_back();
  TRY(std::string core, bundle.source.read(0, end));
  return core + central_directory(rest);
}
}  // namespace

std::string make_page(std::string_view page_template, const std::optional<std::string>& core) {
  const auto at = page_template.find(kMark);
  expect_true(at != std::string_view::npos && page_template.find(kMark, at + 1) == std::string_view::npos, "the page's mark stands once");
  if (!core) return std::string(page_template);
  std::string out(page_template.substr(0, at));
  out += crypto::base64(*core);
  return out.append(page_template.substr(at + kMark.size()));
}

Result<bool> page_fits(const Bundle& bundle) {
  const Member& page = bundle.member(kPageName);
  const std::string& said = *bundle.manifest.page_template;
  if (bundle.digest(kPageName) == said) return true;  // the bundle was too large to be put in
  if (page.header > kMaxCore || page.size > kMaxCore * 2 + kMaxTemplate) return false;
  TRY(const std::string core, core_of(bundle));
  TRY(const std::string bytes, bundle.read(kPageName));
  const std::string inside = crypto::base64(core);
  const auto at = bytes.find(inside);
  if (at == std::string::npos) return false;
  const std::string_view before = std::string_view(bytes).substr(0, at), after = std::string_view(bytes).substr(at + inside.size());
  return crypto::hex(crypto::sha256(before, kMark, after)) == said;
}
}  // namespace youju::proof
