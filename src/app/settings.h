// SPDX-License-Identifier: Apache-2.0
// youju.toml of an office's folder: docs/format/folder.md.
#pragma once
#include <filesystem>

#include "app/app.h"

namespace youju::app {
inline constexpr std::string_view kSettingsFile = "youju.toml";
// Reads DIR/youju.toml; absent when DIR is no office, invalid with the line when the file is not as it should be.
Result<OfficeSettings> read_settings(const std::filesystem::path& folder);
std::string settings_text(const OfficeSettings& settings);
}  // namespace youju::app
