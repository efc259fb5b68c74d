import Findings
import Manifests

extension LabelFormat {
    /// Whether a value has the form.
    /// Sources: RFC 3986, RFC 3339, semver.org 2.0.0, RFC 5322 (the common part), SPDX licence expressions (annex D).
    func matches(_ value: String) -> Bool {
        let bytes = Array(value.utf8)
        switch self {
        case .text: return true
        case .url: return Self.isURL(bytes)
        case .semver: return Self.isVersion(value)
        case .hash:
            return (bytes.count == 40 || bytes.count == 7) && bytes.allSatisfy(Self.isHexadecimal)
        case .rfc3339: return Self.isTime(bytes)
        case .spdx: return SPDXLicences.isExpression(value)
        case .email: return Self.isMail(value)
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
    private static func isHexadecimal(_ byte: UInt8) -> Bool { isDigit(byte) || (byte >= 0x61 && byte <= 0x66) }

    private static func isURL(_ bytes: [UInt8]) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, isLetter(bytes[0]) else { return false }
        let scheme = bytes[..<colon].allSatisfy { isLetter($0) || isDigit($0) || [0x2B, 0x2D, 0x2E].contains($0) }
        return scheme && colon + 1 < bytes.count && !bytes.contains { $0 <= 0x20 || $0 == 0x7F }
    }

    private static func isVersion(_ value: String) -> Bool {
        var rest = value[...]
        if let plus = rest.firstIndex(of: "+") {
            guard areIdentifiers(rest[rest.index(after: plus)...], numbersAreStrict: false) else { return false }
            rest = rest[..<plus]
        }
        if let dash = rest.firstIndex(of: "-") {
            guard areIdentifiers(rest[rest.index(after: dash)...], numbersAreStrict: true) else { return false }
            rest = rest[..<dash]
        }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 3
            && parts.allSatisfy { part in
                !part.isEmpty && part.utf8.allSatisfy(isDigit) && (part.utf8.count == 1 || part.utf8.first != 0x30)
            }
    }

    private static func areIdentifiers(_ text: Substring, numbersAreStrict: Bool) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard !part.isEmpty, part.utf8.allSatisfy({ isDigit($0) || isLetter($0) || $0 == 0x2D }) else {
                return false
            }
            return !numbersAreStrict || !part.utf8.allSatisfy(isDigit) || part.utf8.count == 1
                || part.utf8.first != 0x30
        }
    }

    /// `2026-11-24T18:00:00.5Z`, `…+01:00`.
    private static func isTime(_ bytes: [UInt8]) -> Bool {
        let form = Array("0000-00-00T00:00:00".utf8)
        guard bytes.count > form.count else { return false }
        for (byte, want) in zip(bytes, form) {
            let matches = want == 0x30 ? isDigit(byte) : (byte | 0x20) == (want | 0x20) || byte == want
            guard matches else { return false }
        }
        func number(_ start: Int) -> Int { Int(bytes[start] - 0x30) * 10 + Int(bytes[start + 1] - 0x30) }
        guard (1...12).contains(number(5)), (1...31).contains(number(8)), number(11) < 24, number(14) < 60,
            number(17) <= 60
        else { return false }
        var rest = bytes.dropFirst(form.count)
        if rest.first == UInt8(ascii: ".") {
            let digits = rest.dropFirst().prefix(while: isDigit)
            guard !digits.isEmpty else { return false }
            rest = rest.dropFirst(digits.count + 1)
        }
        if rest.count == 1, let zone = rest.first, zone | 0x20 == UInt8(ascii: "z") { return true }
        let zone = Array(rest)
        return zone.count == 6 && (zone[0] == UInt8(ascii: "+") || zone[0] == UInt8(ascii: "-"))
            && zone[3] == UInt8(ascii: ":") && [1, 2, 4, 5].allSatisfy { isDigit(zone[$0]) }
    }

    private static func isMail(_ value: String) -> Bool {
        let parts = value.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, parts[1].contains("."), !parts[1].hasPrefix("."),
            !parts[1].hasSuffix(".")
        else { return false }
        return !value.utf8.contains { $0 <= 0x20 || $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
    }
}

