// SPDX-License-Identifier: Apache-2.0
// Codes by their shape, by what stands before and behind them, and by the code they follow in a list.
#include "claim/codes.h"

#include <algorithm>

#include "claim/numeral.h"

namespace youju::claim {
namespace {
using Words = std::initializer_list<std::u32string_view>;
bool is_han_char(char32_t c) { return c >= 0x3400 && c <= 0x9FFF; }

class Codes {
 public:
  Codes(const Text& text, const Lexicon::Impl& lexicon, const CodePlace& place, std::uint64_t& looked)
      : text_(text), s_(text.s), lexicon_(lexicon), place_(place), i_(place.at) {
    j_ = i_;
    while (is_digit(at(j_))) ++j_;
    digits_ = j_ - i_;
    looked += digits_;
    // A plain number without a measure word: only such a one may be a code.
    Num num;
    const bool read = digits_ < 40 && read_numeral(s_, i_, num, looked);
    end_ = read ? num.to : j_;
    const std::size_t behind = at(end_) == U' ' ? end_ + 1 : end_;
    bare_ = read && num.form == Num::Form::plain && !num.han && !num.suffixed && num.odd == 0 && (!measure_at(behind) || starts(behind, U"升级")) && !one_of(at(end_), U"余多来几%‰");
    whole_ = bare_ && end_ == j_;
  }

  std::optional<CodeRead> run() const {
    if (auto r = in_groups()) return r;
    if (auto r = clauses()) return r;
    if (auto r = before_word()) return r;
    if (auto r = after_word()) return r;
    if (auto r = version()) return r;
    return page_number();
  }

 private:
  char32_t at(std::size_t i) const { return i < s_.size() ? s_[i] : U'\0'; }
  bool measure_at(std::size_t i) const { return lexicon_.at(s_, i, set_of(Word::measure)) != nullptr; }
  bool starts(std::size_t i, std::u32string_view w) const { return s_.substr(std::min(i, s_.size()), w.size()) == w; }
  bool starts_any(std::size_t i, Words words) const {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return starts(i, w); });
  }
  bool ends_any(std::size_t i, Words words) const {
    return std::any_of(words.begin(), words.end(), [&](auto w) { return i >= w.size() && s_.substr(i - w.size(), w.size()) == w; });
  }
  static std::optional<CodeRead> code(std::size_t to, std::string_view rule, std::string_view why = "code") { return CodeRead{to, why, rule}; }

  // 010-6234, 10.12.3.45, 978-7-101, 1+3+N, 3:1
  std::optional<CodeRead> in_groups() const {
    const char32_t c = at(j_);
    if ((c == U'.' || c == U'-') && is_digit(at(j_ + 1))) {
      std::size_t k = j_, groups = 1;
      while (at(k) == c && is_digit(at(k + 1))) {
        ++k;
        while (is_digit(at(k))) ++k;
        ++groups;
      }
      if (groups >= 3 || (c == U'-' && s_[i_] == U'0')) return code(k, "mask.digits_in_groups");
    }
    if ((c == U'+' || c == U'×' || c == U'*') && (is_digit(at(j_ + 1)) || is_letter(at(j_ + 1)))) {
      std::size_t k = j_;
      while (k < s_.size() && (is_digit(s_[k]) || is_letter(s_[k]) || one_of(s_[k], U"+×*"))) ++k;
      return code(k, "mask.sum_name", "fixed_phrase");
    }
    if ((c == U':' || c == U'∶') && is_digit(at(j_ + 1)) && i_ > 0 && !is_digit(s_[i_ - 1])) {
      std::size_t k = j_ + 1;
      while (is_digit(at(k))) ++k;
      return code(k, "mask.ratio");
    }
    return std::nullopt;
  }

