"""The subset: enough for everything that Riskbook and its example book say."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from riskbook.picturing.fonts import FILE, LATIN, OWN, UNKNOWN, fonts_for
from riskbook.picturing.sheet import missing
from riskbook.reading.resources import resource

ROOT = Path(__file__).parents[3]
SCRIPT = ROOT / "scripts" / "subset_font.py"
SOURCE = Path("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc")


def texts() -> dict[Path, str]:
    files = [*(resource("site_templates") / "messages").rglob("*.po"), *ROOT.glob("riskbook.yml")]
    files += [path for path in (ROOT / "registers").rglob("*") if path.suffix in (".md", ".yml")]
    return {path: path.read_text(encoding="utf-8") for path in sorted(files)}


def test_the_fonts_that_come_along_cover_every_catalogue_and_register() -> None:
    for path, text in texts().items():
        # An installed font is asked only for what our two lack.
        fonts = fonts_for([text])
        assert fonts.families == (OWN, LATIN), path
        assert missing(text.splitlines(), fonts) == (), path


def test_the_subset_has_gb2312_and_the_signs_of_labels() -> None:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(resource("site_templates") / "fonts" / FILE))
    rows = [(row, cell) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)]
    hanzi = "".join(bytes(pair).decode("gb2312", errors="ignore") for pair in rows)
    assert len(hanzi) == 6763
    wanted = hanzi + "①⑳≥≤√→←↑↓·•…—–“”‘’《》、。，：；？！（）￥€×÷±≈≠■□▲△●○★☆"
    assert [character for character in wanted if not font.get_char_index(ord(character))] == []
    assert font.family_name == OWN


def test_marks_have_their_latin_width() -> None:
    fonts = fonts_for(["·’“险"])
    assert fonts.width("险", 10) == pytest.approx(10)
    assert all(fonts.width(mark, 10) < 6 for mark in "·’“")


def test_width_is_the_sum_of_the_advances() -> None:
    fonts = fonts_for(["R001 风险"])
    parts = sum(fonts.width(character, 9) for character in "R001 风险")
    assert fonts.width("R001 风险", 9) == pytest.approx(parts)


def test_what_no_font_has_is_known_before_it_is_drawn() -> None:
    labels = ["风险 ក", "risk"]
    gaps = missing(labels, fonts_for(labels))
    assert [(gap.character, gap.label) for gap in gaps] == [("ក", "风险 ក")]
    text = "aក\u200bb\nc"
    assert fonts_for([text]).drawable(text) == f"a{UNKNOWN}b c"


def test_a_character_beyond_the_subset_comes_from_an_installed_font() -> None:
    rare = "喆"  # in names, not in GB 2312
    fonts = fonts_for([rare])
    if len(fonts.families) == 2:
        pytest.skip("no Chinese font is installed")
    assert fonts.cover(rare)
    assert fonts.families[:2] == (OWN, LATIN)


def test_the_script_says_what_to_install_when_the_source_is_missing(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, str(SCRIPT), str(tmp_path / "none.ttc")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "install Debian's fonts-noto-cjk" in run.stderr


@pytest.mark.skipif(not SOURCE.is_file(), reason="Debian's fonts-noto-cjk is not installed")
def test_the_script_makes_the_committed_font_again(tmp_path: Path) -> None:
    pytest.importorskip("fontTools")
    made = tmp_path / "made.otf"
    subprocess.run(
        [sys.executable, str(SCRIPT), str(SOURCE), "--output", str(made)],
        check=True,
        capture_output=True,
    )
    assert made.read_bytes() == (resource("site_templates") / "fonts" / FILE).read_bytes()
