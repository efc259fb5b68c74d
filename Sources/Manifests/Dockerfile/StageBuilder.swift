/// Groups the instructions of a Dockerfile into stages and finds what each stage is built on.
enum StageBuilder {
    static func build(_ file: inout Dockerfile) {
        var stages: [Stage] = []
        let firstFrom = file.instructions.firstIndex { $0.keyword == .from } ?? file.instructions.count
        if file.instructions[..<firstFrom].contains(where: { $0.keyword != .arg }) {
            stages.append(
                Stage(
                    index: -1, from: nil, name: nil, nameRange: nil, imageWord: nil, base: .none,
                    instructions: 0..<firstFrom))
        }
        if firstFrom == file.instructions.count {
            file.problems.append(
                SyntaxProblem(
                    message: "There is no FROM.",
                    range: file.instructions.first.map(\.keywordRange) ?? 0..<0))
        }
        for position in firstFrom..<file.instructions.count where file.instructions[position].keyword == .from {
            let instruction = file.instructions[position]
            let end =
                file.instructions[(position + 1)...].firstIndex { $0.keyword == .from } ?? file.instructions.count
            var name: Word?
            if instruction.words.count >= 3, instruction.words[1].value.lowercased() == "as" {
                name = instruction.words[2]
            }
            stages.append(
                Stage(
                    index: (stages.last?.index ?? -1) + 1, from: position, name: name?.value, nameRange: name?.range,
                    imageWord: instruction.words.first, base: .none, instructions: position + 1..<end))
        }
        file.stages = stages
    }

    /// The base that a FROM names, once variables are replaced.
    static func base(_ word: Word?, names: [String: Int]) -> Stage.Base {
        guard let word else { return .none }
        guard let name = word.expanded, !name.isEmpty else { return .unknown(word.value) }
        if let index = names[name.lowercased()] { return .stage(index) }
        return name == "scratch" ? .scratch : .image(ImageReference(name))
    }
}
