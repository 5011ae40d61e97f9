"""Static files with a hash in their name, compressed."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is not typed
    """A file that is missing from the manifest keeps its plain name, so that tests need no collectstatic."""

    manifest_strict = False
