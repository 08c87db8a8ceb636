"""The column lists of the regulator's files, as published: what a header row must say.

Read in files of 2016 to 2026 and in loaders that assert them (``cqc-data.md`` 1). Personal columns (managers,
nominated individuals) are listed because a header has them; nothing reads their cells but to see whether a
manager is named at all.
"""

RATINGS = (
    "Location ID", "Location ODS Code", "Location Name", "Care Home?", "Location Type",
    "Location Primary Inspection Category", "Location Street Address", "Location Address Line 2",
    "Location City", "Location Post Code", "Location Local Authority", "Location Region",
    "Location NHS Region", "Location ONSPD CCG Code", "Location ONSPD CCG",
    "Location Commissioning CCG Code", "Location Commissioning CCG Name", "Service / Population Group",
    "Domain", "Latest Rating", "Publication Date", "Report Type", "Inherited Rating (Y/N)", "URL",
    "Provider ID", "Provider Name", "Brand ID", "Brand Name",
)  # fmt: skip
"""Latest ratings, sheet ``Locations``, 28 columns."""

RATINGS_LATER = ("Location ODS Code", "Location NHS Region")
"""Columns that editions to 2021 (26 columns) did not have yet."""

_LOCATION_HEAD = (
    "Location ID", "Location HSCA start date", "Dormant (Y/N)", "Care home?", "Location Name",
    "Location ODS Code", "Location Telephone Number", "Registered manager", "Location Web Address",
    "Care homes beds", "Location Type/Sector", "Location Inspection Directorate",
    "Location Primary Inspection Category", "Location Latest Overall Rating", "Publication Date",
    "Inherited Rating (Y/N)", "Location Region", "Location NHS Region", "Location Local Authority",
    "Location ONSPD CCG Code", "Location ONSPD CCG", "Location Commissioning CCG Code",
    "Location Commissioning CCG", "Location Street Address", "Location Address Line 2", "Location City",
    "Location County", "Location Postal Code", "Location PAF ID", "Location UPRN ID",
    "Location Latitude", "Location Longitude", "Location Parliamentary Constituency", "Brand ID",
    "Brand Name", "Provider Companies House Number", "Provider Charity Number", "Provider ID",
    "Provider Name", "Provider HSCA start date", "Provider Type/Sector",
    "Provider Inspection Directorate", "Provider Primary Inspection Category",
    "Provider Ownership Type", "Provider Telephone Number", "Provider Web Address",
    "Provider Street Address", "Provider Address Line 2", "Provider City", "Provider County",
    "Provider Postal Code", "Provider PAF ID", "Provider UPRN ID", "Provider Local Authority",
    "Provider Region", "Provider NHS Region", "Provider Latitude", "Provider Longitude",
    "Provider Parliamentary Constituency", "Provider Nominated Individual Name",
    "Provider Main Partner Name",
)  # fmt: skip

ACTIVITY, TYPE, BAND = "Regulated activity - ", "Service type - ", "Service user band - "
_ACTIVITIES = (
    "Accommodation for persons who require nursing or personal care",
    "Accommodation for persons who require treatment for substance misuse",
    "Assessment or medical treatment for persons detained under the Mental Health Act 1983",
    "Diagnostic and screening procedures", "Family planning",
    "Management of supply of blood and blood derived products", "Maternity and midwifery services",
    "Nursing care", "Personal care", "Services in slimming clinics", "Surgical procedures",
    "Termination of pregnancies", "Transport services, triage and medical advice provided remotely",
    "Treatment of disease, disorder or injury",
)  # fmt: skip
SERVICE_TYPES = (
    "Acute services with overnight beds",
    "Acute services without overnight beds / listed acute services with or without overnight beds",
    "Ambulance service", "Blood and Transplant service", "Care home service with nursing",
    "Care home service without nursing", "Community based services for people who misuse substances",
    "Community based services for people with a learning disability",
    "Community based services for people with mental health needs",
    "Community health care services - Independent Midwives",
    "Community health care services - Nurses Agency only", "Community healthcare service",
    "Dental service", "Diagnostic and/or screening service",
    "Diagnostic and/or screening service - single handed sessional providers",
    "Doctors consultation service", "Doctors treatment service", "Domiciliary care service",
    "Extra Care housing services", "Hospice services", "Hospice services at home",
    "Hospital services for people with mental health needs, learning disabilities and problems with "
    "substance misuse",
    "Hyperbaric Chamber", "Long term conditions services", "Mobile doctors service",
    "Prison Healthcare Services", "Rehabilitation services", "Remote clinical advice service",
    "Residential substance misuse treatment and/or rehabilitation service", "Shared Lives",
    "Specialist college service", "Supported living service", "Urgent care services",
)  # fmt: skip
"""The service types that have a column, in order."""

