import pytest

from neodes.values.emails import is_contact_email, is_person_email

RIGHT = ["a@b.fr", "A.b-c_d@e-f.g.com", "1@2.3", "paie@mon-entreprise.fr"]
WRONG = [
    "",
    "@",
    "a@b",
    "ab.fr",
    "@b.fr",
    "a.b@",
    "a@b@c.fr",
    ".a@b.fr",
    "-a@b.fr",
    "_a@b.fr",
    "a.@b.fr",
    "a-@b.fr",
    "a_@b.fr",
    "a@.b.fr",
    "a@-b.fr",
    "a@_b.fr",
    "a@b.fr.",
    "a@b.fr-",
    "a@b.fr_",
    "a..b@c.fr",
    "a@b..fr",
    "a@b_c.fr",
    "a@b-.fr",
    "a@b.-fr",
    "é@b.fr",
    "a@bé.fr",
    "a b@c.fr",
    "a+b@c.fr",
    "a'b@c.fr",
    "a@b.fr\n",
]
LOOSE = ["a--b@c.fr", "a__b@c.fr", "a.-b@c.fr", "a_-b@c.fr", "a@b--c.fr", "a@b-.c.fr"]


@pytest.mark.parametrize("value", RIGHT)
def test_right_addresses(value):
    assert is_contact_email(value)
    assert is_person_email(value)


@pytest.mark.parametrize("value", WRONG)
def test_wrong_addresses(value):
    assert not is_contact_email(value)
    assert not is_person_email(value)


@pytest.mark.parametrize("value", LOOSE)
def test_signs_may_touch_in_the_address_of_a_person(value):
    assert is_person_email(value)
    assert not is_contact_email(value)


def test_a_long_address_is_judged_at_once():
    assert not is_contact_email("a." * 40_000 + "@b")
    assert not is_person_email("a-" * 4_000 + "@b")
