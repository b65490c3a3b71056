# shellcheck shell=sh
# Starts the programs of this module. Sourced by them, with the module's folder in $module.
# shellcheck source=../../bin/find-java.sh
. "$module/../bin/find-java.sh"

# run_main PROGRAM CLASS ARGUMENTS: becomes the Java program.
run_main() {
    program=$1 class=$2
    shift 2
    jar=$module/target/virtualip-e2e.jar
    require_jar "$program" "$jar"
    find_java "$program"
    exec "$JAVA" --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC -XX:TieredStopAtLevel=1 \
        -Dvirtualip.root="$module/.." -cp "$jar" "$class" "$@"
}
