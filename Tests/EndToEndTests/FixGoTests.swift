import Foundation
import Testing

/// `drydock fix` on Go source: what it writes is formatted, compiles, and has fewer findings.
@Suite struct FixGoTests {
    private static let module = "module example.org/weak\n\ngo 1.19\n"
    private static let main = """
        package main // the service

        import (
        	"bytes"
        	"context"
        	"crypto/rand"
        	"crypto/rsa"
        	"crypto/tls"
        	"net/http"
        	"os"
        	"os/exec"
        )

        var apiKey = os.Getenv("KEY")

        func run(ctx context.Context) error {
        	return exec.Command("ls", "-l").Run()
        }

        func main() {
        	_ = os.WriteFile("a", nil, 0644)
        	_ = os.Mkdir("b", 0o777)
        	_, _ = rsa.GenerateKey(rand.Reader, 1024)
        	s := &http.Server{
        		Addr:      ":8080",
        		Handler:   nil,
        		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS10},

        		MaxHeaderBytes: 3,
        	}
        	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
        		if r.Header.Get("X-Key") == apiKey {
        			http.SetCookie(w, &http.Cookie{
        				Name:  "session",
        				Value: "x",
        			})
        		}
        		var b bytes.Buffer
        		if !bytes.Equal([]byte(r.Header.Get("X-Key")), []byte(apiKey)) {
        			_, _ = w.Write(b.Bytes())
        		}
        		_ = run(r.Context())
        	})
        	go s.ListenAndServe()
        	http.ListenAndServe(":8081", nil)
        }

        """
    private static let store = """
        package store

        import "net/http"

        var Server = http.Server{Addr: ":1"}

        """

    private func moduleFolder() throws -> (Scratch, URL) {
        let scratch = try Scratch()
        let folder = scratch.folder.appendingPathComponent("weak")
        let inner = folder.appendingPathComponent("store")
        try FileManager.default.createDirectory(at: inner, withIntermediateDirectories: true)
        for (file, text) in [
            (folder.appendingPathComponent("go.mod"), Self.module),
            (folder.appendingPathComponent("main.go"), Self.main),
            (inner.appendingPathComponent("store.go"), Self.store),
        ] { try Data(text.utf8).write(to: file) }
        return (scratch, folder)
    }