  // 2.1、2.2、3.4.5各节, 见2.1
  std::optional<CodeRead> clauses() const {
    if (place_.opens_line && !place_.in_cell && digits_ <= 2 && at(j_) == U'.' && is_digit(at(j_ + 1))) {  // 2.1 件：归档文件…
      std::size_t e = j_ + 1;
      while (is_digit(at(e)) && e < j_ + 4) ++e;
      const bool gap = at(e) == U' ' || (e < s_.size() && (text_.flags[e] & Text::kGap) != 0);
      if (gap && at(e) != U'%') return code(e, "mask.item", "enumerator");
    }
    if (!bare_ || end_ == j_ || at(j_) != U'.') return std::nullopt;
    std::size_t k = i_;
    while (k < i_ + 40 && (is_digit(at(k)) || (is_digit(at(k + 1)) && one_of(at(k), U".、和至到及-—~")))) ++k;
    const std::size_t tail = one_of(at(k), U"各等") ? k + 1 : k;
    if (starts_any(tail, {U"节", U"条", U"款", U"章", U"小节", U"目"}) && !starts_any(tail, {U"节约", U"条件", U"款项"})) return code(tail + 1, "mask.clauses", "ordinal");
    if (ends_any(i_, {U"见", U"参见", U"详见", U"参照", U"依照", U"遵照", U"第"})) return code(end_, "mask.clauses", "ordinal");
    return std::nullopt;
  }

  // 301室, 5号楼, 12345热线, 318国道
  std::optional<CodeRead> before_word() const {
    for (const auto w : {U"会议室", U"多功能室", U"教室", U"办公室", U"房间", U"室", U"号楼", U"号院", U"单元", U"病房", U"展厅", U"号厅", U"楼会议室", U"楼", U"层会议室"}) {
      if (starts(j_, w)) return code(j_ + std::u32string_view(w).size(), "mask.room", "room");
    }
    if (one_of(at(j_), U"幢栋座弄") && (is_digit(at(j_ + 1)) || starts(j_ + 1, U"单元"))) return code(j_ + 1, "mask.room", "room");
    if (at(j_) == U'号' && !starts(j_, U"号召")) return code(j_ + 1, "mask.number_sign");
    if (starts_any(j_, {U"热线", U"服务热线", U"电话", U"政务服务", U"平台", U"国道", U"省道", U"路公交", U"次列车", U"工程", U"航班", U"专线", U"客服"}))
      return code(starts(j_, U"热线") ? j_ + 2 : j_, "mask.line_number");
    return std::nullopt;
  }

  // 拨打96110, 邮编100000, 分机8021, 附件3; 119、120 behind such a one
  std::optional<CodeRead> after_word() const {
    if (digits_ >= 15 && !measure_at(j_) && at(j_) != U'.') return code(j_, "mask.long_digits");
    if (!whole_) return std::nullopt;
    if (digits_ == 11 && s_[i_] == U'1') return code(j_, "mask.long_digits");
    const bool listed = i_ > 0 && place_.last_code > 0 && place_.last_code + 2 >= i_ && one_of(s_[i_ - 1], U"、/和或及与");
    if (place_.last_room == i_ && i_ > 0) return code(j_, "mask.room", "room");
    if (digits_ >= 3 && (listed || called() || after_another())) return code(j_, "mask.after_code_word");
    const std::size_t other = ends_any(i_, {U"或者"}) ? i_ - 2 : ends_any(i_, {U"或"}) ? i_ - 1 : 0;
    if (other > 0 && is_digit(s_[other - 1])) return code(j_, "mask.alternative");  // 404或者502
    static constexpr Words adjacent = {U"火警", U"急救", U"报警", U"抢修", U"房间", U"学号", U"证号", U"拨", U"打", U"准字", U"批号", U"客服", U"取件码", U"密码", U"口令", U"暗号", U"车次", U"航班"};
    if (digits_ >= 3 && ends_any(colon_before(i_), adjacent)) return code(j_, "mask.after_code_word");
    static constexpr Words numbered = {U"附件", U"附表", U"附录", U"附图", U"如图", U"见图", U"见表", U"如表", U"图", U"表", U"专栏", U"例", U"转", U"方案", U"型号", U"类型", U"题"};
    if (digits_ <= 3 && ends_any(colon_before(i_), numbered)) return code(j_, "mask.numbered_thing");
    return std::nullopt;
  }
  std::size_t colon_before(std::size_t i) const { return i > 0 && one_of(s_[i - 1], U"：:") ? i - 1 : i; }

