// SPDX-License-Identifier: Apache-2.0
// The office's own address in the house: its certificate authority and its server's certificate in DIR/tls, made once, renewed in time; and
// what people need to know to come in (docs/operations.md).
#pragma once
#include <filesystem>
#include <string>
#include <vector>

#include "base/world.h"
#include "certificate/certificate.h"

namespace youju::app {

// The names this machine has: host name, host name with .local, addresses of its network cards; public and loopback ones too.
certificate::Names machine_names();

struct OfficeCertificate {
  std::filesystem::path server;     // one file: key, certificate, authority; 0600
  std::filesystem::path authority;  // DIR/tls/authority.pem
  certificate::Facts of_server, of_authority;
  bool made = false;                // the server's was made anew just now
  certificate::Names left_out;      // names of the machine that the authority does not permit: a host name changed since it was made
};
// Makes what is missing, no longer good, near its end, or without a name that the machine has now.
Result<OfficeCertificate> office_certificate(const std::filesystem::path& folder, const std::string& office, const certificate::Names& names, const World& world);
// As it stands, making nothing; absent when the office has none.
Result<OfficeCertificate> read_office_certificate(const std::filesystem::path& folder);
// As phones and Windows install it.
std::string der_of_certificate(std::string_view pem);
}  // namespace youju::app
