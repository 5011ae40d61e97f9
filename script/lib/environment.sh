# Sourced by the commands of script/: finds Python, makes .venv and keeps it in step with requirements/*.txt.
# Needs nothing but bash, the core utilities and a Python with its `venv` module.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
VENV="$ROOT/.venv"
PYTHON_WANTED="3.11"

stop() { # message, on one or several lines
  { echo && printf '%s\n' "$@"; } >&2
  exit 1
}

is_recent_enough() { # path of a Python
  "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() { # prints the first Python that is recent enough
  local name
  for name in ${GUICHET_PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
    if command -v "$name" >/dev/null && is_recent_enough "$name"; then
      command -v "$name"
      return
    fi
  done
  local found="aucun Python 3"
  command -v python3 >/dev/null && found=$(python3 --version 2>&1)
  stop "Guichet demande Python $PYTHON_WANTED ou plus récent ; cette machine a : $found." \
    "Sur Debian 12 ou Ubuntu 24.04 : apt-get install python3 python3-venv" \
    "Si un Python plus récent est installé ailleurs, donnez son chemin : GUICHET_PYTHON=/chemin/python3 $0"
}

check_venv_module() { # path of a Python
  "$1" -c 'import venv, ensurepip' >/dev/null 2>&1 ||
    stop "Python est là ($1), mais il lui manque le module « venv » (ou « ensurepip ») qui sert à s'installer à part." \
      "Sur Debian et Ubuntu : apt-get install python3-venv"
}

check_root_is_writable() {
  if ! [ -w "$ROOT" ] || { [ -e "$VENV" ] && ! [ -w "$VENV" ]; }; then
    stop "Impossible d'écrire dans $ROOT : Guichet y installe ses bibliothèques, dans le dossier .venv." \
      "Copiez le projet dans un dossier qui vous appartient, ou demandez le droit d'y écrire."
  fi
}

make_venv() {
  # A folder that was copied, or whose Python has been removed, cannot be mended: it is made again.
  if [ -x "$VENV/bin/python" ] && is_recent_enough "$VENV/bin/python" && [ "$(home_of_venv)" = "$VENV" ]; then
    return
  fi
  local python
  python=$(find_python)
  check_venv_module "$python"
  rm -rf "$VENV"
  echo "Création de .venv ($("$python" --version))…" >&2
  "$python" -m venv "$VENV" ||
    stop "La création de $VENV a échoué (voir ci-dessus). Vérifiez l'espace disque et les droits sur ce dossier."
}

home_of_venv() {
  "$VENV/bin/python" -c 'import os, sys; print(os.path.realpath(sys.prefix))' 2>/dev/null
}

fingerprint() { # files
  (cd "$ROOT" && cat "$@" && "$VENV/bin/python" --version) | sha256sum | cut -c1-64
}

is_installed() { # runtime|dev
  [ "$(cat "$VENV/.installed-$1" 2>/dev/null)" = "$(fingerprint requirements/runtime.txt pyproject.toml "requirements/$1.txt")" ]
}

install_requirements() { # runtime|dev
  local log="$VENV/installation.log"
  echo "Installation des bibliothèques (requirements/$1.txt) : une à deux minutes la première fois…" >&2
  if ! {
    "$VENV/bin/python" -m pip install --quiet --require-hashes --requirement "$ROOT/requirements/$1.txt" &&
      "$VENV/bin/python" -m pip install --quiet --no-deps --no-build-isolation --editable "$ROOT"
  } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    stop "L'installation des bibliothèques a échoué ; le détail est dans $log." \
      "Le plus souvent : pas d'accès au dépôt de paquets Python, ou un disque plein. Corrigez, puis relancez $0."
  fi
  fingerprint requirements/runtime.txt pyproject.toml "requirements/$1.txt" >"$VENV/.installed-$1"
}

ensure_venv() { # runtime|dev: afterwards $VENV/bin/python has those libraries and the project itself
  check_root_is_writable
  # Two commands started at once must not install into the same folder.
  exec 9>"$ROOT/.venv.lock"
  command -v flock >/dev/null && flock 9
  make_venv
  is_installed dev || is_installed "$1" || install_requirements "$1"
  exec 9>&-
}
