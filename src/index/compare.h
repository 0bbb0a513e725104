// SPDX-License-Identifier: Apache-2.0
// Findings of a comparison: each wrong row is named once, however many ways lead to it.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "index/index.h"

namespace youju::index {

class Findings {
 public:
  explicit Findings(int max) : max_(max) {}
  void missing(const std::string& table, const std::string& key) { add(table, key, "index.row_missing", {}); }
  void surplus(const std::string& table, const std::string& key) { add(table, key, "index.row_surplus", {}); }
  void differs(const std::string& table, const std::string& key, const std::string& column,
               const std::string& stored, const std::string& wanted) {
    add(table, key, "index.row_differs", {{"column", column}, {"stored", stored}, {"wanted", wanted}});
  }
  void add(const std::string& table, const std::string& key, const std::string& word, Args args);
  bool empty() const { return found_.empty(); }
  bool full() const { return static_cast<int>(found_.size()) >= max_; }
  std::vector<ledger::Finding> take() { return std::move(found_); }

 private:
  int max_;
  std::set<std::string> named_;
  std::vector<ledger::Finding> found_;
};

// One row's columns by name, stored and as the log says; the first that differs is told.
struct Column {
  const char* name;
  std::string stored, wanted;
};
bool compare(Findings& findings, const std::string& table, const std::string& key,
             const std::vector<Column>& columns);
}  // namespace youju::index
