// SPDX-License-Identifier: Apache-2.0
// youju-verify: checks a sealed bundle on a machine that has nothing else of this program. Exit codes are those of
// docs/format/bundle.md: 0 nothing wrong found, 2 usage, 4 absent, 6 too large, 8 cannot be read, 9 something is wrong.
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <stdexcept>

#include "base/io.h"
#include "proof/proof.h"
#include "words/words.h"

namespace {
using namespace youju;

constexpr int kUsage = 2, kWrong = 9, kBug = 70;
constexpr std::uint64_t kMaxNote = 1u << 20;

struct Options {
  std::string bundle, anchor, key, lang;
  bool json = false, help = false, version = false;
};

// Nothing when the arguments cannot be understood.
std::optional<Options> read_options(int argc, char** argv) {
  Options out;
  for (int i = 1; i < argc; ++i) {
    const std::string_view arg = argv[i];
    std::string* value = arg == "--anchor" ? &out.anchor : arg == "--key" || arg == "--vkey" ? &out.key : arg == "--lang" ? &out.lang : nullptr;
    if (value != nullptr) {
      if (++i == argc) return std::nullopt;
      *value = argv[i];
    } else if (arg == "--json") {
      out.json = true;
    } else if (arg == "--help" || arg == "-h") {
      out.help = true;
    } else if (arg == "--version") {
      out.version = true;
    } else if (arg.starts_with("-") || !out.bundle.empty()) {
      return std::nullopt;
    } else {
      out.bundle = arg;
    }
  }
  if (out.bundle.empty() && !out.help && !out.version) return std::nullopt;
  return out;
}

void print(std::FILE* to, const std::string& line) { std::fprintf(to, "%s\n", line.c_str()); }

int print_error(words::Lang lang, const Error& error) {
  print(stderr, words::say(lang, error.message));
  return exit_code(error.code);
}

// A line on the terminal that overwrites itself; silent elsewhere.
std::function<void(std::uint64_t, std::uint64_t)> progress_line() {
  if (::isatty(STDERR_FILENO) == 0) return {};
  return [last = std::uint64_t{101}](std::uint64_t done, std::uint64_t of) mutable {
    const std::uint64_t percent = of == 0 ? 100 : done * 100 / of;
    if (percent == last) return;
    last = percent;
    std::fprintf(stderr, "\r%3llu %%\r", static_cast<unsigned long long>(percent));
  };
}

int run(const Options& options, words::Lang lang) {
  proof::VerifyOptions verify;
  if (!options.key.empty()) verify.vkey = options.key;
  if (!options.anchor.empty()) {
    auto note = read_file(options.anchor, kMaxNote);
    if (!note) return print_error(lang, note.error());
    verify.anchor_note = std::move(*note);
  }
  verify.progress = progress_line();
  const auto report = proof::verify_bundle(options.bundle, verify);
  if (!report) return print_error(lang, report.error());
  if (options.json) {
    print(stdout, proof::to_json(*report).dump(2));
  } else {
    for (const Message& message : proof::describe(*report)) print(stdout, words::say(lang, message));
  }
  return report->good() ? 0 : kWrong;
}
}  // namespace

int main(int argc, char** argv) {
  const auto options = read_options(argc, argv);
  const words::Lang lang = words::lang_of(options ? options->lang : "", std::getenv("LC_ALL"), std::getenv("LC_MESSAGES"), std::getenv("LANG"));
  if (!options || options->help) {
    print(options ? stdout : stderr, words::say(lang, "proof.usage"));
    return options ? 0 : kUsage;
  }
  if (options->version) {
    print(stdout, "youju-verify " YOUJU_VERSION);
    return 0;
  }
  try {
    return run(*options, lang);
  } catch (const std::exception& e) {
    std::fprintf(stderr, "youju-verify: %s\n", e.what());
    return kBug;
  }
}
