// SPDX-License-Identifier: Apache-2.0
// Bytes that decode as an entry must be the one canonical form of what they decode to.
#include <cstdlib>

#include "ledger/entry_bytes.h"

using namespace youju;
using namespace youju::ledger;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto decoded = decode_entry(bytes);
  if (!decoded) return 0;
  Header header;
  if (!read_header(bytes, header)) std::abort();
  std::string again;
  const std::string more = decoded->head.more.empty() ? "" : canonical(decoded->head.more);
  write_entry(again, decoded->head, more,
              {decoded->index, header.sealed, header.at, header.open, header.personal});
  if (again != bytes) std::abort();
  return 0;
}
