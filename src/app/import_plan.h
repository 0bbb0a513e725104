// SPDX-License-Identifier: Apache-2.0
// Inside import: what a sheet is and what its columns mean.
#pragma once
#include "app/import.h"

namespace youju::app {

// A saved mapping. docs/format/profile.md
struct Profile {
  std::string name;
  std::string kind;
  std::vector<std::string> headers;            // as in the sheet, in order
  std::map<std::string, std::string> columns;  // header → field id, "-" for a column that is not imported
  std::optional<int> year;
  std::string unit;  // name or id
};
Result<Profile> read_profile(const std::filesystem::path& file);
Result<void> save_profile(const std::filesystem::path& folder, const Profile& profile);
// Profiles of the office and of its packs. Broken ones are left out.
std::vector<Profile> all_profiles(const Office& office);

// How columns of a table fit a kind, best guess for each column; no field is given to two columns.
std::vector<ColumnGuess> guess_columns(const kinds::Kind& kind, const std::map<int, std::string>& headers);
// Serial numbers and the like, which carry nothing.
bool tells_nothing(std::string_view header);
std::vector<ColumnGuess> guess_roster_columns(const std::map<int, std::string>& headers);
// How much a header looks like a column of any kind (0…1); what find_header asks.
class KnownHeaders {
 public:
  explicit KnownHeaders(const kinds::Catalogue& catalogue);
  double operator()(std::string_view header) const;

 private:
  std::map<std::string, double, std::less<>> words_;  // folded
};

// A year in a title, sheet name or file name: 2023年, 2023, 二〇二三年度.
std::optional<int> year_in(std::string_view text);

struct PlanContext {
  const Office& office;
  const ImportRequest& request;
  const people::UnitTree& units;
  const std::vector<Profile>& profiles;
  const KnownHeaders& known;
  UnitId default_unit;
  std::string file_stem;
  std::string file = {};  // its path
};
// The plan for one sheet from its first rows.
SheetPlan plan_sheet(const PlanContext& context, const sheet::SheetHead& head,
                     const std::vector<sheet::Row>& first_rows, std::optional<sheet::Header>& header);
// The profile a plan would be saved as.
Profile profile_of(const SheetPlan& plan);
}  // namespace youju::app
