// SPDX-License-Identifier: Apache-2.0
// A scanned stack: its pages found by the codes on them, looked at, filed to their records.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct ScanStart {
  std::string problem;
  std::vector<std::pair<std::string, std::string>> open;
};
Html scan_start_page(const Frame& frame, const ScanStart& page);

struct ScanTile {
  std::string number, name, preview;  // address of the preview; "" when there is none
  std::string found_by;               // code, before, hand; "" = to whom it belongs is unclear
  std::string problem;                // why it could not be read or filed
  std::string belongs;                // what stands in its field
  bool filed = false;
};
struct ScanGroup {
  std::string record, title, facts;   // record "": unclear
  std::vector<ScanTile> pages;
};
struct ScanStack {
  std::string address;
  int looked = 0, all = 0;            // pages
  std::vector<ScanGroup> groups;
  std::vector<std::string> offers;    // records a page may be given to
  std::size_t ready = 0, unclear = 0, filed = 0;
  std::string problem;
};
Html scan_stack_page(const Frame& frame, const ScanStack& page);
}  // namespace youju::view