/// Licence identifiers of the SPDX list that images name; enough to tell a slip from an identifier.
/// Source: spdx.org/licenses, version 3.27.
enum SPDXLicences {
    private static let known: Set<String> = Set(
        """
        0BSD AFL-2.1 AFL-3.0 AGPL-1.0-only AGPL-1.0-or-later AGPL-3.0 AGPL-3.0-only AGPL-3.0-or-later Apache-1.0 \
        Apache-1.1 Apache-2.0 APSL-2.0 Artistic-1.0 Artistic-2.0 BlueOak-1.0.0 BSD-1-Clause BSD-2-Clause \
        BSD-2-Clause-Patent BSD-3-Clause BSD-3-Clause-Clear BSD-4-Clause BSL-1.0 BUSL-1.1 CC-BY-3.0 CC-BY-4.0 \
        CC-BY-SA-3.0 CC-BY-SA-4.0 CC-BY-NC-4.0 CC-BY-NC-SA-4.0 CC0-1.0 CDDL-1.0 CDDL-1.1 CECILL-2.1 CPL-1.0 \
        ECL-2.0 Elastic-2.0 EPL-1.0 EPL-2.0 EUPL-1.1 EUPL-1.2 FTL GFDL-1.3 GFDL-1.3-only GFDL-1.3-or-later GPL-1.0 \
        GPL-1.0-only GPL-1.0-or-later GPL-2.0 GPL-2.0+ GPL-2.0-only GPL-2.0-or-later GPL-3.0 GPL-3.0+ GPL-3.0-only \
        GPL-3.0-or-later HPND ICU IJG IPL-1.0 ISC JSON LGPL-2.0 LGPL-2.0-only LGPL-2.0-or-later LGPL-2.1 LGPL-2.1+ \
        LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0 LGPL-3.0+ LGPL-3.0-only LGPL-3.0-or-later Libpng LPPL-1.3c MIT MIT-0 \
        MPL-1.0 MPL-1.1 MPL-2.0 MPL-2.0-no-copyleft-exception MS-PL MS-RL MulanPSL-2.0 NCSA OFL-1.1 OpenSSL OSL-3.0 \
        PHP-3.0 PHP-3.01 PostgreSQL PSF-2.0 Python-2.0 QPL-1.0 Ruby SGI-B-2.0 SSPL-1.0 TCL UPL-1.0 Unicode-3.0 \
        Unicode-DFS-2016 Unlicense Vim W3C WTFPL X11 Xnet Zend-2.0 Zlib ZPL-2.1
        """.split(whereSeparator: { $0 == " " || $0 == "\n" }).map(String.init))

    /// An identifier, or several joined with AND, OR, WITH and parentheses.
    static func isExpression(_ text: String) -> Bool {
        var wantsName = true
        var isException = false
        let spaced = text.replacing("(", with: " ").replacing(")", with: " ")
        for word in spaced.split(separator: " ") {
            if ["AND", "OR", "WITH"].contains(word) {
                guard !wantsName else { return false }
                wantsName = true
                isException = word == "WITH"
                continue
            }
            guard wantsName else { return false }
            guard isException || known.contains(String(word)) || word.hasPrefix("LicenseRef-") else { return false }
            wantsName = false
        }
        return !wantsName
    }
}

extension DockerfileView {
    /// Labels that the project gives a form, with the label as it stands.
    func forEachLabel(of format: LabelFormat, _ body: (Assignment, String) -> Void) {
        guard !options.requiredLabels.isEmpty else { return }
        for item in items where item.keyword == .label {
            for label in item.instruction.assignments where options.requiredLabels[label.key.value] == format {
                body(label, label.value?.best ?? "")
            }
        }
    }

    func reportLabels(of format: LabelFormat, _ what: String, report: (Problem) -> Void) {
        forEachLabel(of: format) { label, value in
            guard !value.isEmpty, !format.matches(value) else { return }
            report(Problem(label.range, "\(label.key.value) is \(value), which is not \(what)."))
        }
    }
}
