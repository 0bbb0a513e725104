# The numbers of a draft, without an office: from a file, and as JSON.
file draft.txt = 全年召开党员大会6次，走访慰问500余人次。
$ youju extract draft.txt --period 2023
> 6
> 党员大会
> 500
$ youju extract draft.txt --period 2023 --json
json claims 0 value == 6
json claims 0 measure == "次"
json claims 1 bound == "at_least"
json len claims == 2
# A file that is not there is named.
$ youju extract absent.txt
exit 4
> absent.txt
