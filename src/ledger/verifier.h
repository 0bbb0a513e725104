// SPDX-License-Identifier: Apache-2.0
// One verification on its way: entries are read in stretches, and everything that can be said at an entry is
// said there.
#pragma once
#include <map>
#include <set>
#include <vector>

#include "ledger/entry_bytes.h"
#include "ledger/inside.h"

namespace youju::ledger {

// Collects findings up to a limit.
class Findings {
 public:
  Findings(std::vector<Finding>& out, int most) : out_(out), most_(static_cast<std::size_t>(most)) {}
  void add(std::string_view what, std::string where, std::string_view word, Args args = {}) {
    args["where"] = where;
    if (out_.size() < most_)
      out_.push_back({std::string(what), std::move(where), Message{std::string(word), std::move(args)}});
  }

 private:
  std::vector<Finding>& out_;
  std::size_t most_;
};

// Compares the tree made from the entries with the stored tiles. Where an entry is known to be wrong, the
// hash its tile holds takes its place, so that one wrong byte is one finding and not a wrong tree.
class TreeCheck {
 public:
  TreeCheck(db::Session& session, Findings& findings, std::int64_t sealed)
      : session_(session), findings_(findings), sealed_(sealed) {}
  // The hash the tiles hold for the next leaf, if they reach it.
  Result<std::optional<merkle::Hash>> stored_leaf();
  // The next leaf. `leaf` is what the stored bytes hash to (nothing when there is no entry), `sound` whether
  // they are ours.
  Result<void> add(const std::optional<merkle::Hash>& leaf, bool sound);
  std::uint64_t size() const { return trusted_.size(); }
  merkle::Hash root() const { return trusted_.root(); }
  const merkle::Frontier& frontier() const { return trusted_; }
  // The root of the bytes as they are, right or wrong; the same as root() when no entry is wrong.
  merkle::Hash root_as_stored() const { return diverged_ ? stored_.root() : trusted_.root(); }
  bool complete() const { return complete_; }
  Result<void> finish();

 private:
  struct Level {
    std::uint64_t n = 0;
    bool loaded = false;
    std::vector<merkle::Hash> stored, made;
  };
  std::uint64_t expected_width(unsigned level, std::uint64_t n) const;
  Result<void> load(unsigned level);
  Result<void> add_at(unsigned level, const merkle::Hash& hash, bool report);

  db::Session& session_;
  Findings& findings_;
  std::int64_t sealed_;
  std::vector<Level> levels_;
  merkle::Frontier trusted_, stored_;
  bool diverged_ = false, complete_ = true;
};

class Verifier {
 public:
  Verifier(Ledger& ledger, db::Session& session, const EvidenceStore& store, std::filesystem::path folder,
           const VerifyOptions& options);
  Result<Verification> run();

 private:
  // A stored row, copied so that other queries may run while it is looked at; buffers are reused.
  struct Part {
    std::string salt, bytes;
    bool has_salt = false, has_bytes = false;
  };
  struct Row {
    std::int64_t index = 0;
    std::string bytes, mac, object;
    Part open, personal;
  };
  // A checkpoint known from elsewhere that the log must contain.
  struct Known {
    std::string_view what, where;
    merkle::Checkpoint checkpoint;
    bool met = false;
  };

  Result<void> read_rows(std::int64_t from, std::size_t& count);
  Result<void> check_row(const Row& row);
  Result<void> pass_gap(std::int64_t to);
  void name_broken(const Row& row, bool readable, bool authentic,
                   const std::optional<merkle::Hash>& leaf_in_tile, bool same_leaf);
  Result<void> check_members(const Row& row);
  bool check_payload(std::int64_t index, std::string_view part, std::string_view digest, const Part& stored,
                     std::vector<bool>& missing);
  Result<void> check_type(const Row& row, EntryType type, bool open_good);
  Result<void> check_file(std::string_view digest, std::int64_t size, std::int64_t index);
  void check_pack(const Json& more);
  void check_office(std::int64_t index, const Json& more);
  void check_key_change(std::int64_t index, const Json& more);
  void check_keys();
  void note_restore(const Row& row, const Json& more);
  void note_erasure(std::int64_t index, const Json& more);

  void read_known();
  void add_known(std::string_view what, std::string_view where, const std::string& note);
  Result<void> after_entry();
  Result<void> next_checkpoints();
  void check_checkpoint(std::int64_t size, const std::string& note);
  void differ(std::string_view what, std::string where, std::string_view word,
              const merkle::Checkpoint& checkpoint);
  Result<void> check_end();
  void check_erasures();
  Result<void> check_head(const Head& head);
  Result<void> check_strays();
  Result<void> check_schema();

  Ledger& ledger_;
  db::Session& session_;
  const EvidenceStore& store_;
  std::filesystem::path folder_;
  const VerifyOptions& options_;
  Verification out_;
  Findings findings_;
  Head head_;
  std::unique_ptr<TreeCheck> tree_;
  std::vector<Row> rows_;
  Header header_;
  std::string last_at_;
  std::int64_t last_sealed_ = 0;
  std::vector<Known> known_;
  std::vector<std::pair<std::int64_t, std::string>> checkpoints_;  // a page of those not yet reached
  std::size_t checkpoint_at_ = 0;
  std::int64_t newest_checkpoint_ = 0, before_newest_ = 0;
  std::vector<std::int64_t> sizes_;  // of all checkpoints passed, for `sealed`
  bool root_named_ = false;
  std::vector<bool> missing_open_, missing_personal_;  // payloads not there
  std::vector<bool> erased_open_, erased_personal_;    // payloads an erase entry names
  std::set<std::pair<std::string, std::int64_t>> orders_;
  std::set<std::string, std::less<>> checked_files_;
};
}  // namespace youju::ledger
