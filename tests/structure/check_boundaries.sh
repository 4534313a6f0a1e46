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
        while read -r next; do queue+=("$next"); done < <(sed -nE 's/^#include *"([a-z]+(\/[a-z]+)?\/[A-Za-z0-9]+\.h)".*/\1/p' "core/$header")
    done
    printf '%s\n' $seen
}
for header in $(find core/session core/compare core/report -name '*.h'); do
    for reached in $(reachable "${header#core/}"); do
        complain "$header reaches LibTorch through $reached:" "$(grep -nE '#include *[<"](torch|ATen|c10)/' "core/$reached")"
    done
done

# A folder includes only itself and those before it.
ladder() { # TOP FOLDER...
    local top=$1 earlier="" folder other
    shift
    for folder in "$@"; do
        [ -d "$top/$folder" ] || complain "$top/$folder is missing: correct this list." "$folder"
        earlier="$earlier $folder"
        for other in "$@"; do
            case " $earlier " in *" $other "*) continue ;; esac
            complain "$top/$folder includes the later $top/$other:" \
                "$(find "$top/$folder" -maxdepth 1 -type f -exec grep -nHE "#include *\"$other/[A-Za-z0-9]+\.h" {} +)"
        done
    done
    for folder in $(find "$top" -mindepth 1 -type d -printf '%P\n'); do
        case " $* " in *" $folder "*) ;; *) complain "No ladder names this folder: add it below." "$top/$folder" ;; esac
    done
}
ladder core base data weights models explain distract train evaluate session/settings session/runs session session/inspect \
    compare report
ladder ui figure style widgets widgets/pictures widgets/forms widgets/plots bridge pages pages/method pages/data \
    pages/training pages/runs pages/inspect pages/compare pages/composer window

# The pages do not know each other.
for page in data training runs inspect compare composer; do
    for other in data training runs inspect compare composer; do
        [ "$page" = "$other" ] ||
            complain "ui/pages/$page includes ui/pages/$other:" "$(grep -rnE "#include *\"pages/$other/" "ui/pages/$page")"
    done
done
complain "ui/figure includes widgets:" "$(grep -rnE '#include *<Q(Widget|Application|tWidgets)' ui/figure)"
for stage in data weights models explain distract train evaluate; do
    complain "ui/ includes core/$stage instead of session/:" "$(grep -rnE "#include *\"$stage/" ui 2>/dev/null)"
done
echo "Totals: $((1 - offences)) passed, $offences failed, 0 skipped"
exit $offences
