# Lines that are easy to misread: the kind is the word that stands by itself, and a day that does not exist is said to be none.

$ youju init office --pack retired-cadres --unit 示例局
# 工作计划 is a word for plan items, but here it is what the committee meeting was about.
$ youju add office "2023年4月6日 支委会 研究工作计划" --json
json kind == "committee_meeting"
json title == "研究工作计划"
$ youju add office "2023年2月30日 主题党日 参观 5人"
exit 2
> 2月30日
> 不是日期
$ youju figure office 'count(主题党日; 2023)' --json
json value == 0
