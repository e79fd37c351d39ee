"""Names of made pods, in Kubernetes' style and the same every time."""

import hashlib

ALPHABET = "bcdfghjklmnpqrstvwxz2456789"
"""What Kubernetes' generated names are made of: no vowels, so no words."""
# kubernetes: staging/src/k8s.io/apimachinery/pkg/util/rand/rand.go alphanums
SUFFIX_LENGTH = 5
HASH_LENGTH = 10
# kubernetes: staging/src/k8s.io/apiserver/pkg/storage/names/generate.go maxGeneratedNameLength
MAX_BASE = 63 - SUFFIX_LENGTH
"""Characters of a name before its suffix."""


def drawn(seed: str, length: int) -> str:
    """So many letters that look random and depend on `seed` alone."""
    number = int.from_bytes(hashlib.sha256(seed.encode()).digest())
    letters = ""
    for _ in range(length):
        number, digit = divmod(number, len(ALPHABET))
        letters += ALPHABET[digit]
    return letters


def generated(base: str, seed: str) -> str:
    """`base` with a suffix, as the API server completes a `generateName`."""
    return base[:MAX_BASE] + drawn(seed, SUFFIX_LENGTH)


def template_hash(seed: str) -> str:
    """The name that a Deployment's ReplicaSet has behind the Deployment's own."""
    return drawn(seed, HASH_LENGTH)
