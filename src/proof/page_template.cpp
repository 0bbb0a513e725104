// SPDX-License-Identifier: Apache-2.0
// The page built from verify-js, embedded; empty in a build without Node.js.
#include "proof/proof.h"

#ifdef YOUJU_HAS_VERIFY_PAGE
namespace youju::embedded {
extern const std::string_view verify_page;
}
#endif

namespace youju::proof {

std::string_view page_template() {
#ifdef YOUJU_HAS_VERIFY_PAGE
  return embedded::verify_page;
#else
  return {};
#endif
}
}  // namespace youju::proof
