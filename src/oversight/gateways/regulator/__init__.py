"""The regulator's bulk files and API documents, read into one typed record per service."""

from oversight.gateways.regulator.reading import read_file
from oversight.gateways.regulator.records import ReadResult, RegulatorFileError, ServiceRecord

__all__ = ["ReadResult", "RegulatorFileError", "ServiceRecord", "read_file"]
