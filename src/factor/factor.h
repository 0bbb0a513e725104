// SPDX-License-Identifier: Apache-2.0
// The second factor: codes of six digits by the clock (RFC 6238), recovery codes on paper, browsers that are trusted for a while. Working
// data: secrets are sealed under a key that is not in the database, everything else is kept as a digest only.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/ids.h"
#include "base/result.h"
#include "base/world.h"
#include "db/db.h"

namespace youju::factor {

inline constexpr int kDigits = 6, kRecoveryCodes = 10, kMostGuesses = 5;
inline constexpr std::int64_t kStepMs = 30'000;                            // a code is good in its step and those beside it: 90 s
inline constexpr std::int64_t kGuessesCountMs = 15LL * 60 * 1000;          // as long a wrong guess counts
inline constexpr std::int64_t kTrustedMs = 30LL * 24 * 3600 * 1000;
inline constexpr std::int64_t kAtDoorMs = 10LL * 60 * 1000;                // from the password to the code

// RFC 4226 with the step as counter.
std::string code_of(std::string_view secret, std::int64_t step, int digits = kDigits);
std::string base32(std::string_view bytes);  // RFC 4648 without padding: what is typed into a phone
// What the QR code holds (otpauth://totp/…).
std::string address_of(std::string_view issuer, std::string_view login, std::string_view secret);
// The digits of a code as typed: spaces and full width are folded; nothing when these are not six digits.
std::optional<std::string> read_code(std::string_view typed);
// The same of a recovery code ("7k3mp-x2q9d"); look-alikes are folded.
std::optional<std::string> read_recovery(std::string_view typed);

// Seals and digests under keys that come from the office's own, which stands outside the database.
class Vault {
 public:
  explicit Vault(std::string_view office_key);
  std::string seal(const AccountId& account, std::string_view secret, const World& world) const;
  // corrupt when it was sealed under another key, for another account, or changed.
  Result<std::string> open(const AccountId& account, std::string_view sealed) const;
  std::string digest(const AccountId& account, std::string_view recovery_code) const;

 private:
  std::string seal_key_, digest_key_;
};

struct Standing {
  bool set = false;    // it counts
  bool begun = false;  // a secret waits for its first code
  Instant since;
  std::int64_t recovery_left = 0;
  AccountId reset_by;  // it was taken away by an administrator, and the person was not told yet
  Instant reset_at;
};
Result<Standing> standing(db::Session& session, const AccountId& account);
Result<std::map<AccountId, Instant>> all_set(db::Session& session);

// A new secret of 160 bits. conflict when a factor counts already.
Result<void> begin(db::Tx& tx, const Vault& vault, const AccountId& account, const World& world);
// The secret that waits; absent when none does.
Result<std::string> begun(db::Session& session, const Vault& vault, const AccountId& account);
// By its first code; gives the recovery codes, which nothing shows again. denied: the code is wrong.
Result<std::vector<std::string>> confirm(db::Tx& tx, const Vault& vault, const AccountId& account, std::string_view code, const World& world);
Result<std::vector<std::string>> renew_recovery(db::Tx& tx, const Vault& vault, const AccountId& account, const World& world);
Result<void> remove(db::Tx& tx, const AccountId& account);
Result<void> reset(db::Tx& tx, const AccountId& account, const AccountId& by, Instant now);
Result<void> told(db::Tx& tx, const AccountId& account);

// Guesses are counted apart for those who are not in yet and those who are: whoever guesses at the door, knowing the password, cannot
// keep the person from acting where they are signed in; and recovery codes, which cannot be guessed, are taken in any case.
enum class Door { sign_in, act };
// Counted before it is looked at, in a write of its own, so that guesses sent together count together. too_many: wait.
Result<void> take_guess(db::Tx& tx, const AccountId& account, Door door, std::string_view code, const World& world);
// denied "factor.code_wrong": no code of now, or one that was used. Inside the write it allows, so that it is used only if that is done.
enum class Spent { code, recovery };
Result<Spent> spend(db::Tx& tx, const Vault& vault, const AccountId& account, Door door, std::string_view code, Instant now);

// ---- browsers ----
struct Trusted {
  std::string id, device, address;
  Instant opened, ends;
};
// `token`: what the browser has already (of another account), or empty. Gives what it is to keep.
Result<std::string> trust(db::Tx& tx, const AccountId& account, std::string_view token, std::string_view device, std::string_view address, const World& world);
Result<bool> is_trusted(db::Session& session, const AccountId& account, std::string_view token, Instant now);
Result<std::vector<Trusted>> trusted_of(db::Session& session, const AccountId& account, Instant now);
Result<void> distrust(db::Tx& tx, const AccountId& account, const std::string& id);
Result<void> distrust_all(db::Tx& tx, const AccountId& account);
std::string id_of_token(std::string_view token);

// Between the password and the code: a token for the browser, and whose it is.
Result<std::string> come_to_door(db::Tx& tx, const AccountId& account, const World& world);
Result<std::optional<AccountId>> at_door(db::Session& session, std::string_view token, Instant now);
Result<void> leave_door(db::Tx& tx, std::string_view token);
}  // namespace youju::factor
