"""The regulator's bulk files and API documents, read into one typed record per service."""
