"""What comes with Riskbook: where the words of a language lie."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from riskbook.reading import resources
from riskbook.wording import UnfinishedCatalogueError


@pytest.fixture
def messages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of catalogues: two of a folder, one of a file, and what is none."""
    for name in ("en/room.po", "zh/room.po", "fr.po"):
        file = tmp_path / "messages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'msgid "room.word"\nmsgstr "{name}"\n', encoding="utf-8")
    (tmp_path / "messages" / "empty").mkdir()
    (tmp_path / "messages" / "README.md").touch()
    monkeypatch.setattr(resources, "resource", lambda _name: tmp_path)
    resources.catalogue.cache_clear()
    resources._words.cache_clear()
    yield tmp_path / "messages"
    resources.catalogue.cache_clear()
    resources._words.cache_clear()


@pytest.mark.usefixtures("messages")
def test_a_language_is_a_folder_or_a_file() -> None:
    assert resources.languages() == ("en", "fr", "zh")
    assert resources.catalogue("zh").word("room.word") == "zh/room.po"
    assert resources.catalogue("fr").word("room.word") == "fr.po"
    with pytest.raises(FileNotFoundError):
        resources.catalogue("nl")


@pytest.mark.usefixtures("messages")
def test_every_catalogue_names_every_language() -> None:
    assert resources.catalogue("fr").word("site.endonym.zh") == "中文"
    assert resources.catalogue("en").word("site.endonym.fr") == "Français"
    assert resources.catalogue("zh").word("site.language.fr") == "法语"


def test_one_file_without_all_entries_is_refused(messages: Path) -> None:
    with (messages / "en" / "room.po").open("a", encoding="utf-8") as file:
        file.write('\nmsgid "room.new"\nmsgstr "new"\n')
    with pytest.raises(UnfinishedCatalogueError) as refusal:
        resources.catalogue("fr")
    facts = dict(refusal.value.saying.facts)
    assert (facts["language"], facts["count"], facts["first"]) == ("fr", 1, ("room.new",))
