"""The people of the Cambridgeshire illustration, by what they are, for tests that come in by the front door."""

_AT = "@cambridgeshire.example"
DIRECTOR = f"director{_AT}"  # admin and lead
CHAIR, VICE_CHAIR, SECRETARY = f"chair{_AT}", f"vice.chair{_AT}", f"secretary{_AT}"
PARTICIPATION = f"head.of.participation{_AT}"  # owns SG4 and LAC4
DEPUTY = f"participation.officer{_AT}"  # deputy of SG4
ACCESS = f"head.of.access{_AT}"  # owns SG1, whose sign-off is asked for, and SG6
QUALITY = f"head.of.quality{_AT}"  # owns SG3 and SG5
PARENTING = f"head.of.corporate.parenting{_AT}"  # owns LAC1, signed off
CONTRIBUTOR = f"performance.officer{_AT}"
VIEWER = f"scrutiny.officer{_AT}"
PARTNER = "business.manager@lscb.example"  # link officer of SG7
OPERATOR = ""
