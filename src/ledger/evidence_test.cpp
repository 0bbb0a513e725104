// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <sys/stat.h>

#include "base/io.h"
#include "ledger/ledger.h"
#include "tests/fresh_database.h"

using namespace youju;
using namespace youju::ledger;

namespace {
struct Fixture {
  testing::TempFolder folder;
  SeededRandom random{5};
  World world{&system_clock(), &random};
  EvidenceStore store{folder / "evidence"};

  std::filesystem::path file(const std::string& name, std::string_view bytes) {
    REQUIRE(write_file(folder / name, bytes).has_value());
    return folder / name;
  }
  int files() const {
    int n = 0;
    if (!std::filesystem::exists(folder / "evidence")) return 0;
    for (const auto& e : std::filesystem::recursive_directory_iterator(folder / "evidence"))
      n += e.is_regular_file() ? 1 : 0;
    return n;
  }
};

const std::string kPng =
    std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\2\0\0\0\x90wS\xde", 33);
const std::string kJpeg = std::string("\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\0\0\1\0\1\0\0", 20);
// A local header and a directory with one name each are all libmagic and we look at.
std::string zip_with(const std::string& name) {
  const std::string n(1, static_cast<char>(name.size()));
  const std::string rest = std::string(11, '\0');
  return std::string("PK\3\4\x14\0\0\0\0\0", 10) + std::string(16, '\0') + n + std::string("\0\0\0", 3) +
         name + std::string("PK\1\2\x14\0\x14\0\0\0\0\0", 12) + std::string(16, '\0') + n +
         std::string(17, '\0') + name + std::string("PK\5\6\0\0\0\0\1\0\1\0", 12) + rest.substr(0, 10);
}
}  // namespace

TEST_CASE(
    "evidence is named by its bytes: the same twice is one file, and its own name never becomes a path") {
  Fixture f;
  const auto first = f.store.add(f.file("签到 表.txt", "张三\n李四\n"), f.world);
  REQUIRE_MESSAGE(first.has_value(), (first ? "" : first.error().detail));
  CHECK(first->digest == crypto::hex(crypto::sha256("张三\n李四\n")));
  CHECK(first->size == 14);
  CHECK(first->media_type == "text/plain");
  CHECK(first->name == "签到 表.txt");
  const auto second = f.store.add(f.file("别名.txt", "张三\n李四\n"), f.world);
  REQUIRE(second.has_value());
  CHECK(second->digest == first->digest);
  CHECK(f.files() == 1);
  CHECK(f.store.check(first->digest, first->size).has_value());
  CHECK(std::filesystem::exists(f.folder / "evidence" / first->digest.substr(0, 2) / first->digest));
}

