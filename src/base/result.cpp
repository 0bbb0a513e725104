// SPDX-License-Identifier: Apache-2.0
#include "base/result.h"

#include <array>
#include <stdexcept>

namespace youju {
namespace {
struct CodeRow {
  Code code;
  std::string_view name;
  int http;
  int exit;
};
constexpr std::array<CodeRow, 11> kCodes{{
    {Code::absent, "absent", 404, 4},
    {Code::denied, "denied", 403, 3},
    {Code::conflict, "conflict", 409, 5},
    {Code::invalid, "invalid", 422, 2},
    {Code::too_large, "too_large", 413, 6},
    {Code::busy, "busy", 503, 7},
    {Code::outside, "outside", 502, 8},
    {Code::corrupt, "corrupt", 500, 9},
    {Code::too_many, "too_many", 429, 10},
    {Code::unsupported, "unsupported", 415, 11},
    {Code::full, "full", 507, 12},
}};
const CodeRow& row(Code code) { return kCodes[static_cast<std::size_t>(code)]; }
}  // namespace

int exit_code(Code code) { return row(code).exit; }
int http_status(Code code) { return row(code).http; }
std::string_view code_name(Code code) { return row(code).name; }

Error&& Error::while_(std::string_view doing) && {
  detail = std::string(doing) + ": " + detail;
  return std::move(*this);
}

tl::unexpected<Error> fail(Code code, std::string_view word, Args args, std::string detail) {
  return tl::unexpected<Error>(Error{code, Message{std::string(word), std::move(args)}, std::move(detail)});
}
tl::unexpected<Error> fail(Error error) { return tl::unexpected<Error>(std::move(error)); }

void expect_true(bool condition, std::string_view what) {
  if (!condition) throw std::logic_error("bug: " + std::string(what));
}
}  // namespace youju
