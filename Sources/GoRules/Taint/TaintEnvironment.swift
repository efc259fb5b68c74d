import GoSource

/// A variable, or a field of it, at most two deep: `x`, `x.Name`, `x.Address.City`.
struct TaintPlace: Hashable {
    var root: ObjectID
    var path = FieldPath()
    /// Elements of a list or map, and deeper fields: what is stored there comes on top.
    var isPart = false
}

/// At most two fields, from the variable inwards; no field is all of it.
struct FieldPath: Hashable {
    var first = ObjectID.none
    var second = ObjectID.none

    var isWhole: Bool { first.isNone }
    func holds(_ other: FieldPath) -> Bool { isWhole || first == other.first && second.isNone }
}

/// What the variables of a function hold at one place of it.
struct TaintEnvironment {
    /// One variable: what all of it may hold, and the fields of which more is known.
    private struct Cell {
        var whole = Taint()
        var fields: [FieldPath: Taint] = [:]

        func taint(_ path: FieldPath) -> Taint {
            if path.isWhole {
                var taint = whole
                for inner in fields.values { taint.merge(inner) }
                return taint
            }
            guard !fields.isEmpty else { return whole }
            if let known = fields[path] {
                guard path.second.isNone else { return known }
                var taint = known
                for (key, inner) in fields where key.first == path.first { taint.merge(inner) }
                return taint
            }
            var taint = fields[FieldPath(first: path.first)] ?? whole
            if path.second.isNone { for (key, inner) in fields where key.first == path.first { taint.merge(inner) } }
            return taint
        }

        mutating func merge(_ other: Cell) {
            if fields.isEmpty, other.fields.isEmpty {
                whole.merge(other.whole)
                return
            }
            var merged: [FieldPath: Taint] = [:]
            for key in fields.keys { merged[key] = exact(key) }
            for key in other.fields.keys where merged[key] == nil { merged[key] = exact(key) }
            for key in merged.keys { merged[key]?.merge(other.exact(key)) }
            fields = merged
            whole.merge(other.whole)
        }

        /// What stands at a path itself, without what is deeper.
        private func exact(_ path: FieldPath) -> Taint {
            fields[path] ?? (path.second.isNone ? nil : fields[FieldPath(first: path.first)]) ?? whole
        }
    }

    /// More fields of one variable than are kept apart.
    private static let maximumFields = 32

    private var cells: [ObjectID: Cell] = [:]
    /// Response writers whose content is no page: a Content-Type was set that browsers do not run.
    var plainWriters: Set<ObjectID> = []

    /// What a variable holds, its fields included.
    subscript(_ object: ObjectID) -> Taint {
        get { cells[object]?.taint(FieldPath()) ?? Taint() }
        set { cells[object] = Cell(whole: newValue) }
    }

    /// How many variables it tells of.
    var count: Int { cells.count }

    func taint(_ place: TaintPlace) -> Taint { cells[place.root]?.taint(place.path) ?? Taint() }

    /// What all of a variable holds, and by field what those hold that more is known of.
    func parts(_ object: ObjectID) -> [(field: ObjectID, taint: Taint)] {
        guard let cell = cells[object] else { return [] }
        var found: [(field: ObjectID, taint: Taint)] = cell.whole.isEmpty ? [] : [(.none, cell.whole)]
        for (path, taint) in cell.fields where !taint.isEmpty { found.append((path.first, taint)) }
        return found
    }

    func knows(_ object: ObjectID) -> Bool { cells[object] != nil }

    mutating func set(_ place: TaintPlace, _ taint: Taint) {
        if place.isPart {
            if !taint.isEmpty { add(place, taint) }
            return
        }
        if place.path.isWhole {
            cells[place.root] = Cell(whole: taint)
            return
        }
        var cell = cells[place.root] ?? Cell()
        if cell.fields.count >= Self.maximumFields, cell.fields[place.path] == nil {
            cell.whole.merge(taint)
        } else {
            if place.path.second.isNone, !cell.fields.isEmpty {
                for key in cell.fields.keys where key.first == place.path.first { cell.fields[key] = nil }
            }
            // A field of what holds nothing needs no word.
            if !taint.isEmpty || !cell.whole.isEmpty || !cell.fields.isEmpty { cell.fields[place.path] = taint }
        }
        cells[place.root] = cell
    }

    /// Adds to what a place holds.
    mutating func add(_ place: TaintPlace, _ taint: Taint) {
        guard !taint.isEmpty else { return }
        var cell = cells[place.root] ?? Cell()
        if place.path.isWhole || cell.fields.count >= Self.maximumFields {
            cell.whole.merge(taint)
            if !cell.fields.isEmpty { for key in cell.fields.keys { cell.fields[key]?.merge(taint) } }
        } else {
            var known = cell.taint(place.path)
            known.merge(taint)
            cell.fields[place.path] = known
        }
        cells[place.root] = cell
    }

    /// `b = a`: all fields as they are.
    mutating func copy(_ source: ObjectID, to target: ObjectID) { cells[target] = cells[source] }

    mutating func clear(_ place: TaintPlace, _ kinds: HarmKinds) {
        guard let cell = cells[place.root] else { return }
        if place.path.isWhole, cell.fields.isEmpty {
            cells[place.root]?.whole = cell.whole.clearing(kinds)
        } else {
            set(TaintPlace(root: place.root, path: place.path), cell.taint(place.path).clearing(kinds))
        }
    }

    mutating func merge(_ other: TaintEnvironment) {
        for (object, cell) in other.cells {
            if cells[object] == nil { cells[object] = cell } else { cells[object]?.merge(cell) }
        }
        plainWriters.formIntersection(other.plainWriters)
    }

    /// Takes over what an inner scope (a literal) left in the variables that are known here.
    mutating func absorb(_ inner: TaintEnvironment) {
        for (object, cell) in inner.cells where cells[object] != nil { cells[object]?.merge(cell) }
    }

    /// Everything that some variable holds now.
    func forEach(_ body: (ObjectID, Taint) -> Void) {
        for (object, cell) in cells {
            let taint = cell.taint(FieldPath())
            if !taint.isEmpty { body(object, taint) }
        }
    }
}
