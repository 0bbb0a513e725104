// SPDX-License-Identifier: Apache-2.0
// A small invented office with a log, a signed report and its bundle, made without ledger or database: for tests of
// verifiers and for comparing the two implementations.
#pragma once
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "proof/proof.h"

namespace youju::proof::fixture {

struct Disclosure {
  std::int64_t index = 0;
  std::string which, salt, bytes;
};

// A log as a list of entries, by docs/format/entry.md.
class Office {
 public:
  explicit Office(char key_seed = 'k', int filler = 0);
  // Appends an entry; members v, index, at, sealed and the commitments are filled in. Gives its index.
  std::int64_t append(Json head, const Json& open = {}, const Json& personal = {});
  void advance_days(int days) { at_.ms += days * 86'400'000LL; }
  std::string checkpoint(std::uint64_t size) const;  // note, signed by the key of that size
  void rotate(char key_seed);                        // a new key is brought in and handed over to
  std::string root(std::uint64_t size) const;        // hex
  std::vector<merkle::Hash> proof(std::uint64_t index, std::uint64_t size) const;

  crypto::SigningKey secret;
  merkle::NoteKey key;
  std::vector<std::pair<std::uint64_t, crypto::SigningKey>> former;  // until which size
  std::vector<std::string> entries;
  std::vector<Disclosure> disclosures;  // all payloads, of which a bundle shows some
  std::map<std::string, std::int64_t> of_record;  // name → index of its current version
  std::map<std::string, std::string> id_of;       // name → record id
  std::map<std::string, std::int64_t> version_of;
  std::int64_t at = 0;        // size the report stands on
  std::int64_t signoff = -1;  // index of its entry
  std::string snapshot;       // canonical bytes
  std::string docx = "PK the report as sent", html = "<!doctype html><title>report</title>";
  std::string photo = "JFIF a photo of the theme day", scan = "a scan too large to embed",
              afterwards = "PNG a picture attached later";
  std::map<std::string, std::string> pack_files;  // path → bytes

 private:
  void found();      // office, units, pack
  void keep_year();  // records and evidence
  std::int64_t record(const std::string& name, const std::string& kind, const std::string& unit, const std::string& day,
                      const std::string& state, const Json& values, const std::vector<std::string>& also = {});
  void report();
  Json make_snapshot() const;
  Json set(const std::string& kind, const std::string& from, const std::string& to, const std::vector<std::string>& records) const;
  Json figures() const;

  Instant at_;
  SeededRandom random_;
};

struct BundleOptions {
  std::string page = {};                // template; empty = no page
  bool sign = true;                     // names the sign-off
  std::vector<std::int64_t> conceal = {};  // open payloads not shown, named as withheld
  bool erased = false;                  // shows record "erased" as erased by law
};
// Writes the office's bundle.
Result<void> write_bundle(const Office& office, const std::filesystem::path& out, const BundleOptions& options = {});

// A changed copy of a bundle. `edit` may change, add and remove members; the container is then written afresh, so that
// only what the edit did is wrong. With `fix_manifest`, digests and sizes in bundle.json follow, as a careful forger would do.
using Members = std::map<std::string, std::string>;
std::string rewrite(const std::string& bundle, bool fix_manifest, const std::function<void(Members&)>& edit);

// A named way of tampering, with the class a verifier must report.
struct Tampering {
  std::string name, kind;
  std::function<std::string(const std::string& bundle)> make;
};
std::vector<Tampering> tamperings(const Office& office);
}  // namespace youju::proof::fixture
