// SPDX-License-Identifier: Apache-2.0
// The verifier fed with bundles of which one member is anything: no crash, no endless run, and never "good" when an
// unsigned change reached what the office signed. The first byte chooses the member.
#include <cstdlib>

#include "base/io.h"
#include "proof/fixture.h"

using namespace youju;
using namespace youju::proof;

namespace {
const std::string& good_bundle() {
  static const std::string bytes = [] {
    const auto path = std::filesystem::temp_directory_path() / ("youju-fuzz-" + random_hex(World{}, 8) + ".zip");
    if (!fixture::write_bundle(fixture::Office(), path)) std::abort();
    std::string read = read_file(path).value();
    std::filesystem::remove(path);
    return read;
  }();
  return bytes;
}
// Members whose every byte follows from what is signed; payloads.jsonl and the manifest may be cut lawfully.
bool is_bound(const std::string& name) { return name != "payloads.jsonl" && name != "bundle.json"; }
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  if (input.empty()) return 0;
  (void)verify_bundle_bytes(input, {});
  std::string name, before;
  const std::string content(input.substr(1));
  const std::string changed = fixture::rewrite(good_bundle(), data[0] % 2 == 0, [&](fixture::Members& members) {
    auto it = members.begin();
    std::advance(it, static_cast<std::ptrdiff_t>(data[0] / 2 % members.size()));
    name = it->first;
    before = it->second;
    it->second = content;
  });
  const auto report = verify_bundle_bytes(changed, {});
  if (!report || (report->good() && is_bound(name) && content != before)) std::abort();
  return 0;
}
