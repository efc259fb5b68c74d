/// Maps the licence names of distributions to SPDX expressions.
public enum Licence {
    /// The SPDX expression for a licence field of Debian, rpm or apk; the words themselves, trimmed, where one of the
    /// names has no SPDX identifier that is certain; nil for nothing.
    public static func expression(_ text: String) -> String? {
        let words = text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\n" || $0 == "\r" })
            .joined(separator: " ")
        guard !words.isEmpty else { return nil }
        var reader = LicenceExpressionReader(words)
        return reader.expression() ?? words
    }

    /// The SPDX identifier for one name, if it is certain: `GPL-2+`, `Expat`, `ASL 2.0`.
    public static func identifier(_ name: String) -> String? {
        let lowered = name.lowercased()
        if let known = identifiers[lowered] { return known }
        if let family = gnuIdentifier(lowered) { return family }
        return canonical[lowered]
    }

    /// `gpl-2+`, `gplv2+`, `lgpl-2.1-or-later`, `gfdl-1.3`, `agpl-3.0-only`, `gpl (>= 2)`.
    private static func gnuIdentifier(_ name: String) -> String? {
        let families: [(prefix: String, spdx: String)] = [
            ("gnu gpl", "GPL"), ("gnu lgpl", "LGPL"), ("lgpl", "LGPL"), ("agpl", "AGPL"), ("gfdl", "GFDL"),
            ("fdl", "GFDL"), ("gpl", "GPL"),
        ]
        guard let family = families.first(where: { name.hasPrefix($0.prefix) }) else { return nil }
        var rest = name.dropFirst(family.prefix.count)
        var isLater = false
        for ending in ["-or-later", " or later", "+"] where rest.hasSuffix(ending) {
            rest = rest.dropLast(ending.count)
            isLater = true
        }
        if rest.hasSuffix("-only") { rest = rest.dropLast(5) }
        rest = rest.drop { $0 == "-" || $0 == "v" || $0 == " " }
        var variant = ""
        for ending in ["-no-invariants", "-niv"] where rest.hasSuffix(ending) && family.spdx == "GFDL" {
            rest = rest.dropLast(ending.count)
            variant = "-no-invariants"
        }
        if rest.hasSuffix("+") {
            rest = rest.dropLast()
            isLater = true
        }
        let versions: [String: [String]] = [
            "GPL": ["1.0", "2.0", "3.0"], "LGPL": ["2.0", "2.1", "3.0"], "AGPL": ["1.0", "3.0"],
            "GFDL": ["1.1", "1.2", "1.3"],
        ]
        var version = String(rest)
        if version.utf8.count == 1 { version += ".0" }
        guard versions[family.spdx]?.contains(version) == true else { return nil }
        return "\(family.spdx)-\(version)\(variant)-\(isLater ? "or-later" : "only")"
    }

