#!/usr/bin/env python3
"""Plants made-up secrets among ordinary files, and says where, to measure what a scanner finds.

    plant-secrets.py FOLDER [--seed 1] [--files 100000] [--secrets 1000] > truth.json

Every value is random and fake; none is stored in the repository. Decoys (checksums, UUIDs, placeholders, references to
variables, tokens with letters left out) stand in the ordinary files.
"""
import argparse
import base64
import json
import os
import random
import string
import zlib

DIGITS, LOWER, UPPER = string.digits, string.ascii_lowercase, string.ascii_uppercase
ALNUM, HEX, B64 = DIGITS + LOWER + UPPER, DIGITS + "abcdef", LOWER + UPPER + DIGITS + "+/"
B62 = DIGITS + UPPER + LOWER


def take(rng, alphabet, count):
    while True:
        text = "".join(rng.choice(alphabet) for _ in range(count))
        if count < 20 or any(c in DIGITS for c in text):
            return text


def checked(rng, prefix):
    """GitHub's and npm's form: 30 random characters and the CRC-32 of them in base 62."""
    body = take(rng, B62, 30)
    value, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        value, digit = divmod(value, 62)
        digits = B62[digit] + digits
    return prefix + body + digits


def uuid(rng):
    return "-".join(take(rng, HEX, n) for n in (8, 4, 4, 4, 12))


