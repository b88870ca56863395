"""What a sandbox has recorded of what was created, by what the client can be told from: the judge of what was done twice."""

from collections import Counter

from soak_world import rows

# By operation: how it may be repeated, and the rows that say which things it has created.
CREATED = {
    "expoze.upload": "SELECT width || 'x' || height FROM expozeMedia",
    "expoze.createJob":
        "SELECT width || 'x' || height || ' ' || json_extract(settings, '$.alpha') FROM expozeJob"
        " JOIN expozeMedia ON expozeMedia.id = expozeMediaId",
    "expoze.createAOI":
        "SELECT width || 'x' || height || ' ' || coalesce(name, 'without a name') FROM expozeArea"
        " JOIN expozeMedia ON expozeMedia.id = expozeMediaId",
    "assetzen.uploadImage": "SELECT fileName FROM assetzenImage",
    "assetzen.updateImage": "SELECT coalesce(altText, '') FROM assetzenImage",
    "assetzen.createInvalidation": "SELECT fileName FROM assetzenInvalidation JOIN assetzenImage"
        " ON assetzenImage.id = assetzenImageId",
    "hautai.createSubject": "SELECT name FROM hautaiSubject",
    "hautai.createBatch": "SELECT name FROM hautaiBatch JOIN hautaiSubject ON hautaiSubject.id = hautaiSubjectId",
    "hautai.createUploadURL": "SELECT hautaiSubject.name FROM hautaiImage JOIN hautaiSubject"
        " ON hautaiSubject.id = hautaiSubjectId",
    "deepopinion.createProject": "SELECT name FROM deepOpinionProject",
    "deepopinion.createClass": "SELECT name FROM deepOpinionClass",
    "deepopinion.createLabelingSession": "SELECT coalesce(name, '') FROM deepOpinionAnnotation",
    "pixoneye.postProfile": "SELECT deviceId FROM pixoneyeProfile",
}


def created(database):
    """How often each thing was created, by the operation and what identifies the thing."""
    return Counter((operation, str(what)) for operation, query in CREATED.items() for (what,) in rows(database, query))
