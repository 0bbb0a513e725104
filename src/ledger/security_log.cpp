// SPDX-License-Identifier: Apache-2.0
// The security log: lines in DIR/security/log, appended under a lock of the file and made durable before the answer. `head` says
// how far the tree is known; what lies behind it is read again, so that a cut between the two loses nothing.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <map>

#include "base/io.h"
#include "base/text.h"
#include "ledger/ledger.h"

namespace youju::ledger {
namespace {
constexpr std::size_t kMacHex = 64, kPiece = 1u << 16;
constexpr std::uint64_t kMaxHead = 1u << 16;
constexpr std::size_t kMostText = 200, kMaxLine = 1u << 14;

// The open file, locked as long as it lives.
class LockedFile {
 public:
  explicit LockedFile(std::filesystem::path path) : path_(std::move(path)) {}
  ~LockedFile() {
    if (fd_ >= 0) ::close(fd_);
  }
  LockedFile(const LockedFile&) = delete;
  LockedFile& operator=(const LockedFile&) = delete;

  Result<void> open(int flags, int how) {
    fd_ = ::open(path_.c_str(), flags | O_CLOEXEC, 0600);
    if (fd_ < 0) return fail(io_error("open", path_, errno));
    while (::flock(fd_, how) != 0) {
      if (errno != EINTR) return fail(io_error("lock", path_, errno));
    }
    return {};
  }
  Result<std::uint64_t> size() const {
    struct stat st {};
    if (::fstat(fd_, &st) != 0) return fail(io_error("stat", path_, errno));
    return static_cast<std::uint64_t>(st.st_size);
  }
  Result<void> cut(std::uint64_t size) {
    if (::ftruncate(fd_, static_cast<off_t>(size)) != 0) return fail(io_error("truncate", path_, errno));
    return {};
  }
  // All or nothing: a line written in part is taken back.
  Result<void> append(std::string_view bytes) {
    TRY(const auto before, size());
    for (std::size_t done = 0; done < bytes.size();) {
      const auto n = ::pwrite(fd_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(before + done));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        const int wrong = errno;
        TRY_OK(cut(before));
        return fail(io_error("write", path_, wrong));
      }
      done += static_cast<std::size_t>(n);
    }
    if (::fsync(fd_) != 0) return fail(io_error("fsync", path_, errno));
    return {};
  }
  // Each whole line from `from` on, without its end, until `on_line` says false; gives the place after the last whole line.
  Result<std::uint64_t> lines(std::uint64_t from, const std::function<bool(std::string_view)>& on_line) const {
    std::string held, piece(kPiece, '\0');
    std::uint64_t whole = from, at = from;
    for (;;) {
      const auto n = ::pread(fd_, piece.data(), piece.size(), static_cast<off_t>(at));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) return fail(io_error("read", path_, errno));
      if (n == 0) return whole;
      at += static_cast<std::uint64_t>(n);
      held.append(piece.data(), static_cast<std::size_t>(n));
      std::size_t begin = 0;
      for (auto end = held.find('\n'); end != std::string::npos; end = held.find('\n', begin)) {
        const bool more = on_line(std::string_view(held).substr(begin, end - begin));
        whole += end + 1 - begin;
        begin = end + 1;
        if (!more) return whole;
      }
      held.erase(0, begin);
      if (held.size() > kMaxLine) return whole;
    }
  }

 private:
  std::filesystem::path path_;
  int fd_ = -1;
};

struct Known {
  merkle::Frontier frontier;
  std::uint64_t bytes = 0;
};
Result<Known> read_known(const std::filesystem::path& folder) {
  const auto text = read_file(folder / "head", kMaxHead);
  if (!text && text.error().code == Code::absent) return Known{};
  if (!text) return fail(text.error());
  const auto json = parse_json(*text);
  const bool good = json && json->is_object() && json->contains("bytes") && (*json)["bytes"].is_number_integer() && (*json)["bytes"].get<std::int64_t>() >= 0 && json->contains("frontier") && (*json)["frontier"].is_string();
  const auto frontier = good ? merkle::Frontier::parse((*json)["frontier"].get<std::string>()) : std::nullopt;
  if (!frontier) return fail(Code::corrupt, "security.head_broken", {{"file", (folder / "head").string()}});
  return Known{*frontier, static_cast<std::uint64_t>((*json)["bytes"].get<std::int64_t>())};
}
Result<void> write_known(const std::filesystem::path& folder, const Known& known) {
  return write_file(folder / "head", canonical(Json{{"bytes", static_cast<std::int64_t>(known.bytes)}, {"frontier", known.frontier.text()}}) + "\n", 0600);
}

