// SPDX-License-Identifier: Apache-2.0
// Writes good and tampered bundles of the invented office into a folder, with cases.json saying which is which: what
// tests/bundle_agree.py feeds to both verifiers. Usage: bundle_cases DIR [PAGE-TEMPLATE]
#include <cstdio>
#include <functional>

#include "base/io.h"
#include "proof/fixture.h"

namespace {
using namespace youju;
using namespace youju::proof::fixture;

// Bundles of the office after its key was changed twice, and its old back-up put back once: good, and with a hand-over tampered with.
Result<void> keep_rotated(const Office& office, const std::function<Result<std::string>(const Office&, const BundleOptions&)>& made,
                          const std::function<Result<void>(const std::string&, const std::string&, const std::string&)>& keep) {
  Office rotated = office;
  rotated.rotate('r');
  const auto first = std::to_string(rotated.entries.size());
  rotated.append({{"type", "restore"}, {"object", "restore"}, {"more", {{"size", rotated.entries.size()}, {"had", 99}, {"second", "a2"}}}}, {{"lost", Json::array()}});
  rotated.rotate('s');
  const auto second = std::to_string(rotated.entries.size());
  rotated.append({{"type", "setting"}, {"object", "filler"}, {"number", 1}, {"more", {{"value", 1}}}});
  TRY(const std::string good, made(rotated, {}));
  TRY_OK(keep("keys changed", "", good));
  Office begun = office;
  begun.rotate('r');  // the newest checkpoint is the one that hands over
  begun.former.clear();
  begun.secret = office.secret;
  begun.key = office.key;
  TRY(const std::string of_begun, made(begun, {}));
  TRY_OK(keep("key about to change", "", of_begun));
  const auto changed = [&](const std::string& name, const std::string& kind, const std::function<void(Members&)>& edit) {
    return keep(name, kind, rewrite(good, true, edit));
  };
  TRY_OK(changed("hand-over missing", "member", [&](Members& m) { m.erase("checkpoints/" + first); }));
  TRY_OK(changed("hand-over of another size", "checkpoint", [&](Members& m) { m["checkpoints/" + first] = m["checkpoints/" + second]; }));
  TRY_OK(changed("hand-over signed by the new key", "checkpoint", [&](Members& m) {
    auto all = rotated;
    all.former.clear();
    m["checkpoints/" + first] = all.checkpoint(std::stoull(first));
  }));
  TRY_OK(changed("hand-over of another tree", "checkpoint", [&](Members& m) {
    m["checkpoints/" + first] = merkle::sign_note(merkle::checkpoint_text({office.key.name, std::stoull(first), merkle::empty_root(), {}}), office.key, office.secret);
  }));
  TRY_OK(changed("hand-over nobody asked for", "member", [&](Members& m) { m["checkpoints/7"] = office.checkpoint(7); }));
  return changed("manifest names the old key", "checkpoint", [&](Members& m) {
    Json manifest = Json::parse(m["bundle.json"]);
    manifest["vkey"] = office.key.vkey();
    m["bundle.json"] = canonical(manifest);
  });
}

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
  TRY_OK(keep_rotated(office, made, keep));
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
