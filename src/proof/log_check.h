// SPDX-License-Identifier: Apache-2.0
// Walks all entries of a bundle once: form, order, leaf hashes, tiles, roots, commitments; keeps what the figures need.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "proof/bundle.h"
#include "proof/payloads.h"

namespace youju::proof {

// Words that recur in headers, each once.
class Names {
 public:
  int id(const std::string& text);
  std::optional<int> find(const std::string& text) const;
  const std::string& text(int id) const { return *texts_[static_cast<std::size_t>(id)]; }
  std::size_t size() const { return texts_.size(); }

 private:
  std::unordered_map<std::string, int> ids_;
  std::vector<const std::string*> texts_;  // keys of the map, which do not move
};

// A `version` entry below the snapshot's size.
struct VersionEntry {
  std::int64_t entry = 0, number = 0;
  Instant at;
  int record = 0, kind = 0, pack = 0, state = 0, unit = 0;
  std::optional<Period> happened;
  std::vector<int> also;
  bool imported = false;  // version 1 of a record that was imported
};
struct EvidenceEntry {
  std::int64_t entry = 0, size = 0;
  int record = 0;
};

// A `setting` entry that brings in a new signing key, in force for checkpoints above `entry` + 1 (log.md section 2).
struct KeyChange {
  std::int64_t entry = 0;
  std::string vkey;
  std::string root;  // of the tree that ends with the entry, hex; empty when not reached
};
struct RestoreEntry {
  std::int64_t entry = 0, size = 0, had = 0;
};

struct LogFacts {
  bool good = true;  // nothing wrong with entries, tiles or root
  Names names;       // kinds, packs, states, units
  Names records;     // record ids, numbered in the order they appear
  std::vector<VersionEntry> versions;          // index < at, in order
  std::vector<std::size_t> first, current;     // by record: places in versions
  std::vector<EvidenceEntry> evidence;         // all with an open payload
  std::vector<EntryHead> packs, signoffs, notices;
  std::string first_key;                       // of entry 0
  std::vector<KeyChange> key_changes;          // those in force
  std::vector<RestoreEntry> restores;
  std::set<std::int64_t> erased_open, erased_personal;  // named by erase entries
  std::string root, root_at_snapshot, root_at_anchor;   // hex; empty when not reached
  std::map<std::int64_t, merkle::Hash> proof_leaves;    // leaf hashes of the entries asked for
};

struct LogQuestion {
  std::int64_t at = 0;                    // size of the snapshot; 0 = none
  std::int64_t anchor = -1;               // size of the anchor; -1 = none
  std::set<std::int64_t> proof_entries;
  std::function<void(std::uint64_t bytes)> progress;
};
Result<LogFacts> check_log(const Bundle& bundle, Payloads& payloads, const LogQuestion& question, FindingList& findings);

// Names of all tiles and entry bundles of a tree of this size.
std::vector<std::string> tile_names(std::uint64_t size);
}  // namespace youju::proof
