"""Writing what can be found, and keeping views of lists."""

from oversight.foundation.search.actions.entries import forget, put, rebuild
from oversight.foundation.search.actions.saved_views import make_default, remove, rename, save, share

__all__ = ["forget", "make_default", "put", "rebuild", "remove", "rename", "save", "share"]
