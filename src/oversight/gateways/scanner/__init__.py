"""The virus scanner for uploaded files: clamd over TCP or a local socket, or none in a demo.

``scanner_at(address).scan(chunks)`` says clean, infected or not scanned; where the scanner cannot be
asked it raises ``ScannerUnavailable``, and the caller keeps the file from everybody.
"""

from oversight.gateways.scanner.clamd import Clamd
from oversight.gateways.scanner.scans import NoScanner, Scan, Scanner, ScannerUnavailable, Verdict
from oversight.gateways.scanner.where import scanner_at

__all__ = ["Clamd", "NoScanner", "Scan", "Scanner", "ScannerUnavailable", "Verdict", "scanner_at"]
