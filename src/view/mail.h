// SPDX-License-Identifier: Apache-2.0
// How the office sends mail (administration), and whether a person wants the daily digest (account).
#pragma once
#include "view/frame.h"

namespace youju::view {

struct MailSettingsPage {
  std::string host, port, security, login, from, origin, hour;
  bool on = true, has_password = false, set = false;
  std::string set_by, set_at;
  std::vector<Wrong> wrong;
  std::string test_to, test_problem;
  bool test_sent = false, kept = false;
  std::int64_t waiting = 0, given_up = 0, sent_lately = 0;  // the queue
  std::string last_sent, last_error;
};
Html mail_settings(const Here& here, const MailSettingsPage& page);

struct OwnMailPage {
  std::string address, problem;
  bool digest = false, office_sends = false, kept = false;
  std::string hour;
};
Html own_mail(const Here& here, const OwnMailPage& page);
}  // namespace youju::view
