# Prints what zsh offers for each line of standard input, as LINE, a tab and the word. Only a zsh on a terminal
# completes: this one starts another on a pseudo-terminal.
#
#   zsh -f driver.zsh SCRIPT
zmodload zsh/zpty
folder=$(mktemp -d)
cat >$folder/lines
touch $folder/offered
export folder script=$1
zpty terminal "zsh -f -i"
zpty -w terminal "source ${0:a:h}/terminal.zsh"
while zpty -r terminal text; do :; done
cat $folder/offered
rm -r $folder
