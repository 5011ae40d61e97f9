"""What a specification promises: same bytes, same people month after month, streaming, fictitious identifiers."""

import tracemalloc
from itertools import pairwise

import pytest

from neodes.generate import SECTORS, Emetteur, GenerationError, GenerationSpec, Profile, generate, generate_chunks
from neodes.generate.identifiers import SIREN_COUNT, iban, nic, siren
from neodes.norm import Coverage, load_table
from neodes.values.siren import is_siren, is_siret
from tests.neodes.generate.reading import cents, day, read

SIRET = siren(42) + nic(siren(42), 1)


def people(content):
    """Contract number → the individu, his contract and his base 03."""
    found = {}
    for node in read(content).nodes:
        if node.id == "S21.G00.30":
            for contract in node.all("S21.G00.40"):
                found[contract.get("009")] = (node, contract)
    return found


def test_same_specification_same_bytes():
    spec = GenerationSpec(etablissements=3, individus=20, sector="btp", seed=5)
    assert generate(spec) == generate(spec)
    assert generate(spec) == b"".join(generate_chunks(spec))


def test_another_seed_gives_other_people():
    assert generate(GenerationSpec(seed=1)) != generate(GenerationSpec(seed=2))


def test_an_establishment_is_the_same_whatever_the_file_it_is_in():
    alone = generate(GenerationSpec(sirets=(SIRET,), individus=12))
    other = siren(7) + nic(siren(7), 1)
    second = generate(GenerationSpec(sirets=(other, SIRET), individus=12))
    start = alone.index(b"S20.G00.05.001")
    assert alone[start : alone.index(b"S90.G00.90")] in second


def test_people_stay_from_month_to_month():
    months = [f"{2025 + m // 12}-{m % 12 + 1:02d}" for m in range(6, 20)]
    specs = [GenerationSpec(sirets=(SIRET,), individus=90, month=month) for month in months]
    contents = [people(generate(spec)) for spec in specs]
    left = came = changed = 0
    for before, after in pairwise(contents):
        for number in before.keys() & after.keys():
            (person, contract), (later, contract_later) = before[number], after[number]
            assert person.get("001") == later.get("001")
            assert person.get("020") == later.get("020")
            assert person.get("002") == later.get("002")
            assert contract.get("001") == contract_later.get("001")
            assert not contract.all("S21.G00.62")
            changed += check_changes(person, contract, later, contract_later)
        for number in before.keys() - after.keys():
            assert before[number][1].all("S21.G00.62"), "who leaves had an end of contract"
            left += 1
        for number in after.keys() - before.keys():
            assert day(after[number][1].values["001"]).month == (main_month(after[number][0])).month
            came += 1
    assert left > 5
    assert came > 5
    assert changed > 0


def check_changes(person, contract, later, contract_later):
    """A term of the contract or a first name that changes has its bloc 41 or 31, with the value of the month before."""
    changes = 0
    old = {}
    for node in contract_later.all("S21.G00.41"):
        old |= {key: value for key, value in node.values.items() if key not in ("001", "028")}
    for rubrique, before in (("013", "007"), ("014", "008")):
        if contract.get(rubrique) != contract_later.get(rubrique):
            assert old.pop(before) == contract.get(rubrique)
            changes += 1
    assert old == {}
    named = [node.get("010") for node in later.all("S21.G00.31")]
    assert named == ([person.get("004")] if person.get("004") != later.get("004") else [])
    return changes + len(named)


def main_month(node):
    while node.id != "S20.G00.05":
        node = node.parent
    return day(node.values["005"])


def test_headcount_grows_without_changing_those_who_are_there():
    small = people(generate(GenerationSpec(sirets=(SIRET,), individus=20)))
    large = people(generate(GenerationSpec(sirets=(SIRET,), individus=40)))
    assert small.keys() <= large.keys()
    assert all(small[number][0].get("002") == large[number][0].get("002") for number in small)


def test_events_concern_the_people_of_the_monthly_declaration():
    monthly = people(generate(GenerationSpec(sirets=(SIRET,), individus=20)))
    for nature in ("04", "07", "08"):
        event = people(generate(GenerationSpec(sirets=(SIRET,), individus=20, nature=nature)))
        assert event.keys() <= monthly.keys()


