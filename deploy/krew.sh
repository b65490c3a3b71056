#!/usr/bin/env bash
# Makes the archive of the kubectl plugin, and the manifest by which krew installs it, from what `mvn package` built.
# Usage: deploy/krew.sh VERSION FOLDER
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")

[ $# -eq 2 ] || {
    echo "usage: deploy/krew.sh VERSION FOLDER" >&2
    exit 2
}
version=$1 folder=$2
archive=virtualip-cli-$version.tar.gz
url=https://github.com/virtualip/virtualip-operator/releases/download/v$version/$archive

# Without the ahead-of-time cache: it serves only the Java and the machine that made it.
tar --directory "$root" --create --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
    LICENSE bin/find-java.sh cli/bin/kubectl-vip cli/bin/virtualip cli/target/virtualip.jar cli/target/lib |
    gzip --no-name >"$folder/$archive"
sum=$(sha256sum "$folder/$archive" | cut -d ' ' -f 1)
sed -e '1d' -e "s|VERSION|v$version|" -e "s|URL|$url|" -e "s|SHA256|$sum|" "$root/deploy/krew.yaml" >"$folder/krew.yaml"
