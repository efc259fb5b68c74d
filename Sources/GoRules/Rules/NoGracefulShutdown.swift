import Findings
import GoSource

/// Containers are stopped with SIGTERM; without a handler requests under way are cut off at each rollout.
struct NoGracefulShutdown: GoRule {
    static let card = RuleCard(
        id: "DD-GO-SHUTDOWN", title: "Server does not end cleanly on SIGTERM", severity: .low,
        why: "Containers are stopped with SIGTERM; without a handler requests under way are cut off at each rollout.",
        repair: "signal.NotifyContext for SIGTERM, then server.Shutdown with a time limit.", maps: [.cwe(404)],
        confidence: .medium)
    static let examples = Examples(
        good: [
            "import (\n\"context\"\n\"net/http\"\n\"os/signal\"\n\"syscall\"\n)\nfunc main() { ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM); defer stop(); s := &http.Server{}; go s.ListenAndServe(); <-ctx.Done(); s.Shutdown(ctx) }\n"
        ],
        bad: ["import \"net/http\"\nfunc main() { s := &http.Server{}; s.ListenAndServe() }\n"])

    static let serving = [
        "net/http.ListenAndServe", "net/http.ListenAndServeTLS", "net/http.Serve", "net/http.ServeTLS",
        "net/http.Server.ListenAndServe", "net/http.Server.ListenAndServeTLS", "net/http.Server.Serve",
        "net/http.Server.ServeTLS",
    ]

    static func check(_ code: GoCode, _ report: GoReport) {
        guard code.info.package.name == "main", let call = code.calls(serving).first else { return }
        if code.hasCalls(["net/http.Server.Shutdown", "os/signal.Notify", "os/signal.NotifyContext"]) { return }
        report.add(call.node, in: call.file, "nothing in this program waits for SIGTERM and calls Shutdown")
    }
}
