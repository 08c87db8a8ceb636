"""Every page of the service: its route, who looks at it, its address, and in which state.

What stands in braces was found in the sample or made by ``preparing.py``. A test holds this list against the
routes of the service: a page that is not here, or is no longer there, fails it (ux.md 5.3).
"""

from __future__ import annotations

from typing import NamedTuple

from tests.browser.brought import brought
from tests.days import typed

PAGE, DOWNLOAD, REDIRECT, FRAGMENT = "page", "download", "redirect", "fragment"
"""What an address answers with; a test asks each that is said to be no page (``test_not_pages.py``)."""


class Look(NamedTuple):
    """Somebody looks at an address of a route; ``state`` says which case of it, ``status`` what is answered."""

    route: str
    who: str
    address: str
    kind: str = PAGE
    state: str = ""
    status: int = 200

    @property
    def name(self) -> str:
        """How the test of it is called."""
        return " ".join(filter(None, (self.route.replace(":", "."), self.state))).replace(" ", "-")


SERVICE, CLOSED = "/services/{service}/", "/services/{closed}/"

REGISTER = (
    Look("register:services", "qm", "/services/"),
    Look("register:services", "pl", "/services/", state="for a broker"),
    Look("register:services", "qm", "/services/?page=3", state="last page"),
    Look("register:services", "qm", "/services/?name=zzzzzz", state="none match"),
    Look("register:services", "qm", "/services/?kind=home_care", state="filtered"),
    Look("register:services", "qm", "/services/?format=xlsx", state="to export"),
    Look("register:services", "qm", "/services/?format=xlsx&asked=yes&outside=no", DOWNLOAD, "exported"),
    Look("register:add_service", "qm", "/services/new/"),
    Look("register:service", "qm", SERVICE),
    Look("register:service", "pl", SERVICE, state="for a broker"),
    Look("register:service", "qm", CLOSED, state="closed"),
    Look("register:service", "qm", "/services/{merged}/", REDIRECT, "merged"),
    Look("register:service", "qm", "/services/S-999999/", state="not there", status=404),
    Look("register:timeline", "qm", SERVICE + "timeline/"),
    Look("register:details", "qm", SERVICE + "details/"),
    Look("register:details", "qm", SERVICE + f"details/?on={typed(-4)}", state="on a day"),
    Look("register:details", "qm", SERVICE + "details/?on=never", state="no real day"),
    Look("register:section", "qm", SERVICE + "intelligence/"),
    Look("register:section", "qm", SERVICE + "visits/", state="visits"),
    Look("register:files", "qm", SERVICE + "files/"),
    Look("register:deadlines", "qm", SERVICE + "deadlines/"),
    Look("register:correct", "qm", SERVICE + "correct/"),
    Look("register:scope", "qm", SERVICE + "scope/"),
    Look("register:close", "qm", SERVICE + "close/"),
    Look("register:reopen", "qm", CLOSED + "reopen/"),
    Look("register:merge", "qm", SERVICE + "merge/"),
    *(
        Look("register:add_part", "qm", f"{SERVICE}{word}/new/", state=word)
        for word in ("contacts", "contracts", "commissioners", "officers", "market-risks", "warnings")
    ),
    Look("register:correct_part", "qm", SERVICE + "contacts/{contact}/correct/"),
    Look("register:end_part", "qm", SERVICE + "contacts/{contact}/end/"),
    Look("register:providers", "qm", "/providers/"),
    Look("register:add_provider", "qm", "/providers/new/"),
    Look("register:provider", "qm", "/providers/{provider}/"),
    Look("register:correct_provider", "qm", "/providers/{provider}/correct/"),
    Look("register:close_provider", "qm", "/providers/{provider}/close/"),
    Look("register:reopen_provider", "qm", "/providers/{closed_provider}/reopen/"),
    Look("register:provider", "qm", "/providers/{closed_provider}/", state="closed"),
    Look("register:merge_provider", "qm", "/providers/{provider}/merge/"),
    Look("register:change_provider", "qm", SERVICE + "provider/"),
    Look("register:contracts", "qm", "/contracts/"),
    Look("register:contacts", "qm", "/contacts/"),
    Look("register:officers", "qm", "/officers/"),
    Look("register:imports", "qm", "/imports/"),
    Look("register:upload", "qm", "/imports/new/"),
    Look("register:import", "qm", "/imports/{import_read}/", state="read"),
    Look("register:import", "qm", "/imports/{import_checked}/", state="checked"),
    Look("register:import", "qm", "/imports/{import_saved}/", state="saved"),
    Look("register:columns", "qm", "/imports/{import_read}/columns/"),
    Look("register:import_problems", "qm", "/imports/{import_checked}/problems/", DOWNLOAD),
    Look("register:save_import", "qm", "/imports/{import_checked}/save/", REDIRECT),
    Look("register:leave_import", "qm", "/imports/{import_checked}/leave/", REDIRECT),
    Look("register:undo_import", "qm", "/imports/{import_saved}/undo/"),
)

