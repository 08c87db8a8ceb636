"""API location and provider documents."""

from datetime import date

import pytest

from oversight.gateways.regulator import DayOrder, Kind, merge, read_file
from oversight.gateways.regulator.records import Rating, RatingEvent, Relation, Source

from .makers import ALDER, LARCH, MANAGER, ROWAN, assessed, current, document, questions, write_documents

PROVIDER = {
    "providerId": "1-9800000001",
    "locationIds": [LARCH, ROWAN],
    "organisationType": "Provider",
    "ownershipType": "Organisation",
    "name": "Larch Care Limited",
    "registrationStatus": "Registered",
    "registrationDate": "2010-10-01",
    "companiesHouseNumber": "1234567",
    "localAuthority": "Otherborough",
    "contacts": [MANAGER],
    "regulatedActivities": [{"name": "x", "code": "RA2", "nominatedIndividual": MANAGER}],
}


def read(tmp_path, *documents, **options):
    return read_file(write_documents(tmp_path / "f.jsonl", *documents), **options)


def one(tmp_path, **changes):
    result = read(tmp_path, document(**changes))
    assert result.problems == []
    return result.services[0]


def overall(record, question="overall"):
    return record.ratings["Overall", question]


def test_every_field_of_a_location(tmp_path):
    record = one(tmp_path)
    assert (record.id, record.name, record.provider_id) == (LARCH, "Larch House", "1-9800000001")
    assert (record.authority, record.region, record.postcode) == ("Anyshire", "South West", "ZZ1 1AA")
    assert (record.sector, record.directorate) == ("Social Care Org", "Adult social care")
    assert record.category == "Residential social care"
    assert (record.care_home, record.beds, record.dormant, record.registered) == (True, 28, False, True)
    assert (record.types, record.types_said) == (("nursing_home",), ("Care home service with nursing",))
    assert record.registered_on == date(2011, 1, 13)
    assert record.source == Source(str(tmp_path / "f.jsonl"), 1)


def test_coordinates_of_a_location(tmp_path):
    found = one(tmp_path, onspdLatitude=51.401, onspdLongitude=-1)
    assert (found.latitude, found.longitude) == (51.401, -1.0)
    assert one(tmp_path).latitude is None
    result = read(tmp_path, document(onspdLatitude=0, onspdLongitude="nowhere"))
    assert (result.services[0].latitude, result.services[0].longitude) == (None, None)
    assert [(each.column, each.value) for each in result.problems] == [
        ("onspdLatitude", "0"),
        ("onspdLongitude", "nowhere"),
    ]


def test_no_name_of_a_person_is_kept(tmp_path):
    assert "Personage" not in repr(read(tmp_path, document(), PROVIDER))


@pytest.mark.parametrize(
    ("changes", "in_post"),
    [
        ({}, True),
        ({"regulatedActivities": [{"contacts": [{"personRoles": ["Nominated Individual"]}]}]}, False),
        ({"regulatedActivities": [{"contacts": []}, {"contacts": [MANAGER]}]}, True),
        ({"regulatedActivities": [{"contacts": []}], "registeredManagerAbsentDate": "2025-02-18"}, False),
        ({"regulatedActivities": []}, None),
        ({"registrationStatus": "Deregistered"}, None),
    ],
)
def test_whether_a_registered_manager_is_in_post(tmp_path, changes, in_post):
    assert one(tmp_path, **changes).registered_manager_in_post is in_post


def test_what_is_absent_is_unknown(tmp_path):
    gone = dict.fromkeys(("numberOfBeds", "dormancy", "registrationDate", "careHome", "gacServiceTypes"))
    record = one(tmp_path, **gone)
    assert (record.beds, record.dormant, record.registered_on, record.care_home, record.types) == (
        None,
    ) * 4 + ((),)


def test_a_location_that_has_never_been_rated_is_unrated(tmp_path):
    assert one(tmp_path).ratings == {("Overall", "overall"): Rating(None, "")}


def test_key_questions_are_read_by_name_not_by_place(tmp_path):
    said = current()
    said["overall"]["keyQuestionRatings"][0]["rating"] = "Inadequate"
    assert said["overall"]["keyQuestionRatings"][0]["name"] == "Well-led"
    record = one(tmp_path, currentRatings=said)
    assert overall(record, "well_led").rating == "inadequate"
    assert overall(record, "safe") == Rating("good", "Good", date(2020, 5, 6), inherited=False)


