// SPDX-License-Identifier: Apache-2.0
// Signed notes, checkpoints, tile paths, entry bundles and proof files: what is accepted, and that nothing else is.
#include <doctest/doctest.h>

#include "merkle/merkle.h"

using namespace youju;
using namespace youju::merkle;

namespace {
constexpr std::string_view kKnownVkey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

struct Signer {
  crypto::SigningKey secret;
  NoteKey key;
  explicit Signer(std::string name, char seed = 's')
      : secret(crypto::signing_key_from_seed(std::string(32, seed))), key{std::move(name), secret.public_key} {}
};
std::string word_of(const Result<std::string>& result) { return result ? "good" : result.error().message.word; }
}  // namespace

TEST_CASE("a verifier key is read, written and checked against its own hash") {
  const auto key = NoteKey::parse(kKnownVkey);
  REQUIRE(key);
  CHECK(key->name == "example.com/foo");
  CHECK(key->id() == 0x530d903a);
  CHECK(key->vkey() == kKnownVkey);
  const std::string known(kKnownVkey);
  for (const std::string& bad :
       {std::string(), std::string("example.com/foo"), known + "=", known.substr(0, known.size() - 1),
        "example.com/bar" + known.substr(15), "example.com/foo+530D903A" + known.substr(24),
        "example.com/foo+530d903b" + known.substr(24), "+530d903a" + known.substr(24), known + "+", "a b" + known.substr(15),
        known.substr(0, 25) + "BOkyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"}) {
    CHECK_FALSE_MESSAGE(NoteKey::parse(bad), bad);
  }
}

TEST_CASE("a name may be Chinese but has no spaces and no plus") {
  CHECK(NoteKey::parse(Signer("3f9a/某局").key.vkey()));
  for (const char* name : {"某 局", "某　局", "a+b", "", "a\u00a0b", "a\nb"}) {
    CHECK_FALSE_MESSAGE(NoteKey::parse(Signer(name).key.vkey()), name);
  }
}

TEST_CASE("the example notes of the C2SP and of Go's reference implementation are opened, and signed to the same bytes") {
  const std::string spec = "This is an example message.\n\n\xe2\x80\x94 example.com/foo "
      "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";
  CHECK(open_note(spec, *NoteKey::parse(kKnownVkey)).value() == "This is an example message.\n");
  const auto peter = NoteKey::parse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  REQUIRE(peter);
  const std::string text =
      "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const std::string note = text + "\n\xe2\x80\x94 PeterNeumann "
      "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  CHECK(open_note(note, *peter).value() == text);
  const auto secret = crypto::from_base64("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz").value().substr(1);
  CHECK(sign_note(text, *peter, crypto::signing_key_from_seed(secret)) == note);
}

TEST_CASE("a note's text is strict UTF-8") {
  const Signer a("log.example/a");
  const auto signed_by_hand = [&](const std::string& text) {
    const std::string id = std::string(sign_note("x\n", a.key, a.secret));
    const std::string line = id.substr(3, id.rfind(' ') - 2);
    const std::string key_id = crypto::from_base64(id.substr(id.rfind(' ') + 1, 92)).value().substr(0, 4);
    return text + "\n" + line + crypto::base64(key_id + crypto::sign(a.secret, text)) + "\n";
  };
  for (const char* good : {"x\n", "\xc3\xa9\n", "\xe2\x82\xac\n", "\xed\x9f\xbf\n", "\xf0\x9f\x98\x80\n", "\xf4\x8f\xbf\xbf\n"}) {
    CHECK_MESSAGE(open_note(signed_by_hand(good), a.key).value_or("") == good, good);
  }
  for (const char* bad : {"\x80\n", "\xc0\xaf\n", "\xc1\xbf\n", "\xc3\n", "\xe0\x9f\xbf\n", "\xed\xa0\x80\n", "\xf0\x8f\xbf\xbf\n",
                          "\xf4\x90\x80\x80\n", "\xf5\x80\x80\x80\n", "\xe2\x82\n", "\x01\n", "a\tb\n"}) {
    CHECK(word_of(open_note(signed_by_hand(bad), a.key)) == "merkle.note_malformed");
  }
}

