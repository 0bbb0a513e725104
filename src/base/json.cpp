// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace youju {
namespace {

// RFC 8785 for what we write: two-letter escapes where they exist, \u00xx for the other control characters, nothing else.
void write_text(std::string& out, std::string_view text) {
  if (!is_utf8(text)) throw std::invalid_argument("canonical JSON of text that is not UTF-8");
  out.push_back('"');
  std::size_t kept = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != '"' && c != '\\') continue;
    out.append(text.substr(kept, i - kept));
    kept = i + 1;
    constexpr std::string_view kShort = "\"\"\\\\\bb\ff\nn\rr\tt";  // character, letter
    std::size_t at = 0;
    while (at < kShort.size() && static_cast<unsigned char>(kShort[at]) != c) at += 2;
    if (at < kShort.size()) {
      out.push_back('\\');
      out.push_back(kShort[at + 1]);
    } else {
      constexpr std::string_view kHex = "0123456789abcdef";
      out.append("\\u00").push_back(kHex[c >> 4]);
      out.push_back(kHex[c & 15]);
    }
  }
  out.append(text.substr(kept)).push_back('"');
}

void write_canonical(std::string& out, const Json& value) {
  expect_true(!value.is_number_float(), "floating point in canonical JSON");
  char between = 0;
  if (const auto* object = value.get_ptr<const Json::object_t*>()) {  // a std::map: in the order of its keys
    out.push_back('{');
    for (const auto& [key, inner] : *object) {
      for (const char c : key) expect_true(static_cast<unsigned char>(c) < 0x80, "canonical JSON key is not ASCII");
      if (std::exchange(between, ',') != 0) out.push_back(',');
      write_text(out, key);
      out.push_back(':');
      write_canonical(out, inner);
    }
    out.push_back('}');
  } else if (const auto* array = value.get_ptr<const Json::array_t*>()) {
    out.push_back('[');
    for (const auto& inner : *array) {
      if (std::exchange(between, ',') != 0) out.push_back(',');
      write_canonical(out, inner);
    }
    out.push_back(']');
  } else if (const auto* text = value.get_ptr<const Json::string_t*>()) {
    write_text(out, *text);
  } else {
    out += value.dump();
  }
}

// Counts depth and refuses duplicate keys and floats while the library parses.
class Gate : public nlohmann::json_sax<Json> {
 public:
  Gate(Json& root, bool exact) : dom_(root, false), exact_(exact) {}
  std::string wrong;

  bool null() override { return dom_.null(); }
  bool boolean(bool v) override { return dom_.boolean(v); }
  bool number_integer(number_integer_t v) override { return dom_.number_integer(v); }
  bool number_unsigned(number_unsigned_t v) override {
    if (v > static_cast<number_unsigned_t>(INT64_MAX)) return stop("number too large");
    return dom_.number_integer(static_cast<number_integer_t>(v));
  }
  bool number_float(number_float_t v, const string_t& s) override {
    return exact_ ? stop("number with a fraction") : dom_.number_float(v, s);
  }
  bool string(string_t& v) override { return dom_.string(v); }
  bool binary(binary_t& v) override { return dom_.binary(v); }
  bool start_object(std::size_t n) override {
    keys_.emplace_back();
    return deeper() && dom_.start_object(n);
  }
  bool key(string_t& v) override {
    auto& seen = keys_.back();
    constexpr std::size_t kFew = 16;  // a look through them is quicker than a tree; strangers may send more
    if (seen.few.size() < kFew) {
      if (std::find(seen.few.begin(), seen.few.end(), v) != seen.few.end()) return stop("duplicate key " + v);
      seen.few.push_back(v);
    } else if (std::find(seen.few.begin(), seen.few.end(), v) != seen.few.end() || !seen.more.insert(v).second) {
      return stop("duplicate key " + v);
    }
    return dom_.key(v);
  }
  bool end_object() override {
    keys_.pop_back();
    --depth_;
    return dom_.end_object();
  }
  bool start_array(std::size_t n) override { return deeper() && dom_.start_array(n); }
  bool end_array() override {
    --depth_;
    return dom_.end_array();
  }
  bool parse_error(std::size_t at, const std::string&, const nlohmann::detail::exception&) override {
    return stop("not JSON at byte " + std::to_string(at));
  }

 private:
  bool stop(std::string why) {
    if (wrong.empty()) wrong = std::move(why);
    return false;
  }
  bool deeper() { return ++depth_ <= 32 || stop("nested deeper than 32"); }
  nlohmann::detail::json_sax_dom_parser<Json> dom_;
  struct Keys {
    std::vector<std::string> few;
    std::set<std::string> more;
  };
  std::vector<Keys> keys_;
  bool exact_;
  int depth_ = 0;
};
}  // namespace

std::string canonical(const Json& value) {
  std::string out;
  write_canonical(out, value);
  return out;
}

Result<Json> parse_json(std::string_view bytes, std::size_t max_bytes, bool exact) {
  if (bytes.size() > max_bytes) return fail(Code::too_large, "base.json_too_large", {{"limit", std::to_string(max_bytes)}});
  Json root;
  Gate gate(root, exact);
  try {
    if (!Json::sax_parse(bytes.begin(), bytes.end(), &gate)) {
      return fail(Code::invalid, "base.json_broken", {{"why", gate.wrong}}, gate.wrong);
    }
  } catch (const Json::exception& e) {
    return fail(Code::invalid, "base.json_broken", {{"why", "?"}}, e.what());
  }
  return root;
}
}  // namespace youju
