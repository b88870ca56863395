# shellcheck shell=bash
# Debian packages of the programs; sourced by scripts/package, which has sourced layout.sh.

checkout=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
maintainer="ImgFlow developers <imgflow@users.noreply.github.com>"

# make_debian_package PROGRAM VERSION BUILD WORK OUT: writes OUT/PROGRAM_VERSION-1_amd64.deb. The shared libraries
# that the program needs are in WORK/PROGRAM.depends afterwards.
make_debian_package() {
  local program=$1 version=$2 build=$3 work=$4 out=$5
  local tree=$work/$program.tree
  lay_out "$build" "$program" "$tree/usr"
  # Debian has a place of its own for what its packages add to zsh.
  mkdir "$tree/usr/share/zsh/vendor-completions"
  mv "$tree/usr/share/zsh/site-functions/_$program" "$tree/usr/share/zsh/vendor-completions/"
  rmdir "$tree/usr/share/zsh/site-functions"
  gzip -9n "$tree"/usr/share/man/man1/*
  add_documents "$program" "$version" "$tree/usr/share/doc/$program"
  needed_libraries "$work" "$tree/usr/bin/$program" >"$work/$program.depends"
  mkdir "$tree/DEBIAN"
  (cd "$tree" && find usr -type f -print0 | LC_ALL=C sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
  control "$program" "$version" "$(cat "$work/$program.depends")" \
    "$(du -k -s --apparent-size "$tree/usr" | cut -f 1)" >"$tree/DEBIAN/control"
  find "$tree" -type d -exec chmod 755 {} +
  find "$tree" -type f -exec chmod go=rX,u+rw {} +
  dpkg-deb --root-owner-group -Zxz --build "$tree" "$out/${program}_$version-1_amd64.deb" >&2
}

# add_documents PROGRAM VERSION FOLDER
add_documents() {
  local program=$1 version=$2 folder=$3
  mkdir -p "$folder"
  "$checkout/scripts/lib/licences.py" --debian >"$folder/copyright"
  gzip -9nc "$checkout/CHANGELOG.md" >"$folder/changelog.gz"
  {
    echo "$program ($version-1) unstable; urgency=medium"
    echo
    echo "  * Release $version; changelog.gz says what is in it."
    echo
    echo " -- $maintainer  $(LC_ALL=C date --utc --rfc-email --date="@$SOURCE_DATE_EPOCH")"
  } | gzip -9nc >"$folder/changelog.Debian.gz"
  mkdir -p "$folder/../../lintian/overrides"
  {
    echo "# The package is not uploaded to Debian, which would ask for it in a bug report."
    echo "$program: initial-upload-closes-no-bugs"
  } >"$folder/../../lintian/overrides/$program"
}

# needed_libraries WORK FILE: prints the packages that hold the shared libraries of a program, with their versions.
needed_libraries() {
  mkdir -p "$1/debian"
  printf 'Source: imgflow\n\nPackage: imgflow\nArchitecture: any\n' >"$1/debian/control"
  (cd "$1" && dpkg-shlibdeps -O -e"$2" 2>/dev/null | sed 's/^shlibs:Depends=//')
}

# control PROGRAM VERSION LIBRARIES KILOBYTES
control() {
  cat <<END
Package: $1
Version: $2-1
Architecture: amd64
Maintainer: $maintainer
Installed-Size: $4
Section: utils
Priority: optional
Homepage: https://github.com/imgflow/imgflow
END
  if [ "$1" = imgflow ]; then
    cat <<END
Depends: $3, ca-certificates, tzdata
Suggests: imgflow-sandbox (= $2-1)
Description: small language for automating image-AI vendors
 ImgFlow scripts sign in to vendors of image and text models, upload, start
 jobs, wait for them, read scores and write reports. Nothing is silently null,
 cut off or done twice: an error stops the script and says what went wrong,
 where, and what to do.
 .
 The package imgflow-sandbox has the emulator of the vendors that --sandbox
 starts.
END
  else
    cat <<END
Depends: $3, fonts-dejavu-core
Enhances: imgflow
Description: emulator of image-AI vendors for trying ImgFlow scripts
 The sandbox answers like the vendors that ImgFlow scripts talk to, without an
 account. imgflow --sandbox starts it when a script needs it.
 .
 Its figures show that a script works. Do not base decisions on them.
END
  fi
}
