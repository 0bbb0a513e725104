// SPDX-License-Identifier: Apache-2.0
// Inside the draft room: Word's automatic numbers. They are no text of the file: what a reader sees before a paragraph (一、 （二）
// 3.1 •) becomes the block's label, so that it can be shown and is never taken for a number of the author.
#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace youju::draft {

inline constexpr int kListLevels = 9;
struct NumberLevel {
  std::string format = "decimal", text;  // text: "第%1章"; numbers of the levels above may stand in it
  int start = 1, restart = -1;           // restart: 0 = never; n = after level n; -1 = after any level above
  bool legal = false;                    // all numbers Arabic
};
struct Numbering {
  struct List {
    std::string of;                // id of its levels
    std::map<int, int> starts;     // level → number to start anew with
    std::map<int, NumberLevel> own;
  };
  std::map<std::string, std::array<NumberLevel, kListLevels>, std::less<>> levels;
  std::map<std::string, List, std::less<>> lists;
};
Result<Numbering> read_numbering(std::string_view bytes);

// Counts on, paragraph by paragraph, in the order of the text.
class ListLabels {
 public:
  explicit ListLabels(const Numbering& numbering) : numbering_(numbering) {}
  // "" for a list that the file does not define and for levels without a number.
  std::string next(std::string_view list, int level);

 private:
  struct Count {
    std::array<int, kListLevels> at{};
    std::array<bool, kListLevels> begun{};
  };
  const Numbering& numbering_;
  std::map<std::string, Count> counts_;             // by id of the levels: lists of the same levels count on
  std::map<std::string, std::array<bool, kListLevels>> restarted_;  // by list
};
std::string list_number(std::string_view format, int n);
}  // namespace youju::draft
