// SPDX-License-Identifier: Apache-2.0
// `serve --office`: where the office is found in the house, the page that says so, and the listener in the clear, which has that page and
// the certificate and nothing else.
#pragma once
#include <memory>
#include <mutex>

#include "app/office_address.h"
#include "http/http.h"
#include "view/office_address.h"

namespace youju::web {

class OfficeDoor {
 public:
  // `host`: where it listens when that is one address only; empty: on all of the machine's.
  OfficeDoor(std::filesystem::path folder, std::string office, std::string host, const World& world) : folder_(std::move(folder)), office_(std::move(office)), host_(std::move(host)), world_(world) {}
  void at(int tls_port, int clear_port) { tls_port_ = tls_port, clear_port_ = clear_port; }
  // Makes or renews the certificate as the machine is now. Gives whether it is another than was served before.
  Result<bool> refresh();
  app::OfficeCertificate certificate() const;
  std::vector<std::string> addresses() const;  // https://…/, those typed most easily first
  std::string first_step() const;              // http://…/
  // The instructions as a document of their own.
  Result<std::string> document(words::Lang lang, bool with_links) const;
  http::Reply page(const http::Request& request) const;
  // What the listener in the clear answers.
  http::Reply clear_answer(const http::Request& request) const;

 private:
  std::string host_for(const http::Request& request) const;
  const std::filesystem::path folder_;
  const std::string office_, host_;
  const World& world_;
  int tls_port_ = 8443, clear_port_ = 8080;
  mutable std::mutex lock_;
  certificate::Names names_;
  app::OfficeCertificate certificate_;
};
}  // namespace youju::web
