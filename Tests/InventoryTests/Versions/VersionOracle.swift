/// Says which test could not run, and why.
func skip(_ test: String, _ missing: String) {
    print("SKIPPED: \(test): \(missing)")
}
