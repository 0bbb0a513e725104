// SPDX-License-Identifier: Apache-2.0
// libqrencode behind a value type.
#include "paper/qr.h"

#include <qrencode.h>

#include <memory>

namespace youju::paper {

Result<Qr> make_qr(const std::string& text) {
  const std::unique_ptr<QRcode, void (*)(QRcode*)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0,
                        QR_ECLEVEL_M),
      QRcode_free);
  if (!code) return fail(Code::invalid, "paper.qr_too_long", {{"bytes", std::to_string(text.size())}});
  Qr qr;
  qr.size = code->width;
  for (int y = 0; y < qr.size; ++y) {
    const unsigned char* row = code->data + y * qr.size;
    for (int x = 0; x < qr.size;) {
      if (!(row[x] & 1)) {
        ++x;
        continue;
      }
      const int from = x;
      while (x < qr.size && (row[x] & 1)) ++x;
      qr.runs.push_back({from, y, x - from});
    }
  }
  return qr;
}
}  // namespace youju::paper
