// SPDX-License-Identifier: Apache-2.0
// Keeping an office safe while it is served: back-ups and rehearsals in the background, the night's round at its hour, and what came of
// them. Where back-ups go is said in youju.toml, never by a page: whoever sits at a browser does not choose paths of the server.
#pragma once
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/nightly.h"

namespace youju::app {

// [back_up] of youju.toml.
struct KeepingPlace {
  std::filesystem::path folder;           // to: where back-ups lie; beside the office when not said
  bool said = false;
  std::filesystem::path passphrase_file;  // whose first line opens them; "" = typed each time
  std::string at;                         // "02:30", local time (+08:00): the night's round; "" = not by itself
  int keep = 14;
};
Result<KeepingPlace> keeping_place(const Office& office);

// A back-up, rehearsal or night.
struct Kept {
  enum class What { back_up, rehearse, nightly };
  std::string id;
  What what = What::back_up;
  AccountId by;
  Instant started;
  std::optional<Instant> ended;  // nothing: under way, or cut short
  bool good = false;
  std::filesystem::path archive;
  Json result = Json::object();  // steps, figures, sizes; message {word, args} of a failure
};
std::string_view kept_name(Kept::What what);
Result<std::vector<Kept>> kept_lately(Office& office, int limit = 50);
// For the night that a timer of the system runs on the command line: its result stands beside the others.
Result<void> remember_night(Office& office, const people::Who& who, Instant started, const Result<Nightly>& done);

struct ArchiveFile {
  std::filesystem::path file;
  std::int64_t bytes = 0;
  Instant at;
};
// Back-ups in the folder, newest first.
Result<std::vector<ArchiveFile>> archives(const Office& office);

// One thing at a time, in a thread of its own; ended with the program at a point where nothing is lost.
class Keeper {
 public:
  explicit Keeper(Office& office) : office_(office) {}
  ~Keeper();
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  struct Doing {
    Kept::What what = Kept::What::back_up;
    Instant since;
    std::int64_t done = 0, of = 0;
  };
  std::optional<Doing> doing() const;
  // Needs the right to back up the whole office. conflict while one is under way; invalid without a passphrase, typed or in its file.
  // `archive`: the name of a file of archives(), for a rehearsal.
  Result<void> start(const people::Who& who, Kept::What what, std::string passphrase, const std::string& archive = {});
  // Waits for what is under way (tests).
  void wait();
  // Starts the night's round when its hour has come; called now and then while the office is served.
  void tick();

 private:
  void run(Kept kept, people::Who who, std::string passphrase);
  Office& office_;
  mutable std::mutex lock_;
  std::optional<Doing> doing_;
  std::thread thread_;
  std::string last_night_;  // day of the last round begun here
};
}  // namespace youju::app
