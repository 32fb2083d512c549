#!/usr/bin/env bash
# A private PostgreSQL server for tests, with Debian's own programs and nothing of the machine's server.
#   postgres.sh start DIR   makes a cluster in DIR (not there yet), starts it on a free loopback port, prints its connection string
#   postgres.sh restart DIR ends that one without a word to anybody, as a crash does, and starts it again on the same port
#   postgres.sh stop DIR    stops that one and removes DIR
set -euo pipefail

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -n 1 || true)
[ -x "$bin/initdb" ] || { echo "No PostgreSQL server is installed (Debian: apt-get install postgresql)." >&2; exit 1; }

# PostgreSQL refuses to run as root.
as_owner() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start() {
    # Language-aware order by default, as most servers have: what depends on a server's language shall show here.
    (cd / && as_owner "$bin/initdb" -D "$1" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --locale-provider=icu --icu-locale=en --no-sync) >/dev/null
    for _ in 1 2 3 4 5 6; do
        local port=$((20000 + RANDOM % 12000))
        if (cd / && as_owner "$bin/pg_ctl" -D "$1" -l "$1/log" -w -s start -o "-p $port -c listen_addresses=127.0.0.1 \
            -c unix_socket_directories=$1 -c max_connections=200 -c fsync=off") >/dev/null 2>&1; then
            echo "Host=127.0.0.1;Port=$port;Username=postgres;Database=postgres"
            return
        fi
    done
    cat "$1/log" >&2
    exit 1
}

restart() { (cd / && as_owner "$bin/pg_ctl" -D "$1" -l "$1/log" -m immediate -w -s restart); }

stop() {
    (cd / && as_owner "$bin/pg_ctl" -D "$1" -m immediate -s stop)
    rm -rf "$1"
}

"$1" "$2"