// "<mac> <entry>": the entry's bytes, when the line has that form.
std::optional<std::string_view> bytes_of(std::string_view line) {
  if (line.size() <= kMacHex + 1 || line[kMacHex] != ' ') return std::nullopt;
  return line.substr(kMacHex + 1);
}

// What a stranger typed becomes harmless data: one line, no marks that turn text around, not endless.
std::string harmless(const std::string& text) {
  const auto cleaned = clean(text);
  if (!cleaned || has_invisible(*cleaned)) return "(unreadable)";
  if (code_point_count(*cleaned) <= kMostText) return *cleaned;
  auto points = to_code_points(*cleaned);
  points.resize(kMostText);
  return from_code_points(points) + "…";
}

Json to_json(std::int64_t index, Instant at, const SecurityEvent& event) {
  Json out{{"at", at.iso()}, {"event", event.event}, {"index", index}, {"v", 1}};
  const std::pair<const char*, const std::string*> members[] = {{"actor", &event.actor}, {"login", &event.login}, {"os_user", &event.os_user},
                                                                {"action", &event.action}, {"object", &event.object}, {"result", &event.result}};
  for (const auto& [key, value] : members) {
    if (!value->empty()) out[key] = harmless(*value);
  }
  return out;
}

std::optional<SecurityEntry> from_line(std::string_view line) {
  const auto bytes = bytes_of(line);
  const auto json = bytes ? parse_json(*bytes) : Result<Json>(Json());
  if (!json || !json->is_object() || canonical(*json) != *bytes) return std::nullopt;
  const auto text = [&](const char* key) {
    const auto it = json->find(key);
    return it != json->end() && it->is_string() ? it->get<std::string>() : std::string();
  };
  const auto at = Instant::parse(text("at"));
  const auto index = json->find("index");
  if (!at || index == json->end() || !index->is_number_integer()) return std::nullopt;
  return SecurityEntry{index->get<std::int64_t>(), *at,
                       {text("event"), text("actor"), text("login"), text("os_user"), text("action"), text("object"), text("result")}};
}

merkle::NoteKey key_of(const merkle::NoteKey& office) { return {office.name + "/security", office.public_key}; }

// Notes of checkpoints, one JSON string a line.
Result<std::vector<std::string>> read_notes(const std::filesystem::path& folder) {
  std::vector<std::string> out;
  const auto text = read_file(folder / "checkpoints");
  if (!text && text.error().code == Code::absent) return out;
  if (!text) return fail(text.error());
  std::string_view rest = *text;
  for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
    const auto note = parse_json(rest.substr(0, end));
    out.push_back(note && note->is_string() ? note->get<std::string>() : std::string());
    rest.remove_prefix(end + 1);
  }
  return out;
}
}  // namespace

const std::vector<std::string>& security_events() {
  static const std::vector<std::string> events{"sign_in",  "sign_in_failed", "refused",         "exported",  "restored",
                                               "erased",   "verified",       "account_changed", "key_used", "key_rotated", "packs_changed", "audit_read"};
  return events;
}

SecurityLog::SecurityLog(std::filesystem::path folder, const Keys& keys, World world) : folder_(std::move(folder)), keys_(keys), world_(world) {}

Result<std::int64_t> SecurityLog::add(const SecurityEvent& event) {
  expect_true(std::ranges::find(security_events(), event.event) != security_events().end(), "a security event is one of the list");
  std::error_code wrong;
  std::filesystem::create_directories(folder_, wrong);
  if (wrong) return fail(io_error("create", folder_, wrong.value()));
  LockedFile file(folder_ / "log");
  TRY_OK(file.open(O_RDWR | O_CREAT, LOCK_EX));
  TRY(Known known, read_known(folder_));
  TRY(const auto size, file.size());
  if (size < known.bytes) return fail(Code::corrupt, "security.cut_short", {{"file", (folder_ / "log").string()}});
  TRY(known.bytes, file.lines(known.bytes, [&](std::string_view line) {
    known.frontier.append(merkle::leaf_hash(bytes_of(line).value_or(line)));
    return true;
  }));
  if (known.bytes < size) TRY_OK(file.cut(known.bytes));
  const auto index = static_cast<std::int64_t>(known.frontier.size());
  const auto bytes = canonical(to_json(index, world_.clock->now(), event));
  const auto line = crypto::hex(crypto::hmac_sha256(keys_.mac_key, bytes)) + " " + bytes + "\n";
  TRY_OK(file.append(line));
  known.frontier.append(merkle::leaf_hash(bytes));
  known.bytes += line.size();
  TRY_OK(write_known(folder_, known));
  return index;
}

