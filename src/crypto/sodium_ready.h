// SPDX-License-Identifier: Apache-2.0
// libsodium must be initialised once before use; every function of this room that needs it calls this first.
#pragma once
#include <sodium.h>

#include "base/result.h"

namespace youju::crypto {
inline void sodium_ready() {
  static const int started = sodium_init();
  expect_true(started >= 0, "libsodium did not start");
}
inline const unsigned char* u8(std::string_view bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
inline unsigned char* u8(std::string& bytes) { return reinterpret_cast<unsigned char*>(bytes.data()); }
}  // namespace youju::crypto
