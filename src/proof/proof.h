// SPDX-License-Identifier: Apache-2.0
// Sealed bundles: writing them and checking them offline, by docs/format/bundle.md and docs/format/snapshot.md. Knows no
// ledger, database, pack or network: everything it says follows from the bundle's bytes, a key and an anchor.
#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/result.h"
#include "merkle/merkle.h"

namespace youju::proof {

// ---- checking ----

// One thing that is wrong. `kind` is the class of bundle.md section 6, `where` the place by name: "entry 17", a member.
struct Finding {
  std::string kind;
  std::string where;
  Message message;
};

enum class FigureStatus { good, wrong, unproved };
std::string_view status_name(FigureStatus status);

struct FigureCheck {
  std::string key, title, text;
  std::optional<std::string> said;  // value in the snapshot
  std::optional<std::string> is;    // value recomputed; nothing when undefined or unproved
  FigureStatus status = FigureStatus::unproved;
};

struct BundleReport {
  std::string origin, vkey, root;   // root in hex
  std::int64_t size = 0, at = 0;    // entries in the bundle; entries the figures stand on
  std::string report, title, office;
  std::int64_t entries = 0, payloads = 0, evidence = 0, proofs = 0, packs = 0, members = 0;  // looked at
  std::vector<FigureCheck> figures;
  std::vector<Finding> findings;    // empty = nothing wrong found
  std::vector<Finding> remarks;     // not wrong, to be known: no key pinned, not signed off, left out …
  bool key_pinned = false;
  bool anchored = false;            // an anchor was given and fits
  bool good() const { return findings.empty(); }
};

struct VerifyOptions {
  std::optional<std::string> anchor_note;  // a checkpoint held elsewhere
  std::optional<std::string> vkey;         // the key known before
  std::function<void(std::uint64_t done, std::uint64_t of)> progress;  // bytes
  std::size_t max_findings = 200;
};

// Reads every byte of a bundle, without unpacking it to disk. What is wrong in the bundle is a finding; an error is only
// what hinders reading: absent, denied, outside, too_large.
Result<BundleReport> verify_bundle(const std::filesystem::path& path, const VerifyOptions& options);
// The same for bytes in memory.
Result<BundleReport> verify_bundle_bytes(std::string_view bytes, const VerifyOptions& options);
// {"verdict","origin",…,"figures":[…],"findings":[{"class","where","word","args"}],"remarks":[…]}
Json to_json(const BundleReport& report);
// Sentences for people: what was read, what is wrong, what is to be known, the verdict last.
std::vector<Message> describe(const BundleReport& report);

// ---- writing ----

// What the manifest states besides what the writer itself knows.
struct BundleFacts {
  std::string vkey;
  std::string checkpoint_note;
  std::string made_at, program;
  Json report;                          // id, number, title, office
  std::optional<std::int64_t> signoff;  // index of the sign-off's entry
};

// Collects members in any order into a file that appears under its name only when finished. The same members and facts
// give the same bytes.
class BundleWriter {
 public:
  // Spools beside `out`. Errors as of files.
  static Result<BundleWriter> start(const std::filesystem::path& out);
  BundleWriter(BundleWriter&&) noexcept;
  BundleWriter& operator=(BundleWriter&&) noexcept;
  ~BundleWriter();

  Result<void> add(std::string_view name, std::string_view bytes);
  Result<void> add_file(std::string_view name, const std::filesystem::path& file);
  // All tiles and entry bundles of a log of this size; `read` gives the bytes of an entry. Gives the root.
  Result<merkle::Hash> add_log(std::uint64_t size, const std::function<Result<std::string>(std::uint64_t)>& read);
  // One disclosed payload; `which` is "open" or "personal". Each once, in any order.
  void add_payload(std::int64_t index, std::string_view which, std::string_view salt32, std::string_view bytes);
  void leave_out(Json item);  // an item of the manifest's left_out: {"what","why", …}
  // Writes checkpoint, payloads, manifest and page (none when `page_template` is empty), syncs and renames.
  Result<void> finish(const BundleFacts& facts, std::string_view page_template);

 private:
  struct State;
  explicit BundleWriter(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The page that verifies itself, as built from verify-js; empty in a build without it.
std::string_view page_template();

// The digest that stands in a set of a snapshot (snapshot.md section 3).
struct SetRecord {
  std::int64_t entry = 0;
  std::string id;
  std::int64_t version = 0;
};
std::string set_digest(const std::vector<SetRecord>& records_by_entry);
}  // namespace youju::proof
