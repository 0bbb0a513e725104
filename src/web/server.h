// SPDX-License-Identifier: Apache-2.0
// Listens, reads requests within limits, hands each to a worker, writes the reply. Knows nothing of offices.
// Limits (trust.md rule 12): head 16 KiB and 100 fields, 10 s for a head, 15 s without a byte of a body, 75 s idle, bodies as `body_limit`
// says, 1,000 connections, 256 requests waiting for a worker; beyond them 408, 413, 431 or 503.
#pragma once
#include <functional>
#include <memory>

#include "base/result.h"
#include "web/http.h"

namespace youju::web {

struct ServerSettings {
  std::string listen = "127.0.0.1:8080";  // [::1]:8080, port 0: any free one
  std::filesystem::path certificate, key;  // PEM; both or none
  std::filesystem::path scratch;           // where large bodies are kept while they are read
  int workers = 24;                        // as many writes may wait for one commit together
  bool trust_proxy = false;                // X-Forwarded-For and -Proto of a reverse proxy on this machine
};

class Server {
 public:
  using Handle = std::function<Reply(const Request&)>;
  // The most bytes a body may have, asked once the head is known; 0: it may have none.
  using BodyLimit = std::function<std::size_t(const Request& head)>;
  // Listens at once. invalid: the address; outside: it cannot be had (in use), or the certificate cannot be read. A listening socket
  // handed over by systemd (LISTEN_FDS) is used instead of the address.
  static Result<std::unique_ptr<Server>> open(const ServerSettings& settings, Handle handle, BodyLimit limit);
  virtual ~Server() = default;
  virtual int port() const = 0;
  // Serves until stop(): then what is under way is answered, and it returns within 10 s.
  virtual void run() = 0;
  virtual void stop() = 0;  // from any thread
};
}  // namespace youju::web
