"""A hospital chart as FHIR R4 resources, with what real charts do to a feature extractor.

Codes are those of the project's value sets (vital signs: HL7 FHIR R4 core vital signs profiles; laboratory: the tests
that the published organ-dysfunction scores read). Every person in it is invented.
"""

from datetime import datetime, timedelta, timezone

LOINC = "http://loinc.org"
SNOMED = "http://snomed.info/sct"
UCUM = "http://unitsofmeasure.org"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"


def instant(at: datetime) -> str:
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Chart:
    """Collects one patient's resources; ids count up, so that the same seed writes the same bytes."""

    def __init__(self, patient_id: str):
        self.patient_id = patient_id
        self.resources: list[dict] = []

    def add(self, resource_type: str, body: dict) -> None:
        identity = {"resourceType": resource_type, "id": f"{self.patient_id}-{len(self.resources)}"}
        self.resources.append(identity | body)

    def person(self, sex: str, birth_date: str) -> None:
        self.resources.append(
            {"resourceType": "Patient", "id": self.patient_id, "gender": sex, "birthDate": birth_date}
        )

    def stay(self, start: datetime) -> None:
        self.add(
            "Encounter",
            {
                "status": "in-progress",
                "class": {"system": "http://terminology.hl7.org/CodeSystem/v3-ActCode", "code": "IMP"},
                "subject": self.subject(),
                "period": {"start": instant(start)},
            },
        )

    def condition(self, code: str, display: str, recorded: datetime, clinical_status: str = "active") -> None:
        system = "http://terminology.hl7.org/CodeSystem/condition-clinical"
        self.add(
            "Condition",
            {
                "clinicalStatus": {"coding": [{"system": system, "code": clinical_status}]},
                "code": {"coding": [{"system": SNOMED, "code": code, "display": display}]},
                "subject": self.subject(),
                "onsetDateTime": instant(recorded - timedelta(days=30)),
                "recordedDate": instant(recorded),
            },
        )

    def observation(
        self,
        code: str,
        value: dict | list[dict],
        at: datetime,
        issued: datetime,
        category: str,
        status: str = "final",
    ) -> None:
        """A list is a panel of components."""
        found = {"component": value} if isinstance(value, list) else value
        self.add(
            "Observation",
            {
                "status": status,
                "category": [{"coding": [{"system": CATEGORY, "code": category}]}],
                "code": coded(code),
                "subject": self.subject(),
                "effectiveDateTime": instant(at),
                "issued": instant(issued),
            }
            | found,
        )

    def subject(self) -> dict:
        return {"reference": f"Patient/{self.patient_id}"}

    def bundle(self) -> dict:
        entries = [
            {"fullUrl": f"http://example.org/fhir/{r['resourceType']}/{r['id']}", "resource": r}
            for r in self.resources
        ]
        return {"resourceType": "Bundle", "type": "collection", "entry": entries}


def coded(code: str) -> dict:
    return {"coding": [{"system": LOINC, "code": code}]}


def quantity(value: float, unit: str) -> dict:
    return {"valueQuantity": {"value": value, "unit": unit, "system": UCUM, "code": unit}}


def component(code: str, value: float, unit: str) -> dict:
    return {"code": coded(code)} | quantity(value, unit)
