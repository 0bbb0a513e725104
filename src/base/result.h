// SPDX-License-Identifier: Apache-2.0
// The forms in which things go wrong: Problems (a person's input, shown beside the field), Error (something
// expected to fail), expect_true (our own bug). Libraries' exceptions are caught at the wall of the room that calls them.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace youju {

// Kinds of failure. One table (exit_code) maps each to the exit code of the command line and to the HTTP status.
enum class Code { absent, denied, conflict, invalid, too_large, busy, outside, corrupt, too_many, unsupported, full };

// absent 4 · denied 3 · conflict 5 · invalid 2 · too_large 6 · busy 7 · outside 8 · corrupt 9 · too_many 10 · unsupported 11 · full 12
int exit_code(Code code);
// absent 404 · denied 403 · conflict 409 · invalid 422 · too_large 413 · busy 503 · outside 502 · corrupt 500 · too_many 429 · unsupported 415 · full 507
int http_status(Code code);
std::string_view code_name(Code code);

// Named values that fill the {placeholders} of a message.
using Args = std::map<std::string, std::string>;

// A message for people: a key of src/words/<lang>/*.json ("room.what_is_wrong") and the values of its placeholders.
// Translated only at the edge (cli, web), so that language is never shared state.
struct Message {
  std::string word;
  Args args;
};

// An expected failure. `message` is for people; `detail` is for the diagnostic log only and is never shown to strangers.
struct Error {
  Code code = Code::invalid;
  Message message;
  std::string detail;

  // Adds one line of context in front of the detail, so that a log line reads as a sentence.
  Error&& while_(std::string_view doing) &&;
};

// One thing wrong with what a person gave: the field it stands beside ("" = the whole) and the message.
struct Problem {
  std::string field;
  Message message;
};
using Problems = std::vector<Problem>;

template <class T>
struct [[nodiscard]] Result : tl::expected<T, Error> {
  using tl::expected<T, Error>::expected;
};

// Makes the unexpected value: `return fail(Code::absent, "room.word", {{"id", id}});`
tl::unexpected<Error> fail(Code code, std::string_view word, Args args = {}, std::string detail = {});
tl::unexpected<Error> fail(Error error);

// A bug of ours: throws std::logic_error, caught once at the edge (the request or command is abandoned, not the process).
// A user's input must never reach it.
void expect_true(bool condition, std::string_view what);

#define YOUJU_JOIN2(a, b) a##b
#define YOUJU_JOIN(a, b) YOUJU_JOIN2(a, b)
// TRY(auto x, expression): declares x from a Result or returns its error. __COUNTER__ keeps the names of nested ones apart.
#define TRY(declaration, ...) YOUJU_TRY(YOUJU_JOIN(try_, __COUNTER__), declaration, __VA_ARGS__)
#define YOUJU_TRY(name, declaration, ...)                                       \
  auto name = (__VA_ARGS__);                                                    \
  if (!name) return ::tl::unexpected<::youju::Error>(std::move(name).error());  \
  declaration = std::move(*name)
// TRY_OK(expression): returns the error of a Result<void> (or drops the value).
#define TRY_OK(...) YOUJU_TRY_OK(YOUJU_JOIN(try_ok_, __COUNTER__), __VA_ARGS__)
#define YOUJU_TRY_OK(name, ...)                                                   \
  do {                                                                            \
    auto name = (__VA_ARGS__);                                                    \
    if (!name) return ::tl::unexpected<::youju::Error>(std::move(name).error());  \
  } while (false)

}  // namespace youju
