"""Everything that writes risk."""

from oversight.capabilities.risk.actions.freezing import freeze
from oversight.capabilities.risk.actions.responding import end_response, plan_response
from oversight.capabilities.risk.actions.viewing import record_view, withdraw_view
from oversight.capabilities.risk.actions.working_out import ask_for_all, ask_for_some, work_out

__all__ = [
    "ask_for_all",
    "ask_for_some",
    "end_response",
    "freeze",
    "plan_response",
    "record_view",
    "withdraw_view",
    "work_out",
]
