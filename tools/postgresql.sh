#!/usr/bin/env bash
# A PostgreSQL of the tests' own: `tools/postgresql.sh start DIR` prints the address of a fresh one on a
# socket in DIR; `stop DIR` ends it. Nothing listens on the network. Root becomes the user postgres for it.
set -euo pipefail
what=$1 dir=$2
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
[ -n "$bin" ] || { echo "PostgreSQL is not installed" >&2; exit 3; }
as() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }
case $what in
  start)
    rm -rf "$dir"; mkdir -p "$dir"
    [ "$(id -u)" = 0 ] && chown postgres "$dir"
    as "$bin/initdb" -D "$dir/db" -U oversight --auth=trust --encoding=UTF8 --locale=C >/dev/null
    as "$bin/pg_ctl" -D "$dir/db" -s -w -l "$dir/log" \
      -o "-k '$dir' -c listen_addresses='' -c fsync=off -c max_connections=60" start
    echo "postgresql://oversight@/oversight?host=$dir" ;;
  stop) as "$bin/pg_ctl" -D "$dir/db" -s -m immediate stop ;;
  *) echo "use start or stop" >&2; exit 2 ;;
esac
