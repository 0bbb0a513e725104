// SPDX-License-Identifier: Apache-2.0
// The style sheet of the HTML, screen and print, light and dark.
#pragma once
#include <string_view>

namespace youju::paper {
extern const std::string_view kHtmlStyle;
}
