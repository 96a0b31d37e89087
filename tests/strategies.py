"""What hypothesis may make of our values: any card, form or reply, hostile text included."""

from hypothesis import strategies as st

from models.card import (
    Action,
    Block,
    Bold,
    Card,
    ChoiceField,
    DateField,
    Day,
    Divider,
    Facts,
    Field,
    FileField,
    Form,
    Image,
    Link,
    Mention,
    Paragraph,
    PersonField,
    Reply,
    Span,
    Spans,
    Table,
    TextField,
    Tinted,
    Tone,
)

WORDS = ("the", "plan", "for", "children", "and", "young", "people", "SG4", "is", "late")

HOSTILE = (
    "\x1b[2J\x1b[31mred",
    "\x9b31m",
    "\x1b]0;title\x07",
    "back\x08\x08\x08space",
    "over\rwritten",
    "Sign-off  signed off\nOwner     Somebody else",
    "\u202egnp.exe",
    "\u2066isolated\u2069",
    "zero\u200bwidth",
    "line\u2028separator\u2029",
    "\ud800",
    "<!channel> <@U1> *bold* _it_ `code` | & \\ {{x}} [1 Approve] > quote",
    "<script>alert(1)</script>",
    "家庭教育 שלום 👩‍👧 e\u0301\u0301\u0301",
    "\x00",
    "@here <!channel|x> <https://evil.example|gov.uk> <!date^1^{date}|soon> :tada: :100:",
    "> a quotation\n> of two lines\n```code",
    "_all_ *of* ~this~ a_b __c__ &lt;!here&gt; &amp;",
)

URLS = (
    "https://example.gov.uk/a_b?c=1&d=2",
    "http://example.gov.uk",
    "https://example.gov.uk@evil.example/",
    "https://exam|ple.gov.uk/<!here>",
    "javascript:alert(1)",
    "https://ex\u0430mple.gov.uk",
    "https://[bad",
    "https://example.gov.uk/" + "a" * 2_500,
)


def texts(max_size: int = 60) -> st.SearchStrategy[str]:
    """Ordinary words, any Unicode whatever, and what people try on a chat bot."""
    words = st.lists(st.sampled_from(WORDS), max_size=12)
    return st.one_of(words.map(" ".join), st.text(max_size=max_size), st.sampled_from(HOSTILE))


def long_texts() -> st.SearchStrategy[str]:
    """Texts that are too long for anything: of escapes, of marks on one letter, of words, of emoji, of lines."""
    made = st.sampled_from(
        ("&", "<", "e\u0301", "\u0301", "word ", "👩‍👧", "🇬🇧", "*a* ", "line\n", "x", ":a:", "_", "> ")
    )
    return st.builds(lambda part, times, end: part * times + end, made, st.sampled_from((1, 40, 160, 1_500)), texts())


def spans() -> st.SearchStrategy[Spans]:
    one: st.SearchStrategy[Span] = st.one_of(
        texts(),
        st.builds(Bold, texts()),
        st.builds(Tinted, texts(), st.sampled_from(Tone)),
        st.builds(Link, texts() | st.sampled_from(URLS), texts() | st.sampled_from(URLS)),
        st.builds(Mention, st.integers(1), texts()),
        st.builds(Day, st.dates(), st.booleans()),
    )
    return st.lists(one, max_size=4).map(tuple)


def tables() -> st.SearchStrategy[Table]:
    def with_columns(columns: tuple[str, ...]) -> st.SearchStrategy[Table]:
        row = st.tuples(*[spans()] * len(columns))
        return st.builds(Table, texts(), st.just(columns), st.lists(row, max_size=4).map(tuple))

    return st.lists(texts(20), min_size=1, max_size=5).map(tuple).flatmap(with_columns)


def blocks() -> st.SearchStrategy[Block]:
    return st.one_of(
        st.builds(Paragraph, spans(), st.booleans()),
        st.builds(Facts, st.lists(st.tuples(texts(20), spans()), max_size=5).map(tuple)),
        tables(),
        st.builds(Image, texts(), texts()),
        st.builds(Divider),
    )


def actions() -> st.SearchStrategy[Action]:
    return st.builds(Action, texts(20), texts())


def cards() -> st.SearchStrategy[Card]:
    return st.builds(
        Card,
        texts(),
        st.lists(blocks(), max_size=4).map(tuple),
        st.lists(actions(), max_size=6).map(tuple),
        st.sampled_from(Tone),
    )


def fields() -> st.SearchStrategy[Field]:
    name = st.from_regex(r"[a-z][a-z_]{0,11}", fullmatch=True)
    options = st.lists(st.tuples(texts(20), texts(20)), min_size=1, max_size=5).map(tuple)
    return st.one_of(
        st.builds(TextField, name, texts(20), texts(), texts(), st.booleans(), st.booleans()),
        st.builds(ChoiceField, name, texts(20), options, texts(), texts(20), st.booleans()),
        st.builds(DateField, name, texts(20), texts(), st.dates().map(str), st.booleans()),
        st.builds(PersonField, name, texts(20), texts(), texts(20), st.booleans()),
        st.builds(FileField, name, texts(20), texts(), st.booleans()),
    )


def forms() -> st.SearchStrategy[Form]:
    def with_fields(asked: list[Field]) -> st.SearchStrategy[Form]:
        names = st.sampled_from(["", *(field.name for field in asked)])
        errors = st.lists(st.tuples(names, texts()), max_size=3).map(tuple)
        return st.builds(Form, texts(), texts(), st.just(tuple(asked)), texts(), errors)

    return st.lists(fields(), max_size=5, unique_by=lambda field: field.name).flatmap(with_fields)


def replies() -> st.SearchStrategy[Reply]:
    return st.builds(
        Reply,
        st.lists(cards(), max_size=3).map(tuple),
        st.none() | forms(),
        st.lists(texts(20), max_size=2).map(tuple),
        st.sampled_from(("private", "here")),
        st.booleans(),
        st.booleans(),
    )


def huge_cards() -> st.SearchStrategy[Card]:
    """Cards with more in them than any platform takes at once."""
    words = long_texts() | texts()
    rows = st.lists(st.tuples(words, st.tuples(words)), min_size=1, max_size=4).map(tuple)
    kinds = st.one_of(
        blocks(),
        st.builds(Paragraph, st.tuples(words | st.builds(Bold, words) | st.builds(Link, words, words)), st.booleans()),
        st.builds(Facts, rows),
        st.builds(
            lambda rows: Table("Long", ("One", "Two"), tuple((((label,), value)) for label, value in rows)), rows
        ),
        st.builds(Image, words, words),
    )
    many = st.lists(kinds, max_size=4).flatmap(lambda some: st.integers(1, 20).map(lambda times: tuple(some) * times))
    return st.builds(Card, words, many, st.lists(st.builds(Action, words, words), max_size=12).map(tuple))


def huge_forms() -> st.SearchStrategy[Form]:
    """Forms with more fields, options and words than any platform takes."""
    words = long_texts() | texts()

    def asking(count: int, options: int, word: str, *, required: bool) -> Form:
        choices = tuple((f"{word[:140]}{number}", word) for number in range(options))
        choice = ChoiceField("choice", word, choices, word, choices[-1][0], required)
        boxes = tuple(TextField(f"{word[:9]}{number}", word, word, word, required, required) for number in range(count))
        return Form(word, word, (choice, *boxes), word, (("choice", word), ("", word)))

    sizes = st.sampled_from((0, 1, 5, 60, 120)), st.sampled_from((1, 5, 6, 100, 101, 250))
    return st.builds(asking, *sizes, words, required=st.booleans())
