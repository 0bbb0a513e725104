// SPDX-License-Identifier: Apache-2.0
// The stylesheet, the script and the icon, embedded; their addresses carry the hash of their bytes, so browsers keep them for ever.
#include "view/frame.h"

namespace youju::embedded {
extern const std::string_view view_tokens_css, view_base_css, view_frame_css, view_pieces_css, view_records_css, view_figures_css, view_reports_css, view_papers_css, view_office_css, view_trust_css,
    view_tell_css, view_grid_css, view_print_css;
extern const std::string_view view_youju_js, view_grid_js, view_icon_svg;
}  // namespace youju::embedded

namespace youju::view {
namespace {
// FNV-1a: names bytes, protects nothing.
std::string mark_of_bytes(std::string_view bytes) {
  std::uint64_t h = 0xcbf29ce484222325U;
  for (const char c : bytes) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
  static constexpr std::string_view kHex = "0123456789abcdef";
  std::string out;
  for (int i = 0; i < 12; ++i, h >>= 4) out += kHex[h & 15];
  return out;
}
Asset make(std::string_view name, std::string_view ending, std::string_view type, std::string bytes) {
  auto path = "/static/" + std::string(name) + "-" + mark_of_bytes(bytes) + std::string(ending);
  return {std::move(path), type, std::move(bytes)};
}
}  // namespace

const std::vector<Asset>& assets() {
  namespace e = embedded;
  static const std::vector<Asset> all = [] {
    std::string css;
    for (const auto part : {e::view_tokens_css, e::view_base_css, e::view_frame_css, e::view_pieces_css, e::view_records_css, e::view_figures_css, e::view_reports_css, e::view_papers_css, e::view_office_css, e::view_trust_css,
                            e::view_tell_css, e::view_grid_css, e::view_print_css})
      css += part;
    return std::vector<Asset>{make("youju", ".css", "text/css; charset=utf-8", std::move(css)), make("youju", ".js", "text/javascript; charset=utf-8", std::string(e::view_youju_js) + std::string(e::view_grid_js)),
                              make("icon", ".svg", "image/svg+xml", std::string(e::view_icon_svg))};
  }();
  return all;
}
}  // namespace youju::view
