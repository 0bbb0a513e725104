// SPDX-License-Identifier: Apache-2.0
// How a command is written: a row of a table, a function that takes Call and gives an exit code.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "base/json.h"
#include "base/result.h"
#include "words/words.h"

namespace youju::cli {

struct Option {
  std::string_view name;         // "--year"
  std::string_view value;        // "Y", or "" for a switch
  std::string_view word;         // key of its help text
};

struct Trail;  // trail.h

// Arguments of one call, already split by the command's table of options.
struct Call {
  words::Lang lang = words::Lang::zh;
  bool json = false;
  std::vector<std::string> rest;                                   // positional
  std::vector<std::pair<std::string, std::string>> options;        // name → value ("" for switches), in order
  std::shared_ptr<Trail> trail;                                    // what goes into the security log
  bool has(std::string_view name) const;
  std::optional<std::string> get(std::string_view name) const;     // last wins
  std::vector<std::string> all(std::string_view name) const;
  std::string say(std::string_view word, const Args& args = {}) const { return words::say(lang, word, args); }
  void print(std::string_view line) const;                         // standard output, newline added
  void print_json(const Json& value) const;
  void note(std::string_view line) const;                          // standard error
};

inline std::string lang_of(const Call& call) { return call.lang == words::Lang::zh ? "zh" : "en"; }

struct Command {
  std::string_view name;         // "figure" or "record list"
  std::string_view usage;        // "DIR 'EXPR' [--year Y] …"
  std::string_view word;         // key of its one-line help
  std::vector<Option> options;   // --json, --lang, --as, --password-file, --key, --help are everywhere
  int least = 1, most = 1;       // positional arguments
  Result<int> (*run)(const Call&);
};
// Each cmd_*.cpp gives its rows; commands.cpp lists these functions.
using Commands = std::vector<Command>;
Commands record_commands();
Commands figure_commands();
Commands import_commands();
Commands report_commands();
Commands paper_commands();       // cmd_papers.cpp
Commands report_way_commands();  // cmd_report_way.cpp
Commands proof_commands();
Commands claim_commands();
Commands check_commands();
Commands people_commands();
Commands factor_commands();
Commands duty_commands();
Commands tell_commands();  // cmd_tell.cpp: inbox, comments, mail, digest
Commands upkeep_commands();
Commands backup_commands();
Commands erase_commands();
Commands bench_commands();
Commands key_commands();
Commands serve_commands();

// cmd_claim.cpp: all of standard input; 2023 · 2023H1 · 2023Q2 · 2023-06 · 2023-01-01..2023-09-30.
Result<std::string> read_standard_input();
Result<Period> read_period(const std::string& text);

// Opens DIR and finds out who acts (decision 20: OS user, else --as with a password file or prompt).
struct Opened {
  std::unique_ptr<app::Office> office;
  people::Who who;
};
Result<people::Who> sign_in(const Call& call, app::Office& office);
Result<Opened> open_office(const Call& call, std::string_view dir, app::Office::Access access);
// After a write that was committed: search follows, a checkpoint is signed. No room for that is said, and made up for by the next
// command; it is not a failure of the write, which stands.
Result<void> settle(const Call& call, app::Office& office);
// Prints an error in the caller's language (and as JSON with --json), gives its exit code.
int report_error(const Call& call, const Error& error);
// A password from the file named by --password-file, else typed without echo at a terminal; denied otherwise.
Result<std::string> read_secret(const Call& call, std::string_view prompt_word);

// asked.cpp: options that are numbers; invalid when they cannot be read. --at is a log size, or a day: its last entry.
Result<std::int64_t> number_asked(const Call& call, std::string_view option, std::int64_t least, std::int64_t most, std::int64_t otherwise);
Result<std::optional<int>> year_asked(const Call& call);
Result<std::int64_t> size_asked(const Call& call, app::Office& office, db::Session& session);

// Width on a terminal in columns: Han and full-width take two.
int display_width(std::string_view utf8);
// Lines of a table, columns aligned by display width; numbers (column in `right`) to the right. The head is underlined by spacing only.
std::vector<std::string> table_lines(const std::vector<std::string>& head, const std::vector<std::vector<std::string>>& rows,
                                     const std::set<int>& right = {});
// The position that a two-word or one-word command takes in argv, and its row; nullptr when there is none.
const std::vector<Command>& all_commands();

// A line of progress on standard error, at most five a second, only when it is a terminal or longer than a second.
class Progress {
 public:
  Progress(const Call& call, std::string label);
  ~Progress();
  void at(std::int64_t done, std::int64_t of);

 private:
  struct State;
  std::unique_ptr<State> state_;
};
}  // namespace youju::cli
