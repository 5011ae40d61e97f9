import zipfile

import pytest

from neodes.generate import GenerationSpec, generate
from tests.neodes.cli.running import neodes


@pytest.fixture
def sample(tmp_path):
    path = tmp_path / "paie.dsn"
    path.write_bytes(generate(GenerationSpec(individus=2, seed=5)))
    return path


def test_generate_writes_what_the_library_makes(tmp_path):
    target = tmp_path / "essai.dsn"
    code, out, err = neodes("generate", "--individus", 3, "--graine", 7, "--norm", "P25V01", "-o", target)
    assert (code, out, err) == (0, "", "")
    assert target.read_bytes() == generate(GenerationSpec(individus=3, seed=7, norm="P25V01"))


def test_generate_on_the_standard_output():
    code, out, _ = neodes("generate", "--individus", 1)
    assert code == 0
    assert out.startswith("S10.G00.00.001,'")
    assert "S10.G00.00.005,'01'" in out


def test_a_known_fault_is_put_in_and_told(tmp_path):
    target = tmp_path / "essai.dsn"
    code, _, err = neodes("generate", "--anomalie", "bad_date", "-o", target)
    assert code == 0
    assert "S21.G00.40.001/CSL-00, ligne " in err
    assert b"S21.G00.40.001,'31022019'" in target.read_bytes()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--secteur", "lune"), "« lune » n'est pas possible (secteur)"),
        (("--profil", "x"), "choisissez leger, complet, detaille"),
        (("--mois", "2026-13"), "n'est pas un mois"),
        (("--anomalie", "bad_dat"), "Vouliez-vous dire « bad_date »"),
        (("--sirets", "123"), "n'est pas un SIRET"),
        (("-o", "/nulle/part/essai.dsn"), "n'a pas pu être écrit"),
        (("--fiches", "/nulle/part/essai.xml"), "/nulle/part/essai.xml n'a pas pu être écrit"),
        (("--fiches", "x.xml", "--niveau", "3"), "choisissez 1, 2A, 2B"),
        (("--fiches", "x.xml", "--profil", "leger"), "ne déclare aucun contrat"),
        (("--anomalie", "fiche_oc"), "ajoutez --fiches"),
        (("--anomalie", "fiche_ox", "--fiches", "x.xml"), "Vouliez-vous dire « fiche_oc »"),
    ],
)
def test_what_cannot_be_generated_is_told(arguments, sentence):
    code, out, err = neodes("generate", *arguments)
    assert (code, out) == (2, "")
    assert sentence in err


def test_the_fiches_that_agree_are_written_beside(tmp_path):
    dsn, fiches = tmp_path / "paie.dsn", tmp_path / "fiches.xml"
    code, out, err = neodes("generate", "--individus", 5, "-o", dsn, "--fiches", fiches, "--niveau", "2A")
    assert (code, out, err) == (0, "", "")
    assert neodes("fpoc", fiches)[0] == 0
    code, out, _ = neodes("check", "--fpoc", fiches, dsn)
    assert (code, "Aucune anomalie" in out) == (0, True)


def test_a_fault_between_a_file_and_its_fiches(tmp_path):
    dsn, fiches = tmp_path / "paie.dsn", tmp_path / "fiches.xml"
    code, _, err = neodes("generate", "-o", dsn, "--fiches", fiches, "--anomalie", "fiche_oc")
    assert (code, err) == (0, "Organisme qui n'est pas celui de la fiche : FP-01.\n")
    assert "EADH03" in neodes("check", "--fpoc", fiches, dsn)[1]


def test_show_indents_blocs_under_their_parents(sample):
    code, out, err = neodes("show", sample)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0].strip() == "S10.G00.00 Envoi"
    depth = {line[9:].lstrip()[:10]: len(line[9:]) - len(line[9:].lstrip()) for line in lines if not line[:7].strip()}
    assert depth["S10.G00.00"] < depth["S20.G00.05"] < depth["S21.G00.06"] < depth["S21.G00.11"] < depth["S21.G00.30"]
    assert depth["S90.G00.90"] == depth["S20.G00.05"]
    assert sum(line.strip().startswith("S21.G00.30 ") for line in lines) == 2


def test_show_gives_labels_and_the_meaning_of_codes(sample):
    _, out, _ = neodes("show", sample)
    assert "Code envoi du fichier d'essai ou réel : 01 (envoi fichier test)" in out


def test_show_numbers_every_line(sample):
    _, out, _ = neodes("show", sample)
    numbers = [int(line[:7]) for line in out.splitlines() if line[:7].strip()]
    assert numbers == list(range(1, sample.read_bytes().count(b"\n") + 1))


def test_show_hides_persons_unless_asked(sample):
    nir = sample.read_bytes().split(b"S21.G00.30.001,'")[1][:13].decode()
    assert nir not in neodes("show", sample)[1]
    assert nir in neodes("show", sample, "--en-clair")[1]


def test_show_keeps_lines_without_form_and_unknown_rubriques(tmp_path):
    path = tmp_path / "paie.dsn"
    path.write_bytes(b"S10.G00.00.006,'P26V01'\nbonjour\nS21.G00.99.001,'1'\nS21.G00.40.999,'1'\n")
    _, out, _ = neodes("show", path)
    assert "      2  ? •••••••\n" in out
    assert "S21.G00.99 (bloc inconnu)" in out
    assert ".999 (rubrique inconnue) : 1" in out


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02"])
def test_show_refuses_what_is_not_text(tmp_path, content):
    path = tmp_path / "paie.dsn"
    path.write_bytes(content)
    code, out, err = neodes("show", path)
    assert (code, out) == (2, "")
    assert "ce n'est pas un fichier DSN lisible" in err


def test_show_opens_archives(sample, tmp_path):
    path = tmp_path / "envoi.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("juin/a.dsn", sample.read_bytes())
        archive.writestr("juin/b.dsn", sample.read_bytes())
    code, out, _ = neodes("show", path)
    assert code == 0
    assert [line for line in out.splitlines() if line.startswith("juin/")] == ["juin/a.dsn", "juin/b.dsn"]


def test_show_a_file_that_does_not_exist(tmp_path):
    code, _, err = neodes("show", tmp_path / "absent.dsn")
    assert code == 2
    assert "ce fichier n'existe pas" in err
