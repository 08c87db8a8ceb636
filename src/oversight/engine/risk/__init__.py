"""Points, caps, thresholds, floors and bands, and what would have to change to reach the next better band."""