WORK = (
    Look("tasks:mine", "qm", "/my-work/"),
    Look("tasks:mine", "cw", "/my-work/", state="empty"),
    Look("tasks:team", "qm", "/my-work/team/"),
    Look("tasks:unassigned", "qm", "/my-work/unassigned/"),
    Look("tasks:calendar", "qm", "/my-work/calendar/"),
    Look("tasks:assign", "qm", "/my-work/assign/?which={task}"),
    Look("tasks:assign", "qm", "/my-work/assign/", state="nothing selected"),
    Look("tasks:recalculate", "qm", "/my-work/recalculate/"),
    Look("tasks:all", "qm", "/tasks/"),
    Look("tasks:add", "qm", "/tasks/new/?about={service}"),
    Look("tasks:task", "qm", "/tasks/{task}/"),
    Look("tasks:task", "qo", "/tasks/{task}/", state="of somebody else", status=404),
    Look("tasks:complete", "qm", "/tasks/{task}/complete/"),
    Look("tasks:reassign", "qm", "/tasks/{task}/reassign/"),
    Look("tasks:take", "qm", "/tasks/{task}/take/", REDIRECT),
    Look("tasks:task", "qm", "/tasks/{clocked}/", state="with a clock"),
    Look("tasks:pause", "qm", "/tasks/{clocked}/pause/", state="clock that never pauses", status=404),
    Look("tasks:resume", "qm", "/tasks/{clocked}/resume/", state="clock that never pauses", status=404),
    Look("tasks:cancel", "qm", "/tasks/{task}/cancel/"),
    Look("tasks:address", "qm", "/account/calendar/"),
    Look("tasks:feed", "", "/calendar/{secret}.ics", DOWNLOAD),
    Look("notifications:list", "qm", "/notifications/"),
    Look("notifications:list", "cw", "/notifications/", state="empty"),
    Look("notifications:list", "pu", "/notifications/", state="for a provider"),
    Look("notifications:preferences", "qm", "/account/notifications/"),
    Look("jobs:show", "qm", "/jobs/{job}/"),
    Look("jobs:cancel", "qm", "/jobs/{job}/cancel/", REDIRECT),
    Look("jobs:progress", "qm", "/jobs/{job}/progress/", FRAGMENT),
    Look("documents:add", "qm", "/documents/add/?about={service}"),
    Look("documents:show", "qm", "/documents/{document}/"),
    Look("documents:download", "qm", "/documents/{document}/download/", DOWNLOAD),
    Look("documents:withdraw", "qm", "/documents/{document}/withdraw/"),
    Look("search:search", "qm", "/search/"),
    Look("search:search", "qm", "/search/?q=care", state="found"),
    Look("search:search", "qm", "/search/?q=zzzzzzzz", state="nothing found"),
    Look("search:views", "qm", "/account/views/"),
    Look("search:views", "cw", "/account/views/", state="empty"),
    Look("search:save", "qm", "/account/views/save/?path=/services/&query=kind=home_care"),
    Look("search:rename", "qm", "/account/views/{view}/rename/"),
    Look("search:share", "qm", "/account/views/{view}/share/"),
    Look("search:default", "qm", "/account/views/{view}/default/"),
    Look("search:remove", "qm", "/account/views/{view}/remove/"),
)

RULES = (
    Look("policy:policies", "qm", "/policy/"),
    Look("policy:policies", "cw", "/policy/?on=1/1/2020", state="before any"),
    Look("policy:policy", "qm", "/policy/{policy}/"),
    Look("policy:read", "cw", "/policy/{policy}/read/", REDIRECT),
    Look("policy:posts", "qm", "/policy/{policy}/posts/"),
    Look("policy:end", "qm", "/policy/{policy}/end/"),
    Look("policy:adopt", "qm", "/policy/adopt/"),
    Look(
        "policy:adopt", "qm", f"/policy/adopt/?edition=somerset/1&starts_on={typed(8)}", state="check first"
    ),
    Look("policy:settings", "qm", "/policy/settings/"),
    Look("policy:draft", "qm", "/policy/settings/new/"),
    Look("policy:version", "qm", "/policy/settings/{number}/"),
    Look("policy:change", "qm", "/policy/settings/{number}/change/"),
    Look("policy:preview", "qm", "/policy/settings/{number}/preview/"),
    Look("policy:approve", "hoc", "/policy/settings/{number}/approve/"),
    Look("policy:withdraw", "qm", "/policy/settings/{number}/withdraw/"),
    Look("audit:events", "dir", "/audit/"),
    Look("audit:events", "pu", "/audit/", state="for a provider"),
    Look("audit:event", "dir", "/audit/1/"),
    Look("audit:export", "dir", "/audit/export/"),
    Look("audit:verify", "dir", "/audit/verify/"),
    Look("people:people", "sa", "/people/"),
    Look("people:people", "sa", "/people/?q=zzzzzz", state="none match"),
    Look("people_file", "hoc", "/people/export/?format=csv"),
    Look("people_file", "hoc", "/people/export/?format=csv&asked=yes&outside=no", DOWNLOAD, "exported"),
    Look("people:person", "sa", "/people/{person}/"),
    Look("people:person", "sa", "/people/{invited}/", state="invited"),
    Look("people:add", "sa", "/people/new/"),
    Look("people:grant", "sa", "/people/{person}/roles/new/"),
    Look("people:invite", "sa", "/people/{invited}/invite/", REDIRECT),
    Look("people:deactivate", "sa", "/people/{invited}/close/"),
    Look("people:end_role", "sa", "/people/roles/{membership}/end/"),
    Look("people:decide", "hoc", "/people/proposals/{proposal}/"),
    Look("people:delegations", "hoc", "/people/delegations/"),
    Look("people:delegate", "hoc", "/people/delegations/new/"),
    Look("people:end_delegation", "hoc", "/people/delegations/{delegation}/end/"),
)

