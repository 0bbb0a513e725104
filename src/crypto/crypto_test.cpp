// SPDX-License-Identifier: Apache-2.0
// Known answers of FIPS 180-4, RFC 4231, RFC 4648 and RFC 8032; refusal of what is malformed; sealed files.
#include <doctest/doctest.h>

#include "base/io.h"
#include "crypto/crypto.h"

namespace fs = std::filesystem;
using namespace youju;
using namespace youju::crypto;

namespace {
struct Folder {
  fs::path path = fs::temp_directory_path() / ("youju-crypto-" + random_hex(World{}, 8));
  Folder() { fs::create_directories(path); }
  ~Folder() { fs::remove_all(path); }
};
std::string unhex(std::string_view text) { return from_hex(text).value(); }
}  // namespace

TEST_CASE("SHA-256 gives the known answers") {
  struct Row {
    std::string text, digest;
  };
  for (const auto& [text, digest] : std::vector<Row>{
           {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
           {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
           {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
           {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"}}) {
    CHECK(hex(sha256(text)) == digest);
    const auto half = std::string_view(text).substr(0, text.size() / 2);
    const auto rest = std::string_view(text).substr(half.size());
    CHECK(hex(sha256(half, rest)) == digest);
    CHECK(hex(sha256(half, "", rest)) == digest);
    Hasher hasher;
    for (int again = 0; again < 2; ++again) {
      hasher.add(half);
      hasher.add(rest);
      CHECK(hex(hasher.finish()) == digest);
    }
  }
}

TEST_CASE("a file is hashed as its bytes, and a missing one is absent") {
  Folder folder;
  const std::string bytes((3u << 20) + 17, 'x');
  REQUIRE(write_file(folder.path / "f", bytes));
  CHECK(sha256_file(folder.path / "f").value() == sha256(bytes));
  CHECK(sha256_file(folder.path / "g").error().code == Code::absent);
}

TEST_CASE("HMAC gives the answers of RFC 4231, also right after another key") {
  CHECK(hex(hmac_sha256(std::string(20, '\x0b'), "Hi There")) ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7");
  CHECK(hex(hmac_sha256("Jefe", "what do ya want for nothing?")) ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
  CHECK(hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")) ==
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
  CHECK(hex(hmac_sha256("", "")) == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}

TEST_CASE("digests compare equal only when every byte is") {
  const Digest a = sha256("a");
  for (std::size_t i = 0; i < a.size(); ++i) {
    Digest b = a;
    b[i] ^= 1;
    CHECK_FALSE(equal(a, b));
  }
  CHECK(equal(a, a));
}

TEST_CASE("hex is lower case, even in length, and nothing else") {
  CHECK(hex(std::string_view("\x00\xff\x1a", 3)) == "00ff1a");
  CHECK(unhex("00ff1a") == std::string("\x00\xff\x1a", 3));
  for (const char* bad : {"0", "0F", "0g", "0x", " 0", "00 "}) CHECK_FALSE(from_hex(bad));
  CHECK_FALSE(digest_from_hex("00"));
  CHECK_FALSE(digest_from_hex(std::string(64, 'A')));
  CHECK(digest_from_hex(std::string(64, 'a')));
}

TEST_CASE("base64 gives the answers of RFC 4648 and refuses every other spelling") {
  const std::vector<std::pair<std::string, std::string>> rows = {{"", ""},         {"f", "Zg=="},     {"fo", "Zm8="},
                                                                 {"foo", "Zm9v"}, {"foob", "Zm9vYg=="}, {"fooba", "Zm9vYmE="},
                                                                 {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, text] : rows) {
    CHECK(base64(plain) == text);
    CHECK(from_base64(text) == plain);
  }
  for (const char* bad : {"Zg", "Zg=", "Zg===", "Zh==", "Zm9=", "Zm8", "Zm9v\n", "Zm9 ", "Z===", "====", "Zg==Zg==",
                          "-_-_", "Zm8=Zm8="}) {
    CHECK_FALSE(from_base64(bad));
  }
  for (int n = 0; n < 256; ++n) {
    const std::string bytes(static_cast<std::size_t>(n), static_cast<char>(n));
    CHECK(from_base64(base64(bytes)) == bytes);
    CHECK(from_hex(hex(bytes)) == bytes);
  }
}

TEST_CASE("Ed25519 gives the signatures of RFC 8032 and refuses every changed bit") {
  struct Row {
    std::string seed, public_key, message, signature;
  };
  for (const Row& row : std::vector<Row>{
           {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
            "655141438e7a100b"},
           {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
            "b00d291612bb0c00"}}) {
    const SigningKey key = signing_key_from_seed(unhex(row.seed));
    CHECK(hex(key.public_key) == row.public_key);
    const std::string message = unhex(row.message), signature = sign(key, message);
    CHECK(hex(signature) == row.signature);
    CHECK(verify_signature(key.public_key, message, signature));
    CHECK_FALSE(verify_signature(key.public_key, message + "x", signature));
    CHECK_FALSE(verify_signature(key.public_key, message, signature.substr(1)));
    CHECK_FALSE(verify_signature(key.public_key.substr(1), message, signature));
    for (std::size_t bit = 0; bit < signature.size() * 8; bit += 7) {
      std::string changed = signature;
      changed[bit / 8] = static_cast<char>(changed[bit / 8] ^ (1 << bit % 8));
      CHECK_FALSE(verify_signature(key.public_key, message, changed));
    }
  }
  SeededRandom seeded(7);
  World world;
  world.random = &seeded;
  const SigningKey a = make_signing_key(world), b = make_signing_key(world);
  CHECK(a.seed != b.seed);
}

TEST_CASE("passwords are stored as Argon2id with 19 MiB and two passes") {
  const std::string stored = hash_password("知道的人").value();
  CHECK(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
  CHECK(verify_password(stored, "知道的人"));
  CHECK_FALSE(verify_password(stored, "别的"));
  CHECK_FALSE(verify_password("", "知道的人"));
  CHECK_FALSE(verify_password("$argon2id$", "知道的人"));
  CHECK_FALSE(verify_password(std::string(500, '$'), "知道的人"));
}

TEST_CASE("a sealed file opens with its key only, and never when changed or cut") {
  Folder folder;
  const auto plain = folder.path / "plain", sealed = folder.path / "sealed", back = folder.path / "back";
  const std::string key = key_from_passphrase("口令", std::string(16, 's')).value();
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65536}, std::size_t{65537}, std::size_t{200'000}}) {
    std::string bytes(size, '\0');
    SeededRandom(size).fill({reinterpret_cast<unsigned char*>(bytes.data()), bytes.size()});
    REQUIRE(write_file(plain, bytes));
    REQUIRE(seal_file(plain, sealed, key, World{}));
    REQUIRE(unseal_file(sealed, back, key));
    CHECK(read_file(back).value() == bytes);
    fs::remove(back);
    CHECK(unseal_file(sealed, back, std::string(32, 'k')).error().message.word == "crypto.seal_broken");
    const std::string cipher = read_file(sealed).value();
    if (size > 20) CHECK(cipher.find(bytes.substr(0, 20)) == std::string::npos);
    for (const std::size_t at : {std::size_t{13}, std::size_t{30}, cipher.size() / 2, cipher.size() - 1}) {
      std::string changed = cipher;
      changed[at] = static_cast<char>(changed[at] ^ 1);
      REQUIRE(write_file(sealed, changed));
      CHECK_FALSE(unseal_file(sealed, back, key));
      REQUIRE(write_file(sealed, cipher.substr(0, at)));
      CHECK_FALSE(unseal_file(sealed, back, key));
    }
    REQUIRE(write_file(sealed, cipher + "x"));
    CHECK_FALSE(unseal_file(sealed, back, key));
    CHECK_FALSE(fs::exists(back));
    CHECK_FALSE(fs::exists(back.string() + ".part"));
  }
  REQUIRE(write_file(sealed, "something else"));
  CHECK(unseal_file(sealed, back, key).error().message.word == "crypto.not_sealed");
}

TEST_CASE("a short code is read as people type it, and any one wrong character is noticed") {
  const std::string code = short_code("count(theme_day; unit=u1; 2023)");
  CHECK(code.size() == 8);
  CHECK(code == short_code("count(theme_day; unit=u1; 2023)"));
  CHECK(code != short_code("count(theme_day; unit=u1; 2024)"));
  CHECK(read_short_code(code) == code);
  CHECK(read_short_code(code.substr(0, 4) + "-" + code.substr(4)) == code);
  CHECK_FALSE(read_short_code(code.substr(1)));
  CHECK_FALSE(read_short_code(code + "0"));
  CHECK_FALSE(read_short_code(""));
  constexpr std::string_view kAlphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  for (int n = 0; n < 50; ++n) {
    const std::string one = short_code(std::to_string(n));
    for (std::size_t at = 0; at < one.size(); ++at) {
      for (const char other : kAlphabet) {
        if (other == one[at]) continue;
        std::string wrong = one;
        wrong[at] = other;
        CHECK_FALSE(read_short_code(wrong));
      }
    }
  }
  CHECK(read_short_code("ooooooo0") == "00000000");  // O is read as zero
  CHECK(read_short_code("1000000L") == "10000001");  // L as one: 1 x 1 mod 32
  CHECK_FALSE(read_short_code("U0000000"));
}