def test_a_question_without_a_date_gets_none_from_another(tmp_path):
    said = current()
    said["overall"]["keyQuestionRatings"] = questions("Good", on=None)
    assert overall(one(tmp_path, currentRatings=said), "safe").published_on is None


def test_a_rating_of_another_organisation_is_inherited(tmp_path):
    assert overall(one(tmp_path, currentRatings=current(organisationId=ROWAN))).inherited is True
    record = one(tmp_path, currentRatings=current(organisationId=LARCH))
    assert (overall(record).inherited, record.inherited) == (False, False)


def test_ratings_without_an_overall_one(tmp_path):
    groups = [{"name": "old", "rating": "Good", "reportDate": "2020-05-06"}]
    record = one(tmp_path, currentRatings={"reportDate": "2020-05-06", "serviceRatings": groups})
    assert record.ratings == {("old", "overall"): Rating("good", "Good", date(2020, 5, 6), inherited=False)}


def test_no_published_rating_is_unrated(tmp_path):
    record = one(tmp_path, currentRatings=current("No published rating"))
    assert overall(record) == Rating(None, "No published rating", None, inherited=False)


def test_an_assessment_of_one_group_is_the_locations_rating(tmp_path):
    record = one(tmp_path, assessment=[assessed("Care Homes", "Requires improvement")])
    expected = Rating("requires_improvement", "Requires improvement", date(2024, 9, 17))
    assert record.ratings["Care Homes", "overall"] == expected
    assert overall(record) == overall(record, "safe") == expected
    assert len(record.ratings) == 12


def test_the_newest_of_two_frameworks_stands_and_the_older_is_past(tmp_path):
    record = one(tmp_path, currentRatings=current("Outstanding"), assessment=[assessed("Care Homes", "Good")])
    assert overall(record).rating == overall(record, "safe").rating == "good"
    past = RatingEvent(date(2020, 5, 6), "Overall", "overall", "outstanding", "Outstanding")
    assert past in record.history
    assert len(record.history) == 6


def test_an_older_assessment_does_not_supersede(tmp_path):
    record = one(
        tmp_path,
        currentRatings=current("Outstanding", on="2025-01-02"),
        assessment=[assessed("Care Homes", "Good")],
    )
    assert overall(record).rating == "outstanding"
    assert record.ratings["Care Homes", "overall"].rating == "good"


def test_several_groups_leave_no_overall_rating(tmp_path):
    plans = [assessed("Care Homes", "Good"), assessed("Homecare", "Inadequate")]
    record = one(tmp_path, currentRatings=current("Outstanding"), assessment=plans)
    assert ("Overall", "overall") not in record.ratings
    assert record.ratings["Homecare", "safe"].rating == "inadequate"
    assert record.ratings["Care Homes", "safe"].rating == "good"


def test_the_newest_of_two_assessments_of_a_group_stands(tmp_path):
    plans = [
        assessed("Care Homes", "Good", "2025-03-01 10:00:00"),
        assessed("Care Homes", "Inadequate", "2024-03-01 10:00:00"),
    ]
    assert overall(one(tmp_path, assessment=plans)).rating == "good"


def test_an_assessment_that_is_no_longer_current_is_left_out(tmp_path):
    plan = assessed("Care Homes", "Inadequate")
    plan["ratings"]["asgRatings"][0]["status"] = "Superseded"
    assert overall(one(tmp_path, assessment=[plan])).rating is None


def test_a_question_not_looked_at_carries_its_old_rating_and_its_age(tmp_path):
    record = one(
        tmp_path,
        currentRatings=current("Good"),
        assessment=[assessed("Care Homes", "Requires improvement", effective="Good", caring="Outstanding")],
    )
    assert overall(record, "effective") == Rating("good", "Good", date(2020, 5, 6), carried=True)
    assert overall(record, "caring") == Rating("outstanding", "Outstanding", None, carried=True)
    assert overall(record, "safe").carried is False


