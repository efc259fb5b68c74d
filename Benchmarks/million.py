"""million.py DIR COUNT: an OCI layout of one layer with COUNT empty files, a thousand to a folder."""
import gzip, hashlib, json, os, sys

out, count = sys.argv[1], int(sys.argv[2])
blobs = os.path.join(out, "blobs", "sha256")
os.makedirs(blobs, exist_ok=True)


def header(name, kind):
    block = bytearray(512)
    raw = name.encode()
    block[0:len(raw)] = raw
    block[100:108] = b"0000755\0" if kind == b"5" else b"0000644\0"
    block[108:116] = block[116:124] = b"0000000\0"
    block[124:136] = b"00000000000\0"
    block[136:148] = b"14524770400\0"
    block[148:156] = b" " * 8
    block[156:157] = kind
    block[257:265] = b"ustar\x0000"
    block[148:156] = b"%06o\0 " % sum(block)
    return bytes(block)


path = os.path.join(out, "layer")
unpacked = hashlib.sha256()
with open(path, "wb") as raw, gzip.GzipFile(fileobj=raw, mode="wb", compresslevel=6, mtime=0) as layer:
    def put(data):
        unpacked.update(data)
        layer.write(data)
    done = 0
    folder = 0
    while done < count:
        parts = [header(f"d{folder:05d}/", b"5")]
        for index in range(min(1000, count - done)):
            parts.append(header(f"d{folder:05d}/f{index:04d}", b"0"))
        done += len(parts) - 1
        folder += 1
        put(b"".join(parts))
    put(bytes(1024))


def store(data):
    digest = hashlib.sha256(data).hexdigest()
    open(os.path.join(blobs, digest), "wb").write(data)
    return {"digest": "sha256:" + digest, "size": len(data)}


packed = hashlib.sha256()
with open(path, "rb") as file:
    while piece := file.read(1 << 20):
        packed.update(piece)
size = os.path.getsize(path)
os.rename(path, os.path.join(blobs, packed.hexdigest()))
config = store(json.dumps({
    "architecture": "amd64", "os": "linux", "config": {},
    "rootfs": {"type": "layers", "diff_ids": ["sha256:" + unpacked.hexdigest()]},
    "history": [{"created": "2023-11-14T22:13:20Z", "created_by": "COPY many /"}]}).encode())
manifest = store(json.dumps({
    "schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
    "config": {"mediaType": "application/vnd.oci.image.config.v1+json", **config},
    "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar+gzip",
                "digest": "sha256:" + packed.hexdigest(), "size": size}]}).encode())
json.dump({"schemaVersion": 2, "manifests": [{"mediaType": "application/vnd.oci.image.manifest.v1+json", **manifest,
          "annotations": {"org.opencontainers.image.ref.name": "1"}}]},
          open(os.path.join(out, "index.json"), "w"))
json.dump({"imageLayoutVersion": "1.0.0"}, open(os.path.join(out, "oci-layout"), "w"))
