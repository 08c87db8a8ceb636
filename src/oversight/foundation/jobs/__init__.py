"""Jobs: long and nightly work, its progress in words, retries and the reaper."""
