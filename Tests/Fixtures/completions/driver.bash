# Prints what bash offers for each line of standard input, as LINE, a tab and the word.
#
#   bash driver.bash SCRIPT
source "$1"

while IFS= read -r line; do
  # Readline splits at blanks and at `=`.
  read -r -a COMP_WORDS <<<"${line//=/ = }"
  [[ $line != *' ' ]] || COMP_WORDS+=('')
  COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE=$line COMP_POINT=${#line}
  function=$(complete -p "${COMP_WORDS[0]}")
  function=${function#*-F }
  "${function%% *}" "${COMP_WORDS[0]}"
  for word in "${COMPREPLY[@]}"; do printf '%s\t%s\n' "$line" "$word"; done
done
