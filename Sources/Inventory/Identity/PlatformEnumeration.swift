import Findings

/// Names a package may have in the CPE dictionary, most likely first (CPE 2.3, NISTIR 7695). They are candidates: the
/// dictionary has no rule, so the known special cases come from a table and the rest is guessed from the name.
enum PlatformEnumeration {
    /// At most so many for one package.
    static let limit = 4

    /// For a package of an operating system; `version` as the distribution writes it.
    static func candidates(name: String, sourceName: String?, version: String, type: PackageType) -> [String] {
        let upstream = upstreamVersion(version, type)
        for key in [name, sourceName ?? name] {
            if let known = known[key] {
                return known.map { cpe(vendor: $0.vendor, product: $0.product, version: upstream) }
            }
        }
        var pairs: [(vendor: String, product: String)] = [(name, name)]
        if name.utf8.contains(0x2D) {
            let underscored = String(decoding: name.utf8.map { $0 == 0x2D ? 0x5F : $0 }, as: UTF8.self)
            pairs.append((underscored, underscored))
        }
        if let sourceName, sourceName != name { pairs.append((sourceName, sourceName)) }
        return pairs.prefix(limit).map { cpe(vendor: $0.vendor, product: $0.product, version: upstream) }
    }

    /// For a Go module.
    static func candidates(module: String, version: String) -> [String] {
        let plain: String
        if module == "stdlib" {
            plain = version.hasPrefix("go") ? String(version.dropFirst(2)) : version
            return [cpe(vendor: "golang", product: "go", version: plain)]
        }
        plain = version.hasPrefix("v") ? String(version.dropFirst()) : version
        var parts = module.split(separator: "/").map(String.init)
        // A major version is no name: github.com/a/b/v2.
        if parts.count > 1, let last = parts.last, last.hasPrefix("v"), last.dropFirst().allSatisfy(\.isNumber) {
            parts.removeLast()
        }
        if let known = known["go:" + parts.joined(separator: "/")] {
            return known.map { cpe(vendor: $0.vendor, product: $0.product, version: plain) }
        }
        guard let host = parts.first, let last = parts.last, parts.count > 1 else { return [] }
        switch host {
        case "github.com", "gitlab.com", "bitbucket.org", "codeberg.org":
            guard parts.count >= 3 else { return [] }
            return [cpe(vendor: parts[1], product: parts[2], version: plain)]
        case "golang.org":
            return [
                cpe(vendor: "golang", product: last, version: plain),
                cpe(vendor: "golang", product: "x_\(last)", version: plain),
            ]
        case "gopkg.in":
            let name = last.split(separator: ".").first.map(String.init) ?? last
            let vendor = parts.count > 2 ? parts[1] : name
            return [cpe(vendor: vendor, product: name, version: plain)]
        default:
            // k8s.io/client-go, go.uber.org/zap, google.golang.org/grpc: the name of the domain.
            let labels = host.split(separator: ".")
            let vendor = labels.count >= 2 ? String(labels[labels.count - 2]) : host
            return [cpe(vendor: vendor, product: parts[1], version: plain)]
        }
    }

    static func cpe(vendor: String, product: String, version: String) -> String {
        "cpe:2.3:a:\(escaped(vendor.lowercased())):\(escaped(product.lowercased())):\(escaped(version)):*:*:*:*:*:*:*"
    }

    /// Without epoch, packaging revision and the marks of repacked sources.
    static func upstreamVersion(_ version: String, _ type: PackageType) -> String {
        var rest = version[...]
        if let colon = rest.firstIndex(of: ":"), rest[..<colon].allSatisfy(\.isNumber) {
            rest = rest[rest.index(after: colon)...]
        }
        if let dash = rest.lastIndex(of: "-") { rest = rest[..<dash] }
        if type == .deb {
            for mark in ["+dfsg", "~dfsg", ".dfsg", "+ds", "~ds", "+repack", "+git", "~git", "+really"] {
                if let hit = position(of: mark, in: rest) { rest = rest[..<hit] }
            }
        }
        return String(rest)
    }

    private static func position(of mark: String, in text: Substring) -> String.Index? {
        text.indices.first { text[$0...].hasPrefix(mark) }
    }

