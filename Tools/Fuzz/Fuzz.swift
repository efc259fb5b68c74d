// libFuzzer's entry point. One program for all parsers; DRYDOCK_FUZZ names the one to feed. Built by Tools/fuzz only.
import Advisories
import Artifacts
import GoBinary
import GoModules
import GoRules
import GoSource
import Inventory
import ManifestRules
import Manifests
import Secrets
import SupplyChain

#if canImport(Glibc)
    import Glibc
#endif

/// Every parser by the name `make fuzz` calls it; a new parser is one line here.
let parsers: [(name: String, run: @Sendable (UnsafeRawBufferPointer) -> Void)] = [
    ("tar", { _ = TarFuzz.run($0) }),
    ("gzip", { _ = GzipFuzz.run($0) }),
    ("zstd", { _ = ZstdFuzz.run($0) }),
    ("image-document", { _ = ImageDocumentFuzz.run($0) }),
    ("elf", { GoBinaryFuzzEntry.elf($0) }),
    ("macho", { GoBinaryFuzzEntry.machO($0) }),
    ("pe", { GoBinaryFuzzEntry.pe($0) }),
    ("go-program", { GoBinaryFuzzEntry.program($0) }),
    ("go-build-info", { GoBinaryFuzzEntry.buildInfo($0) }),
    ("go-function-table", { GoBinaryFuzzEntry.functionTable($0) }),
    ("go-mod", { GoModFuzz.run($0) }),
    ("dpkg", { DpkgFuzz.run($0) }),
    ("apk", { ApkFuzz.run($0) }),
    ("rpm", { RpmFuzz.run($0) }),
    ("identity", { IdentityFuzz.run($0) }),
    ("sbom", { SBOMFuzz.run($0) }),
    ("xml", { SBOMFuzz.xml($0) }),
    ("go-source", { GoSourceFuzz.run($0) }),
    ("go-rules", { GoRulesFuzz.run($0) }),
    ("manifest", { ManifestFuzz.run(Array($0)) }),
    ("dockerfile", { DockerfileFuzz.run(Array($0)) }),
    ("dockerfile-rules", { DockerfileRulesFuzz.run(Array($0)) }),
    ("shell", { ShellFuzz.run(Array($0)) }),
    ("secret", { SecretFuzz.run($0) }),
    ("secret-archive", { SecretFuzz.runArchive($0) }),
    ("git-object", { SecretFuzz.runLooseObject($0) }),
    ("git-pack", { SecretFuzz.runPack($0) }),
    ("secret-rules", { SecretFuzz.runConfiguration($0) }),
    ("pattern", { SecretFuzz.runPattern($0) }),
    ("advisory-document", { AdvisoryFuzz.run($0) }),
    ("advisory-archive", { AdvisoryFuzz.archive($0) }),
    ("advisory-yaml", { AdvisoryFuzz.yaml($0) }),
    ("advisory-database", { AdvisoryFuzz.database($0) }),
]

let chosen: (@Sendable (UnsafeRawBufferPointer) -> Void)? = {
    let name = getenv("DRYDOCK_FUZZ").map { String(cString: $0) } ?? ""
    return parsers.first { $0.name == name }?.run
}()

/// Without a known name in DRYDOCK_FUZZ it lists the names, one a line, and ends.
@_cdecl("LLVMFuzzerInitialize")
public func initializeFuzzer(_ count: UnsafeMutableRawPointer, _ arguments: UnsafeMutableRawPointer) -> CInt {
    if chosen == nil {
        print(parsers.map(\.name).joined(separator: "\n"))
        fflush(nil)
        _exit(0)
    }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    chosen?(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
}
