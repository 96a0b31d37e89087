"""The words of worry and the words of plans. {him} and {his} stand for the ways of saying them; * for an ending."""

import re

_SHORT = {
    "{him}": r"(?:him|her|me|them|a child|the (?:child|baby|girl|boy|kids|children))",
    "{his}": r"(?:his|her|my|their|the)",
    "*": r"[a-z]{0,4}",
}
_BREAK = re.compile(r"\s*[,\n]\s*")


def one_of(phrases: str) -> str:
    """Make a pattern that is any of the phrases, which commas and lines part."""
    found = [phrase for phrase in _BREAK.split(phrases.strip()) if phrase]
    for short, long in _SHORT.items():
        found = [phrase.replace(short, long) for phrase in found]
    return f"(?:{'|'.join(sorted(found, key=len, reverse=True))})"


KIND_OF_CHILD = one_of("""
    child, baby, infant, toddler, girl, boy, young person, young man, young woman, teenager, teen, pupil, student, kid
    lad, lass, youngster, son, daughter, niece, nephew, grandson, granddaughter, grandchild, stepson, stepdaughter
    care leaver, resident, little one
""")
MANY_CHILDREN = one_of("""
    children, young people, girls, boys, kids, lads, pupils, students, care leavers, siblings, twins, babies, teenagers
    residents
""")
RELATIVE = one_of("""
    mum, mam, mummy, mother, dad, daddy, father, stepdad, step-dad, stepfather, stepmum, step-mum, stepmother
    boyfriend, girlfriend, uncle, grandad, nan, older brother, brother, sister, parent, parents, family, families
    neighbour, neighbours, foster carer, foster carers, foster mum, foster dad
""")
MY_RELATIVE = one_of("""
    mum, mam, dad, stepdad, stepmum, step-dad, step-mum, uncle, boyfriend, girlfriend, carer, foster mum, foster dad
""")
STAFF = one_of("""
    member of staff, members of staff, staff member, foster carers?, foster mum, foster dad, carers?, teachers?
    teaching assistant, social workers?, key ?worker, support worker, youth worker, workers?, colleague, managers?
    volunteer, coach, taxi driver, driver, escort, tutor, childminder
""")
HURTING = one_of("""
    hits?, hitting, hurts?, hurting, slapped, slapping, smacked, punched, punching, kicked, kicking, touched, touching
    kissed, kissing, abused, abusing, groomed, grooming, assaulted, assaulting, locked, locking, threatened, threatens
    threatening, beats?, beating, texting, messaging, shouted at, shouting at, shouts at, sleeping with
    in a relationship with
""")

# Said of "he" or "she" these are enough; there is no use of them for a plan.
GRAVE = one_of("""
    hit by {him}, hit by a man, hit by {his} dad, hits {him}, hitting, beaten, beating, slaps, slapped, slapping, smack*
    punch*, kicks {him}, kicked {him}, kicking {him}, touches {him}, touched {him}, touching {him}, abuses, abused
    abusing, raped, raping, assaults, assaulted, assaulting, groomed, grooming, exploited, threaten*, strangl*, choking
    shaken, bruise, bruises, bruised, bruising, black eye, marks? on {him}, marks? on {his} [a-z]+, bleeding, stabbed
    stabbing, shot, (?:scared|frightened|afraid|terrified) of (?:{him}|{his}|someone|what|going home|going back)
    (?:scared|frightened|afraid|terrified) of [a-z]+'s, (?:scared|frightened|afraid|terrified) to (?:go|be|sleep)
    (?:not|never|[a-z]+n't)(?: feel| feeling| being)? safe (?:at|in|there|with|now|here|tonight)
    (?:is|are|'s|am) not safe, [a-z]+n't safe, unsafe at, in danger, in (?:immediate|real|serious) danger
    run away, ran away
    running away, run off, ran off, (?:gone|went|is|still|been) missing (?:last|since|again|tonight|today|with)
    (?:gone|went|is|still|been) missing from (?:home|placement|care|school)
    (?:gone|went|is still|been) missing(?=[^\\w\\n]*(?:\\n|$))
    missing since, not (?:come|been|returned) home, suicid*, kill {him}, kill (?:him|her|my|them)sel*, kill {his}
    wants? to die, wanted to die, (?:not|[a-z]+n't) want to (?:live|be here|be alive)
    (?:is|was|were|been|being|got) trafficked, trafficked (?:here|by|from|into), sold (?:to|for)
    taken to [a-z]+ by, self-? ?harm*
    overdosed?, cuts? (?:him|her|my)self, cutting (?:him|her|my)self, (?:him|her|my)self cutting, no food, left alone
    home alone, pimp*, locked (?:in|out|up|{him}), locks {him}, older (?:man|men|boyfriend), forced marriage
    forced to marry, taken abroad, carrying a knife, had a knife, sleeping rough, nowhere to (?:go|sleep|stay)
    inappropriate, inappropriately, kissed, kissing, being followed, can't go on, cannot go on, not breathing
    unconscious, into {his} (?:room|bed|bedroom), being (?:hit|hurt|abused|bullied|starved|neglected|groomed|touched)
    gang (?:is|are|members), drags? {him}, dragged {him}, (?:is|'s|was) hurting
""")

