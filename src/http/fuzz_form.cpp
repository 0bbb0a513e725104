// SPDX-License-Identifier: Apache-2.0
// Any bytes as a query, a form with files, cookies: what is found lies within what was sent, and is UTF-8.
#include <cstdint>

#include "base/text.h"
#include "http/http.h"

using namespace youju;
using namespace youju::http;

namespace {
void holds(const Form& form, std::string_view sent) {
  if (form.fields.size() > kMostFields || form.files.size() > kMostFiles) __builtin_trap();
  for (const auto& [name, value] : form.fields)
    if (!is_utf8(name) || !is_utf8(value) || name.find('\0') != name.npos || value.find('\0') != value.npos) __builtin_trap();
  for (const auto& file : form.files) {
    const bool within = file.bytes.empty() || (file.bytes.data() >= sent.data() && file.bytes.data() + file.bytes.size() <= sent.data() + sent.size());
    if (!within || !is_utf8(file.name) || file.name.find_first_of("/\\") != file.name.npos) __builtin_trap();
  }
}
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0 || size > (1u << 16)) return 0;
  const std::string_view sent(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      if (const auto form = read_urlencoded(sent)) holds(*form, sent);
      break;
    case 1:
      if (const auto form = read_multipart("multipart/form-data; boundary=X", sent)) holds(*form, sent);
      break;
    case 2: {
      const auto end = sent.find('\n');
      if (end == sent.npos) break;
      if (const auto form = read_multipart(sent.substr(0, end), sent.substr(end + 1))) holds(*form, sent.substr(end + 1));
      break;
    }
    default:
      static_cast<void>(cookie_of(sent, "youju"));
  }
  return 0;
}
