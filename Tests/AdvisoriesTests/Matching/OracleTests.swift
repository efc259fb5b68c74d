import Findings
import Foundation
import Inventory
import Testing

@testable import Advisories

/// The matcher over the embedded snapshot, against a naive program in another language over the records it was made of.
@Suite struct OracleTests {
    /// Prints `MODULE VERSION ID,ID,…` for a sample of modules at their advisories' own bounds, and for the modules given.
    private static let oracle = #"""
        import json, subprocess, sys, tarfile, re, zlib
        archive, sample = sys.argv[1], int(sys.argv[2])
        def key(version):
            core, _, pre = version.lstrip("v").split("+")[0].partition("-")
            numbers = tuple(int(n) for n in (core.split(".") + ["0", "0"])[:3])
            parts = tuple((0, int(p), "") if p.isdigit() else (1, 0, p) for p in pre.split(".")) if pre else ()
            return (numbers, 0 if pre else 1, parts)
        def holds(ranges, version):
            for r in ranges:
                if r["type"] not in ("SEMVER", "ECOSYSTEM"): continue
                events = []
                for e in r["events"]:
                    for kind, v in e.items():
                        events.append((((-1,), 0, ()) if v == "0" else key(v), kind))
                inside = False
                for at, kind in sorted(events, key=lambda e: e[0]):
                    if at > version: break
                    if kind == "introduced": inside = True
                    elif kind == "fixed": inside = False
                    elif at < version: inside = False
                if inside: return True
            return False
        pseudo = re.compile(r"[-.]\d{14}-[0-9a-z]{12}(\+incompatible)?$")
        modules = {}
        pipe = subprocess.Popen(["zstd", "-dc", archive], stdout=subprocess.PIPE)
        tar = tarfile.open(fileobj=pipe.stdout, mode="r|")
        for member in tar:
            if not member.name.endswith(".json"): continue
            record = json.load(tar.extractfile(member))
            if "withdrawn" in record: continue
            for affected in record["affected"]:
                custom = affected.get("ecosystem_specific", {}).get("custom_ranges", [])
                try: holds(custom, key("1.0.0"))
                except ValueError: custom = []
                modules.setdefault(affected["package"]["name"], []).append((record["id"], affected["ranges"], custom))
        wanted = [tuple(a.split("@")) for a in sys.argv[3:]]
        for name, entries in sorted(modules.items()):
            if zlib.crc32(name.encode()) % sample or name in ("stdlib", "toolchain"): continue
            versions = {"v0.0.1", "v1.999.0", "v0.0.0-20200101000000-abcdefabcdef", "v3.0.0-rc.1"}
            for _, ranges, custom in entries:
                for r in ranges + custom:
                    for event in r["events"]:
                        for v in event.values():
                            if v != "0" and re.match(r"^\d+\.\d+\.\d+", v): versions.update(("v" + v, "v" + v.split("-")[0] + "-0"))
            wanted += [(name, v) for v in sorted(versions)]
        for name, version in wanted:
            at = key(version[2:] if version.startswith("go") else version)
            found = set()
            for id, ranges, custom in modules[name]:
                if holds(custom if custom and not pseudo.search(version) else ranges, at): found.add(id)
            print(name, version, ",".join(sorted(found)))
        """#

    private static let named = [
        "golang.org/x/net@v0.7.0", "stdlib@go1.19.8", "stdlib@go1.21.0", "stdlib@go1.24.3",
        "golang.org/x/crypto@v0.14.0",
        "github.com/docker/docker@v20.10.7+incompatible", "k8s.io/kubernetes@v1.24.0",
        "google.golang.org/grpc@v1.56.0",
    ]

    private func run(_ archive: String) throws -> [Substring]? {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", "-c", Self.oracle, archive, "12"] + Self.named
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { return nil }
        return String(decoding: data, as: UTF8.self).split(separator: "\n")
    }

    @Test func findsWhatTheRecordsSayAndNothingElse() throws {
        guard let archive = Scratch.real("go-vulndb-osv.tar.zst") else { return }
        guard let database = try? AdvisoryDatabase.embedded(), let lines = try? run(archive) else {
            print("SKIPPED: OracleTests: needs the embedded snapshot, python3 and zstd")
            return
        }
        #expect(lines.count > 500)
        var packages: [Package] = []
        var expected: [String: Set<String>] = [:]
        for line in lines {
            let parts = line.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
            packages.append(Make.module(parts[0], parts[1]))
            expected["\(parts[0]) \(parts[1])"] = Set(parts[2].split(separator: ",").map(String.init))
        }
        let matcher = VulnerabilityMatcher(database: database)
        let result = try matcher.match(Inventory(packages: packages), on: "2026-08-22")
        var found: [String: Set<String>] = [:]
        for finding in result.findings {
            let package = try #require(finding.package)
            let records = ([finding.id] + finding.aliases).filter { $0.hasPrefix("GO-") }
            found["\(package.name) \(package.version)", default: []].formUnion(records)
        }
        for (module, ids) in expected {
            #expect(found[module] ?? [] == ids, "\(module)")
        }
        #expect(expected["stdlib go1.19.8"]?.count ?? 0 > 50)
        #expect(expected["golang.org/x/net v0.7.0"]?.count ?? 0 > 4)
    }
}
