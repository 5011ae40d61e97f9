# Sourced by script/test: Debian's Chromium for the browser tests, installed when we may and it is missing.

find_chromium() {
  local name
  for name in ${GUICHET_CHROMIUM:-} chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then
      command -v "$name"
      return
    fi
  done
}

install_chromium() {
  [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || return 0
  echo "Installing Debian's chromium for the browser tests…" >&2
  {
    export DEBIAN_FRONTEND=noninteractive
    timeout 300 apt-get update -qq && timeout 600 apt-get install -y -qq --no-install-recommends chromium
  } >/dev/null 2>&1 || echo "Chromium could not be installed." >&2
}

GUICHET_CHROMIUM=$(find_chromium)
if [ -z "$GUICHET_CHROMIUM" ]; then
  (install_chromium)
  GUICHET_CHROMIUM=$(find_chromium)
fi
export GUICHET_CHROMIUM
