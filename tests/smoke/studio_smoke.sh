#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Opens the real window on a real X server (Xvfb) and closes it again: the launcher, the platform plugin and the fonts are
# there. Skipped where xvfb-run is not installed.
#
#   studio_smoke.sh LOOKAWAY
set -u
if ! command -v xvfb-run >/dev/null; then
    echo "SKIP: xvfb-run is not installed"
    echo "Totals: 0 passed, 0 failed, 1 skipped"
    exit 0
fi
settings=$(mktemp -d)
trap 'rm -rf "$settings"' EXIT
if XDG_CONFIG_HOME="$settings" HOME="$settings" QT_QPA_PLATFORM=xcb timeout 120 \
    xvfb-run -a -s "-screen 0 1600x1000x24" "$1" --exit-when-shown; then
    echo "Totals: 1 passed, 0 failed, 0 skipped"
else
    echo "FAIL!  : the window could not be shown (exit code $?)"
    echo "Totals: 0 passed, 1 failed, 0 skipped"
    exit 1
fi
