// SPDX-License-Identifier: Apache-2.0
// Folding for comparison: NFKC case fold, then traditional → simplified character by character. Single characters of the basic plane cost a
// look-up each in a table made while building; what folds to several is asked of ICU.
#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "base/fold_table.h"
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
    for (const auto& one : std::span(kFoldedSingles, kFoldedSingles_count)) single_[one.from] = one.to;
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
  static char16_t simplify(char16_t c) {
    const auto all = std::span(kSimplifiedHan, kSimplifiedHan_count);
    const auto it = std::lower_bound(all.begin(), all.end(), c, [](const FoldPair& one, char16_t wanted) { return one.from < wanted; });
    return it == all.end() || it->from != c ? c : it->to;
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
};
}  // namespace

std::string fold(std::string_view utf8) {
  if (is_ascii(utf8)) {
    return lower_ascii(utf8);
  }
  static const FoldTable table;
  const auto nfc = to_nfc(utf8);
  std::u32string out;
  table.fold(to_code_points(nfc ? *nfc : std::string(utf8)), out);
  return from_code_points(out);
}
}  // namespace youju
