"""Pages of the audit trail. The gate stands above this part of the house: ``accounts.audit_urls`` opens them."""