def test_the_age_of_a_carried_rating_may_be_in_the_past(tmp_path):
    past = [
        {
            "reportDate": "2018-01-02",
            "overall": {"rating": "Good", "keyQuestionRatings": questions("Good", None)},
        }
    ]
    plan = assessed("Care Homes", "Inadequate", safe="Good")
    record = one(tmp_path, historicRatings=past, assessment=[plan])
    assert overall(record, "safe").published_on == date(2018, 1, 2)


def test_words_that_publish_nothing_supersede_nothing(tmp_path):
    record = one(tmp_path, currentRatings=current("Good"), assessment=[assessed("Care Homes", "")])
    assert overall(record).rating == "good"
    assert record.ratings["Care Homes", "overall"] == Rating(None, "")


def test_regulations_met_is_no_rating(tmp_path):
    plan = assessed("Dental", "Regulations met")
    plan["ratings"]["asgRatings"][0]["rating"] = ""
    record = one(tmp_path, assessment=[plan])
    assert record.ratings["Dental", "safe"].rating is None
    assert record.ratings["Dental", "safe"].said == "Regulations met"
    assert record.ratings["Dental", "overall"] == Rating(None, "")


def test_an_overall_block_of_the_new_framework_is_read_when_it_comes(tmp_path):
    plan = assessed("Care Homes", "Good")
    plan["ratings"]["asgRatings"] += assessed("Homecare", "Good")["ratings"]["asgRatings"]
    plan["ratings"]["overall"] = [{"rating": "Inadequate", "status": "Current"}]
    assert overall(one(tmp_path, assessment=[plan])).rating == "inadequate"


def test_the_past_never_changes_what_stands_even_where_it_is_younger(tmp_path):
    later = [{"reportDate": "2020-12-18", "overall": {"rating": "Inspected but not rated"}}]
    record = one(tmp_path, currentRatings=current(), historicRatings=later)
    assert overall(record).rating == "good"
    assert record.history == (
        RatingEvent(date(2020, 12, 18), "Overall", "overall", None, "Inspected but not rated"),
    )


def test_an_unknown_word_is_reported_with_its_document(tmp_path):
    result = read(tmp_path, document(), document(locationId=ROWAN, currentRatings=current("Splendid")))
    assert overall(result.services[1]).rating is None
    assert {(problem.row, problem.value) for problem in result.problems} == {(2, "Splendid")}
    assert result.problems[0].column == "currentRatings.overall.rating"


def test_an_unknown_question_is_reported(tmp_path):
    said = current()
    said["overall"]["keyQuestionRatings"][0]["name"] = "Kind"
    (problem,) = read(tmp_path, document(currentRatings=said)).problems
    assert (problem.column, problem.value) == ("currentRatings.overall.keyQuestionRatings", "Kind")


def test_predecessors_and_successors(tmp_path):
    relations = [
        {"relatedLocationId": ROWAN, "type": "HSCA Predecessor", "reason": "New Provider"},
        {"relatedLocationId": ALDER, "type": "HSCA Successor", "reason": "Location Move"},
    ]
    record = one(tmp_path, relationships=relations)
    assert record.predecessors == (Relation(ROWAN, "HSCA Predecessor", "New Provider"),)
    assert record.successors == (Relation(ALDER, "HSCA Successor", "Location Move"),)


def test_an_inspection_not_yet_published_is_a_signal(tmp_path):
    assert one(tmp_path, unpublishedReports=[{"firstVisitDate": "2025-02-03"}]).unpublished == (
        date(2025, 2, 3),
    )


def test_a_deregistered_location(tmp_path):
    record = one(tmp_path, registrationStatus="Deregistered", deregistrationDate="2024-12-10")
    assert (record.registered, record.deregistered_on) == (False, date(2024, 12, 10))


def test_dates_of_one_field_are_decided_together_and_other_fields_say_nothing(tmp_path):
    result = read(
        tmp_path,
        document(registrationDate="04/11/2013", currentRatings=current()),
        document(locationId=ROWAN, registrationDate="30/12/2010"),
    )
    assert [record.registered_on for record in result.services] == [date(2013, 11, 4), date(2010, 12, 30)]
    assert result.problems == []


