// SPDX-License-Identifier: Apache-2.0
#include "proof/manifest.h"

#include "base/date.h"
#include "proof/json_check.h"

namespace youju::proof {
namespace {
constexpr std::int64_t kMaxSize = std::int64_t{1} << 40;

LeftOut read_left_out(Fields& read, const Json& item) {
  LeftOut out;
  out.what = read.text(item, "what");
  out.why = read.text(item, "why");
  if (item.contains("index")) out.index = read.integer(item, "index");
  if (item.contains("which")) out.which = read.text(item, "which");
  if (item.contains("digest")) out.digest = read.digest(item, "digest");
  if (item.contains("pack")) out.pack = read.text(item, "pack");
  if (item.contains("role")) out.role = read.text(item, "role");
  return out;
}

template <class Fits>
bool any_left_out(const Manifest& manifest, Fits&& fits) {
  for (const LeftOut& item : manifest.left_out) {
    if (fits(item)) return true;
  }
  return false;
}
}  // namespace

bool Manifest::leaves_out_payload(std::int64_t index, std::string_view which) const {
  return any_left_out(*this, [&](const LeftOut& item) {
    return (item.what == "payload" && item.index == index && item.which == which) ||
           (item.what == "payloads" && item.which == which);
  });
}
bool Manifest::leaves_out_evidence(std::string_view digest) const {
  return any_left_out(*this, [&](const LeftOut& item) { return item.what == "evidence" && item.digest == digest; });
}
bool Manifest::leaves_out_pack(std::string_view pack) const {
  return any_left_out(*this, [&](const LeftOut& item) { return item.what == "pack" && item.pack == pack; });
}
bool Manifest::leaves_out_role(std::string_view role) const {
  return any_left_out(*this, [&](const LeftOut& item) { return item.what == "report" && item.role == role; });
}

std::variant<Manifest, std::string> read_manifest(std::string_view bytes) {
  const auto json = read_canonical(bytes);
  if (!json || !json->is_object()) return std::string("JSON");
  Fields read;
  Manifest out;
  if (read.integer(*json, "v") != 1) read.wrong("v");
  if (read.text(*json, "type") != "youju.bundle") read.wrong("type");
  out.origin = read.text(*json, "origin");
  out.vkey = read.text(*json, "vkey");
  out.made_at = read.text(*json, "made_at");
  out.program = read.text(*json, "program");
  if (read.good() && !Instant::parse(out.made_at)) read.wrong("made_at");
  const Json& report = read.object(*json, "report");
  read.inside("report", [&] {
    out.report_id = read.text(report, "id");
    out.report_number = read.integer(report, "number");
    out.report_title = read.text(report, "title");
    out.report_office = read.text(report, "office");
  });
  out.snapshot = read.digest(*json, "snapshot");
  out.size = read.integer(*json, "size", 1);
  if (out.size > kMaxSize) read.wrong("size");
  out.root = read.digest(*json, "root");
  if (json->contains("signoff")) out.signoff = read.integer(*json, "signoff");
  read.each(*json, "members", [&](const Json& item) {
    out.members.push_back({read.text(item, "name"), read.digest(item, "sha256"),
                           static_cast<std::uint64_t>(read.integer(item, "size"))});
    const auto n = out.members.size();
    if (n > 1 && out.members[n - 2].name >= out.members[n - 1].name) read.wrong("name");
  });
  read.each(*json, "left_out", [&](const Json& item) { out.left_out.push_back(read_left_out(read, item)); });
  if (json->contains("page")) out.page_template = read.digest(read.object(*json, "page"), "template");
  if (!read.good()) return read.fault();
  return out;
}
}  // namespace youju::proof