_BANDS = (
    "Children 0-18 years", "Dementia", "Learning disabilities or autistic spectrum disorder",
    "Mental Health", "Older People", "People detained under the Mental Health Act",
    "People who misuse drugs and alcohol", "People with an eating disorder", "Physical Disability",
    "Sensory Impairment", "Whole Population", "Younger Adults",
)  # fmt: skip

LOCATIONS = (
    *_LOCATION_HEAD,
    *(ACTIVITY + name for name in _ACTIVITIES),
    *(TYPE + name for name in SERVICE_TYPES),
    *(BAND + name for name in _BANDS),
    "Location Dual Registered",
    "Primary ID (Dual registration locations)",
)
"""Active locations, sheet ``HSCA_Active_Locations``, 122 columns."""

DUAL = (
    "Location ID", "Location Name", "Location HSCA Start Date", "Location Type/Sector", "Provider ID",
    "Provider Name", "Linked Organisation ID", "Linked Organisation Name", "Relationship",
    "Relationship Start Date", "Primary ID",
)  # fmt: skip
"""Active locations, sheet ``Dual_Registration_Locations``."""

DIRECTORY = (
    "Name", "Also known as", "Address", "Postcode", "Phone number", "Service's website (if available)",
    "Service types", "Date of latest check", "Specialisms/services", "Provider name", "Local authority",
    "Region", "Location URL", "CQC Location ID (for office use only)",
    "CQC Provider ID (for office use only)",
)  # fmt: skip
"""The weekly directory, 15 columns."""

WIDE = (
    "Location Name", "Location ID", "Comments within last month / comments last recorded",
    "Registered manager", "Location UPRN", "Location telephone number", "Location Web Address",
    "Location Local Authority", "Location ADASS Region", "Primary inspection category", "Service Types",
    "Care homes beds", "Location HSCA start date", "Location HSCA end date", "Dormant",
    "Location Latest Overall Rating", "Publication Date", "Service users supported",
    "Size of care home (bands by number of beds)",
    "Location length of service (bands by number of years)", "Location safe rating",
    "Location effective rating", "Location caring rating", "Location responsive rating",
    "Location well-led rating", "Provider Name", "Provider ID", "Provider HSCA start date",
    "Provider length of service (bands by number of years)", "Provider Ownership Type",
    "Provider Companies House Number", "Provider characteristic - number of locations",
    "Provider characteristic - national group size (based on locations)",
    "Provider characteristic - number of beds", "Provider characteristic - share of beds (nationally)",
    "Provider characteristic - number of local authority areas where it has locations",
    "Provider characteristic - % of local authority areas where it has locations", "Brand Name",
    "Brand ID", "Brand characteristic - number of locations",
    "Brand characteristic -national group size (based on locations)",
    "Brand characteristic - number of beds", "Brand characteristic - share of beds (nationally)",
    "Brand characteristic - % of local authority areas where it has locations",
    "Brand characteristic - number of local authority areas where it has locations",
)  # fmt: skip
"""The wide list of locations of 2025, 45 columns, with the five key questions in columns."""

DEACTIVATED = (
    "Location Status", "Location HSCA End Date",
    "Care homes beds at point location de-activated",
)  # fmt: skip
"""Columns that only the list of deactivated locations has."""
