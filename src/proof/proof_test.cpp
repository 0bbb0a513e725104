// SPDX-License-Identifier: Apache-2.0
// Bundles: a good one verifies, every tampering is found and named, nothing that is read can crash the reader.
#include <doctest/doctest.h>

#include <set>

#include "base/io.h"
#include "proof/container.h"
#include "proof/fixture.h"
#include "words/words.h"

namespace fs = std::filesystem;
using namespace youju;
using namespace youju::proof;
using namespace youju::proof::fixture;

namespace {
constexpr std::string_view kTemplate = "<!doctype html><script type=\"application/octet-stream\"><!--bundle--></script>";

struct Folder {
  fs::path path = fs::temp_directory_path() / ("youju-proof-" + random_hex(World{}, 8));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};

std::string bundle_of(const Office& office, const BundleOptions& options) {
  Folder folder;
  const auto path = folder.path / "bundle.zip";
  REQUIRE(write_bundle(office, path, options));
  CHECK(std::distance(fs::directory_iterator(folder.path), fs::directory_iterator()) == 1);
  return read_file(path).value();
}
VerifyOptions trusting(const Office& office) {
  VerifyOptions options;
  options.vkey = office.key.vkey();
  options.anchor_note = office.checkpoint(7);
  return options;
}
std::string told(const BundleReport& report) {
  std::string out;
  for (const Finding& finding : report.findings) {
    const std::string sentence = words::say(words::Lang::en, finding.message);
    CHECK_MESSAGE(sentence.find("⟦") == std::string::npos, sentence);
    CHECK_MESSAGE(sentence.find('{') == std::string::npos, sentence);
    out += finding.kind + " | " + finding.where + " | " + sentence + "\n";
  }
  return out;
}
std::set<std::string> kinds_of(const BundleReport& report) {
  std::set<std::string> out;
  for (const Finding& finding : report.findings) out.insert(finding.kind);
  return out;
}
bool has_remark(const BundleReport& report, std::string_view kind) {
  for (const Finding& remark : report.remarks) {
    if (remark.kind == kind) return true;
  }
  return false;
}
}  // namespace

TEST_CASE("a good bundle verifies, with every figure recomputed") {
  const Office office;
  const auto report = verify_bundle_bytes(bundle_of(office, {std::string(kTemplate)}), trusting(office)).value();
  CHECK_MESSAGE(report.good(), told(report));
  CHECK(report.key_pinned);
  CHECK(report.anchored);
  CHECK(report.figures.size() == 22);
  for (const FigureCheck& figure : report.figures) CHECK_MESSAGE(figure.status == FigureStatus::good, figure.key);
  CHECK(report.entries == static_cast<std::int64_t>(office.entries.size()));
  CHECK(to_json(report)["verdict"] == "good");
}

TEST_CASE("a log of several tiles and levels verifies too") {
  const Office office('k', 600);
  const auto report = verify_bundle_bytes(bundle_of(office, {}), trusting(office)).value();
  CHECK_MESSAGE(report.good(), told(report));
  CHECK(report.entries > 600);
}

TEST_CASE("the same office gives the same bytes, and members may be added in any order") {
  CHECK(bundle_of(Office(), {std::string(kTemplate)}) == bundle_of(Office(), {std::string(kTemplate)}));
  Folder folder;
  const Office office;
  for (const bool backwards : {false, true}) {
    auto writer = BundleWriter::start(folder.path / (backwards ? "b" : "a")).value();
    for (const char* name : {backwards ? "report/z" : "report/a", backwards ? "report/a" : "report/z"}) REQUIRE(writer.add(name, name));
    REQUIRE(writer.add("snapshot.json", office.snapshot));
    REQUIRE(writer.finish({office.key.vkey(), office.checkpoint(3), "2024-01-05T03:04:05.678Z", "x", Json::object(), {}}, ""));
  }
  CHECK(read_file(folder.path / "a").value() == read_file(folder.path / "b").value());
}

TEST_CASE("an unfinished bundle leaves nothing behind") {
  Folder folder;
  {
    auto writer = BundleWriter::start(folder.path / "bundle.zip").value();
    REQUIRE(writer.add("snapshot.json", "{}"));
  }
  CHECK(fs::is_empty(folder.path));
  CHECK(BundleWriter::start(folder.path / "no" / "bundle.zip").error().code == Code::absent);
}

TEST_CASE("every tampering is found, under its class") {
  const Office office;
  for (const BundleOptions& options : {BundleOptions{std::string(kTemplate)}, BundleOptions{}}) {
    const std::string bundle = bundle_of(office, options);
    for (const Tampering& tampering : tamperings(office)) {
      const std::string changed = tampering.make(bundle);
      if (changed.empty() && tampering.name != "empty file") continue;  // no such member in this bundle
      if (tampering.kind == "page" && options.page.empty()) continue;
      const auto report = verify_bundle_bytes(changed, trusting(office)).value();
      CHECK_MESSAGE(kinds_of(report).contains(tampering.kind), tampering.name << " expected " << tampering.kind << " got\n" << told(report));
    }
  }
}

