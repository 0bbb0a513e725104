// SPDX-License-Identifier: Apache-2.0
// One typed text → the canonical value of a field's type, or the message to show beside the field.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "kinds/kinds.h"

namespace youju::kinds {

struct ReadContext {
  const Lookups& lookups;
  std::optional<int> default_year;
  Date today;
};

// `text` was cleaned (base/text.h) and is not empty. Remarks are for things not wrong but worth saying.
std::variant<Json, Message> read_value(const Field& field, const std::string& text,
                                       const ReadContext& context, std::vector<Message>& remarks);

// "上午9点至11点" → "09:00-11:00"; "下午" → "pm"; nothing when it is no time. Base's readers give the same
// words for dates with a time behind them.
std::optional<std::string> read_time_range(std::string_view text);

// Why a text is no date: only its year is missing, or all of it.
Message no_date(const std::string& text, Date today);
// The first 60 characters of what was read, for messages.
std::string excerpt(std::string_view text);
// A kept value as text that read_value reads back unchanged.
std::string value_as_text(const Field& field, const Json& value);
// Names in one cell: separated by 、，,；; or line ends; "王 芳 李四光" are two people.
std::vector<std::string> names_in(std::string_view text, const Lookups& lookups);
}  // namespace youju::kinds
