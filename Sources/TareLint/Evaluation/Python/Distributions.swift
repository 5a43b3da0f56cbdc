/// What well-known distributions of the Python index bring, as far as rules ask for it.
enum Distributions {
    struct Known {
        /// Programs in `bin`.
        var programs: [String] = []
        /// What it requires, of those that matter.
        var requires: [String] = []
        /// Whether its wheels have extension modules.
        var isCompiled = false
    }

    /// The distributions that requirements come to.
    struct Closure {
        /// Normalised.
        var names: Set<String> = []
        var programs: Set<String> = []
        var isCompiled = false
        /// Whether some of them are not known.
        var isOpen = false
    }

    /// `closed` says that the requirements are the whole of it, as a lock is.
    static func closure(_ requirements: [Requirement], closed: Bool = false) -> Closure {
        var result = Closure()
        var open = requirements
        while let next = open.popLast() {
            guard result.names.insert(next.key).inserted else { continue }
            guard let known = table[next.key] ?? table[next.name] else {
                if !closed { result.isOpen = true }
                continue
            }
            if table[next.key] != nil, next.key != next.name { open.append(Requirement(name: next.name)) }
            result.programs.formUnion(known.programs)
            result.isCompiled = result.isCompiled || known.isCompiled
            open += known.requires.map { Requirement(name: $0) }
        }
        return result
    }

    /// Programs of which the table knows who brings them.
    static let allPrograms = table.values.reduce(into: Set<String>()) { $0.formUnion($1.programs) }

    /// By normalised name, or `name[extra]`.
    private static let table: [String: Known] = {
        var table: [String: Known] = [:]
        for line in lines.split(separator: "\n") {
            var known = Known()
            var field: Substring = ""
            var name = ""
            for word in line.split(separator: " ") {
                switch word {
                case "*": known.isCompiled = true
                case "<", ">": field = word
                default:
                    if field == "<" { known.requires.append(String(word)) }
                    if field == ">" { known.programs.append(String(word)) }
                    if field.isEmpty { name = String(word) }
                }
            }
            table[name] = known
        }
        return table
    }()

