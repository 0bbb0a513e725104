// SPDX-License-Identifier: Apache-2.0
// Writes XML and HTML. Names are literals of ours; everything else is escaped on its way in, so that no text
// from outside can become markup. Characters XML forbids are dropped.
#pragma once
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace youju::paper {

// A name in our own source: only literals convert to it.
class Name {
 public:
  template <std::size_t N>
  consteval Name(const char (&literal)[N]) : text_(literal, N - 1) {}  // NOLINT: meant to convert
  std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

class Markup {
 public:
  Markup& open(Name name) {
    end_start_tag();
    out_ += '<';
    out_ += name.text();
    stack_.push_back(name.text());
    in_tag_ = true;
    return *this;
  }
  Markup& attr(Name name, std::string_view value) {
    out_ += ' ';
    out_ += name.text();
    out_ += "=\"";
    escape(value);
    out_ += '"';
    return *this;
  }
  Markup& attr(Name name, long value) { return attr(name, std::string_view(fmt::format_int(value).c_str())); }
  Markup& attr(Name name, int value) { return attr(name, static_cast<long>(value)); }
  Markup& text(std::string_view value) {
    end_start_tag();
    escape(value);
    return *this;
  }
  // XML: an element without content closes itself.
  Markup& close() {
    if (in_tag_) {
      out_ += "/>";
      in_tag_ = false;
    } else {
      close_tag();
    }
    stack_.pop_back();
    return *this;
  }
  // HTML: an element that needs its end tag even when empty.
  Markup& close_html() {
    end_start_tag();
    close_tag();
    stack_.pop_back();
    return *this;
  }
  // HTML void elements (meta, col, img, br).
  Markup& close_void() {
    out_ += '>';
    in_tag_ = false;
    stack_.pop_back();
    return *this;
  }
  // <w:name w:val="value"/> and the like.
  Markup& leaf(Name name, Name attribute, std::string_view value) {
    return open(name).attr(attribute, value).close();
  }
  Markup& leaf(Name name, Name attribute, long value) { return open(name).attr(attribute, value).close(); }
  Markup& leaf(Name name) { return open(name).close(); }
  // Markup made by trusted code of ours (an SVG, a constant part); never text from outside.
  Markup& raw_markup(std::string_view trusted) {
    end_start_tag();
    out_ += trusted;
    return *this;
  }
  void reserve(std::size_t bytes) { out_.reserve(bytes); }
  std::string take() {
    expect_true(stack_.empty(), "an element is still open");
    return std::move(out_);
  }

 private:
  void end_start_tag() {
    if (in_tag_) out_ += '>';
    in_tag_ = false;
  }
  void close_tag() {
    out_ += "</";
    out_ += stack_.back();
    out_ += '>';
  }
  void escape(std::string_view value) {
    for (const char c : value) {
      switch (c) {
        case '&':
          out_ += "&amp;";
          break;
        case '<':
          out_ += "&lt;";
          break;
        case '>':
          out_ += "&gt;";
          break;
        case '"':
          out_ += "&quot;";
          break;
        default:
          if (static_cast<unsigned char>(c) >= 0x20 || c == '\n' || c == '\t') out_ += c;
      }
    }
  }

  std::string out_;
  std::vector<std::string_view> stack_;
  bool in_tag_ = false;
};
}  // namespace youju::paper
