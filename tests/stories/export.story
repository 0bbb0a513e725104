# Everything goes out in open formats and comes back unchanged; an export edited in a spreadsheet comes back as changes.

$ cp -r @samples/bureau in
$ youju init office --pack retired-cadres --unit 云岭市委老干部局 --go-live 2024-01-01
$ youju unit add office 机关党支部 银发宣讲团
$ youju import office in/花名册.xlsx
$ youju import office in/2023年主题党日台账.xlsx in/2023年问题整改清单.xlsx
$ youju export office -o out.xlsx
> 问题：6 条
> 主题党日：7 条
$ youju export office -o out.csv
$ youju export office -o out.jsonl

# Back in, nothing has changed: no new record, no new version.
$ youju import office out.xlsx --json
json files 0 counts unchanged == 13
$ youju import office out.jsonl --json
json files 0 counts unchanged == 13
$ youju figure office 'count(主题党日)' --year 2023 --json
json value == 7

# One cell edited: a trial shows the change, the import makes a second version of that record.
$ youju export office --kind 主题党日 -o days.csv
$ sed -i s/重走老渡口/重走老渡口和古道/ days.csv
$ youju import office days.csv --dry-run --json
json files 0 counts changed == 1
json files 0 counts unchanged == 6
$ youju import office days.csv --json
json files 0 counts changed == 1
$ youju search office 古道
> 重走老渡口和古道
$ youju figure office 'count(主题党日; 2023-07)' --json
keep R = json records 0 id
$ youju record show office {R} --json
json version == 2

# What was exported before the change is out of date for this one record, and says so.
$ youju import office out.xlsx --json
exit 1
json files 0 counts unchanged == 12
json files 0 counts unclear == 1

$ youju export office -o out.doc
exit 11

# Where a file cannot be written is said plainly, and by nobody else.
$ youju export office -o nowhere/x.xlsx
exit 4
> nowhere/x.xlsx
not> ERROR
