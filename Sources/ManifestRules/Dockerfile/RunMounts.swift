import Manifests

extension Instruction {
    /// Whether a cache or tmpfs mount covers the folder, so that what is written there is no part of the image.
    func hasScratchMount(at path: String) -> Bool {
        scratchMounts.contains { path == $0 || path.hasPrefix($0 == "/" ? "/" : $0 + "/") }
    }

    /// As above, but only for a mount of the very folder.
    func hasScratchMount(exactlyAt path: String) -> Bool { scratchMounts.contains(path) }

    /// Targets of cache and tmpfs mounts, without a slash at the end.
    var scratchMounts: [String] {
        flags("mount").compactMap { mount in
            guard ["cache", "tmpfs"].contains(mount.field("type") ?? ""),
                var target = mount.field("target", "dst", "destination")
            else { return nil }
            while target.count > 1, target.hasSuffix("/") { target.removeLast() }
            return target
        }
    }
}

extension Instruction {
    /// `ADD file:0123… in /`: a line of an image's history, which Trivy also reads as Dockerfiles.
    var isHistoryLine: Bool {
        guard words.count == 3, words[1].value == "in" else { return false }
        return words[0].value.hasPrefix("file:") || words[0].value.hasPrefix("multi:")
    }
}

extension DockerfileView.Run {
    /// Whether a command behind position `index` removes something at or under one of the paths.
    func removes(_ paths: [String], after index: Int = -1) -> Bool {
        commands.dropFirst(index + 1).contains { command in
            switch command.name {
            case "rm", "find":
                command.arguments.contains { word in
                    paths.contains { path in
                        word.value == path || word.value.hasPrefix(path + "/")
                            || word.value == Self.parent(path) + "/*" || word.value == Self.parent(path)
                    }
                }
            default: false
            }
        }
    }

    private static func parent(_ path: String) -> String {
        String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
    }

    /// Words put behind a word of this RUN: an element of the array in the exec form.
    func insertion(of text: String, behind word: ShellWord) -> TextInsertion {
        TextInsertion(offset: word.range.upperBound, text: isExecForm ? ", \"\(text)\"" : " \(text)")
    }
}

/// Text to be put at a place.
struct TextInsertion {
    var offset: Int
    var text: String
}
