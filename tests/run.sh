#!/usr/bin/env bash
# Every test of the product, from any folder, on a machine that has no more than Debian and the .NET SDK:
# installs what is missing, starts one private PostgreSQL server, builds the solution in Release, runs all test projects.
# The last line is "N passed, N failed"; the exit code is 0 only if nothing failed. Skipped, unrun or missing tests count as failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 LC_ALL=C.UTF-8

work=$(mktemp -d /tmp/alm-tests-XXXXXX)
passed=0 failed=0 step=

# Runs a long step so that Ctrl+C or a kill ends it at once: as a process group of its own, whose end this script awaits.
run_step() {
    local code=0
    set -m
    timeout --kill-after=30s "$@" </dev/null &
    step=$!
    set +m
    wait "$step" || code=$?
    step=
    return $code
}

# Children of children as well, wherever they went: they have this run's temporary folder in their environment.
end_leftovers() {
    local file
    for file in $(grep -lsz "^TMPDIR=$work$" /proc/[0-9]*/environ); do
        file=${file#/proc/}
        kill -KILL "${file%/environ}" 2>/dev/null || true
    done
}

finish() {
    local code=$?
    trap - EXIT
    trap '' INT TERM HUP
    if [ -n "$step" ]; then
        kill -TERM -- "-$step" 2>/dev/null || true
        wait "$step" 2>/dev/null || true
    fi
    [ ! -f "$work/postgres/postmaster.pid" ] || tests/postgres.sh stop "$work/postgres" || true
    end_leftovers
    rm -rf "$work"
    # Whatever stopped this script half-way is a failure too.
    [ $code = 0 ] || [ $failed -gt 0 ] || failed=1
    echo "$passed passed, $failed failed"
    [ $failed = 0 ] || exit 1
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

install_missing() {
    local missing=() as_root=()
    command -v chromium >/dev/null || missing+=(chromium)
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
    [ -x /usr/sbin/ip ] || [ -x /sbin/ip ] || missing+=(iproute2)
    [ -x /usr/sbin/nft ] || missing+=(nftables)
    command -v strace >/dev/null || missing+=(strace)
    # Audit reports are opened by the programs that people have.
    command -v soffice >/dev/null || missing+=(libreoffice-calc-nogui)
    command -v unzip >/dev/null || missing+=(unzip)
    # A mail server that keeps what it is sent.
    [ -d /usr/lib/python3/dist-packages/aiosmtpd ] || missing+=(python3-aiosmtpd)
    command -v pdfinfo >/dev/null || missing+=(poppler-utils)
    # The agent's builds for old and new Windows run here.
    command -v mono >/dev/null || missing+=(mono-runtime)
    [ -x /usr/lib/wine/wine64 ] || missing+=(wine64)
    [ ${#missing[@]} -gt 0 ] || return 0
    if [ "$(id -u)" != 0 ]; then
        sudo -n true 2>/dev/null || { echo "The tests need ${missing[*]}: install them, or run this as root or with sudo." >&2; return 1; }
        as_root=(sudo -n)
    fi
    echo "Installing ${missing[*]}"
    if ! { "${as_root[@]}" apt-get update && "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
        apt-get install -y --no-install-recommends "${missing[@]}"; } </dev/null >"$work/apt.log" 2>&1; then
        tail -n 20 "$work/apt.log" >&2
        echo "Could not install ${missing[*]}." >&2
        return 1
    fi
}

# The whole number in an attribute of the first <assembly> of an xUnit report.
count() { grep -o '<assembly [^>]*>' "$1" | head -n 1 | grep -oP "(?<= $2=\")[0-9]+(?=\")" || echo 0; }

run_project() {
    local name=$1 report="$work/$1.xml" code=0
    echo "== $name"
    run_step 25m "artifacts/bin/$name/release/$name" -noColor -noLogo -failSkips -result-xml "$report" || code=$?
    local good=0 bad=0 part
    if [ -s "$report" ]; then
        good=$(count "$report" passed)
        for part in failed errors skipped not-run; do bad=$((bad + $(count "$report" $part))); done
    fi
    if [ $((good + bad)) = 0 ]; then
        echo "$name ran no test." >&2
        bad=1
    elif [ $code != 0 ] && [ $bad = 0 ]; then
        echo "$name ended with code $code." >&2
        bad=1
    fi
    passed=$((passed + good)) failed=$((failed + bad))
}

install_missing

# Whatever the SDK, the browser and the tests leave behind lies in this one folder, which goes with the script.
# Open as /tmp is: PostgreSQL's own user must be able to enter.
chmod 1777 "$work"
export TMPDIR="$work"

echo "== Build"
# -warnaserror also catches what MSBuild itself warns of; no build server may outlive this script and hold its output open.
run_step 25m dotnet build AlmCompliance.sln -c Release -v quiet -nologo -warnaserror --disable-build-servers

if [ -z "${ALM_TEST_POSTGRES:-}" ]; then
    if [ "$(id -u)" = 0 ]; then install -d -o postgres "$work/postgres"; else mkdir "$work/postgres"; fi
    ALM_TEST_POSTGRES=$(tests/postgres.sh start "$work/postgres")
    export ALM_TEST_POSTGRES
fi

for project in tests/*.Tests/*.csproj; do
    run_project "$(basename "$project" .csproj)"
done
