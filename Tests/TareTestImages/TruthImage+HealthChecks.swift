import Foundation
import TareOCI

extension TruthImage {
    /// Health checks of images that start.
    static let healthChecks: [TruthImage] = {
        let ready: @Sendable (Draft) throws -> Void = { try $0.program("app/main.py", first: "#") }
        func image(_ test: [String]) -> ImageConfig.Execution { .image(["python3", "main.py"], health: test) }
        return [
            .starts(
                "a health check by Python",
                image(["CMD", "python3", "-c", "import urllib.request as u, sys; sys.exit(0)"]), ready),
            .fails(
                "health-check", "curl", "a health check by curl, which is not there",
                image(["CMD", "curl", "-f", "http://127.0.0.1:8000/"]), ready),
            .fails(
                "health-check", "curl", "a health check by a shell and curl",
                image(["CMD-SHELL", "curl -f http://127.0.0.1:8000/ || exit 1"]), ready),
            .fails(
                "health-check", "httpx", "a health check by a module that is not there",
                image(["CMD", "python3", "-c", "import httpx; httpx.get('http://127.0.0.1')"]), ready),
            .starts("a health check by the shell", image(["CMD-SHELL", "echo READY && exit 0"]), ready),
            .fails(
                "health-check", "/bin/sh", "a health check by the shell, without one", image(["CMD-SHELL", "exit 0"])
            ) {
                try $0.program("app/main.py", first: "#")
                try $0.remove("usr/bin/sh")
            },
        ]
    }()
}
