#!/usr/bin/env bash
# What the tests need of the system: Chromium, Node and npm, a font, nginx and openssl. Debian's packages, through apt.
set -euo pipefail

missing=()
command -v chromium > /dev/null || missing+=(chromium)
command -v node > /dev/null || missing+=(nodejs)
command -v npm > /dev/null || missing+=(npm)
command -v nginx > /dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx-light)
command -v openssl > /dev/null || missing+=(openssl)
fc-list 2> /dev/null | grep -qi dejavu || missing+=(fonts-dejavu-core)
[ "${#missing[@]}" -eq 0 ] && exit 0

apt=(apt-get)
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo > /dev/null && sudo -n true 2> /dev/null; then
    apt=(sudo apt-get)
  else
    echo "The tests need ${missing[*]}, and this account may not install packages: run 'apt-get install ${missing[*]}' as root, then try again." >&2
    exit 1
  fi
fi
command -v apt-get > /dev/null || {
  echo "The tests need ${missing[*]}: install them with your system's package manager, then try again." >&2
  exit 1
}
echo "Installing ${missing[*]} …"
export DEBIAN_FRONTEND=noninteractive
"${apt[@]}" update -qq
"${apt[@]}" install -y -qq --no-install-recommends "${missing[@]}" > /dev/null
