"""validate.py SCHEMA DOCUMENT: validates JSON against a JSON schema or XML against an XSD; exit 0 valid, 1 not, 3 no module.

References between schemas of one folder are resolved by file name or $id; nothing is fetched.
"""
import json, os, sys

schema_path, document_path = sys.argv[1:3]
folder = os.path.dirname(schema_path)


def json_errors():
    try:
        import jsonschema
        from referencing import Registry, Resource
        from referencing.jsonschema import DRAFT7
    except ImportError as error:
        print(error)
        sys.exit(3)
    resources = []
    for name in os.listdir(folder):
        if name.endswith(".schema.json"):
            content = json.load(open(os.path.join(folder, name)))
            resource = Resource.from_contents(content, default_specification=DRAFT7)
            resources.append((name, resource))
            if "$id" in content:
                resources.append((content["$id"], resource))
                resources.append((content["$id"].rsplit("/", 1)[0] + "/" + name, resource))
    schema = json.load(open(schema_path))
    kind = jsonschema.validators.validator_for(schema)
    validator = kind(schema, registry=Registry().with_resources(resources), format_checker=kind.FORMAT_CHECKER)
    document = json.load(open(document_path))
    return [f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}" for e in validator.iter_errors(document)]


def xml_errors():
    try:
        import xmlschema
    except ImportError as error:
        print(error)
        sys.exit(3)
    locations = {"http://cyclonedx.org/schema/spdx": os.path.join(folder, "spdx.xsd")}
    schema = xmlschema.XMLSchema(schema_path, locations=locations, allow="local")
    return [f"{e.path}: {e.reason}" for e in schema.iter_errors(document_path)]


errors = xml_errors() if schema_path.endswith(".xsd") else json_errors()
for error in errors[:20]:
    print(error)
sys.exit(1 if errors else 0)