TEST_CASE("a note is opened by its key, unknown signatures aside") {
  const Signer a("log.example/a"), b("witness.example/b", 'w');
  const std::string text = "This is an example message.\n";
  const std::string note = sign_note(text, a.key, a.secret);
  CHECK(open_note(note, a.key).value() == text);
  const std::string other = sign_note(text, b.key, b.secret);
  const std::string line = other.substr(text.size() + 1);
  CHECK(open_note(note + line, a.key).value() == text);
  CHECK(open_note(other + note.substr(text.size() + 1), a.key).value() == text);
  CHECK(word_of(open_note(other, a.key)) == "merkle.note_not_signed");
  CHECK(word_of(open_note(note, Signer("log.example/a", 'x').key)) == "merkle.note_not_signed");
  std::string many = note;
  for (int i = 0; i < 40; ++i) many += line;
  CHECK(open_note(many, a.key).value() == text);
  const std::string with_blank_lines = "one\n\ntwo\n";
  CHECK(open_note(sign_note(with_blank_lines, a.key, a.secret), a.key).value() == with_blank_lines);
}

TEST_CASE("a bad signature of a known key spoils the note even beside a good one") {
  const Signer a("log.example/a");
  const std::string good = sign_note("text\n", a.key, a.secret);
  const std::string wrong = sign_note("other\n", a.key, a.secret).substr(7);
  CHECK(word_of(open_note(good + wrong, a.key)) == "merkle.note_bad_signature");
  CHECK(word_of(open_note("text\n\n" + wrong, a.key)) == "merkle.note_bad_signature");
}

TEST_CASE("every changed byte of a note is noticed") {
  const Signer a("log.example/a");
  const std::string note = sign_note("log.example/a\n5\n" + crypto::base64(std::string(32, 'r')) + "\n", a.key, a.secret);
  for (std::size_t at = 0; at < note.size(); ++at) {
    std::string changed = note;
    changed[at] = static_cast<char>(changed[at] ^ 1);
    CHECK_FALSE_MESSAGE(open_note(changed, a.key), at);
    CHECK_FALSE_MESSAGE(open_note(note.substr(0, at), a.key), at);
  }
}

TEST_CASE("malformed notes are refused") {
  const Signer a("log.example/a");
  const std::string note = sign_note("text\n", a.key, a.secret);
  const std::string line = note.substr(6);
  for (const std::string& bad :
       {std::string(), std::string("text\n"), std::string("text\n\n"), note.substr(0, note.size() - 1), note + "\n",
        note + "rest\n", note + "rest", "text\n" + line, "text" + line, std::string("\n") + line,
        "te\rxt\n\n" + line, "te\xff\n\n" + line, note + "\xe2\x80\x94 a b\n", note + "\xe2\x80\x94 a AAAA\n",
        note + "- log.example/a AAAAAAAA\n", note + "\xe2\x80\x94 a  AAAAAAAA\n"}) {
    CHECK_FALSE_MESSAGE(open_note(bad, a.key), bad);
  }
  CHECK(open_note(std::string(2u << 20, 'x'), a.key).error().code == Code::too_large);
}

