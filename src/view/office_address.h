// SPDX-License-Identifier: Apache-2.0
// How people come in for the first time: the address, the certificate to trust and how each system trusts it. One page made for paper, which
// stands alone: also in a file, and where nothing else may be fetched.
#pragma once
#include "view/factor.h"

namespace youju::view {
struct OfficeAddress {
  std::string office;
  std::vector<std::string> addresses;  // https://…:8443/, those that are typed most easily first
  std::string first_step;              // http://…:8080/: this page and the certificate; may be empty
  QrPicture qr;                        // of first_step
  std::string fingerprint, thumbprint; // SHA-256, SHA-1 (Windows)
  std::string authority, until;        // name of the authority; its last day
  bool with_links = false;             // the certificate can be fetched from where the page comes from
};
// The whole document, with its own style.
std::string office_address_document(const Here& here, const OfficeAddress& content);
// Its style, so that whoever sends the page can allow just that.
std::string_view office_address_style();
}  // namespace youju::view
