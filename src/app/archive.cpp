// SPDX-License-Identifier: Apache-2.0
// Members are streamed through a pipe into the seal; the salt of the passphrase stands in clear after the sealed bytes.
#include "app/archive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "base/io.h"
#include "crypto/crypto.h"

namespace youju::app {
namespace {
constexpr std::string_view kMembers = "youju-members-1\n";
constexpr std::string_view kEnd = "youju-backup-1\n";
constexpr std::string_view kManifest = "manifest.json";
constexpr std::size_t kSalt = 16;
constexpr std::size_t kBlock = 1u << 18;
constexpr std::size_t kMaxHead = 4096;
constexpr std::int64_t kMaxManifest = 256LL << 20;

Result<void> write_all(int fd, std::string_view bytes, const std::filesystem::path& what) {
  while (!bytes.empty()) {
    const auto n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(io_error("write", what, errno));
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return {};
}

// Fewer bytes than asked for only at the end of the file.
Result<std::string_view> read_some(int fd, std::string& buffer, std::int64_t most, const std::filesystem::path& what) {
  const auto want = static_cast<std::size_t>(std::min<std::int64_t>(most, static_cast<std::int64_t>(buffer.size())));
  std::size_t have = 0;
  while (have < want) {
    const auto n = ::read(fd, buffer.data() + have, want - have);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(io_error("read", what, errno));
    if (n == 0) break;
    have += static_cast<std::size_t>(n);
  }
  return std::string_view(buffer).substr(0, have);
}

// Runs `feed` on its own thread with the writing end of a pipe, `drink` here with a name under which its other end can be opened.
// When the reader gives up early the writer's next write fails instead of waiting for ever.
struct Piped {
  Result<void> fed, drunk;
};
Result<Piped> through_pipe(const std::function<Result<void>(int)>& feed, const std::function<Result<void>(const std::filesystem::path&)>& drink) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return fail(io_error("pipe", "pipe", errno));
  Fd reading(ends[0]), writing(ends[1]);
  Piped out;
  std::thread feeder([&] {
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    try {
      out.fed = feed(writing.get());
    } catch (const std::exception& e) {
      out.fed = fail(Code::outside, "backup.interrupted", {}, e.what());
    }
    writing.close();
  });
  out.drunk = drink("/proc/self/fd/" + std::to_string(reading.get()));
  reading.close();
  feeder.join();
  return out;
}

tl::unexpected<Error> damaged(const std::filesystem::path& archive, std::string why) {
  return fail(Code::corrupt, "backup.not_opened", {{"file", archive.string()}}, std::move(why));
}

// Relative, downwards, of plain parts.
bool is_safe_name(const std::string& name) {
  const std::filesystem::path path(name);
  if (name.empty() || name.size() > 1000 || path.is_absolute()) return false;
  return std::none_of(path.begin(), path.end(), [](const std::filesystem::path& part) { return part.empty() || part == ".." || part == "."; });
}
}  // namespace

Result<void> MemberWriter::put(std::string_view bytes) {
  bytes_ += static_cast<std::int64_t>(bytes.size());
  return write_all(fd_, bytes, "back-up");
}

Result<void> MemberWriter::begin(const std::string& name, std::int64_t size, unsigned mode) {
  if (!begun_) TRY_OK(put(kMembers));
  begun_ = true;
  return put(canonical(Json{{"name", name}, {"size", size}, {"mode", mode}}) + "\n");
}

Result<void> MemberWriter::add(const std::string& name, std::string_view bytes, unsigned mode) {
  TRY_OK(begin(name, static_cast<std::int64_t>(bytes.size()), mode));
  TRY_OK(put(bytes));
  listed_.push_back(Json{{"name", name}, {"size", bytes.size()}, {"mode", mode}, {"sha256", crypto::hex(crypto::sha256(bytes))}});
  return {};
}

Result<bool> MemberWriter::add_file(const std::string& name, const std::filesystem::path& file) {
  const Fd in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.get() < 0 && errno == ENOENT) return false;
  if (in.get() < 0) return fail(io_error("open", file, errno));
  struct stat st {};
  if (::fstat(in.get(), &st) != 0) return fail(io_error("stat", file, errno));
  const unsigned mode = st.st_mode & 0777;
  TRY_OK(begin(name, st.st_size, mode));
  crypto::Hasher hasher;
  std::string buffer(kBlock, '\0');
  for (std::int64_t left = st.st_size; left > 0;) {
    TRY(const auto bytes, read_some(in.get(), buffer, left, file));
    if (bytes.empty()) return fail(Code::outside, "backup.file_changed", {{"file", file.string()}});
    hasher.add(bytes);
    TRY_OK(put(bytes));
    left -= static_cast<std::int64_t>(bytes.size());
  }
  listed_.push_back(Json{{"name", name}, {"size", st.st_size}, {"mode", mode}, {"sha256", crypto::hex(hasher.finish())}});
  return true;
}

