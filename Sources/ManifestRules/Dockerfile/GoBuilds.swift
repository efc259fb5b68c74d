import Findings
import Manifests

/// The commands of a Dockerfile that build a Go program of its own.
struct GoBuild: Sendable {
    let run: DockerfileView.Run
    /// As it stands, `env` in front included.
    let outer: CommandView
    let command: CommandView
    /// `build` or `install`.
    let operation: ShellWord
    /// `go` itself: where variables may be put in front.
    var goWord: ShellWord? { command.shell.words.first }

    /// Words that set flags: those of the command and of GOFLAGS.
    func hasFlag(_ name: String, _ view: DockerfileView) -> Bool {
        let marks = ["-" + name, "--" + name]
        if command.arguments.contains(where: { word in
            marks.contains { word.value == $0 || word.value.hasPrefix($0 + "=") }
        }) {
            return true
        }
        let flags = view.variable("GOFLAGS", for: self) ?? ""
        return flags.split(separator: " ").contains { word in marks.contains { word == $0 || word.hasPrefix($0 + "=") }
        }
    }

    /// The value of a flag, where it is literal or not; variables stand as written.
    func flag(_ name: String) -> String? {
        let words = Array(command.arguments)
        for (index, word) in words.enumerated() {
            if word.value == "-" + name || word.value == "--" + name {
                return index + 1 < words.count ? words[index + 1].value : nil
            }
            for mark in ["-\(name)=", "--\(name)="] where word.value.hasPrefix(mark) {
                return String(word.value.dropFirst(mark.utf8.count))
            }
        }
        return nil
    }
}

extension DockerfileView {
    /// Every `go build` and every `go install` of a package of the module itself.
    func findGoBuilds() -> [GoBuild] {
        var result: [GoBuild] = []
        for run in runs {
            for outer in run.commands {
                let command = outer.unwrapped
                guard command.name == "go", let operation = command.argument(in: ["build", "install"]),
                    // `go mod`, `go tool` and the like have other words first.
                    command.operands(valued: GoUnpinned.valued).first?.value == operation.value
                else { continue }
                let packages = command.packages(without: ["build", "install"], valued: GoUnpinned.valued)
                guard !packages.contains(where: { $0.value.contains("@") }) else { continue }
                result.append(GoBuild(run: run, outer: outer, command: command, operation: operation))
            }
        }
        return result
    }

    /// What a variable is for a command: set in front of it, by `export` or `env` in its RUN, by ENV or ARG above.
    /// Unknown values are returned as they are written; nil: not set.
    func variable(_ name: String, for build: GoBuild) -> String? {
        if let pair = build.outer.shell.assignments.last(where: { $0.name == name }) { return pair.value.value }
        let mark = name + "="
        for word in build.outer.shell.words.prefix(while: { $0.range != build.command.shell.words.first?.range })
        where word.value.hasPrefix(mark) {
            return String(word.value.dropFirst(mark.utf8.count))
        }
        for shell in build.run.script.commands.reversed()
        where shell.range.lowerBound < build.outer.range.lowerBound {
            if shell.name == "export", let word = shell.arguments.last(where: { $0.value.hasPrefix(mark) }) {
                return String(word.value.dropFirst(mark.utf8.count))
            }
            if shell.words.isEmpty, let pair = shell.assignments.last(where: { $0.name == name }) {
                return pair.value.value
            }
            if shell.name == "go", let word = shell.arguments.last(where: { $0.value.hasPrefix(mark) }) {
                return String(word.value.dropFirst(mark.utf8.count))
            }
        }
        return variable(name, at: build.run.position, stage: build.run.stage)
    }

    /// What ENV or ARG set a variable to, above an instruction.
    func variable(_ name: String, at position: Int, stage number: Int) -> String? {
        guard let stage = stage(number) else { return nil }
        var lineage: Set<Int>?
        for item in settings.reversed() where item.position < position {
            guard let pair = item.instruction.assignments.last(where: { $0.key.value == name }), let value = pair.value
            else { continue }
            if lineage == nil { lineage = Set(file.lineage(of: stage).map(\.index)) }
            if lineage?.contains(self.stage(item.stage)?.index ?? -2) == true { return value.best }
        }
        return nil
    }

    /// Stages whose files the final stage is given by COPY --from, or is built on.
    func feedsFinalStage(_ number: Int) -> Bool {
        if isShipped(number) { return true }
        guard let stage = stage(number), let final = file.finalStage else { return false }
        return items.contains { item in
            guard isShipped(item.stage), item.keyword == .copy, let name = item.instruction.flag("from")?.value else {
                return false
            }
            guard let source = file.stage(named: name, before: self.stage(item.stage) ?? final) else { return false }
            return file.lineage(of: source).contains { $0.index == stage.index }
        }
    }

    /// Whether the file as a whole describes a Go program: one is built in it.
    var buildsGo: Bool { !goBuilds.isEmpty }

    /// The image below the final stage.
    var finalBase: Stage.Base { file.finalStage.map { file.rootBase(of: $0) } ?? .none }
}
