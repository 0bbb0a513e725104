// SPDX-License-Identifier: Apache-2.0
// First start in the browser: a folder without an office is set up on a page of this machine alone, by whoever reads the code on its terminal.
#pragma once
#include <atomic>
#include <mutex>

#include "app/app.h"
#include "http/http.h"
#include "view/set_up.h"

namespace youju::web {

// Answers until the office is made. Whoever comes from another machine, under another name of this one (a page elsewhere that has its name
// point here), or without the code gets nothing; ten wrong codes end it.
class SetUp {
 public:
  SetUp(std::filesystem::path folder, std::string os_user, const World& world);
  const std::string& code() const { return code_; }
  http::Reply answer(const http::Request& request);
  std::size_t body_limit(const http::Request& head) const { return head.path == "/set-up" ? 64 * 1024 : 0; }
  // made or given up: no more is answered.
  bool is_over() const { return over_; }
  bool is_made() const { return made_; }

 private:
  http::Reply form_reply(const http::Request& request, const http::Form& sent, std::vector<view::Wrong> wrong, int status);
  http::Reply make(const http::Request& request);
  const std::filesystem::path folder_;
  const std::string os_user_;
  const World& world_;
  std::string code_;
  std::mutex one_at_a_time_;
  int wrong_codes_ = 0;
  std::atomic<bool> over_{false}, made_{false};
};

// Serves that page until the office is made. invalid when `listen` is no loopback address; denied after too many wrong codes; busy when a
// signal ended it first. `ready` is told port and code.
Result<void> set_up_in_browser(const std::filesystem::path& folder, const http::ServerSettings& settings, const std::string& os_user, const World& world,
                               const std::function<void(int port, const std::string& code)>& ready);
}  // namespace youju::web