    /// All but letters, digits, `_`, `-` and `.` takes a backslash.
    private static func escaped(_ text: String) -> String {
        if text.isEmpty { return "*" }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            let isPlain =
                (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x5F
                || byte == 0x2D || byte == 0x2E || byte >= 0x80
            if !isPlain { bytes.append(0x5C) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension PlatformEnumeration {
    private static let glibc = [(vendor: "gnu", product: "glibc")]
    private static let openssl = [(vendor: "openssl", product: "openssl")]
    private static let curl = [(vendor: "haxx", product: "curl"), (vendor: "haxx", product: "libcurl")]
    private static let systemd = [(vendor: "systemd_project", product: "systemd")]

    /// Binary or source packages, and Go modules (`go:` before their path), whose CPE is not what their name says.
    private static let known: [String: [(vendor: String, product: String)]] = [
        "glibc": glibc, "libc6": glibc, "libc-bin": glibc, "musl": [("musl-libc", "musl")],
        "openssl": openssl, "libssl1.1": openssl, "libssl3": openssl, "libcrypto3": openssl, "openssl-libs": openssl,
        "curl": curl, "libcurl4": curl, "libcurl": curl, "libcurl3-gnutls": curl,
        "systemd": systemd, "libsystemd0": systemd, "libudev1": systemd,
        "bash": [("gnu", "bash")], "coreutils": [("gnu", "coreutils")], "tar": [("gnu", "tar")],
        "grep": [("gnu", "grep")], "sed": [("gnu", "sed")], "gzip": [("gnu", "gzip")],
        "findutils": [("gnu", "findutils")], "binutils": [("gnu", "binutils")], "gnutls28": [("gnu", "gnutls")],
        "gnutls": [("gnu", "gnutls")], "ncurses": [("gnu", "ncurses")], "readline": [("gnu", "readline")],
        "wget": [("gnu", "wget")], "cpio": [("gnu", "cpio")], "gawk": [("gnu", "gawk")], "emacs": [("gnu", "emacs")],
        "libidn2": [("gnu", "libidn2")], "libtasn1-6": [("gnu", "libtasn1")], "libtasn1": [("gnu", "libtasn1")],
        "zlib": [("zlib", "zlib")], "zlib1g": [("zlib", "zlib")], "libxml2": [("xmlsoft", "libxml2")],
        "libxslt": [("xmlsoft", "libxslt")], "expat": [("libexpat_project", "libexpat")],
        "sqlite3": [("sqlite", "sqlite")], "sqlite": [("sqlite", "sqlite")], "sqlite-libs": [("sqlite", "sqlite")],
        "krb5": [("mit", "kerberos_5")], "openldap": [("openldap", "openldap")],
        "cyrus-sasl2": [("cyrusimap", "cyrus-sasl")], "libgcrypt20": [("gnupg", "libgcrypt")],
        "gnupg2": [("gnupg", "gnupg")], "libgpg-error": [("gnupg", "libgpg-error")],
        "pcre2": [("pcre", "pcre2")], "pcre3": [("pcre", "pcre")], "perl": [("perl", "perl")],
        "perl-base": [("perl", "perl")], "python3.11": [("python", "python")], "python3": [("python", "python")],
        "git": [("git-scm", "git"), ("git", "git")], "openssh": [("openbsd", "openssh")],
        "openssh-client": [("openbsd", "openssh")], "openssh-server": [("openbsd", "openssh")],
        "util-linux": [("kernel", "util-linux")], "linux": [("linux", "linux_kernel")],
        "shadow": [("debian", "shadow")], "apt": [("debian", "apt")], "dpkg": [("debian", "dpkg")],
        "busybox": [("busybox", "busybox")], "apk-tools": [("alpinelinux", "apk-tools")],
        "nghttp2": [("nghttp2", "nghttp2")], "xz-utils": [("tukaani", "xz")], "xz": [("tukaani", "xz")],
        "xz-libs": [("tukaani", "xz")], "liblzma5": [("tukaani", "xz")], "bzip2": [("bzip", "bzip2")],
        "lz4": [("lz4_project", "lz4")], "libzstd": [("facebook", "zstandard")], "zstd": [("facebook", "zstandard")],
        "pam": [("linux-pam", "linux-pam")], "e2fsprogs": [("e2fsprogs_project", "e2fsprogs")],
        "nginx": [("f5", "nginx"), ("nginx", "nginx")], "apache2": [("apache", "http_server")],
        "httpd": [("apache", "http_server")], "postgresql-15": [("postgresql", "postgresql")],
        "vim": [("vim", "vim")], "sudo": [("sudo_project", "sudo")], "libarchive": [("libarchive", "libarchive")],
        "tiff": [("libtiff", "libtiff")], "freetype": [("freetype", "freetype")], "libssh2": [("libssh2", "libssh2")],
        "file": [("file_project", "file")], "less": [("gnu", "less")],
        "libseccomp": [("libseccomp_project", "libseccomp")],
        "go:github.com/docker/docker": [("docker", "docker"), ("mobyproject", "moby")],
        "go:github.com/moby/moby": [("mobyproject", "moby")],
        "go:github.com/docker/cli": [("docker", "command_line_interface")],
        "go:github.com/containerd/containerd": [("linuxfoundation", "containerd")],
        "go:github.com/opencontainers/runc": [("linuxfoundation", "runc")],
        "go:github.com/hashicorp/vault": [("hashicorp", "vault")],
        "go:github.com/hashicorp/consul": [("hashicorp", "consul")],
        "go:k8s.io/kubernetes": [("kubernetes", "kubernetes")], "go:helm.sh/helm": [("helm", "helm")],
        "go:github.com/prometheus/prometheus": [("prometheus", "prometheus")],
        "go:github.com/grafana/grafana": [("grafana", "grafana")],
        "go:github.com/traefik/traefik": [("traefik", "traefik")],
        "go:go.etcd.io/etcd": [("etcd", "etcd"), ("redhat", "etcd")],
        "go:github.com/gin-gonic/gin": [("gin-gonic", "gin")],
        "go:github.com/golang-jwt/jwt": [("golang-jwt_project", "golang-jwt")],
        "go:github.com/dgrijalva/jwt-go": [("jwt-go_project", "jwt-go")],
        "go:github.com/gogo/protobuf": [("golang", "protobuf"), ("gogo", "protobuf")],
        "go:github.com/gorilla/websocket": [("gorillatoolkit", "websocket")],
        "go:google.golang.org/grpc": [("grpc", "grpc")],
        "go:google.golang.org/protobuf": [("protobuf", "protobuf"), ("golang", "protobuf")],
        "go:gopkg.in/yaml.v2": [("yaml_project", "yaml")], "go:gopkg.in/yaml.v3": [("yaml_project", "yaml")],
        "go:github.com/caddyserver/caddy": [("caddyserver", "caddy")],
        "go:github.com/argoproj/argo-cd": [("argoproj", "argo_cd")],
        "go:golang.org/x/crypto": [("golang", "crypto"), ("golang", "x_crypto")],
        "go:golang.org/x/text": [("golang", "text")],
        "go:golang.org/x/net": [("golang", "networking"), ("golang", "net")],
    ]
}
