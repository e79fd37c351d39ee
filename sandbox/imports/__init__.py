"""Clusters in: what kubectl prints, folders of manifests and cluster-info dumps, made into scenarios.

An import keeps the networking fields alone and says what it left out; a scenario file, which is opened as it
is and written back byte for byte, is `formats`' business. `opening` tells which of the two a name is,
`importing` imports, `anonymize` replaces names and addresses. Knows files and text; no window, and walks
nothing.
"""
