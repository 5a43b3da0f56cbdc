"""Tells the size of a picture, and which native libraries answered. Run it as `uvicorn main:app`."""

import cv2
import numpy
import onnxruntime
import psycopg2
from fastapi import FastAPI, HTTPException, UploadFile
from lxml import etree

app = FastAPI(title="native")


@app.get("/health")
def health() -> dict[str, str]:
    return {
        "status": "ok",
        "libpq": str(psycopg2.__libpq_version__),
        "libxml2": ".".join(map(str, etree.LIBXML_VERSION)),
        "onnxruntime": onnxruntime.__version__,
        "opencv": cv2.__version__,
    }


@app.post("/size")
async def size(picture: UploadFile) -> dict[str, int]:
    decoded = cv2.imdecode(numpy.frombuffer(await picture.read(), numpy.uint8), cv2.IMREAD_COLOR)
    if decoded is None:
        raise HTTPException(422, "not a picture that OpenCV reads")
    height, width, _ = decoded.shape
    return {"width": width, "height": height}
