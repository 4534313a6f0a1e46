#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every fuzz target for a bounded time: tests/fuzz/run.sh BUILD_DIR SECONDS
# Fails on a finding and leaves the input that shows it in BUILD_DIR/findings.
set -u
if [ $# -ne 2 ]; then
  echo "usage: $0 BUILD_DIR SECONDS_PER_TARGET" >&2
  exit 2
fi
here=$(cd "$(dirname "$0")" && pwd)
build=$(cd "$1" && pwd) || exit 2
seconds=$2
passed=0
failed=0
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir -p "$build/findings"
for source in "$here"/fuzz_*.cpp; do
  name=$(basename "$source" .cpp)
  mkdir "$work/$name"
  cp "$here/corpus/${name#fuzz_}"/* "$work/$name/" 2>/dev/null
  if "$build/$name" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=10 -max_len=65536 -print_final_stats=1 \
      -artifact_prefix="$build/findings/$name-" "$work/$name" >"$work/$name.log" 2>&1; then
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$work/$name.log")
    echo "ok    $name: $runs runs"
    passed=$((passed + 1))
  else
    tail -n 60 "$work/$name.log"
    echo "FAIL  $name"
    failed=$((failed + 1))
  fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
