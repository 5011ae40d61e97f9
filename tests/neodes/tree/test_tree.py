import neodes
from neodes.tree.plan import BASE, FAULTY, load_plan
from tests.neodes.files import joined, place_of, valid


def tree_of(lines, **options):
    return neodes.read_tree(joined(lines), **options)


def test_from_the_envoi_to_the_contract():
    lines = valid(individus=2)
    tree = tree_of(lines)
    envoi, (declaration,) = tree.envoi, tree.declarations
    assert (envoi.id, envoi.line, envoi.parent) == ("S10.G00.00", 1, None)
    assert declaration.parent == envoi
    assert declaration.value("001") == declaration.value("S20.G00.05.001") == "01"
    entreprise = declaration.first("S21.G00.06")
    etablissement = entreprise.first("S21.G00.11")
    first, second = etablissement.children("S21.G00.30")
    assert first.line == place_of(lines, "S21.G00.30.001") + 1
    assert first.rubriques["S21.G00.30.001"] == lines[first.line - 1][16:-1]
    assert second.first("S21.G00.40").parent == second
    assert [bloc.id for bloc in tree.roots] == ["S10.G00.00"]
    assert {bloc.id for bloc in first.descendants("S21.G00.81")} == {"S21.G00.81"}


def test_every_line_is_in_one_bloc():
    lines = valid(individus=5, etablissements=2)
    tree = tree_of(lines)
    assert [number for bloc in tree for number, _, _ in bloc.lines()] == list(range(1, len(lines) + 1))
    assert tree.bloc_at(0) is None
    assert tree.bloc_at(len(lines) + 1) is None


def test_parents_are_those_of_the_norm():
    tree = tree_of(valid(individus=5, etablissements=2))
    for bloc in tree:
        assert (bloc.parent.id if bloc.parent else None) == bloc.spec.parent
        assert bloc.parent is None or bloc in bloc.parent.children(bloc.id)


def test_absent_things():
    tree = tree_of(valid(individus=1))
    envoi = tree.envoi
    assert envoi.first("S21.G00.30") is None
    assert envoi.value("999") == ""
    assert envoi.value("999", "rien") == "rien"
    empty = neodes.read_tree(b"")
    assert (len(empty), empty.envoi, empty.declarations, empty.roots) == (0, None, (), ())


def test_views_are_values():
    tree = tree_of(valid(individus=1))
    assert tree.envoi == tree.envoi
    assert len({tree.envoi, next(iter(tree))}) == 1
    assert tree.envoi != tree_of(valid(individus=1)).envoi
    assert repr(tree.envoi) == "Bloc(S10.G00.00, line 1)"


def test_version_can_be_forced():
    assert tree_of(valid(), norm="P27V01").plan.norm.version == "P27V01"
    assert tree_of(valid()).plan.norm.version == "P26V01"


def test_plan_puts_rubriques_in_the_order_of_the_message():
    for version in neodes.NORM_VERSIONS:
        plan = load_plan(version)
        assert len(set(plan.character.values())) == len(plan.rubriques)
        assert BASE + len(plan.rubriques) < FAULTY
        for place, rubrique in enumerate(plan.rubriques):
            assert plan.rubrique(plan.character[rubrique]) == rubrique
            assert plan.blocs[plan.bloc_of[place]].id == rubrique[:10]
        for rank, parent in enumerate(plan.parent):
            assert parent < rank
