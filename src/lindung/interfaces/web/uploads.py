"""How what is uploaded arrives: counted as it comes in, without a name on the disk, only from who has signed in.

Django's own way would write a large file in clear into the folder for temporary files, by name; this one's is gone with
the request or the process, and is sealed before anything else is done with it.
"""

from __future__ import annotations

import tempfile
from typing import Any

from django.contrib import auth
from django.core.files import uploadedfile, uploadhandler

from lindung.interfaces.intake.jobs import archives

_IN_MEMORY = 8 * 2**20


class Spool(uploadhandler.FileUploadHandler):
    """Stops as soon as a delivery is larger than one may be; the view finds the refusal in ``request.too_much``."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._size = self._count = 0
        self._file: Any = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        if auth.SESSION_KEY not in self.request.session:  # the form's token is looked for in what comes before this
            raise uploadhandler.StopUpload(connection_reset=True)
        self._count += 1
        if self._count > archives.MOST_FILES:
            self._stop(archives.TooManyFiles(most=archives.MOST_FILES))
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  lives as long as the request

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._size += len(raw_data)
        if self._size > archives.LARGEST_DELIVERY:
            self._stop(archives.DeliveryTooLarge(most=archives.LARGEST_DELIVERY // 2**20))
        self._file.write(raw_data)

    def file_complete(self, file_size: int) -> uploadedfile.UploadedFile:
        self._file.seek(0)
        return uploadedfile.UploadedFile(self._file, self.file_name, self.content_type, file_size, self.charset)

    def _stop(self, refusal: Exception) -> None:
        self.request.too_much = refusal
        if self._file is not None:
            self._file.close()
        raise uploadhandler.StopUpload(connection_reset=False)
