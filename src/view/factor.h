// SPDX-License-Identifier: Apache-2.0
// The second factor on screen: the field for a code wherever an act asks for one, setting it up, recovery codes to print, and what an
// administrator sees of it.
#pragma once
#include <array>

#include "view/frame.h"

namespace youju::view {
// A QR code as runs of dark modules: x, y, length.
struct QrPicture {
  int size = 0;
  std::vector<std::array<int, 3>> runs;
  std::string text;  // what it holds, for those who cannot see it
};
Html qr_picture(const QrPicture& qr, std::string_view spoken);

// What an act asks of whoever does it.
enum class CodeAsked { nothing, code, recommended, set_up_first };
// The field, or a line that recommends or requires a second factor. `id` where several forms stand on a page.
Html code_field(const Here& here, CodeAsked asked, std::string_view problem = {}, std::string_view id = "code");

// A page of its own for an act whose button stands elsewhere.
struct CodePage {
  std::string title, text, action, button, problem, back;
};
Html code_page(const Frame& frame, const CodePage& page);

struct SecondStep {
  std::string office, next;
  std::vector<Wrong> wrong;
  bool paused = false;
};
Html second_step(const Here& here, const SecondStep& page);

struct FactorPage {
  bool set = false, concerned = false, required = false;
  std::string since;
  std::int64_t recovery_left = 0;
  std::string reset_by, reset_at;  // it was taken away: told once
  std::string login;
  std::string problem_of;          // which form the problems belong to: remove, recovery
  std::vector<Wrong> wrong;
};
Html factor_page(const Frame& frame, const FactorPage& page);

struct FactorSetUpPage {
  QrPicture qr;
  std::string typed, login;
  std::vector<Wrong> wrong;
};
Html factor_set_up(const Frame& frame, const FactorSetUpPage& page);

struct RecoveryPage {
  std::string office, name, login, day;
  std::vector<std::string> codes;
  bool renewed = false;
};
Html recovery_codes(const Frame& frame, const RecoveryPage& page);

struct FactorRow {
  std::string account, login, name, since;  // since: empty when there is none
  bool concerned = false, disabled = false, own = false;
};
struct FactorsPage {
  bool required = false, changed = false;
  std::vector<FactorRow> rows;
};
Html factors_page(const Frame& frame, const FactorsPage& page);

struct FactorResetPage {
  FactorRow row;
  std::string second;
  CodeAsked asked = CodeAsked::nothing;
  std::vector<Wrong> wrong;
};
Html factor_reset(const Frame& frame, const FactorResetPage& page);
}  // namespace youju::view
