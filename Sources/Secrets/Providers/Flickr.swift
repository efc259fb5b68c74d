extension Provider {
    static let flickr = Provider(
        "Flickr", revocation: "flickr.com/services/apps",
        [
            .assigned("flickr-access-token", "Flickr API key", ["flickr"], Form.alphanumeric(32))
        ])
}
