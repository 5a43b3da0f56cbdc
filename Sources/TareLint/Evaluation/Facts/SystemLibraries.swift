/// Shared libraries that distributions of the Python index link when they are built from source.
enum SystemLibraries {
    /// By the distribution: its soname, and the packages of Debian and Alpine that have it at run time.
    static let needed: [String: (soname: String, apt: String, apk: String)] = [
        "psycopg2": ("libpq.so.5", "libpq5", "libpq"),
        "psycopg": ("libpq.so.5", "libpq5", "libpq"),
        "mysqlclient": ("libmariadb.so.3", "libmariadb3", "mariadb-connector-c"),
        "pycairo": ("libcairo.so.2", "libcairo2", "cairo"),
        "python-magic": ("libmagic.so.1", "libmagic1", "libmagic"),
        "weasyprint": ("libpango-1.0.so.0", "libpango-1.0-0", "pango"),
        "opencv-python": ("libGL.so.1", "libgl1", "mesa-gl"),
        "pyaudio": ("libportaudio.so.2", "libportaudio2", "portaudio"),
        "mysql-connector": ("libmysqlclient.so.21", "libmysqlclient21", "mariadb-connector-c"),
    ]

    /// By the package for building: the library it is for, and the package that has it at run time.
    static let development: [String: (soname: String, runtime: String)] = [
        "libpq-dev": ("libpq.so.5", "libpq5"), "postgresql-dev": ("libpq.so.5", "libpq"),
        "libmariadb-dev": ("libmariadb.so.3", "libmariadb3"),
        "default-libmysqlclient-dev": ("libmariadb.so.3", "libmariadb3"),
        "mariadb-dev": ("libmariadb.so.3", "mariadb-connector-c"),
        "mariadb-connector-c-dev": ("libmariadb.so.3", "mariadb-connector-c"),
        "libcairo2-dev": ("libcairo.so.2", "libcairo2"), "unixodbc-dev": ("libodbc.so.2", "unixodbc"),
    ]

    /// By soname without its version: packages, of any system, that bring the library or depend on one that does.
    private static let packages: [String: Set<String>] = [
        "libpq": [
            "libpq5", "libpq", "libpq-dev", "postgresql-dev", "postgresql-libs", "postgresql-client", "postgresql",
            "python3-psycopg2", "py3-psycopg2", "postgresql-contrib",
        ],
        "libmariadb": [
            "libmariadb3", "libmariadb-dev", "default-libmysqlclient-dev", "mariadb-connector-c", "mariadb-dev",
            "mariadb-connector-c-dev", "mariadb-client", "default-mysql-client", "libmariadb-dev-compat",
            "mysql-client",
            "python3-mysqldb",
        ],
        "libldap-2": [
            "libldap-2.5-0", "libldap2-dev", "libldap-dev", "libldap2", "libldap", "openldap-dev", "curl", "git",
        ],
        "libcairo": ["libcairo2", "libcairo2-dev", "cairo", "cairo-dev", "libpango-1.0-0", "libpangocairo-1.0-0"],
        "libodbc": ["unixodbc", "unixodbc-dev", "libodbc2", "msodbcsql17", "msodbcsql18"],
        "libxml2": ["libxml2", "libxml2-dev", "gettext"],
        "libmagic": ["libmagic1", "libmagic1t64", "libmagic", "file", "libmagic-dev", "file-dev"],
        "libpango-1": [
            "libpango-1.0-0", "pango", "libpangocairo-1.0-0", "libpangoft2-1.0-0", "libpango1.0-dev", "pango-dev",
            "weasyprint",
        ],
        "libGL": ["libgl1", "libgl1-mesa-glx", "libgl1-mesa-dev", "mesa-gl", "libopencv-dev", "python3-opencv"],
        "libportaudio": ["libportaudio2", "portaudio19-dev", "portaudio", "portaudio-dev"],
        "libgdal": ["libgdal32", "libgdal-dev", "gdal", "gdal-bin", "gdal-dev", "python3-gdal"],
        "libmysqlclient": ["libmysqlclient21", "libmysqlclient-dev", "mysql-client"],
        "libsybdb": ["libsybdb5", "freetds-dev", "freetds", "freetds-bin"],
    ]

    /// Whether only packages bring it, no base image.
    static func isPackaged(_ name: String) -> Bool { packages[stem(name)] != nil }

    /// Whether one of these packages brings it; nil if that is not known.
    static func isBrought(_ soname: String, by installed: PackageChange) -> Bool? {
        let stem = stem(soname)
        if let known = packages[stem], installed.names.contains(where: { known.contains($0) || $0.hasPrefix(stem) }) {
            return true
        }
        if installed.isOpen { return nil }
        return installed.names.allSatisfy { SystemPackages.isKnown($0) } ? false : nil
    }

    /// `libpq` of `libpq.so.5`.
    private static func stem(_ name: String) -> String {
        var end = name.utf8.startIndex
        while end < name.utf8.endIndex, !name.utf8[end...].starts(with: [0x2E]) { end = name.utf8.index(after: end) }
        return String(name[..<end])
    }
}
