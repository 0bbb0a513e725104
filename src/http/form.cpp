// SPDX-License-Identifier: Apache-2.0
// Queries, forms, files sent with them, cookies.
#include "base/text.h"
#include "http/http.h"

namespace youju::http {
namespace {
constexpr std::size_t kMostText = 1 << 20;  // of one text field
constexpr std::size_t kMostPartHead = 4096;

tl::unexpected<Error> malformed(std::string_view what) { return fail(Code::invalid, "http.form_malformed", {}, std::string(what)); }

// The value of `name="…"` in a Content-Disposition; quotes and backslashes inside are as browsers write them (%22).
std::optional<std::string> quoted_value(std::string_view head, std::string_view name) {
  std::size_t at = 0;
  const auto wanted = std::string(name) + "=\"";
  while ((at = head.find(wanted, at)) != head.npos) {
    if (at == 0 || head[at - 1] == ' ' || head[at - 1] == ';') break;
    ++at;
  }
  if (at == head.npos) return {};
  const auto from = at + wanted.size();
  const auto end = head.find('"', from);
  if (end == head.npos) return {};
  std::string out(head.substr(from, end - from));
  for (const auto& [coded, plain] : {std::pair{"%22", "\""}, std::pair{"%0D", ""}, std::pair{"%0A", ""}})
    for (std::size_t k = 0; (k = out.find(coded, k)) != out.npos; k += std::string_view(plain).size()) out.replace(k, 3, plain);
  return out;
}

std::string_view header_line(std::string_view head, std::string_view name_lower) {
  while (!head.empty()) {
    const auto end = head.find("\r\n");
    const auto line = head.substr(0, end);
    const auto colon = line.find(':');
    if (colon != line.npos && lower_ascii(line.substr(0, colon)) == name_lower) return trim(line.substr(colon + 1));
    if (end == head.npos) break;
    head.remove_prefix(end + 2);
  }
  return {};
}

Result<void> take_part(Form& form, std::string_view part) {
  const auto split = part.substr(0, kMostPartHead + 4).find("\r\n\r\n");
  if (split == part.npos) return malformed("a part without an end of its head");
  const auto head = part.substr(0, split), bytes = part.substr(split + 4);
  const auto disposition = header_line(head, "content-disposition");
  auto name = quoted_value(disposition, "name");
  if (!name || !is_utf8(*name) || name->size() > 200 || name->find('\0') != name->npos) return malformed("a part without a good name");
  auto file = quoted_value(disposition, "filename");
  if (!file) {
    if (form.fields.size() >= kMostFields || bytes.size() > kMostText || !is_utf8(bytes) || bytes.find('\0') != bytes.npos) return malformed("a text field");
    form.fields.emplace_back(std::move(*name), std::string(bytes));
    return {};
  }
  if (file->empty() && bytes.empty()) return {};  // a file field left empty
  if (form.files.size() >= kMostFiles || !is_utf8(*file) || file->size() > 1000 || file->find('\0') != file->npos) return malformed("a file");
  // Some browsers of old send a whole path.
  const auto slash = file->find_last_of("/\\");
  form.files.push_back({std::move(*name), slash == file->npos ? std::move(*file) : file->substr(slash + 1), std::string(header_line(head, "content-type")), bytes});
  return {};
}
}  // namespace

std::string_view Form::get(std::string_view name) const {
  for (const auto& [have, value] : fields)
    if (have == name) return value;
  return {};
}
bool Form::has(std::string_view name) const {
  for (const auto& field : fields)
    if (field.first == name) return true;
  return false;
}
std::vector<std::string> Form::all(std::string_view name) const {
  std::vector<std::string> out;
  for (const auto& [have, value] : fields)
    if (have == name) out.push_back(value);
  return out;
}

Result<Form> read_urlencoded(std::string_view text) {
  Form form;
  while (!text.empty()) {
    const auto end = text.find('&');
    const auto pair = text.substr(0, end);
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = percent_decoded(pair.substr(0, equals), true);
    auto value = percent_decoded(equals == pair.npos ? std::string_view{} : pair.substr(equals + 1), true);
    if (!name || !value || form.fields.size() >= kMostFields) return malformed("a field");
    form.fields.emplace_back(std::move(*name), std::move(*value));
  }
  return form;
}

Result<Form> read_multipart(std::string_view content_type, std::string_view body) {
  const auto at = content_type.find("boundary=");
  if (at == content_type.npos) return malformed("no boundary");
  auto boundary = content_type.substr(at + 9);
  if (!boundary.empty() && boundary.front() == '"') {
    const auto end = boundary.find('"', 1);
    if (end == boundary.npos) return malformed("no end of the boundary");
    boundary = boundary.substr(1, end - 1);
  } else {
    boundary = boundary.substr(0, boundary.find_first_of("; \t"));
  }
  if (boundary.empty() || boundary.size() > 70) return malformed("the boundary");
  const auto mark = "--" + std::string(boundary);
  if (!body.starts_with(mark)) return malformed("no first boundary");
  Form form;
  auto rest = body.substr(mark.size());
  const auto between = "\r\n" + mark;
  while (rest.starts_with("\r\n")) {
    rest.remove_prefix(2);
    const auto end = rest.find(between);
    if (end == rest.npos) return malformed("cut short");
    TRY_OK(take_part(form, rest.substr(0, end)));
    rest.remove_prefix(end + between.size());
  }
  if (!rest.starts_with("--")) return malformed("no last boundary");
  return form;
}

std::optional<std::string> cookie_of(std::string_view header, std::string_view name) {
  std::optional<std::string> found;
  while (!header.empty()) {
    const auto end = header.find(';');
    const auto pair = trim(header.substr(0, end));
    header = end == header.npos ? std::string_view{} : header.substr(end + 1);
    const auto equals = pair.find('=');
    if (equals == pair.npos || pair.substr(0, equals) != name) continue;
    const auto value = pair.substr(equals + 1);
    if (found && *found != value) return {};
    found = std::string(value);
  }
  return found;
}
}  // namespace youju::http
