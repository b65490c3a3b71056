# shellcheck shell=bash
# Building Go programs from pinned modules. Sourced, with say and die defined and $here the folder with the modules.

check_go() {
    local version
    # Where Go's own installer puts it.
    PATH=$PATH:/usr/local/go/bin
    command -v go >/dev/null ||
        die "no Go: install Go 1.21 or newer (apt-get install golang-go), which fetches the version that is needed;" \
            "or say where the programs are: KUBE_API_TEST_DIR (k8s/VERSION-OS-ARCH/{etcd,kube-apiserver,kubectl}), HELM"
    version=$(go env GOVERSION)
    [[ $version =~ ^go1\.([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge 21 ] ||
        die "Go is too old: $version; install 1.21 or newer, which fetches the version that is needed"
}

# pinned MODULE-FOLDER MODULE: its version in the go.mod, without the v
pinned() { sed -n "s#^[[:space:]]*$2 v\([^ ]*\).*#\1#p" "$here/$1/go.mod" | head -n 1; }

# What a Kubernetes program must be told at link time, as the release does: otherwise it does not know its own version.
kubernetes_flags() {
    local version package
    version=$(pinned kubernetes k8s.io/kubernetes)
    for package in k8s.io/component-base/version k8s.io/client-go/pkg/version; do
        printf -- ' -X %s.gitVersion=v%s -X %s.gitTreeState=clean' "$package" "$version" "$package"
        printf -- ' -X %s.gitMajor=%s' "$package" "$(cut -d. -f1 <<<"$version")"
        printf -- ' -X %s.gitMinor=%s' "$package" "$(cut -d. -f2 <<<"$version")"
    done
}

# build_go RESULT MODULE-FOLDER PACKAGE [LINKER-FLAGS [TAGS]]: RESULT is a file; or a folder, ending in a slash, for
# several packages at once, which keeps all processors busy to the end.
build_go() {
    local started=$SECONDS log=${1%/}.log new=$1 title='' number package
    case "$1" in
        */)
            mkdir -p "$1"
            for package in $3; do title+=${title:+ and }${package##*/}; done
            ;;
        *) new=$1.new title=${1##*/} ;;
    esac
    # A Go that is older than go.mod says fetches the one that is needed.
    local -x CGO_ENABLED=0 GOWORK=off GOTOOLCHAIN=auto GOFLAGS=-buildvcs=false
    # Compiling takes a fifth to a third less of the processor when less garbage is collected, where there is memory.
    if [ "$(awk '/^MemAvailable/ { print int($2 / 1048576) }' /proc/meminfo)" -ge $((2 * $(nproc))) ]; then
        local -x GOGC=400
    fi
    # shellcheck disable=SC2086 # several packages
    number=$(cd "$here/$2" && go list -deps -tags "${5:-}" $3 2>"$log" | wc -l) || die_of_go "$title" "$log"
    # bin/setup.sh reads this line, and counts the packages in the log.
    say "$number packages, log $log"
    # shellcheck disable=SC2086 # several packages
    (cd "$here/$2" &&
        go build -v -trimpath -tags "${5:-}" -ldflags "-s -w ${4:-}" -o "$new" $3) >"$log" 2>&1 ||
        die_of_go "$title" "$log"
    [ "$new" = "$1" ] || mv "$new" "$1"
    rm -f "$log"
    say "built $title in $((SECONDS - started)) s"
}

# look_option ARGUMENTS: reads the only option of a script that builds into $want.
look_option() {
    want=${1:-}
    case "$want" in
        '' | --look) ;;
        *) die "what is '$want'? Known: --look" ;;
    esac
}

# cached_build MODULE-FOLDER MODULE BUILD: sets $built, the folder in the cache, ${XDG_CACHE_HOME:-~/.cache}/virtualip,
# with what the function BUILD, called with a folder and the version, makes there of a pinned module; once. With --look
# it fails where there is nothing. Callers side by side wait for each other.
cached_build() {
    local version recipe cache=${XDG_CACHE_HOME:-$HOME/.cache}/virtualip/$1
    version=$(pinned "$1" "$2")
    recipe=$(shopt -s nullglob && cat "$here/$1"/go.* "$here/$1"/*.go.in | sha256sum | cut -c1-16)
    built=$cache/$version-$(uname -m)-$recipe
    [ ! -d "$built" ] || return 0
    [ "$want" != --look ] || die "nothing in $cache yet: run e2e/kubernetes/$1/build.sh"
    mkdir -p "$cache"
    exec 9>"$cache/lock"
    flock 9
    [ ! -d "$built" ] || return 0
    check_go
    rm -rf "$cache/build" && mkdir -p "$cache/build"
    "$3" "$cache/build" "$version"
    mv "$cache/build" "$built"
}

# die_of_go TITLE LOG: with the last line that is not just the name of a package.
die_of_go() { die "cannot build $1: $(grep -v '^[^ ]*$' "$2" | tail -n 1) (all of it: $2)"; }
