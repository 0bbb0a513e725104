// SPDX-License-Identifier: Apache-2.0
// The cage: native code inside of it cannot reach anything outside.
#include <doctest/doctest.h>

#include <filesystem>

#include "sheet/test_prisoner.h"

using youju::sheet::test::fate;

TEST_CASE("a prisoner that behaves comes to its end unharmed, so that refusals below mean something") {
  CHECK(fate("own", "nothing") == "succeeded");
  CHECK(fate("tool", "nothing") == "succeeded");
}

TEST_CASE("nothing outside can be reached from the parse process") {
  for (const char* deed :
       {"open /etc/passwd", "open its own binary for writing", "list a folder", "write a file",
        "make a file by creat", "remove a file", "make a folder", "connect", "make a local socket", "fork",
        "start a thread", "start a program", "trace another process", "kill its parent",
        "make code at run time", "take 600 MiB", "use io_uring", "mount", "write to descriptor 3"}) {
    CAPTURE(std::string(deed));
    const auto end = fate("own", deed);
    CHECK((end == "refused" || end == "killed"));
  }
  CHECK_FALSE(std::filesystem::exists("/tmp/youju-prisoner"));
}

TEST_CASE("sockets, processes and programs kill outright") {
  for (const char* profile : {"own", "tool"})
    for (const char* deed :
         {"connect", "fork", "start a thread", "start a program", "make a file by creat"}) {
      CAPTURE(std::string(profile));
      CAPTURE(std::string(deed));
      CHECK(fate(profile, deed) == "killed");
    }
}

TEST_CASE("a foreign program may read system files only, and write none") {
  for (const char* deed :
       {"open its own binary for writing", "write a file", "remove a file", "make a folder",
        "make a local socket", "trace another process", "use io_uring", "mount", "write to descriptor 3"}) {
    CAPTURE(std::string(deed));
    const auto end = fate("tool", deed);
    CHECK((end == "refused" || end == "killed"));
  }
}
