internal import TareNetwork
public import TareOCI

extension AssembledBase {
    /// Writes the image to an `oci:`, `oci-archive:` or `docker-archive:` location.
    public func write(to location: ImageLocation) throws { try LayoutWriter.write(image, to: location) }
}
