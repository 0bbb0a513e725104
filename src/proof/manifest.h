// SPDX-License-Identifier: Apache-2.0
// bundle.json (bundle.md section 3), read.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/json.h"

namespace youju::proof {

struct ManifestMember {
  std::string name, sha256;
  std::uint64_t size = 0;
};
struct LeftOut {
  std::string what, why;
  std::optional<std::int64_t> index;
  std::string which, digest, pack, role;
};
struct Manifest {
  std::string origin, vkey, made_at, program;
  std::string report_id, report_title, report_office;
  std::int64_t report_number = 0;
  std::string snapshot;
  std::int64_t size = 0;
  std::string root;
  std::optional<std::int64_t> signoff;
  std::vector<ManifestMember> members;
  std::vector<LeftOut> left_out;
  std::optional<std::string> page_template;  // digest

  // Whether something is named as left out.
  bool leaves_out_payload(std::int64_t index, std::string_view which) const;
  bool leaves_out_evidence(std::string_view digest) const;
  bool leaves_out_pack(std::string_view pack) const;
  bool leaves_out_role(std::string_view role) const;
};
// The manifest, or the place of what is wrong in it.
std::variant<Manifest, std::string> read_manifest(std::string_view bytes);
}  // namespace youju::proof
