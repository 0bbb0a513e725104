// SPDX-License-Identifier: Apache-2.0
// Evidence files, named by the SHA-256 of their bytes: DIR/evidence/ab/abcd…; unfinished ones in
// DIR/evidence/incoming. What a file is called by people never becomes a name here.
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>

#include "base/io.h"
#include "base/text.h"
#include "ledger/ledger.h"
#include "ledger/media_type.h"

namespace youju::ledger {
namespace {

constexpr std::int64_t kMaxBytes = std::int64_t{100} << 20;
constexpr std::size_t kBlock = 1u << 20;
constexpr std::int64_t kReapAfterMs = 3'600'000;

// Removes an unfinished file when the function that made it leaves early.
class Unfinished {
 public:
  explicit Unfinished(std::filesystem::path path) : path_(std::move(path)) {}
  ~Unfinished() {
    if (!path_.empty()) ::unlink(path_.c_str());
  }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;
  void keep() { path_.clear(); }

 private:
  std::filesystem::path path_;
};

bool is_digest(std::string_view text) {
  return crypto::digest_from_hex(text).has_value();
}

Result<void> make_folder(const std::filesystem::path& folder) {
  std::error_code error;
  if (!std::filesystem::create_directories(folder, error) && error)
    return fail(io_error("create", folder, error.value()));
  return {};
}

struct Copied {
  std::string digest;
  std::int64_t size = 0;
};
// Copies, hashing on the way, and makes the copy durable.
Result<Copied> copy_in(const std::filesystem::path& from, const std::filesystem::path& to) {
  const Fd in(::open(from.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.get() < 0) return fail(io_error("open", from, errno));
  const Fd out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0640));
  if (out.get() < 0) return fail(io_error("create", to, errno));
  crypto::Hasher hasher;
  std::vector<char> buffer(kBlock);
  Copied done;
  for (;;) {
    const auto n = ::read(in.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(io_error("read", from, errno));
    if (n == 0) break;
    done.size += n;
    if (done.size > kMaxBytes) {
      return fail(Code::too_large, "ledger.evidence_too_large",
                  {{"file", from.filename().string()}, {"limit", std::to_string(kMaxBytes >> 20)}});
    }
    hasher.add({buffer.data(), static_cast<std::size_t>(n)});
    for (ssize_t written = 0; written < n;) {
      const auto w = ::write(out.get(), buffer.data() + written, static_cast<std::size_t>(n - written));
      if (w < 0 && errno == EINTR) continue;
      if (w < 0) return fail(io_error("write", to, errno));
      written += w;
    }
  }
  if (::fsync(out.get()) != 0) return fail(io_error("fsync", to, errno));
  done.digest = crypto::hex(hasher.finish());
  return done;
}

std::int64_t changed_ms(const struct stat& st) {
  return std::int64_t{st.st_mtim.tv_sec} * 1000 + st.st_mtim.tv_nsec / 1'000'000;
}

// Whether a file may be reaped: not changed within the last hour.
bool is_old(const std::filesystem::path& path, Instant now) {
  struct stat st {};
  return ::stat(path.c_str(), &st) == 0 && changed_ms(st) + kReapAfterMs < now.ms;
}

// What people call a file, without characters that nobody sees: one that turns the line round makes a program look like a photo.
std::string visible_name(const std::filesystem::path& file) {
  std::string out;
  for (const char32_t c : to_code_points(file.filename().string())) {
    const auto one = from_code_points(std::u32string_view(&c, 1));
    if (!has_invisible(one)) out += one;
  }
  return out.empty() ? "file" : out;
}
}  // namespace

EvidenceStore::EvidenceStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

std::filesystem::path EvidenceStore::path_of(std::string_view digest) const {
  expect_true(is_digest(digest), "evidence is named by 64 hex digits");
  return folder_ / std::string(digest.substr(0, 2)) / std::string(digest);
}

Result<Evidence> EvidenceStore::add(const std::filesystem::path& file, const World& world) {
  struct stat st {};
  if (::stat(file.c_str(), &st) != 0) return fail(io_error("stat", file, errno));
  const Args which = {{"file", file.filename().string()}};
  if (!S_ISREG(st.st_mode)) return fail(Code::invalid, "ledger.evidence_no_file", which);
  const auto incoming = folder_ / "incoming" / random_hex(world, 16);
  TRY_OK(make_folder(incoming.parent_path()));
  Unfinished unfinished(incoming);
  TRY(const auto copied, copy_in(file, incoming));
  if (copied.size == 0) return fail(Code::invalid, "ledger.evidence_empty", which);
  // The type is that of the bytes we keep, not of the file, which may change under us.
  TRY(const auto media_type, media_type_of(incoming));
  if (!media_type.allowed) {
    return fail(Code::unsupported, "ledger.evidence_type",
                {{"file", which.at("file")}, {"type", media_type.name}});
  }
  const auto target = path_of(copied.digest);
  const bool is_new_folder = !std::filesystem::exists(target.parent_path());
  TRY_OK(make_folder(target.parent_path()));
  // Renamed even when it is there: heals a damaged copy, and its fresh time keeps it from being reaped.
  if (::rename(incoming.c_str(), target.c_str()) != 0) return fail(io_error("rename", target, errno));
  unfinished.keep();
  TRY_OK(sync_folder(target.parent_path()));
  if (is_new_folder) TRY_OK(sync_folder(folder_));
  return Evidence{copied.digest, copied.size, media_type.name, visible_name(file), {}};
}

Result<void> EvidenceStore::check(std::string_view digest, std::int64_t size) const {
  if (!is_digest(digest))
    return fail(Code::absent, "ledger.evidence_missing", {{"digest", std::string(digest)}});
  const auto path = path_of(digest);
  struct stat st {};
  if (::stat(path.c_str(), &st) != 0) {
    if (errno == ENOENT)
      return fail(Code::absent, "ledger.evidence_missing", {{"digest", std::string(digest)}});
    return fail(io_error("stat", path, errno));
  }
  if (st.st_size == size) {
    TRY(const auto found, crypto::sha256_file(path));
    if (crypto::hex(found) == digest) return {};
  }
  return fail(Code::corrupt, "ledger.evidence_differs", {{"digest", std::string(digest)}});
}

Result<void> EvidenceStore::erase(std::string_view digest) {
  if (!is_digest(digest))
    return fail(Code::absent, "ledger.evidence_missing", {{"digest", std::string(digest)}});
  const auto path = path_of(digest);
  if (::unlink(path.c_str()) != 0) {
    if (errno == ENOENT)
      return fail(Code::absent, "ledger.evidence_missing", {{"digest", std::string(digest)}});
    return fail(io_error("remove", path, errno));
  }
  return sync_folder(path.parent_path());
}

namespace {
// Moves a file out of sight before it goes: one that was added again in between is old no more and comes
// back.
Result<bool> reap_one(const std::filesystem::path& path, const std::filesystem::path& aside, Instant now) {
  if (::rename(path.c_str(), aside.c_str()) != 0) return fail(io_error("rename", path, errno));
  if (!is_old(aside, now)) {
    if (::rename(aside.c_str(), path.c_str()) != 0) return fail(io_error("rename", path, errno));
    return false;
  }
  if (::unlink(aside.c_str()) != 0) return fail(io_error("remove", path, errno));
  return true;
}
}  // namespace

Result<int> EvidenceStore::reap(const std::function<bool(std::string_view digest)>& is_named, Instant now) {
  int removed = 0;
  std::error_code error;
  if (!std::filesystem::exists(folder_, error)) return 0;
  std::vector<std::filesystem::path> old;
  for (auto it = std::filesystem::recursive_directory_iterator(folder_, error);
       it != std::filesystem::recursive_directory_iterator(); it.increment(error)) {
    if (error) return fail(io_error("list", folder_, error.value()));
    if (it->is_regular_file(error) && is_old(it->path(), now)) old.push_back(it->path());
  }
  std::sort(old.begin(), old.end());
  for (const auto& path : old) {
    const bool unfinished = path.parent_path().filename() == "incoming";
    if (!unfinished && (!is_digest(path.filename().string()) || is_named(path.filename().string()))) continue;
    TRY_OK(make_folder(folder_ / "incoming"));
    const auto aside = unfinished ? path : folder_ / "incoming" / path.filename();
    TRY(const bool gone, reap_one(path, aside, now));
    removed += gone ? 1 : 0;
  }
  return removed;
}
}  // namespace youju::ledger
