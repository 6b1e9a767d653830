"""What a setting is, said once: every field of the file is asked what it refuses, where it is shown."""

import pytest

from theme.desk.settings_known import GROUPS
from theme.plugins.settings.fields import of_blocks, of_section
from theme.plugins.settings.schema import BLOCKS, FIELDS, SECTIONS
from theme.plugins.settings.secretaire import FILE, load

#: Each field of a section, colours, logo and amounts aside: they are read by what uses them.
FIELDS_OF_SECTIONS = [
    (section, field) for section, fields in SECTIONS.items() for field in fields if field.kind != "euros"
]
IDS = [f"{section}.{field.name}" for section, field in FIELDS_OF_SECTIONS]


def messages(section, field, value):
    """What is said of one value by its field."""
    return [message for _, key, message in of_section({section: {field.name: value}}, section, [field]) if key]


def test_the_data_below_is_not_empty():
    """Tests over it could not fail."""
    assert len(FIELDS_OF_SECTIONS) > 70


@pytest.mark.parametrize(("section", "field"), FIELDS_OF_SECTIONS, ids=IDS)
def test_a_value_of_another_kind_is_told_once(section, field):
    """By its key, or by the value itself; no list of the file stops the check."""
    for value in ({"a": 1}, [["a"]]):
        [message] = messages(section, field, value)
        assert field.name in message


@pytest.mark.parametrize(("section", "field"), FIELDS_OF_SECTIONS, ids=IDS)
def test_what_a_field_has_by_default_and_for_example_is_right(section, field):
    """Nothing that a message proposes is refused in its turn."""
    right = [field.default] if field.kind in ("entier", "oui_non") else []
    if field.kind in ("texte", "entier") and field.example:
        right.append(field.example)
    right = [value for value in right if value is not None]

    assert [messages(section, field, value) for value in right] == [[] for _ in right]


@pytest.mark.parametrize(
    ("section", "field"), [(section, field) for section, field in FIELDS_OF_SECTIONS if field.kind == "texte"]
)
def test_a_character_that_no_page_can_hold_is_told(section, field):
    """In a text that may stay empty as in the others: the site's news could not be read any more."""
    assert ["caractère invisible" in message for message in messages(section, field, "a\x07b")] == [True]


def test_the_words_of_a_client_may_take_several_lines():
    """Other texts are on one."""
    block = {"auteur": "A", "texte": "Une ligne.\nUne autre."}
    faults = list(of_blocks({"references": [block]}, "references", BLOCKS["references"]))

    assert [key for _, key, _ in faults] == ["accord_le"]


def test_every_field_has_a_label_and_one_name_one_label():
    """Sentences about settings know a key by its name alone."""
    shown = [field for titles in GROUPS.values() for title in titles for field in FIELDS[title]]

    assert [field.name for fields in FIELDS.values() for field in fields if not field.label] == []
    assert len({(field.name, field.label) for field in shown}) == len({field.name for field in shown}) > 90


def test_every_section_that_the_check_knows_is_read(tmp_path, settings_text):
    """The list that a message gives is that of the fields."""
    (tmp_path / FILE).write_text(f"{settings_text}\n[lieu]\n", encoding="utf-8")
    [problem] = load(tmp_path / FILE)[1]

    assert problem.message.endswith(f"Sections connues : {', '.join(FIELDS)}.")
