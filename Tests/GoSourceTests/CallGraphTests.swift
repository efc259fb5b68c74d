import Testing

@testable import GoSource

struct CallGraphTests {
    private func graph(_ sources: [String: String]) -> (CallGraph, GoProgram) {
        let program = GoProgram(sources: sources, options: LoadOptions(includesTests: true, threads: 2))
        return (CallGraph(program), program)
    }

    private func lines(_ graph: CallGraph) -> Set<String> {
        Set(graph.calls.map { "\(graph.functions[$0.caller].name) \($0.kind) \(graph.functions[$0.callee].name)" })
    }

    private let service = [
        "go.mod": "module m\n",
        "main.go": """
        package main
        import ("net/http"; "m/store")
        var started = prepare()
        func prepare() bool { return true }
        func init() { register(handle) }
        func register(f func(http.ResponseWriter, *http.Request)) { http.HandleFunc("/", f) }
        func handle(w http.ResponseWriter, r *http.Request) {
        	var s store.Store = &store.Disk{}
        	s.Save(r.FormValue("x"))
        	go func() { cleanup() }()
        	defer w.Write(nil)
        }
        func cleanup() {}
        func unused() { cleanup() }
        func main() { http.ListenAndServe(":80", nil) }
        """,
        "store/store.go": """
        package store
        type Store interface{ Save(string) }
        type Disk struct{}
        func (d *Disk) Save(s string) { d.write(s) }
        func (d *Disk) write(s string) {}
        type Memory struct{}
        func (Memory) Save(s string) { grow() }
        func grow() {}
        """,
        "store/store_test.go": "package store\nimport \"testing\"\nfunc TestX(t *testing.T) { new(Disk).Save(\"\") }",
    ]

    @Test func callsOfEachKindAreFound() {
        let (graph, _) = graph(service)
        let found = lines(graph)
        for wanted in [
            "m.init call m.prepare", "m.init call m.register", "m.init reference m.handle",
            "m.register call net/http.HandleFunc", "m.handle call m/store.Store.Save", "m.handle go m.handle.func1",
            "m.handle.func1 call m.cleanup", "m.handle defer net/http.ResponseWriter.Write",
            "m.main call net/http.ListenAndServe", "m/store.Disk.Save call m/store.Disk.write",
            "m.handle call net/http.Request.FormValue", "m/store.TestX call m/store.Disk.Save",
        ] { #expect(found.contains(wanted), "\(wanted)") }
    }

    @Test func interfacesLeadToAllThatFit() throws {
        let (graph, program) = graph(service)
        let save = try #require(program.object(named: "m/store.Store.Save").flatMap { graph.function($0) })
        let names = graph.functions[save].implementations.map { graph.functions[$0].name }
        #expect(Set(names) == ["m/store.Disk.Save", "m/store.Memory.Save"])
    }

    @Test func onlyMadeTypesAreReached() throws {
        let (graph, program) = graph(service)
        let roots = graph.entries.filter { $0.entry == .main || $0.entry == .initialization }.map(\.function)
        let reached = graph.reached(from: roots, program)
        func isReached(_ name: String) -> Bool {
            graph.functions.indices.contains { graph.functions[$0].name == name && reached[$0] != nil }
        }
        #expect(isReached("m/store.Disk.write") && isReached("m.cleanup"))
        #expect(!isReached("m/store.grow") && !isReached("m.unused"))
        let write = try #require(program.object(named: "m/store.Disk.write").flatMap { graph.function($0) })
        let path = try #require(graph.path(to: write, in: reached))
        #expect(path.map { graph.functions[$0.caller].name }.last == "m/store.Disk.Save")
        #expect(path.first.map { graph.functions[$0.caller].name } == "m.init")
    }

    @Test func entriesAreTold() {
        let (graph, _) = graph(service)
        func names(_ entry: CallGraph.Entry) -> Set<String> {
            Set(graph.entries.filter { $0.entry == entry }.map { graph.functions[$0.function].name })
        }
        #expect(names(.main) == ["m.main"])
        #expect(names(.handler) == ["m.handle"])
        #expect(names(.test) == ["m/store.TestX"])
        #expect(names(.exported).isSuperset(of: ["m/store.Disk.Save", "m/store.Memory.Save"]))
        #expect(!names(.exported).contains("m/store.grow"))
    }

    @Test func callersAreFoundToo() throws {
        let (graph, program) = graph(service)
        let cleanup = try #require(program.object(named: "m.cleanup").flatMap { graph.function($0) })
        #expect(
            Set(graph.calls(to: cleanup).map { graph.functions[$0.caller].name }) == ["m.handle.func1", "m.unused"])
    }
}
