// SPDX-License-Identifier: Apache-2.0
#include "index/texts_of_record.h"

#include <algorithm>

#include "index/rows.h"
#include "index/words_of_text.h"

namespace youju::index {
namespace {
// Both languages, so that a choice is found in the words of whoever looks for it.
std::string choice_texts(const kinds::Field& field, const std::string& id) {
  const auto choice = std::ranges::find(field.choices, id, &kinds::Choice::id);
  if (choice == field.choices.end()) return id;
  std::string texts;
  for (const auto& [language, name] : choice->names)
    texts += (texts.empty() ? "" : std::string(1, kFieldBreak)) + name;
  return texts;
}

std::string text_of_value(const kinds::Field& field, const Json& value) {
  using kinds::FieldType;
  if (!value.is_string()) return "";
  switch (field.type) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::url:
      return value.get<std::string>();
    case FieldType::choice:
      return choice_texts(field, value.get<std::string>());
    default:
      return "";
  }
}
}  // namespace

std::vector<std::string> in_parts(std::string_view text) {
  constexpr std::size_t kPart = 8'000;
  return parts_of(text, kPart);
}

Result<std::vector<std::string>> texts_of_version(const ledger::Entry& entry, const Context& context) {
  TRY(const auto* kind, kind_of(*context.catalogue, entry));
  if (kind->no_content || !entry.head.open.is_object()) return std::vector<std::string>{};
  auto text = text_member(entry.head.open, "title");
  const auto values = entry.head.open.find("values");
  if (values == entry.head.open.end()) return in_parts(text);
  for (const auto& field : kind->fields) {
    // The title is already there; what is personal never comes in.
    if (field.personal || field.id == kind->title_field) continue;
    const auto value = values->find(field.id);
    if (value == values->end()) continue;
    if (const auto one = text_of_value(field, *value); !one.empty())
      text += (text.empty() ? "" : std::string(1, kFieldBreak)) + one;
  }
  return in_parts(text);
}
}  // namespace youju::index
