"""Reading a council's policy from a folder: YAML with line numbers, validation, extension, adoption."""