Result<std::vector<SecurityEntry>> SecurityLog::read(std::int64_t from) const {
  std::vector<SecurityEntry> out;
  LockedFile file(folder_ / "log");
  if (auto opened = file.open(O_RDONLY, LOCK_SH); !opened) {
    if (opened.error().code == Code::absent) return out;
    return fail(std::move(opened).error());
  }
  bool good = true;
  TRY_OK(file.lines(0, [&](std::string_view line) {
    auto entry = from_line(line);
    good = entry.has_value();
    if (good && entry->index >= from) out.push_back(std::move(*entry));
    return good;
  }));
  if (!good) return fail(Code::corrupt, "security.line_broken", {{"file", (folder_ / "log").string()}});
  return out;
}

Result<std::string> SecurityLog::seal() {
  LockedFile file(folder_ / "log");
  if (auto opened = file.open(O_RDWR, LOCK_EX); !opened) {
    if (opened.error().code == Code::absent) return std::string();
    return fail(std::move(opened).error());
  }
  TRY(const auto found, verify());
  if (!found.empty()) return fail(Code::corrupt, "security.not_sealed", {{"where", found.front().where}});
  merkle::Frontier tree;
  TRY_OK(file.lines(0, [&](std::string_view line) {
    tree.append(merkle::leaf_hash(*bytes_of(line)));
    return true;
  }));
  TRY(const auto notes, read_notes(folder_));
  const auto key = key_of(keys_.note);
  if (!notes.empty()) {
    const auto newest = merkle::open_checkpoint(notes.back(), key);
    if (newest && newest->size == tree.size()) return notes.back();
  }
  if (tree.size() == 0) return std::string();
  const auto note = merkle::sign_note(merkle::checkpoint_text({key.name, tree.size(), tree.root(), {}}), key, keys_.signing);
  LockedFile out(folder_ / "checkpoints");
  TRY_OK(out.open(O_RDWR | O_CREAT, LOCK_EX));
  TRY_OK(out.append(canonical(Json(note)) + "\n"));
  TRY_OK(sync_folder(folder_));
  return note;
}

Result<std::vector<Finding>> SecurityLog::verify() const {
  std::vector<Finding> out;
  const auto add = [&](std::string where, std::string_view word) {
    out.push_back({"security", where, Message{std::string(word), {{"where", where}}}});
  };
  // First what is said of the log, then the log: others may add to it meanwhile.
  TRY(const auto known, read_known(folder_));
  TRY(const auto notes, read_notes(folder_));
  std::map<std::uint64_t, std::vector<merkle::Hash>> signed_roots;
  for (const auto& note : notes) {
    auto opened = merkle::open_checkpoint(note, key_of(keys_.note));
    for (auto key = keys_.former.rbegin(); key != keys_.former.rend() && !opened; ++key) opened = merkle::open_checkpoint(note, key_of(key->note));
    if (opened) signed_roots[opened->size].push_back(opened->root);
    else add("security checkpoint", "security.found_signature");
  }
  merkle::Frontier tree;
  std::uint64_t passed = 0;
  const auto check_root = [&] {
    const auto known = signed_roots.find(tree.size());
    if (known == signed_roots.end()) return;
    ++passed;
    for (const auto& root : known->second) {
      if (root != tree.root()) add("security checkpoint " + std::to_string(tree.size()), "security.found_root");
    }
  };
  LockedFile file(folder_ / "log");
  auto opened = file.open(O_RDONLY, LOCK_UN);  // whoever seals holds the lock already
  if (!opened && opened.error().code != Code::absent) return fail(std::move(opened).error());
  std::uint64_t end = 0;
  if (opened) {
    TRY(end, file.lines(0, [&](std::string_view line) {
      const std::string where = "security " + std::to_string(tree.size());
      const auto bytes = bytes_of(line);
      const auto mac = crypto::digest_from_hex(line.substr(0, kMacHex));
      const auto entry = from_line(line);
      if (!bytes || !mac || !crypto::equal(*mac, crypto::hmac_sha256(keys_.mac_key, *bytes)) || !entry) {
        add(where, "security.found_line");
      } else if (entry->index != static_cast<std::int64_t>(tree.size())) {
        add(where, "security.found_order");
      }
      tree.append(merkle::leaf_hash(bytes.value_or(line)));
      check_root();
      return true;
    }));
  }
  if (known.bytes > end || known.frontier.size() > tree.size() || passed < signed_roots.size()) add("security log", "security.found_short");
  return out;
}
}  // namespace youju::ledger
