#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Writes tests/fixtures/statistics/paired.json with scipy: Student's paired t-test, Wilcoxon's signed-rank test
(exact without ties, normal approximation otherwise, zero differences dropped, no continuity correction) and McNemar's
exact test. The numbers of the lists are binary fractions, so that equal differences are equal in every language.
"""
import json
import pathlib

import numpy as np
from scipy import stats

OUT = pathlib.Path(__file__).resolve().parent.parent / "fixtures" / "statistics"


def case(name, first, second):
    first, second = np.array(first, float), np.array(second, float)
    d = second - first
    magnitudes = np.abs(d[d != 0])
    exact = len(magnitudes) <= 50 and len(set(magnitudes)) == len(magnitudes)
    rank = stats.wilcoxon(d[d != 0], mode="exact" if exact else "approx", correction=False)
    t = stats.ttest_rel(second, first)
    low, high = stats.t.interval(0.95, len(d) - 1, loc=d.mean(), scale=stats.sem(d))
    return {"name": name, "first": first.tolist(), "second": second.tolist(), "mean": d.mean(),
            "deviation": d.std(ddof=1), "low": low, "high": high, "t": t.statistic, "p_t": t.pvalue,
            "w": float(rank.statistic), "p_wilcoxon": rank.pvalue}


def main():
    i = np.arange(60)
    many = ((i * 37) % 61 - 25) / 8 + i / 1024
    cases = [
        case("five seeds", [0.5, 0.25, 0.625, 0.6875, 0.640625], [0.75, 0.640625, 0.765625, 0.78125, 0.9375]),
        case("eight, no ties", [1, 2, 3, 4, 5, 6, 7, 8], [1.5, 1, 5.25, 8, 4.75, 7.125, 6.25, 9.75]),
        case("ties and zeros", range(1, 11), [2, 2, 5, 3, 6, 8, 7, 10, 8, 13]),
        case("sixty", i * 0.5, i * 0.5 + many),
    ]
    mcnemar = [{"first": a, "second": b, "p": stats.binomtest(min(a, b), a + b, 0.5).pvalue}
               for a, b in [(3, 12), (0, 4), (5, 5), (40, 61)]]
    OUT.mkdir(exist_ok=True)
    (OUT / "paired.json").write_text(json.dumps({"paired": cases, "mcnemar": mcnemar}, indent=1) + "\n")


if __name__ == "__main__":
    main()
