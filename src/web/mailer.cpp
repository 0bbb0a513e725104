// SPDX-License-Identifier: Apache-2.0
#include "web/mailer.h"

#include <fmt/format.h>

#include <chrono>

#include "app/digest.h"
#include "base/text.h"
#include "words/words.h"

namespace youju::web {

Mailer::Mailer(app::Office& office) : office_(office), thread_([this] { run(); }) {}
Mailer::~Mailer() {
  {
    const std::lock_guard hold(lock_);
    ending_ = true;
  }
  ends_.notify_all();
  thread_.join();
}

void Mailer::run() {
  using namespace std::chrono_literals;
  std::unique_lock hold(lock_);
  while (!ends_.wait_for(hold, 20s, [this] { return ending_; })) {
    hold.unlock();
    // Not set up is no failure; what went wrong with a message stands in the queue for the administrator.
    const auto told = [](const Error& error) {
      if (error.code != Code::absent) fmt::print(stderr, "youju: mail: {} {}\n", words::say(words::Lang::en, error.message), error.detail);
    };
    if (const auto queued = app::queue_digests(office_); !queued) told(queued.error());
    if (const auto sent = app::send_waiting_mail(office_); !sent) told(sent.error());
    hold.lock();
  }
}
}  // namespace youju::web
