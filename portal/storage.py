"""File storage on disk: random names, write once, on disk before the row commits."""

import os
from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WriteOnceStorage(FileSystemStorage):
    """Never overwrites; fsyncs the file and its folder, so that a committed row always has its bytes."""

    def __init__(self, location: str, **kwargs: Any) -> None:
        super().__init__(location=location, file_permissions_mode=0o400, directory_permissions_mode=0o700, **kwargs)
        Path(location).mkdir(parents=True, exist_ok=True, mode=0o700)

    def _save(self, name: str, content: File) -> str:
        saved = super()._save(name, content)
        path = self.path(saved)
        _sync(path)
        _sync(str(Path(path).parent))
        return saved


def _sync(path: str) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
