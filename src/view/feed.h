// SPDX-License-Identifier: Apache-2.0
// A person's calendar in other programs: how it is set up, closed, and its address shown once.
#pragma once
#include "view/frame.h"

namespace youju::view {

struct FeedPage {
  bool set = false;
  std::string made, read;      // when; read empty: never
  std::string address;         // only right after it was made
  int qr_size = 0;
  std::string qr_path;         // of the QR code of the address
};
Html feed(const Here& here, const FeedPage& page);
}  // namespace youju::view
