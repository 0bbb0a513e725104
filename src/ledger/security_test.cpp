// SPDX-License-Identifier: Apache-2.0
// The security log: one line an event whatever was typed, and every change of it found.
#include <fstream>

#include "base/text.h"
#include "ledger/test_office.h"

using namespace youju;
using namespace youju::ledger;

namespace {
struct Place {
  testing::TempFolder folder;
  FixedClock clock{*Instant::parse(kStart)};
  SeededRandom random{7};
  World world{&clock, &random};
  Keys keys = *make_keys(folder / "keys", "youju/00112233445566778899aabbccddeeff/office", world);
  SecurityLog log{folder / "security", keys, world};
  std::filesystem::path file = folder / "security" / "log";

  void fill(int n) {
    for (int i = 0; i < n; ++i) REQUIRE(log.add({"refused", "a1", "", "user", "export", std::to_string(i), "denied"}));
  }
  std::vector<std::string> wrong() {
    const auto found = log.verify();
    REQUIRE(found);
    std::vector<std::string> out;
    for (const auto& f : *found) out.push_back(f.where);
    return out;
  }
  std::string bytes() { return *read_file(file); }
  void put(const std::string& text) { std::ofstream(file, std::ios::binary | std::ios::trunc) << text; }
};
}  // namespace

TEST_CASE("one event is one line, whatever was typed, and never a password of ours") {
  Place p;
  const std::string typed[] = {"normal", "a\nb\r\n\x1b[31m", "\xff\xfe", std::string("zero\0byte", 9), "\u202eevil", std::string(5000, 'x'), "“引号\"", "中文登录名"};
  for (const auto& login : typed) REQUIRE(p.log.add({"sign_in_failed", "", login, "user", "", "", "denied"}));
  const auto text = p.bytes();
  CHECK(std::count(text.begin(), text.end(), '\n') == static_cast<std::ptrdiff_t>(std::size(typed)));
  for (const char c : text) CHECK((c == '\n' || static_cast<unsigned char>(c) >= 0x20));
  const auto read = p.log.read();
  REQUIRE(read);
  REQUIRE(read->size() == std::size(typed));
  CHECK((*read)[0].event.login == "normal");
  CHECK((*read)[7].event.login == "中文登录名");
  CHECK(code_point_count((*read)[5].event.login) <= 201);
  CHECK(p.wrong().empty());
}

TEST_CASE("every line changed, removed, moved or put in is found, before and after a checkpoint") {
  Place p;
  p.fill(20);
  REQUIRE(p.log.seal());
  p.fill(5);
  CHECK(p.wrong().empty());
  const auto good = p.bytes();
  std::vector<std::string> lines;
  for (std::size_t at = 0; at < good.size();) {
    const auto end = good.find('\n', at);
    lines.push_back(good.substr(at, end + 1 - at));
    at = end + 1;
  }
  REQUIRE(lines.size() == 25);
  const auto put = [&](const std::vector<std::string>& all) {
    std::string text;
    for (const auto& line : all) text += line;
    p.put(text);
  };
  SeededRandom random(3);
  for (int round = 0; round < 200; ++round) {
    auto text = good;
    const auto at = random.below(text.size());
    text[at] = static_cast<char>(text[at] ^ (1 << random.below(8)));
    p.put(text);
    CHECK_MESSAGE(!p.wrong().empty(), "byte " << at);
  }
  for (const std::size_t i : {std::size_t{0}, std::size_t{7}, std::size_t{19}, std::size_t{24}}) {
    auto gone = lines;
    gone.erase(gone.begin() + static_cast<std::ptrdiff_t>(i));
    put(gone);
    CHECK_MESSAGE(!p.wrong().empty(), "line " << i << " removed");
  }
  auto moved = lines;
  std::swap(moved[3], moved[4]);
  put(moved);
  CHECK(p.wrong().size() >= 2);
  put(lines);
  CHECK(p.wrong().empty());
  // With the authenticator's key: the checkpoint still tells.
  const auto bytes = lines[3].substr(65, lines[3].size() - 66);
  auto other = bytes;
  other.replace(other.find("export"), 6, "import");
  auto forged = lines;
  forged[3] = crypto::hex(crypto::hmac_sha256(p.keys.mac_key, other)) + " " + other + "\n";
  put(forged);
  CHECK(p.wrong() == std::vector<std::string>{"security checkpoint 20"});
}

TEST_CASE("a line cut by a power cut is dropped, and a head left behind is caught up") {
  Place p;
  p.fill(3);
  const auto head = *read_file(p.folder / "security" / "head");
  p.fill(2);
  REQUIRE(write_file(p.folder / "security" / "head", head));  // cut between the line and the head
  p.put(p.bytes() + "0123456789 half a li");                  // and one line in the middle
  CHECK(p.wrong().empty());
  p.fill(1);
  CHECK(p.wrong().empty());
  CHECK(p.log.read()->size() == 6);
  p.put(p.bytes().substr(0, 50));
  CHECK(p.log.add({"refused", "", "", "", "", "", ""}).error().message.word == "security.cut_short");
}

TEST_CASE("a checkpoint of the security log is a note under an origin of its own, and old ones outlive a change of keys") {
  Place p;
  CHECK(p.log.seal()->empty());
  p.fill(2);
  const auto note = p.log.seal();
  REQUIRE(note);
  CHECK(merkle::open_checkpoint(*note, {p.keys.note.name + "/security", p.keys.note.public_key})->size == 2);
  CHECK(*p.log.seal() == *note);
  p.keys.former.push_back({p.keys.note, 9});
  p.keys.signing = crypto::make_signing_key(p.world);
  p.keys.note.public_key = p.keys.signing.public_key;
  p.fill(1);
  REQUIRE(p.log.seal());
  CHECK(p.wrong().empty());
  p.keys.former.clear();
  CHECK_FALSE(p.wrong().empty());
}
