// SPDX-License-Identifier: Apache-2.0
// The few words the writers add themselves, in the language of the document.
#pragma once
#include <string_view>

namespace youju::paper {

struct Labels {
  std::string_view sources, sources_note, code, figure, value, rule, expression;
  std::string_view draft, signer, chart_table, report_code, page;
  std::string_view copies, stop, issued;  // 版记
};
const Labels& labels_of(std::string_view lang);
bool is_english(std::string_view lang);
}  // namespace youju::paper
