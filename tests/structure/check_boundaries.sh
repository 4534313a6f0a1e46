#!/usr/bin/env bash
# SPDX-License-Identifier: MIT
# The boundaries of ARCHITECTURE.md that the link list alone cannot state. Prints every offence, fails on any.
set -u
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit 2
offences=0
complain() { [ -z "$2" ] || { printf '%s\n%s\n\n' "$1" "$2"; offences=1; }; }

complain "core/ includes Qt:" "$(grep -rnE '#include *[<"]Q[A-Za-z]' core)"
complain "ui/ includes LibTorch:" "$(grep -rnE '#include *[<"](torch|ATen|c10)/' ui 2>/dev/null)"
complain "a torch-free stage includes LibTorch:" "$(grep -rnE '#include *[<"](torch|ATen|c10)/' core/base core/data core/weights)"

# Everything that a header of session/, compare/ or report/ reaches must be torch-free: ui is compiled without LibTorch's folders.
reachable() { # header, relative to core/
    local seen=" " queue=("$1") header
    while [ ${#queue[@]} -gt 0 ]; do
        header=${queue[0]}
        queue=("${queue[@]:1}")
        case $seen in *" $header "*) continue ;; esac
        seen="$seen$header "
        [ -f "core/$header" ] || continue
        while read -r next; do queue+=("$next"); done < <(sed -nE 's/^#include *"([a-z]+\/[A-Za-z0-9]+\.h)".*/\1/p' "core/$header")
    done
    printf '%s\n' $seen
}
for header in core/session/*.h core/compare/*.h core/report/*.h; do
    [ -f "$header" ] || continue
    for reached in $(reachable "${header#core/}"); do
        complain "$header reaches LibTorch through $reached:" "$(grep -nE '#include *[<"](torch|ATen|c10)/' "core/$reached")"
    done
done

# A stage includes only earlier stages.
stages="base data weights models explain distract train evaluate session compare report"
earlier=""
for stage in $stages; do
    earlier="$earlier $stage"
    for other in $stages; do
        case " $earlier " in *" $other "*) continue ;; esac
        complain "core/$stage includes the later stage core/$other:" "$(grep -rnE "#include *\"$other/" "core/$stage")"
    done
done
# A room of the studio includes only earlier rooms, and of core only report/, compare/, session/ and base/.
rooms="figure style widgets bridge pages window"
earlier=""
for room in $rooms; do
    earlier="$earlier $room"
    for other in $rooms; do
        case " $earlier " in *" $other "*) continue ;; esac
        complain "ui/$room includes the later room ui/$other:" "$(grep -rnE "#include *\"$other/" "ui/$room" 2>/dev/null)"
    done
done
complain "ui/figure includes widgets:" "$(grep -rnE '#include *<Q(Widget|Application|tWidgets)' ui/figure)"
for stage in data weights models explain distract train evaluate; do
    complain "ui/ includes core/$stage instead of session/:" "$(grep -rnE "#include *\"$stage/" ui 2>/dev/null)"
done
echo "Totals: $((1 - offences)) passed, $offences failed, 0 skipped"
exit $offences
