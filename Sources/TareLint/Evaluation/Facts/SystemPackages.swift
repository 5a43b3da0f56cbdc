/// What packages of Debian and Alpine bring, as far as rules ask for it.
enum SystemPackages {
    /// By package: programs. Packages with none of those that rules ask for are listed too: they bring no others.
    private static let programs = NameTable<[String]>([
        ("curl", ["curl"]), ("wget", ["wget"]), ("git", ["git"]), ("bash", ["bash"]), ("netcat", ["nc", "netcat"]),
        ("netcat-openbsd", ["nc", "netcat"]), ("netcat-traditional", ["nc", "netcat"]), ("nmap", ["ncat", "nmap"]),
        ("ncat", ["ncat"]), ("iputils-ping", ["ping"]), ("iputils", ["ping"]), ("iproute2", ["ip", "ss"]),
        ("net-tools", ["netstat", "ifconfig"]), ("dnsutils", ["dig", "nslookup", "host"]),
        ("bind-tools", ["dig", "host"]),
        ("procps", ["ps", "top", "pgrep", "pkill", "free", "watch"]), ("psmisc", ["killall", "fuser"]),
        ("tini", ["tini"]),
        ("dumb-init", ["dumb-init"]), ("gosu", ["gosu"]), ("su-exec", ["su-exec"]), ("sudo", ["sudo"]), ("jq", ["jq"]),
        ("supervisor", ["supervisord", "supervisorctl", "python3"]), ("nginx", ["nginx"]), ("nginx-light", ["nginx"]),
        ("postgresql-client", ["psql", "pg_isready", "pg_dump", "perl"]), ("redis-tools", ["redis-cli"]),
        ("redis", ["redis-cli", "redis-server"]), ("default-mysql-client", ["mysql", "mysqladmin", "mysqldump"]),
        ("mariadb-client", ["mysql", "mysqladmin", "mysqldump"]), ("nodejs", ["node", "nodejs", "npm", "npx"]),
        ("npm", ["npm", "npx", "node"]), ("python3", ["python3"]), ("python3-minimal", ["python3"]),
        ("python3-venv", ["python3"]), ("python3-dev", ["python3"]), ("python3-pip", ["pip", "pip3", "python3"]),
        ("python-is-python3", ["python", "python3"]), ("py3-pip", ["pip", "pip3", "python3"]),
        ("pipx", ["pipx", "python3"]),
        ("python3-setuptools", ["python3"]), ("python3-wheel", ["python3"]),
        ("python3-virtualenv", ["virtualenv", "python3"]),
        ("virtualenv", ["virtualenv", "python3"]), ("python3-full", ["python3"]), ("uvicorn", ["uvicorn", "python3"]),
        ("gunicorn", ["gunicorn", "python3"]), ("build-essential", ["gcc", "g++", "cc", "make"]),
        ("build-base", ["gcc", "g++", "cc", "make"]),
        ("alpine-sdk", ["gcc", "g++", "cc", "make", "git", "curl", "sudo"]),
        ("gcc", ["gcc", "cc"]), ("g++", ["g++", "gcc", "cc"]), ("make", ["make"]), ("cmake", ["cmake"]),
        ("pkg-config", ["pkg-config"]), ("gettext", ["envsubst", "msgfmt"]), ("gettext-base", ["envsubst"]),
        ("openssl", ["openssl"]), ("openssh-client", ["ssh"]), ("openssh", ["ssh"]), ("unzip", ["unzip"]),
        ("zip", ["zip"]),
        ("rsync", ["rsync"]), ("vim", ["vim", "vi"]), ("nano", ["nano"]), ("less", ["less"]), ("ffmpeg", ["ffmpeg"]),
        ("busybox", ["busybox"]), ("cron", ["cron"]), ("dcron", ["crond"]), ("strace", ["strace"]), ("lsof", ["lsof"]),
        ("telnet", ["telnet"]), ("shadow", ["useradd", "groupadd", "usermod"]), ("coreutils", ["timeout"]),
        ("ca-certificates", ["openssl", "update-ca-certificates"]), ("httpie", ["http", "https", "python3"]),
        ("cargo", ["cargo", "rustc"]), ("rust", ["rustc"]), ("golang", ["go"]), ("go", ["go"]), ("ruby", ["ruby"]),
        ("default-jre", ["java"]), ("default-jre-headless", ["java"]), ("php", ["php"]), ("perl", ["perl"]),
        ("tmux", ["tmux"]),
        ("htop", ["htop"]), ("caddy", ["caddy"]), ("uv", ["uv", "uvx"]), ("patch", ["patch"]), ("file", ["file"]),
    ])

