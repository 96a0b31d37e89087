"""The words the guard knows. Small on purpose: every one of them is listed in docs/identifier-guard.md."""

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday"

# One child, and more than one: longest first, because the first that fits is taken.
CHILD = (
    "child in care|child|young person|young man|young woman|young adult|yp|care leaver|care experienced young person"
    "|baby|infant|toddler|newborn|teenager|teen|adolescent|youth|girl|boy|sibling|pupil|student|schoolchild|kid|lad"
    "|lass"
)
CHILDREN = (
    "children|young people|young persons|young men|young women|young adults|yps|yp|care leavers|uascs|uasc|lac|clas|cic"
    "|babies|infants|toddlers|newborns|teenagers|teens|adolescents|youths|girls|boys|siblings|brothers|sisters|pupils"
    "|students|schoolchildren|minors|kids|lads|lasses|families|family|twins|triplets|runaways|asylum seekers"
)

# What makes "children" part of another thing's name: a count of these is not a count of children.
THINGS = (
    "acts?|activit(?:y|ies)|advocates?|agenc(?:y|ies)|ambassadors?|apprentices?|assessments?|attainment|attendance"
    "|audits?|bank|box|benefits?|boards?|cases?|centres?|champions?|charters?|clinics?|clubs?|commissioners?"
    "|complaints?|conferences?|consultations?|consultants?|co-?ordinators?|councils?|councillors?|courts?|days?"
    "|departments?|development|directorates?|events?|exploitation|experts?|feedback|files?|finding|first|focus"
    "|forums?|forms?|friendly|groups?|guides?|health|help|homes?|hubs?|impact|in care councils?|in need (?:plans?"
    "|reviews?|procedures?|meetings?|assessments?|audits?|teams?)|inspectors?|interviews?|inspections?|journeys?"
    "|justice|leads?|led|learning|level|looked after reviews?|managers?|meetings?|mentors?|nurses?|nurser(?:y|ies)"
    "|offending|officers?|outcomes?|panels?|participation|partnerships?|pathways?|performance|placements?"
    "|parliament|plans?|policy|population|posts?|poverty|practitioners?|premium|prisons?|programmes?|projects?"
    "|protection|psychiatrists?|psychologists?|questionnaires?|records?|referrals?|reports?|representatives?"
    "|reviews?|safeguarding|safety|schools?|services?|sessions?|sexual|social|specialists?|staff|standards?"
    "|strategy|strategies|studies|support|surveys?|teams?|themes?|thresholds?|time|training|units?|views?|visits?"
    "|visitors?|voices?|wards?|welfare|wellbeing|wishes|work|workers?|workshops?|workstreams?|years?"
)

# Capitalised words that begin sentences, name months or belong to plans, and so name no child and no place.
_PLAN_WORDS = """
 a about academic act action actions additional adoption adult adults advisory after age aged ages all an and
annual any appendix appropriate approved april area areas as assessment assessments assistant at audit audits
authority baby band birth birthdate birthday board boards born both boy boys bull but by cabinet care carer carers
case cases central centre chair chief child childcare children christmas clinical cluster college commissioning
committee community conference confirmed core corporate council councils county court currently custody daily data
date dates day december delivery department deputy designated director district division dob document domestic dr
draft during each early easter education eight emergency england english european evaluation every evidence
executive expected families family figure final first five focused for foster fostering four framework from front
full further general girl girls good government grade great group groups he head health help her his home homes
hospital house hub human ict if ilacs in inadequate independent initial inspection integrated internal it item its
joint key lead leaving level line local looked low mainly management manager managers many member members mental
miss monitoring monthly more most mother mothers mr mrs ms multi national need net new newly next no none not note
number of office officer officers ofsted on one only open operational or other our out outstanding over overall
panel parent parenting parents part partner partners partnership pathway people performance permanence person
personal phase placement placements plan planning plans police policy post practice preschool priority procedure
programme progress project protection provider public pupil pupils q1 q2 q3 q4 quality quarter reception
recommendation record recorded recording records referral regional register report requires resources review
reviews risk safeguarding school schools scorecard scrutiny second section senior service services seven she
sibling siblings signs since single six social some specialist staff stage standards standing steering step
strategic strategy student students sub summary support table team teams ten term that the their then these they
third this those three tier to total transport two uasc uk unit until up update updated urgent virtual we week well
when where while who with within work worker workers workforce working year years young youth zero
"""
NOT_NAMES = frozenset((*_PLAN_WORDS.split(), *MONTHS.split("|"), *WEEKDAYS.split("|")))

# Capitals that stand for things, where initials stand for people.
_ABBREVIATIONS = """
AD AI AM AYE BME CAF CCE CE CIC CIN CLA CP CPP CQC CRC CSE CYP DBS DCS DFE DV EET EH EHC EHCP EU FGC GCSE GP HR ICB
ICPC ICS ICT ID IRO IT KPI KS LA LAC LADO LCS LGA LP LSCB MARAC MASH MH NEET NHS NI OK OLA PA PEP PI PLO PM PR QA
RAG RI SAR SCR SEF SEN SEND SG SMART SMT SW TAC TAF TBC TM UASC UK UN VS YJS YOS YOT YP YPA YPS
"""
NOT_INITIALS = frozenset(_ABBREVIATIONS.split())

ETHNICITIES = (
    "white (?:british|english|irish|european|other|welsh|scottish)|black|asian|mixed (?:race|heritage|ethnicity|white)"
    "|dual heritage|caribbean|african|indian|pakistani|bangladeshi|chinese|arab|irish|gypsy|gypsies|roma|romany"
    "|travellers?|minority ethnic|ethnic minority|bame|afghan|albanian|algerian|bulgarian|congolese|czech|egyptian"
    "|eritrean|ethiopian|ghanaian|hungarian|iranian|iraqi|jamaican|kosovan|kurdish|latvian|lithuanian|moroccan"
    "|nepalese|nigerian|polish|portuguese|romanian|slovak|somali|sri lankan|sudanese|syrian|turkish|ugandan|ukrainian"
    "|vietnamese|yemeni|zimbabwean|muslim|jewish|sikh|hindu"
)

# What happened to a child, or where one is, that few children share.
EVENTS = (
    "abducted|absconded|abused|accident|adopted|adoption breakdown|admitted|allegations?|arrested|assaulted"
    "|attacked|bed and breakfast|b&b|bereaved|born|burned|charged|collapsed|convicted|custody|custodial|dead"
    "|deaths?|deported|deprivation of liberty|detained|detention|died|disappeared|disclosed|drowned|drugs|evicted"
    "|excluded|exclusions?|expelled|exploited|fgm|forced marriage|fractures?|gangs?|groomed|harmed|hmp|homeless"
    "|hospital|hospitalised|imprisoned|incident|injured|injur(?:y|ies)|kidnapped|killed|missing|moved|murdered"
    "|neglected|overdosed?|placed|poisoned|pregnan(?:t|cy)|prison|radicalised|ran away|raped|remanded|removed"
    "|restrained|restraints?|in secure|secure (?:unit|home|accommodation|children's home)|sectioned"
    "|self-? ?harm\\w{0,3}|sexually|stabb(?:ed|ing)|strip-? ?searched|suicid(?:e|es|al)|tagged|trafficked"
    "|unregistered|unregulated|victims?|yoi"
)
