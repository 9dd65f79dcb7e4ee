#!/bin/sh
# Brings what Skolprov needs to run from this folder: Python packages in .venv, and a browser. Called by `make`; quick
# when all is there already. Each way is tried in turn, and says why it was given up. Nothing outside this folder is
# changed, but system packages are installed where this user may do so without a password (root, or `sudo -n`).
#
#   ./setup.sh            packages and browser
#   ./setup.sh packages   packages only
set -u
cd "$(dirname "$0")" || exit 1
unset VIRTUAL_ENV UV_PROJECT_ENVIRONMENT
export PIP_ROOT_USER_ACTION=ignore
here=$(pwd)

say() { printf '%s\n' "$*" >&2; }

give_up() { # what is missing, then the commands that mend it, one per argument
    say ""
    say "Cannot go on: $1"
    say "Run one of these by hand, then the same command again:"
    shift
    for command in "$@"; do say "    $command"; done
    exit 1
}

as_root() { # runs a command as root where that needs no password
    if [ "$(id -u)" = 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo -n env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

may_install() {
    command -v apt-get >/dev/null 2>&1 || return 1
    [ "$(id -u)" = 0 ] || sudo -n true >/dev/null 2>&1
}

renew_lists() { # of system packages, once
    if [ -n "${lists_renewed:-}" ]; then return 0; fi
    lists_renewed=yes
    as_root apt-get update -qq </dev/null >/dev/null 2>&1 || say "  apt-get update failed; going on with the old lists."
}

apt_install() { # brings system packages; what apt says is shown if it fails
    renew_lists
    told=$(as_root apt-get install -y -qq --no-install-recommends "$@" </dev/null 2>&1) && return 0
    printf '%s\n' "$told" | grep '^E:' | sed 's/^/  /' >&2
    return 1
}

apt_has() { # whether there is a real package, not one that fetches a snap
    renew_lists
    candidate=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    case "$candidate" in '' | '(none)' | *snap*) return 1 ;; esac
}

# --- Python -----------------------------------------------------------------------------------------------------------

is_new_enough() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for python in "${PYTHON:-}" python3 python3.14 python3.13 python3.12 python3.11; do
        if [ -n "$python" ] && is_new_enough "$python"; then
            "$python" -c 'import sys; print(sys.executable)'
            return 0
        fi
    done
    return 1
}

# --- uv, which installs the packages exactly as uv.lock says ---------------------------------------------------------

pip_from_index() { # for a Python that its distribution has parted from pip and venv: fetches pip's own wheel
    "$1" - .uv <<'PYTHON'
import hashlib, json, os, pathlib, re, sys, urllib.parse, urllib.request

def fetched(url, **headers):
    with urllib.request.urlopen(urllib.request.Request(url, headers=headers), timeout=120) as answer:
        return answer.read()

index = os.environ.get("PIP_INDEX_URL", "https://pypi.org/simple").rstrip("/") + "/pip/"
try:
    files = json.loads(fetched(index, Accept="application/vnd.pypi.simple.v1+json"))["files"]
    wheels = [f for f in files if re.fullmatch(r"pip-[\d.]+-py3-none-any\.whl", f["filename"]) and not f.get("yanked")]
    wheel = max(wheels, key=lambda f: tuple(map(int, f["filename"].split("-")[1].split("."))))
    content = fetched(urllib.parse.urljoin(index, wheel["url"]))
except (OSError, ValueError) as error:
    sys.exit(f"  {index}: {error}")
if hashlib.sha256(content).hexdigest() != wheel["hashes"]["sha256"]:
    sys.exit(f"  {index}: the file that came is not the one that was named")
folder = pathlib.Path(sys.argv[1])
folder.mkdir(exist_ok=True)
(folder / "pip.whl").write_bytes(content)
PYTHON
}

pip_brings_uv() { # where pip is, as arguments for $python
    "$python" "$@" install --quiet --disable-pip-version-check --target .uv/lib uv >&2 && uv_works .uv/lib/bin/uv
}

