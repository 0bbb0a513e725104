# The second factor as an administrator sees it: who has one, what the office asks, and that nobody takes one away alone. Setting one up
# and using it belong to the pages (src/web/second_factor_test.cpp); approving here asks the operating system who it is, as before.
$ youju init office --pack retired-cadres --unit 示例局
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的登录密码
$ youju user password office leader --code-file code --password-file password
$ youju user factor office --json
json policy == "recommended"
json accounts 0 set == false
$ youju user factor-policy office required
> 必须启用
$ youju user factor office --json
json policy == "required"
$ youju user factor-policy office sometimes
exit 2
> sometimes
$ youju user factor-policy office required --as leader --password-file password
exit 3
$ youju user factor-reset office leader
exit 2
$ youju user factor-reset office leader --second leader --second-password-file password
exit 3
> 不能重置自己的
$ youju user add office wang 王五 --role clerk
$ youju user factor-reset office wang --second leader --second-password-file password
exit 4
> 没有启用
# The policy is an entry of the log, and what was tried stands in the security log.
$ youju security office --event account_changed
> user factor-policy
> user factor-reset
$ youju user factor-policy office recommended --lang en
> advised
$ youju verify office
