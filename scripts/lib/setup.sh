# Sourced by the scripts: installs what a fresh Debian 12 with Swift 6.3 lacks.

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

# setup_packages [PACKAGE ...]: Debian packages for every build, and those that are named.
setup_packages() {
  local missing=() package
  for package in libsodium-dev libssl-dev libyaml-dev libcurl4-openssl-dev libsqlite3-dev pkg-config python3 "$@"; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' \
      || missing+=("$package")
  done
  if [ ${#missing[@]} -gt 0 ]; then
    echo "installing ${missing[*]}" >&2
    as_root apt-get update -qq >&2
    as_root env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y -qq --no-install-recommends "${missing[@]}" >&2
  fi
  command -v swift >/dev/null || { echo "Swift 6.3 is not on PATH" >&2; exit 1; }
}

# setup_sdk: the real soma-sdk from PyPI in .build-interop/venv; prints its python.
setup_sdk() {
  local venv=.build-interop/venv requirements=Tests/Interop/requirements.txt
  if ! cmp -s "$requirements" "$venv/installed.txt"; then
    python3 -m venv --clear "$venv" >&2
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$requirements" >&2
    cp "$requirements" "$venv/installed.txt"
  fi
  echo "$venv/bin/python"
}

# setup_models: soma-models with JAX from PyPI, 750 MB on disk, in .build-interop/models; prints its python, or
# nothing when pip cannot install it.
setup_models() {
  local venv=.build-interop/models requirements=Tests/Interop/requirements-models.txt
  if ! cmp -s "$requirements" "$venv/installed.txt"; then
    python3 -m venv --clear "$venv" >&2
    "$venv/bin/pip" install -q --disable-pip-version-check -r "$requirements" >&2 || return 0
    cp "$requirements" "$venv/installed.txt"
  fi
  echo "$venv/bin/python"
}
