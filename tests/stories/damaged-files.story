# Files that are not what their names say, or hold no table: said plainly, never exit code 0, and nothing is written.

$ youju init office --pack retired-cadres --unit 示例局
$ cp @samples/bureau/2023年主题党日台账.xlsx 断.xlsx
$ truncate -s 4000 断.xlsx
$ youju import office 断.xlsx
exit 2
> 断.xlsx
file 无表头.csv = 1,2,3\n4,5,6\n
$ youju import office 无表头.csv
> 表头
exit 1
file 坏.xlsx = this is no workbook
$ youju import office 坏.xlsx
exit 1
> 坏.xlsx
$ youju record list office --json
json len records == 0