uv_works() { [ -x "$1" ] && "$1" --version >/dev/null 2>&1; }

get_uv() { # leaves the path in $uv
    uv=$(command -v uv || true)
    if [ -n "$uv" ] && uv_works "$uv"; then return 0; fi
    for uv in .uv/bin/uv .uv/lib/bin/uv; do
        if uv_works "$uv"; then return 0; fi
    done
    python=$(find_python || command -v python3) || give_up "there is no Python here." \
        "sudo apt-get install -y python3 python3-venv"
    say "Getting uv, which installs the packages …"
    rm -rf .uv
    if "$python" -c 'import ensurepip' >/dev/null 2>&1 && "$python" -m venv .uv >/dev/null 2>&1; then
        uv=.uv/bin/uv
        if .uv/bin/pip install --quiet --disable-pip-version-check uv >&2 && uv_works "$uv"; then return 0; fi
        say "  A virtual environment was made, but pip could not bring uv."
    else
        say "  This Python cannot make virtual environments (Debian keeps that in python3-venv)."
    fi
    rm -rf .uv
    uv=.uv/lib/bin/uv
    if "$python" -m pip --version >/dev/null 2>&1; then
        if pip_brings_uv -m pip; then return 0; fi
        say "  pip could not bring uv."
    else
        say "  This Python has no pip."
    fi
    if pip_from_index "$python" >&2 && pip_brings_uv .uv/pip.whl/pip; then return 0; fi
    say "  pip could not be fetched from the package index."
    if may_install && apt_install python3-venv && "$python" -m venv .uv >&2 && .uv/bin/pip install --quiet uv >&2; then
        uv=.uv/bin/uv
        if uv_works "$uv"; then return 0; fi
    fi
    give_up "uv could not be brought." \
        "sudo apt-get install -y python3-venv" \
        "curl -LsSf https://astral.sh/uv/install.sh | sh" \
        "pipx install uv"
}

# --- the packages -----------------------------------------------------------------------------------------------------

stamp=.venv/.installed
wanted() { printf '%s\n' "$here"; cksum uv.lock pyproject.toml; }

install_packages() {
    if [ -f "$stamp" ] && [ "$(wanted)" = "$(cat "$stamp")" ] && .venv/bin/python -c '' 2>/dev/null; then return 0; fi
    if [ -f "$stamp" ] && [ "$(head -n 1 "$stamp")" != "$here" ]; then
        say "The folder was moved; its packages are installed anew."
        rm -rf .venv
    fi
    get_uv
    cache=${UV_CACHE_DIR:-${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}}
    if ! mkdir -p "$cache" 2>/dev/null || [ ! -w "$cache" ]; then export UV_CACHE_DIR="$here/.uv/cache"; fi
    export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-120}"
    if [ -x .venv/bin/python ] && is_new_enough .venv/bin/python; then
        set --
    elif python=$(find_python); then
        set -- --python "$python"
    else
        say "There is no Python 3.11 or newer here; uv fetches one of its own."
        set -- --managed-python
    fi
    say "Installing the packages of uv.lock into .venv …"
    # Compiled now: where Python may not write bytecode, as in many containers, each process would compile for seconds.
    if ! "$uv" sync --locked --quiet --compile-bytecode "$@" >&2; then
        give_up "the packages could not be installed (uv's reason stands above)." "$uv sync --locked $*"
    fi
    wanted >"$stamp"
}

# --- the browser ------------------------------------------------------------------------------------------------------

browser_stamp=.venv/.browser
asked_browser() { printf '%s\n' "${SKOLPROV_BROWSER:-any}" "${PLAYWRIGHT_BROWSERS_PATH:-usual}"; }

browser_seen_before() { # the one that worked last time, and is still there
    [ -f "$browser_stamp" ] && [ "$(asked_browser)" = "$(head -n 2 "$browser_stamp")" ] &&
        [ -x "$(tail -n 1 "$browser_stamp")" ]
}