Result<void> MemberWriter::finish(Json facts) {
  facts["members"] = listed_;
  const auto text = canonical(facts);
  TRY_OK(begin(std::string(kManifest), static_cast<std::int64_t>(text.size()), 0600));
  return put(text);
}

namespace {
Result<void> append_salt(const std::filesystem::path& file, std::string_view salt) {
  const Fd out(::open(file.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
  if (out.get() < 0) return fail(io_error("open", file, errno));
  TRY_OK(write_all(out.get(), std::string(salt) + std::string(kEnd), file));
  if (::fsync(out.get()) != 0) return fail(io_error("sync", file, errno));
  return {};
}

Result<void> write_sealed(const std::filesystem::path& sealing, std::string_view passphrase, const World& world,
                          const std::function<Result<void>(MemberWriter&)>& work) {
  std::string salt(kSalt, '\0');
  world.random->fill({reinterpret_cast<unsigned char*>(salt.data()), salt.size()});
  TRY(const auto key, crypto::key_from_passphrase(passphrase, salt));
  TRY(const auto piped, through_pipe(
                            [&](int fd) -> Result<void> {
                              MemberWriter writer(fd);
                              return work(writer);
                            },
                            [&](const std::filesystem::path& in) { return crypto::seal_file(in, sealing, key, world); }));
  TRY_OK(piped.drunk);  // first: when the disk is full the writer only sees a closed pipe
  TRY_OK(piped.fed);
  return append_salt(sealing, salt);
}
}  // namespace

Result<void> write_archive(const std::filesystem::path& out, std::string_view passphrase, const World& world,
                           const std::function<Result<void>(MemberWriter&)>& work) {
  std::error_code wrong;
  if (std::filesystem::exists(out, wrong)) return fail(Code::conflict, "backup.exists", {{"file", out.string()}});
  const std::filesystem::path sealing = out.string() + ".sealing-" + random_hex(world, 4);
  auto written = write_sealed(sealing, passphrase, world, work);
  // A link never replaces a file that somebody else put there meanwhile.
  if (written && ::link(sealing.c_str(), out.c_str()) != 0) {
    written = errno == EEXIST ? Result<void>(fail(Code::conflict, "backup.exists", {{"file", out.string()}}))
                              : Result<void>(fail(io_error("create", out, errno)));
  }
  std::filesystem::remove(sealing, wrong);
  TRY_OK(written);
  return sync_folder(out.has_parent_path() ? out.parent_path() : std::filesystem::path("."));
}

namespace {
Result<void> unseal(const std::filesystem::path& archive, std::string_view passphrase, const std::filesystem::path& plain) {
  const Fd in(::open(archive.c_str(), O_RDONLY | O_CLOEXEC));
  if (in.get() < 0) return fail(io_error("open", archive, errno));
  struct stat st {};
  if (::fstat(in.get(), &st) != 0) return fail(io_error("stat", archive, errno));
  constexpr std::int64_t kTail = kSalt + kEnd.size();
  std::string tail(static_cast<std::size_t>(kTail), '\0');
  if (!S_ISREG(st.st_mode) || st.st_size <= kTail || ::pread(in.get(), tail.data(), tail.size(), st.st_size - kTail) != kTail ||
      !tail.ends_with(kEnd)) {
    return fail(Code::invalid, "backup.no_archive", {{"file", archive.string()}});
  }
  TRY(const auto key, crypto::key_from_passphrase(passphrase, tail.substr(0, kSalt)));
  const auto feed = [&](int fd) -> Result<void> {
    std::string buffer(kBlock, '\0');
    for (std::int64_t left = st.st_size - kTail; left > 0;) {
      TRY(const auto bytes, read_some(in.get(), buffer, left, archive));
      if (bytes.empty()) return {};  // cut while we read: the seal does not open
      TRY_OK(write_all(fd, bytes, "pipe"));
      left -= static_cast<std::int64_t>(bytes.size());
    }
    return {};
  };
  TRY(const auto piped, through_pipe(feed, [&](const std::filesystem::path& sealed) { return crypto::unseal_file(sealed, plain, key); }));
  if (!piped.drunk) {
    const auto& error = piped.drunk.error();
    if (error.code == Code::corrupt || error.code == Code::invalid) return damaged(archive, error.detail);
    return fail(error);
  }
  return piped.fed;
}

// Reads the container once: members become files, their digests are compared with the manifest at the end.
class Unpacker {
 public:
  Unpacker(const std::filesystem::path& archive, const std::filesystem::path& plain, const std::filesystem::path& into)
      : archive_(archive), plain_(plain), into_(into), in_(plain, std::ios::binary) {}

  Result<Json> run() {
    std::string magic(kMembers.size(), '\0');
    in_.read(magic.data(), static_cast<std::streamsize>(magic.size()));
    if (!in_ || magic != kMembers) return fail(Code::unsupported, "backup.newer", {{"file", archive_.string()}});
    for (;;) {
      TRY(const auto head, read_head());
      if (head.value("name", std::string{}) == kManifest) return read_manifest(head.value("size", std::int64_t{0}));
      TRY_OK(unpack(head));
    }
  }

 private:
  Result<Json> read_head() {
    std::string line;
    if (!std::getline(in_, line) || line.size() > kMaxHead) return damaged(archive_, "head of a member");
    auto head = parse_json(line);
    const auto is_number = [&](const char* key) { return head->contains(key) && (*head)[key].is_number_integer() && (*head)[key].get<std::int64_t>() >= 0; };
    if (!head || !head->is_object() || !head->contains("name") || !(*head)["name"].is_string() || !is_number("size") || !is_number("mode")) {
      return damaged(archive_, "head of a member");
    }
    return std::move(*head);
  }

  Result<void> unpack(Json head) {
    const auto name = head["name"].get<std::string>();
    if (!is_safe_name(name)) return damaged(archive_, "name of a member");
    const auto target = into_ / name;
    std::error_code wrong;
    std::filesystem::create_directories(target.parent_path(), wrong);
    if (wrong) return fail(io_error("create", target.parent_path(), wrong.value()));
    const auto mode = static_cast<mode_t>(head["mode"].get<std::int64_t>() & 0777);
    const Fd out(::open(target.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode | 0200));
    if (out.get() < 0) return errno == EEXIST ? damaged(archive_, "member twice") : fail(io_error("create", target, errno));
    crypto::Hasher hasher;
    std::string buffer(kBlock, '\0');
    for (auto left = head["size"].get<std::int64_t>(); left > 0;) {
      in_.read(buffer.data(), static_cast<std::streamsize>(std::min<std::int64_t>(left, static_cast<std::int64_t>(buffer.size()))));
      const std::string_view bytes(buffer.data(), static_cast<std::size_t>(in_.gcount()));
      if (bytes.empty()) return damaged(archive_, "end of a member");
      hasher.add(bytes);
      TRY_OK(write_all(out.get(), bytes, target));
      left -= static_cast<std::int64_t>(bytes.size());
    }
    if (::fchmod(out.get(), mode) != 0) return fail(io_error("chmod", target, errno));
    head["sha256"] = crypto::hex(hasher.finish());
    found_.push_back(std::move(head));
    return {};
  }

  Result<Json> read_manifest(std::int64_t size) {
    if (size > kMaxManifest) return damaged(archive_, "manifest");
    std::string text(static_cast<std::size_t>(size), '\0');
    in_.read(text.data(), static_cast<std::streamsize>(size));
    if (in_.gcount() != size || in_.peek() != std::ifstream::traits_type::eof()) return damaged(archive_, "manifest");
    auto manifest = parse_json(text, kMaxManifest);
    if (!manifest || !manifest->is_object()) return damaged(archive_, "manifest");
    if (manifest->value("format", 0) != 1) return fail(Code::unsupported, "backup.newer", {{"file", archive_.string()}});
    if (manifest->value("members", Json()) != found_) return damaged(archive_, "members differ from the manifest");
    return std::move(*manifest);
  }

  std::filesystem::path archive_, plain_, into_;
  std::ifstream in_;
  Json found_ = Json::array();
};
}  // namespace

Result<Json> open_archive(const std::filesystem::path& archive, std::string_view passphrase, const std::filesystem::path& into) {
  const auto plain = into / ".members";
  TRY_OK(unseal(archive, passphrase, plain));
  auto manifest = Unpacker(archive, plain, into).run();
  std::error_code wrong;
  std::filesystem::remove(plain, wrong);
  TRY_OK(manifest);
  const Fd folder(::open(into.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.get() < 0 || ::syncfs(folder.get()) != 0) return fail(io_error("sync", into, errno));
  return manifest;
}
}  // namespace youju::app
