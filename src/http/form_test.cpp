// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "http/http.h"

using namespace youju;
using namespace youju::http;

TEST_CASE("a query is decoded, and refused when it is malformed or not UTF-8") {
  const auto form = read_urlencoded("a=1&b=%E4%B8%BB+%E9%A2%98&a=2&empty=&flag");
  REQUIRE(form);
  CHECK(form->get("a") == "1");
  CHECK(form->all("a") == std::vector<std::string>{"1", "2"});
  CHECK(form->get("b") == "主 题");
  CHECK(form->has("flag"));
  for (const auto* bad : {"a=%E4%B8", "a=%zz", "a=%", "a=%00", "%ff=1"}) CHECK_FALSE(read_urlencoded(bad));
}

TEST_CASE("files and fields of a multipart form are found") {
  const std::string body =
      "--X\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\n参观纪念馆\r\n"
      "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"C:\\照片\\一.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n\xFF\xD8\r\n--\r\n"
      "--X\r\nContent-Disposition: form-data; name=\"none\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--X--\r\n";
  const auto form = read_multipart("multipart/form-data; boundary=X", body);
  REQUIRE(form);
  CHECK(form->get("title") == "参观纪念馆");
  REQUIRE(form->files.size() == 1);
  CHECK(form->files[0].name == "一.jpg");
  CHECK(form->files[0].bytes == "\xFF\xD8\r\n--");
}

TEST_CASE("a multipart form that is cut short is refused at every length") {
  const std::string whole = "--X\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--X--";
  REQUIRE(read_multipart("multipart/form-data; boundary=\"X\"", whole));
  for (std::size_t n = 0; n < whole.size(); ++n) CHECK_FALSE(read_multipart("multipart/form-data; boundary=X", std::string_view(whole).substr(0, n)));
}

TEST_CASE("a cookie that stands there twice with different values counts as none") {
  CHECK(cookie_of("lang=en; youju=abc", "youju") == "abc");
  CHECK(cookie_of("youju=abc; youju=abc", "youju") == "abc");
  CHECK_FALSE(cookie_of("youju=abc; youju=abd", "youju"));
  CHECK_FALSE(cookie_of("xyouju=abc", "youju"));
}
