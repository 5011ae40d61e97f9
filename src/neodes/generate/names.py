"""Names drawn for fictitious people: accents, apostrophes, hyphens, particles and double names on purpose."""

from __future__ import annotations

import unicodedata

NOMS = tuple(
    """\
MARTIN;BERNARD;THOMAS;PETIT;ROBERT;RICHARD;DURAND;DUBOIS;MOREAU;LAURENT;SIMON;MICHEL;LEFÈVRE;LEROY;ROUX;DAVID
BERTRAND;MOREL;FOURNIER;GIRARD;BONNET;DUPONT;LAMBERT;FONTAINE;ROUSSEAU;VINCENT;MÜLLER;LEFEBVRE;FAURE;ANDRÉ
MERCIER;BLANC;GUÉRIN;BOYER;GARNIER;CHEVALIER;FRANÇOIS;LEGRAND;GAUTHIER;GARCIA;PERRIN;ROBIN;CLÉMENT;MORIN
NICOLAS;HENRY;ROUSSEL;MATHIEU;GAUTIER;MASSON;MARCHAND;DUVAL;DENIS;DUMONT;MARIE;LEMAIRE;NOËL;MEYER;DUFOUR
N'DIAYE;D'ALMEIDA;L'HÔPITAL;D'ORNANO;N'GUESSAN;O'CONNOR;M'BAREK;LE GOFF;LE BRIS;DE LA TOUR;VAN DEN BERG
SAINT-LÉGER;PRUD'HOMME;BEN AÏSSA;DA SILVA;DOS SANTOS;EL AMRANI;NGUYEN;TRAORÉ;DIALLO;KOWALSKI;FERNÁNDEZ
ROCHE-BERNARD;MARTIN--DUPONT;PEÑA;GONÇALVES;LABBÉ;BÉRANGER;HERVÉ;MÉNARD;PÉPIN;RENÉ-CORAIL;TÊTU""".replace(
        "\n", ";"
    ).split(";")
)

_MASCULINS = """\
Jean;Pierre;Michel;André;Philippe;Nicolas;Christophe;Julien;Thomas;Éric;Frédéric;François;Jérôme
Mehdi;Karim;Loïc;Gaël;Hervé;Noé;Léo;Hugo;Raphaël;Anaël;Moussa;João;Jean-Marc;Jean, Louis
Mathéo, Élie, Paul;Yann;Stéphane"""

_FEMININS = """\
Marie;Nathalie;Isabelle;Sylvie;Catherine;Céline;Aurélie;Émilie;Hélène;Chloé;Zoé;Inès;Léa;Manon
Fatoumata;Aïcha;Anne-Sophie;Marie-Thérèse;Maëlle;Noémie;Joëlle;Bérénice;Françoise;Élodie;Laëtitia
Sophie, Anne;Clémence, Rose, Lucie;Solène;Agnès;Delphine"""

NOMS_USAGE = tuple(nom for nom in NOMS if "--" not in nom)
"""Names of usage: the two hyphens of a double name are for family names alone (chapter 4.4.8 of the norm)."""

PRENOMS = {
    "01": tuple(_MASCULINS.replace("\n", ";").split(";")),
    "02": tuple(_FEMININS.replace("\n", ";").split(";")),
}


def ascii_word(text: str) -> str:
    """Letters only, without accents, in lower case: a piece of an e-mail address."""
    plain = unicodedata.normalize("NFD", text).encode("ascii", "ignore").decode()
    return "".join(filter(str.isalpha, plain)).lower()
