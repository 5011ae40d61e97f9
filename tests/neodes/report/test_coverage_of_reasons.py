"""Every reason that the reader and the engine can give has a sentence of its own.

Those of the catalogue are made from the declaration of the control (see `test_messages`).
"""

import pytest

import neodes
from neodes.controls.coded.scan import CODED
from neodes.controls.families import family_of
from neodes.controls.registry import find_control
from neodes.generate import GenerationSpec, Profile, generate
from neodes.generate.faults import FAULTS, inject
from neodes.norm import NormMatch, load_norm
from neodes.parser import Binary, LineFault
from neodes.parser.archive import ArchiveFault
from neodes.report.sentences import SENTENCES

SAID_OTHERWISE = {LineFault.BLANC_FINAL, LineFault.WINDOWS}


@pytest.mark.parametrize("fault", set(LineFault) - SAID_OTHERWISE)
def test_lines(fault):
    assert ("LIGNE", fault.value) in SENTENCES


@pytest.mark.parametrize("fault", ArchiveFault)
def test_archives(fault):
    assert ("FICHIER/ARCHIVE", fault.value) in SENTENCES


@pytest.mark.parametrize("binary", Binary)
def test_binary_files(binary):
    assert ("FICHIER/BINAIRE", binary.value) in SENTENCES


@pytest.mark.parametrize("match", set(NormMatch) - {NormMatch.EXACTE})
def test_versions(match):
    assert ("NORME", match.value) in SENTENCES


@pytest.mark.parametrize("name", FAULTS)
def test_faults_put_into_a_file(name):
    fault = inject(name, generate(GenerationSpec(individus=12, profile=Profile.DETAILLE, seed=2)))
    for group in neodes.check_bytes(fault.content).groups:
        assert group.reason == CODED or (family_of(group.control), group.reason) in SENTENCES
        assert find_control(group.control, load_norm("P26V01")) is not None
