// SPDX-License-Identifier: Apache-2.0
// Handlers of the second factor, of the office's address, and what other pages need of them at an act that binds.
#pragma once
#include "app/second_factor.h"
#include "view/factor.h"
#include "web/site.h"

namespace youju::web {
// pages_second_factor.cpp
Result<Reply> show_second_step(Ask& ask);
Result<Reply> take_second_step(Ask& ask);
Result<Reply> show_factor(Ask& ask);
Result<Reply> begin_factor_asked(Ask& ask);
Result<Reply> show_factor_set_up(Ask& ask);
Result<Reply> confirm_factor_asked(Ask& ask);
Result<Reply> renew_recovery_asked(Ask& ask);
Result<Reply> remove_factor_asked(Ask& ask);
Result<Reply> reset_was_noted(Ask& ask);
Result<Reply> end_trusted(Ask& ask);
// pages_factors.cpp
Result<Reply> show_factors(Ask& ask);
Result<Reply> change_factor_policy(Ask& ask);
Result<Reply> show_factor_reset(Ask& ask);
Result<Reply> reset_factor_asked(Ask& ask);
// pages_public.cpp
Result<Reply> show_public_choice(Ask& ask);
Result<Reply> change_public_choice(Ask& ask);
// pages_anchors.cpp
Result<Reply> show_checkpoint_paper(Ask& ask);
Result<Reply> hand_over_checkpoint(Ask& ask);
// office_door.cpp
Result<Reply> show_office_address(Ask& ask);
Result<Reply> send_authority(Ask& ask);

// ---- for pages with an act that binds ----
// What the act's form asks of this person.
view::CodeAsked code_asked(Ask& ask);
// What came with it: the field `code`.
app::AtTheAct act_of(const Ask& ask);
// A QR code of this text.
Result<view::QrPicture> qr_of(const std::string& text);

// ---- for signing in ----
// The cookie that lets a browser in without a code; of this connection.
std::string trusted_cookie(const Ask& ask);
// After the password: a session, or the way to the second step.
Result<Reply> after_password(Ask& ask, const app::Entered& entered, const std::string& next);
// Where somebody is led who must set a second factor up before anything else; nothing for all others.
std::optional<std::string> led_to_factor(Ask& ask);

std::vector<Route> trust_routes();  // routes_trust.cpp
}  // namespace youju::web
