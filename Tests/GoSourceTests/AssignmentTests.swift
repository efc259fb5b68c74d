import Testing

@testable import GoSource

struct AssignmentTests {
    @Test func valuesGoWhereTheyAreAssigned() throws {
        let checked = try Checked(
            """
            type T struct{ f []int }
            func f(x any, t *T, ch chan int) (int, error) {
            	a, b := g()
            	var c, d = 1, a
            	c += b
            	t.f[0] = d
            	*t = T{}
            	for k, v := range t.f { use(k, v) }
            	switch y := x.(type) { case int: use(y, y) }
            	ch <- c
            	_ = func() { hidden := 1; use(hidden, hidden) }
            	return a, nil
            }
            func g() (int, int) { return 1, 2 }
            func use(int, int) {}
            """)
        let function = try #require(checked.info.functions.first)
        let tree = checked.info.files[0].tree
        let lines = checked.info.assignments(in: function).map { item in
            let target = item.target.isNone ? "" : tree.text(of: item.target)
            let name = item.object.isNone ? "" : checked.info.qualifiedName(of: item.object)
            return
                "\(item.kind) \(target) \(name)\(item.isPartial ? "…" : "") = \(tree.text(of: item.value)) \(item.part)"
        }
        #expect(
            lines == [
                "plain a a = g() 0", "plain b b = g() 1", "plain c c = 1 0", "plain d d = a 0", "combined c c = b 0",
                "plain t.f[0] m.T.f… = d 0", "plain *t t… = T{} 0", "rangeKey k k = t.f 0", "rangeValue v v = t.f 0",
                "typeSwitch y y = x 0", "send ch ch = c 0", "result   = a 0", "result   = nil 1",
            ])
        #expect(function.locals.count == 10, "\(function.locals.map { checked.info.name(of: $0) })")
        #expect(function.literals == [1])
        #expect(checked.info.functions[1].parent == 0)
    }
}
