"""Looking into an uploaded file before it is kept: pure Python, run in a process with limits of its own."""