TEST_CASE("a checkpoint is read only in its one form, and its origin is the key's name") {
  const Signer a("log.example/a");
  Checkpoint checkpoint{"log.example/a", 70'000, leaf_hash("x"), {}};
  const std::string text = checkpoint_text(checkpoint);
  const Checkpoint read = open_checkpoint(sign_note(text, a.key, a.secret), a.key).value();
  CHECK(read.size == 70'000);
  CHECK(read.root == checkpoint.root);
  checkpoint.extensions = {"ext"};
  CHECK(parse_checkpoint(checkpoint_text(checkpoint)).value().extensions == checkpoint.extensions);
  checkpoint.origin = "log.example/b";
  CHECK(open_checkpoint(sign_note(checkpoint_text(checkpoint), a.key, a.secret), a.key).error().message.word ==
        "merkle.origin_differs");

  const std::string root = crypto::base64(std::string(32, 'r')) + "\n";
  CHECK(parse_checkpoint("o\n0\n" + root));
  for (const std::string& bad :
       {std::string(), std::string("o\n"), std::string("o\n5\n"), "o\n05\n" + root, "o\n-5\n" + root, "o\n+5\n" + root,
        "o\n5 \n" + root, "o\n\n" + root, "\n5\n" + root, "o\n5\n" + root.substr(0, root.size() - 1),
        "o\n5\n" + crypto::base64(std::string(31, 'r')) + "\n", "o\n5\n" + root + "\n", "o\n0x5\n" + root,
        "o\n9223372036854775808\n" + root, "o\n99999999999999999999\n" + root, "o\n5\n=" + root, root + "5\no\n"}) {
    CHECK_FALSE_MESSAGE(parse_checkpoint(bad), bad);
  }
}

TEST_CASE("tiles and entries lie where the C2SP says") {
  CHECK(tile_path(0, 1234067) == "tile/0/x001/x234/067");
  CHECK(tile_path(0, 273, 112) == "tile/0/273.p/112");
  CHECK(tile_path(1, 1, 17) == "tile/1/001.p/17");
  CHECK(tile_path(2, 0, 1) == "tile/2/000.p/1");
  CHECK(tile_path(63, 1000) == "tile/63/x001/000");
  CHECK(entries_path(0) == "tile/entries/000");
  CHECK(entries_path(1234067, 5) == "tile/entries/x001/x234/067.p/5");
}

TEST_CASE("an entry bundle gives back its entries, and a length that does not fit is refused") {
  const std::vector<std::string> entries = {"", "a", std::string(65'535, 'x'), std::string("\0\1", 2)};
  const std::string bytes = entry_bundle(entries).value();
  const auto back = split_entry_bundle(bytes).value();
  CHECK(std::vector<std::string>(back.begin(), back.end()) == entries);
  CHECK(bytes.substr(0, 5) == std::string("\0\0\0\1a", 5));
  for (std::size_t cut = 1; cut < 5; ++cut) {
    if (cut == 2) continue;  // a whole, empty entry
    CHECK_FALSE(split_entry_bundle(std::string_view(bytes).substr(0, cut)));
  }
  CHECK_FALSE(split_entry_bundle(bytes + "x"));
  CHECK_FALSE(split_entry_bundle(std::string(2 * 257, '\0')));
  CHECK(split_entry_bundle(std::string(2 * 256, '\0')).value().size() == 256);
  const std::vector<std::string> too_long = {std::string(65'536, 'x')};
  CHECK(entry_bundle(too_long).error().code == Code::too_large);
}

TEST_CASE("a proof file is written in the C2SP form and read back") {
  const Hash h1 = crypto::sha256("hash1"), h2 = crypto::sha256("hash2");
  const auto b64 = [](const Hash& h) { return crypto::base64({reinterpret_cast<const char*>(h.data()), h.size()}); };
  const std::vector<Hash> proof = {h1, h2};
  CHECK(proof_file(5, proof, "checkpoint\n") ==
        "c2sp.org/tlog-proof@v1\nindex 5\n" + b64(h1) + "\n" + b64(h2) + "\n\ncheckpoint\n");
  CHECK(proof_file(0, {}, "checkpoint\n") == "c2sp.org/tlog-proof@v1\nindex 0\n\ncheckpoint\n");
  const std::string text = proof_file(10, proof, "check\n\npoint\n", "extra data");
  const ProofFile read = parse_proof_file(text).value();
  CHECK(read.index == 10);
  CHECK(read.proof == proof);
  CHECK(read.checkpoint_note == "check\n\npoint\n");
  CHECK(read.extra == "extra data");
}

TEST_CASE("malformed proof files are refused") {
  const std::string head = "c2sp.org/tlog-proof@v1\n", hash = crypto::base64(std::string(32, 'h')) + "\n";
  std::string many;
  for (int i = 0; i < 64; ++i) many += hash;
  for (const std::string& bad :
       {std::string(), std::string("wrong\nindex 0\n\nc\n"), head, head + "index 0\n", head + "index 0\n\n",
        head + "index\n\nc\n", head + "index 00\n\nc\n", head + "index -1\n\nc\n", head + "index 0 \n\nc\n",
        head + "index 0\n" + hash.substr(1) + "\nc\n", head + "index 0\n" + hash + "c\n",
        head + "index 0\n" + crypto::base64(std::string(31, 'h')) + "\n\nc\n", head + "extra !!\nindex 0\n\nc\n",
        head + "extra \nindex 0\n\nc\n", head + "index 0\nextra QQ==\n\nc\n", head + "index 0\n" + many + "\nc\n",
        " " + head + "index 0\n\nc\n", std::string("c2sp.org/tlog-proof@v2\nindex 0\n\nc\n")}) {
    CHECK_FALSE_MESSAGE(parse_proof_file(bad), bad);
  }
}
