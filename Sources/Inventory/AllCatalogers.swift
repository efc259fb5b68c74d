import Artifacts

/// Every analyzer of the inventory; a new cataloger is one file and one line here.
public enum AllCatalogers {
    public static func make() -> [any Analyzer] {
        [
            OSReleaseCataloger(),
            DpkgCataloger(),
            DpkgFileListCataloger(),
            CopyrightCataloger(),
            ApkCataloger(),
            RpmCataloger(),
            GoBinaryCataloger(),
            GoSourceCataloger(),
            ImageObservations(),
        ]
    }

    /// Those that tell which files an OS package owns.
    public static func ofOwners() -> [any Analyzer] {
        [OSReleaseCataloger(), DpkgCataloger(), DpkgFileListCataloger(), ApkCataloger(), RpmCataloger()]
    }
}
