// SPDX-License-Identifier: Apache-2.0
// Text on top of ICU; folding for search is in fold.cpp.
#include "base/text.h"

#include <unicode/coll.h>
#include <unicode/normalizer2.h>
#include <unicode/ucnv.h>
#include <unicode/unistr.h>

#include "base/code_point.h"
#include "base/result.h"

namespace youju {
namespace {

void append(std::string& out, char32_t c) {
  if (c < 0x80) {
    out.push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out.push_back(static_cast<char>(0xC0 | (c >> 6)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out.push_back(static_cast<char>(0xE0 | (c >> 12)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out.push_back(static_cast<char>(0xF0 | (c >> 18)));
    out.push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

bool is_space(char32_t c) {
  return c == ' ' || (c >= 9 && c <= 13) || c == 0x3000 || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F;
}

// Bytes in a named encoding → UTF-8; nothing when a byte sequence has no meaning in it.
std::optional<std::string> from_encoding(std::string_view bytes, const char* name) {
  UErrorCode code = U_ZERO_ERROR;
  UConverter* converter = ucnv_open(name, &code);
  if (U_FAILURE(code)) return std::nullopt;
  ucnv_setToUCallBack(converter, UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &code);
  std::vector<UChar> wide(bytes.size() + 1);
  const auto length = ucnv_toUChars(converter, wide.data(), static_cast<std::int32_t>(wide.size()), bytes.data(),
                                    static_cast<std::int32_t>(bytes.size()), &code);
  ucnv_close(converter);
  if (U_FAILURE(code)) return std::nullopt;
  std::string out;
  icu::UnicodeString(false, wide.data(), length).toUTF8String(out);
  return out;
}
}  // namespace

std::optional<std::string> to_nfc(std::string_view bytes) {
  if (is_ascii(bytes)) return std::string(bytes);
  if (!is_utf8(bytes)) return std::nullopt;
  UErrorCode code = U_ZERO_ERROR;
  const auto* nfc = icu::Normalizer2::getNFCInstance(code);
  if (U_FAILURE(code)) return std::nullopt;
  if (nfc->isNormalizedUTF8(icu::StringPiece(bytes.data(), static_cast<std::int32_t>(bytes.size())), code)) {
    return std::string(bytes);
  }
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  nfc->normalizeUTF8(0, icu::StringPiece(bytes.data(), static_cast<std::int32_t>(bytes.size())), sink, nullptr, code);
  if (U_FAILURE(code)) return std::nullopt;
  return out;
}

std::optional<std::string> clean(std::string_view bytes) {
  auto nfc = to_nfc(bytes);
  if (!nfc) return std::nullopt;
  std::string out;
  out.reserve(nfc->size());
  for (std::size_t i = 0; i < nfc->size(); ++i) {
    const char c = (*nfc)[i];
    if (c == '\r') {
      if (i + 1 >= nfc->size() || (*nfc)[i + 1] != '\n') out.push_back('\n');
      continue;
    }
    if ((static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t') || c == 0x7F) continue;
    out.push_back(c);
  }
  return std::string(trim(out));
}

bool has_invisible(std::string_view s) {
  for (std::size_t i = 0; i < s.size();) {
    const auto c = next_code_point(s, i);
    if ((c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF ||
        c == 0xAD || c == 0x61C || c == 0x180E || (c >= 0xE0000 && c <= 0xE007F) || (c >= 0xFFF9 && c <= 0xFFFB)) {
      return true;
    }
  }
  return false;
}

std::u32string to_code_points(std::string_view s) {
  std::u32string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto c = next_code_point(s, i);
    out.push_back(c == kBroken ? 0xFFFD : c);
  }
  return out;
}
std::string from_code_points(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (const auto c : text) append(out, c);
  return out;
}
std::size_t code_point_count(std::string_view s) {
  return static_cast<std::size_t>(
      std::count_if(s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view trim(std::string_view s) {
  for (std::size_t i = 0; !s.empty();) {
    i = 0;
    if (!is_space(next_code_point(s, i))) break;
    s.remove_prefix(i);
  }
  while (!s.empty()) {
    std::size_t start = s.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(s[start]) & 0xC0) == 0x80) --start;
    std::size_t i = start;
    if (!is_space(next_code_point(s, i))) break;
    s.remove_suffix(s.size() - start);
  }
  return s;
}

std::vector<std::string> split_any(std::string_view s, std::u32string_view separators) {
  std::vector<std::string> parts;
  std::size_t begin = 0;
  const auto take = [&](std::size_t end) {
    const auto part = trim(s.substr(begin, end - begin));
    if (!part.empty()) parts.emplace_back(part);
  };
  for (std::size_t i = 0; i < s.size();) {
    const auto at = i;
    if (separators.find(next_code_point(s, i)) == std::u32string_view::npos) continue;
    take(at);
    begin = i;
  }
  take(s.size());
  return parts;
}

std::string to_half_width(std::string_view s) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t i = 0; i < s.size();) {
    const auto at = i;
    const auto c = next_code_point(s, i);
    if (c >= 0xFF01 && c <= 0xFF5E) {
      out.push_back(static_cast<char>(c - 0xFF01 + 0x21));
    } else if (c == 0x3000) {
      out.push_back(' ');
    } else {
      out.append(s.substr(at, i - at));
    }
  }
  return out;
}

bool is_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (auto& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return out;
}

bool is_han(char32_t c) {
  return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x323AF) ||
         (c >= 0xF900 && c <= 0xFAFF) || c == 0x3007;
}

std::string pinyin_key(std::string_view s) {
  UErrorCode code = U_ZERO_ERROR;
  static const std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(icu::Locale("zh@collation=pinyin"), code));
  if (!collator) return std::string(s);
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size())));
  std::vector<std::uint8_t> key(static_cast<std::size_t>(collator->getSortKey(wide, nullptr, 0)));
  collator->getSortKey(wide, key.data(), static_cast<std::int32_t>(key.size()));
  std::string out;
  for (const auto b : key) out += fmt::format("{:02x}", b);
  return out;
}

std::optional<Decoded> decode_any(std::string_view bytes) {
  if (bytes.starts_with("\xEF\xBB\xBF")) {
    bytes.remove_prefix(3);
    if (!is_utf8(bytes)) return std::nullopt;
    return Decoded{std::string(bytes), "UTF-8"};
  }
  for (const auto& [mark, name] : {std::pair{"\xFF\xFE", "UTF-16LE"}, std::pair{"\xFE\xFF", "UTF-16BE"}}) {
    if (!bytes.starts_with(mark)) continue;
    auto text = from_encoding(bytes.substr(2), name);
    if (!text) return std::nullopt;
    return Decoded{std::move(*text), name};
  }
  // A text with many zero bytes is UTF-16 without its mark, not GB18030.
  const auto zeros = static_cast<std::size_t>(std::count(bytes.begin(), bytes.end(), '\0'));
  if (zeros > bytes.size() / 8) {
    const bool little = bytes.size() > 1 && bytes[1] == '\0';
    auto text = from_encoding(bytes, little ? "UTF-16LE" : "UTF-16BE");
    if (!text) return std::nullopt;
    return Decoded{std::move(*text), little ? "UTF-16LE" : "UTF-16BE"};
  }
  if (is_utf8(bytes)) return Decoded{std::string(bytes), "UTF-8"};
  auto text = from_encoding(bytes, "gb18030");
  if (!text) return std::nullopt;
  return Decoded{std::move(*text), "GB18030"};
}

std::optional<std::string> encode_gb18030(std::string_view s) {
  UErrorCode code = U_ZERO_ERROR;
  UConverter* converter = ucnv_open("gb18030", &code);
  if (U_FAILURE(code)) return std::nullopt;
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(s.data(), static_cast<std::int32_t>(s.size())));
  std::string out(static_cast<std::size_t>(wide.length()) * 4 + 8, '\0');
  const auto n = ucnv_fromUChars(converter, out.data(), static_cast<std::int32_t>(out.size()), wide.getBuffer(), wide.length(), &code);
  ucnv_close(converter);
  if (U_FAILURE(code)) return std::nullopt;
  out.resize(static_cast<std::size_t>(n));
  return out;
}

int edit_distance(std::string_view a8, std::string_view b8, int cap) {
  const auto a = to_code_points(a8), b = to_code_points(b8);
  const auto n = a.size(), m = b.size();
  if (n > m + static_cast<std::size_t>(cap) || m > n + static_cast<std::size_t>(cap)) return cap;
  std::vector<std::vector<int>> d(n + 1, std::vector<int>(m + 1));
  for (std::size_t i = 0; i <= n; ++i) d[i][0] = static_cast<int>(i);
  for (std::size_t j = 0; j <= m; ++j) d[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= n; ++i) {
    for (std::size_t j = 1; j <= m; ++j) {
      const int swap_cost = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + swap_cost});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return std::min(d[n][m], cap);
}
}  // namespace youju
