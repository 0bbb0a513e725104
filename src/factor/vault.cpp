// SPDX-License-Identifier: Apache-2.0
// Sealing by XChaCha20-Poly1305, bound to the account; digests by HMAC. Who has the database alone has neither codes nor secrets.
#include <sodium.h>

#include "crypto/crypto.h"
#include "factor/factor.h"

namespace youju::factor {
namespace {
constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }
std::string derived(std::string_view office_key, std::string_view use) {
  const auto key = crypto::hmac_sha256(office_key, use);
  return {reinterpret_cast<const char*>(key.data()), key.size()};
}
}  // namespace

Vault::Vault(std::string_view office_key) : seal_key_(derived(office_key, "youju/second-factor/seal/1")), digest_key_(derived(office_key, "youju/second-factor/recovery/1")) {
  static const int started = sodium_init();
  expect_true(started >= 0, "libsodium did not start");
}

std::string Vault::seal(const AccountId& account, std::string_view secret, const World& world) const {
  std::string nonce(kNonce, '\0');
  world.random->fill({bytes_of(nonce), nonce.size()});
  std::string sealed(secret.size() + kTag, '\0');
  unsigned long long length = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(sealed), &length, bytes_of(secret), secret.size(), bytes_of(std::string_view(account.text)), account.text.size(), nullptr,
                                             bytes_of(std::string_view(nonce)), bytes_of(std::string_view(seal_key_)));
  return "xchacha20poly1305:" + crypto::base64(nonce + sealed.substr(0, length));
}

Result<std::string> Vault::open(const AccountId& account, std::string_view sealed) const {
  constexpr std::string_view kName = "xchacha20poly1305:";
  const auto bytes = sealed.starts_with(kName) ? crypto::from_base64(sealed.substr(kName.size())) : std::nullopt;
  if (!bytes || bytes->size() < kNonce + kTag) return fail(Code::corrupt, "factor.unreadable", {}, account.text);
  const std::string_view nonce(bytes->data(), kNonce), cipher(bytes->data() + kNonce, bytes->size() - kNonce);
  std::string secret(cipher.size() - kTag, '\0');
  unsigned long long length = 0;
  const int opened = crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(secret), &length, nullptr, bytes_of(cipher), cipher.size(), bytes_of(std::string_view(account.text)), account.text.size(),
                                                                bytes_of(nonce), bytes_of(std::string_view(seal_key_)));
  if (opened != 0) return fail(Code::corrupt, "factor.unreadable", {}, account.text);
  return secret;
}

std::string Vault::digest(const AccountId& account, std::string_view recovery_code) const {
  return crypto::hex(crypto::hmac_sha256(digest_key_, account.text + "\n" + std::string(recovery_code)));
}
}  // namespace youju::factor
