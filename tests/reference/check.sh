#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# Writes all fixtures again with python3-torch and torchvision (Debian's) and says which differ from those committed;
# then compares explanations of torchvision's networks, exported as TorchScript, with Python's (build/release).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
/usr/bin/python3 -c 'import torch, torchvision, scipy' 2>/dev/null ||
    { echo "python3-torch, python3-torchvision and python3-scipy are needed: apt-get install python3-torch python3-torchvision python3-scipy" >&2; exit 1; }
for script in tests/reference/make_*.py; do
    echo "==> $script"
    /usr/bin/python3 "$script"
done
for script in tests/reference/check_*.py; do
    echo "==> $script"
    /usr/bin/python3 "$script"
done
git diff --stat --exit-code -- tests/fixtures && echo "all fixtures are what the reference scripts write"
