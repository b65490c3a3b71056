# shellcheck shell=bash
# Sets a machine up for bin/demo and bin/test: checks everything first and says all that is missing at once, installs
# Debian packages, and builds with visible progress. Sourced; the caller sets $root (the checkout), $program (its own
# name) and $yes (yes: install without asking).
# shellcheck disable=SC2154

cache=${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/virtualip
durations=$cache/durations

# What a person must put right, and what the distribution can bring.
problems=()
packages=()
declare -A remedies=()

say() { printf '%s: %s\n' "$program" "$*" >&2; }

# has COMMAND: also where only root looks.
has() { (PATH=$PATH:/usr/sbin:/sbin command -v "$1") >/dev/null; }

# needs COMMAND=PACKAGE ...
needs() {
    local entry
    for entry in "$@"; do
        has "${entry%%=*}" || packages+=("${entry#*=}")
    done
}

# check_machine GIGABYTES: what no package can mend.
check_machine() {
    local free
    [ "$(uname -s)" = Linux ] || problems+=("Linux; this is $(uname -s)")
    if [ "$(id -u)" -ne 0 ]; then
        problems+=("root, for network namespaces: run it with sudo")
    elif has unshare && ! unshare --net --mount true 2>/dev/null; then
        # The second is what ip netns does.
        if unshare --net --mount --propagation unchanged true 2>/dev/null; then
            problems+=("a root folder that is a mount point, for network namespaces: this is a chroot in an ordinary
      folder. Leave it, type: mount --bind FOLDER FOLDER, and enter it again")
        else
            problems+=("namespaces: 'unshare --net --mount true' fails here; in a container, start it privileged")
        fi
    fi
    mkdir -p "$cache" 2>/dev/null || problems+=("a cache that can be written: $cache cannot; set XDG_CACHE_HOME")
    # Without the folder there is nothing to measure, which was said above.
    free=$(df -Pk "$cache" 2>/dev/null | awk 'NR == 2 { print int($4 / 1048576) }') || true
    [ "${free:-$1}" -ge "$1" ] || problems+=("$1 GB of free disk at $cache; there are $free")
}

architecture() {
    case "$(uname -m)" in
        x86_64) echo "$1" ;;
        *) echo "$2" ;;
    esac
}

# The folder of the JDK that the launchers take; nothing where there is none, or only a Java without a compiler.
jdk_home() {
    local java
    # shellcheck source=find-java.sh
    java=$(. "$root/bin/find-java.sh" && find_java "$program" 2>/dev/null && printf '%s' "$JAVA") || return 1
    [ -x "${java%java}javac" ] && printf '%s\n' "${java%/bin/java}"
}

check_java() {
    ! jdk_home >/dev/null || return 0
    packages+=(openjdk-25-jdk-headless)
    remedies[openjdk-25-jdk-headless]="a JDK 25, which this distribution does not have. To install Temurin 25, type:
      mkdir -p /opt/jdk-25 && curl -fsSL 'https://api.adoptium.net/v3/binary/latest/25/ga/linux/$(architecture x64 \
        aarch64)/jdk/hotspot/normal/eclipse' | tar -xz -C /opt/jdk-25 --strip-components=1
    or set JAVA_HOME to one"
}

# Go 1.21 and newer fetch the version that the pinned modules ask for.
go_is_new_enough() { [[ $1 =~ ^(.*:)?(go)?1\.([0-9]+) ]] && [ "${BASH_REMATCH[3]}" -ge 21 ]; }

