// SPDX-License-Identifier: Apache-2.0
// The parse process itself: into the cage first, then reads the file it was given and answers through its
// pipe.
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/text.h"
#include "sheet/parse_process.h"
#include "sheet/readers.h"
#include "sheet/sandbox.h"

namespace youju::sheet {
namespace {
constexpr std::size_t kBatch = 48u << 10;  // rows are sent together; the pipe holds 64 KiB

// Everything is written to descriptor 1. Nobody listening means nobody wants the rest: the signal ends us.
bool write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto done = ::write(1, bytes.data(), bytes.size());
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(done));
  }
  return true;
}

bool send(FrameKind kind, std::string_view payload) {
  std::string frame(1, static_cast<char>(kind));
  const auto size = static_cast<std::uint32_t>(payload.size());
  for (int shift = 0; shift < 32; shift += 8) frame.push_back(static_cast<char>(size >> shift & 0xFF));
  frame.append(payload);
  return write_all(frame);
}

// The file as bytes in memory. Mapped before the cage closes (its size cannot be asked for later), read only
// inside of it.
std::optional<std::string_view> map_file() {
  struct stat facts {};
  if (fstat(kFileFd, &facts) != 0) return std::nullopt;
  if (facts.st_size <= 0) return std::string_view();
  const auto size = static_cast<std::size_t>(facts.st_size);
  void* at = mmap(nullptr, size, PROT_READ, MAP_PRIVATE, kFileFd, 0);
  if (at == MAP_FAILED) return std::nullopt;
  return std::string_view(static_cast<const char*>(at), size);
}

std::uint64_t argument(const std::vector<std::string>& arguments, std::size_t index,
                       std::uint64_t otherwise) {
  std::uint64_t value = otherwise;
  if (index < arguments.size())
    std::from_chars(arguments[index].data(), arguments[index].data() + arguments[index].size(), value);
  return value;
}

class RowSender {
 public:
  bool sheet(const SheetHead& head) {
    flush();
    send(FrameKind::sheet, pack_head(head));
    char answer = 'n';
    ssize_t got;
    do got = ::read(0, &answer, 1);
    while (got < 0 && errno == EINTR);
    return got == 1 && answer == 'y';
  }
  bool row(const Row& row) {
    pack_row(rows_, row);
    return rows_.bytes.size() < kBatch || flush();
  }
  bool flush() {
    const bool sent = rows_.bytes.empty() || send(FrameKind::rows, rows_.bytes);
    rows_.bytes.clear();
    return sent;
  }

 private:
  Packer rows_;
};

Result<void> send_table(std::string_view bytes, const std::vector<std::string>& arguments) {
  Limits limits;
  limits.unpacked = argument(arguments, 1, limits.unpacked);
  limits.ratio = std::max<std::uint64_t>(1, argument(arguments, 2, limits.ratio));
  limits.rows = static_cast<int>(argument(arguments, 3, static_cast<std::uint64_t>(limits.rows)));
  limits.columns = static_cast<int>(argument(arguments, 4, static_cast<std::uint64_t>(limits.columns)));
  limits.sheets = static_cast<int>(argument(arguments, 5, static_cast<std::uint64_t>(limits.sheets)));
  limits.cell = argument(arguments, 6, limits.cell);
  RowSender sender;
  Sink sink;
  sink.on_sheet = [&](const SheetHead& head) { return sender.sheet(head); };
  sink.on_row = [&](Row&& row) { return sender.row(row); };
  TRY(const auto facts, read_table_here(bytes, limits, sink));
  sender.flush();
  send(FrameKind::facts, pack_facts(facts));
  return {};
}

Result<void> send_text(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); at += kMostFrame / 4)
    send(FrameKind::text, text.substr(at, kMostFrame / 4));
  return {};
}

Result<void> work(std::string_view bytes, const std::vector<std::string>& arguments) {
  const std::string what = arguments.empty() ? "" : arguments[0];
  if (what == "table") return send_table(bytes, arguments);
  if (what == "text") {
    TRY(const auto text, text_of(bytes, arguments.size() > 1 ? arguments[1] : "", kMostText));
    return send_text(text);
  }
  if (what == "photo") return send_text(photo_time(bytes));
  if (what == "photo-place") return send_text(photo_time(bytes) + (photo_has_place(bytes) ? " place" : ""));
  if (what == "docx") {
    TRY(const auto document, read_docx(bytes, Limits{}));
    return send_text(document.dump());
  }
  if (what == "work" && arguments.size() > 1) {
    const auto work_of_room = find_parse_work(arguments[1]);
    const auto request = read_request();
    if (work_of_room && request) {
      TRY(const auto answer, work_of_room(bytes, *request));
      return send_text(answer);
    }
  }
  return fail(Code::unsupported, "sheet.parser_request");
}

// Tables of the libraries that are read from disk on first use are read now, while that is still possible.
void warm_up() {
  (void)decode_any("\xD6\xD0\xCE\xC4");
  (void)decode_any(std::string_view("\xFF\xFE\x41\x00", 4));
  (void)clean("e\xCC\x81");
}

int parse(const std::vector<std::string>& arguments) {
  const bool tool = !arguments.empty() && arguments[0] == "tool";
  if (!tool) warm_up();
  const auto bytes = tool ? std::optional(std::string_view()) : map_file();
  if (!bytes) {
    send(FrameKind::error,
         pack_error({Code::outside, {"sheet.parser_not_started", {{"why", std::strerror(errno)}}}, "map"}));
    return 3;
  }
  if (const auto caged = enter_sandbox(tool ? Profile::tool : Profile::own_reader); !caged) {
    send(FrameKind::error, pack_error(caged.error()));
    return 3;
  }
  send(FrameKind::ready, "");
  if (tool) {
    send(FrameKind::error, pack_error(exec_tool({arguments.begin() + 1, arguments.end()})));
    return 3;
  }
  Result<void> done;
  try {
    done = work(*bytes, arguments);
  } catch (const std::bad_alloc&) {
    done = fail(Code::too_large, "sheet.too_much_memory");
  } catch (const std::exception& e) {
    done = fail(Code::corrupt, "sheet.parser_crashed", {{"why", e.what()}});
  }
  if (done)
    send(FrameKind::done, "");
  else
    send(FrameKind::error, pack_error(done.error()));
  return done ? 0 : 3;
}
}  // namespace

std::optional<int> run_parse_process(int argc, char** argv) {
  if (argc < 2 || argv[1] != kParseArgument) return std::nullopt;
  const int code = parse({argv + 2, argv + argc});
  // No destructors, no flushing of streams: nothing of this process may run outside of what was asked.
  _exit(code);
}
}  // namespace youju::sheet
