// SPDX-License-Identifier: Apache-2.0
// Elements into text, everything escaped on its way.
#include "view/html.h"

#include <algorithm>

namespace youju::view {
namespace {
// &<> in text, quotes in attributes too; characters that no page may hold (C0 but tab and line feed) become U+FFFD.
void escape_into(std::string& out, std::string_view text, bool in_attribute) {
  std::size_t from = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    std::string_view with;
    if (c == '&') with = "&amp;";
    else if (c == '<') with = "&lt;";
    else if (c == '>') with = "&gt;";
    else if (c == '"' && in_attribute) with = "&quot;";
    else if ((c < 0x20 && c != '\n' && c != '\t') || c == 0x7f) with = "\xEF\xBF\xBD";
    else continue;
    out.append(text.substr(from, i - from)).append(with);
    from = i + 1;
  }
  out.append(text.substr(from));
}

bool is_void(std::string_view name) { return name == "input" || name == "br" || name == "img" || name == "hr" || name == "link" || name == "meta"; }

void put_attribute(std::string& out, const Attribute& attribute) {
  if (!attribute.present) return;
  out.append(" ").append(attribute.name);
  if (attribute.is_flag) return;
  out.append("=\"");
  escape_into(out, attribute.value, true);
  out.append("\"");
}
}  // namespace

Html raw_html(std::string safe) { return Html(std::move(safe)); }
Html words_of(std::string_view text) {
  std::string out;
  escape_into(out, text, false);
  return raw_html(std::move(out));
}

Attribute attr(std::string_view name, std::string value) { return {name, std::move(value)}; }
Attribute flag(std::string_view name, bool present) { return {name, {}, present, true}; }
Attribute attr_if(std::string_view name, std::string value) {
  const bool present = !value.empty();
  return {name, std::move(value), present};
}
Attribute outside_href(std::string_view address) {
  const bool good = address.starts_with("https://") || address.starts_with("http://");
  return {"href", std::string(address), good};
}

Html element(std::string_view name, std::initializer_list<Piece> pieces) {
  std::string out;
  std::size_t size = 2 * name.size() + 8;
  for (const auto& piece : pieces) {
    size += piece.text_.size() + (piece.html_ != nullptr ? piece.html_->text_.size() : 0) + (piece.attribute_ != nullptr ? 24 : 0);
  }
  out.reserve(size);
  out.append("<").append(name);
  bool scoped = name != "th";
  for (const auto& piece : pieces)
    if (piece.attribute_ != nullptr) put_attribute(out, *piece.attribute_), scoped = scoped || piece.attribute_->name == "scope";
  if (!scoped) out.append(" scope=\"col\"");
  out.append(">");
  if (is_void(name)) return Html(std::move(out));
  for (const auto& piece : pieces) {
    if (piece.html_ != nullptr) out.append(piece.html_->text_);
    else if (piece.attribute_ == nullptr) escape_into(out, piece.text_, false);
  }
  out.append("</").append(name).append(">");
  return Html(std::move(out));
}
}  // namespace youju::view
