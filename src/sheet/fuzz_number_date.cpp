// SPDX-License-Identifier: Apache-2.0
// Any text as a number or a date: what is read fits its own text again, and places lie inside the line.
#include <cstdint>

#include "base/date_text.h"
#include "base/number.h"
#include "base/result.h"
#include "base/text.h"
#include "sheet/fuzz_seeds.h"

using namespace youju;

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  sheet::sow(*argc, *argv,
             {"3月5日 主题党日 参观纪念馆 23人", "2023年3月5日上午9:30-11:00", "二〇二三年三月五日",
              "1.2万元", "一千零三", "2023.3.5-3.7", "44990.375", "12月30日至1月2日"});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  if (const auto number = read_number(text)) {
    const auto again = Decimal::parse(number->value.text());
    expect_true(again && *again == number->value, "a decimal is read back from its text");
  }
  for (const auto year : {std::optional<int>(), std::optional<int>(2023)}) {
    if (const auto date = read_date(text, year)) {
      expect_true(date->days.from <= date->days.to && date->end <= size, "a span runs forward");
      expect_true(Date::parse(date->days.from.iso()) == date->days.from, "a day has an ISO form");
    }
    if (const auto date = find_date(text, year)) {
      expect_true(date->begin < date->end && date->end <= size, "the place lies inside the line");
      expect_true(is_utf8(text.substr(date->begin, date->end - date->begin)),
                  "the place is cut at characters");
    }
  }
  return 0;
}
