"""The expected form of a rubrique in words: lengths, type and pattern become one French phrase."""

from __future__ import annotations

from neodes.norm import RubriqueSpec

_ZNS = "sans espace"
_AMOUNT = "un montant avec un point et deux décimales, par exemple 1234.50"
_SIGNED = "le signe - est admis"
_DATE = "une date JJMMAAAA (jour, mois, année)"

# Every pattern of the four versions (a test walks them). The words say what a payroll person must write.
PATTERNS: dict[str, str] = {
    # dates and months
    "(01)(0[1-9]|1[0-2])(20)[0-9]{2}": "le premier jour d'un mois : 01MMAAAA, à partir de 2000",
    "(0[1-9]|[1-2][0-9]|3[0-1])(0[1-9]|1[0-2])(19|20)[0-9]{2}": f"{_DATE}, de 1900 à 2099",
    "(0[1-9]|[1-2][0-9]|3[0-1])(0[1-9]|1[0-2])(20)[0-9]{2}": f"{_DATE}, à partir de 2000",
    "(0[0-9]|[1-2][0-9]|3[0-1]|99)(0[0-9]|1[0-2]|99)(18|19|20)[0-9]{2}": (
        f"{_DATE} ; 00 ou 99 pour un jour ou un mois inconnu"
    ),
    "(0[0-9]|[1-2][0-9]|3[0-1]|99)(0[0-9]|1[0-2]|99)(19|20)[0-9]{2}": (
        f"{_DATE} ; 00 ou 99 pour un jour ou un mois inconnu"
    ),
    "(0[1-9]|[1-2][0-9]|3[0-1]|99)(0[1-9]|1[0-2]|99)(18|19|20)[0-9]{2}": (
        f"{_DATE} ; 99 pour un jour ou un mois inconnu"
    ),
    "(0[1-9]|[1-2][0-9]|3[0-1])(0[1-9]|1[0-2])(19|20)[0-9]{2}(0|[1-9][0-9]*)": (
        f"{_DATE} suivie d'un numéro sans zéro devant"
    ),
    "(0[1-9]|1[0-2])(19|20)[0-9]{2}": "un mois MMAAAA (mois puis année)",
    "(0[1-9])|(1[0-2])": "un mois, de 01 à 12",
    "(0[0-9])|(1[0-2])": "un nombre de 00 à 12",
    "(?:[01][0-9]|2[0-3])[0-5][0-9]": "une heure HHMM, de 0000 à 2359",
    "2([0-9]{3})": "une année sur quatre chiffres, à partir de 2000",
    "[2][0][1-9][0-9](M01|M02|M03|M04|M05|M06|M07|M08|M09|M10|M11|M12|T01|T02|T03|T04|S01|S02|A00|E00)": (
        "une année puis une période : M01 à M12 (mois), T01 à T04 (trimestre), S01 ou S02 (semestre), "
        "A00 (année) ou E00"
    ),
    # amounts
    "-?[0]*(0|[1-9][0-9]*)\\.[0-9]{2}": f"{_AMOUNT} ; {_SIGNED}",
    "-?[0-9]*\\.[0-9]{2}": f"{_AMOUNT} ; {_SIGNED}",
    "-?(([0-9]){1,12})\\.[0-9]{2}": f"{_AMOUNT} ; {_SIGNED}",
    "-?[0-9]{1,8}\\.[0-9]{2}": f"{_AMOUNT}, au plus 8 chiffres avant le point ; {_SIGNED}",
    "^-?\\d{1,8}\\.\\d{2}$": f"{_AMOUNT}, au plus 8 chiffres avant le point ; {_SIGNED}",
    "-?[0]*([1-9][0-9]*\\.[0-9]{2}|0\\.(0[1-9]|[1-9][0-9]))": f"{_AMOUNT}, différent de zéro ; {_SIGNED}",
    "[0]*(0|[1-9][0-9]*)\\.[0-9]{2}": f"{_AMOUNT}, sans signe",
    "[0]*([1-9][0-9]*\\.[0-9]{2}|0\\.[0-9]{2})": f"{_AMOUNT}, sans signe",
    "[0]*([1-9][0-9]*\\.[0-9]{2}|0\\.(0[0-9]|[1-9][0-9]))": f"{_AMOUNT}, sans signe",
    "[0]*([1-9][0-9]*\\.[0-9]{2}|0\\.(0[1-9]|[1-9][0-9]))": f"{_AMOUNT}, plus grand que zéro, sans signe",
    "([0]*([1-9][0-9]*\\.[0-9]{2}|0\\.(0[1-9]|[1-9][0-9])))|[0][.][0][0]": f"{_AMOUNT}, sans signe",
    "\\d{1,5}\\.\\d{2}": f"{_AMOUNT}, au plus 5 chiffres avant le point, sans signe",
    # rates and quantities
    "[0-9]{1}\\.[0-9]{2}": "un chiffre, un point et deux décimales, par exemple 1.00",
    "[0-9]{1,2}\\.[0-9]{2}": "un nombre de 0.00 à 99.99 avec deux décimales",
    "[0-9]{1,2}\\.[0-9]{2}|100\\.00": "un taux de 0.00 à 99.99, ou 100.00, avec deux décimales",
    "[0]?([0-9]{1,2}\\.[0-9]{2}|100\\.00)": "un taux de 0.00 à 99.99, ou 100.00, avec deux décimales",
    "[0]?([0-9]{1,2}\\.[0-9]{2,3}|100\\.000|100\\.00)": "un taux de 0.00 à 100.00 avec deux ou trois décimales",
    "[0-9]{1,3}\\.[0-9]{2}": "un nombre de 0.00 à 999.99 avec deux décimales",
    "([0-9]{1}\\.[0-9]{2})|(10\\.00)": "un nombre de 0.00 à 9.99, ou 10.00, avec deux décimales",
    "(0\\.50)|[1-9]\\.(00|50)|[1-9][0-9]\\.(00|50)": "un nombre de demi-journées, de 0.50 à 99.50",
    "-?(([0-9]{1,2}\\.[1-9][0-9])|([0-9]{1,2}\\.[0-9][1-9])|([0-9][1-9]\\.[0-9]{2})|([1-9][0-9]\\.[0-9]{2})"
    "|([0-9]\\.[1-9][0-9])|([0-9]\\.[0-9][1-9])|([1-9]\\.[0-9]{2}))": (
        f"un taux avec deux décimales, différent de zéro ; {_SIGNED}"
    ),
    "(^(0\\.(([1-9][0-9])|([0-9][1-9])|[1-9])|[1-9]\\d?(?:\\.[0-9]{1,2})?|[1-7]\\d\\d(?:\\.[0-9]{1,2})?"
    "|800(?:\\.0{1,2})?)$)": "un nombre plus grand que zéro, au plus 800, avec au plus deux décimales",
    "(^(0\\.(([1-9][0-9])|([0-9][1-9])|[1-9])|[1-9]\\d?(?:\\.[0-9]{1,2})?|[1-7]\\d\\d(?:\\.[0-9]{1,2})?"
    "|800(?:\\.0{1,2})?)$)|[0][\\.][0][0]": "un nombre de 0.00 à 800, avec au plus deux décimales",
    # whole numbers
    "-1|0|[1-9][0-9]{0,17}": "un nombre entier sans zéro devant, ou -1",
    "-?[0]*(0|[1-9][0-9]*)": f"un nombre entier ; {_SIGNED}",
    "[0]*(0|[1-9][0-9]*)": "un nombre entier, sans signe",
    "[0]*[1-9][0-9]*": "un nombre entier plus grand que zéro",
    "0|[1-9][0-9]*": "un nombre entier sans zéro devant",
    "[1-9][0-9]*": "des chiffres, sans zéro devant",
    "[0-9]*": "des chiffres seulement",
    "[0-9]{1,3}": "un nombre entier de 0 à 999",
    "[1-9]{2}": "deux chiffres, de 1 à 9 chacun",
    "0[0-9]|1[0-9]|20": "un nombre de 00 à 20",
    "0[1-9]|1[0-9]|20": "un nombre de 01 à 20",
    "[9][9][0-8]|[1-8][0-9]?[0-9]?|[9][0-8]?[0-9]?": "un nombre entier de 1 à 998, sans zéro devant",
    "[9][9][0-9]|[1-8][0-9]?[0-9]?|[9][0-8]?[0-9]?": "un nombre entier de 1 à 999, sans zéro devant",
    "1[0-9]{3}|2[0-4][0-9]{2}|25[0]{2}|[1-9][0-9]{2}": "un nombre entier de 100 à 2500",
    "1[0-9]{3}|2[0-4][0-9]{2}|25[0]{2}|[1-9][0-9]{2}|[0]{1,3}": "un nombre entier de 100 à 2500, ou zéro",
    # identifiers and codes
    "[0-9]*[1-9][0-9]*": "des chiffres seulement, pas tous à zéro",
    "[A-Z0-9]+": f"des chiffres et des lettres capitales sans accent, {_ZNS}",
    "[A-Za-z0-9\\s]+": "des chiffres, des lettres sans accent et des espaces",
    "(0[1-9]|[1-9][0-9])|2A|2B": "un numéro de département : 01 à 99, 2A ou 2B",
    "[0-9][A-Z]{3}[0-9]{2}[A-Z]{2}": "un chiffre, trois capitales, deux chiffres, deux capitales",
    "([0-9]{1,3})|(([0-9]|[a-z]|[A-Z]){1,5}\\.([0-9]|[a-z]|[A-Z]){2})": (
        "jusqu'à trois chiffres, ou jusqu'à cinq lettres ou chiffres, un point et deux lettres ou chiffres"
    ),
    "([A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3}))|([A-Z]{4}[A-Z]{2}[A-Z0-9]{2})": (
        "un BIC : 8 ou 11 caractères, dont 4 capitales pour la banque et 2 pour le pays"
    ),
    "1[0-9]{3}|0?1[0-9]{2,2}|2(([0-4][0-9]{2})|(5(0){2}))|0?2([0-9]{2})|0?[3-9][0-9]{2}|[A-Za-z]{1,2}[0-9]": (
        "un indice de 100 à 2500, ou une ou deux lettres suivies d'un chiffre"
    ),
    "[1-2][0-9]{2}(0[1-9]|1[0-2]|20|3[0-9]|4[0-2]|[5-9][0-9])(0[1-9]|[1-9][0-9]|2A|2B)"
    "([0]{2}[1-9]|0[1-9][0-9]|[1-9][0-9]{2})([0]{2}[1-9]|0[1-9][0-9]|[1-9][0-9]{2})": (
        "un NIR sur 13 caractères, sans sa clé : sexe, année, mois, département, commune, numéro d'ordre"
    ),
    "[1-2][0-9]{2}(0[1-9]|1[0-2]|20|3[0-9]|4[0-2]|[5-9][0-9])(0[1-9]|[1-9][0-9]|2A|2B)"
    "([0]{2}[1-9]|0[1-9][0-9]|[1-9][0-9]{2})([0]{2}[1-9]|0[1-9][0-9]|[1-9][0-9]{2})|([1-2][9]{12})": (
        "un NIR sur 13 caractères, sans sa clé : sexe, année, mois, département, commune, numéro d'ordre"
    ),
}


def length_in_words(low: int, high: int) -> str:
    """`8, 8` → « 8 caractères », `1, 20` → « de 1 à 20 caractères »."""
    plural = "s" if high > 1 else ""
    return f"{high} caractère{plural}" if low == high else f"de {low} à {high} caractères"


def codes_in_words(spec: RubriqueSpec, most: int = 12) -> str:
    """« 01 (CDI), 02 (CDD) … » for the list of a rubrique, cut after `most` codes."""
    codes = spec.codes or {}
    shown = ", ".join(f"{code} ({label})" for code, label in list(codes.items())[:most])
    rest = len(codes) - most
    return f"{shown}… et {rest} autres" if rest > 0 else shown


def format_in_words(spec: RubriqueSpec) -> str:
    """What must be written in that rubrique, in one phrase without a capital nor a full stop."""
    length = length_in_words(spec.min_len, spec.max_len)
    if spec.codes:
        return f"un code de la liste « {spec.label} » ({length})"
    if spec.pattern is None:
        return f"un nombre ({length})" if spec.kind == "N" else length
    return f"{PATTERNS.get(spec.pattern, 'une forme particulière')} ({length})"
