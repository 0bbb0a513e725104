// SPDX-License-Identifier: Apache-2.0
// Any bytes as a photo.
#include <cstdint>
#include <cstdlib>

#include "sheet/fuzz_seeds.h"
#include "sheet/readers.h"
#include "sheet/test_files.h"

using namespace youju::sheet;

extern "C" int LLVMFuzzerInitialize(int* argc, char*** argv) {
  sow(*argc, *argv, {test::make_photo("2023:06:16 15:10:00"), test::make_photo("2023:06:16 15:10:00", true)});
  return 0;
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view photo(reinterpret_cast<const char*>(data), size);
  const auto time = photo_time(photo);
  static_cast<void>(photo_has_place(photo));
  if (!time.empty() && time.size() != 19) std::abort();
  return 0;
}
