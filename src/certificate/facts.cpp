// SPDX-License-Identifier: Apache-2.0
// Reading: what a certificate says, what an authority permits, whether both are good together.
#include <arpa/inet.h>
#include <fmt/format.h>
#include <openssl/pem.h>

#include <algorithm>
#include <ctime>

#include "certificate/certificate.h"
#include "certificate/inside.h"

namespace youju::certificate {
namespace {
constexpr int kNoPassword = 0;

Instant instant_of(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1) return {};
  return Instant{static_cast<std::int64_t>(timegm(&parts)) * 1000};
}
std::string text_of(const ASN1_STRING* text) { return {reinterpret_cast<const char*>(ASN1_STRING_get0_data(text)), static_cast<std::size_t>(ASN1_STRING_length(text))}; }

// The bytes of an address: four or sixteen; none when it is no address.
std::string address_bytes(const std::string& text) {
  unsigned char bytes[16];
  const bool six = text.find(':') != text.npos;
  if (inet_pton(six ? AF_INET6 : AF_INET, text.c_str(), bytes) != 1) return {};
  return {reinterpret_cast<const char*>(bytes), six ? std::size_t{16} : std::size_t{4}};
}
std::string address_text(std::string_view bytes) {
  char text[INET6_ADDRSTRLEN] = "";
  inet_ntop(bytes.size() == 16 ? AF_INET6 : AF_INET, bytes.data(), text, sizeof text);
  return text;
}
bool lies_in(std::string_view address, std::string_view range) {  // range: address and mask
  if (range.size() != 2 * address.size() || address.empty()) return false;
  for (std::size_t i = 0; i < address.size(); ++i)
    if ((address[i] & range[address.size() + i]) != (range[i] & range[address.size() + i])) return false;
  return true;
}

std::string digest_of(const X509* certificate, const EVP_MD* how) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned length = 0;
  X509_digest(certificate, how, digest, &length);
  std::string out;
  for (unsigned i = 0; i < length; ++i) out += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest[i]);
  return out;
}

Names names_of(X509* certificate) {
  Names out;
  const Kept<GENERAL_NAMES> all(static_cast<GENERAL_NAMES*>(X509_get_ext_d2i(certificate, NID_subject_alt_name, nullptr, nullptr)));
  for (int i = 0; all && i < sk_GENERAL_NAME_num(all.get()); ++i) {
    const auto* name = sk_GENERAL_NAME_value(all.get(), i);
    if (name->type == GEN_DNS) out.hosts.push_back(text_of(name->d.dNSName));
    if (name->type == GEN_IPADD) out.addresses.push_back(address_text(text_of(name->d.iPAddress)));
  }
  return out;
}
}  // namespace

Kept<X509> read_certificate(std::string_view pem) {
  const Kept<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  return Kept<X509>(in ? PEM_read_bio_X509(in.get(), nullptr, nullptr, nullptr) : nullptr);
}
Kept<EVP_PKEY> read_key(std::string_view pem) {
  const Kept<BIO> in(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const auto never = [](char*, int, int, void*) { return kNoPassword; };
  return Kept<EVP_PKEY>(in ? PEM_read_bio_PrivateKey(in.get(), nullptr, never, nullptr) : nullptr);
}

Result<Facts> facts_of(std::string_view pem) {
  const auto certificate = read_certificate(pem);
  if (!certificate) return fail(Code::invalid, "certificate.unreadable");
  Facts out;
  const auto* subject = X509_get_subject_name(certificate.get());
  const int at = X509_NAME_get_index_by_NID(const_cast<X509_NAME*>(subject), NID_commonName, -1);
  if (at >= 0) {
    unsigned char* utf8 = nullptr;
    const int length = ASN1_STRING_to_UTF8(&utf8, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    if (length > 0) out.subject.assign(reinterpret_cast<char*>(utf8), static_cast<std::size_t>(length));
    OPENSSL_free(utf8);
  }
  out.from = instant_of(X509_get0_notBefore(certificate.get()));
  out.until = instant_of(X509_get0_notAfter(certificate.get()));
  out.fingerprint = digest_of(certificate.get(), EVP_sha256());
  out.thumbprint = digest_of(certificate.get(), EVP_sha1());
  out.names = names_of(certificate.get());
  out.authority = X509_check_ca(certificate.get()) == 1;
  return out;
}

std::string der_of(std::string_view pem) {
  const auto certificate = read_certificate(pem);
  unsigned char* bytes = nullptr;
  const int length = certificate ? i2d_X509(certificate.get(), &bytes) : 0;
  std::string out;
  if (length > 0) out.assign(reinterpret_cast<char*>(bytes), static_cast<std::size_t>(length));
  OPENSSL_free(bytes);
  return out;
}

Names permitted(std::string_view authority_pem, const Names& names) {
  const auto certificate = read_certificate(authority_pem);
  const Kept<NAME_CONSTRAINTS> rules(certificate ? static_cast<NAME_CONSTRAINTS*>(X509_get_ext_d2i(certificate.get(), NID_name_constraints, nullptr, nullptr)) : nullptr);
  std::vector<std::string> hosts, ranges;
  for (int i = 0; rules && rules->permittedSubtrees != nullptr && i < sk_GENERAL_SUBTREE_num(rules->permittedSubtrees); ++i) {
    const auto* name = sk_GENERAL_SUBTREE_value(rules->permittedSubtrees, i)->base;
    if (name->type == GEN_DNS) hosts.push_back(text_of(name->d.dNSName));
    if (name->type == GEN_IPADD) ranges.push_back(text_of(name->d.iPAddress));
  }
  Names out;
  for (const auto& host : names.hosts)
    if (std::find(hosts.begin(), hosts.end(), host) != hosts.end()) out.hosts.push_back(host);
  for (const auto& address : names.addresses) {
    const auto bytes = address_bytes(address);
    if (std::any_of(ranges.begin(), ranges.end(), [&](const auto& range) { return lies_in(bytes, range); })) out.addresses.push_back(address);
  }
  return out;
}

bool is_good(const Pair& server, std::string_view authority_pem, const Names& names, Instant now) {
  const auto certificate = read_certificate(server.certificate), authority = read_certificate(authority_pem);
  const auto key = read_key(server.key);
  if (!certificate || !authority || !key || X509_check_private_key(certificate.get(), key.get()) != 1) return false;
  const Kept<X509_STORE> store(X509_STORE_new());
  const Kept<X509_STORE_CTX> check(X509_STORE_CTX_new());
  if (!store || !check || X509_STORE_add_cert(store.get(), authority.get()) != 1 || X509_STORE_CTX_init(check.get(), store.get(), certificate.get(), nullptr) != 1) return false;
  X509_STORE_CTX_set_time(check.get(), 0, static_cast<time_t>(now.ms / 1000));
  X509_STORE_CTX_set_purpose(check.get(), X509_PURPOSE_SSL_SERVER);
  if (X509_verify_cert(check.get()) != 1) return false;
  for (const auto& host : names.hosts)
    if (X509_check_host(certificate.get(), host.c_str(), host.size(), 0, nullptr) != 1) return false;
  for (const auto& address : names.addresses)
    if (X509_check_ip_asc(certificate.get(), address.c_str(), 0) != 1) return false;
  return true;
}
}  // namespace youju::certificate
