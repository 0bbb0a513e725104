// SPDX-License-Identifier: Apache-2.0
// Photos grouped by the day they were taken, each group offered to that day's records.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct PhotoStart {
  std::string problem;
  std::vector<std::pair<std::string, std::string>> open;  // address, what: photos not yet all placed
};
Html photo_start_page(const Frame& frame, const PhotoStart& page);

struct PhotoTile {
  std::string number, name, address;  // address of the picture; "" when it is none
  std::string told_by;                // who says which day it is
  std::string placed, placed_title;   // the record it was put beside
  bool has_place = false;
};
struct PhotoGroup {
  std::string day, day_iso;           // "" when no photo of it says a day
  std::vector<PhotoTile> photos;
  std::vector<std::pair<std::string, std::string>> records;  // id, what to call it
  std::string problem;
};
struct PhotoPage {
  std::string address;
  std::vector<PhotoGroup> groups;
  std::size_t left = 0, places = 0;
};
Html photo_page(const Frame& frame, const PhotoPage& page);
}  // namespace youju::view
