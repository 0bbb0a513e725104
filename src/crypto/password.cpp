// SPDX-License-Identifier: Apache-2.0
// Passwords and keys from passphrases: Argon2id by libsodium.
#include "crypto/crypto.h"
#include "crypto/sodium_ready.h"

namespace youju::crypto {
namespace {
// Sign-in: OWASP's and ASVS's Argon2id setting, about 40 ms here.
constexpr unsigned long long kSignInPasses = 2;
constexpr std::size_t kSignInMemory = 19u << 20;
// Sealing: an attacker has the file for ever and we pay once a back-up, so more of both (RFC 9106's second choice has
// 64 MiB and 3 passes). Part of the format of sealed files.
constexpr unsigned long long kSealPasses = 3;
constexpr std::size_t kSealMemory = 64u << 20;
}  // namespace

Result<std::string> hash_password(std::string_view password) {
  sodium_ready();
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(out, password.data(), password.size(), kSignInPasses, kSignInMemory,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Code::busy, "crypto.no_memory", {{"mib", std::to_string(kSignInMemory >> 20)}});
  }
  return std::string(out);
}

bool verify_password(std::string_view stored, std::string_view password) {
  sodium_ready();
  if (stored.size() >= crypto_pwhash_STRBYTES || stored.find('\0') != std::string_view::npos) return false;
  char text[crypto_pwhash_STRBYTES] = {};  // libsodium wants the whole field, zero-filled
  stored.copy(text, stored.size());
  return crypto_pwhash_str_verify(text, password.data(), password.size()) == 0;
}

Result<std::string> key_from_passphrase(std::string_view passphrase, std::string_view salt16) {
  sodium_ready();
  expect_true(salt16.size() == crypto_pwhash_SALTBYTES, "a passphrase's salt has 16 bytes");
  std::string key(crypto_secretstream_xchacha20poly1305_KEYBYTES, '\0');
  if (crypto_pwhash(u8(key), key.size(), passphrase.data(), passphrase.size(), u8(salt16), kSealPasses, kSealMemory,
                    crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(Code::busy, "crypto.no_memory", {{"mib", std::to_string(kSealMemory >> 20)}});
  }
  return key;
}
}  // namespace youju::crypto
