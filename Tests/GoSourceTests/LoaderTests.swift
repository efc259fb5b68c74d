import Testing

@testable import GoSource

struct LoaderTests {
    private func packages(_ sources: [String: String], _ options: LoadOptions = LoadOptions(threads: 2)) -> [String] {
        GoProgram(sources: sources, options: options).packages.map { "\($0.path) \($0.name) \($0.filePaths)" }
    }

    @Test func modulesNamePackages() {
        let sources = [
            "go.mod": "module example.com/m\n",
            "main.go": "package main\nimport \"example.com/m/a/b\"\nfunc main() { b.F() }",
            "a/b/b.go": "package b\nfunc F() {}", "a/testdata/x.go": "package x", "_ignored/y.go": "package y",
            ".git/z.go": "package z", "vendor/q/q.go": "package q", "inner/go.mod": "module other\n",
            "inner/i.go": "package i", "a/b/b_test.go": "package b", "a/b/notes.txt": "",
        ]
        #expect(
            packages(sources) == [
                "example.com/m main [\"main.go\"]", "example.com/m/a/b b [\"a/b/b.go\"]", "other i [\"inner/i.go\"]",
            ])
    }

    @Test func testsArePackagesOfTheirOwn() throws {
        let sources = [
            "go.mod": "module m\n", "p/p.go": "package p\ntype T struct{ x int }\nfunc f() T { return T{} }",
            "p/in_test.go": "package p\nfunc (t T) Added() int { return t.x }\nvar inside = f().Added()",
            "p/out_test.go": "package p_test\nimport \"m/p\"\nfunc g(t p.T) { v := t.Added(); use(v) }",
        ]
        let program = GoProgram(sources: sources, options: LoadOptions(includesTests: true, threads: 2))
        #expect(program.packages.map(\.role) == [.ordinary, .internalTest, .externalTest])
        let inside = program.check(program.packages[1])
        #expect(program.text(inside.type(of: try #require(inside.package.objects.last))) == "int")
        let outside = program.check(program.packages[2])
        #expect(outside.locals.last.map { program.text($0.type) } == "int")
        #expect(packages(sources).count == 1)
    }

    @Test func dependenciesAreFoundWhereGoFindsThem() throws {
        let use = """
            package p
            import ("dep.org/Vendored/v"; "dep.org/cached/v2/c"; "local.org/l"; "gp"; "work.org/w")
            var a, b, c, d, e = v.X, c.X, l.X, gp.X, w.X
            """
        let sources = [
            "m/go.mod": """
            module m
            require (
            	dep.org/cached/v2 v2.1.0 // indirect
            	local.org/l v0.0.0
            )
            replace local.org/l => ../l
            """, "m/p.go": use, "m/vendor/dep.org/Vendored/v/v.go": "package v\nvar X int8",
            "/cache/dep.org/cached/v2@v2.1.0/c/c.go": "package c\nvar X = Y\nvar Y int16",
            "l/l.go": "package l\nvar X int32",
            "/gopath/src/gp/g.go": "package gp\nvar X int64", "w/go.mod": "module work.org/w\n",
            "w/w.go": "package w\nvar X uint8", "go.work": "go 1.22\nuse (\n\t./m\n\t./w\n)\n",
        ]
        let options = LoadOptions(moduleCache: "/cache", goPath: "/gopath", threads: 1)
        let program = GoProgram(sources: sources, options: options)
        #expect(program.missingImports == [])
        let package = try #require(program.package(path: "m"))
        let types = package.objects.map { program.text(program.type(of: $0)) }
        #expect(types == ["int8", "int16", "int32", "int64", "uint8"])
        #expect(program.package(path: "dep.org/cached/v2/c")?.origin == .dependency)
    }

    @Test func aFolderOfAModuleKnowsTheRest() throws {
        let sources = [
            "x/go.mod": "module m\n", "x/cmd/app/main.go": "package main\nimport \"m/lib\"\nvar v = lib.V",
            "x/cmd/app/sub/s.go": "package sub", "x/lib/lib.go": "package lib\nvar V int8",
            "x/vendor/d.org/e/e.go": "package e",
        ]
        let program = GoProgram(load: "x/cmd/app", files: MemoryFiles(sources), options: LoadOptions(threads: 1))
        #expect(
            program.packages.map { "\($0.path) \($0.filePaths)" } == [
                "m/cmd/app [\"main.go\"]", "m/cmd/app/sub [\"sub/s.go\"]",
            ])
        #expect(program.missingImports == [])
        let info = program.check(program.packages[0])
        #expect(info.files[0].tree.path == "main.go" && info.files[0].tree.count(info.files[0].tree.declarations) == 2)
        let value = try #require(program.object(named: "m/cmd/app.v"))
        #expect(program.text(program.type(of: value)) == "int8")
        let file = GoProgram(load: "x/lib/lib.go", files: MemoryFiles(sources), options: LoadOptions(threads: 1))
        #expect(file.packages.map(\.filePaths) == [["lib.go"]])
    }

    @Test func theEnvironmentIsHeard() {
        let options = LoadOptions.environment([
            "GOOS": "windows", "GOARCH": "", "CGO_ENABLED": "0", "GOFLAGS": "-mod=vendor -tags=a,b", "HOME": "/home/x",
        ])
        #expect(options.context == BuildContext(goos: "windows", tags: ["a", "b"], isCgoEnabled: false))
        #expect(options.goPath == "/home/x/go" && options.moduleCache == nil && options.goRoot == nil)
        #expect(LoadOptions.environment(["GOPATH": "/a:/b", "GOMODCACHE": "/c"]).goPath == "/a")
    }

    @Test func constraintsDecideWhichFilesTakePart() {
        let sources = [
            "a.go": "package p\nfunc always() {}", "a_linux.go": "package p", "a_windows.go": "package p",
            "a_arm64.go": "package p", "a_linux_amd64.go": "package p", "linux.go": "package p",
            "b.go": "//go:build linux && !cgo\n\npackage p",
            "c.go": "//go:build (darwin || linux) && go1.20\n\npackage p",
            "d.go": "//go:build custom\n\npackage p", "e.go": "// +build windows darwin\n\npackage p",
            "f.go": "// +build linux,amd64\n// +build !custom\n\npackage p",
            "g.go": "//go:build ignore\n\npackage main",
            "h.go": "// +build windows\npackage p", "i.go": "package p\n//go:build windows\n",
            "j.go": "//go:build unix\n\npackage p",
            "k.go": "//go:build go1.99\n\npackage p", "x_test.go": "package p",
        ]
        func files(_ context: BuildContext) -> [String] {
            GoProgram(sources: sources, options: LoadOptions(context: context, threads: 1)).packages.flatMap(
                \.filePaths)
        }
        #expect(
            files(BuildContext()) == [
                "a.go", "a_linux.go", "a_linux_amd64.go", "c.go", "f.go", "h.go", "i.go", "j.go", "linux.go",
            ])
        #expect(
            files(BuildContext(goos: "windows", goarch: "arm64", tags: ["custom"])) == [
                "a.go", "a_arm64.go", "a_windows.go", "d.go", "e.go", "h.go", "i.go", "linux.go",
            ])
    }

    @Test func importCirclesAndBrokenFilesAreSurvived() throws {
        let sources = [
            "go.mod": "module m\n", "a/a.go": "package a\nimport \"m/b\"\nvar X = b.Y",
            "b/b.go": "package b\nimport \"m/a\"\nvar Y = a.X\nvar Z = 1",
            "c/c.go": "package c\nfunc f( {\nvar x = 1\n",
            "d/d.go": "", "e/e.go": "package e\nimport \"m/e\"\nvar X = e.X",
        ]
        let program = GoProgram(sources: sources, options: LoadOptions(threads: 2))
        #expect(program.packages.count == 5)
        for package in program.packages { _ = program.check(package) }
    }

    @Test func programsOfOneFileEachAreKeptApart() {
        let sources = [
            "one.go": "package main\nfunc main() {}\nfunc helper() int { return 0 }",
            "two.go": "package main\nfunc main() {}\nfunc helper() string { return \"\" }",
        ]
        #expect(packages(sources).count == 2)
    }

    @Test func theBundledIndexIsWhole() {
        var invalid: [String] = []
        var imports = ""
        for path in StandardLibrary.paths {
            for file in StandardLibrary.folder(path)?.files ?? [] { invalid += file.messages.map { "\(path): \($0)" } }
            imports += "import _ \"\(path)\"\n"
        }
        #expect(invalid == [])
        #expect(StandardLibrary.paths.count > 150)
        #expect(StandardLibrary.contains("net/http") && !StandardLibrary.contains("cmd/go"))
        let program = GoProgram(
            sources: ["a.go": "package p\n" + imports.replacing("import _", with: "import")],
            options: LoadOptions(threads: 2))
        #expect(program.missingImports == [])
        for package in program.allPackages where package.origin == .bundled {
            for object in package.objects where program.type(of: object).isInvalid {
                invalid.append(program.qualifiedName(of: object))
            }
        }
        #expect(invalid == [])
    }

    @Test func theIndexIsWrittenFromSources() throws {
        let program = GoProgram(
            sources: [
                "go.mod": "module std\n",
                "p/p.go": """
                package p
                import "q"
                type T struct { A int; b string; q.Inner }
                func (t *T) M(x ...int) (n int, err error) { return 0, nil }
                func (t T) hidden() {}
                type inner struct{ C bool }
                func F(a inner) inner { return a }
                const N = 1 << 3
                const S = "a\\"b"
                var V = []byte(S)
                func unexported() {}
                type G[K comparable, V any] map[K]V
                """, "q/q.go": "package q\ntype Inner interface{ X() }",
            ], options: LoadOptions(threads: 1))
        var writer = StandardLibraryWriter(program)
        let text = writer.write()
        #expect(
            text == """
                == p
                package p
                import"q"
                type T struct{A int;q.Inner}
                func(*T)M(...int)(int,error)
                type inner struct{C bool}
                func F(inner)inner
                const N=8
                const S="a\\"b"
                var V []uint8
                type G[K comparable,V any] map[K]V
                == q
                package q
                type Inner interface{X()}

                """)
    }
}