ENTRANCE = (
    Look("home", "qm", "/", REDIRECT),
    Look("home", "", "/", REDIRECT, "for nobody"),
    Look("help", "", "/help/"),
    Look("help", "qm", "/help/", state="signed in"),
    Look("portal:help", "pu", "/portal/help/"),
    Look("home", "pu", "/", REDIRECT, "for a provider"),
    Look("accessibility", "", "/accessibility/"),
    Look("privacy", "", "/privacy/"),
    Look("cookies", "", "/cookies/"),
    Look("alive", "", "/healthz", FRAGMENT),
    Look("ready", "", "/readyz", FRAGMENT),
    Look("account_login", "", "/sign-in/"),
    Look("account_inactive", "", "/sign-in/closed/"),
    Look("mfa_authenticate", "half", "/sign-in/code/"),
    Look("mfa_login_webauthn", "", "/sign-in/passkey/", REDIRECT),
    Look("socialaccount_login_cancelled", "", "/sign-in/stopped/"),
    Look("socialaccount_login_error", "", "/sign-in/failed/", status=401),
    Look("openid_connect_login", "", "/sign-in/with/none/", state="not set up", status=404),
    Look("openid_connect_callback", "", "/sign-in/with/none/done/", state="not set up", status=404),
    Look("account_logout", "qm", "/sign-out/"),
    Look("timed_out", "", "/timed-out/"),
    Look("account_reauthenticate", "qm", "/show-it-is-you/"),
    Look("mfa_reauthenticate", "tamsin", "/show-it-is-you/code/"),
    Look("mfa_reauthenticate_webauthn", "tamsin", "/show-it-is-you/passkey/"),
    Look("account_reset_password", "", "/forgotten-password/"),
    Look("account_reset_password_done", "", "/forgotten-password/sent/"),
    Look("account_reset_password_from_key", "", "/forgotten-password/{forgotten}/"),
    Look("account_reset_password_from_key", "", "/forgotten-password/1-none/", state="over"),
    Look("account_reset_password_from_key_done", "", "/forgotten-password/set/"),
    Look("invitation", "", "/invitation/{invitation}/"),
    Look("invitation", "", "/invitation/none/", state="over"),
    Look("account:own", "qm", "/account/"),
    Look("account:own", "pu", "/account/", state="for a provider"),
    Look("help", "pu", "/help/", state="for a provider"),
    Look("account:still_here", "qm", "/account/still-here/", FRAGMENT),
    Look("account:authority", "qm", "/account/authority/"),
    Look("account:end_others", "qm", "/account/sessions/others/end/", REDIRECT),
    Look("account:end_one", "qm", "/account/sessions/{session}/end/", REDIRECT),
    Look("account_change_password", "qm", "/account/password/"),
    Look("mfa_index", "tamsin", "/account/security/"),
    Look("mfa_index", "qm", "/account/security/", state="nothing on"),
    Look("mfa_activate_totp", "keen", "/account/security/app/on/"),
    Look("mfa_deactivate_totp", "tamsin", "/account/security/app/off/"),
    Look("mfa_view_recovery_codes", "tamsin", "/account/security/recovery-codes/"),
    Look("mfa_generate_recovery_codes", "tamsin", "/account/security/recovery-codes/new/"),
    Look("mfa_download_recovery_codes", "tamsin", "/account/security/recovery-codes/file/", DOWNLOAD),
    Look("mfa_list_webauthn", "tamsin", "/account/security/passkeys/"),
    Look("mfa_add_webauthn", "tamsin", "/account/security/passkeys/add/"),
    Look("mfa_edit_webauthn", "tamsin", "/account/security/passkeys/{passkey}/name/"),
    Look("mfa_remove_webauthn", "tamsin", "/account/security/passkeys/{passkey}/remove/"),
)

BROUGHT = tuple(Look(*each) for capability in brought() for each in capability.PAGES)
"""Those of capabilities that say their own, in their ``tests/pages.py``."""

PAGES = REGISTER + WORK + RULES + ENTRANCE + BROUGHT