    /// Names that distributions use for what SPDX calls otherwise.
    private static let identifiers: [String: String] = [
        // Debian (DEP-5 short names and common usage)
        "expat": "MIT", "mit/x11": "MIT", "mit license": "MIT", "x11 license": "X11", "mit-style": "MIT",
        "bsd-2-clause": "BSD-2-Clause", "bsd-3-clause": "BSD-3-Clause", "bsd-4-clause": "BSD-4-Clause",
        "bsd 2-clause": "BSD-2-Clause", "bsd 3-clause": "BSD-3-Clause", "bsd-2": "BSD-2-Clause",
        "bsd-3": "BSD-3-Clause", "2-clause bsd": "BSD-2-Clause", "3-clause bsd": "BSD-3-Clause",
        "bsd-2-clauses": "BSD-2-Clause", "bsd-3-clauses": "BSD-3-Clause", "bsd-4-clause-uc": "BSD-4-Clause-UC",
        "artistic": "Artistic-1.0-Perl", "artistic-2": "Artistic-2.0", "apache-2": "Apache-2.0",
        "apache 2.0": "Apache-2.0", "apache license 2.0": "Apache-2.0", "apache-1": "Apache-1.0",
        "apache license, version 2.0": "Apache-2.0", "asl 2.0": "Apache-2.0", "asl-2.0": "Apache-2.0",
        "mpl-1.1": "MPL-1.1", "mpl-2": "MPL-2.0", "mplv1.1": "MPL-1.1", "mplv2.0": "MPL-2.0",
        "cc0": "CC0-1.0", "cc-0": "CC0-1.0", "boost": "BSL-1.0", "boost-1.0": "BSL-1.0", "psf-2": "PSF-2.0",
        "python": "Python-2.0", "psf": "PSF-2.0", "pythonlicense": "Python-2.0", "zlib/libpng": "zlib-acknowledgement",
        "openldap-2.8": "OLDAP-2.8", "openldap": "OLDAP-2.8", "fsful": "FSFUL", "fsfullr": "FSFULLR",
        "unicode-tou": "Unicode-TOU", "ofl-1.1": "OFL-1.1", "sil-1.1": "OFL-1.1", "bzip2-1.0.6": "bzip2-1.0.6",
        "lgpl-2+": "LGPL-2.0-or-later", "beerware": "Beerware", "wtfpl-2": "WTFPL", "w3c": "W3C",
        "ssleay": "OpenSSL", "openssl/ssleay": "OpenSSL", "vim license": "Vim",
        // Fedora's short names from before SPDX
        "asl 1.1": "Apache-1.1", "boost software license": "BSL-1.0", "isc license": "ISC",
        "mit with advertising": "MIT-advertising",
        "netscape": "NPL-1.1", "ofl": "OFL-1.1", "vim": "Vim", "zlib": "Zlib", "openssl": "OpenSSL", "tcl": "TCL",
        "ucd": "Unicode-DFS-2016", "artistic 2.0": "Artistic-2.0", "artistic clarified": "ClArtistic",
        "cc-by": "CC-BY-3.0", "epl": "EPL-1.0", "epl-2": "EPL-2.0", "mplv1.0": "MPL-1.0", "zpl": "ZPL-2.1",
        "zplv2.1": "ZPL-2.1", "postgresql": "PostgreSQL", "sleepycat": "Sleepycat", "libtiff": "libtiff",
        "ijg": "IJG", "afl": "AFL-2.1", "lppl": "LPPL-1.3c", "bsd with advertising": "BSD-4-Clause",
        "lgplv2+ with exceptions": "LGPL-2.0-or-later", "ruby": "Ruby", "php": "PHP-3.01",
        "perl": "Artistic-1.0-Perl OR GPL-1.0-or-later",
        "gpl+": "GPL-1.0-or-later", "lgpl+": "LGPL-2.0-or-later",
        // Alpine's older names
        "bsd-0-clause": "0BSD", "gplv2": "GPL-2.0-only", "gplv3": "GPL-3.0-only",
    ]

    /// SPDX identifiers that packages use as they are, by their lower case.
    private static let canonical: [String: String] = Dictionary(
        [
            "0BSD", "AFL-2.1", "AFL-3.0", "Apache-1.0", "Apache-1.1", "Apache-2.0", "Artistic-1.0", "Artistic-1.0-Perl",
            "Artistic-2.0", "BSD-1-Clause", "BSD-2-Clause", "BSD-2-Clause-Patent", "BSD-3-Clause", "BSD-3-Clause-LBNL",
            "BSD-4-Clause", "BSD-4-Clause-UC", "BSL-1.0", "CC-BY-3.0", "CC-BY-4.0", "CC-BY-SA-3.0", "CC-BY-SA-4.0",
            "CC0-1.0", "CDDL-1.0", "CDDL-1.1", "CPL-1.0", "ClArtistic", "EPL-1.0", "EPL-2.0", "FSFAP", "FSFUL",
            "FSFULLR", "FTL", "HPND", "ICU", "IJG", "IPL-1.0", "ISC", "Info-ZIP", "Latex2e", "Libpng", "libtiff",
            "MIT", "MIT-0", "MIT-CMU", "MPL-1.0", "MPL-1.1", "MPL-2.0", "NCSA", "NTP", "OFL-1.1", "OLDAP-2.8",
            "OpenSSL", "PHP-3.01", "PSF-2.0", "PostgreSQL", "Python-2.0", "Python-2.0.1", "Qhull", "RSA-MD", "Ruby",
            "SGI-B-2.0", "SISSL", "SMLNJ", "Sleepycat", "Spencer-94", "TCL", "TCP-wrappers", "UPL-1.0",
            "Unicode-3.0", "Unicode-DFS-2016", "Unicode-TOU", "Unlicense", "Vim", "W3C", "WTFPL", "X11", "XFree86-1.1",
            "ZPL-2.1", "Zlib", "bzip2-1.0.6", "curl", "libpng-2.0", "blessing", "BlueOak-1.0.0",
            "GPL-1.0-only", "GPL-1.0-or-later", "GPL-2.0-only", "GPL-2.0-or-later", "GPL-3.0-only", "GPL-3.0-or-later",
        ].map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })

    /// Exceptions that follow `with`, by their lower case.
    static let exceptions: [String: String] = [
        "autoconf exception": "Autoconf-exception-3.0", "autoconf-exception": "Autoconf-exception-3.0",
        "bison exception": "Bison-exception-2.2", "bison-exception-2.2": "Bison-exception-2.2",
        "classpath exception": "Classpath-exception-2.0", "classpath-exception-2.0": "Classpath-exception-2.0",
        "gcc exception": "GCC-exception-3.1", "gcc-exception-3.1": "GCC-exception-3.1",
        "gcc-exception-2.0": "GCC-exception-2.0", "libtool exception": "Libtool-exception",
        "libtool-exception": "Libtool-exception", "openssl exception": "openvpn-openssl-exception",
        "font exception": "Font-exception-2.0", "font-exception-2.0": "Font-exception-2.0",
        "llvm-exception": "LLVM-exception", "llvm exception": "LLVM-exception",
        "linux-syscall-note": "Linux-syscall-note", "ocaml-lgpl-linking-exception": "OCaml-LGPL-linking-exception",
        "autoconf-exception-2.0": "Autoconf-exception-2.0", "autoconf-exception-3.0": "Autoconf-exception-3.0",
    ]
}

