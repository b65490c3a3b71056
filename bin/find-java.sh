# shellcheck shell=sh
# Finds the Java that a launcher starts. Sourced by the launchers, never run by itself.
# No JVM is started to ask for its version (that costs 100 ms each): every JDK says it in its file `release`.

java_needed=25

# Prints the feature version of the Java in folder $1; fails when there is none.
java_version() {
    [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
    while IFS='=' read -r key value; do
        if [ "$key" = JAVA_VERSION ]; then
            value=${value#\"}
            value=${value%%[!0-9]*}
            [ -n "$value" ] || return 1
            printf '%s\n' "$value"
            return 0
        fi
    done <"$1/release"
    return 1
}

# Looks at folder $1: sets java_home if it is new enough and newer than what is there; remembers what is too old.
java_consider() {
    candidate=$(java_version "$1") || return 0
    if [ "$candidate" -lt "$java_needed" ]; then
        case ", $java_old," in
            *", $candidate in $1,"*) ;; # JAVA_HOME and PATH lead to the usual places as a rule: say it once.
            *) java_old="${java_old:+$java_old, }$candidate in $1" ;;
        esac
    elif [ "$candidate" -gt "$java_best" ]; then
        java_best=$candidate
        java_home=$1
    fi
}

# Prints the folders in which Java is usually found, besides JAVA_HOME and the PATH.
java_usual_places() {
    for place in /usr/lib/jvm/* /usr/java/* /opt/java* /opt/java/* /opt/jdk* "${HOME:-/root}"/.sdkman/candidates/java/*; do
        # Aliases of a folder that is listed anyway would only make the message longer.
        if [ -d "$place" ] && [ ! -L "$place" ]; then
            printf '%s\n' "$place"
        fi
    done
}

# find_java PROGRAM [PLACES]: sets JAVA to the java to start: JAVA_HOME's, else the PATH's, else the newest of PLACES
# (one folder a line; the usual ones when left out). Says what is missing and exits 2 when none is new enough.
find_java() {
    java_home='' java_old=''
    java_best=0
    if [ -n "${JAVA_HOME:-}" ]; then
        java_consider "$JAVA_HOME"
    fi
    if [ -z "$java_home" ] && on_path=$(command -v java); then
        on_path=$(readlink -f "$on_path")
        java_consider "${on_path%/bin/java}"
    fi
    if [ -z "$java_home" ]; then
        places=${2-$(java_usual_places)}
        while IFS= read -r place; do
            java_consider "$place"
        done <<PLACES
$places
PLACES
    fi
    if [ -z "$java_home" ]; then
        echo "$1 needs Java $java_needed or newer; found ${java_old:-none}." \
            "Install one (Temurin $java_needed, or your distribution's openjdk-$java_needed) or set JAVA_HOME to it." >&2
        exit 2
    fi
    # Read by the launcher that sourced this file.
    # shellcheck disable=SC2034
    JAVA=$java_home/bin/java
}

# require_jar PROGRAM JAR: exits 2 with the remedy when the program is not built.
require_jar() {
    if [ ! -r "$2" ]; then
        echo "$1 is not built: no $2. Run 'mvn -B package' first." >&2
        exit 2
    fi
}
