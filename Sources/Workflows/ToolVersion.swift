/// The version `drydock --version` prints and every report carries.
public enum ToolVersion {
    public static let current = "0.1.0"
}
