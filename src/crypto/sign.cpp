// SPDX-License-Identifier: Apache-2.0
// Ed25519 by libsodium, which refuses non-canonical signatures and keys of small order.
#include "crypto/crypto.h"
#include "crypto/sodium_ready.h"

namespace youju::crypto {

SigningKey signing_key_from_seed(std::string_view seed) {
  sodium_ready();
  expect_true(seed.size() == crypto_sign_SEEDBYTES, "a signing seed has 32 bytes");
  SigningKey key{std::string(seed), std::string(crypto_sign_PUBLICKEYBYTES, '\0')};
  std::string secret(crypto_sign_SECRETKEYBYTES, '\0');
  crypto_sign_seed_keypair(u8(key.public_key), u8(secret), u8(seed));
  sodium_memzero(secret.data(), secret.size());
  return key;
}

SigningKey make_signing_key(const World& world) {
  std::string seed(crypto_sign_SEEDBYTES, '\0');
  world.random->fill({u8(seed), seed.size()});
  SigningKey key = signing_key_from_seed(seed);
  sodium_memzero(seed.data(), seed.size());
  return key;
}

std::string sign(const SigningKey& key, std::string_view bytes) {
  sodium_ready();
  expect_true(key.seed.size() == crypto_sign_SEEDBYTES && key.public_key.size() == crypto_sign_PUBLICKEYBYTES,
              "incomplete signing key");
  // libsodium's secret key is the seed followed by the public key.
  std::string secret = key.seed + key.public_key;
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(u8(signature), nullptr, u8(bytes), bytes.size(), u8(std::string_view(secret)));
  sodium_memzero(secret.data(), secret.size());
  return signature;
}

bool verify_signature(std::string_view public_key, std::string_view bytes, std::string_view signature) {
  sodium_ready();
  if (public_key.size() != crypto_sign_PUBLICKEYBYTES || signature.size() != crypto_sign_BYTES) return false;
  return crypto_sign_verify_detached(u8(signature), u8(bytes), bytes.size(), u8(public_key)) == 0;
}
}  // namespace youju::crypto
