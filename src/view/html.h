// SPDX-License-Identifier: Apache-2.0
// HTML as typed functions: `td(cls("n"), r.title)`, `a(href(link), text)`. Everything handed to an element is escaped unless it is Html
// already, and only the functions of this file make Html, so a stranger's text never becomes markup.
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace youju::view {

class Html {
 public:
  Html() = default;
  const std::string& text() const& { return text_; }
  std::string text() && { return std::move(text_); }
  bool empty() const { return text_.empty(); }
  Html& operator+=(const Html& more) {
    text_ += more.text_;
    return *this;
  }

 private:
  explicit Html(std::string safe) : text_(std::move(safe)) {}
  std::string text_;
  friend Html raw_html(std::string safe);
  friend Html element(std::string_view name, std::initializer_list<class Piece> pieces);
};
// Takes it as it is. For our own constants and for pages that other rooms of ours have escaped; never for anybody's input.
Html raw_html(std::string safe);
// Text, escaped.
Html words_of(std::string_view text);

// name="value"; a flag has no value and may be absent.
struct Attribute {
  std::string_view name;
  std::string value;
  bool present = true;
  bool is_flag = false;
};
Attribute attr(std::string_view name, std::string value);
Attribute flag(std::string_view name, bool present = true);
// An attribute that is left out when its value is empty.
Attribute attr_if(std::string_view name, std::string value);
inline Attribute cls(std::string names) { return attr_if("class", std::move(names)); }
// Addresses made by this program. For addresses that people typed use outside_href.
inline Attribute href(std::string address) { return attr("href", std::move(address)); }
// An address from a record: left out unless it is http or https.
Attribute outside_href(std::string_view address);

// What an element is made of. It looks at what it is made from and lives no longer than the call.
class Piece {
 public:
  Piece(const Html& html) : html_(&html) {}
  Piece(const Attribute& attribute) : attribute_(&attribute) {}
  Piece(std::string_view text) : text_(text) {}
  Piece(const std::string& text) : text_(text) {}
  Piece(const char* text) : text_(text) {}
  Piece(const Piece&) = delete;
  Piece& operator=(const Piece&) = delete;

 private:
  friend Html element(std::string_view name, std::initializer_list<Piece> pieces);
  const Html* html_ = nullptr;
  const Attribute* attribute_ = nullptr;
  std::string_view text_;
};
// Attributes may stand anywhere among the pieces; void elements (input, br …) get no end tag. A th that says no scope is the head of
// its column.
Html element(std::string_view name, std::initializer_list<Piece> pieces);

// One after the other for each of a range.
template <class Range, class Make>
Html each(const Range& range, Make&& make) {
  Html out;
  for (const auto& one : range) out += make(one);
  return out;
}
// The HTML of the function, or nothing. A function, so that nothing is made in vain.
template <class Make>
Html when(bool yes, Make&& make) {
  return yes ? make() : Html();
}
// Several in a row.
template <class... Htmls>
Html row_of(const Htmls&... htmls) {
  Html out;
  ((out += htmls), ...);
  return out;
}

#define YOUJU_TAG(tag)                                \
  template <class... Pieces>                          \
  Html tag(const Pieces&... pieces) {                 \
    return element(#tag, {Piece(pieces)...});         \
  }
YOUJU_TAG(a) YOUJU_TAG(abbr) YOUJU_TAG(article) YOUJU_TAG(aside) YOUJU_TAG(b) YOUJU_TAG(button) YOUJU_TAG(caption) YOUJU_TAG(code)
YOUJU_TAG(dd) YOUJU_TAG(del) YOUJU_TAG(details) YOUJU_TAG(div) YOUJU_TAG(dl) YOUJU_TAG(dt) YOUJU_TAG(em) YOUJU_TAG(fieldset)
YOUJU_TAG(figure) YOUJU_TAG(footer) YOUJU_TAG(form) YOUJU_TAG(h1) YOUJU_TAG(h2) YOUJU_TAG(h3) YOUJU_TAG(header) YOUJU_TAG(hr)
YOUJU_TAG(img) YOUJU_TAG(input) YOUJU_TAG(ins) YOUJU_TAG(kbd) YOUJU_TAG(label) YOUJU_TAG(legend) YOUJU_TAG(li) YOUJU_TAG(mark)
YOUJU_TAG(nav) YOUJU_TAG(ol) YOUJU_TAG(optgroup) YOUJU_TAG(option) YOUJU_TAG(p) YOUJU_TAG(pre) YOUJU_TAG(section) YOUJU_TAG(select)
YOUJU_TAG(small) YOUJU_TAG(span) YOUJU_TAG(strong) YOUJU_TAG(summary) YOUJU_TAG(table) YOUJU_TAG(tbody) YOUJU_TAG(td)
YOUJU_TAG(textarea) YOUJU_TAG(th) YOUJU_TAG(thead) YOUJU_TAG(time) YOUJU_TAG(tr) YOUJU_TAG(ul) YOUJU_TAG(br)
#undef YOUJU_TAG
}  // namespace youju::view
