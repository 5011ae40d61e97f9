"""Static files with a hash in their name, compressed."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ManifestStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # whitenoise is not typed
    """A file that is missing from the manifest keeps its plain name, so that tests need no collectstatic."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """The name with its hash, or the plain name: never a look at the disk, which would raise when it is absent."""
        known = self.hash_key(self.clean_name(name)) in self.hashed_files
        return str(super().stored_name(name)) if known else name