def jwt(rng):
    def part(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    claims = {"iss": "https://id.%s.io" % take(rng, LOWER, 8), "sub": take(rng, ALNUM, 12), "iat": rng.randrange(1600000000, 1800000000)}
    return ".".join([part({"alg": "HS256", "typ": "JWT"}), part(claims), take(rng, ALNUM + "-_", 43)])


def pem(rng, name="RSA PRIVATE KEY"):
    body = base64.b64encode(b"\x30\x82\x02\x5c\x02\x01\x00" + rng.randbytes(600)).decode()
    lines = [body[i:i + 64] for i in range(0, len(body), 64)]
    return "-----BEGIN %s-----\n%s\n-----END %s-----" % (name, "\n".join(lines), name)


# kind: (usual name of the setting, the value)
KINDS = {
    "aws-access-token": ("AWS_ACCESS_KEY_ID", lambda r: "AKIA" + take(r, UPPER + "234567", 16)),
    "aws-secret-access-key": ("AWS_SECRET_ACCESS_KEY", lambda r: take(r, B64, 40)),
    "github-pat": ("GITHUB_TOKEN", lambda r: checked(r, "ghp_")),
    "github-oauth": ("GITHUB_OAUTH_TOKEN", lambda r: checked(r, "gho_")),
    "github-app-token": ("GITHUB_APP_TOKEN", lambda r: checked(r, "ghs_")),
    "github-fine-grained-pat": ("GH_TOKEN", lambda r: "github_pat_" + take(r, ALNUM, 22) + "_" + take(r, ALNUM, 59)),
    "gitlab-pat": ("GITLAB_TOKEN", lambda r: "glpat-" + take(r, ALNUM + "-_", 19) + take(r, ALNUM, 1)),
    "npm-access-token": ("NPM_TOKEN", lambda r: checked(r, "npm_")),
    "pypi-upload-token": ("PYPI_TOKEN", lambda r: "pypi-AgEIcHlwaS5vcmc" + take(r, ALNUM + "-_", 150) + take(r, ALNUM, 1)),
    "slack-bot-token": ("SLACK_BOT_TOKEN", lambda r: "xoxb-%s-%s-%s" % (take(r, "123456789", 12), take(r, "123456789", 12), take(r, ALNUM, 24))),
    "slack-user-token": ("SLACK_TOKEN", lambda r: "xoxp-%s-%s-%s-%s" % (take(r, "123456789", 12), take(r, "123456789", 12), take(r, "123456789", 12), take(r, HEX, 32))),
    "slack-webhook-url": ("SLACK_WEBHOOK", lambda r: "https://hooks.slack.com/services/T%s/B%s/%s" % (take(r, UPPER + DIGITS, 8), take(r, UPPER + DIGITS, 10), take(r, ALNUM, 24))),
    "stripe-access-token": ("STRIPE_SECRET_KEY", lambda r: "sk_live_" + take(r, ALNUM, 24)),
    "gcp-api-key": ("GOOGLE_API_KEY", lambda r: "AIza" + "Sy" + take(r, ALNUM + "-_", 32) + take(r, ALNUM, 1)),
    "openai-api-key": ("OPENAI_API_KEY", lambda r: "sk-" + take(r, ALNUM, 20) + "T3BlbkFJ" + take(r, ALNUM, 20)),
    "anthropic-api-key": ("ANTHROPIC_API_KEY", lambda r: "sk-ant-api03-" + take(r, ALNUM + "-_", 93) + "AA"),
    "huggingface-access-token": ("HF_TOKEN", lambda r: "hf_" + "".join(r.choice(LOWER + UPPER) for _ in range(34))),
    "sendgrid-api-token": ("SENDGRID_API_KEY", lambda r: "SG." + take(r, ALNUM, 22) + "." + take(r, ALNUM, 43)),
    "mailgun-private-api-token": ("MAILGUN_API_KEY", lambda r: "key-" + take(r, HEX, 32)),
    "mailchimp-api-key": ("MAILCHIMP_API_KEY", lambda r: take(r, HEX, 32) + "-us" + str(r.randrange(10, 22))),
    "twilio-api-key": ("TWILIO_API_KEY", lambda r: "SK" + take(r, HEX, 32)),
    "digitalocean-pat": ("DIGITALOCEAN_TOKEN", lambda r: "dop_v1_" + take(r, HEX, 64)),
    "databricks-api-token": ("DATABRICKS_TOKEN", lambda r: "dapi" + take(r, HEX, 32)),
    "shopify-access-token": ("SHOPIFY_TOKEN", lambda r: "shpat_" + take(r, HEX, 32)),
    "postman-api-token": ("POSTMAN_API_KEY", lambda r: "PMAK-" + take(r, HEX, 24) + "-" + take(r, HEX, 34)),
    "rubygems-api-token": ("RUBYGEMS_API_KEY", lambda r: "rubygems_" + take(r, HEX, 48)),
    "heroku-api-key": ("HEROKU_API_KEY", uuid),
    "vault-service-token": ("VAULT_TOKEN", lambda r: "hvs." + take(r, ALNUM, 95)),
    "doppler-api-token": ("DOPPLER_TOKEN", lambda r: "dp.pt." + take(r, ALNUM, 43)),
    "linear-api-key": ("LINEAR_API_KEY", lambda r: "lin_api_" + take(r, ALNUM, 40)),
    "pulumi-api-token": ("PULUMI_ACCESS_TOKEN", lambda r: "pul-" + take(r, HEX, 40)),
    "planetscale-password": ("PLANETSCALE_PASSWORD", lambda r: "pscale_pw_" + take(r, ALNUM, 43)),
    "grafana-service-account-token": ("GRAFANA_TOKEN", lambda r: "glsa_" + take(r, ALNUM, 32) + "_" + take(r, HEX, 8)),
    "dynatrace-api-token": ("DYNATRACE_TOKEN", lambda r: "dt0c01." + take(r, UPPER + "234567", 24) + "." + take(r, UPPER + "234567", 64)),
    "telegram-bot-api-token": ("TELEGRAM_BOT_TOKEN", lambda r: take(r, "123456789", 10) + ":AA" + take(r, ALNUM, 33)),
    "jwt": ("SESSION_JWT", jwt),
    "private-key": (None, pem),
    "azure-storage-key": ("AZURE_STORAGE_CONNECTION_STRING", lambda r: "DefaultEndpointsProtocol=https;AccountName=%s;AccountKey=%s;EndpointSuffix=core.windows.net" % (take(r, LOWER, 9), base64.b64encode(r.randbytes(64)).decode())),
    "azure-ad-client-secret": ("AZURE_CLIENT_SECRET", lambda r: take(r, ALNUM, 3) + "8Q~" + take(r, ALNUM, 34)),
    "url-credentials": ("DATABASE_URL", lambda r: "postgresql://app:%s@db-%s.internal:5432/app" % (take(r, ALNUM, 18), take(r, LOWER, 4))),
    "datadog-access-token": ("DATADOG_APP_KEY", lambda r: take(r, HEX, 40)),
    "cloudflare-api-key": ("CLOUDFLARE_API_TOKEN", lambda r: take(r, ALNUM, 40)),
    "generic-api-key": ("INTERNAL_API_KEY", lambda r: take(r, ALNUM, 36)),
    "docker-hub-pat": ("DOCKERHUB_TOKEN", lambda r: "dckr_pat_" + take(r, ALNUM, 27)),
    "age-secret-key": ("AGE_KEY", lambda r: age(r)),
}


def age(rng):
    """Bech32 (BIP 173) of 32 random bytes, in upper case."""
    alphabet = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
    name = "age-secret-key-"
    value = [rng.randrange(32) for _ in range(52)]
    def polymod(values):
        state = 1
        for v in values:
            top = state >> 25
            state = (state & 0x1FFFFFF) << 5 ^ v
            for i, g in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
                if top >> i & 1:
                    state ^= g
        return state
    expanded = [ord(c) >> 5 for c in name] + [0] + [ord(c) & 31 for c in name]
    check = polymod(expanded + value + [0] * 6) ^ 1
    value += [check >> 5 * (5 - i) & 31 for i in range(6)]
    return (name + "1" + "".join(alphabet[v] for v in value)).upper()


WORDS = """account address agent answer archive array balance batch before between branch buffer build cache cancel
channel client clock cluster collect column command commit config connect context copy count create cursor data decode default
delete deploy device digest driver encode engine entry error event export feature field file filter format frame function gate
graph group handle header height history host image import index input insert instance invoice item job join key label layer
length level limit line link list load lock login loop manager map match member memory merge message method metric model module
monitor mount name network node notify number object offset option order output owner package page parse password path pattern
payload policy pool port process profile project prompt proxy queue range read record region release remote render replace report
request reset resource result retry return role route rule sample scan schedule schema scope search secret section select server
service session setting shard share signal socket source stack start state status storage stream string table target task template
tenant thread token topic trace track transfer type update upload user value vector version view volume wait watch worker write
""".split()


def identifier(rng):
    return "_".join(rng.choice(WORDS) for _ in range(rng.randrange(1, 4)))


def decoy(rng):
    """Random-looking text that is no secret."""
    pick = rng.randrange(14)
    if pick == 0: return "# sha256: " + take(rng, HEX, 64)
    if pick == 1: return "%s_id = \"%s\"" % (rng.choice(WORDS), uuid(rng))
    if pick == 2: return "password = os.environ[\"%s_PASSWORD\"]" % rng.choice(WORDS).upper()
    if pick == 3: return "api_key: ${%s_API_KEY}" % rng.choice(WORDS).upper()
    if pick == 4: return "commit = \"" + take(rng, HEX, 40) + "\""
    if pick == 5: return "token = get_%s_token(%s)" % (rng.choice(WORDS), identifier(rng))
    if pick == 6: return "github_token = \"ghp_" + "x" * 36 + "\""
    if pick == 7: return "integrity = \"sha512-" + base64.b64encode(rng.randbytes(64)).decode() + "\""
    if pick == 8: return "aws_access_key_id = AKIA" + "IOSFODNN7EXAMPLE"
    if pick == 9: return "secret_name: %s-%s-credentials" % (rng.choice(WORDS), rng.choice(WORDS))
    if pick == 10: return "https://user:password@example.com/%s" % rng.choice(WORDS)
    if pick == 11: return "etag = \"" + take(rng, HEX, 32) + "\""
    if pick == 12: return "password: changeme"
    return "key_%s = %s.%s_key" % (rng.choice(WORDS), rng.choice(WORDS), rng.choice(WORDS))


def ordinary(rng, lines):
    out = []
    for _ in range(lines):
        if rng.random() < 0.02:
            out.append(decoy(rng))
        else:
            out.append("    " * rng.randrange(3) + "%s = %s(%s, %d)" % (identifier(rng), identifier(rng), identifier(rng), rng.randrange(1000)))
    return out


def notation(rng, name, value):
    """One way to write it: (file ending, lines)."""
    if "\n" in value:
        return rng.choice([".pem", ".key", ".txt"]), value.split("\n")
    lower = name.lower()
    camel = "".join(w.capitalize() for w in lower.split("_"))
    camel = camel[0].lower() + camel[1:]
    return rng.choice([
        (".env", ["%s=%s" % (name, value)]), (".sh", ["export %s=\"%s\"" % (name, value)]),
        (".yaml", ["%s: \"%s\"" % (lower, value)]), (".yaml", ["%s: %s" % (lower, value)]),
        (".json", ["  \"%s\": \"%s\"," % (camel, value)]), (".py", ["%s = '%s'" % (name, value)]),
        (".go", ["\t%s := \"%s\"" % (camel, value)]), (".js", ["const %s = \"%s\";" % (camel, value)]),
        (".tf", ["  %s = \"%s\"" % (lower, value)]), (".properties", ["%s=%s" % (lower.replace("_", "."), value)]),
        (".yaml", ["        - name: %s" % name, "          value: \"%s\"" % value]),
        (".toml", ["%s = \"%s\"" % (lower, value)]), (".java", ["    String %s = \"%s\";" % (camel, value)]),
    ])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--files", type=int, default=100_000)
    parser.add_argument("--secrets", type=int, default=1000)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    holders = dict(zip(rng.sample(range(options.files), options.secrets), range(options.secrets)))
    kinds = list(KINDS)
    truth = []
    for number in range(options.files):
        folder = os.path.join(options.folder, "%03d" % (number // 1000), "%02d" % (number // 50 % 20))
        if number % 50 == 0:
            os.makedirs(folder, exist_ok=True)
        lines = ordinary(rng, rng.randrange(5, 60))
        ending = rng.choice([".py", ".go", ".yaml", ".txt", ".js", ".md", ".conf"])
        if number in holders:
            kind = kinds[holders[number] % len(kinds)]
            name, make = KINDS[kind]
            value = make(rng)
            ending, planted = notation(rng, name or "", value)
            at = rng.randrange(len(lines) + 1)
            lines[at:at] = planted
            path = os.path.join(folder, "f%05d%s" % (number, ending))
            line = at + next(i for i, text in enumerate(planted) if value.split("\n")[0] in text) + 1
            truth.append({"kind": kind, "path": os.path.relpath(path, options.folder), "line": line, "secret": value})
        else:
            path = os.path.join(folder, "f%05d%s" % (number, ending))
        with open(path, "w") as file:
            file.write("\n".join(lines) + "\n")
    print(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main()
