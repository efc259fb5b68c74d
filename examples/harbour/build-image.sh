#!/usr/bin/env bash
# Builds the image of the example as an OCI layout with Debian's Go and umoci: build-image.sh OUT_DIR
#
# Debian's golang-…-dev packages hold the modules' sources; a file:// module proxy made of them serves them under their
# upstream versions. Their archives are repacked, so the checksums of go.sum (upstream's) are not asked for here.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
out=$(realpath -m "${1:?usage: build-image.sh OUT_DIR}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-1700000000}

serve() { # serve MODULE VERSION SOURCE_DIR : adds one module version to the proxy
    local escaped=$1 versions
    versions="$work/proxy/$escaped/@v"
    mkdir -p "$versions"
    printf '{"Version":"%s","Time":"2023-02-09T00:00:00Z"}\n' "$2" >"$versions/$2.info"
    cp "$3/go.mod" "$versions/$2.mod"
    mkdir -p "$work/zip/$(dirname "$1")"
    cp -rL "$3" "$work/zip/$1@$2"
    (cd "$work/zip" && python3 - "$1@$2" "$versions/$2.zip" <<'P'
import os, sys, zipfile
root, out = sys.argv[1:]
nested = {d for d, _, f in os.walk(root) if d != root and 'go.mod' in f}
with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
    for d, dirs, files in os.walk(root):
        dirs.sort()
        if any(d == n or d.startswith(n + '/') for n in nested):
            continue
        for f in sorted(files):
            z.write(os.path.join(d, f))
P
    )
}
src=/usr/share/gocode/src
serve github.com/golang-jwt/jwt/v4 v4.4.3 $src/github.com/golang-jwt/jwt
serve golang.org/x/net v0.7.0 $src/golang.org/x/net
serve golang.org/x/text v0.7.0 $src/golang.org/x/text
serve golang.org/x/sys v0.5.0 $src/golang.org/x/sys
serve golang.org/x/term v0.5.0 $src/golang.org/x/term

cp -r "$here" "$work/module"
rm "$work/module/go.sum"
cd "$work/module"
export GOPROXY="file://$work/proxy" GONOSUMDB='*' GOFLAGS='-mod=mod -modcacherw' GONOSUMCHECK=1 GONOSUMDB='*' GOSUMDB=off
export GOPATH="$work/gopath" GOCACHE="$work/cache" CGO_ENABLED=0 GO111MODULE=on
go build -trimpath -buildvcs=false -ldflags '-s -w -X main.version=1.4.0' -o "$work/harbour" ./cmd/harbour

# A distroless-like base: no shell, the packages recorded one file each under status.d.
base=$work/base
mkdir -p "$base"/{etc,tmp,usr/lib,usr/share/zoneinfo,var/lib/dpkg/status.d,home/nonroot}
chmod 1777 "$base/tmp"
printf 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n' >"$base/etc/passwd"
printf 'root:x:0:\nnonroot:x:65532:\n' >"$base/etc/group"
cat >"$base/usr/lib/os-release" <<'R'
PRETTY_NAME="Distroless"
NAME="Debian GNU/Linux"
ID="debian"
VERSION_ID="12"
VERSION="Debian GNU/Linux 12 (bookworm)"
VERSION_CODENAME=bookworm
R
ln -s ../usr/lib/os-release "$base/etc/os-release"
for package in base-files tzdata netbase libssl3; do
    dpkg-query -W -f 'Package: ${Package}\nStatus: install ok installed\nPriority: ${Priority}\nSection: ${Section}\nMaintainer: ${Maintainer}\nArchitecture: ${Architecture}\nVersion: ${Version}\nSource: ${source:Package} (${source:Version})\nDescription: part of the example\n' \
        "$package" >"$base/var/lib/dpkg/status.d/$package" 2>/dev/null || true
done
cp /usr/share/zoneinfo/UTC "$base/usr/share/zoneinfo/UTC"
find "$base" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# Layer two holds a key by mistake, layer three deletes it again: it is still in the image.
app=$work/app
mkdir -p "$app/app"
printf 'HARBOUR_ADDRESS=:8080\n' >"$app/app/harbour.env"
# Put together here, so that no file of this repository holds a whole key.
printf -- '-----BEGIN %s KEY-----\n%s\n-----END %s KEY-----\n' 'EC PRIVATE' \
    "$(openssl ecparam -name prime256v1 -genkey -noout 2>/dev/null | sed '/-----/d')" 'EC PRIVATE' >"$app/app/deploy.key"
find "$app" -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

rm -rf "$out"
umoci init --layout "$out"
umoci new --image "$out:1.4.0"
stamp=$(date -u -d "@$SOURCE_DATE_EPOCH" +%Y-%m-%dT%H:%M:%SZ)
add() { # add DIR TARGET HISTORY
    umoci insert --image "$out:1.4.0" --history.created "$stamp" --history.created_by "$3" "$1" "$2"
}
add "$base" / 'COPY base / # distroless-like base'
add "$app/app" /app 'COPY app /app'
umoci insert --image "$out:1.4.0" --whiteout --history.created "$stamp" --history.created_by 'RUN rm /app/deploy.key' /app/deploy.key
touch -d "@$SOURCE_DATE_EPOCH" "$work/harbour"
add "$work/harbour" /usr/local/bin/harbour 'COPY harbour /usr/local/bin/harbour'
umoci config --image "$out:1.4.0" --created "$stamp" --history.created "$stamp" --config.user 65532:65532 \
    --config.entrypoint /usr/local/bin/harbour --config.exposedports 8080/tcp \
    --config.env HARBOUR_ADDRESS=:8080 --config.label org.opencontainers.image.title=harbour
umoci gc --layout "$out"
