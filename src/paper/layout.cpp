// SPDX-License-Identifier: Apache-2.0
// The look of each element (GB/T 9704-2012, 7.3): levels 黑体, 楷体, 仿宋, 仿宋, none of them bold.
#include "paper/layout.h"

#include <array>

namespace youju::paper {
namespace {
constexpr std::array<Look, 19> kLooks{{
    {"Title", "Title", Face::title, kSize2, Flow::centre, 0, 0, true},
    {"Subtitle", "Subtitle", Face::kai, kSize3, Flow::centre, 0, 0, true},
    {"Recipient", "主送机关", Face::fang, kSize3, Flow::left, 0, 0, true},
    {"Body", "公文正文", Face::fang, kSize3, Flow::both, 2, 0, false},
    {"Heading1", "heading 1", Face::hei, kSize3, Flow::both, 2, 1, true},
    {"Heading2", "heading 2", Face::kai, kSize3, Flow::both, 2, 2, true},
    {"Heading3", "heading 3", Face::fang, kSize3, Flow::both, 2, 3, true},
    {"Heading4", "heading 4", Face::fang, kSize3, Flow::both, 2, 4, true},
    {"Signature", "Signature", Face::fang, kSize3, Flow::right, 0, 0, true},
    {"Date", "Date", Face::fang, kSize3, Flow::right, 0, 0, false},
    {"Note", "附注", Face::fang, kSize3, Flow::both, 2, 0, false},
    {"AttachmentNote", "附件说明", Face::fang, kSize3, Flow::left, 2, 0, false},
    {"TableTitle", "表题", Face::hei, kSize4, Flow::centre, 0, 0, true},
    {"ListItem", "列表项", Face::fang, kSize3, Flow::both, 2, 0, false},
    {"AttachmentLabel", "附件", Face::hei, kSize3, Flow::left, 0, 0, true},
    {"AttachmentTitle", "附件标题", Face::title, kSize2, Flow::centre, 0, 1, true},
    {"Caption", "caption", Face::kai, 12, Flow::centre, 0, 0, false},
    {"Remark", "说明", Face::kai, 12, Flow::both, 2, 0, false},
    {"Blank", "空行", Face::fang, kSize3, Flow::left, 0, 0, false},
}};
}  // namespace

const Look& look_of(Element element) {
  return kLooks[static_cast<std::size_t>(element)];
}
}  // namespace youju::paper
