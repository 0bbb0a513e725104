// SPDX-License-Identifier: Apache-2.0
// What a person can ask for, once, for web and command line alike. An Office is one opened folder (docs/format/folder.md).
// Each wish lives in its own header beside this one: records.h, import.h, people.h, reports.h, proof.h, upkeep.h …
#pragma once
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/io.h"
#include "base/result.h"
#include "base/world.h"
#include "db/db.h"
#include "figures/figures.h"
#include "index/index.h"
#include "kinds/kinds.h"
#include "ledger/ledger.h"
#include "people/people.h"

namespace youju::app {

class PackShelf;

struct OfficeSettings {  // youju.toml
  std::string name;            // of the root unit
  std::string origin;          // "youju/<instance id>/<name>" with spaces and '+' replaced
  std::string instance;        // random, 128 bits
  db::Settings database;
  std::optional<Date> go_live;
  std::vector<std::string> packs;  // "common@1.0.0", …: folders under packs/
  std::optional<std::int64_t> slow_ms;  // statements that take as long are told by name
  std::string syslog;              // socket that the security log is copied to; "" = none
  struct BackUp {
    std::filesystem::path to, passphrase_file;
    std::string at;                // "02:30": the night's round while the office is served
    int keep = 14;
  } back_up;
};

class Office {
 public:
  enum class Access { read, write };
  // Opens DIR: settings, packs (digest compared with the one logged), keys, database, migrations. write takes the folder's lock
  // (busy when another process writes). Errors name the file and what to do.
  static Result<std::unique_ptr<Office>> open(const std::filesystem::path& folder, Access access, const World& world = {});
  // The same for a folder being made: nothing is compared with the log, which is still empty. Only init uses it.
  static Result<std::unique_ptr<Office>> open_new(const std::filesystem::path& folder, const World& world);
  ~Office();

  const std::filesystem::path& folder() const;
  const OfficeSettings& settings() const;
  const kinds::Catalogue& catalogue() const;
  const kinds::Calendar& calendar() const;
  const std::vector<people::Role>& roles() const;
  people::KeptStanding& standing();  // inside writes
  db::Database& database();
  ledger::Ledger& ledger();
  ledger::EvidenceStore& evidence();
  ledger::SecurityLog& security();
  const World& world() const;
  Date today() const;
  index::Context index_context() const;
  const PackShelf& shelf() const;
  // Brings the folder and what is in force up to what the log says was adopted (packs_change.h).
  Result<void> settle_packs(db::Session& session);

  // One write: the follower of an appended entry is run in the same transaction for people, index and flow.
  // With an idempotency key already used by this account in the last 30 days the stored answer is returned and nothing written.
  struct Writer {
    db::Tx& tx;
    Office& office;
    Result<ledger::Entry> append(const ledger::NewEntry& entry);  // ledger.append + all followers
  };
  Result<void> write(const std::function<Result<void>(Writer&)>& work);
  Result<Json> write_once(const people::Who& who, const std::function<Result<Json>(Writer&)>& work);
  // Keeps the answer to a request that came with a key, in the write that carried it out; nothing without a key, and nothing when
  // nothing was done (an empty answer): what was refused is judged again.
  Result<void> keep_answer(db::Tx& tx, const people::Who& who, const Json& answer);
  Result<void> read(const std::function<Result<void>(db::Session&)>& work);
  // Runs the search follower until nothing remains (commands), or starts it in the background (server).
  Result<void> catch_up();
  // Every derived table follows an entry just appended (or replayed).
  Result<void> follow(db::Tx& tx, const ledger::Entry& entry);
  // Replays the whole log into every derived table: drop, then apply each entry in order.
  Result<std::int64_t> rebuild(const std::function<void(std::int64_t, std::int64_t)>& progress);

 private:
  Office();
  Result<void> migrate();
  Result<void> read_packs();
  Result<void> follow_erasure(db::Tx& tx, const ledger::Entry& erasure);
  static Result<std::unique_ptr<Office>> open_folder(const std::filesystem::path& folder, Access access, const World& world, bool must_exist);
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

struct InitRequest {
  std::filesystem::path folder;
  std::vector<std::string> packs;   // id of a shipped pack, or path
  std::string unit;                 // name of the root unit
  std::string database;             // "" = SQLite; else postgresql://…
  std::string os_user;              // mapped to the first administrator (also clerk)
  std::optional<Date> go_live;
};
struct InitAnswer {
  std::filesystem::path folder;
  struct Code { std::string login, role, code; };
  std::vector<Code> codes;          // one-time codes, shown once
};
Result<InitAnswer> init_office(const InitRequest& request, const World& world);
}  // namespace youju::app
