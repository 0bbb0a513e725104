// SPDX-License-Identifier: Apache-2.0
// Takes the keys of one TOML table, each with its type and limits, and names everything that is wrong with
// them at once.
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "kinds/toml_node.h"

namespace youju::kinds {

inline constexpr int kMaxName = 100;       // code points of a name or synonym
inline constexpr int kMaxSentence = 2000;  // of a description, a rule, a source

class TableReader {
 public:
  TableReader(const Node& table, std::string file, PackProblems& problems)
      : table_(table), file_(std::move(file)), problems_(problems) {}

  bool has(std::string_view key) const { return table_.find(key) != nullptr; }
  int line() const { return table_.line; }
  int line_of(std::string_view key) const;
  const std::string& file() const { return file_; }
  PackProblems& problems() { return problems_; }

  // Each of these remembers the key as one that may stand here; a wrong type is a problem and gives the
  // fallback.
  const Node* take(const std::string& key);
  std::string text(const std::string& key, int max_length = kMaxSentence);
  std::string required_text(const std::string& key, int max_length = kMaxSentence);
  std::string id(const std::string& key);  // required: small letters, digits, _
  std::vector<std::string> texts(const std::string& key, int max_length = kMaxName);
  Names names(const std::string& key, bool required, int max_length = kMaxName);
  bool boolean(const std::string& key, bool fallback = false);
  std::optional<int> integer(const std::string& key, int least, int most);
  std::optional<Decimal> decimal(const std::string& key);
  std::optional<Date> date(const std::string& key);
  // `when = { field, values }` and its like.
  std::optional<Condition> condition(const std::string& key);
  // [[…]] or an array of inline tables.
  std::vector<const Node*> tables(const std::string& key, std::size_t most);
  // One of a closed list, the nearest being offered; "" when absent or wrong.
  std::string one_of(const std::string& key, const std::vector<std::string>& allowed, bool required);

  void problem(int line, std::string_view word, Args args = {});
  // Every key not taken is a mistake; the nearest key that may stand here is offered. Call last.
  void done();

 private:
  bool check_text(const Node& node, const std::string& key, std::string& out, int max_length);

  const Node& table_;
  std::string file_;
  PackProblems& problems_;
  std::set<std::string> taken_;
};

// In the order of files and lines, each mistake once (a pattern's mistake would come back with every kind),
// 200 at most.
void tidy(PackProblems& problems);

bool is_id(std::string_view text);
// The nearest of `candidates` to what was written, or "" when none is near.
std::string nearest_of(std::string_view written, const std::vector<std::string>& candidates);
std::string joined(const std::vector<std::string>& words);
// The form in which names, synonyms and headers compare: folded, without spaces, hyphens and underscores.
std::string name_key(std::string_view text);
}  // namespace youju::kinds
