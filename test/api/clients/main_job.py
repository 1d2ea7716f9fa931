"""The main job by a client that openapi-python-client has generated, as the package `client`."""

import json
import sys
from io import BytesIO
from pathlib import Path

from client import AuthenticatedClient
from client.api.people import create_person, enrol, get_person, list_people
from client.api.recognise import recognise, verify
from client.models import CreatePersonBody, EnrolBody, VerifyBody
from client.types import File

base_url, token, first, second, stranger = sys.argv[1:]
client = AuthenticatedClient(base_url=base_url, token=token)


def photo(path: str) -> File:
    return File(payload=BytesIO(Path(path).read_bytes()), file_name="photo.png", mime_type="image/png")


created = create_person.sync(
    client=client,
    body=CreatePersonBody(name="Ada", photos=[photo(first)]),
    idempotency_key="ada",
)
person_id = created.person.id
added = enrol.sync(person_id, client=client, body=EnrolBody(photos=[photo(second)]))
people = list_people.sync(client=client, search="ada")
known = recognise.sync(client=client, body=photo(first))
same = verify.sync(client=client, body=VerifyBody(photos=[photo(first), photo(second)]))
nobody = get_person.sync(99, client=client)
missing = recognise.sync(client=client, body=photo(stranger))

print(
    json.dumps(
        {
            "name": people.people[0].name,
            "faces": added.person.faces,
            "recognised": known.faces[0].person.name,
            "same": same.same,
            "problem": nobody.code,
            "remedy": missing.remedy != "",
        }
    )
)
