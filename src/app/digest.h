// SPDX-License-Identifier: Apache-2.0
// The daily digest: what waits for a person, from the inbox's own source, in a few lines of mail. It holds no personal fields, no text
// of comments and no titles of letters; its links open pages and never act.
#pragma once
#include "app/inbox.h"
#include "app/mail.h"

namespace youju::app {

struct Digest {
  AccountId account;
  std::string login;
  MailText mail;
};
// What each person who wants it would be sent on that day; nobody is sent a digest without anything in it.
Result<std::vector<Digest>> digests_of(Office& office);
// Puts today's into the queue, once a person and day, if the hour has come and it is a working day. Gives how many were new.
Result<int> queue_digests(Office& office);
}  // namespace youju::app
