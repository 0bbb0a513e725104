// SPDX-License-Identifier: Apache-2.0
// Who acts on the command line, progress, and errors in the caller's language.
#include <termios.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <iostream>

#include "base/io.h"
#include "base/text.h"
#include "cli/trail.h"

namespace youju::cli {
namespace {
Result<std::string> typed_secret(const Call& call, std::string_view prompt_word) {
  if (isatty(STDIN_FILENO) == 0) return fail(Code::denied, "cli.no_password");
  termios before{};
  tcgetattr(STDIN_FILENO, &before);
  termios quiet = before;
  quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
  fmt::print(stderr, "{}", call.say(prompt_word));
  std::fflush(stderr);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
  std::string line;
  std::getline(std::cin, line);
  tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
  fmt::print(stderr, "\n");
  return line;
}
}  // namespace

Result<std::string> read_secret(const Call& call, std::string_view prompt_word) {
  const auto file = call.get("--password-file");
  if (!file) return typed_secret(call, prompt_word);
  TRY(auto text, read_file(*file, 4096));
  return text.substr(0, text.find_first_of("\r\n"));
}

Result<people::Who> sign_in(const Call& call, app::Office& office) {
  people::Who who;
  if (const auto login = call.get("--as")) {
    TRY(const auto secret, read_secret(call, "cli.prompt_password"));
    call.trail->login = *login;
    call.trail->failed_sign_in = true;
    TRY(who, people::sign_in_password(office.database(), *login, secret, "", office.world().clock->now()));
    call.trail->failed_sign_in = false;
  } else {
    TRY_OK(office.read([&](db::Session& session) -> Result<void> {
      TRY(who, people::sign_in_os_user(session, os_user(), office.today()));
      return {};
    }));
  }
  call.trail->actor = who.account.text;
  who.idempotency_key = call.get("--key").value_or("");
  return who;
}

Result<Opened> open_office(const Call& call, std::string_view dir, app::Office::Access access) {
  Opened opened;
  TRY(opened.office, app::Office::open(std::filesystem::path(dir), access));
  TRY(opened.who, sign_in(call, *opened.office));
  return opened;
}

Result<void> settle(const Call& call, app::Office& office) {
  auto done = office.catch_up();
  if (done) {
    auto sealed = office.ledger().seal();
    if (sealed) return {};
    done = fail(std::move(sealed).error());
  }
  if (done.error().code != Code::full) return done;
  call.note("youju: " + call.say("cli.saved_not_settled"));  // the error itself would say that nothing was written
  return {};
}

int report_error(const Call& call, const Error& error) {
  if (call.json) {
    call.print_json(Json{{"error", {{"code", code_name(error.code)}, {"message", {{"zh", words::say(words::Lang::zh, error.message)},
                                                                                  {"en", words::say(words::Lang::en, error.message)}}}}}});
  }
  call.note("youju: " + words::say(call.lang, error.message));
  if (std::getenv("YOUJU_DEBUG") != nullptr && !error.detail.empty()) call.note("  " + error.detail);
  return exit_code(error.code);
}

struct Progress::State {
  const Call* call;
  std::string label;
  std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now(), last = start;
  bool terminal = isatty(STDERR_FILENO) != 0;
  bool shown = false;
};
Progress::Progress(const Call& call, std::string label) : state_(std::make_unique<State>()) {
  state_->call = &call;
  state_->label = std::move(label);
}
void Progress::at(std::int64_t done, std::int64_t of) {
  using namespace std::chrono_literals;
  const auto now = std::chrono::steady_clock::now();
  auto& s = *state_;
  if (now - s.last < (s.terminal ? 200ms : 1000ms)) return;
  s.last = now;
  s.shown = true;
  const auto text = of > 0 ? fmt::format("{} {}/{} ({} %)", s.label, done, of, done * 100 / of) : fmt::format("{} {}", s.label, done);
  if (s.terminal) fmt::print(stderr, "\r{}\033[K", text);
  else fmt::print(stderr, "{}\n", text);
  std::fflush(stderr);
}
Progress::~Progress() {
  if (state_->shown && state_->terminal) fmt::print(stderr, "\r\033[K");
}
}  // namespace youju::cli
