// SPDX-License-Identifier: Apache-2.0
// What the files of this room share: the end of the log as stored, one stored row of an entry, and what a
// Ledger remembers.
#pragma once
#include <mutex>

#include "ledger/ledger.h"

namespace youju::ledger {

// Row of op_head.
struct Head {
  std::int64_t size = 0, sealed = 0, last_at = 0;
  std::string frontier;
};
Result<Head> read_head(db::Session& session, const db::Query& query);

// Payload columns of a row (open_salt, open_bytes, personal_salt, personal_bytes) from column `first` on:
// parsed and compared with the commitments of `entry`; missing ones are marked erased.
Result<void> read_payload(const db::Row& row, int first, Entry& entry);

// Hashes of a tile as raw digests; empty when the text is no whole number of hashes.
std::vector<merkle::Hash> tile_hashes(std::string_view hex);

// Digest of everything that is defined in the database, and what the log says it should be ("" when it says
// nothing).
Result<std::string> schema_digest(db::Session& session);
Result<std::string> recorded_schema(db::Session& session);

std::filesystem::path high_water_path(const std::filesystem::path& folder);
// Writes the high-water file, unless it knows a larger checkpoint already (of another node).
Result<void> move_high_water(const std::filesystem::path& folder, const std::string& note, const Keys& keys);

// Of one entry's payloads; empty where there is none.
struct Salts {
  std::string open, personal;
};

// Remembered only to save work; nothing here is believed without comparing it with what is stored.
struct Ledger::Inside {
  std::mutex mutex;
  std::string frontier_text = "0";  // text and value of the same frontier
  merkle::Frontier frontier;
  Salts salts(const NewEntry& entry, const World& world);
  std::mutex chance_mutex;
  std::string chance;  // random bytes not yet given out
  std::mutex sealing;  // one sealer at a time in this process, the high-water file included
};
}  // namespace youju::ledger
