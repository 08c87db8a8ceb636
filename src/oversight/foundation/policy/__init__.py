"""Policy: which packs an authority has adopted, its own settings, who has read what."""
