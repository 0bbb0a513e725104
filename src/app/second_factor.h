// SPDX-License-Identifier: Apache-2.0
// Wishes about the second factor: set up, used at sign-in and at every act that binds, taken away by its person or by two others; and
// whether the office requires it of those who approve and sign.
#pragma once
#include "app/app.h"
#include "factor/factor.h"

namespace youju::app {

// How whoever acts shows, besides being signed in, that it is them. Over the network: a code, of those who have a second factor. At the
// machine itself (the command line) the operating system has asked, and whoever is there has the office's files anyway.
struct AtTheAct {
  bool at_machine = false;
  std::string code;
};
inline AtTheAct at_the_machine() { return {true, {}}; }
inline AtTheAct with_code(std::string_view code) { return {false, std::string(code)}; }

// Called before an act that binds (approving, signing, handing out) begins: a guess is counted. denied "factor.code_needed" when a code
// must be given and none is; "factor.set_up_first" when the office requires a factor and there is none; too_many after wrong guesses.
Result<void> before_act(Office& office, const people::Who& who, const AtTheAct& how);
// Called in the write that carries it out, so that a code is used up only if that is done. denied "factor.code_wrong".
Result<void> at_act(db::Tx& tx, Office& office, const people::Who& who, const AtTheAct& how);
// Both, for acts that write nothing.
Result<void> confirm_act(Office& office, const people::Who& who, const AtTheAct& how);
// Whether an error is about the code, so that it stands beside its field.
bool is_about_code(const Error& error);

// Required of those who approve or sign, or recommended to them: a `setting` entry of the log.
enum class FactorPolicy { recommended, required };
Result<FactorPolicy> factor_policy(Office& office);
Result<void> set_factor_policy(Office& office, const people::Who& who, FactorPolicy policy);
bool approves_or_signs(const Office& office, const people::Who& who);

struct OwnFactor {
  factor::Standing kept;
  bool concerned = false;  // approves or signs
  bool missing = false;    // required, concerned, and not set
};
Result<OwnFactor> own_factor(Office& office, const people::Who& who);

struct FactorSetUp {
  std::string address;  // for the QR code
  std::string typed;    // base32 in groups of four
};
Result<void> begin_factor(Office& office, const people::Who& who);
Result<FactorSetUp> factor_begun(Office& office, const people::Who& who);
// Each needs the person's own password; the first a code of the new secret, the others one of the factor that counts (or a recovery code).
Result<std::vector<std::string>> confirm_factor(Office& office, const people::Who& who, const std::string& password, std::string_view code);
Result<std::vector<std::string>> renew_recovery_codes(Office& office, const people::Who& who, const std::string& password, std::string_view code);
Result<void> remove_factor(Office& office, const people::Who& who, const std::string& password, std::string_view code);

// Two people: `who` manages people, `second` is somebody else who does or who signs. The person is told when they sign in next.
Result<void> reset_factor(Office& office, const people::Who& who, const people::Who& second, const AccountId& account);
Result<void> reset_was_told(Office& office, const people::Who& who);

// Signing in at a browser: by password, then by a code unless the browser is trusted with this account.
struct Entered {
  people::Who who;
  std::string at_door;  // set: a code is asked for first; the browser keeps this token until then
};
Result<Entered> enter_by_password(Office& office, const std::string& login, const std::string& password, const std::string& new_password, std::string_view trusted_token);
// absent: nobody is at the door with this token (any more).
Result<people::Who> enter_by_code(Office& office, std::string_view at_door, std::string_view code);
}  // namespace youju::app
