# An old back-up does not replace a newer log unasked. Two people may say so, with a reason, and the log then says what was lost.
$ youju init office --pack retired-cadres --unit 示例局
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的登录密码
file pass.txt = correct horse battery staple
$ youju user password office leader --code-file code --password-file password
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
$ youju seal office
$ youju backup office -o old.youju --passphrase-file pass.txt
$ youju add office "2023年3月17日 主题党日 学雷锋 19人"
$ youju seal office
$ cp office/high-water printed

$ youju restore old.youju office --passphrase-file pass.txt
exit 5
> 没有动任何数据
$ youju restore old.youju elsewhere --passphrase-file pass.txt --anchor printed
exit 5
$ youju restore old.youju office --passphrase-file pass.txt --give-up-newer
exit 2
$ youju restore old.youju office --passphrase-file pass.txt --give-up-newer --second leader --second-password-file password --reason " "
exit 2
> --reason
file wrong = 不是这个密码
$ youju restore old.youju office --passphrase-file pass.txt --give-up-newer --second leader --second-password-file wrong --reason 硬盘损坏
exit 3
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 2
$ youju verify office --anchor printed

$ youju restore old.youju office --passphrase-file pass.txt --give-up-newer --second leader --second-password-file password --reason 硬盘损坏
> 丢失的检查点留作凭据
> 原来的台账保留在
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 1
$ youju verify office
> 用旧备份恢复过
> 理由：硬盘损坏
# Whoever holds the later checkpoint sees that it is gone.
$ youju verify office --anchor printed
exit 9
> anchor
$ youju add office "2023年4月17日 主题党日 参观展览 20人"
$ youju seal office