    /// One a line: the name, `*` if it is compiled, `<` what it requires, `>` its programs. As text, since a literal of
    /// this size takes the compiler minutes.
    private static let lines = """
        fastapi < starlette pydantic > fastapi
        fastapi[standard] < uvicorn[standard] httpx jinja2 fastapi-cli
        fastapi[all] < uvicorn[standard] httpx jinja2 orjson fastapi-cli
        fastapi-cli < uvicorn[standard] > fastapi
        starlette
        pydantic *
        pydantic-core *
        pydantic-settings < pydantic
        uvicorn < click > uvicorn
        uvicorn[standard] * < uvicorn uvloop httptools watchfiles websockets pyyaml
        uvloop *
        httptools *
        watchfiles * > watchfiles
        websockets * > websockets
        pyyaml *
        gunicorn > gunicorn
        uvicorn-worker < uvicorn gunicorn
        hypercorn > hypercorn
        daphne * > daphne twist twistd
        granian * < click > granian
        flask < werkzeug jinja2 click > flask
        werkzeug < markupsafe
        jinja2 < markupsafe
        markupsafe *
        click
        waitress > waitress-serve
        django < sqlparse > django-admin
        djangorestframework < django
        sqlparse > sqlformat
        celery > celery
        redis
        requests
        httpx > httpx
        httpx2
        aiohttp *
        anyio
        mcp < pydantic starlette uvicorn httpx anyio sse-starlette > mcp
        mcp[cli] < mcp typer
        fastmcp < mcp httpx typer > fastmcp
        sse-starlette
        typer < click > typer
        numpy * > f2py
        pandas * < numpy
        scipy * < numpy
        scikit-learn * < numpy scipy
        polars *
        pyarrow *
        pillow *
        cryptography * < cffi
        cffi *
        bcrypt *
        argon2-cffi * < cffi
        orjson *
        ujson *
        msgpack *
        lxml *
        psycopg2 *
        psycopg2-binary *
        psycopg
        psycopg[binary] *
        psycopg[c] *
        psycopg-binary *
        asyncpg *
        mysqlclient *
        pymysql
        aiosqlite
        sqlalchemy * < greenlet
        greenlet *
        sqlmodel < sqlalchemy pydantic
        alembic < sqlalchemy > alembic
        grpcio *
        protobuf *
        python-dotenv > dotenv
        python-multipart
        orjson-schema
        loguru
        structlog
        rich
        tenacity
        boto3
        whitenoise
        prometheus-client
        pycairo *
        pytest > pytest py.test
        black * < click > black blackd
        ruff * > ruff
        mypy * > mypy dmypy
        poetry > poetry
        poetry-core
        pdm > pdm
        pipenv < virtualenv > pipenv
        virtualenv > virtualenv
        uv * > uv uvx
        pip > pip pip3
        pip-tools > pip-compile pip-sync
        setuptools
        wheel > wheel
        build > pyproject-build
        hatch > hatch
        hatchling > hatchling
        cython * > cython cythonize
        pybind11 > pybind11-config
        awscli > aws
        supervisor > supervisord supervisorctl
        opencv-python * < numpy
        opencv-python-headless * < numpy
        python-magic
        weasyprint * > weasyprint
        gevent * < greenlet
        eventlet * < greenlet
        torch * < numpy
        tiktoken *
        uwsgi * > uwsgi
        streamlit * < pandas pyarrow > streamlit
        mkdocs < jinja2 click > mkdocs
        sphinx < jinja2 > sphinx-build
        watchdog * > watchmedo
        pyjwt
        passlib
        python-jose
        itsdangerous
        email-validator
        jsonschema > jsonschema
        attrs
        openai < httpx pydantic > openai
        anthropic < httpx pydantic
        starlette-prometheus < starlette
        flask-cors < flask
        opentelemetry-api
        flask-sqlalchemy < flask sqlalchemy
        flask-restful < flask
        pymongo *
        motor < pymongo
        beautifulsoup4
        matplotlib * < numpy pillow
        """
}

/// The name of a requirement (PEP 508), normalised, and its first extra.
struct Requirement: Hashable {
    var name: String
    /// With `[extra]`.
    var key: String

    init(name: String) {
        key = name
        self.name = String(name.prefix { $0 != "[" })
    }

    /// Nil for a path, an address, an option.
    init?(_ text: some StringProtocol) {
        var name: [UInt8] = []
        var rest = text.utf8[...].drop { $0 == 0x20 || $0 == 0x09 }
        while let byte = rest.first, Self.isName(byte) {
            name.append(byte)
            rest = rest.dropFirst()
        }
        rest = rest.drop { $0 == 0x20 || $0 == 0x09 }
        guard let first = name.first, first != 0x2D, first != 0x2E, name.count <= 256 else { return nil }
        // `dir/x`, `pkg.whl`, `https://…`
        guard rest.first.map({ "[<>=!~;@# \\,".utf8.contains($0) }) ?? true else { return nil }
        if name.count > 4, name.suffix(4).elementsEqual(".whl".utf8) || name.suffix(3).elementsEqual(".gz".utf8) {
            return nil
        }
        self.name = String(decoding: name, as: UTF8.self).normalisedDistribution
        key = self.name
        if rest.first == 0x5B {
            let extra = rest.dropFirst().prefix { $0 != 0x5D && $0 != 0x2C }
            key += "[" + String(decoding: extra, as: UTF8.self) + "]"
        }
    }

    private static func isName(_ byte: UInt8) -> Bool {
        (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 || byte == 0x2D || byte == 0x5F || byte == 0x2E
    }
}

extension String {
    /// PEP 503.
    var normalisedDistribution: String {
        var result: [UInt8] = []
        for byte in utf8 {
            let isDash = byte == 0x2D || byte == 0x5F || byte == 0x2E
            if isDash { if result.last != 0x2D { result.append(0x2D) } } else { result.append(byte.lowered) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}

extension UInt8 {
    var lowered: UInt8 { self &- 0x41 < 26 ? self | 0x20 : self }
}
