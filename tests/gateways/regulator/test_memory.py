"""What reading costs in memory: measured in a process of its own."""

import os
import subprocess
import sys

import pytest

from tests.fakes.large_ods import write_large_ods

ROWS = 20_000
"""A third of the regulator's sheet: its XML alone is larger than all the memory that is allowed."""

DETECT = """
import sys
from oversight.gateways.regulator.rereading import read_again
from oversight.gateways.regulator.seen import Seen
seen = Seen.from_json(open(sys.argv[2]).read())
again = read_again(sys.argv[1], seen)
peak = open("/proc/self/status").read().split("VmHWM:")[1].split()[0]
print(again.parsed, len(again.gone), again.whole or "-", int(peak) // 1024)
"""
REMEMBER = """
import sys
from oversight.gateways.regulator.rereading import read_again
open(sys.argv[2], "w").write(read_again(sys.argv[1]).seen.to_json())
"""


def run(script, *arguments, root):
    environment = {**os.environ, "PYTHONPATH": str(root / "src")}
    command = [sys.executable, "-c", script, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


@pytest.mark.skipif(sys.platform != "linux", reason="the peak of a process is told by /proc")
def test_change_detection_does_not_hold_the_sheet_in_memory(tmp_path, repository):
    one, other = tmp_path / "1.ods", tmp_path / "2.ods"
    write_large_ods(one, ROWS)
    write_large_ods(other, ROWS, changed=100)
    run(REMEMBER, one, tmp_path / "seen.json", root=repository)
    parsed, gone, whole, megabytes = run(DETECT, other, tmp_path / "seen.json", root=repository).split()
    assert (parsed, gone, whole) == ("200", "100", "-")
    assert int(megabytes) < 100
