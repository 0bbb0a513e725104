// SPDX-License-Identifier: Apache-2.0
// Inside the sheet room: the two ends of a parse process.
#pragma once
#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sheet/wire.h"

namespace youju::sheet {

// First argument that makes this binary a parse process.
constexpr std::string_view kParseArgument = "--parse-process";

// A started parse process. It is killed and waited for when this object goes, whatever happened.
class ParseProcess {
 public:
  // Starts /proc/self/exe with `arguments` behind kParseArgument. `tool` ("" for none) is opened as kToolFd.
  static Result<ParseProcess> start(const std::vector<std::string>& arguments, int file_fd,
                                    const std::string& tool = "");
  ParseProcess(ParseProcess&&) noexcept;
  ParseProcess& operator=(ParseProcess&&) = delete;
  ~ParseProcess();

  // The next frame; an error frame of the other side becomes that error; a death becomes outside with its
  // reason. `silence` is how long it may say nothing.
  Result<Frame> next(std::chrono::milliseconds silence = std::chrono::seconds(90));
  // Raw bytes behind the ready frame, for tools: nothing more when empty.
  Result<std::string> raw(std::chrono::milliseconds silence = std::chrono::seconds(30));
  void answer(bool yes);
  // Sends what is asked of a work; the other side reads all of it before it answers.
  void ask(std::string_view request);
  // Waits for the end; the exit code, or the error that says how it died.
  Result<int> wait_for_end();
  int pid() const { return pid_; }

 private:
  ParseProcess() = default;
  Result<std::size_t> fill(char* to, std::size_t size, std::chrono::milliseconds silence);
  void end();
  int pid_ = -1, output_ = -1, answers_ = -1;
  int status_ = 0;
};

// A file as it is handed to a parse process: regular, of reasonable size.
Result<int> open_for_parsing(const std::filesystem::path& file);
// The work a room above offered; null when none did.
ParseWork find_parse_work(std::string_view room);
// In the parse process: all that the parent asks.
std::optional<std::string> read_request();
// Path of a foreign program among /usr/bin and /bin; "" when it is not installed.
std::string find_tool(std::string_view name);
}  // namespace youju::sheet
