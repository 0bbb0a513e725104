// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"

namespace youju {
namespace {

void expect_canonical(const Json& value) {
  expect_true(!value.is_number_float(), "floating point in canonical JSON");
  if (value.is_object()) {
    for (const auto& [key, inner] : value.items()) {
      for (const char c : key) expect_true(static_cast<unsigned char>(c) < 0x80, "canonical JSON key is not ASCII");
      expect_canonical(inner);
    }
  } else if (value.is_array()) {
    for (const auto& inner : value) expect_canonical(inner);
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
    if (!keys_.back().insert(v).second) return stop("duplicate key " + v);
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
  std::vector<std::set<std::string>> keys_;
  bool exact_;
  int depth_ = 0;
};
}  // namespace

std::string canonical(const Json& value) {
  expect_canonical(value);
  return value.dump(-1, ' ', false, Json::error_handler_t::strict);
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
