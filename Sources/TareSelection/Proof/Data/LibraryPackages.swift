/// The distribution's packages that have a shared library, for the libraries that Python's wheels and programs most
/// often miss.
///
/// Names of Debian 12 and 13 (where 13 renamed one for 64-bit times, both are given) and of Alpine 3.20.
struct LibraryPackages: Equatable {
    /// Alternatives; empty where Debian has no such library.
    var debian: [String]
    /// `nil` where Alpine has no such library.
    var alpine: String?

    /// By the library's soname.
    init?(library name: String) {
        guard let found = Self.table[name] else { return nil }
        self = found
    }

    /// `install libpq5 (Debian) or libpq (Alpine)`.
    var advice: String {
        let all = debian.map { "\($0) (Debian)" } + (alpine.map { ["\($0) (Alpine)"] } ?? [])
        return "install " + all.joined(separator: " or ")
    }

    static var libraries: [String] { table.keys.sorted() }

    /// One library a line: soname, Debian's package (alternatives with `|`), Alpine's, `-` for none.
    private static let rows = """
        ld-linux-x86-64.so.2 libc6 gcompat
        ld-linux-aarch64.so.1 libc6 gcompat
        libGL.so.1 libgl1 mesa-gl
        libEGL.so.1 libegl1 mesa-egl
        libGLX.so.0 libglx0 -
        libGLdispatch.so.0 libglvnd0 -
        libOpenGL.so.0 libopengl0 -
        libSM.so.6 libsm6 libsm
        libICE.so.6 libice6 libice
        libX11.so.6 libx11-6 libx11
        libXau.so.6 libxau6 libxau
        libXext.so.6 libxext6 libxext
        libXrender.so.1 libxrender1 libxrender
        libaio.so.1 libaio1 libaio
        libasound.so.2 libasound2|libasound2t64 alsa-lib
        libatomic.so.1 libatomic1 libatomic
        libavcodec.so.59 libavcodec59 -
        libblas.so.3 libblas3 blas
        libbrotlidec.so.1 libbrotli1 brotli-libs
        libbz2.so.1.0 libbz2-1.0 libbz2
        libcairo.so.2 libcairo2 cairo
        libcom_err.so.2 libcom-err2 libcom_err
        libcrypt.so.1 libcrypt1 libxcrypt
        libcrypto.so.1.1 libssl1.1 -
        libcrypto.so.3 libssl3|libssl3t64 libcrypto3
        libcurl.so.4 libcurl4|libcurl4t64 libcurl
        libdb-5.3.so libdb5.3|libdb5.3t64 db
        libexpat.so.1 libexpat1 libexpat
        libffi.so.7 libffi7 -
        libffi.so.8 libffi8 libffi
        libfontconfig.so.1 libfontconfig1 fontconfig
        libfreetype.so.6 libfreetype6 freetype
        libgcc_s.so.1 libgcc-s1 libgcc
        libgdal.so.32 libgdal32 -
        libgdbm.so.6 libgdbm6|libgdbm6t64 gdbm
        libgeos_c.so.1 libgeos-c1v5|libgeos-c1t64 geos
        libgfortran.so.5 libgfortran5 libgfortran
        libglib-2.0.so.0 libglib2.0-0|libglib2.0-0t64 glib
        libgobject-2.0.so.0 libglib2.0-0|libglib2.0-0t64 glib
        libgmp.so.10 libgmp10 gmp
        libgomp.so.1 libgomp1 libgomp
        libgssapi_krb5.so.2 libgssapi-krb5-2 krb5-libs
        libgthread-2.0.so.0 libglib2.0-0|libglib2.0-0t64 glib
        libharfbuzz.so.0 libharfbuzz0b harfbuzz
        libhdf5.so.103 libhdf5-103-1 hdf5
        libicuuc.so.72 libicu72 -
        libicuuc.so.76 libicu76 icu-libs
        libjpeg.so.62 libjpeg62-turbo -
        libjpeg.so.8 - libjpeg-turbo
        libk5crypto.so.3 libk5crypto3 krb5-libs
        libkeyutils.so.1 libkeyutils1 keyutils-libs
        libkrb5.so.3 libkrb5-3 krb5-libs
        liblapack.so.3 liblapack3 lapack
        liblber-2.5.so.0 libldap-2.5-0 libldap
        libldap-2.5.so.0 libldap-2.5-0 libldap
        libldap.so.2 libldap2 libldap
        liblz4.so.1 liblz4-1 lz4-libs
        liblzma.so.5 liblzma5 xz-libs
        libmagic.so.1 libmagic1|libmagic1t64 libmagic
        libmariadb.so.3 libmariadb3 mariadb-connector-c
        libmysqlclient.so.21 default-libmysqlclient-dev -
        libncursesw.so.6 libncursesw6 libncursesw
        libnghttp2.so.14 libnghttp2-14 nghttp2-libs
        libnsl.so.2 libnsl2 libnsl
        libodbc.so.2 libodbc2 unixodbc
        libopenblas.so.0 libopenblas0 openblas
        libopenjp2.so.7 libopenjp2-7 openjpeg
        libpango-1.0.so.0 libpango-1.0-0 pango
        libpangocairo-1.0.so.0 libpangocairo-1.0-0 pango
        libpangoft2-1.0.so.0 libpangoft2-1.0-0 pango
        libpcre.so.3 libpcre3 -
        libpcre2-8.so.0 libpcre2-8-0 pcre2
        libpng16.so.16 libpng16-16|libpng16-16t64 libpng
        libpq.so.5 libpq5 libpq
        libproj.so.25 libproj25 proj
        libpython3.11.so.1.0 libpython3.11 python3
        libpython3.12.so.1.0 libpython3.12 python3
        libpython3.13.so.1.0 libpython3.13 python3
        libquadmath.so.0 libquadmath0 libquadmath
        librdkafka.so.1 librdkafka1 librdkafka
        libreadline.so.8 libreadline8|libreadline8t64 readline
        libsasl2.so.2 libsasl2-2 libsasl
        libsnappy.so.1 libsnappy1v5 snappy
        libsodium.so.23 libsodium23 libsodium
        libspatialindex_c.so.6 libspatialindex6 libspatialindex
        libsqlite3.so.0 libsqlite3-0 sqlite-libs
        libssl.so.1.1 libssl1.1 -
        libssl.so.3 libssl3|libssl3t64 libssl3
        libstdc++.so.6 libstdc++6 libstdc++
        libtcl8.6.so libtcl8.6 tcl
        libtiff.so.6 libtiff6 tiff
        libtinfo.so.6 libtinfo6 libncursesw
        libtirpc.so.3 libtirpc3|libtirpc3t64 libtirpc
        libtk8.6.so libtk8.6 tk
        libusb-1.0.so.0 libusb-1.0-0 libusb
        libuuid.so.1 libuuid1 libuuid
        libuv.so.1 libuv1|libuv1t64 libuv
        libvips.so.42 libvips42|libvips42t64 vips
        libwebp.so.7 libwebp7 libwebp
        libxcb.so.1 libxcb1 libxcb
        libxml2.so.2 libxml2 libxml2
        libxmlsec1.so.1 libxmlsec1|libxmlsec1t64 xmlsec
        libxslt.so.1 libxslt1.1 libxslt
        libyaml-0.so.2 libyaml-0-2 yaml
        libz.so.1 zlib1g zlib
        libzbar.so.0 libzbar0|libzbar0t64 zbar
        libzmq.so.5 libzmq5 libzmq
        libzstd.so.1 libzstd1 zstd-libs
        """

    private static let table: [String: LibraryPackages] = {
        var table: [String: LibraryPackages] = [:]
        for row in rows.split(separator: "\n") {
            let fields = row.split(separator: " ")
            guard fields.count == 3 else { continue }
            func names(_ field: Int) -> [String] {
                fields[field] == "-" ? [] : fields[field].split(separator: "|").map(String.init)
            }
            table[String(fields[0])] = LibraryPackages(debian: names(1), alpine: names(2).first)
        }
        return table
    }()

    private init(debian: [String], alpine: String?) {
        self.debian = debian
        self.alpine = alpine
    }
}
