# Prints what fish offers for each line of standard input, as LINE, a tab and the word.
#
#   fish --no-config driver.fish SCRIPT
source $argv[1]

while read -l line
    for offered in (complete -C $line)
        printf '%s\t%s\n' $line (string split -f 1 \t -- $offered)
    end
end
