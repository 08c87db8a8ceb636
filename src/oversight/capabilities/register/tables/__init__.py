"""The lists of the register: columns, filters, what each row shows."""

from oversight.capabilities.register.tables.beside import CONTACTS, CONTRACTS, officers_list, rows_as_asked
from oversight.capabilities.register.tables.records import IMPORTS, PROVIDERS, services_list, staff_choices

__all__ = [
    "CONTACTS",
    "CONTRACTS",
    "IMPORTS",
    "PROVIDERS",
    "officers_list",
    "rows_as_asked",
    "services_list",
    "staff_choices",
]