TEST_CASE("every flipped byte of a bundle is found") {
  const Office office;
  const std::string bundle = bundle_of(office, {std::string(kTemplate)});
  SeededRandom random(11);
  for (int i = 0; i < 400; ++i) {
    std::string changed = bundle;
    const auto at = random.below(changed.size());
    changed[at] = static_cast<char>(changed[at] ^ (1 << random.below(8)));
    const auto report = verify_bundle_bytes(changed, trusting(office)).value();
    CHECK_MESSAGE(!report.good(), "byte " << at);
  }
}

TEST_CASE("a changed entry is named by its number, a changed tile by its name") {
  const Office office('k', 600);
  const std::string bundle = bundle_of(office, {});
  const auto entry = rewrite(bundle, true, [](Members& m) {
    auto& bytes = m.at("tile/entries/001");
    bytes[bytes.find("\"index\":300,") + 9] = '9';
  });
  const auto report = verify_bundle_bytes(entry, trusting(office)).value();
  REQUIRE(report.findings.size() == 1);
  CHECK(report.findings[0].where == "entry 300");
  for (const FigureCheck& figure : report.figures) CHECK(figure.status == FigureStatus::unproved);
  const auto tile = rewrite(bundle, true, [](Members& m) { m.at("tile/1/000.p/2")[5] ^= 1; });
  CHECK(told(verify_bundle_bytes(tile, trusting(office)).value()).starts_with("tile | tile/1/000.p/2"));
}

TEST_CASE("key and anchor decide what the bundle proves, and it says so") {
  const Office office, other('q');
  const std::string bundle = bundle_of(office, {});
  const auto bare = verify_bundle_bytes(bundle, {}).value();
  CHECK(bare.good());
  CHECK_FALSE(bare.key_pinned);
  CHECK(has_remark(bare, "key"));
  CHECK(has_remark(bare, "anchor"));

  // The office wrote another history and signed it with its own key: only an anchor tells.
  Office rewritten;
  rewritten.entries[5] = other.entries[6];
  const auto with = [&](const std::string& vkey, const std::string& note) {
    VerifyOptions options;
    options.vkey = vkey;
    options.anchor_note = note;
    return kinds_of(verify_bundle_bytes(bundle, options).value());
  };
  const auto size = office.entries.size();
  CHECK(with(office.key.vkey(), office.checkpoint(size)).empty());
  CHECK(with(office.key.vkey(), office.checkpoint(1)).empty());
  CHECK(with(office.key.vkey(), rewritten.checkpoint(9)) == std::set<std::string>{"anchor"});
  CHECK(with(office.key.vkey(), rewritten.checkpoint(5)).empty());  // before the change both are one history
  CHECK(with(other.key.vkey(), office.checkpoint(9)) == std::set<std::string>{"key"});
  CHECK(with(office.key.vkey(), other.checkpoint(9)) == std::set<std::string>{"anchor"});
  CHECK(with(office.key.vkey(), "nonsense") == std::set<std::string>{"anchor"});
  const Office longer('k', 50);
  CHECK(with(office.key.vkey(), longer.checkpoint(60)) == std::set<std::string>{"anchor"});
}

TEST_CASE("what is withheld is said, and figures that need it are unproved, not wrong") {
  const Office office;
  BundleOptions options;
  options.conceal = {office.of_record.at("january")};
  options.sign = false;
  const auto report = verify_bundle_bytes(bundle_of(office, options), trusting(office)).value();
  CHECK_MESSAGE(report.good(), told(report));
  CHECK(has_remark(report, "unsigned"));
  CHECK(has_remark(report, "left_out"));
  std::map<std::string, FigureStatus> status;
  for (const FigureCheck& figure : report.figures) status[figure.key] = figure.status;
  CHECK(status["theme_days"] == FigureStatus::good);  // counted from headers alone
  CHECK(status["monthly_share"] == FigureStatus::good);
  for (const char* key : {"heads", "people", "mean", "visits", "visit_share"}) CHECK_MESSAGE(status[key] == FigureStatus::unproved, key);
}

TEST_CASE("what was erased by law still verifies") {
  const Office office;
  BundleOptions options;
  options.erased = true;
  const auto report = verify_bundle_bytes(bundle_of(office, options), trusting(office)).value();
  CHECK_MESSAGE(report.good(), told(report));
  for (const FigureCheck& figure : report.figures) CHECK(figure.status == FigureStatus::good);
}

TEST_CASE("a bundle too large for its page carries the page empty") {
  Office office;
  office.photo = std::string(34u << 20, 'x');
  CHECK(verify_bundle_bytes(bundle_of(office, {std::string(kTemplate)}), {}).value().size > 0);
  const auto bundle = bundle_of(office, {std::string(kTemplate)});
  const auto source = memory_source(bundle);
  const auto members = read_container(*source).value();
  CHECK(members.back().name == "verify.html");
  CHECK(members.back().size == kTemplate.size());
}

TEST_CASE("garbage is refused without harm") {
  SeededRandom random(5);
  const std::string bundle = bundle_of(Office(), {});
  for (int i = 0; i < 200; ++i) {
    std::string bytes(random.below(400), '\0');
    random.fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
    CHECK_FALSE(verify_bundle_bytes(bytes, {}).value().good());
    CHECK_FALSE(verify_bundle_bytes(bundle.substr(0, random.below(bundle.size())), {}).value().good());
  }
  Folder folder;
  CHECK(verify_bundle(folder.path / "none.zip", {}).error().code == Code::absent);
  CHECK_FALSE(verify_bundle(folder.path, {}));
}