    /// Libraries and data: no programs that anyone asks for.
    private static let quiet: NameSet = [
        "tzdata", "locales", "libgcc", "libstdc++", "libstdc++6", "libgcc-s1", "libgomp1", "libgomp", "musl-dev",
        "linux-headers", "libffi-dev", "libssl-dev", "openssl-dev", "python3-distutils", "zlib1g-dev", "zlib-dev",
        "zlib1g", "libjpeg-dev", "libjpeg62-turbo", "libjpeg62-turbo-dev", "jpeg-dev", "libxml2", "libxml2-dev",
        "libxslt1-dev", "libxslt1.1", "libxslt-dev", "libxslt", "libffi", "libffi8", "libffi7", "libpq5", "libpq",
        "libpq-dev", "postgresql-dev", "postgresql-libs", "libmariadb3", "libmariadb-dev", "libmariadb-dev-compat",
        "default-libmysqlclient-dev", "mariadb-connector-c", "mariadb-connector-c-dev", "mariadb-dev", "gcc-dev",
        "libc6-dev", "libc-dev", "libsqlite3-dev", "sqlite-dev", "sqlite-libs", "libsqlite3-0", "sqlite3", "sqlite",
        "apt-transport-https", "gnupg", "gnupg2", "dirmngr", "lsb-release", "libbz2-dev", "bzip2-dev", "liblzma-dev",
        "xz-utils", "xz-dev", "bzip2", "libreadline-dev", "readline-dev", "libncurses5-dev", "ncurses-dev", "libgl1",
        "libgl1-mesa-glx", "libglib2.0-0", "libsm6", "libxext6", "libxrender1", "libxrender-dev", "libmagic1",
        "libmagic", "libmagic-dev", "fontconfig", "fonts-dejavu", "fonts-liberation", "fonts-noto", "ttf-dejavu",
        "libcairo2", "libcairo2-dev", "libpango-1.0-0", "libpangocairo-1.0-0", "libpangoft2-1.0-0",
        "libgdk-pixbuf2.0-0",
        "libgdk-pixbuf-2.0-0", "shared-mime-info", "libldap2-dev", "libsasl2-dev", "unixodbc", "unixodbc-dev",
        "libfreetype6", "libfreetype6-dev", "freetype-dev", "freetype", "libpng-dev", "libwebp-dev", "libopenblas-dev",
        "openblas-dev", "liblapack-dev", "gfortran", "libhdf5-dev", "libyaml-dev", "yaml-dev", "libpcre3",
        "libpcre3-dev", "pcre-dev", "libevent-dev", "gcompat", "libc6-compat", "libc6", "libuv", "libuv1",
        "poppler-utils", "tesseract-ocr", "libtesseract-dev", "graphviz", "swig", "autoconf", "automake", "libtool",
        "m4", "bison", "flex", "libcurl4-openssl-dev", "libcurl4", "libcurl", "curl-dev", "libgeos-dev", "libproj-dev",
        "proj-bin", "gdal-bin", "libgdal-dev", "binutils", "libxml2-utils", "mime-support", "media-types", "dos2unix",
        "tree", "libssl3", "libssl1.1", "libportaudio2", "portaudio19-dev", "libsndfile1", "libopus-dev", "krb5-dev",
        "libkrb5-dev", "libexpat1", "expat", "musl-locales", "icu-libs", "ncurses", "libintl", "mailcap", "git-lfs",
        "build-dep", "debian-archive-keyring", "python3-psycopg2", "libgirepository1.0-dev", "libxslt1",
        "software-properties-common", "libmysqlclient-dev", "libnss3", "libatk1.0-0", "libgbm1", "libasound2", "musl",
        "gmp-dev", "libgmp-dev", "mpfr-dev", "ninja-build", "ccache", "clang", "llvm", "llvm-dev", "libltdl7",
    ]

    static func isKnown(_ package: String) -> Bool { programs[package] != nil || quiet.contains(package) }

    /// Whether one of the packages brings a program; nil if that is not known.
    static func brings(_ program: String, _ installed: PackageChange) -> Bool? {
        var isOpen = installed.isOpen
        for name in installed.names {
            if let known = programs[name] {
                if known.contains(program) { return true }
                // Versions of interpreters stand in no table.
                if program.hasPrefix("python"), known.contains("python3") { isOpen = true }
            } else if !quiet.contains(name) {
                if name == program { return true }
                isOpen = true
            }
        }
        return isOpen ? nil : false
    }
}

/// One call of a system's package tool.
struct PackageChange {
    /// Without versions.
    var names: [String]
    /// Whether there are more, whose names are not known.
    var isOpen: Bool
}
