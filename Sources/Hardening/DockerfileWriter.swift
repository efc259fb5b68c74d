extension Generator {
    /// User and group of distroless' nonroot: a number, so that Kubernetes can tell that it is not root.
    static let user = "65532:65532"

    /// Alpine for musl: where the program runs on Alpine, or is linked whole for scratch with C in it.
    private var buildsOnAlpine: Bool { choices.base == .alpine || choices.usesCgo && choices.base == .scratch }

    private var buildImage: String {
        "golang:\(choices.goVersion)-\(buildsOnAlpine ? "alpine" : "trixie")"
            + (choices.buildDigest.map { "@" + $0 } ?? "")
    }

    private var finalImage: String {
        let digest = choices.baseDigest.map { "@" + $0 } ?? ""
        return switch choices.base {
        case .distroless where choices.usesCgo: "gcr.io/distroless/base-debian13:nonroot" + digest
        case .distroless: "gcr.io/distroless/static-debian13:nonroot" + digest
        case .alpine: "alpine:3.24" + digest
        case .scratch: "scratch"
        }
    }

    func dockerfile() -> String {
        var lines = ["# syntax=docker/dockerfile:1"]
        if choices.buildDigest == nil || choices.baseDigest == nil && choices.base != .scratch {
            lines.append(
                "# A digest pins what is built on: docker buildx imagetools inspect IMAGE tells it; write IMAGE@sha256:…"
            )
        }
        lines.append("FROM \(buildImage) AS build")
        if choices.usesCgo && buildsOnAlpine { lines.append("RUN apk add --no-cache gcc musl-dev") }
        lines.append("WORKDIR /src")
        let modules = "--mount=type=cache,target=/go/pkg/mod"
        if facts.hasVendor {
            lines.append(Self.copy(facts.hasSums ? ["go.mod", "go.sum"] : ["go.mod"], to: "./"))
            lines.append("COPY vendor ./vendor")
        } else {
            lines.append(Self.copy(facts.hasSums ? ["go.mod", "go.sum"] : ["go.mod"], to: "./"))
            // Modules in folders have to be there before the list of modules is whole.
            for folder in Set(facts.replacedFolders).sorted() { lines.append(Self.copy([folder], to: "./\(folder)")) }
            lines.append("RUN \(modules) go mod download && go mod verify")
        }
        if program.usesTopFiles { lines.append("COPY *.go ./") }
        let done = Set(facts.replacedFolders)
        for top in program.folders.sorted() where !done.contains(top) && !(facts.hasVendor && top == "vendor") {
            let isPattern = top.utf8.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
            lines.append(Self.copy([top], to: isPattern ? "./" : "./\(top)"))
        }
        lines.append("ARG VERSION=devel")
        lines.append("RUN \(facts.hasVendor ? "" : modules + " ")--mount=type=cache,target=/root/.cache/go-build \\")
        lines.append("    \(buildCommand)")
        lines.append("")
        lines.append("FROM \(finalImage)")
        if choices.base == .scratch {
            lines.append("COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt")
        }
        let target = Self.quoted(programPath)
        lines.append("COPY --from=build --chmod=0555 /out/\(choices.name) \(programPath)")
        if choices.usesProbe, probeTarget != nil {
            lines.append("COPY --chmod=0555 \(Self.probePath) /drydock-probe")
        }
        if !shippedFiles.isEmpty {
            lines.append("WORKDIR /srv/\(choices.name)")
            for path in shippedFiles { lines.append(Self.copy([path], to: "./\(path)")) }
        }
        lines.append("USER \(Self.user)")
        if let port = choices.port { lines.append("EXPOSE \(port)") }
        if choices.usesProbe, let probe = probeTarget {
            lines.append("HEALTHCHECK --interval=30s --timeout=4s --start-period=10s --retries=3 \\")
            lines.append("    CMD [\"/drydock-probe\", \(Self.quoted(probe))]")
        }
        lines.append("ENTRYPOINT [\(target)]")
        return lines.joined(separator: "\n") + "\n"
    }

    /// At the top, where nothing else stands; a program that is called like a folder of the system goes elsewhere.
    private var programPath: String {
        let taken: Set<String> = [
            "bin", "boot", "dev", "etc", "home", "lib", "lib64", "media", "mnt", "opt", "proc", "root", "run", "sbin",
            "srv", "sys", "tmp", "usr", "var", "busybox", "drydock-probe",
        ]
        return taken.contains(choices.name) ? "/usr/local/bin/\(choices.name)" : "/\(choices.name)"
    }

    private var buildCommand: String {
        var flags = "-s -w"
        if choices.usesCgo && choices.base == .scratch { flags += " -linkmode external -extldflags -static" }
        // Zones inside the program: neither scratch nor Alpine has them.
        let tags = choices.base == .distroless ? "" : " -tags timetzdata"
        let package = program.folder == "." ? "." : Self.shellWord("./" + program.folder)
        return "CGO_ENABLED=\(choices.usesCgo ? 1 : 0) go build -trimpath\(tags) -ldflags \"\(flags) "
            + "-X main.version=${VERSION}\" -o /out/\(choices.name) \(package)"
    }

    /// Only what the build needs comes in: what is not named stays out, and so do secrets nobody thought of.
    func dockerignore() -> String {
        var lines = ["# Everything stays out but what the build reads.", "*", "!go.mod"]
        if facts.hasSums { lines.append("!go.sum") }
        if facts.hasVendor { lines.append("!vendor") }
        if program.usesTopFiles { lines.append("!*.go") }
        var tops = program.folders.union(facts.replacedFolders.map { String($0.prefix { $0 != "/" }) })
        for path in shippedFiles { tops.insert(String(path.prefix { $0 != "/" })) }
        tops.remove("vendor")
        lines += tops.sorted().map { "!\($0)" }
        if choices.usesProbe, probeTarget != nil { lines.append("!\(Self.probePath)") }
        lines.append("")
        lines.append("# Nor do these, wherever they lie.")
        let kept = program.source.embedded.union(shippedFiles)
        for pattern in ["_test.go", "testdata", ".env", ".pem", ".key", ".git"]
        where pattern == "_test.go" || pattern == ".git" || !kept.contains(where: { $0.contains(pattern) }) {
            switch pattern {
            case "_test.go", ".pem", ".key": lines.append("**/*\(pattern)")
            case ".env": lines.append("**/.env*")
            default: lines.append("**/\(pattern)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The exec form where a name holds what the plain form would split.
    private static func copy(_ sources: [String], to target: String) -> String {
        let words = sources + [target]
        guard words.allSatisfy({ isPlain($0) }) else {
            return "COPY [" + words.map { quoted($0) }.joined(separator: ", ") + "]"
        }
        return "COPY " + words.joined(separator: " ")
    }

    private static func isPlain(_ word: String) -> Bool {
        word.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && !Array("\"'\\$#[]".utf8).contains($0) }
    }

    private static func shellWord(_ text: String) -> String {
        isPlain(text) && !text.utf8.contains(where: { Array("`&|;<>()*?!~{}".utf8).contains($0) })
            ? text : "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }

    /// As a JSON string.
    static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case _ where scalar.value < 0x20:
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