try_browser() { # prints what is wrong; status 0 works, 3 none found, 4 does not start, 5 draws no text
    .venv/bin/python - >.venv/.browser-told 2>&1 <<'PYTHON'
import sys
from evidence.problem import Problem
from scenarios.browser import find_browser
from skolprov.doctor import examine_browser

try:
    found = find_browser()
except Problem as problem:
    print(problem.where, problem.what)
    sys.exit(3)
wrong = [one for one in examine_browser() if one.state == "missing"]
for one in wrong:
    print(f"{one.what}\n{one.mend}")
if not wrong:
    print(found.path or sys.executable)
sys.exit((5 if wrong[0].name == "Fonts" else 4) if wrong else 0)
PYTHON
}

keep_browser() { { asked_browser; tail -n 1 .venv/.browser-told; } >"$browser_stamp"; }

tell() { sed 's/^/  /' .venv/.browser-told >&2; }

driver_works() { .venv/bin/python -m playwright --version >.venv/.browser-told 2>&1; }

settle_driver() { # Playwright drives the browser by a Node.js of its own, which needs a library that bare systems lack
    driver_works && return 0
    tell
    if may_install; then
        say "Installing the library that Playwright needs …"
        apt_install libatomic1 && driver_works && return 0
        tell
    fi
    give_up "Playwright, which drives the browser, does not start." \
        "sudo apt-get install -y libatomic1 chromium-headless-shell fonts-dejavu-core                 # Debian" \
        "sudo apt-get install -y libatomic1 && sudo .venv/bin/playwright install-deps chromium      # Ubuntu"
}

settle_browser() { # goes on from a browser that is there but not yet fit; status 0 if it is fit in the end
    try_browser
    status=$?
    if [ $status = 4 ] && may_install; then
        tell
        say "Installing the libraries that it needs …"
        as_root "$here/.venv/bin/python" -m playwright install-deps chromium </dev/null >/dev/null 2>&1 ||
            say "  The libraries could not be installed."
        try_browser
        status=$?
    fi
    if [ $status = 5 ] && may_install; then
        tell
        say "Installing a font …"
        apt_install fonts-dejavu-core || say "  The font could not be installed."
        try_browser
        status=$?
    fi
    if [ $status = 0 ]; then keep_browser; fi
    return $status
}

download_browser() {
    say "No browser found. Playwright fetches one …"
    .venv/bin/python -m playwright install --only-shell chromium >.venv/.browser-told 2>&1 && return 0
    grep -m 1 -i 'error' .venv/.browser-told | cut -c 1-200 | sed 's/^/  /' >&2
    say "  The download was refused or failed."
    return 1
}

install_browser() { # the system's own package, where this user may
    if ! may_install; then
        say "  System packages cannot be installed by this user (not root, and sudo asks for a password)."
        return 1
    fi
    for package in chromium-headless-shell chromium; do
        apt_has "$package" || continue
        say "Installing the system's package $package …"
        if apt_install "$package" fonts-dejavu-core; then return 0; fi
    done
    say "  This system has no package of Chromium that could be installed here (Ubuntu has it as a snap only)."
    return 1
}

get_browser() {
    if browser_seen_before; then return 0; fi
    settle_driver
    settle_browser && return 0
    if [ $status = 3 ] && [ -z "${SKOLPROV_BROWSER:-}" ]; then
        download_browser && settle_browser && return 0
        if [ $status = 3 ] && install_browser && settle_browser; then return 0; fi
    fi
    try_browser
    tell
    if [ -n "${SKOLPROV_BROWSER:-}" ]; then
        give_up "the browser that SKOLPROV_BROWSER names cannot be used." \
            "export SKOLPROV_BROWSER=/path/to/chromium" "unset SKOLPROV_BROWSER"
    fi
    give_up "there is no browser that works." \
        "sudo apt-get install -y chromium-headless-shell fonts-dejavu-core        # Debian" \
        "sudo .venv/bin/playwright install --with-deps --only-shell chromium      # Ubuntu and others" \
        "export SKOLPROV_BROWSER=/path/to/chromium                                # if you have one"
}

install_packages
if [ "${1:-}" != packages ]; then get_browser; fi
