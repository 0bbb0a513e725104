// SPDX-License-Identifier: Apache-2.0
// The frame around every page: rail, search, unit, the one switch of the year, the person; title row with its one main action.
#pragma once
#include <vector>

#include "view/here.h"

namespace youju::view {

struct UnitChoice {
  std::string id, name;
  int depth = 0;
};
struct Frame {
  Here here;
  std::string place;              // id of the rail's place: today, records, calendar, figures, reports, check, desk, proof, admin; may be empty
  std::string title;
  std::string office;             // name of the root unit
  std::string person;             // who is signed in; empty: the bare frame of sign-in and error pages
  std::vector<int> years;         // to choose from, newest first
  std::vector<UnitChoice> units;  // tree order; those that may be read
  std::string units_page;         // where to choose when there are too many for a menu
  std::vector<std::pair<std::string, std::string>> path;  // address and name of what stands above this page
  Html action;                    // the one main action
  Html tabs;                      // under the title
  std::string alarm;              // told on every page: the log was damaged …
  bool wide = false;              // tables may use the whole width
  bool manages = false;           // may open the administration
  bool can_write = false;         // "n" for a new record
  std::int64_t unread = 0;        // in the inbox
};
Html page(const Frame& frame, const Html& content);
// Pages before sign-in and pages of errors: the name of the product, a title, a text.
Html bare_page(const Here& here, std::string_view title, const Html& content);
// One page that refuses or failed: what happened, what to do, the short code that finds the line in the log.
Html error_page(const Here& here, int status, std::string_view text, std::string_view code);

// The addresses of the stylesheet and the script, with the hash of their bytes; and the bytes.
struct Asset {
  std::string path;  // "/static/youju-3fa9c1d2.css"
  std::string_view type;
  std::string bytes;
};
const std::vector<Asset>& assets();
}  // namespace youju::view
