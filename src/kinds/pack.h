// SPDX-License-Identifier: Apache-2.0
// Packs and the catalogue of the kinds in force.
#pragma once
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "kinds/calendar.h"
#include "kinds/kind.h"

namespace youju::kinds {

// Where a pack is wrong and what to write instead.
struct PackProblem {
  std::string file;
  int line = 0;
  Message message;
};
using PackProblems = std::vector<PackProblem>;

// A role as written in roles.toml; rights are names of people::Right.
struct PackRole {
  std::string id;
  Names names;
  std::vector<std::string> rights;
};

struct PackSource;  // definitions as read, with their lines; only this room looks inside

struct Pack {
  std::string id;
  std::string version;
  Names names;
  std::vector<std::string> needs;  // ids of packs it stands on
  bool layer = false;              // an office's own layer over others
  std::vector<Kind> kinds;         // those that need no other pack to be understood; Catalogue has them all
  std::vector<PackRole> roles;
  std::vector<CalendarTable> calendar;  // by year
  std::string digest;              // hex SHA-256 over the list of (SHA-256 of bytes, file name), docs/format/pack.md
  std::shared_ptr<const PackSource> source;
};
// Reads every *.toml of a pack folder (pack.toml names id, version, needs). Limits: 200 files, 1 MiB each.
std::variant<Pack, PackProblems> load_pack(const std::filesystem::path& folder);
// The same of files held in memory (packs carried in the program); `shown_as` stands before their names in problems.
struct PackFile {
  std::string path;  // inside the pack, with /
  std::string bytes;
};
std::variant<Pack, PackProblems> load_pack(std::vector<PackFile> files, const std::filesystem::path& shown_as);

// The kinds in force: shipped packs with the office's own layer over them. Older versions stay reachable so that records
// keep the rule they were entered under.
class Catalogue {
 public:
  // In order of adoption: later packs extend earlier ones; a pack with the id of an earlier one replaces it from there on.
  static std::variant<Catalogue, PackProblems> make(std::vector<Pack> packs);
  // The working days that deadlines are counted by; without one, weekends alone are off and every year is provisional.
  void use(Calendar calendar) { calendar_ = std::make_shared<const Calendar>(std::move(calendar)); }
  const Calendar& calendar() const { return *calendar_; }
  const std::vector<Kind>& kinds() const { return kinds_; }
  const std::vector<Pack>& packs() const { return packs_; }
  const Kind* find(const KindId& id) const;
  // The kind as it was in the packs a record was entered under (Checked::pack); nullptr when those were never adopted.
  const Kind* find(const KindId& id, std::string_view pack) const;
  // By id, name or synonym in either language (folded). nullptr when none.
  const Kind* find_by_name(std::string_view text) const;
  // Up to `n` nearest names, for "did you mean".
  std::vector<std::string> nearest(std::string_view text, int n = 3) const;
  // Kinds of which records also count under `kind`.
  std::vector<const Kind*> counted_under(const KindId& kind) const;
  // Roles of all packs, a later one replacing an earlier one of the same id.
  std::vector<PackRole> roles() const;

 private:
  std::vector<Pack> packs_;
  std::vector<Kind> kinds_;
  std::shared_ptr<const Calendar> calendar_ = std::make_shared<const Calendar>();
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const Kind>> versions_;  // (kind, pack) → as it was
  std::map<std::string, std::size_t> by_name_;                                           // folded name → place in kinds_
};
}  // namespace youju::kinds
