# Shared by the scripts: finding tools, installing what is missing, saying steps.
# Sourced, never run. Everything here works without root when nothing is missing.
# shellcheck shell=bash
set -euo pipefail
ROOT="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
cd "$ROOT"
TARGET="${CARGO_TARGET_DIR:-$ROOT/target}"
export CARGO_TARGET_DIR="$TARGET"

# One selection for everything that tests build: another one has other features of shared
# dependencies, and cargo would build those again for each tier.
# shellcheck disable=SC2034  # used by those who source this
ALL=(--workspace --features tiffin-uniffi/bindgen)

say() { printf '\033[1m==> %s\033[0m\n' "$*"; }
die() { printf 'error: %s\n' "$*" >&2; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# Installs Debian packages that are missing; without the right to, says the exact command.
need_packages() {
    have dpkg-query || return 0
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'install ok installed' || missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return 0
    local as=()
    if [ "$(id -u)" -ne 0 ]; then
        if have sudo && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then as=(sudo); else
            die "missing packages; run: sudo apt-get install -y ${missing[*]}"
        fi
    fi
    say "Installing ${missing[*]}"
    "${as[@]}" apt-get update -qq
    "${as[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

need_rust() {
    have cargo || die "Rust is missing: install rustup from https://rustup.rs, then run this again"
    local want have_version
    want="$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)"
    have_version="$(rustc --version | cut -d' ' -f2)"
    [ "$(printf '%s\n%s\n' "$want" "$have_version" | sort -V | head -1)" = "$want" ] ||
        die "Rust $want or newer is needed, this is $have_version: run 'rustup update stable'"
}

need_node() {
    if ! have node || ! have npm; then
        [ "$(uname)" = Darwin ] && die "Node.js is missing: brew install node"
        need_packages nodejs npm
    fi
    local major
    major="$(node -p 'process.versions.node.split(".")[0]')"
    [ "$major" -ge 18 ] || die "Node.js 18 or newer is needed, this is $(node --version)"
}

# What building the desktop host and the store takes.
need_desktop() {
    need_rust
    if [ "$(uname)" = Darwin ]; then
        have cmake || die "cmake is missing: brew install cmake"
    else
        need_packages build-essential pkg-config cmake libwebkit2gtk-4.1-dev fonts-dejavu-core fonts-noto-cjk fonts-noto-color-emoji
    fi
    need_node
}

need_java() {
    if have java && have mvn; then return 0; fi
    need_packages default-jdk-headless maven
}

# A virtual screen, for machines without one.
need_screen() { [ "$(uname)" = Darwin ] || need_packages xvfb xauth imagemagick x11-utils; }

chromium_path() {
    local c
    for c in chromium chromium-browser google-chrome google-chrome-stable; do
        have "$c" && { command -v "$c"; return 0; }
    done
    return 1
}

# A free display number, tried in order; prints it.
free_display() {
    local n=90
    while [ -e "/tmp/.X11-unix/X$n" ] || [ -e "/tmp/.X$n-lock" ]; do n=$((n + 1)); done
    printf '%s' "$n"
}
