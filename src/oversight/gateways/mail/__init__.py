"""Mail and GOV.UK Notify (empty until letters are sent)."""
