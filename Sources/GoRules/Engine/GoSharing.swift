import GoSource

/// Who else calls a function or stores in a variable.
extension GoCode {
    /// Whether code of this package calls a function, methods by their names where an interface is between.
    func isCalled(_ object: ObjectID) -> Bool {
        called.contains(object)
            || info.kind(of: object) == .method && calledThroughInterfaces.contains(program.name(of: object))
    }

    /// Whether other functions may have stored something in a package-level variable.
    func isShared(variable object: ObjectID) -> Bool {
        guard !object.isLocal, let package = program.package(of: object), package.origin == .target,
            isStorable(program.type(of: object))
        else { return false }
        if package === info.package { return stores.variables.contains(object) }
        switch types.kind(types.underlying(program.type(of: object))) {
        case .basic, .slice, .map: return true
        default: return false
        }
    }

    /// Whether methods store what they read themselves in a field.
    func isShared(field object: ObjectID) -> Bool {
        stores.fields.contains(object) && isStorable(program.type(of: object))
            && TaintSpecs.sourceTypes[qualifiedName(ofType: program.owner(of: object))] == nil
    }

    private func isStorable(_ type: GoType) -> Bool {
        switch types.kind(types.underlying(type)) {
        case .interface, .signature, .channel: false
        default: true
        }
    }
}
