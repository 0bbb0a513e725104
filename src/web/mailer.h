// SPDX-License-Identifier: Apache-2.0
// Beside the pages: once a minute today's digests go into the queue when their hour has come, and what waits is sent. On a thread of its
// own, because a mail server may take its time.
#pragma once
#include <condition_variable>
#include <mutex>
#include <thread>

#include "app/app.h"

namespace youju::web {
class Mailer {
 public:
  explicit Mailer(app::Office& office);
  ~Mailer();

 private:
  void run();
  app::Office& office_;
  std::mutex lock_;
  std::condition_variable ends_;
  bool ending_ = false;
  std::thread thread_;
};
}  // namespace youju::web
