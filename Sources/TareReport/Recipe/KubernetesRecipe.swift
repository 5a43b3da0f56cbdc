/// Kubernetes manifests for a service: a Deployment and, for a server, a Service, within the restricted pod security standard
/// (https://kubernetes.io/docs/concepts/security/pod-security-standards/).
public enum KubernetesRecipe {
    /// - Parameter image: the reference that the cluster pulls.
    public static func text(_ service: ServiceRecipe, image: String) -> String {
        var lines = [RecipeHeader(image: image, isForKubernetes: true).line]
        if !service.secrets.isEmpty {
            lines += [
                "# The secret is made beside this file, so that it is in no repository:",
                "#   kubectl create secret generic \(service.name) "
                    + service.secrets.map { "--from-file=\($0.name)=./secrets/\($0.name)" }.joined(separator: " "),
            ]
        }
        lines += deployment(service, image)
        if let port = service.port { lines += ["---"] + self.service(service, port) }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func head(_ service: ServiceRecipe, _ version: String, _ kind: String) -> [String] {
        [
            "apiVersion: \(version)", "kind: \(kind)", "metadata:", "  name: \(service.name)", "  labels:",
            "    app.kubernetes.io/name: \(service.name)",
        ]
    }

    private static func deployment(_ service: ServiceRecipe, _ image: String) -> [String] {
        head(service, "apps/v1", "Deployment") + [
            "spec:",
            "  replicas: 1",
            "  selector:",
            "    matchLabels:",
            "      app.kubernetes.io/name: \(service.name)",
            "  template:",
            "    metadata:",
            "      labels:",
            "        app.kubernetes.io/name: \(service.name)",
            "    spec:",
        ] + pod(service, image).map { "      " + $0 }
    }

    private static func pod(_ service: ServiceRecipe, _ image: String) -> [String] {
        let identifiers = service.user.split(separator: ":")
        let user = identifiers.first ?? "65532"
        let group = identifiers.last ?? "65532"
        var lines = [
            "automountServiceAccountToken: false",
            "enableServiceLinks: false",
            "terminationGracePeriodSeconds: \(Limits.graceSeconds)",
            "securityContext:",
            "  runAsNonRoot: true",
            "  runAsUser: \(user)",
            "  runAsGroup: \(group)",
            "  fsGroup: \(group)",
            "  seccompProfile:",
            "    type: RuntimeDefault",
            "containers:",
        ]
        for (number, line) in container(service, image).enumerated() {
            lines.append((number == 0 ? "  - " : "    ") + line)
        }
        lines += [
            "volumes:",
            "  - name: tmp",
            "    emptyDir:",
            "      medium: Memory",
            "      sizeLimit: 64Mi",
        ]
        if !service.fileSecrets.isEmpty {
            lines +=
                [
                    "  - name: secrets",
                    "    secret:",
                    "      secretName: \(service.name)",
                    // Of root and the service's group.
                    "      defaultMode: 0440",
                    "      items:",
                ] + service.fileSecrets.flatMap { ["        - key: \($0.name)", "          path: \($0.name)"] }
        }
        return lines
    }

    private static func container(_ service: ServiceRecipe, _ image: String) -> [String] {
        var lines = ["name: \(service.name)", "image: \(RecipeQuoting.json(image))"]
        if let port = service.port {
            lines += ["ports:", "  - name: http", "    containerPort: \(port)", "    protocol: TCP"]
        }
        var variables = service.secretVariables.flatMap { ["  - name: \($0.name)", "    value: \($0.value)"] }
        for secret in service.environmentSecrets {
            variables += [
                "  - name: \(secret.name)", "    valueFrom:", "      secretKeyRef:", "        name: \(service.name)",
                "        key: \(secret.name)",
            ]
        }
        if !variables.isEmpty { lines += ["env:"] + variables }
        lines += [
            "securityContext:",
            "  allowPrivilegeEscalation: false",
            "  readOnlyRootFilesystem: true",
            "  capabilities:",
            "    drop:",
            "      - ALL",
            "resources:",
            "  requests:",
            "    cpu: 100m",
            "    memory: 128Mi",
            "  limits:",
            "    cpu: \"1\"",
            "    memory: \(Limits.megabytes)Mi",
        ]
        for (name, period, failures) in [
            ("startupProbe", 2, 30), ("readinessProbe", 10, 3),
            ("livenessProbe", HealthTimes.interval, HealthTimes.retries),
        ] where service.port != nil {
            lines.append("\(name):")
            if let path = service.healthPath {
                lines += ["  httpGet:", "    path: \(path)", "    port: http"]
            } else {
                lines += ["  tcpSocket:", "    port: http"]
            }
            lines += [
                "  timeoutSeconds: \(HealthTimes.timeout)", "  periodSeconds: \(period)",
                "  failureThreshold: \(failures)",
            ]
        }
        lines += ["volumeMounts:", "  - name: tmp", "    mountPath: /tmp"]
        if !service.fileSecrets.isEmpty {
            lines += ["  - name: secrets", "    mountPath: \(ServiceRecipe.secretsFolder)", "    readOnly: true"]
        }
        return lines
    }

    private static func service(_ service: ServiceRecipe, _ port: Int) -> [String] {
        head(service, "v1", "Service") + [
            "spec:",
            "  selector:",
            "    app.kubernetes.io/name: \(service.name)",
            "  ports:",
            "    - name: http",
            "      port: \(port)",
            "      targetPort: http",
            "      protocol: TCP",
        ]
    }
}