    private func text(_ folder: URL, _ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    @Test func whatItWritesIsFormattedAndCompiles() throws {
        let (scratch, folder) = try moduleFolder()
        defer { withExtendedLifetime(scratch) {} }
        let arguments = ["fix", "./...", "--only", "code", "--rules", "all"]
        let shown = try Tool.run(Tool.binary, arguments, in: folder)
        #expect(shown.status == 0, "\(shown.errors)")
        for wanted in [
            "--- a/main.go\n+++ b/main.go\n", "--- a/store/store.go\n", "+\t\"crypto/subtle\"\n",
            "+\treturn exec.CommandContext(ctx, \"ls\", \"-l\").Run()\n", "os.WriteFile(\"a\", nil, 0600)",
            "os.Mkdir(\"b\", 0o750)", "rsa.GenerateKey(rand.Reader, 3072)",
            "+\t\tReadHeaderTimeout: 10 * time.Second,\n+\t\tAddr:              \":8080\",\n", "tls.VersionTLS12",
            "if !(subtle.ConstantTimeCompare([]byte(r.Header.Get(\"X-Key\")), []byte(apiKey)) == 1) {",
            "(&http.Server{Addr: \":8081\", ReadHeaderTimeout: 10 * time.Second}).ListenAndServe()",
        ] { #expect(shown.text.contains(wanted), "\(wanted)") }
        #expect(try text(folder, "main.go") == Self.main)

        let written = try Tool.run(Tool.binary, arguments + ["--write"], in: folder)
        #expect(
            written.status == 0 && written.errors.contains("repaired 11 finding(s) in 2 file(s)"), "\(written.errors)")
        let again = try Tool.run(Tool.binary, arguments, in: folder)
        #expect(again.text.isEmpty && again.errors.contains("would repair 0 finding(s)"), "\(again.errors)")

        guard FileManager.default.fileExists(atPath: "/usr/bin/go") else {
            return print("SKIPPED: whatItWritesIsFormattedAndCompiles: gofmt and go vet: there is no Go here")
        }
        #expect(try Tool.run(URL(fileURLWithPath: "/usr/bin/gofmt"), ["-l", "."], in: folder).text.isEmpty)
        let cache = ["GOCACHE": scratch.folder.path + "/cache", "HOME": scratch.folder.path, "PATH": "/usr/bin:/bin"]
        let vet = try Tool.run(URL(fileURLWithPath: "/usr/bin/go"), ["vet", "./..."], environment: cache, in: folder)
        #expect(vet.status == 0, "\(vet.errors)")
    }

    @Test func aRuleAFileAndAnIgnoredFinding() throws {
        let (scratch, folder) = try moduleFolder()
        defer { withExtendedLifetime(scratch) {} }
        let one = try Tool.run(Tool.binary, ["fix", "weak", "--rule", "G112"], in: scratch.folder)
        #expect(one.text.contains("--- a/weak/main.go\n") && !one.text.contains("VersionTLS12"), "\(one.text)")
        let file = try Tool.run(Tool.binary, ["fix", "weak/store/store.go", "--write", "-q"], in: scratch.folder)
        #expect(file.status == 0 && file.errors.isEmpty, "\(file.errors)")
        #expect(try text(folder, "store/store.go").contains("import (\n\t\"net/http\"\n\t\"time\"\n)\n"))
        #expect(try text(folder, "main.go") == Self.main)
        try Data("ignore:\n  - id: DD-GO-SERVER-TIMEOUT\n    reason: behind a proxy\n".utf8)
            .write(to: folder.appendingPathComponent(".drydock.yaml"))
        let left = try Tool.run(Tool.binary, ["fix", "--rule", "G112"], in: folder)
        #expect(left.text.isEmpty, "\(left.text)")
    }

    /// What a link leads to is not the module's.
    @Test func linksAreNotWritten() throws {
        let (scratch, folder) = try moduleFolder()
        let outside = scratch.folder.appendingPathComponent("outside.go")
        try Data(Self.store.utf8).write(to: outside)
        try FileManager.default.removeItem(at: folder.appendingPathComponent("store/store.go"))
        try FileManager.default.createSymbolicLink(
            at: folder.appendingPathComponent("store/store.go"), withDestinationURL: outside)
        #expect(try Tool.drydock("fix", folder.path, "--write").status == 0)
        #expect(try String(contentsOf: outside, encoding: .utf8) == Self.store)
    }

    @Test func scanShowsTheDiffBehindTheReport() throws {
        let (scratch, folder) = try moduleFolder()
        defer { withExtendedLifetime(scratch) {} }
        let shown = try Tool.run(Tool.binary, ["scan", "--only", "code", "--fix", "./..."], in: folder)
        let report = try #require(shown.text.range(of: "DONE "))
        let diff = try #require(shown.text.range(of: "--- a/main.go\n"))
        #expect(report.lowerBound < diff.lowerBound)
        #expect(try text(folder, "main.go") == Self.main)
        let json = try Tool.run(Tool.binary, ["scan", "--only", "code", "--fix", ".", "-f", "json"], in: folder)
        #expect(json.status == 2 && json.errors.contains("--fix prints a diff"), "\(json.errors)")
        let image = try Tool.run(Tool.binary, ["scan", "--fix", "oci:image"], in: folder)
        #expect(image.status == 2 && image.errors.contains("no folder or file of source"), "\(image.errors)")
        let kind = try Tool.run(Tool.binary, ["fix", "--only", "secret"], in: folder)
        #expect(kind.status == 2 && kind.errors.contains("misconfig and code"), "\(kind.errors)")
    }

    @Test func linesThatEndInCarriageReturnsKeepThem() throws {
        let (scratch, folder) = try moduleFolder()
        defer { withExtendedLifetime(scratch) {} }
        let file = folder.appendingPathComponent("main.go")
        try Data(Self.main.replacingOccurrences(of: "\n", with: "\r\n").utf8).write(to: file)
        #expect(try Tool.drydock("fix", folder.path, "--write", "--rules", "all").status == 0)
        let fixed = try Data(contentsOf: file)
        #expect(fixed.count { $0 == 0x0A } == fixed.count { $0 == 0x0D } && fixed.count > Self.main.utf8.count)
    }
}
