import Foundation
import TestSupport
import Testing

/// Real programs, built once a test run with the machine's own Go, without network.
enum GoPrograms {
    enum Variant: String, CaseIterable, Sendable {
        case plain, stripped, trimmed, pie, external, externalPIE
        case darwinARM64, windows386, linuxMIPS, linuxS390X

        var flags: [String] {
            switch self {
            case .plain, .darwinARM64, .windows386, .linuxMIPS, .linuxS390X: []
            case .stripped: ["-ldflags=-s -w -X main.version=1.4.0 -X 'main.note=a \"b\"'"]
            case .trimmed: ["-trimpath"]
            case .pie: ["-buildmode=pie"]
            case .external: ["-ldflags=-linkmode=external"]
            case .externalPIE: ["-buildmode=pie", "-ldflags=-linkmode=external"]
            }
        }

        var environment: [String: String] {
            switch self {
            case .darwinARM64: ["GOOS": "darwin", "GOARCH": "arm64", "CGO_ENABLED": "0"]
            case .windows386: ["GOOS": "windows", "GOARCH": "386", "CGO_ENABLED": "0"]
            case .linuxMIPS: ["GOOS": "linux", "GOARCH": "mips", "CGO_ENABLED": "0"]
            case .linuxS390X: ["GOOS": "linux", "GOARCH": "s390x", "CGO_ENABLED": "0"]
            default: [:]
            }
        }
    }

    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// The bytes of a program and where it lies; nil, said by name, where the machine has no Go.
    static func program(_ variant: Variant, for test: String) throws -> (bytes: [UInt8], path: String)? {
        guard let folder = try built.get() else {
            print("SKIPPED: \(test): go")
            return nil
        }
        let path = folder.appendingPathComponent(variant.rawValue).path
        guard let data = FileManager.default.contents(atPath: path) else {
            print("SKIPPED: \(test): this Go does not build \(variant.rawValue) (a C compiler may be missing)")
            return nil
        }
        return ([UInt8](data), path)
    }

    private static let built = Result<URL?, any Error> { try build() }

    private static func build() throws -> URL? {
        guard Tool.output(of: "go", ["version"]) != nil else { return nil }
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("drydock-go-programs-\(getpid())")
        try? FileManager.default.removeItem(at: folder)
        let sources = folder.appendingPathComponent("source")
        for (path, text) in files {
            let file = sources.appendingPathComponent(path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: file)
        }
        let base = [
            "GOFLAGS": "-mod=vendor", "GOPROXY": "off", "GO111MODULE": "on", "GOTOOLCHAIN": "local", "GOWORK": "off",
        ]
        for variant in Variant.allCases {
            let output = folder.appendingPathComponent(variant.rawValue).path
            Tool.output(
                of: "go", ["build", "-buildvcs=false"] + variant.flags + ["-o", output, "."],
                environment: base.merging(variant.environment) { $1 }, in: sources)
        }
        guard FileManager.default.fileExists(atPath: folder.appendingPathComponent("plain").path) else {
            throw Failure(description: "go build failed")
        }
        removeAtExit(folder)
        return folder
    }

    private static let files: [(path: String, text: String)] = [
        (
            "go.mod",
            """
            module example.com/shop

            go 1.19

            require (
            \texample.com/basket v1.4.2
            \texample.com/prices v0.3.0
            )

            replace example.com/prices => example.com/prices-fork v0.3.1

            """
        ),
        (
            "go.sum",
            """
            example.com/basket v1.4.2 h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            example.com/prices-fork v0.3.1 h1:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=

            """
        ),
        (
            "main.go",
            """
            package main

            import (
            \t"example.com/basket"
            \t"example.com/prices"
            )

            var version, note string

            func main() {
            \tb := &basket.Basket{}
            \tb.Add(prices.Of("tea"))
            \tprintln(b.Total(), version, note)
            }

            """
        ),
        (
            "vendor/modules.txt",
            """
            # example.com/basket v1.4.2
            ## explicit; go 1.17
            example.com/basket
            # example.com/prices v0.3.0 => example.com/prices-fork v0.3.1
            ## explicit; go 1.17
            example.com/prices
            # example.com/prices => example.com/prices-fork v0.3.1

            """
        ),
        (
            "vendor/example.com/basket/basket.go",
            """
            package basket

            type Basket struct{ items []int }

            //go:noinline
            func (b *Basket) Add(price int) { b.items = append(b.items, price) }

            //go:noinline
            func (b Basket) Total() int {
            \ttotal := 0
            \tadd := func(n int) { total += n }
            \tfor _, item := range b.items {
            \t\tadd(double(item))
            \t}
            \treturn total
            }

            func double(n int) int { return 2 * n }

            """
        ),
        (
            "vendor/example.com/prices/prices.go",
            """
            package prices

            //go:noinline
            func Of(name string) int { return len(name) }

            """
        ),
    ]
}

/// Removes the folder of built programs when the test process ends.
private func removeAtExit(_ folder: URL) {
    FolderToRemove.path.withLock { $0 = folder.path }
    atexit { FolderToRemove.path.withLock { path in path.map { try? FileManager.default.removeItem(atPath: $0) } } }
}

private final class LockedPath: @unchecked Sendable {
    private var value: String?
    private let lock = NSLock()

    func withLock<Result>(_ body: (inout String?) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&value)
    }
}

private enum FolderToRemove {
    static let path = LockedPath()
}
