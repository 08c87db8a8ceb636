#!/usr/bin/env bash
# Every test on SQLite, then every test that uses a database again on PostgreSQL.
set -uo pipefail
python=$1; shift
here=$(cd "$(dirname "$0")/.." && pwd); cd "$here"
jobs=$(nproc 2>/dev/null || echo 1); many=(); [ "$jobs" -gt 1 ] && many=(-n "$jobs" --dist loadgroup --no-loadscope-reorder)
echo "== SQLite"
env -u OVERSIGHT_DATABASE "$python" -m pytest -rs "${many[@]}" "$@" || exit $?
dir=$(mktemp -d)
if address=$(tools/postgresql.sh start "$dir" 2>"$dir.why"); then
  trap 'tools/postgresql.sh stop "$dir" >/dev/null 2>&1; rm -rf "$dir" "$dir.why"' EXIT
  echo "== PostgreSQL"
  OVERSIGHT_DATABASE=$address "$python" -m pytest -rs --create-db "${many[@]}" -m "uses_database" "$@"
else
  echo "SKIPPED: every test on PostgreSQL, because $(cat "$dir.why")"
fi