TEST_CASE("the type is that of the content, and only what an office files is taken") {
  struct Case {
    const char* name;
    std::string bytes;
    const char* type;  // "" = refused
  };
  const Case cases[] = {
      {"a.pdf", "%PDF-1.5\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n", "application/pdf"},
      {"a.png", kPng, "image/png"},
      {"named.pdf", kJpeg, "image/jpeg"},
      {"a.gif", std::string("GIF89a\1\0\1\0\0\0\0;", 14), "image/gif"},
      {"a.docx", zip_with("word/document.xml"),
       "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {"a.xlsx", zip_with("xl/workbook.xml"),
       "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {"a.ofd", zip_with("OFD.xml"), "application/ofd"},
      {"a.txt", "会议记录\n时间：三月五日\n", "text/plain"},
      {"import.txt", "import 一批资料\nfrom 上级\n", "text/plain"},
      {"a.heic",
       std::string("\0\0\0\x18"
                   "ftypheic\0\0\0\0mif1heic",
                   24) +
           std::string(64, '\0'),
       "image/heic"},
      {"a.mp4",
       std::string("\0\0\0\x18"
                   "ftypisom\0\0\2\0isomiso2",
                   24) +
           std::string(64, '\0'),
       "video/mp4"},
      {"a.m4a",
       std::string("\0\0\0\x18"
                   "ftypM4A \0\0\2\0isomiso2",
                   24) +
           std::string(64, '\0'),
       "audio/mp4"},
      {"a.mp3", std::string("ID3\3\0\0\0\0\0\0\xff\xfb\x90\x44", 14) + std::string(400, '\0'), "audio/mpeg"},
      {"gb18030.txt", "\xbb\xe1\xd2\xe9\xbc\xc7\xc2\xbc\n\xca\xb1\xbc\xe4\n", "text/plain"},
      {"a.zip", zip_with("photos/1.jpg"), ""},
      {"a.txt",
       "\x7f"
       "ELF\2\1\1" +
           std::string(64, '\0'),
       ""},
      {"a.pdf", "MZ\x90" + std::string(128, '\0'), ""},
      {"a.txt", "<!DOCTYPE html><html><script>alert(1)</script></html>", ""},
      {"a.jpg", "#!/bin/sh\nrm -rf /\n", ""},
  };
  for (const auto& c : cases) {
    Fixture f;
    const auto added = f.store.add(f.file(c.name, c.bytes), f.world);
    INFO(c.name, " ", c.type, " ", (added ? added->media_type : added.error().message.args.at("type")));
    CHECK(added.has_value() == !std::string_view(c.type).empty());
    if (added) CHECK(added->media_type == c.type);
    if (!added) {
      CHECK(added.error().code == Code::unsupported);
      CHECK(f.files() == 0);
    }
  }
}

TEST_CASE("empty, absent and too large files are refused and leave nothing behind") {
  Fixture f;
  const auto empty = f.store.add(f.file("empty.txt", ""), f.world);
  REQUIRE(!empty);
  CHECK(empty.error().code == Code::invalid);
  const auto absent = f.store.add(f.folder / "no.txt", f.world);
  REQUIRE(!absent);
  CHECK(absent.error().code == Code::absent);
  const auto folder = f.store.add(f.folder.path(), f.world);
  REQUIRE(!folder);
  CHECK(folder.error().code == Code::invalid);
  const auto large = f.file("large.txt", "x");
  std::filesystem::resize_file(large, (std::uintmax_t{100} << 20) + 1);
  const auto too_large = f.store.add(large, f.world);
  REQUIRE(!too_large);
  CHECK(too_large.error().code == Code::too_large);
  CHECK(f.files() == 0);
}

TEST_CASE("a file is called by what one sees of its name") {
  Fixture f;
  const auto turned = f.store.add(f.file("照片\u202Egnp.txt", "文字一\n"), f.world);
  REQUIRE(turned.has_value());
  CHECK(turned->name == "照片gnp.txt");
  const auto nothing = f.store.add(f.file("\u200B\u202E", "文字二\n"), f.world);
  REQUIRE(nothing.has_value());
  CHECK(nothing->name == "file");
}

TEST_CASE("a changed or missing file is told, and adding the bytes again heals it") {
  Fixture f;
  const auto source = f.file("a.txt", "原件\n");
  const auto added = f.store.add(source, f.world);
  REQUIRE(added.has_value());
  REQUIRE(write_file(f.store.path_of(added->digest), "改件\n").has_value());
  CHECK(f.store.check(added->digest, added->size).error().code == Code::corrupt);
  REQUIRE(f.store.add(source, f.world).has_value());
  CHECK(f.store.check(added->digest, added->size).has_value());
  REQUIRE(f.store.erase(added->digest).has_value());
  CHECK(f.store.check(added->digest, added->size).error().code == Code::absent);
  CHECK(f.store.erase(added->digest).error().code == Code::absent);
}

TEST_CASE("names that are no digests reach no file") {
  Fixture f;
  for (const auto* name : {"", "..", "../../etc/passwd", "/etc/passwd", "ABCDEF"}) {
    CHECK(f.store.check(name, 1).error().code == Code::absent);
    CHECK(f.store.erase(name).error().code == Code::absent);
  }
}

TEST_CASE("reaping takes what no entry names and no upload finished, once it is an hour old") {
  Fixture f;
  const auto named = f.store.add(f.file("a.txt", "有\n"), f.world);
  const auto stray = f.store.add(f.file("b.txt", "无\n"), f.world);
  REQUIRE(named.has_value());
  REQUIRE(stray.has_value());
  REQUIRE(write_file(f.folder / "evidence" / "incoming" / "0123", "半截").has_value());
  const auto is_named = [&](std::string_view digest) { return digest == named->digest; };
  const Instant now = system_clock().now();
  auto reaped = f.store.reap(is_named, now);
  REQUIRE(reaped.has_value());
  CHECK(*reaped == 0);
  reaped = f.store.reap(is_named, Instant{now.ms + 3'700'000});
  REQUIRE(reaped.has_value());
  CHECK(*reaped == 2);
  CHECK(f.store.check(named->digest, named->size).has_value());
  CHECK(f.store.check(stray->digest, stray->size).error().code == Code::absent);
  CHECK(f.files() == 1);
}
