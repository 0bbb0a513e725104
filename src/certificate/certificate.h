// SPDX-License-Identifier: Apache-2.0
// Certificates of an office's own: an authority that can speak for this office's machine and private addresses alone, and the certificate
// of its server. X.509 by OpenSSL, ECDSA P-256 with SHA-256.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "base/world.h"

namespace youju::certificate {

inline constexpr std::int64_t kDayMs = 24LL * 3600 * 1000;
inline constexpr int kAuthorityDays = 3652, kServerDays = 396, kRenewBeforeDays = 30;  // browsers refuse a server's of more than 397 days

struct Names {
  std::vector<std::string> hosts;      // "office", "office.local"; lower case
  std::vector<std::string> addresses;  // "192.168.1.7", "fd00::7"
};
struct Pair {
  std::string certificate, key;  // PEM
};
// Its name constraints (critical) permit these hosts, these addresses and the private ranges (RFC 1918, link-local, loopback, RFC 4193), and
// nothing else: whoever steals its key can deceive no browser about any other site.
Result<Pair> make_authority(std::string_view office, const Names& names, const World& world);
// Names that the authority does not permit are left out. invalid when none remains.
Result<Pair> make_server(const Pair& authority, const Names& names, const World& world);

struct Facts {
  std::string subject;
  Instant from, until;
  std::string fingerprint;  // SHA-256 of the DER form: "AB:CD:…"
  std::string thumbprint;   // SHA-1, which is all that Windows shows
  Names names;              // of a server
  bool authority = false;
};
// invalid when it is no certificate in PEM. Of several the first.
Result<Facts> facts_of(std::string_view pem);
std::string der_of(std::string_view pem);  // what phones and Windows install; "" when it is no certificate
// Those of the names that the authority permits.
Names permitted(std::string_view authority_pem, const Names& names);
// Whether it is the authority's, good at that moment, for all these names, and the key is its own.
bool is_good(const Pair& server, std::string_view authority_pem, const Names& names, Instant now);
}  // namespace youju::certificate
