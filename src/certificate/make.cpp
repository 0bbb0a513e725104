// SPDX-License-Identifier: Apache-2.0
// Making: keys, the authority, the server's certificate.
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <functional>

#include "base/text.h"
#include "certificate/certificate.h"
#include "certificate/inside.h"

namespace youju::certificate {
namespace {
constexpr std::size_t kMostNameLetters = 40;  // X.520 allows 64 characters
// Private and link-local ranges, loopback; as OpenSSL writes addresses with masks.
constexpr std::string_view kPrivate[] = {"10.0.0.0/255.0.0.0", "172.16.0.0/255.240.0.0", "192.168.0.0/255.255.0.0", "169.254.0.0/255.255.0.0", "127.0.0.0/255.0.0.0",
                                         "FC00::/FE00::",      "FE80::/FFC0::",          "::1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF"};

tl::unexpected<Error> broken(std::string what) {
  char text[256] = "";
  ERR_error_string_n(ERR_get_error(), text, sizeof text);
  return fail(Code::corrupt, "certificate.not_made", {}, what + ": " + text);
}
std::string shortened(std::string_view office) {
  auto letters = to_code_points(office);
  if (letters.size() > kMostNameLetters) letters.resize(kMostNameLetters);
  return from_code_points(letters);
}
bool put_name(X509_NAME* name, const char* part, const std::string& text) {
  return X509_NAME_add_entry_by_txt(name, part, MBSTRING_UTF8, reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()), -1, 0) == 1;
}
bool put_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx_nodb(&context);
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  const Kept<X509_EXTENSION> extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}
bool put_times(X509* certificate, Instant now, int days) {
  const auto seconds = static_cast<time_t>(now.ms / 1000);
  constexpr time_t kDay = 24 * 3600;  // from yesterday on: clocks in an office differ
  return ASN1_TIME_set(X509_getm_notBefore(certificate), seconds - kDay) != nullptr && ASN1_TIME_set(X509_getm_notAfter(certificate), seconds + (days - 1) * kDay) != nullptr;
}
bool put_serial(X509* certificate, const World& world) {
  unsigned char bytes[16];
  world.random->fill(bytes);
  bytes[0] = static_cast<unsigned char>((bytes[0] & 0x7f) | 0x40);  // positive, 127 bits
  const Kept<BIGNUM> number(BN_bin2bn(bytes, sizeof bytes, nullptr));
  return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate)) != nullptr;
}
std::string in_pem(const std::function<int(BIO*)>& write) {
  const Kept<BIO> out(BIO_new(BIO_s_mem()));
  if (!out || write(out.get()) != 1) return {};
  char* bytes = nullptr;
  const auto size = BIO_get_mem_data(out.get(), &bytes);
  return {bytes, static_cast<std::size_t>(size)};
}
Pair pair_of(X509* certificate, EVP_PKEY* key) {
  return {in_pem([&](BIO* out) { return PEM_write_bio_X509(out, certificate); }), in_pem([&](BIO* out) { return PEM_write_bio_PrivateKey(out, key, nullptr, nullptr, 0, nullptr, nullptr); })};
}

// Letters, digits, hyphens and dots only: these texts become part of an extension's description.
bool is_host(std::string_view text) { return !text.empty() && text.size() <= 253 && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-.") == text.npos && text.front() != '.' && text.front() != '-'; }
bool is_address(std::string_view text) { return !text.empty() && text.size() <= 45 && text.find_first_not_of("0123456789abcdefABCDEF:.") == text.npos; }

std::string constraints_of(const Names& names) {
  // A kind of name of which nothing is permitted would be free: one host always stands there.
  std::string out = "critical,permitted;DNS:localhost";
  for (const auto& host : names.hosts)
    if (is_host(host)) out += ",permitted;DNS:" + host;
  for (const auto range : kPrivate) out += ",permitted;IP:" + std::string(range);
  for (const auto& address : names.addresses)
    if (is_address(address)) out += ",permitted;IP:" + address + (address.find(':') == address.npos ? "/255.255.255.255" : "/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF");
  return out;
}
std::string alternatives_of(const Names& names) {
  std::string out;
  for (const auto& host : names.hosts)
    if (is_host(host)) out += (out.empty() ? "DNS:" : ",DNS:") + host;
  for (const auto& address : names.addresses)
    if (is_address(address)) out += (out.empty() ? "IP:" : ",IP:") + address;
  return out;
}
}  // namespace

Result<Pair> make_authority(std::string_view office, const Names& names, const World& world) {
  const Kept<EVP_PKEY> key(EVP_EC_gen("P-256"));
  const Kept<X509> made(X509_new());
  if (!key || !made) return broken("key");
  auto* certificate = made.get();
  const auto now = world.clock->now();
  auto* subject = X509_get_subject_name(certificate);
  const auto name = shortened(office);
  bool good = X509_set_version(certificate, X509_VERSION_3) == 1 && put_serial(certificate, world) && put_times(certificate, now, kAuthorityDays) && X509_set_pubkey(certificate, key.get()) == 1;
  good = good && put_name(subject, "O", name) && put_name(subject, "CN", "有据 " + name + " " + now.iso().substr(0, 10)) && X509_set_issuer_name(certificate, subject) == 1;
  good = good && put_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") && put_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign") &&
         put_extension(certificate, certificate, NID_ext_key_usage, "serverAuth") && put_extension(certificate, certificate, NID_subject_key_identifier, "hash") &&
         put_extension(certificate, certificate, NID_name_constraints, constraints_of(names));
  if (!good || X509_sign(certificate, key.get(), EVP_sha256()) == 0) return broken("authority");
  return pair_of(certificate, key.get());
}

Result<Pair> make_server(const Pair& authority, const Names& wanted, const World& world) {
  const auto issuer = read_certificate(authority.certificate);
  const auto issuer_key = read_key(authority.key);
  if (!issuer || !issuer_key) return fail(Code::corrupt, "certificate.authority_unreadable");
  const auto names = permitted(authority.certificate, wanted);
  const auto alternatives = alternatives_of(names);
  if (alternatives.empty()) return fail(Code::invalid, "certificate.no_name");
  const Kept<EVP_PKEY> key(EVP_EC_gen("P-256"));
  const Kept<X509> made(X509_new());
  if (!key || !made) return broken("key");
  auto* certificate = made.get();
  bool good = X509_set_version(certificate, X509_VERSION_3) == 1 && put_serial(certificate, world) && put_times(certificate, world.clock->now(), kServerDays) && X509_set_pubkey(certificate, key.get()) == 1;
  // The common name is no address: constraints would be asked of it.
  good = good && put_name(X509_get_subject_name(certificate), "O", "Youju") && X509_set_issuer_name(certificate, X509_get_subject_name(issuer.get())) == 1;
  good = good && put_extension(certificate, issuer.get(), NID_basic_constraints, "critical,CA:FALSE") && put_extension(certificate, issuer.get(), NID_key_usage, "critical,digitalSignature") &&
         put_extension(certificate, issuer.get(), NID_ext_key_usage, "serverAuth") && put_extension(certificate, issuer.get(), NID_subject_key_identifier, "hash") &&
         put_extension(certificate, issuer.get(), NID_authority_key_identifier, "keyid") && put_extension(certificate, issuer.get(), NID_subject_alt_name, alternatives);
  if (!good || X509_sign(certificate, issuer_key.get(), EVP_sha256()) == 0) return broken("server");
  return pair_of(certificate, key.get());
}
}  // namespace youju::certificate