  // 报警110，心理援助12356。
  bool after_another() const {
    if (place_.last_code == 0 || place_.last_code + 14 < i_ || !is_clause_end(at(j_))) return false;
    if (digits_ != 5 && !(digits_ == 3 && s_[i_] == U'1')) return false;
    return std::none_of(s_.begin() + static_cast<std::ptrdiff_t>(place_.last_code), s_.begin() + static_cast<std::ptrdiff_t>(i_), is_sentence_end);
  }
  // A word for a number that is dialled or looked up stands in the same clause.
  bool called() const {
    static constexpr Words words = {U"电话", U"热线", U"拨打", U"致电", U"号码", U"传真", U"手机", U"邮编", U"编号", U"编码", U"代码", U"账号", U"卡号", U"群号", U"QQ", U"微信", U"分机", U"总机", U"短号", U"专线", U"验证码", U"索书号"};
    for (std::size_t k = i_; k > 0 && k + 12 > i_; --k) {
      if (is_sentence_end(s_[k - 1]) || one_of(s_[k - 1], U"，；;,0123456789")) return false;
      if (ends_any(k, words)) return true;
    }
    return false;
  }

  // 5.7升级到8.0, Windows 7, iOS 12以上
  std::optional<CodeRead> version() const {
    if (end_ > j_ && at(j_) == U'.' && at(end_) == U'版') return code(end_ + 1, "mask.version");
    if (!bare_) return std::nullopt;
    if (starts_any(end_, {U"版", U"版本", U"升级"}) || starts_any(end_, {U"及以上版本", U"以上版本", U"以下版本"})) return code(end_, "mask.version");
    if (end_ > j_ && ends_any(i_, {U"版本", U"升级到", U"升级至", U"升级为", U"版本号"})) return code(end_, "mask.version");
    if (i_ >= 2 && s_[i_ - 1] == U' ' && is_letter(s_[i_ - 2])) {
      std::size_t k = i_ - 1;
      while (k > 0 && i_ - k < 16 && is_letter(s_[k - 1])) --k;
      const char32_t before = k == 0 ? U'\n' : s_[k - 1];
      const bool english = at(end_) == U' ' && is_letter(at(end_ + 1));
      if ((before == U'\n' || before >= 0x3000) && !english && (at(end_) >= 0x3000 || at(end_) == 0 || is_han_char(before))) return code(end_, "mask.named_number");
    }
    return std::nullopt;
  }

  std::optional<CodeRead> page_number() const {
    if (place_.in_cell) return std::nullopt;
    const bool own_line = i_ > 0 && s_[i_ - 1] == U'\n' && j_ < s_.size() && s_[j_] == U'\n';
    if (digits_ <= 4 && own_line) return code(j_, "mask.page_number", "footnote");
    if (digits_ <= 3 && ends_any(i_, {U"- ", U"— ", U"-", U"—"}) && starts_any(j_, {U" -", U" —", U"—"})) {
      std::size_t k = i_ - 1;
      while (k > 0 && one_of(s_[k - 1], U" #*-")) --k;
      if (k == 0 || s_[k - 1] == U'\n') return code(j_, "mask.page_number", "footnote");
    }
    return std::nullopt;
  }

  const Text& text_;
  std::u32string_view s_;
  const Lexicon::Impl& lexicon_;
  const CodePlace& place_;
  std::size_t i_ = 0, j_ = 0, end_ = 0, digits_ = 0;
  bool bare_ = false, whole_ = false;
};
}  // namespace

std::optional<CodeRead> read_code(const Text& text, const Lexicon::Impl& lexicon, const CodePlace& place, std::uint64_t& looked) {
  return Codes(text, lexicon, place, looked).run();
}
}  // namespace youju::claim