check_go() {
    local version wanted
    version=$(PATH=$PATH:/usr/local/go/bin go env GOVERSION 2>/dev/null || true)
    ! go_is_new_enough "$version" || return 0
    packages+=(golang-go)
    wanted=$(sed -n 's/^go \(1\.[0-9.]*\)$/\1/p' "$root"/e2e/kubernetes/*/go.mod | sort -V | tail -n 1)
    remedies[golang-go]="Go 1.21 or newer, which this distribution does not have. To install it, type:
      curl -fsSL https://go.dev/dl/go$wanted.linux-$(architecture amd64 arm64).tar.gz | tar -xz -C /usr/local"
}

# available PACKAGE: whether the distribution has it, new enough.
available() {
    local candidate
    candidate=$(apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    [ -n "$candidate" ] && [ "$candidate" != '(none)' ] || return 1
    [ "$1" != golang-go ] || go_is_new_enough "$candidate"
}

# Says all that is missing, or installs what is missing; returns when everything is there.
install_missing() {
    if [ "${#packages[@]}" -gt 0 ]; then
        sort_packages
    fi
    if [ "${#problems[@]}" -gt 0 ]; then
        say "this machine lacks:"
        # First, for the commands below may need them.
        [ "${#packages[@]}" -eq 0 ] ||
            printf '  - Debian packages; type: apt-get install --no-install-recommends %s\n' "${packages[*]}" >&2
        printf '  - %s\n' "${problems[@]}" >&2
        exit 2
    fi
    if [ "${#packages[@]}" -gt 0 ]; then
        confirm
        begin apt "Debian packages: ${packages[*]}" bash -c "$(declare -f install_packages); install_packages \"\$@\"" \
            bash "${packages[@]}"
        finish
    fi
    # Maven's own search for a JDK knows fewer places than the launchers.
    JAVA_HOME=$(jdk_home) || fail_at_java
    export JAVA_HOME
}

fail_at_java() {
    say "no JDK 25 is found after all: set JAVA_HOME to one"
    exit 2
}

# Leaves in packages what the distribution has; the others become problems.
sort_packages() {
    local package kept=()
    if ! has apt-get; then
        for package in "${packages[@]}"; do
            problems+=("${remedies[$package]:-what Debian has in the package $package}")
        done
        packages=()
        return
    fi
    if [ "$(id -u)" -eq 0 ] && ! compgen -G '/var/lib/apt/lists/*_Packages*' >/dev/null; then
        say "fetching the lists of Debian packages"
        apt-get update -qq >/dev/null 2>&1 || problems+=("the lists of Debian packages: 'apt-get update' fails")
    fi
    mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
    for package in "${packages[@]}"; do
        if available "$package"; then
            kept+=("$package")
        else
            problems+=("${remedies[$package]:-the package $package, which this distribution does not have}")
            # What the remedy calls.
            [ -z "${remedies[$package]:-}" ] || has curl || kept+=(ca-certificates curl)
        fi
    done
    [ "${#kept[@]}" -eq 0 ] || mapfile -t kept < <(printf '%s\n' "${kept[@]}" | sort -u)
    packages=("${kept[@]}")
}

confirm() {
    local answer
    [ "$yes" != yes ] || return 0
    if [ -t 0 ] && [ -t 2 ]; then
        say "these Debian packages are missing: ${packages[*]}"
        read -r -p "Install them now? [Y/n] " answer
        case "$answer" in
            '' | y* | Y*) return ;;
        esac
    fi
    say "packages are missing. Type this, or start $program with --yes:"
    printf '  apt-get install --no-install-recommends %s\n' "${packages[*]}" >&2
    exit 2
}

# Installs packages without starting the services that they bring: a keepalived of the machine's own would send VRRP.
# Runs in a shell of its own.
install_packages() {
    local policy=/usr/sbin/policy-rc.d
    if [ ! -e "$policy" ]; then
        # shellcheck disable=SC2064 # now: it is a local name
        trap "rm -f $policy" EXIT
        trap 'exit 1' INT TERM
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod 755 "$policy"
    fi
    export DEBIAN_FRONTEND=noninteractive
    apt-get install -y --no-install-recommends "$@" ||
        { apt-get update && apt-get install -y --no-install-recommends "$@"; }
}

# fail TEXT LOG: with the log's last lines.
fail() {
    printf '\n' >&2
    say "$1. The last lines of $2:"
    tail -n 15 "$2" | sed 's/^/    /' >&2
    exit 1
}

# Steps that run side by side. Each is a process group of its own, so that Ctrl-C ends all of it.
step_titles=()
step_names=()
step_pids=()
step_starts=()

# begin NAME TITLE COMMAND ...: starts a step; NAME is that of its log and of its duration.
begin() {
    local name=$1 title=$2
    shift 2
    mkdir -p "$cache"
    setsid "$@" >"$cache/$name.log" 2>&1 </dev/null &
    step_pids+=($!)
    step_names+=("$name")
    step_titles+=("$title")
    step_starts+=("$SECONDS")
    [ -t 2 ] || say "$title: started$(expectation "$name")"
    trap end_steps EXIT
    trap 'exit 130' INT TERM
}

end_steps() {
    local pid
    for pid in "${step_pids[@]}"; do
        [ -z "$pid" ] || kill -- "-$pid" 2>/dev/null || true
    done
}

expectation() {
    local last
    last=$(last_duration "$1")
    [ -z "$last" ] || printf ', took %s s last time' "$last"
}

last_duration() { sed -n "s/^$1 //p" "$durations" 2>/dev/null | tail -n 1; }

# remember NAME SECONDS
remember() {
    local others
    others=$(grep -v "^$1 " "$durations" 2>/dev/null || true)
    printf '%s\n%s %s\n' "$others" "$1" "$2" | grep . >"$durations.new" && mv "$durations.new" "$durations"
}

# how_far LOG: what the step's log said last of its progress.
how_far() {
    local line
    line=$(sed -n -e 's|.*Building \([a-z-]*\) .*\[\([0-9]*\)/\([0-9]*\)\].*|module \2 of \3, \1|p' \
        -e 's|^e2e/kubernetes/[a-z/.]*: ||p' -e 's|^Get:\([0-9]*\) .*|download \1|p' \
        -e 's|^\(Unpacking [^ ]*\) .*|\1|p' -e 's|^\(Setting up [^ ]*\) .*|\1|p' "$1" 2>/dev/null | tail -n 2)
    # What Go builds, on the line before, and how many of its packages are there.
    if [[ $line =~ ^([^$'\n']*)$'\n'([0-9]+)\ packages,\ log\ (.*)$ ]]; then
        printf '%s, package %s of %s\n' "${BASH_REMATCH[1]}" \
            "$(grep -c '^[^ ]*$' "${BASH_REMATCH[3]}" 2>/dev/null)" "${BASH_REMATCH[2]}"
    else
        printf '%s' "${line##*$'\n'}"
    fi
}

# finish [NAME]: shows the steps until all have ended, or this one; the first one that fails ends them all.
finish() {
    local i seconds line shown=$SECONDS running=1 name
    while [ "$running" -eq 1 ]; do
        running=0 line=''
        for i in "${!step_pids[@]}"; do
            [ -n "${step_pids[i]}" ] || continue
            name=${step_names[i]}
            seconds=$((SECONDS - step_starts[i]))
            if kill -0 "${step_pids[i]}" 2>/dev/null; then
                [ "${1:-$name}" != "$name" ] || running=1
                line+="${line:+ | }${step_titles[i]}: $seconds s$(expectation "$name")"
                line+=$(how_far "$cache/$name.log" | sed 's/^/ (/; s/$/)/')
            else
                wait "${step_pids[i]}" || fail "${step_titles[i]}: failed after $seconds s" "$cache/$name.log"
                step_pids[i]=''
                [ ! -t 2 ] || printf '\r\033[K' >&2
                say "${step_titles[i]}: done in $seconds s"
                remember "$name" "$seconds"
            fi
        done
        if [ "$running" -eq 1 ] && [ -t 2 ]; then
            printf '\r\033[K%s' "${line:0:$(($(tput cols 2>/dev/null || echo 100) - 1))}" >&2
        elif [ "$running" -eq 1 ] && [ $((SECONDS - shown)) -ge 30 ]; then
            say "$line"
            shown=$SECONDS
        fi
        [ "$running" -eq 0 ] || sleep 0.5
    done
    [ -z "${1:-}" ] || return 0
    step_pids=() step_names=() step_titles=() step_starts=()
}

# is_built JAR ...: whether all are there, and newer than everything that they are made of.
is_built() {
    local jar newer
    for jar in "$@"; do
        [ -r "$root/$jar" ] || return 1
        newer=$(cd "$root" && find pom.xml testkit crds daemon agent operator cli e2e -name target -prune -o -type f \
            \( -name pom.xml -o -path '*/src/main/*' \) -newer "$root/$jar" -print -quit)
        [ -z "$newer" ] || return 1
    done
}
