// SPDX-License-Identifier: Apache-2.0
// What this office records, a short manual, and the keys.
#pragma once
#include "view/frame.h"

namespace youju::view {
struct KindShown {
  std::string id, name, about, measure, pack;
  std::vector<std::string> rules, counts, fields;  // how often with its source; states that count; fields
};
Html kinds_list(const Frame& frame, const std::vector<KindShown>& kinds);
Html help_pages(const Frame& frame);
// The manual's chapters, to be searched.
struct HelpChapter {
  std::string id, title, text;
};
std::vector<HelpChapter> help_chapters(const Here& here);
// The chapter of the help that tells of a page, by its address and its place in the rail.
const char* chapter_for(std::string_view path, std::string_view place);
Html help_keys(const Frame& frame);
}  // namespace youju::view
