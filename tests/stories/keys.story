# The key that signs checkpoints is changed by two people. What the old key signed stays good, and a bundle leads from either key.
$ youju init office --pack retired-cadres --unit 示例局 --go-live 2023-01-01
keep CODE = after 口令： in leader
file code = {CODE}
file password = 一个足够长的登录密码
$ youju user password office leader --code-file code --password-file password
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
$ youju seal office
$ cp office/high-water held-before
$ youju key list office --json
json len keys == 1
keep OLD = json keys 0 vkey

# Never alone, never by somebody who may not.
$ youju key rotate office
exit 2
> 第二人
file wrong = 不是这个密码
$ youju key rotate office --second leader --second-password-file wrong
exit 3
$ youju key list office --json
json len keys == 1
$ youju key rotate office --second leader --second-password-file password --json
keep NEW = json vkey
$ youju key list office --json
json len keys == 2
$ youju key list office
> 旧：
> 现用：
$ youju verify office --anchor held-before
> 换过签名钥匙
> 全部一致

# A report signed after the change: known by the old key, by the new one, with the checkpoint held before.
$ youju report make office --template annual-analysis --year 2023 --date 2024-01-10 -o r.docx --json
keep REPORT = json report
keep SHOWN = json shown
$ youju report sign office {REPORT} --shown {SHOWN} --as leader --password-file password
$ youju report bundle office {REPORT} -o bundle.zip
$ youju verify bundle.zip --vkey {OLD} --anchor held-before --json
json key_pinned == true
json anchored == true
json vkey == "{NEW}"
$ youju verify bundle.zip --vkey {NEW} --json
json key_pinned == true

# Twice, through a back-up.
file pass.txt = correct horse battery staple
$ youju key rotate office --second leader --second-password-file password
$ youju backup office -o one.youju --passphrase-file pass.txt
$ youju restore one.youju back --passphrase-file pass.txt
$ youju key list back --json
json len keys == 3
$ youju verify back --anchor held-before
$ youju security office --event key_rotated --json
json len events == 3
