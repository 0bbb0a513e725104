// SPDX-License-Identifier: Apache-2.0
// Hashes, signatures, authenticators, passwords: thin doors to OpenSSL (SHA-256, HMAC) and libsodium (Ed25519, Argon2id).
// Algorithms are named in every stored object by those who store it.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/world.h"

namespace youju::crypto {

using Digest = std::array<std::uint8_t, 32>;

Digest sha256(std::string_view bytes);
Digest sha256(std::string_view a, std::string_view b);                      // of the concatenation
Digest sha256(std::string_view a, std::string_view b, std::string_view c);  // likewise
Digest hmac_sha256(std::string_view key, std::string_view bytes);
bool equal(const Digest& a, const Digest& b);  // constant time

// SHA-256 of a stream, context reused.
class Hasher {
 public:
  Hasher();
  ~Hasher();
  Hasher(Hasher&&) noexcept;
  Hasher& operator=(Hasher&&) noexcept;
  void add(std::string_view bytes);
  Digest finish();  // and starts anew

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};
Result<Digest> sha256_file(const std::filesystem::path& path);  // streamed, 1 MiB at a time

std::string hex(std::string_view bytes);
std::string hex(const Digest& digest);
std::optional<std::string> from_hex(std::string_view text);  // lower case only; nothing on anything else
std::optional<Digest> digest_from_hex(std::string_view text);
std::string base64(std::string_view bytes);                    // standard alphabet with padding
std::optional<std::string> from_base64(std::string_view text);  // strict

// Ed25519 (RFC 8032). The secret is the 32-byte seed.
struct SigningKey {
  std::string seed;        // 32 bytes
  std::string public_key;  // 32 bytes
};
SigningKey make_signing_key(const World& world);
SigningKey signing_key_from_seed(std::string_view seed);
std::string sign(const SigningKey& key, std::string_view bytes);  // 64 bytes
bool verify_signature(std::string_view public_key, std::string_view bytes, std::string_view signature);

// Argon2id t=2 m=19 MiB p=1 (ASVS R91), in the libsodium/PHC string form.
Result<std::string> hash_password(std::string_view password);
bool verify_password(std::string_view stored, std::string_view password);

// Sealing of back-ups: XChaCha20-Poly1305 secretstream; key by Argon2id from a passphrase or 32 random bytes.
Result<void> seal_file(const std::filesystem::path& in, const std::filesystem::path& out, std::string_view key32, const World& world);
Result<void> unseal_file(const std::filesystem::path& in, const std::filesystem::path& out, std::string_view key32);
Result<std::string> key_from_passphrase(std::string_view passphrase, std::string_view salt16);

// Short codes: 7 characters of Crockford base32 from the first 35 bits of SHA-256(text), then a check character
// (value mod 32 of the weighted sum). Reading folds O→0, I L→1 and lower case; nothing when the check fails.
std::string short_code(std::string_view text);
std::optional<std::string> read_short_code(std::string_view typed);
}  // namespace youju::crypto
