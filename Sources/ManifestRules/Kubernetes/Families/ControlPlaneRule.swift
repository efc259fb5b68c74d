import Findings
import Manifests

/// A program of the control plane that runs as a static pod.
enum ControlPlaneProgram: String {
    case apiServer = "kube-apiserver"
    case controllerManager = "kube-controller-manager"
    case scheduler = "kube-scheduler"
    case etcd = "etcd"
}

/// A rule over the flags of a control-plane program. Each file under Rules/ControlPlane/ says which program and what it
/// wishes of its flags.
protocol ControlPlaneRule: KubernetesRule {
    var program: ControlPlaneProgram { get }
    var wish: FlagWish { get }
}

extension ControlPlaneRule {
    func check(_ object: KubernetesObject, in set: KubernetesSet, report: (Problem) -> Void) {
        guard let pod = object.pod else { return }
        let card = card
        for container in pod.lastingContainers {
            guard let command = container.node["command"]?.items.first?.text, isProgram(command) else { continue }
            if let range = wish.violation(in: container.words) {
                report(Problem(range ?? container.range, "\(program.rawValue): \(card.title.firstLowered)."))
            }
        }
    }

    private func isProgram(_ command: String) -> Bool {
        command == program.rawValue || command.hasSuffix("/" + program.rawValue)
    }
}

extension String {
    var firstLowered: String { prefix(1).lowercased() + dropFirst() }
}
