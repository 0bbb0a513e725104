// SPDX-License-Identifier: Apache-2.0
// `serve --public ADDR`: a listener of its own, for anybody. It knows neither cookies nor people, changes nothing, and has these addresses:
// "/", "/find", "/r/{code}", "/r/{code}/checkpoint", "/verify" and the stylesheet. Whatever else is asked for is not there.
#pragma once
#include <deque>
#include <map>
#include <mutex>

#include "app/public_page.h"
#include "http/http.h"
#include "view/public.h"

namespace youju::web {

// Codes that open nothing are counted by address; whoever tries many waits. Right codes cost nothing.
class GuessLimit {
 public:
  static constexpr std::size_t kMost = 20;              // wrong codes …
  static constexpr std::int64_t kWithinMs = 600'000;    // … in ten minutes
  bool may_ask(const std::string& peer, std::int64_t now_ms);
  void missed(const std::string& peer, std::int64_t now_ms);
  // IPv4 addresses, and the first 64 bits of IPv6 ones, of which somebody has many.
  static std::string key_of(const std::string& peer);

 private:
  static constexpr std::size_t kMostPeers = 10'000;
  std::mutex lock_;
  std::map<std::string, std::deque<std::int64_t>> misses_;
};

class PublicSite {
 public:
  explicit PublicSite(app::Office& office);
  http::Reply answer(const http::Request& request);
  static const std::vector<std::string>& addresses();

 private:
  http::Reply answer_reading(const http::Request& request);
  http::Reply report_reply(const http::Request& request, const std::string& code);
  http::Reply checkpoint_reply(const http::Request& request, const std::string& code);
  http::Reply verify_reply() const;
  Result<std::vector<app::PublicReport>> find(const http::Request& request, const std::string& typed, bool& limited);
  view::PublicFrame frame_of(const http::Request& request) const;

  app::Office& office_;
  GuessLimit limit_;
};
}  // namespace youju::web
