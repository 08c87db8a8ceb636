"""An officer reads the policy and says so; its clause stands beside the field it governs."""

from __future__ import annotations

from tests.journeys.walking import press, text


def test_an_officer_says_that_they_have_read_the_policy(served, scripts):
    who, name = ("tamsin", "Tamsin Vale") if scripts else ("odell", "Odell Marsh")
    with served.as_(who, scripts=scripts) as page:
        page.goto("/policy/")
        press(page, page.locator("main tbody a").first)
        press(page, page.get_by_role("button", name="I have read this policy"))
        assert "read this policy" in text(page)
        assert page.get_by_role("button", name="I have read this policy").count() == 0
    with served.as_("au", scripts=scripts) as page:
        page.goto(f"/audit/?person={name.replace(' ', '+')}")
        assert f"{name} acknowledged having read ‘Care quality standard’" in text(page)


def test_the_clause_stands_beside_the_field_it_governs(served, scripts):
    with served.as_("qm", scripts=scripts) as page:
        page.goto("/services/S-0001/scope/")
        clause = page.locator(".app-beside .app-clause").first
        assert clause.is_visible()
        field = page.locator(".app-beside__field").first
        assert clause.bounding_box()["x"] > field.bounding_box()["x"]
        assert "What the policy says" in clause.inner_text()
        press(page, clause.get_by_role("link", name="Read the whole clause"))
        assert "/policy/" in page.url
    with served.as_("qm", scripts=scripts, width=320) as page:
        page.goto("/services/S-0001/scope/")
        folded = page.locator(".app-clause-folded").first
        assert folded.is_visible()
        folded.locator("summary").click()
        assert "7.1" in folded.inner_text()
