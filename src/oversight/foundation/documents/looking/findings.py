"""What is wrong with a file, as the sentence its owner reads (ux.md 2.4), and the limits of security.md 4.4."""

from __future__ import annotations

MEGABYTE = 1024 * 1024
LARGEST_FILE = 25 * MEGABYTE
MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * MEGABYTE
HIGHEST_RATIO = 100
MOST_PIXELS = 40_000_000
MOST_PAGES = 2_000

MISSING = "Select a photo or document"
WRONG_TYPE = "The selected file must be a PDF, Word, Excel, CSV, text, PNG, JPG or email file"
TOO_LARGE = "The selected file must be smaller than 25MB"
EMPTY = "The selected file is empty"
VIRUS = "The selected file contains a virus"
PASSWORD = "The selected file is password protected"
MACROS = "The selected file contains macros. Save it without macros and select the new copy"
LINKED = (
    "The selected file brings in other files or data when opened. Remove those links and select the new copy"
)
EMBEDDED = "The selected file has another file inside it. Remove it and select the new copy"
ACTIVE = "The selected file contains a program or script. Save it as a plain document and select the new copy"
UNPACKS = "The selected file is too large when opened. Split it and select the parts"
PIXELS = "The selected file must be 40 megapixels or fewer"
PAGES = "The selected file must be 2,000 pages or fewer"
UNREADABLE = "The selected file cannot be read. Open it, save it again and select the new copy"


class Unfit(Exception):
    """A file that is not kept, with the sentence that says why."""