def test_a_field_whose_order_nothing_settles_is_left_out_with_a_problem(tmp_path):
    result = read(tmp_path, document(registrationDate="04/11/2013", deregistrationDate="30/12/2014"))
    assert result.services[0].registered_on is None
    assert result.services[0].deregistered_on == date(2014, 12, 30)
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.value) == (0, "registrationDate", "04/11/2013")
    assert "could be read day first or month first" in problem.message
    stated = read(tmp_path, document(registrationDate="04/11/2013"), dates=DayOrder.DAY_FIRST)
    assert stated.services[0].registered_on == date(2013, 11, 4)


def test_a_date_that_is_none_is_reported_once(tmp_path):
    result = read(tmp_path, document(), document(locationId=ROWAN, registrationDate="last year"))
    (problem,) = result.problems
    assert (problem.row, problem.column, problem.value) == (2, "registrationDate", "last year")


@pytest.mark.parametrize("beds", [-1, "many", 10**9, True, 2.5])
def test_beds_that_are_no_number_are_reported(tmp_path, beds):
    result = read(tmp_path, document(numberOfBeds=beds))
    assert result.services[0].beds is None
    assert result.problems[0].column == "numberOfBeds"


@pytest.mark.parametrize(
    "changes",
    [
        {"currentRatings": []},
        {"currentRatings": {"overall": "Good"}},
        {"assessment": {"ratings": 1}},
        {"assessment": [{"ratings": {"asgRatings": [{"keyQuestionRatings": "none"}]}}]},
        {"historicRatings": [None, 1, {"overall": []}]},
        {"relationships": "none"},
        {"regulatedActivities": [{"contacts": [{"personRoles": "Registered Manager"}]}]},
        {"gacServiceTypes": [1]},
        {"unpublishedReports": [{"firstVisitDate": 20250203}]},
        {"inspectionCategories": {"primary": True}},
        {"name": None, "locationId": 7},
    ],
)
def test_blocks_of_another_shape_are_nothing_and_break_nothing(tmp_path, changes):
    result = read(tmp_path, document(locationId=ROWAN), {**document(), **changes})
    assert result.services[0].id == ROWAN


def test_only_social_care_unless_all_is_asked_for(tmp_path):
    dentist = document(
        locationId=ROWAN, type="Primary Dental Care", inspectionDirectorate="Primary medical services"
    )
    assert [record.id for record in read(tmp_path, document(), dentist).services] == [LARCH]
    assert len(read(tmp_path, document(), dentist, all_sectors=True).services) == 2
    assert read(tmp_path, document(), dentist).rows == 2


def test_a_document_that_stands_twice(tmp_path):
    result = read(tmp_path, document(numberOfBeds=1), document(numberOfBeds=2))
    assert [record.beds for record in result.services] == [2]
    assert result.problems[0].message == "the document stands in row 1 too; the later is used"


def test_a_document_of_another_kind_is_reported(tmp_path):
    result = read(tmp_path, document(), {"reportId": "x"})
    (problem,) = result.problems
    assert (problem.row, problem.message) == (
        2, "not a location or provider document of the regulator's API; left out",
    )  # fmt: skip


def test_provider_documents(tmp_path):
    result = read(tmp_path, PROVIDER)
    assert (result.kind, result.services, result.problems) == (Kind.API_PROVIDERS, [], [])
    (provider,) = result.providers
    assert (provider.id, provider.name, provider.company_number) == (
        "1-9800000001",
        "Larch Care Limited",
        "01234567",
    )
    assert (provider.ownership, provider.registered, provider.authority) == (
        "Organisation",
        True,
        "Otherborough",
    )
    assert provider.location_ids == (LARCH, ROWAN)
    assert provider.registered_on == date(2010, 10, 1)


def test_provider_documents_fill_in_what_locations_leave_out(tmp_path):
    without = [{"contacts": []}]
    result = read(
        tmp_path,
        document(),
        document(locationId=ROWAN, providerId="1-9800000002", regulatedActivities=without),
        PROVIDER,
        {"providerId": "1-9800000002", "name": "A person alone", "ownershipType": "Individual"},
    )
    assert result.kind is Kind.API_LOCATIONS
    larch, rowan = merge([result]).services
    assert (larch.provider_name, larch.company_number, larch.authority) == (
        "Larch Care Limited",
        "01234567",
        "Anyshire",
    )
    assert result.services[1].registered_manager_in_post is False
    assert rowan.registered_manager_in_post is None
