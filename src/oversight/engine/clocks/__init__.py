"""Time limits: working days by named calendar, calendar days, weeks, months, backwards clocks, pauses."""
