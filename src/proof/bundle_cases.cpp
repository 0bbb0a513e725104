// SPDX-License-Identifier: Apache-2.0
// Writes good and tampered bundles of the invented office into a folder, with cases.json saying which is which: what
// tests/bundle_agree.py feeds to both verifiers. Usage: bundle_cases DIR [PAGE-TEMPLATE]
#include <cstdio>

#include "base/io.h"
#include "proof/fixture.h"

namespace {
using namespace youju;
using namespace youju::proof::fixture;

Result<void> write_cases(const std::filesystem::path& folder, const std::string& page) {
  std::filesystem::create_directories(folder);
  Json cases = Json::array();
  const Office office, large('k', 600);
  TRY_OK(write_file(folder / "anchor", office.checkpoint(7)));
  const auto keep = [&](const std::string& name, const std::string& expected, const std::string& bytes) -> Result<void> {
    const std::string file = std::to_string(1000 + cases.size()).substr(1) + ".zip";
    cases.push_back({{"file", file}, {"name", name}, {"class", expected}});
    return write_file(folder / file, bytes);
  };
  const auto made = [&](const Office& of, const BundleOptions& options) -> Result<std::string> {
    TRY_OK(write_bundle(of, folder / "made.zip", options));
    return read_file(folder / "made.zip");
  };
  BundleOptions paged{page}, concealed, erased, unsigned_draft;
  concealed.conceal = {office.of_record.at("january"), office.of_record.at("february")};
  erased.erased = true;
  unsigned_draft.sign = false;
  TRY(const std::string good, made(office, paged));
  TRY_OK(keep("good", "", good));
  for (const auto& [name, options] : {std::pair{"concealed", concealed}, std::pair{"erased", erased}, std::pair{"unsigned", unsigned_draft}}) {
    TRY(const std::string bytes, made(office, options));
    TRY_OK(keep(name, "", bytes));
  }
  TRY(const std::string of_large, made(large, {}));
  TRY_OK(keep("large", "anchor", of_large));  // another history than the anchor's
  for (const Tampering& tampering : tamperings(office)) {
    if (tampering.kind == "page" && page.empty()) continue;
    const std::string changed = tampering.make(good);
    if (changed.empty() && tampering.name != "empty file") continue;
    TRY_OK(keep(tampering.name, tampering.kind, changed));
  }
  SeededRandom random(77);
  for (int i = 0; i < 100; ++i) {
    std::string changed = good;
    const auto at = random.below(changed.size());
    changed[at] = static_cast<char>(changed[at] ^ (1 << random.below(8)));
    TRY_OK(keep("flip at byte " + std::to_string(at), "?", changed));
  }
  std::filesystem::remove(folder / "made.zip");
  return write_file(folder / "cases.json", Json({{"key", office.key.vkey()}, {"anchor", "anchor"}, {"cases", cases}}).dump(1));
}
}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  std::string page;
  if (argc > 2) page = read_file(argv[2]).value();
  const auto done = write_cases(argv[1], page);
  if (!done) std::fprintf(stderr, "bundle_cases: %s %s\n", done.error().message.word.c_str(), done.error().detail.c_str());
  return done ? 0 : 1;
}
