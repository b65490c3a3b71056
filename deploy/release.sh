#!/usr/bin/env bash
# Collects the files of a release in an empty folder: images, the kubectl plugin, the chart, plain manifests, and
# their checksums.
# Usage: deploy/release.sh VERSION FOLDER
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")

say() { printf 'deploy/release.sh: %s\n' "$*" >&2; }
die() {
    say "$*"
    exit 2
}

[ $# -eq 2 ] || die "usage: deploy/release.sh VERSION FOLDER"
version=$1 folder=$2
present=$(sed -n 's|^  <version>\(.*\)</version>|\1|p' "$root/pom.xml" | head -n 1)
[ "$version" = "$present" ] || die "this checkout builds version $present, not $version"
mkdir -p "$folder"
[ -z "$(ls -A "$folder")" ] || die "$folder is not empty"
folder=$(cd "$folder" && pwd)

say "building images of $version"
mvn -B -ntp -q -f "$root/pom.xml" -P image -DskipTests package
for image in "$root"/deploy/target/images/*.tar; do
    gzip --no-name --stdout "$image" >"$folder/$(basename "$image" .tar)-$version.tar.gz"
done
cp "$root"/deploy/target/images/*.{cdx,provenance}.json "$folder"
say "packaging the kubectl plugin"
"$root/deploy/krew.sh" "$version" "$folder"
say "packaging the chart"
helm=$("$root/e2e/kubernetes/helm/build.sh")
"$helm" package "$root/deploy/helm/virtualip" --destination "$folder" >&2
cp "$root"/deploy/manifests/{install,crds,openshift}.yaml "$folder"
(cd "$folder" && sha256sum -- * >SHA256SUMS)
say "done: $folder"
