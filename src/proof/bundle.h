// SPDX-License-Identifier: Apache-2.0
// An opened bundle and the list of what is wrong with it, handed from check to check.
#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "proof/container.h"
#include "proof/entry_head.h"
#include "proof/manifest.h"
#include "proof/proof.h"

namespace youju::proof {

// "entry 17 open" → arguments entry = 17, which = its word, so that sentences can name the place in any language.
void name_place(const std::string& where, Args& args);

// Findings in the order they were made, one for each class and place.
class FindingList {
 public:
  explicit FindingList(std::size_t max) : max_(max) {}
  void add(std::string kind, std::string where, std::string word, Args args = {}) {
    name_place(where, args);
    if (!seen_.emplace(kind, where).second || list_.size() >= max_) return;
    list_.push_back({std::move(kind), std::move(where), Message{std::move(word), std::move(args)}});
  }
  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  std::vector<Finding> take() { return std::move(list_); }

 private:
  std::size_t max_;
  std::set<std::pair<std::string, std::string>> seen_;
  std::vector<Finding> list_;
};

struct Bundle {
  const Source& source;
  std::vector<Member> members;
  std::vector<std::string> sha256;  // by place; of the bytes as they are
  std::map<std::string, std::size_t, std::less<>> by_name;
  Manifest manifest;

  bool has(std::string_view name) const { return by_name.find(name) != by_name.end(); }
  const std::string& digest(std::string_view name) const { return sha256[by_name.find(name)->second]; }
  const Member& member(std::string_view name) const { return members[by_name.find(name)->second]; }
  Result<std::string> read(std::string_view name) const {
    const Member& found = member(name);
    return source.read(found.begin(), found.size);
  }
  // Names that begin so, in order.
  std::vector<std::string> under(std::string_view prefix) const {
    std::vector<std::string> out;
    for (auto it = by_name.lower_bound(prefix); it != by_name.end() && it->first.starts_with(prefix); ++it) out.push_back(it->first);
    return out;
  }
};

std::string which_word(std::string_view which);  // "@proof.which_open"
std::string entry_place(std::int64_t index);                           // "entry 17"
std::string payload_place(std::int64_t index, std::string_view which);  // "entry 17 open"
}  // namespace youju::proof
