"""All benchmarks, one after another: ``python -m benchmarks [--quick]``.

Those of the service run by themselves, on the database of ``OVERSIGHT_DATABASE`` or SQLite.
"""

import subprocess
import sys

from benchmarks import agreement, assess, backtest, readers, rules

for benchmark in (rules, agreement, backtest, readers, assess):
    print(f"\n== {benchmark.__name__} ==")
    benchmark.main(sys.argv[1:])

for name in ("keeping", "pages", "searching"):
    print(f"\n== benchmarks.{name} ==", flush=True)
    subprocess.run([sys.executable, "-W", "ignore", "-m", f"benchmarks.{name}", *sys.argv[1:]], check=True)
