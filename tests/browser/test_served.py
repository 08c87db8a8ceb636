"""The service starts as other processes and lets an officer in, on the database of this run."""


def test_an_officer_signs_in_and_finds_the_services(served):
    with served.as_("qo") as page:
        page.goto("/services/")
        heading = page.locator("h1").inner_text()
        assert heading.startswith("Services (")
        assert int(heading.removeprefix("Services (").removesuffix(")")) >= 150
        assert page.locator("tbody tr").count() > 10
