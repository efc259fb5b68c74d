import Findings
import Manifests

/// Finished jobs that stay.
struct JobWithoutTTL: KubernetesRule {
    let card = RuleCard(
        id: "DD-K8S-JOB-TTL", title: "Finished Job is kept for ever",
        severity: .low,
        why: "Without ttlSecondsAfterFinished finished jobs and their pods stay in the API server until somebody "
            + "removes them.",
        repair: "Set ttlSecondsAfterFinished.",
        maps: [.kubeLinter("job-ttl-seconds-after-finished")],
        references: ["https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/"],
        profile: .all)

    let examples = Examples(
        good: [
            Sample.object("batch/v1", "Job", spec: "ttlSecondsAfterFinished: 3600\ntemplate: {spec: {containers: []}}")
        ],
        bad: [Sample.object("batch/v1", "Job", spec: "template: {spec: {containers: []}}")])

    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        switch object.kind {
        case .job:
            guard let spec = object.spec, spec["ttlSecondsAfterFinished"] == nil else { return }
            report(Problem(object.nameRange, "\(object.title) is kept for ever once it is done."))
        case .cronJob:
            // A CronJob cleans up by its history limits; both are at odds.
            guard let ttl = object.spec?[path: "jobTemplate", "spec", "ttlSecondsAfterFinished"] else { return }
            report(
                Problem(
                    ttl.range,
                    "\(object.title) sets ttlSecondsAfterFinished; its history limits already remove finished jobs."))
        default: return
        }
    }
}
