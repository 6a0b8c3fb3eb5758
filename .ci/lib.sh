# SPDX-License-Identifier: EUPL-1.2
# What the parts of the gate share: settings, a folder for work, demands on commands. Sourced first by each part.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DEBIAN_FRONTEND=noninteractive RUST_BACKTRACE=0
# Foreign witnesses that a test can do without elsewhere must be heard here.
export MSSANTE_WITNESSES=required
built=${CARGO_TARGET_DIR:-$PWD/target}/debug
harness=$built/mssante-harness
# The data published by the authorities, where it lies beside the checkout.
data=$PWD/../shared/data
work=$(mktemp -d)
ci_user=mssante-ci
# Functions that a part wants called at its end.
at_end=()

clean() {
    local running last
    running=$(jobs -pr)
    # shellcheck disable=SC2086 # one word for each process
    if [ -n "$running" ]; then kill $running 2> /dev/null || true; wait; fi
    for last in "${at_end[@]}"; do "$last"; done
    rm -rf "$work"
}
trap clean EXIT

step() { printf '\n=== %s\n' "$*"; }

fail() { echo "$*" >&2; exit 1; }

# Runs a command and demands one exit code.
demand() {
    local wanted=$1 got=0
    shift
    "$@" || got=$?
    [ "$got" -eq "$wanted" ] || fail "exit $got instead of $wanted: $*"
}

# Runs a command, keeps what it says in a file, and demands one exit code; shows the file when another comes.
quietly() {
    local wanted=$1 file=$2 got=0
    shift 2
    "$@" > "$file" 2>&1 || got=$?
    [ "$got" -eq "$wanted" ] || { cat "$file"; fail "exit $got instead of $wanted: $*"; }
}

# Runs a command, shows what it says, and demands some words in it; `$work/said` holds the whole.
says() {
    local wanted=$1 words=$2
    shift 2
    demand "$wanted" "$@" | tee "$work/said"
    grep -qF -- "$words" "$work/said" || fail "\`$words\` is not in what was said"
}

# Installs the packages of a part, unless the gate has installed those of every part.
needs() { [ -n "${MSSANTE_CI_INSTALLED:-}" ] || bash .ci/install "$1"; }

# The program and the examples, with the very features that `cargo test --workspace` builds them with.
build() { cargo build --workspace --bins --examples --locked; }

# A home for an ordinary user, with the program, the scenarios and the connector files: `$home`.
ordinary_user() {
    id "$ci_user" > /dev/null 2>&1 || useradd --create-home "$ci_user"
    home=$(mktemp -d)
    at_end+=(forget_user)
    cp -r scenarios "$harness" harness/connectors "$home/"
    chown -R "$ci_user:" "$home"
}

forget_user() {
    rm -rf "$home"
    userdel -r "$ci_user" > /dev/null 2>&1 || true
}

# Words of a shell that run the program as that user; `$1` is his home, the others are the program's.
# shellcheck disable=SC2016 # for the inner shell
as_user='cd "$1" && shift && exec setpriv --reuid '$ci_user' --regid '$ci_user' --clear-groups env HOME="$PWD" ./mssante-harness "$@"'
