// swift-tools-version: 6.1
import Foundation
import PackageDescription

// Every folder under Sources/ is a target ("room"); `imports` lists what it may import. Nothing imports upward.
//
// DRYDOCK_ROOM=GoSource,Findings limits the package to the named rooms, what they import and their tests, so that one
// room builds and tests alone: DRYDOCK_ROOM=GoSource swift test --scratch-path .build-gosource

struct Room {
    var name: String
    var imports: [String] = []
    /// What only its tests import.
    var testImports: [String] = []
    var products: [(product: String, package: String)] = []
    var libraries: [String] = []
    var testResources: [String] = []
    var isExecutable = false
}

let dependencies: [String: Package.Dependency] = [
    "swift-argument-parser": .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    "swift-crypto": .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    "Yams": .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    "async-http-client": .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    "swift-nio": .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    "swift-nio-ssl": .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
]

let crypto = (product: "Crypto", package: "swift-crypto")
let yams = (product: "Yams", package: "Yams")

/// System libraries with a module map of their own under Sources/.
let systemLibraries = ["CISAL", "CZstd", "CLzma", "CBzip2", "CSQLite", "CVectorscan", "CMbedTLS"]

/// What the tests of several rooms share: programs of the machine, private folders, a registry.
let testSupport = "TestSupport"

/// C rooms that hold nothing but data, and what they embed.
let embeddedFiles = ["CSnapshot": ["snapshot"], "CGoIndex": ["standard-library.txt", "additions.txt"]]

let rooms: [Room] = [
    Room(name: "Findings"),
    Room(name: "SQLite", imports: ["CSQLite"], libraries: [":libsqlite3.a", "m"]),
    Room(
        name: "Artifacts", imports: ["Findings", "CISAL", "CZstd"], products: [crypto],
        libraries: ["isal", ":libzstd.a"]),
    Room(
        name: "Network", imports: ["Findings"],
        products: [
            ("AsyncHTTPClient", "async-http-client"), ("NIOCore", "swift-nio"), ("NIOHTTP1", "swift-nio"),
            ("NIOPosix", "swift-nio"), ("NIOSSL", "swift-nio-ssl"),
        ]),
    Room(name: "Registries", imports: ["Findings", "Artifacts", "Network"], products: [crypto]),
    Room(name: "GoBinary", imports: ["Findings"]),
    Room(name: "GoModules", imports: ["Findings"]),
    Room(name: "CGoIndex"),
    Room(name: "GoSource", imports: ["Findings", "CGoIndex"]),
    Room(name: "GoRules", imports: ["Findings", "GoSource"], testImports: ["Repair"], products: [crypto]),
    Room(name: "Inventory", imports: ["Findings", "Artifacts", "GoBinary", "GoModules", "SQLite"]),
    Room(name: "CSnapshot"),
    Room(
        name: "Advisories",
        imports: [
            "Findings", "Artifacts", "Documents", "GoBinary", "Inventory", "SQLite", "CSnapshot", "CISAL", "CZstd",
        ],
        products: [crypto, yams], libraries: ["isal", ":libzstd.a"]),
    Room(
        name: "Secrets",
        imports: ["Findings", "Artifacts", "CVectorscan", "CISAL", "CZstd", "CLzma", "CBzip2"], products: [crypto],
        libraries: [":libhs.a", "isal", ":libzstd.a", ":liblzma.a", ":libbz2.a", "stdc++", "m"]),
    Room(name: "Manifests", imports: ["Findings"], products: [yams]),
    Room(name: "Repair", imports: ["Findings"]),
    Room(name: "ManifestRules", imports: ["Findings", "Manifests", "Repair"]),
    Room(
        name: "Hardening", imports: ["Findings", "Manifests", "ManifestRules", "GoModules", "GoSource"]),
    Room(
        name: "Probe", imports: ["CMbedTLS"], libraries: [":libmbedtls.a", ":libmbedx509.a", ":libmbedcrypto.a"]),
    Room(name: "drydock-probe", imports: ["Probe"], isExecutable: true),
    Room(name: "Documents", imports: ["Findings"]),
    Room(name: "Policy", imports: ["Findings", "Documents"], products: [yams]),
    Room(name: "Reports", imports: ["Findings"]),
    Room(name: "SupplyChain", imports: ["Findings", "Documents", "Inventory"], testImports: ["Reports"]),
    Room(
        name: "Workflows",
        imports: [
            "Findings", "Artifacts", "Network", "Registries", "Inventory", "GoModules", "GoSource", "GoRules",
            "Advisories", "Secrets", "Manifests", "ManifestRules", "Repair", "Hardening", "Documents", "Policy",
            "Reports", "SupplyChain", "Probe",
        ], products: [yams]),
    Room(
        name: "drydock",
        imports: ["Workflows", "Findings", "Artifacts", "Advisories", "Manifests", "Policy", "Reports"],
        products: [("ArgumentParser", "swift-argument-parser")], isExecutable: true),
]

