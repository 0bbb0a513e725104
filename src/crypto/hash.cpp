// SPDX-License-Identifier: Apache-2.0
// SHA-256 and HMAC by OpenSSL. Fetching an algorithm costs more than hashing a leaf, so it is fetched once, and each
// thread keeps its contexts.
#include <fcntl.h>
#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "base/io.h"
#include "crypto/crypto.h"

namespace youju::crypto {
namespace {

constexpr std::size_t kStreamBlock = 1u << 20;

// Never freed: other threads may still hash while statics are destroyed.
const EVP_MD* sha256_algorithm() {
  static const EVP_MD* const algorithm = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  expect_true(algorithm != nullptr, "OpenSSL has no SHA256");
  return algorithm;
}

struct FreeContext {
  void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using MdContext = std::unique_ptr<EVP_MD_CTX, FreeContext>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, FreeContext>;

MdContext new_context() {
  MdContext context(EVP_MD_CTX_new());
  expect_true(context != nullptr && EVP_DigestInit_ex2(context.get(), sha256_algorithm(), nullptr) == 1,
              "SHA256 context");
  return context;
}

void update(EVP_MD_CTX* context, std::string_view bytes) {
  expect_true(EVP_DigestUpdate(context, bytes.data(), bytes.size()) == 1, "SHA256 update");
}

// Finishes and makes the context ready for the next message (a null algorithm keeps the one it has).
Digest finish_and_restart(EVP_MD_CTX* context) {
  Digest out;
  unsigned length = 0;
  expect_true(EVP_DigestFinal_ex(context, out.data(), &length) == 1 && length == out.size(), "SHA256 final");
  expect_true(EVP_DigestInit_ex2(context, nullptr, nullptr) == 1, "SHA256 restart");
  return out;
}

EVP_MD_CTX* thread_context() {
  thread_local const MdContext context = new_context();
  return context.get();
}

MacContext new_mac_context() {
  static EVP_MAC* const algorithm = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  expect_true(algorithm != nullptr, "OpenSSL has no HMAC");
  MacContext context(EVP_MAC_CTX_new(algorithm));
  char name[] = "SHA256";
  const OSSL_PARAM parameters[] = {OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name, 0),
                                   OSSL_PARAM_construct_end()};
  expect_true(context != nullptr && EVP_MAC_CTX_set_params(context.get(), parameters) == 1, "HMAC context");
  return context;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
}  // namespace

Digest sha256(std::string_view bytes) {
  EVP_MD_CTX* context = thread_context();
  update(context, bytes);
  return finish_and_restart(context);
}
Digest sha256(std::string_view a, std::string_view b) {
  EVP_MD_CTX* context = thread_context();
  update(context, a);
  update(context, b);
  return finish_and_restart(context);
}
Digest sha256(std::string_view a, std::string_view b, std::string_view c) {
  EVP_MD_CTX* context = thread_context();
  update(context, a);
  update(context, b);
  update(context, c);
  return finish_and_restart(context);
}

Digest hmac_sha256(std::string_view key, std::string_view bytes) {
  thread_local const MacContext context = new_mac_context();
  // An empty key must still be a key: a null pointer would mean "keep the last one".
  static const unsigned char kNothing = 0;
  const unsigned char* const key_bytes = key.empty() ? &kNothing : bytes_of(key);
  Digest out;
  std::size_t length = 0;
  expect_true(EVP_MAC_init(context.get(), key_bytes, key.size(), nullptr) == 1 &&
                  EVP_MAC_update(context.get(), bytes_of(bytes), bytes.size()) == 1 &&
                  EVP_MAC_final(context.get(), out.data(), &length, out.size()) == 1 && length == out.size(),
              "HMAC");
  return out;
}

bool equal(const Digest& a, const Digest& b) {
  unsigned difference = 0;
  for (std::size_t i = 0; i < a.size(); ++i) difference |= static_cast<unsigned>(a[i] ^ b[i]);
  return difference == 0;
}

struct Hasher::Context {
  MdContext md = new_context();
};
Hasher::Hasher() : context_(std::make_unique<Context>()) {}
Hasher::~Hasher() = default;
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
void Hasher::add(std::string_view bytes) { update(context_->md.get(), bytes); }
Digest Hasher::finish() { return finish_and_restart(context_->md.get()); }

Result<Digest> sha256_file(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return fail(io_error("open", path, errno));
  ::posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
  thread_local std::vector<char> buffer(kStreamBlock);
  Hasher hasher;
  for (;;) {
    const auto n = ::read(fd, buffer.data(), buffer.size());
    if (n == 0) break;
    if (n < 0) {
      if (errno == EINTR) continue;
      const int number = errno;
      ::close(fd);
      return fail(io_error("read", path, number));
    }
    hasher.add({buffer.data(), static_cast<std::size_t>(n)});
  }
  ::close(fd);
  return hasher.finish();
}
}  // namespace youju::crypto
