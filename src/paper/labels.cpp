// SPDX-License-Identifier: Apache-2.0
// Words printed inside documents. They belong to the document's language, not to the reader's, hence not in
// words/.
#include "paper/labels.h"

namespace youju::paper {
namespace {
constexpr Labels kZh{
    "数据来源", "正文中带点线的每个数都列在下表。凭编号可以打开它所依据的全部记录；离线核验包中同样可查。",
    "编号",     "数据项",
    "数值",     "口径",
    "算式",     "草稿",
    "签发人：", "图表数据",
    "报告编号", "页",
    "抄送：",   "。",
    "印发"};
constexpr Labels kEn{"Sources of figures",
                     "Every number with a dotted line in the text is listed here. Its code opens the records "
                     "it was counted from, also in the offline bundle.",
                     "Code",
                     "Figure",
                     "Value",
                     "Rule",
                     "Expression",
                     "DRAFT",
                     "Signed off by: ",
                     "Figures of the chart",
                     "Report code",
                     "Page",
                     "Copies: ",
                     ".",
                     " (issued)"};
}  // namespace

bool is_english(std::string_view lang) {
  return lang.substr(0, 2) == "en";
}
const Labels& labels_of(std::string_view lang) {
  return is_english(lang) ? kEn : kZh;
}
}  // namespace youju::paper
