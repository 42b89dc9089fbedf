"""Names of samples that are built of parts: barcodes of TCGA, cell lines of CCLE with their tissue."""

from __future__ import annotations

import re

_BARCODE = re.compile(r"(TCGA|TARGET)[-._](\w{2})[-._]([A-Z0-9]{4,8})((?:[-._]\w+)*)", re.IGNORECASE)
_SAMPLE = re.compile(r"(\d{2})([A-Z]?)")
_SITE = re.compile(
    r"(.+?)_(adrenal_cortex|autonomic_ganglia|biliary_tract|bone|breast|central_nervous_system|cervix|endometrium|"
    r"eye|fibroblast|haematopoietic_and_lymphoid_tissue|kidney|large_intestine|liver|lung|oesophagus|ovary|pancreas|"
    r"placenta|pleura|prostate|salivary_gland|skin|small_intestine|soft_tissue|stomach|testis|thyroid|"
    r"upper_aerodigestive_tract|urinary_tract|uterus|vagina|matched_normal_tissue)",
    re.IGNORECASE,
)


def barcode(name: str) -> tuple[str, ...]:
    """The fields of a TCGA barcode in upper case, whatever stands between them: project, centre, participant, sample,
    vial, then the rest; () where a name is none. A sample without a vial has "" for it.
    """
    found = _BARCODE.fullmatch(name.strip())
    if not found:
        return ()
    code = [found[1].upper(), found[2].upper(), found[3].upper()]
    rest = [part for part in re.split(r"[-._]", found[4].upper()) if part]
    if rest:
        sample = _SAMPLE.fullmatch(rest[0])
        if not sample:
            return ()
        code += [sample[1], sample[2], *rest[1:]]
    return tuple(code)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one barcode begins the other: of a person and one of her samples, or of the same sample."""
    return all(a == b or not a or not b for a, b in zip(one, other, strict=False))


def is_normal(name: str) -> bool:
    """Whether a barcode is of normal tissue (sample types 10 to 19)."""
    code = barcode(name)
    return len(code) > 3 and code[3].startswith("1")


def without_site(name: str) -> str:
    """A cell line of CCLE without its tissue: A549_LUNG → A549."""
    found = _SITE.fullmatch(name.strip())
    return found[1] if found else name
