# shellcheck shell=bash disable=SC2034
# Debian packages that building and testing need; sourced by the other scripts.

# What building needs.
build_packages="libvips-dev libpoppler-glib-dev libexpat1-dev libsqlite3-dev zlib1g-dev libreadline-dev fonts-dejavu-core pkg-config"
# What the tests of the language alone need.
language_packages="python3 python3-yaml tzdata"
# What making packages needs, and looking at them.
delivery_packages="binutils dpkg-dev lintian python3"
# What the tests need too: reports are looked at in a browser, Python is a judge of what is read, strace kills
# programs in the middle of what they do, shells complete commands, and mandoc and man read the manual.
test_packages="$build_packages $delivery_packages chromium curl python3 python3-yaml strace tzdata zsh fish mandoc man-db shellcheck"
# What counting instructions needs.
measure_packages="valgrind"

# Prints those of the given packages that are not installed.
missing_packages() {
  local package
  for package in "$@"; do
    dpkg-query --show --showformat='${Status}\n' "$package" 2>/dev/null |
      grep -q 'install ok installed' || echo "$package"
  done
}

# Installs the given packages where they are missing and that is possible; otherwise says what to run.
install_packages() {
  if ! command -v apt-get >/dev/null; then
    pkg-config --exists vips poppler-glib expat sqlite3 zlib 2>/dev/null && return
    echo "Please install libvips, Poppler, Expat, SQLite, zlib and GNU Readline with their headers, and pkg-config." >&2
    exit 1
  fi
  local missing
  missing=$(missing_packages "$@" | tr '\n' ' ')
  missing=${missing% }
  [ -n "$missing" ] || return 0

  local as_root=""
  if [ "$(id -u)" -ne 0 ]; then
    if ! sudo -n true 2>/dev/null; then
      echo "Some packages are missing. Please run this, and then this script again:" >&2
      echo "  sudo apt-get install --yes $missing" >&2
      exit 1
    fi
    as_root="sudo"
  fi
  echo "Installing $missing" >&2
  # The lists may be older than what the mirrors still hold.
  # shellcheck disable=SC2086
  DEBIAN_FRONTEND=noninteractive $as_root apt-get install --yes --no-install-recommends $missing \
    >/dev/null 2>&1 || {
    $as_root apt-get update --quiet=2 >&2
    DEBIAN_FRONTEND=noninteractive $as_root apt-get install --yes --no-install-recommends $missing >&2
  }
}
