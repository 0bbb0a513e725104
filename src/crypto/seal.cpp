// SPDX-License-Identifier: Apache-2.0
// Sealed files: "youju-seal-1\n", 16 bytes of salt, secretstream header, then blocks of 64 KiB each with its tag; the
// last block carries the FINAL tag, so a file cut short never opens. The stream's key is HMAC(key, label || salt).
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

#include "base/io.h"
#include "crypto/crypto.h"
#include "crypto/sodium_ready.h"

namespace youju::crypto {
namespace {
constexpr std::string_view kMagic = "youju-seal-1\n";
constexpr std::size_t kSalt = 16;
constexpr std::size_t kBlock = 64u << 10;
constexpr std::size_t kTag = crypto_secretstream_xchacha20poly1305_ABYTES;
constexpr std::size_t kHeader = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr unsigned char kFinal = crypto_secretstream_xchacha20poly1305_TAG_FINAL;

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

// The finished file appears under its name only when whole and durable; until then it is NAME.part.
class Output {
 public:
  explicit Output(std::filesystem::path path) : path_(std::move(path)), part_(path_.string() + ".part") {}
  ~Output() {
    if (file_ != nullptr) {
      file_.reset();
      ::unlink(part_.c_str());
    }
  }
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;

  Result<void> open() {
    const int fd = ::open(part_.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0) return fail(io_error("create", part_, errno));
    file_.reset(::fdopen(fd, "wb"));
    return {};
  }
  Result<void> write(std::string_view bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), file_.get()) != bytes.size()) {
      return fail(io_error("write", part_, errno));
    }
    return {};
  }
  Result<void> commit() {
    if (std::fflush(file_.get()) != 0 || ::fsync(::fileno(file_.get())) != 0) {
      return fail(io_error("sync", part_, errno));
    }
    if (::rename(part_.c_str(), path_.c_str()) != 0) return fail(io_error("rename", path_, errno));
    file_.reset();
    return sync_folder(path_.has_parent_path() ? path_.parent_path() : std::filesystem::path("."));
  }

 private:
  std::filesystem::path path_, part_;
  File file_;
};

Result<File> open_input(const std::filesystem::path& path) {
  File file(std::fopen(path.c_str(), "rbe"));
  if (file == nullptr) return fail(io_error("open", path, errno));
  return file;
}

// Reads up to `size` bytes; fewer only at the end of the file.
Result<std::string> read_up_to(std::FILE* file, std::size_t size, const std::filesystem::path& path) {
  std::string out(size, '\0');
  out.resize(std::fread(out.data(), 1, size, file));
  if (out.size() < size && std::ferror(file) != 0) return fail(io_error("read", path, errno));
  return out;
}

Digest stream_key(std::string_view key32, std::string_view salt) {
  expect_true(key32.size() == crypto_secretstream_xchacha20poly1305_KEYBYTES, "a sealing key has 32 bytes");
  return hmac_sha256(key32, std::string(kMagic) + std::string(salt));
}

tl::unexpected<Error> not_opened(const std::filesystem::path& path, std::string why) {
  return fail(Code::corrupt, "crypto.seal_broken", {{"file", path.string()}}, std::move(why));
}
}  // namespace

Result<void> seal_file(const std::filesystem::path& in, const std::filesystem::path& out, std::string_view key32,
                       const World& world) {
  sodium_ready();
  TRY(const File input, open_input(in));
  Output output(out);
  TRY_OK(output.open());
  std::string salt(kSalt, '\0');
  world.random->fill({u8(salt), salt.size()});
  Digest key = stream_key(key32, salt);
  crypto_secretstream_xchacha20poly1305_state state;
  std::string header(kHeader, '\0');
  crypto_secretstream_xchacha20poly1305_init_push(&state, u8(header), key.data());
  sodium_memzero(key.data(), key.size());
  TRY_OK(output.write(kMagic));
  TRY_OK(output.write(salt));
  TRY_OK(output.write(header));
  std::string cipher(kBlock + kTag, '\0');
  TRY(std::string block, read_up_to(input.get(), kBlock, in));
  for (bool last = false; !last;) {
    TRY(std::string next, read_up_to(input.get(), kBlock, in));
    last = next.empty();
    unsigned long long length = 0;
    crypto_secretstream_xchacha20poly1305_push(&state, u8(cipher), &length, u8(std::string_view(block)), block.size(),
                                               nullptr, 0, last ? kFinal : 0);
    TRY_OK(output.write(std::string_view(cipher).substr(0, length)));
    block = std::move(next);
  }
  return output.commit();
}

Result<void> unseal_file(const std::filesystem::path& in, const std::filesystem::path& out, std::string_view key32) {
  sodium_ready();
  TRY(const File input, open_input(in));
  TRY(const std::string start, read_up_to(input.get(), kMagic.size() + kSalt + kHeader, in));
  if (start.size() != kMagic.size() + kSalt + kHeader || !start.starts_with(kMagic)) {
    return fail(Code::invalid, "crypto.not_sealed", {{"file", in.string()}});
  }
  const std::string_view salt = std::string_view(start).substr(kMagic.size(), kSalt);
  Digest key = stream_key(key32, salt);
  crypto_secretstream_xchacha20poly1305_state state;
  const int started = crypto_secretstream_xchacha20poly1305_init_pull(
      &state, u8(std::string_view(start).substr(kMagic.size() + kSalt)), key.data());
  sodium_memzero(key.data(), key.size());
  if (started != 0) return not_opened(in, "header");
  Output output(out);
  TRY_OK(output.open());
  std::string plain(kBlock, '\0');
  unsigned char tag = 0;
  while (tag != kFinal) {
    TRY(const std::string cipher, read_up_to(input.get(), kBlock + kTag, in));
    if (cipher.size() < kTag) return not_opened(in, "cut short");
    unsigned long long length = 0;
    if (crypto_secretstream_xchacha20poly1305_pull(&state, u8(plain), &length, &tag, u8(std::string_view(cipher)),
                                                   cipher.size(), nullptr, 0) != 0) {
      return not_opened(in, "tag");
    }
    TRY_OK(output.write(std::string_view(plain).substr(0, length)));
  }
  if (std::fgetc(input.get()) != EOF) return not_opened(in, "bytes after the end");
  return output.commit();
}
}  // namespace youju::crypto
