// SPDX-License-Identifier: Apache-2.0
// Runs while building: writes what ICU says of folding single characters of the basic plane (NFKC case fold, then traditional → simplified
// character by character) as a C++ source. Asking ICU for it anew cost every start of the program half of its time.
// Usage: make_fold_table OUT.cpp
#include <unicode/normalizer2.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <cstdio>
#include <map>
#include <memory>

namespace {
using Map = std::map<char16_t, char16_t>;

// Only where one character becomes another one.
Map simplified_han() {
  UErrorCode code = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> to_simplified(icu::Transliterator::createInstance("Traditional-Simplified", UTRANS_FORWARD, code));
  if (U_FAILURE(code) || !to_simplified) return {};
  // One pass over all Han of the basic plane, separated by a mark no rule touches.
  icu::UnicodeString all;
  for (char16_t c = 0x3400; c < 0xA000; ++c) all.append(c).append(u'\u0001');
  to_simplified->transliterate(all);
  Map out;
  std::int32_t at = 0;
  for (char16_t c = 0x3400; c < 0xA000; ++c) {
    const auto mark = all.indexOf(u'\u0001', at);
    if (mark == at + 1 && all.charAt(at) != c) out[c] = all.charAt(at);
    at = mark + 1;
  }
  return out;
}

// 0: folds to nothing or to several characters.
Map folded_singles(const Map& simplified) {
  UErrorCode code = U_ZERO_ERROR;
  const auto* casefold = icu::Normalizer2::getNFKCCasefoldInstance(code);
  if (U_FAILURE(code)) return {};
  Map out;
  for (char32_t c = 0x80; c < 0x10000; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    const auto folded = casefold->normalize(icu::UnicodeString(static_cast<UChar32>(c)), code);
    char16_t to = folded.length() == 1 ? folded.charAt(0) : u'\0';
    if (const auto it = simplified.find(to); it != simplified.end()) to = it->second;
    if (to != c) out[static_cast<char16_t>(c)] = to;
  }
  return U_SUCCESS(code) ? out : Map();
}

void write(std::FILE* file, const char* name, const Map& map) {
  std::fprintf(file, "extern const FoldPair %s[] = {", name);
  int column = 0;
  for (const auto& [from, to] : map) std::fprintf(file, "%s{%u,%u},", column++ % 16 == 0 ? "\n" : "", static_cast<unsigned>(from), static_cast<unsigned>(to));
  std::fprintf(file, "\n};\nextern const unsigned %s_count = %zu;\n", name, map.size());
}
}  // namespace

int main(int count, char** words) {
  const auto simplified = simplified_han();
  const auto singles = folded_singles(simplified);
  std::FILE* file = count == 2 ? std::fopen(words[1], "w") : nullptr;
  if (file == nullptr || simplified.empty() || singles.empty()) {
    std::fprintf(stderr, "make_fold_table: ICU has no NFKC case folding or no Traditional-Simplified, or the file cannot be written\n");
    return 1;
  }
  std::fprintf(file, "// Made by src/base/make_fold_table.cpp.\n#include \"base/fold_table.h\"\nnamespace youju {\n");
  write(file, "kFoldedSingles", singles);
  write(file, "kSimplifiedHan", simplified);
  std::fprintf(file, "}\n");
  return std::fclose(file) == 0 ? 0 : 1;
}