def test_streaming_keeps_memory_flat():
    peaks = []
    for individus in (150, 600):
        spec = GenerationSpec(individus=individus)
        b"".join(generate_chunks(GenerationSpec(individus=3)))
        tracemalloc.start()
        sizes = [len(chunk) for chunk in generate_chunks(spec)]
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert max(sizes) < 300_000
    assert peaks[1] < 6_000_000
    assert peaks[1] < peaks[0] * 1.6


def test_chunks_end_at_line_ends():
    assert all(chunk.endswith(b"'\r\n") for chunk in generate_chunks(GenerationSpec(individus=200)) if chunk)


def test_line_ends():
    crlf = generate(GenerationSpec())
    assert generate(GenerationSpec(line_end="LF")) == crlf.replace(b"\r\n", b"\n")


def test_mode_is_test_unless_asked_for():
    assert b"S10.G00.00.005,'01'" in generate(GenerationSpec())
    assert b"S10.G00.00.005,'02'" in generate(GenerationSpec(mode="reel"))


def test_characters_that_readers_get_wrong_are_there():
    content = generate(GenerationSpec(individus=900)).decode("iso-8859-1")
    names = {line[16:-1] for line in content.split("\r\n") if line.startswith(("S21.G00.30.002", "S21.G00.30.004"))}
    assert {"N'DIAYE", "D'ALMEIDA", "L'HÔPITAL", "MARTIN--DUPONT"} <= names
    assert any("," in name for name in names)


def test_variety_of_a_large_establishment():
    found = read(generate(GenerationSpec(individus=800, sector="general")))
    individus = [node for node in found.nodes if node.id == "S21.G00.30"]
    contracts = [node for node in found.nodes if node.id == "S21.G00.40"]
    assert {"01", "02"} == {node.get("007") for node in contracts}
    assert {"01", "04"} == {node.get("003") for node in contracts}
    assert {"10", "20"} == {node.get("014") for node in contracts}
    assert any(node.get("008") in ("64", "65") for node in contracts)
    assert any(len(node.all("S21.G00.40")) == 2 for node in individus)
    assert any(node.get("020") for node in individus)
    assert {"2A", "2B", "20", "99"} <= {node.get("014") for node in individus}
    blocs = {node.id for node in found.nodes}
    expected = {
        "31",
        "60",
        "65",
        "62",
        "70",
        "71",
        "50",
        "51",
        "53",
        "52",
        "56",
        "58",
        "78",
        "79",
        "81",
        "86",
        "98",
        "85",
    }
    assert {f"S21.G00.{bloc}" for bloc in expected} <= blocs


@pytest.mark.parametrize(("profile", "low", "high"), [("leger", 75, 95), ("complet", 95, 115), ("detaille", 140, 170)])
def test_lines_per_person(profile, low, high):
    from neodes.generate import Profile

    content = generate(GenerationSpec(individus=400, profile=Profile(profile)))
    assert low < content.count(b"\n") / 400 < high


def test_nir_are_unique_past_the_range_of_one_month_of_birth():
    from neodes.generate.establishments import etablissements_of
    from neodes.generate.months import Month
    from neodes.generate.people import holder_at, person_of

    here = etablissements_of(GenerationSpec(individus=200_000))[0]
    month = Month.of(2026, 11)
    positions = [*range(300), *range(79_920, 80_220), *range(159_840, 160_140)]
    numbers = [person_of(here, holder_at(here, position, month), month).nir for position in positions]
    known = [number for number in numbers if number]
    assert len(set(known)) == len(known)


def test_fictitious_identifiers():
    assert all(is_siren(siren(number)) and siren(number).startswith("0000") for number in range(0, SIREN_COUNT, 97))
    assert len({siren(number) for number in range(SIREN_COUNT)}) == SIREN_COUNT
    assert all(is_siret(siren(5) + nic(siren(5), number)) for number in range(1, 50))
    assert int(iban(123)[4:] + "1527" + iban(123)[2:4]) % 97 == 1
    with pytest.raises(ValueError, match=str(SIREN_COUNT)):
        siren(SIREN_COUNT)


def test_no_commune_has_the_numbers_kept_for_fictitious_births():
    communes = load_table("INSEE")
    assert communes.coverage is Coverage.FULL
    assert not [code for code in communes.codes if 910 <= int(code[2:]) < 990]


