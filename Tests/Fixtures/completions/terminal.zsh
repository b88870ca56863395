# What driver.zsh runs on a terminal: completes each line of $folder/lines, and writes what is offered to
# $folder/offered.
autoload -Uz compinit
compinit -u -D
source $script
unsetopt auto_menu auto_list

# Remembers what is offered, unless the caller only asks which words fit.
compadd() {
  local -a found
  if [[ ${@[1,(i)(-|--)]} != *-(O|A|D)\ * ]]; then
    builtin compadd -A found "$@"
    offered+=($found)
  fi
  builtin compadd "$@"
}

zle-line-init() {
  local line word
  for line in ${(f)"$(<$folder/lines)"}; do
    offered=()
    BUFFER=$line CURSOR=$#line
    zle complete-word
    for word in $offered; do print -r -- $line$'\t'$word >>$folder/offered; done
  done
  exit
}
zle -N zle-line-init
