"""Messages: what leaves the building, written in the transaction of the deed and sent after it."""