# Said of somebody's child or its family these are enough, where the sentence does not speak of plans.
TELLING = one_of("""
    hits?, hurts?, kicked, punched, touche[sd], touching, neglects, neglected, neglecting, starv*, burns?, burnt, burned
    injur*, unsafe
    at (?:(?:real|serious|immediate) )?risk (?:now|tonight|today|right|from), at risk(?=[^\\w\\n]*(?:\\n|$))
    gone missing, went missing, hungry, filthy, dirty, (?:not|[a-z]+n't|nobody) (?:been )?(?:fed|eating|eaten), drunk
    drinking, drugs, high on, screaming, crying, thrown (?:{him} )?out, kicked (?:{him} )?out, prison
    left {his} (?:baby|kids?|child), left a (?:baby|child), leav(?:es|ing) {his} (?:baby|kids?|child|children)
    alone (?:at|in|all|with), shout* at, swear* at, scream* at, pregnant, naked, nudes?, photos of, pictures of, violent
    violence, treat(?:s|ed|ing)? {him}, treat(?:s|ed|ing)? the little, no coat, same clothes, losing weight, so thin
    flinch*, withdrawn, tak(?:es?|en|ing) the (?:kids|children|baby), drove off, arrested, older (?:people|lads)
    rough with, grab*, tablets, pills, using (?:again|drugs), wandering, fractur*, broken (?:arm|leg|bone|nose|rib)
    explanation, cope, coping, refus* to let, picked up by, abuse, sleeping in, fight, fighting, fights, being fed
    near children, out of the country, midnight, cutting, check on, covered in, passed out, hasn't been (?:home|seen)
    hiding, begging, stealing, attack*, choked, swollen, limping, terrified, trafficked, chained, tied, push* {him}
    throw(?:s|ing|n)? {him}, throw(?:s|ing|n)? things, dealing, smoking, sectioned, collapsed, died, dead, dying
    evicted, weed, cocaine, vap*, sexual*, sex, fgm, knife, weapon, county lines, smell(?:s|ing) of
""")

# A person who saw or heard something, or who asks for help.
PERCEIVING = one_of("""
    i've (?:just )?(?:seen|heard|got|had|noticed|been)
    i (?:just )?(?:saw|heard|think|believe|suspect|know|noticed|found)
    i can (?:hear|see), i (?:do not|don't) (?:think|know|believe|trust|like), i(?:'m| am) (?:not|sure|so|really)
    we(?:'ve| have)? (?:just )?(?:found|seen|saw|heard), just (?:seen|saw|heard|had|been|to let), urgent, urgently
    emergency, (?:can|could|would) (?:someone|somebody|anyone|anybody|you)
    some(?:one|body) (?:should|needs?|has|is|must)
    what (?:do|should|can) i do, need help, there(?:'s| is) (?:a|some|something)
""")

# A sentence with one of these speaks of how things are done, not of what happened.
PLANNING = one_of("""
    (?:when|where|whenever|if) (?:a|an|any|children|young people|staff|concerns|families|someone|parents)
    each, every(?! time| day| night| single), any(?! ?more), ensures?, audit, audits, audited, train(?:ing|ed)
    procedures?, protocol
    policy, policies, guidance, timeliness, timely, thresholds?, pathway, workshops?, inspectors?, ofsted, per ?cent
    survey, lessons, learning, leaflet, posters?, how to, quarter, annual, recording, standards?, figures, numbers
    campaign, toolkit, scr, serious case, boards?, actions?, sg\\d, lac\\d, strategy, strategic, plans?, service
    services
    process, template, data, deadline, target, budget, report (?:went|is|on), feedback, imply
""")

# A sentence with one of these is about work with children, unless it holds something grave.
BENIGN = one_of("""
    forum, panel, conference, chair, chairs, chaired, presents, presented, presentation, steering, group, apprentice*
    recruit*, logo, newsletter, film, video, events?, launch*, awards?, celebrat*, interview*, design*, consult*
    consultation, participat*, participation, version, council, committee, meetings?, agenda, minutes, papers?, evidence
    tracker, workbook, updates?, recommendations?, sign-?off, owner, projects?, pilot, scheme, grant, funds?, funded
    funding, contract, commission*, posts?, vacanc*, joined, appointed, average, agreed, approved, invited, attended
    wait(?:s|ing) for, asked for, told us, said the, guide, voice of, delay, definition, household, retention, checks
    mileage, led by, months?, sits on, is now, clinic, cabinet, named (?:social )?(?:worker|lead)
""")
