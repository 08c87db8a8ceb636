"""All benchmarks, one after another: ``python -m benchmarks [--quick]``."""

import sys

from benchmarks import agreement, assess, backtest, readers, rules

for benchmark in (rules, agreement, backtest, readers, assess):
    print(f"\n== {benchmark.__name__} ==")
    benchmark.main(sys.argv[1:])
