extension RecipeSection {
    /// This section with another's added: lists grow, single values are replaced.
    func merged(with other: RecipeSection) -> RecipeSection {
        var merged = self
        merged.variables.merge(other.variables) { $1 }
        merged.packages += other.packages
        merged.essential = other.essential ?? essential
        merged.priorities += other.priorities
        merged.dependencies = other.dependencies ?? dependencies
        merged.omit += other.omit
        merged.mergedUsr = other.mergedUsr ?? mergedUsr
        merged.database = other.database ?? database
        merged.paths += other.paths
        merged.directories += other.directories
        merged.copies += other.copies
        merged.files += other.files
        merged.links.merge(other.links) { $1 }
        merged.groups += other.groups
        merged.users += other.users
        merged.shadow = other.shadow ?? shadow
        merged.certificates = other.certificates ?? certificates
        merged.remove += other.remove
        merged.environment.merge(other.environment) { $1 }
        merged.entrypoint = other.entrypoint ?? entrypoint
        merged.command = other.command ?? command
        merged.user = other.user ?? user
        merged.workingDirectory = other.workingDirectory ?? workingDirectory
        merged.labels.merge(other.labels) { $1 }
        return merged
    }
}
