import os
import subprocess
import sys

import pytest

from neodes.cli.arguments import translated
from neodes.cli.main import COMMANDS
from neodes.generate import GenerationSpec, generate
from tests.neodes.cli.running import SRC, neodes


def test_help_lists_the_commands():
    code, out, err = neodes("--help")
    assert (code, err) == (0, "")
    assert all(f"  {name} " in out for name in COMMANDS)


def test_without_command_the_help_is_shown_and_the_exit_code_says_so():
    code, out, _ = neodes()
    assert code == 2
    assert out.startswith("Usage : neodes COMMANDE")


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_has_a_french_help(command):
    code, out, err = neodes(command, "--help")
    assert (code, err) == (0, "")
    assert out.startswith(f"Usage : neodes {command}")
    assert "montrer cette aide" in out
    assert not any(word in out for word in ("usage:", "options:", "show this", "positional"))


def test_an_unknown_command_is_refused_with_a_suggestion():
    code, out, err = neodes("chek", "a.dsn")
    assert (code, out) == (2, "")
    assert err == "neodes : la commande « chek » n'existe pas. Vouliez-vous dire « check » ?\n"


def test_version():
    code, out, _ = neodes("--version")
    assert code == 0
    assert out.startswith("neodes ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("norm",), "il manque : ID"),
        (("norm", "S21.G00.40", "S21.G00.30"), "option ou argument inconnu : S21.G00.30"),
        (("norm", "S21.G00.40", "--norm", "P23V01"), "--norm : 'P23V01' n'est pas possible ; choisissez"),
        (("norm", "S21.G00.40", "--norm"), "--norm : il manque la valeur"),
        (("generate", "--individus", "dix"), "--individus : 'dix' n'est pas un nombre entier"),
        (("check",), "il manque : FICHIER"),
    ],
)
def test_wrong_options_are_told_in_french(arguments, sentence):
    code, out, err = neodes(*arguments)
    assert (code, out) == (2, "")
    assert sentence in err
    assert "--help » donne les options." in err


def test_a_sentence_of_argparse_that_is_not_known_is_left_as_it_is():
    assert translated("something new") == "something new"


def test_a_reader_that_goes_away_leaves_no_trace(tmp_path):
    path = tmp_path / "paie.dsn"
    path.write_bytes(generate(GenerationSpec(individus=60)))
    with subprocess.Popen(
        [sys.executable, "-m", "neodes", "show", str(path)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SRC)},
    ) as process:
        assert process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 141


def test_start_imports_neither_the_norm_data_nor_network_nor_processes():
    code = "import sys, neodes.cli.main; print(' '.join(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, env={"PYTHONPATH": str(SRC)}, check=True, text=True
    )
    loaded = set(done.stdout.split())
    assert not loaded & {"difflib", "socket", "multiprocessing", "concurrent.futures", "asyncio", "django"}
