"""The names files came with, made safe to show."""

import pytest

from handlers.documents.files import safe_name


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("Audit of supervision.docx", "Audit of supervision.docx"),
        ("Größe – “fine”.pdf", "Größe – “fine”.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\amira\\plan.xlsx", "plan.xlsx"),
        ("/srv/evidence/", "evidence"),
        ("a\x00b\x1b[31m\r\n\tc.txt", "ab[31m c.txt"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("a\u200b\u2066b\u00ad.pdf", "ab.pdf"),
        ("\ud800lone.pdf", "lone.pdf"),
        ('what?*<>:"|.pdf', "what_______.pdf"),
        ("  spaced   out .pdf  ", "spaced out .pdf"),
        ("trailing. . .", "trailing"),
        ("...hidden", "hidden"),
        ("CON", "_CON"),
        ("nul.txt", "_nul.txt"),
        ("com1.tar.gz", "_com1.tar.gz"),
        ("LPT¹.doc", "_LPT¹.doc"),
        ("console.txt", "console.txt"),
        ("e\u0301.pdf", "é.pdf"),
        ("", "file"),
        ("\u202e", "file"),
        ("///", "file"),
        ("..", "file"),
    ],
)
def test_a_name_is_shown_without_what_could_mislead_or_harm(given: str, shown: str) -> None:
    assert safe_name(given) == shown


def test_a_long_name_keeps_its_suffix() -> None:
    shown = safe_name("é" * 400 + ".docx")

    assert shown.endswith("é.docx")
    assert len(shown.encode()) <= 180


def test_a_long_suffix_is_no_suffix() -> None:
    assert len(safe_name("a." + "x" * 400).encode()) <= 180
