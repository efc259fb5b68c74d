/// The bundled index of the standard library: its exported declarations, without bodies.
enum StandardLibrary {
    static func contains(_ path: String) -> Bool { false }

    static func folder(_ path: String) -> ReadFolder? { nil }
}
