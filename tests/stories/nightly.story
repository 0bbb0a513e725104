# What a timer does every night: seal, verify, back up, restore that very back-up, clean up.
$ youju init office --pack retired-cadres --unit 示例局
$ youju add office "2023年2月17日 主题党日 走进社区 21人"
file pass.txt = correct horse battery staple
$ youju nightly office --passphrase-file pass.txt
exit 2
> --to
$ youju nightly office --to backups --passphrase-file pass.txt --keep 0
exit 2
$ youju nightly office --to backups --passphrase-file pass.txt --keep 3
> 核验无误
> 恢复了一次
> 今晚一切正常
$ youju nightly office --to backups/second --passphrase-file pass.txt --json
json good == true
json len steps == 7
keep FILE = json archive
$ youju restore {FILE} back --passphrase-file pass.txt
$ youju figure back 'count(主题党日)' --year 2023 --json
json value == 1

# What a killed back-up left is told.
$ mkdir .office.scratch-0123abcd
$ youju selfcheck office
> .office.scratch-0123abcd
$ youju selfcheck office --json
json len scratch == 1

# Slow statements are told by name once youju.toml says from how long on.
$ sed -i '$aslow_ms = 0' office/youju.toml
$ youju search office 走进社区
> slow query
not> ?1
$ sed -i 's/^slow_ms.*/slow_ms = "soon"/' office/youju.toml
$ youju selfcheck office
exit 2
> slow_ms
$ sed -i '/^slow_ms/d' office/youju.toml
