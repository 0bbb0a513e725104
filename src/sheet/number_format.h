// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: what a cell's number format says the number is, and numbers as plain text.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sheet/sheet.h"

namespace youju::sheet {

enum class Shape { number, date, date_time, time, elapsed, month };
// Built-in formats by number, with the Chinese ones 27–36 and 50–58.
Shape builtin_shape(int id);
// A format code: `yyyy"年"m"月"d"日"`, `[$-804]h:mm`, `#,##0.00`.
Shape shape_of(std::string_view code);
// "0.30000000000000004" → "0.3", "1E-3" → "0.001". Nothing when it is no finite number.
std::optional<std::string> plain_number(std::string_view text);
// A number as the shape shows it. `base_1904`: the workbook counts its days from 1904.
Cell number_cell(std::string_view text, Shape shape, bool base_1904);
}  // namespace youju::sheet
