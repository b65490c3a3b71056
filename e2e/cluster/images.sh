# shellcheck shell=bash
# Images without a builder and without a base: one layer, its configuration and a manifest, in one archive.

# pack_root ARCHIVE NAME ROOT ENTRYPOINT: an image of what is in a folder
pack_root() {
    local archive=$1 name=$2 root=$3 new layer config
    new=$(mktemp -d)
    pack_tar "$root" "$new/layer.tar" .
    layer=$(sha256sum <"$new/layer.tar" | cut -d' ' -f1)
    printf '{"architecture":"%s","os":"linux","config":{"Entrypoint":["%s"]},"rootfs":%s}' \
        "$(dpkg --print-architecture)" "$4" "{\"type\":\"layers\",\"diff_ids\":[\"sha256:$layer\"]}" \
        >"$new/config.json"
    config=$(sha256sum <"$new/config.json" | cut -d' ' -f1).json
    mv "$new/config.json" "$new/$config"
    printf '[{"Config":"%s","RepoTags":["%s"],"Layers":["layer.tar"]}]' "$config" "$name" >"$new/manifest.json"
    pack_tar "$new" "$archive" manifest.json "$config" layer.tar
    rm -r "$new"
}

pack_tar() { tar -C "$1" --sort=name --mtime=@0 --owner=0 --group=0 --numeric-owner -cf "$2" "${@:3}"; }

pause_image() {
    local root
    root=$(mktemp -d)
    chmod 755 "$root"
    cp -L "$(program pause)" "$root/pause"
    pack_root "$DIR/pause.tar" "$PAUSE_IMAGE" "$root" /pause
    rm -r "$root"
}

# pack_program ARCHIVE NAME PROGRAM: an image of a program of this machine, with the libraries that it is linked with
pack_program() {
    local archive=$1 name=$2 program=$3 root file
    file=$(command -v "$program") || die "no program $program on this machine"
    file=$(readlink -f "$file")
    root=$(mktemp -d)
    chmod 755 "$root"
    mkdir -p "$root"/{etc,tmp,run,"$(dirname "$file")"}
    cp "$file" "$root$file"
    { ldd "$file" 2>/dev/null | grep -o '/[^ ]*' || true; } | while read -r library; do
        mkdir -p "$root$(dirname "$library")"
        cp -L "$library" "$root$library"
    done
    printf 'root:x:0:0:root:/:/bin/false\n' >"$root/etc/passwd"
    printf 'root:x:0:\n' >"$root/etc/group"
    pack_root "$archive" "$name" "$root" "$file"
    rm -r "$root"
}