def test_firms_share_establishments():
    found = read(generate(GenerationSpec(etablissements=5, sirens=2)))
    sirens = [node.get("001") for node in found.nodes if node.id == "S21.G00.06"]
    nics = [node.get("001") for node in found.nodes if node.id == "S21.G00.11"]
    assert len(set(sirens)) == 2
    assert len({*zip(sirens, nics, strict=True)}) == 5


def test_people_by_establishment():
    found = read(generate(GenerationSpec(etablissements=3, individus=(1, 5, 9))))
    assert [len(node.all("S21.G00.30")) for node in found.declarations] == [1, 5, 9]


def test_the_fraction_and_the_order_are_those_asked_for():
    content = generate(GenerationSpec(fraction="22", ordre=41))
    assert b"S20.G00.05.003,'22'" in content
    assert b"S20.G00.05.004,'41'" in content


def test_fractions_share_the_people():
    whole = people(generate(GenerationSpec(sirets=(SIRET,), individus=21)))
    parts = [people(generate(GenerationSpec(sirets=(SIRET,), individus=21, fraction=nd))) for nd in ("12", "22")]
    assert not parts[0].keys() & parts[1].keys()
    assert parts[0].keys() | parts[1].keys() == whole.keys()


def test_contributions_of_the_bordereau_come_from_the_bases_written():
    found = read(generate(GenerationSpec(individus=70)))
    bases = sum(cents(n.get("004")) for n in found.nodes if n.id == "S21.G00.78" and n.get("001") == "03")
    lines = {(n.get("001"), n.get("002")): cents(n.get("004")) for n in found.nodes if n.id == "S21.G00.23"}
    assert lines[("937", "920")] == bases
    assert lines[("100", "920")] + lines.get(("726", "920"), 0) == bases


@pytest.mark.parametrize("sector", SECTORS)
def test_sectors_name_codes_that_the_tables_hold(sector):
    content = generate(GenerationSpec(sector=sector, individus=40)).decode("iso-8859-1")
    assert f"S21.G00.15.002,'{SECTORS[sector].prevoyance}'" in content
    assert any(f"S21.G00.11.022,'{activity.idcc}'" in content for activity in SECTORS[sector].activities)


def test_the_convention_of_ouvriers_depends_on_the_headcount():
    assert b"S21.G00.40.017,'1596'" in generate(GenerationSpec(sector="btp", individus=10))
    assert b"S21.G00.40.017,'1597'" in generate(GenerationSpec(sector="btp", individus=11))


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"norm": "P23V01"}, "norme"),
        ({"sector": "chimie"}, "secteur"),
        ({"month": "2026-13"}, "mois"),
        ({"month": "novembre"}, "mois"),
        ({"nature": "06"}, "nature"),
        ({"nature": "04", "type_declaration": "02"}, "type"),
        ({"nature": "10", "norm": "P25V01"}, "DPAE"),
        ({"individus": 0}, "au moins un individu"),
        ({"individus": (1, 2)}, "effectif"),
        ({"etablissements": 0}, "établissement"),
        ({"etablissements": 2, "sirens": 3}, "SIREN"),
        ({"sirets": ("12345678901234",)}, "SIRET"),
        ({"mode": "vrai"}, "mode"),
        ({"line_end": "CR"}, "fin de ligne"),
        ({"fraction": "21"}, "fraction"),
        ({"nature": "05", "fraction": "12"}, "fraction"),
        ({"fraction": "33", "individus": 2}, "au moins un individu"),
        ({"ordre": 0, "type_declaration": "03"}, "ordre"),
        ({"emetteur": Emetteur("123456789", "00011", "X")}, "SIRET"),
        ({"profile": "complet"}, "profil"),
    ],
)
def test_what_cannot_be_generated_is_refused_in_french(wrong, message):
    with pytest.raises(GenerationError, match=message):
        GenerationSpec(**wrong)


def test_a_substitution_says_why_it_is_made_and_pays_nobody():
    content = generate(GenerationSpec(nature="09", individus=2, profile=Profile.DETAILLE))
    lines = content.decode("iso-8859-1").split("\r\n")
    assert "S20.G00.05.013,'02'" in lines
    blocs = {line[:10] for line in lines if line}
    assert {"S21.G00.30", "S21.G00.22", "S21.G00.81"} <= blocs
    assert not blocs & {"S20.G00.07", "S21.G00.15", "S21.G00.20", "S21.G00.54"}
