# Sourced by the scripts beside it: makes the machine ready and sets $root and $python.
#
# Before sourcing, a script sets
#   needs   the sections of packaging/system-packages it cannot do without
#   extra   the optional dependencies of pyproject.toml it needs, or nothing
# A second call finds everything in place and costs a few hundredths of a second.

root=$(cd -- "$(dirname -- "$0")/.." && pwd)
python=$root/.venv/bin/python

say() { printf '%s\n' "$*" >&2; }
fail() { say "$@"; exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }

# The names of the packages in the sections given as arguments.
packages_of() {
    for section in "$@"; do
        awk -v wanted="[$section]" '/^\[/ { inside = $0 == wanted; next } inside && NF && !/^#/' \
            "$root/packaging/system-packages"
    done
}

# Those of the packages given as arguments that are not installed. Debian 13 and Ubuntu 24.04 renamed some to *t64.
missing_packages() {
    renamed=$(printf '%st64 ' "$@")
    installed=$(dpkg-query --show --showformat='${db:Status-Abbrev}:${Package}:\n' "$@" $renamed 2>/dev/null || true)
    for name in "$@"; do
        case $installed in
            *i\ :"$name":* | *i\ :"${name}t64":*) ;;
            *) printf '%s ' "$name" ;;
        esac
    done
}

install_packages() {
    say "Installing system libraries: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get -qq update >&2 || say "apt-get update failed; trying with the lists at hand."
    apt-get -qq install --no-install-recommends "$@" >&2 || fail "apt-get could not install: $*"
}

prepare_system() {
    # Unquoted on purpose here and below: package names hold no spaces, and each is a word.
    wanted=$(packages_of $needs)
    if ! have dpkg-query || ! have apt-get; then
        [ "$(uname -s)" != Linux ] || [ -e "$root/.venv" ] ||
            say "Not a Debian system: if the window does not open, install what your system calls" $wanted
        return 0
    fi
    # A failed earlier call's half-installed package ("iU") counts as missing.
    missing=$(missing_packages $wanted)
    [ -n "$missing" ] || return 0
    [ "$(id -u)" = 0 ] || fail "System libraries are missing. Install them with this line, then call again:

    sudo apt-get install --no-install-recommends ${missing% }
"
    install_packages $missing
}

# The first interpreter that is new enough and can make an environment with pip in it.
find_python() {
    for found in ${PYTHON:-} python3.13 python3.12 python3.11 python3; do
        "$found" -c 'import sys
assert sys.version_info >= (3, 11)
import venv
try:
    import ensurepip
except ImportError:
    import pip' >/dev/null 2>&1 && return 0
    done
    for found in python3.13 python3.12 python3.11 python3; do
        "$found" -c 'import sys; assert sys.version_info >= (3, 11)' >/dev/null 2>&1 || continue
        # Debian keeps venv's pip in a package of its own.
        name=$("$found" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        have apt-get && [ "$(id -u)" = 0 ] && install_packages "$name" && return 0
        fail "$found has neither pip nor venv. On Debian and Ubuntu: sudo apt-get install $name"
    done
    fail "Python 3.11 or newer is needed, and was not found as python3.13, python3.12, python3.11 or python3." \
        "Set PYTHON=/path/to/python if it is elsewhere."
}

make_environment() {
    "$python" -c 'import pip' >/dev/null 2>&1 && return 0
    find_python
    say "Making $root/.venv with $("$found" --version)"
    rm -rf "$root/.venv"
    if "$found" -c 'import ensurepip' >/dev/null 2>&1; then
        "$found" -m venv "$root/.venv"
    else
        "$found" -m venv --without-pip "$root/.venv"
        "$found" -m pip --disable-pip-version-check --python "$python" install --quiet pip
    fi
}

# Install the project, editable, unless this very pyproject.toml was installed from this very folder before.
install_project() {
    stamp="$root/.venv/installed${extra:+-$extra}"
    now=$({ cksum <"$root/pyproject.toml"; printf '%s\n' "$root"; })
    [ "$now" = "$(cat "$stamp" 2>/dev/null)" ] && return 0
    say "Installing Lossland and what it needs into .venv (about a minute, and only once)"
    rm -f "$root"/.venv/installed*
    (cd -- "$root" && "$python" -m pip --disable-pip-version-check install --quiet --editable ".${extra:+[$extra]}") ||
        fail "pip could not install the project."
    printf '%s\n' "$now" >"$root/.venv/installed"
    printf '%s\n' "$now" >"$stamp"
}

# Start a virtual screen of the size given as argument, which ends with the script.
start_screen() {
    # Who is not root cannot make this folder look right later, and Xvfb complains without it.
    mkdir -p /tmp/.X11-unix 2>/dev/null && chmod 1777 /tmp/.X11-unix 2>/dev/null || true
    number=$(mktemp)
    Xvfb -displayfd 3 -screen 0 "$1x24" -nolisten tcp -noreset 3>"$number" 2>/dev/null &
    screen=$!
    trap 'kill "$screen" 2>/dev/null; rm -f "$number"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    tries=0
    while [ ! -s "$number" ]; do
        tries=$((tries + 1))
        [ $tries -lt 300 ] && kill -0 "$screen" 2>/dev/null || fail "Xvfb did not start."
        sleep 0.1
    done
    DISPLAY=:$(cat "$number")
    export DISPLAY
    unset WAYLAND_DISPLAY
}

prepare_system
make_environment
install_project