/// Reads `GPL-2+ or Artistic`, `GPLv2+ and (MIT or BSD)`, `Apache-2.0 WITH LLVM-exception`.
private struct LicenceExpressionReader {
    private var tokens: [Substring]
    private var position = 0
    private var depth = 0

    private static let depthLimit = 32

    init(_ words: String) {
        var tokens: [Substring] = []
        var start = words.startIndex
        var index = words.startIndex
        func add(_ end: String.Index) {
            if start < end { tokens.append(words[start..<end]) }
        }
        while index < words.endIndex {
            let character = words[index]
            let next = words.index(after: index)
            if character == " " || character == "(" || character == ")" || character == "," || character == "|"
                || character == "&"
            {
                add(index)
                if character != " " { tokens.append(words[index..<next]) }
                start = next
            }
            index = next
        }
        add(words.endIndex)
        self.tokens = tokens
    }

    mutating func expression() -> String? {
        guard let read = alternatives(), position == tokens.count else { return nil }
        return read
    }

    private mutating func alternatives() -> String? {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit, var all = conjunction().map({ [$0] }) else { return nil }
        while skip(["or", "|", "||"]) {
            guard let next = conjunction() else { return nil }
            all.append(next)
        }
        return all.joined(separator: " OR ")
    }

    private mutating func conjunction() -> String? {
        guard var all = term().map({ [$0] }) else { return nil }
        while skip(["and", "&", "&&", ","]) {
            // Debian writes `A, and B`.
            if skip(["and"]) {}
            guard let next = term() else { return nil }
            all.append(next)
        }
        return all.joined(separator: " AND ")
    }

    private mutating func term() -> String? {
        guard position < tokens.count else { return nil }
        if tokens[position] == "(" {
            position += 1
            guard let inner = alternatives(), skip([")"]) else { return nil }
            return inner.contains(" OR ") || inner.contains(" AND ") ? "(\(inner))" : inner
        }
        let name = words { ["and", "or", "with", "(", ")", ",", "|", "&", "&&", "||"].contains($0) }
        guard let identifier = Licence.identifier(name) else { return nil }
        guard skip(["with"]) else { return identifier }
        let exception = words { ["and", "or", "(", ")", ",", "|", "&"].contains($0) }
        return Licence.exceptions[exception.lowercased()].map { "\(identifier) WITH \($0)" }
    }

    private mutating func words(until isEnd: (String) -> Bool) -> String {
        let start = position
        while position < tokens.count, !isEnd(tokens[position].lowercased()) { position += 1 }
        return tokens[start..<position].joined(separator: " ")
    }

    private mutating func skip(_ words: [String]) -> Bool {
        guard position < tokens.count, words.contains(tokens[position].lowercased()) else { return false }
        position += 1
        return true
    }
}
