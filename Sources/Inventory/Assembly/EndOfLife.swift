import Findings

/// When releases of distributions and of Go end, as endoflife.date tells it. The advisory snapshot fills it.
public struct EndOfLifeTable: Sendable, Hashable {
    public struct Release: Sendable, Hashable {
        /// `12`, `3.20`, `1.22`.
        public var cycle: String
        public var codename: String?
        /// Last day of security support, `YYYY-MM-DD`; nil where none is set.
        public var endOfLife: String?
        /// For sources that say only that it has ended, or not.
        public var hasEnded: Bool?
        /// Last day of the longest paid or community support (Debian LTS).
        public var endOfExtendedSupport: String?

        public init(
            cycle: String, codename: String? = nil, endOfLife: String? = nil, hasEnded: Bool? = nil,
            endOfExtendedSupport: String? = nil
        ) {
            self.cycle = cycle
            self.codename = codename
            self.endOfLife = endOfLife
            self.hasEnded = hasEnded
            self.endOfExtendedSupport = endOfExtendedSupport
        }
    }

    /// By endoflife.date's name of the product: `debian`, `alpine-linux`, `go`.
    public var products: [String: [Release]]

    public init(products: [String: [Release]] = [:]) { self.products = products }
}

/// What a table says of one release.
public struct EndOfLife: Sendable, Hashable {
    /// `YYYY-MM-DD`.
    public var date: String?
    public var isPast: Bool
    /// Last day of extended support, where that is later than `date`.
    public var extendedSupport: String?
}

/// End of life of an operating system; nil where the table does not know it.
/// - Parameter day: `YYYY-MM-DD`.
public func endOfLife(of os: OperatingSystem, in table: EndOfLifeTable, on day: String) -> EndOfLife? {
    let product: String
    switch os.id {
    case "alpine": product = "alpine-linux"
    case "amzn": product = "amazon-linux"
    case "rocky": product = "rocky-linux"
    case "ol": product = "oracle-linux"
    case "opensuse-leap", "opensuse": product = "opensuse"
    case "centos": product = os.prettyName?.contains("Stream") == true ? "centos-stream" : "centos"
    default: product = os.id
    }
    guard let releases = table.products[product] else { return nil }
    return endOfLife(cycle: os.version, codename: os.codename, in: releases, on: day)
}

/// End of life of a Go toolchain, `go1.22.3`.
public func endOfLife(ofGo version: String, in table: EndOfLifeTable, on day: String) -> EndOfLife? {
    guard let releases = table.products["go"] else { return nil }
    let plain = version.hasPrefix("go") ? String(version.dropFirst(2)) : version
    // `go1.23rc1` belongs to 1.23.
    let number = plain.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    return endOfLife(cycle: String(number), codename: nil, in: releases, on: day)
}

private func endOfLife(
    cycle: String?, codename: String?, in releases: [EndOfLifeTable.Release], on day: String
) -> EndOfLife? {
    let byNumber = cycle.flatMap { version in
        // 3.20.1 belongs to the cycle 3.20, 8.9 to 8: the longest cycle that is a prefix by whole numbers.
        releases.filter { version == $0.cycle || version.hasPrefix($0.cycle + ".") }
            .max { $0.cycle.utf8.count < $1.cycle.utf8.count }
    }
    let release =
        byNumber
        ?? codename.flatMap { name in
            releases.first {
                $0.codename?.lowercased().split(separator: " ").first.map(String.init) == name.lowercased()
            }
        }
    guard let release else { return nil }
    if let date = release.endOfLife {
        return EndOfLife(
            date: date, isPast: date < day,
            extendedSupport: release.endOfExtendedSupport.flatMap { $0 > date ? $0 : nil })
    }
    return release.hasEnded.map { EndOfLife(date: nil, isPast: $0) }
}
