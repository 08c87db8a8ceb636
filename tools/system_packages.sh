#!/usr/bin/env bash
# Chromium and PostgreSQL, installed where this machine has apt and this is root; else said plainly.
set -uo pipefail
missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium)
ls -d /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
[ ${#missing[@]} = 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  { apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >/tmp/oversight-apt.log 2>&1 && exit 0
  tail -3 /tmp/oversight-apt.log
fi
echo "NOT INSTALLED: ${missing[*]}. The tests that need them are skipped, and counted below."
exit 0
