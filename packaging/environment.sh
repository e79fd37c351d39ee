# shellcheck shell=sh disable=SC2034,SC2154 # `root` comes from, and the tables go to, the script that sources this
# Sourced by ./run and ./test, which set `root`: makes what they need, each thing only if it is missing.
#
#     need_environment LOCK   the virtual environment, with LOCK's packages and Natwalk itself in it
#     need_system TABLE...    the Debian packages that bring the libraries and commands of each TABLE
#
# Both say in one line what they do, and in one sentence what a person can do where they cannot.

venv=$root/.venv
PATH=$PATH:/usr/sbin:/sbin # where Debian keeps network tools, which an ordinary user's PATH leaves out
export PATH

# What is looked for (a library's soname, or a command) and the package that brings it.
qt_libraries='
libglib-2.0.so.0     libglib2.0-0
libGL.so.1           libgl1
libEGL.so.1          libegl1
libfontconfig.so.1   libfontconfig1
libxkbcommon.so.0    libxkbcommon0
libdbus-1.so.3       libdbus-1-3'
window_libraries='
libxcb-cursor.so.0      libxcb-cursor0
libxcb-icccm.so.4       libxcb-icccm4
libxcb-keysyms.so.1     libxcb-keysyms1
libxcb-shape.so.0       libxcb-shape0
libxkbcommon-x11.so.0   libxkbcommon-x11-0'
test_screen='
Xvfb   xvfb'
kernel_tools='
ip                 iproute2
iptables-restore   iptables
nft                nftables
conntrack          conntrack
ipset              ipset'
capture_reader='
tshark   tshark'
picture_readers='
chromium    chromium
pdftotext   poppler-utils
ffmpeg      ffmpeg'

say() {
    printf 'natwalk: %s\n' "$*" >&2
}

fail() {
    say "$*"
    exit 1
}

# Runs a command and shows what it printed only if it failed.
quietly() {
    if printed=$("$@" 2>&1); then
        return 0
    else
        status=$?
    fi
    printf '%s\n' "$printed" >&2
    return "$status"
}

as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    else
        sudo "$@"
    fi
}

can_install() {
    command -v apt-get >/dev/null && { [ "$(id -u)" -eq 0 ] || command -v sudo >/dev/null; }
}

apt_install() {
    say "installing $* with apt-get"
    as_root apt-get -qq update >/dev/null 2>&1 || : # one unreachable source must not stop the others
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends "$@"
}

# The packages behind the rows of the tables given whose library or command is not there.
missing_packages() {
    libraries=$(/sbin/ldconfig -p 2>/dev/null || :)
    printf '%s\n' "$@" | while read -r wanted package; do
        case $wanted in
        '') ;;
        *.so.*)
            case $libraries in
            *"$wanted "*) ;;
            *) printf '%s ' "$package" ;;
            esac
            ;;
        *) command -v "$wanted" >/dev/null || printf '%s ' "$package" ;;
        esac
    done
}

need_system() {
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    # shellcheck disable=SC2086 # one word a package
    if can_install && apt_install $missing; then
        return 0
    fi
    say "this needs some system packages: sudo apt-get install ${missing% } (or what your system calls them)"
    return 1
}

find_python() {
    for python in python3 python3.14 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            return 0
        fi
    done
    fail 'Python 3.11 or newer is needed and none was found: sudo apt-get install python3 python3-venv'
}

make_venv() {
    find_python
    say "making a virtual environment in .venv with $("$python" -V)"
    if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
        package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
        { can_install && apt_install "$package"; } ||
            fail "Python's venv module is missing: sudo apt-get install $package"
    fi
    quietly "$python" -m venv --clear "$venv" || fail 'the virtual environment could not be made'
}

# A lock is exact and hashed; a pip constraint of the machine's own could only contradict it.
pip_install() {
    PIP_CONSTRAINT=/dev/null quietly "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "$@" ||
        fail 'pip could not install it'
}

# A start without byte code takes twice as long; Python keeps it fresh from then on.
compile_modules() {
    "$venv/bin/python" -m compileall -q "$root/sandbox" "$root/ui" "$root/resources" ||
        say 'some modules could not be compiled, so starting takes longer'
}

need_environment() {
    lock=$1
    # An environment remembers the place and the Python that it was made for, and what was installed into it.
    place="$venv $("$venv/bin/python" -V 2>/dev/null || :)"
    if [ "$place" != "$(cat "$venv/natwalk-place" 2>/dev/null || :)" ]; then
        make_venv
        printf '%s\n' "$venv $("$venv/bin/python" -V)" >"$venv/natwalk-place"
    fi
    wanted=$(cd "$root" && cksum pyproject.toml "$lock")
    if [ "$wanted" != "$(cat "$venv/natwalk-$lock" 2>/dev/null || :)" ]; then
        say "installing what $lock lists"
        pip_install --require-hashes --requirement "$root/$lock"
        pip_install --no-deps --no-build-isolation --editable "$root"
        compile_modules
        printf '%s\n' "$wanted" >"$venv/natwalk-$lock"
    fi
}
