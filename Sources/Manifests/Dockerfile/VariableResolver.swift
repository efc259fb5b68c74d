/// Replaces ARG and ENV variables in the instructions that BuildKit expands, as far as their values are known.
///
/// Source: Dockerfile reference, "Environment replacement" and "Understand how ARG and FROM interact": ARGs before the
/// first FROM are global, usable in FROM lines, and in a stage once named there again; ENV passes on to stages built
/// on the stage and hides ARGs of the same name.
enum VariableResolver {
    /// Variables of one stage; nil: set, but to what is not known.
    struct Scope {
        var arguments: [String: String?] = [:]
        var environment: [String: String?] = [:]

        func lookUp(_ name: String) -> Variables.Known {
            if let value = environment[name] ?? arguments[name] { return value.map { .value($0) } ?? .unknown }
            return .undefined
        }
    }

    /// Hostile files could grow values without end. Bytes, in all.
    static let budget = 1 << 20

    static func resolve(_ file: inout Dockerfile) {
        var globals = Scope()
        for name in predefined { globals.arguments[name] = .some(nil) }
        var variables = Variables(escape: file.escape, budget: budget)
        var names: [String: Int] = [:]
        var environments: [Int: [String: String?]] = [:]

        let firstFrom = file.instructions.firstIndex { $0.keyword == .from } ?? file.instructions.count
        for position in 0..<firstFrom where file.instructions[position].keyword == .arg {
            define(&file.instructions[position], &globals, globals: nil, &variables)
        }
        for stageNumber in file.stages.indices {
            var scope = Scope()
            if let from = file.stages[stageNumber].from {
                for index in file.instructions[from].words.indices {
                    file.instructions[from].words[index].expanded = variables.expand(
                        file.instructions[from].words[index].raw, globals.lookUp)
                }
                let word = file.instructions[from].words.first
                file.stages[stageNumber].imageWord = word
                file.stages[stageNumber].base = StageBuilder.base(word, names: names)
            }
            switch file.stages[stageNumber].base {
            case .stage(let base): scope.environment = environments[base] ?? [:]
            // Any image may set more than we know; PATH it sets for certain.
            case .image, .unknown: scope.environment["PATH"] = .some(nil)
            case .scratch, .none: break
            }
            for position in file.stages[stageNumber].instructions {
                resolve(&file.instructions[position], &scope, globals: globals, &variables)
            }
            if file.stages[stageNumber].index >= 0 {
                environments[file.stages[stageNumber].index] = scope.environment
                if let name = file.stages[stageNumber].name?.lowercased(), names[name] == nil {
                    names[name] = file.stages[stageNumber].index
                }
            }
        }
    }

    /// Set by the builder; their values depend on who builds.
    static let predefined = [
        "TARGETPLATFORM", "TARGETOS", "TARGETARCH", "TARGETVARIANT", "BUILDPLATFORM", "BUILDOS", "BUILDARCH",
        "BUILDVARIANT", "TARGETSTAGE",
    ]

    private static func resolve(
        _ instruction: inout Instruction, _ scope: inout Scope, globals: Scope, _ variables: inout Variables
    ) {
        switch instruction.keyword {
        case .arg: define(&instruction, &scope, globals: globals, &variables)
        case .env:
            // All values of one ENV are read before any is set.
            var fresh: [(String, String?)] = []
            for index in instruction.assignments.indices {
                guard let value = instruction.assignments[index].value else { continue }
                let expanded = variables.expand(value.raw, scope.lookUp)
                instruction.assignments[index].value?.expanded = expanded
                fresh.append((instruction.assignments[index].key.value, expanded))
            }
            for (name, value) in fresh { scope.environment[name] = .some(value) }
        case .label:
            for index in instruction.assignments.indices {
                guard let value = instruction.assignments[index].value else { continue }
                instruction.assignments[index].value?.expanded = variables.expand(value.raw, scope.lookUp)
            }
        case .add, .copy, .expose, .stopsignal, .user, .volume, .workdir:
            for index in instruction.words.indices {
                instruction.words[index].expanded = variables.expand(
                    instruction.isExecForm ? instruction.words[index].value : instruction.words[index].raw,
                    scope.lookUp)
            }
        case .onbuild, .from, .run, .cmd, .entrypoint, .shell, .healthcheck, .maintainer: break
        }
    }

    private static func define(
        _ instruction: inout Instruction, _ scope: inout Scope, globals: Scope?, _ variables: inout Variables
    ) {
        for index in instruction.assignments.indices {
            let name = instruction.assignments[index].key.value
            guard let value = instruction.assignments[index].value else {
                // `ARG NAME` in a stage takes over the global value.
                if let global = globals?.arguments[name] {
                    scope.arguments[name] = global
                } else {
                    scope.arguments[name] = .some(nil)
                }
                continue
            }
            let expanded = variables.expand(value.raw, scope.lookUp)
            instruction.assignments[index].value?.expanded = expanded
            scope.arguments[name] = .some(expanded)
        }
    }
}
