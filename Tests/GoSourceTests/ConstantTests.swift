import Testing

@testable import GoSource

struct ConstantTests {
    @Test(arguments: [
        ("1 + 2*3", ConstantValue.int(7)), ("7 / 2", .int(3)), ("7 / 2.0", .float(3.5)), ("-7 % 3", .int(-1)),
        ("1 << 10", .int(1024)), ("1<<64 - 1", .int(18_446_744_073_709_551_615)), ("1 << 100 >> 98", .int(4)),
        ("0x_ff &^ 0xf", .int(0xF0)), ("'a' + 1", .int(98)), ("\"a\" + \"b\"", .string("ab")), ("len(\"äb\")", .int(3)),
        ("1 < 2 && \"a\" != \"b\"", .bool(true)), ("!true", .bool(false)), ("^0", .int(-1)), ("uint8(255)", .int(255)),
        ("^uint8(1)", .int(254)), ("float64(3) / 2", .float(1.5)), ("int64(1e3)", .int(1000)),
        ("string('x')", .string("x")),
        ("0b101 | 0o17", .int(15)), ("017", .int(15)), ("1e3", .float(1000)), (".5", .float(0.5)),
        ("0x1p4", .float(16)),
        ("\"\\x41\\u00e4\\n\"", .string("Aä\n")), ("`a\\n`", .string("a\\n")), ("min(3, 1, 2)", .int(1)),
        ("max(1.5, 2)", .int(2)), ("uint8(200) + 100", .unknown), ("1 / 0", .unknown), ("len([4]int{})", .int(4)),
        ("time.Second * 2", .int(2_000_000_000)), ("math.MaxInt64", .int(9_223_372_036_854_775_807)), ("x", .unknown),
        ("http.MethodGet", .string("GET")), ("unsafe.Sizeof(int32(0))", .int(4)), ("os.ModePerm", .int(0o777)),
    ])
    func expressionsAreFolded(_ text: String, _ value: ConstantValue) throws {
        let checked = try Checked(
            """
            import ("time"; "math"; "net/http"; "unsafe"; "os")
            var x = 1
            func f() { use(\(text)) }
            """)
        #expect(try checked.constant(text) == value)
    }

    @Test func iotaCountsAndRepeats() throws {
        let checked = try Checked(
            """
            const (
            	_ = iota
            	KB = 1 << (10 * iota)
            	MB
            	GB, gb = iota, "x"
            	TB, tb
            )
            type Color uint8
            const ( Red Color = iota + 1; Green; Blue )
            func f() {
            	const ( a = iota * 2; b; c )
            	use(KB, MB, GB, gb, TB, tb, Red, Green, Blue, a, b, c)
            }
            """)
        let wanted: [String: ConstantValue] = [
            "KB": .int(1024), "MB": .int(1 << 20), "GB": .int(3), "gb": .string("x"), "TB": .int(4), "tb": .string("x"),
            "Red": .int(1), "Blue": .int(3), "a": .int(0), "b": .int(2), "c": .int(4),
        ]
        for (text, value) in wanted { #expect(try checked.constant(text) == value, "\(text)") }
        #expect(try checked.type("Green") == "m.Color")
    }

    @Test func longChainsAreFoldedWithoutDepth() throws {
        let text = "1" + String(repeating: " + 1", count: 3000)
        let checked = try Checked("const x = \(text)\nvar y = x\n")
        #expect(try checked.constant("x") == .int(3001))
    }
}
