// SPDX-License-Identifier: Apache-2.0
#include "words/measure.h"

#include "base/text.h"

namespace youju::words {
std::string say_measure(Lang lang, std::string_view measure) {
  return lang == Lang::zh || is_ascii(measure) ? std::string(measure) : std::string();
}

std::string say_measured(Lang lang, const std::string& number, std::string_view measure) {
  const auto said = say_measure(lang, measure);
  return said.empty() || lang == Lang::zh || said == "%" ? number + said : number + " " + said;
}
}  // namespace youju::words
