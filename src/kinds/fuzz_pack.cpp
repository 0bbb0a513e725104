// SPDX-License-Identifier: Apache-2.0
// Any bytes as one file of a pack: they are read, or refused with problems; nothing crashes, hangs or slips
// past unseen.
#include <cstdint>

#include "kinds/calendar_file.h"
#include "kinds/pack_source.h"

using namespace youju;
using namespace youju::kinds;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > (1u << 16)) return 0;
  const auto tree = parse_toml({reinterpret_cast<const char*>(data), size}, "fuzz.toml");
  if (!std::holds_alternative<Node>(tree)) return 0;
  PackProblems problems;
  read_calendar_file(std::get<Node>(tree), "2023.toml", problems);
  problems.clear();
  PackSource source;
  read_kind_file(std::get<Node>(tree), "fuzz.toml", source, problems);
  if (!problems.empty()) return 0;
  KnownTexts known;
  for (const KindText& text : source.kinds) known[text.kind.id.text] = &text;
  for (const KindText& text : source.kinds) {
    auto whole = resolve_kind(text, known, problems);
    if (!whole || whole->pattern) continue;
    for (const ExtensionText& extension : source.extensions) extend_kind(*whole, extension, problems);
    check_kind(*whole, problems);
    check_restraint(*whole, problems);
    if (!problems.empty()) return 0;
    // A kind that was let in holds to rule 3 whatever the bytes were.
    for (const Field& field : whole->kind.fields) {
      const bool plain = field.type == FieldType::date || field.type == FieldType::person ||
                         field.type == FieldType::persons || field.type == FieldType::unit;
      if (whole->kind.no_content && !plain) __builtin_trap();
    }
  }
  return 0;
}