let wanted: Set<String>? = Context.environment["DRYDOCK_ROOM"].map { list in
    var open = list.split(separator: ",").map(String.init)
    var kept = Set<String>()
    while let name = open.popLast() {
        guard kept.insert(name).inserted, let room = rooms.first(where: { $0.name == name }) else { continue }
        open += room.imports
        if Context.environment["DRYDOCK_ROOM"]?.split(separator: ",").contains(Substring(name)) == true {
            open += room.testImports
        }
    }
    return kept
}
let kept = rooms.filter { wanted?.contains($0.name) ?? true }
/// Only the named rooms are tested; what they import is merely built.
let tested = Context.environment["DRYDOCK_ROOM"].map { Set($0.split(separator: ",").map(String.init)) }

let swiftSettings: [SwiftSetting] = [.swiftLanguageMode(.v6), .enableUpcomingFeature("ExistentialAny")]

var targets: [Target] = systemLibraries.filter { wanted?.contains($0) ?? true }.map {
    .systemLibrary(name: $0, path: "Sources/\($0)")
}
for room in kept {
    let uses =
        room.imports.map { Target.Dependency.target(name: $0) }
        + room.products.map { .product(name: $0.product, package: $0.package) }
    let linked = room.libraries.map { LinkerSetting.linkedLibrary($0) }
    if let embedded = embeddedFiles[room.name] {
        targets.append(.target(name: room.name, path: "Sources/\(room.name)", exclude: embedded))
        continue
    }
    if room.isExecutable {
        targets.append(
            .executableTarget(
                name: room.name, dependencies: uses, swiftSettings: swiftSettings, linkerSettings: linked))
    } else {
        targets.append(
            .target(name: room.name, dependencies: uses, swiftSettings: swiftSettings, linkerSettings: linked))
    }
    guard tested?.contains(room.name) ?? true else { continue }
    let tests = room.name == "drydock" ? "EndToEndTests" : "\(room.name)Tests"
    guard Context.directoryHolds("Tests/\(tests)") else { continue }
    targets.append(
        .testTarget(
            name: tests,
            dependencies: [.target(name: room.name), .target(name: testSupport)] + uses
                + room.testImports.map { .target(name: $0) },
            exclude: Context.fixtureFolders(tests),
            swiftSettings: swiftSettings))
}

if targets.contains(where: \.isTest) {
    targets.append(.target(name: testSupport, path: "Tests/\(testSupport)", swiftSettings: swiftSettings))
}

let neededPackages = Set(kept.flatMap { $0.products.map(\.package) })

let package = Package(
    name: "drydock",
    platforms: [.macOS(.v15)],
    products: [],
    dependencies: neededPackages.sorted().compactMap { dependencies[$0] },
    targets: targets)

extension Context {
    static func directoryHolds(_ path: String) -> Bool {
        (try? FileManager.default.subpathsOfDirectory(atPath: packageDirectory + "/" + path))?
            .contains { $0.hasSuffix(".swift") } ?? false
    }

    /// Fixtures are read from disk by the tests; SwiftPM must not treat them as sources.
    static func fixtureFolders(_ tests: String) -> [String] {
        ["Fixtures", "Goldens"].filter {
            FileManager.default.fileExists(atPath: packageDirectory + "/Tests/\(tests)/" + $0)
        }
    }
}
