// SPDX-License-Identifier: Apache-2.0
// A sheet on which those who come sign, made from a record and the roster; printed, signed, and its photo attached.
#pragma once
#include "view/factor.h"
#include "view/frame.h"

namespace youju::view {

struct SheetToSign {
  std::string title, kind, unit, day, place, chair, record;
  std::vector<std::string> names;
  QrPicture code;       // finds its way home when it is scanned
  bool slip = false;    // a cover slip for other papers of the record, without a list
  int empty_lines = 5;  // for those who are on no roster
};
Html sheet_to_sign_page(const Frame& frame, const SheetToSign& sheet);
}  // namespace youju::view
