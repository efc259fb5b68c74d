import Foundation
import TestSupport

/// A real Go program for tests of catalogers, built once a test run with the machine's own Go, without network.
enum RealGoProgram {
    /// Nil, said by name, where the machine has no Go.
    static func bytes(_ variant: Variant = .stripped, for test: String) -> [UInt8]? {
        guard let folder = built, let data = FileManager.default.contents(atPath: folder + "/" + variant.rawValue)
        else {
            print("SKIPPED: \(test): go")
            return nil
        }
        return Array(data)
    }

    enum Variant: String, CaseIterable {
        case stripped, trimmed, trimmedWithVersion
    }

    private static let built: String? = build()

    private static func build() -> String? {
        let folder = NSTemporaryDirectory() + "drydock-inventory-go-\(getpid())"
        let source = folder + "/source"
        for (path, text) in files {
            let file = source + "/" + path
            let parent = String(file[..<(file.lastIndex(of: "/") ?? file.endIndex)])
            try? FileManager.default.createDirectory(atPath: parent, withIntermediateDirectories: true)
            try? text.write(toFile: file, atomically: true, encoding: .utf8)
        }
        defer { try? FileManager.default.removeItem(atPath: source) }
        let flags: [Variant: [String]] = [
            .stripped: ["-ldflags=-s -w -X main.version=1.4.0"], .trimmed: ["-trimpath"],
            .trimmedWithVersion: ["-trimpath", "-ldflags=-s -w -X main.version=1.4.0-rc.1"],
        ]
        for variant in Variant.allCases {
            guard
                Tool.output(
                    of: "go",
                    ["build", "-buildvcs=false"] + (flags[variant] ?? [])
                        + ["-o", folder + "/" + variant.rawValue, "."],
                    environment: [
                        "GOFLAGS": "-mod=vendor", "GOPROXY": "off", "GO111MODULE": "on", "GOTOOLCHAIN": "local",
                        "GOWORK": "off", "CGO_ENABLED": "0",
                    ], in: URL(fileURLWithPath: source)) != nil
            else { return nil }
        }
        return folder
    }

    static let goMod = """
        module example.com/shop

        go 1.19

        require (
        \texample.com/basket v1.4.2
        \texample.com/Prices v0.3.0
        )

        replace example.com/Prices => example.com/prices-fork v0.3.1

        """

    static let files: [(path: String, text: String)] = [
        ("go.mod", goMod),
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
            \t"example.com/Prices"
            \t"example.com/basket"
            )

            var version string

            func main() {
            \tb := &basket.Basket{}
            \tb.Add(prices.Of("tea"))
            \tprintln(b.Total(), version)
            }

            """
        ),
        (
            "vendor/modules.txt",
            """
            # example.com/Prices v0.3.0 => example.com/prices-fork v0.3.1
            ## explicit; go 1.17
            example.com/Prices
            # example.com/basket v1.4.2
            ## explicit; go 1.17
            example.com/basket
            # example.com/Prices => example.com/prices-fork v0.3.1

            """
        ),
        (
            "vendor/example.com/basket/basket.go",
            """
            package basket

            type Basket struct{ sum int }

            //go:noinline
            func (b *Basket) Add(price int) { b.sum += price }

            //go:noinline
            func (b *Basket) Total() int { return b.sum }

            func Never() int { return 1 }

            """
        ),
        (
            "vendor/example.com/Prices/prices.go",
            """
            package prices

            //go:noinline
            func Of(name string) int { return len(name) }

            """
        ),
    ]
}
