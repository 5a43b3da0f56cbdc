public import TareNetwork
public import TareOCI
public import TarePython

/// A CPython as a layer: made of a published archive once, measured like any other.
public struct ManagedInterpreter: Sendable {
    /// The full version, as the archive's name states it: 3.13.9.
    public var version: PEP440Version
    /// The archive that it is of; `archive.tag.day` is the day of its release.
    public var archive: StandaloneArchive
    /// The folder in the image: `/python`.
    public var folder: String
    /// The executable in the image, links resolved: `/python/bin/python3.13`.
    public var path: String
    /// The oldest C library that its programs load with, where they were found to need one: glibc 2.17. Of musl no
    /// program states a version.
    public var libraryFloor: TargetCLibrary?
    /// As measured; `digest`, `diffID` and both sizes are the layer's.
    public var layer: LayerIndex
    /// Of the packed layer.
    public var descriptor: Descriptor
    /// Where the packed layer is; it may be pruned at any time unless the request wanted it.
    public var blob: BlobSource
    /// When the mirror said that this is the newest, in seconds since 1970.
    public var asked: Int64
}
