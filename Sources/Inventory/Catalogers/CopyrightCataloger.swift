import Artifacts
import Findings

/// The licences that a Debian package's copyright file names.
public struct CopyrightFact: Fact, Hashable {
    public var package: String
    /// SPDX expressions, or the words of the file; sorted.
    public var licences: [String]
}

/// `usr/share/doc/a` is a link to `b`: a's copyright file is b's.
public struct DocumentationLinkFact: Fact, Hashable {
    public var package: String
    public var target: String
}

/// Reads `usr/share/doc/*/copyright`: machine-readable (DEP 5) and free text.
struct CopyrightCataloger: Analyzer {
    let name = "copyright"

    func interest(in entry: Entry) -> Interest {
        switch entry.kind {
        case .file:
            guard entry.size > 0 else { return .nothing }
            let isCopyright = entry.withPath { path in
                path.bytes.last == 0x74 && path.bytes.hasSuffix("/copyright") && Self.package(path.folder) != nil
            }
            return isCopyright ? .whole(limit: InventoryLimits.copyright) : .nothing
        case .symbolicLink: return entry.withPath { Self.package($0.bytes) != nil } ? .name : .nothing
        default: return .nothing
        }
    }

    func analyze(_ entry: Entry, content: UnsafeRawBufferPointer, report: (AnalyzerOutput) -> Void) {
        if case .symbolicLink(let target) = entry.kind {
            guard let package = entry.withPath({ Self.package($0.bytes)?.string }) else { return }
            let name = target.withBytes { FilePath(bytes: $0).name.string }
            return report(.fact(DocumentationLinkFact(package: package, target: name)))
        }
        guard let package = entry.withPath({ Self.package($0.folder)?.string }) else { return }
        let licences = Self.licences(in: Bytes(content))
        if !licences.isEmpty { report(.fact(CopyrightFact(package: package, licences: licences))) }
    }

    /// The last part of a folder that lies directly in `usr/share/doc`.
    private static func package(_ folder: Bytes) -> Bytes? {
        let path = FilePath(bytes: folder)
        guard folder.count > 14, FilePath(bytes: path.folder).isAtRootOrBelow("usr/share/doc") else { return nil }
        return path.name
    }

    static func licences(in content: Bytes) -> [String] {
        var names = Set<String>()
        if content.slice(0, 4096).contains("Format:") || content.slice(0, 4096).contains("Format-Specification:") {
            ControlFile.parse(content) { name, value in
                guard name.equalsIgnoringCase("License") else { return }
                let line = value.slice(0, value.firstIndex(of: 0x0A) ?? value.count).trimmed
                if line.count <= 200, let licence = Licence.expression(line.string) { names.insert(licence) }
            } endOfParagraph: {
            }
        }
        if names.isEmpty { names = freeText(content) }
        return names.sorted()
    }

    /// Debian Policy 12.5: a copyright file refers to the common licences by their path instead of quoting them.
    private static func freeText(_ content: Bytes) -> Set<String> {
        var names = Set<String>()
        let isLater = content.contains("any later version") || content.contains("or later")
        var position = 0
        while let hit = content.firstIndex(of: "common-licenses/", from: position) {
            var end = hit + 16
            while let byte = content[end], isNameByte(byte) { end += 1 }
            while end > hit + 16, let byte = content[end - 1], byte == 0x2E || byte == 0x2D { end -= 1 }
            position = max(end, hit + 16)
            let name = content.slice(hit + 16, end).string
            if let licence = commonLicence(name, isLater: isLater) { names.insert(licence) }
        }
        for (words, licence) in phrases where content.contains(words) { names.insert(licence) }
        if content.contains("Redistribution and use in source and binary forms") {
            let hasThirdClause =
                content.contains("either the name") || content.contains("may not be used to endorse")
                || content.contains("ames of its contributors")
            names.insert(hasThirdClause ? "BSD-3-Clause" : "BSD-2-Clause")
        }
        return names
    }

    private static func commonLicence(_ name: String, isLater: Bool) -> String? {
        switch name {
        case "BSD": "BSD-3-Clause"
        // The link without a version points to the newest; the package says "any later version" or names none.
        case "GPL": "GPL-1.0-or-later"
        case "LGPL": "LGPL-2.0-or-later"
        case "GFDL": "GFDL-1.1-or-later"
        default:
            if name.hasPrefix("GPL") || name.hasPrefix("LGPL") || name.hasPrefix("GFDL") {
                Licence.identifier(isLater ? name + "+" : name)
            } else {
                Licence.identifier(name)
            }
        }
    }

    private static let phrases: [(words: StaticString, licence: String)] = [
        ("Permission is hereby granted, free of charge, to any person", "MIT"),
        ("Permission to use, copy, modify, and distribute this software for any", "ISC"),
        ("Permission to use, copy, modify, and/or distribute this software for any", "ISC"),
        ("This software is provided 'as-is', without any express or implied", "Zlib"),
        ("Mozilla Public License, v. 2.0", "MPL-2.0"), ("Licensed under the Apache License, Version 2.0", "Apache-2.0"),
    ]

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A) || byte == 0x2D || byte == 0x2E
            || byte == 0x2B
    }
}
