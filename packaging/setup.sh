# SPDX-License-Identifier: MIT
# Sourced by run, test and bench: the set-up of a fresh Debian machine, in steps that do nothing when already done.
# shellcheck shell=bash
set -euo pipefail
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '==> %s\n' "$*"; }
die() { printf 'lookaway: %s\n' "$*" >&2; exit 1; }

own_torch() { [ -n "${Torch_DIR:-}" ] || { [ -n "${CMAKE_PREFIX_PATH:-}" ] && \
    tr ':;' '\n\n' <<<"$CMAKE_PREFIX_PATH" | sed 's,$,/share/cmake/Torch/TorchConfig.cmake,' | xargs -r ls >/dev/null 2>&1; }; }

# wanted_packages [test|tidy|bench|translations]: the names in packaging/debian-packages that this call needs.
wanted_packages() {
    sed -e 's/#.*//' -e '/^[[:space:]]*$/d' "$ROOT/packaging/debian-packages" | while read -r first second; do
        case $first in
            torch:) own_torch || echo "$second" ;;
            test:) [ "${1:-}" != test ] || clang_runtime "$second" ;;
            tidy:) [ "${1:-}" != tidy ] || echo "$second" ;;
            bench:) [ "${1:-}" != bench ] || echo "$second" ;;
            translations:) [ "${1:-}" != translations ] || echo "$second" ;;
            *) echo "$first" ;;
        esac
    done
}

# Debian names Clang's runtime by its version; "libclang-rt-dev" stands for that of the default Clang.
clang_runtime() {
    [ "$1" = libclang-rt-dev ] || { echo "$1"; return; }
    case $(. /etc/os-release; echo "${VERSION_ID:-}") in
        12) echo libclang-rt-14-dev ;;
        *) echo libclang-rt-19-dev ;;
    esac
}

install_packages() {
    command -v dpkg-query >/dev/null || { say "Not a Debian system: expecting the libraries listed in packaging/debian-packages to be installed."; return; }
    local missing=() package
    for package in $(wanted_packages "$@"); do
        dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null | grep -q '^ii' || missing+=("$package")
    done
    [ ${#missing[@]} -gt 0 ] || return 0
    say "Installing Debian packages: ${missing[*]}"
    local sudo=()
    if [ "$(id -u)" -ne 0 ]; then
        command -v sudo >/dev/null || die "these packages are missing and neither root nor sudo is at hand: ${missing[*]}"
        sudo=(sudo)
    fi
    "${sudo[@]}" apt-get update -q
    "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}"
}

# build PRESET [target...]: configures once (Ninja does it again by itself when a CMake file changes) and builds.
build() {
    local preset=$1 folder="$ROOT/build/$1" hints=()
    shift
    [ -z "${Torch_DIR:-}" ] || hints+=("-DTorch_DIR=$Torch_DIR")
    [ -z "${CMAKE_PREFIX_PATH:-}" ] || hints+=("-DCMAKE_PREFIX_PATH=${CMAKE_PREFIX_PATH//:/;}")
    if [ ! -f "$folder/build.ninja" ] || [ ${#hints[@]} -gt 0 ]; then
        say "Configuring ($preset) in build/$preset"
        mkdir -p "$folder"
        (cd "$ROOT" && cmake --preset "$preset" "${hints[@]}") >"$folder/configure.log" 2>&1 ||
            { tail -n 40 "$folder/configure.log" >&2; die "CMake failed; the whole log is build/$preset/configure.log"; }
    fi
    say "Building ($preset): the first time takes some minutes, afterwards seconds"
    cmake --build "$folder" --parallel "$(jobs_that_fit)" ${*:+--target "$@"}
}

# One compiler per core, but at least 1.5 GB of memory for each: LibTorch's headers are large.
jobs_that_fit() {
    local by_memory
    by_memory=$(awk '/MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
    local cores
    cores=$(nproc)
    [ "$by_memory" -ge 1 ] || by_memory=1
    [ "$cores" -lt "$by_memory" ] && echo "$cores" || echo "$by_memory"
}
