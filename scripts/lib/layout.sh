# shellcheck shell=bash
# Where the files of a program go below a prefix; sourced by the scripts that install and package.

# Prints the commands of imgflow that have a page of the manual.
commands_with_pages() {
  "$1" man | sed -n 's/^\.BR imgflow\\-\([a-z]*\) (1).*/\1/p' | grep -v '^sandbox$'
}

# lay_out BUILD PROGRAM STAGE: copies a program from a folder with builds, and what it prints of itself, below STAGE.
lay_out() {
  local build=$1 program=$2 stage=$3 command
  mkdir -p "$stage/bin" "$stage/share/man/man1" "$stage/share/bash-completion/completions" \
    "$stage/share/zsh/site-functions" "$stage/share/fish/vendor_completions.d"
  install -m 755 "$build/$program" "$stage/bin/$program"
  "$build/$program" completions bash >"$stage/share/bash-completion/completions/$program"
  "$build/$program" completions zsh >"$stage/share/zsh/site-functions/_$program"
  "$build/$program" completions fish >"$stage/share/fish/vendor_completions.d/$program.fish"
  "$build/$program" man >"$stage/share/man/man1/$program.1"
  [ "$program" = imgflow ] || return 0
  for command in $(commands_with_pages "$build/$program"); do
    "$build/$program" man "$command" >"$stage/share/man/man1/$program-$command.1"
  done
}

# Prints the files below a folder, relative to it, sorted.
files_below() { (cd "$1" && find . -type f | sed 's|^\./||' | LC_ALL=C sort); }

# Ends with status 1 and says why, and what helps.
give_up() {
  echo "error: $1" >&2
  [ $# -lt 2 ] || echo "  help: $2" >&2
  exit 1
}
