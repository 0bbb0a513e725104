// SPDX-License-Identifier: Apache-2.0
// Folding for comparison: a table for the basic plane is made once from ICU (NFKC case fold, then traditional → simplified
// character by character), so that folding costs a look-up per character.
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include "base/result.h"
#include "base/text.h"

namespace youju {
namespace {

class FoldTable {
 public:
  FoldTable() {
    UErrorCode code = U_ZERO_ERROR;
    casefold_ = icu::Normalizer2::getNFKCCasefoldInstance(code);
    expect_true(U_SUCCESS(code), "ICU has no NFKC case folding");
    single_.resize(0x10000);
    for (char32_t c = 0; c < 0x10000; ++c) single_[c] = static_cast<char16_t>(c);
    make_simplified();
    for (char32_t c = 0x80; c < 0x10000; ++c) {
      if (c >= 0xD800 && c <= 0xDFFF) continue;
      make_entry(c);
    }
  }

  void fold(std::u32string_view in, std::u32string& out) const {
    for (const auto c : in) {
      if (c < 0x80) {
        out.push_back(c >= 'A' && c <= 'Z' ? c + 32 : c);
      } else if (c < 0x10000 && single_[c] != 0) {
        out.push_back(single_[c]);
      } else {
        fold_slowly(c, out);
      }
    }
  }

 private:
  void make_simplified() {
    UErrorCode code = U_ZERO_ERROR;
    const std::unique_ptr<icu::Transliterator> to_simplified(
        icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, code));
    expect_true(U_SUCCESS(code) && to_simplified, "ICU has no Traditional-Simplified");
    // One pass over all Han of the basic plane, separated by a mark no rule touches.
    icu::UnicodeString all;
    for (char16_t c = 0x3400; c < 0xA000; ++c) all.append(c).append(u'\u0001');
    to_simplified->transliterate(all);
    std::int32_t at = 0;
    for (char16_t c = 0x3400; c < 0xA000; ++c) {
      const auto mark = all.indexOf(u'\u0001', at);
      if (mark == at + 1) simplified_[c] = all.charAt(at);
      at = mark + 1;
    }
  }
  char16_t simplify(char16_t c) const {
    const auto it = simplified_.find(c);
    return it == simplified_.end() ? c : it->second;
  }
  void make_entry(char32_t c) {
    UErrorCode code = U_ZERO_ERROR;
    const auto folded = casefold_->normalize(icu::UnicodeString(static_cast<UChar32>(c)), code);
    // 0 marks "not one character": dropped or several, done slowly.
    single_[c] = folded.length() == 1 ? simplify(folded.charAt(0)) : u'\0';
  }
  void fold_slowly(char32_t c, std::u32string& out) const {
    UErrorCode code = U_ZERO_ERROR;
    const auto folded = casefold_->normalize(icu::UnicodeString(static_cast<UChar32>(c)), code);
    for (std::int32_t i = 0; i < folded.length(); i = folded.moveIndex32(i, 1)) {
      const auto f = static_cast<char32_t>(folded.char32At(i));
      out.push_back(f < 0x10000 ? simplify(static_cast<char16_t>(f)) : f);
    }
  }

  const icu::Normalizer2* casefold_ = nullptr;
  std::vector<char16_t> single_;
  std::unordered_map<char16_t, char16_t> simplified_;
};
}  // namespace

std::string fold(std::string_view utf8) {
  if (std::all_of(utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
    return lower_ascii(utf8);
  }
  static const FoldTable table;
  const auto nfc = to_nfc(utf8);
  std::u32string out;
  table.fold(to_code_points(nfc ? *nfc : std::string(utf8)), out);
  return from_code_points(out);
}
}  // namespace youju
