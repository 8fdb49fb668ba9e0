"""The peer for gallery pages: the same job as Acervo's, written the usual way in Python.

A page of 100 items of one collection, as JSON. The session cookie is a random token that Redis
knows; the collections that a person may list are a set in Redis; the finished page lies in Redis
with its ETag for a while, plain and packed. What Redis does not have is made from MongoDB and left there.
"""

import gzip
import hashlib
import json
import os

import redis
from flask import Flask, Response, abort, request
from pymongo import DESCENDING, MongoClient

PAGE = 100
PAGE_SECONDS = 600
RIGHTS_SECONDS = 600

app = Flask(__name__)
# Each worker makes its own after it has been forked: neither client survives a fork.
store = MongoClient(os.environ["GALLERY_MONGODB_URI"])["gallery"]
memory = redis.Redis.from_url(os.environ["GALLERY_REDIS_URI"])


@app.get("/collections/<collection>/items")
def items(collection):
    user = memory.get("session:" + request.cookies.get("session", ""))
    if user is None:
        abort(401)
    rights, page = "visible:" + user.decode(), "page:" + collection
    form = "gzip" if "gzip" in request.headers.get("Accept-Encoding", "") else "plain"
    # One trip; what was fetched is shown to nobody before the right is known.
    visible, (tag, body) = (
        memory.pipeline(transaction=False).sismember(rights, collection).hmget(page, "tag", form).execute()
    )
    if not visible and not may_list(rights, user.decode(), collection):
        abort(404)
    if body is None:
        tag, body = make(page, collection, form)
    return answer(tag.decode(), body, form)


def answer(tag, body, form):
    headers = {"Cache-Control": "private, no-cache", "Vary": "Accept-Encoding"}
    if form == "gzip":
        tag += ".gzip"  # another representation, so another strong tag
        headers["Content-Encoding"] = "gzip"
    headers["ETag"] = f'"{tag}"'
    if tag in request.if_none_match:
        return Response(status=304, headers=headers)
    return Response(body, mimetype="application/json", headers=headers)


def may_list(rights, user, collection):
    """Whether the person may list it, by the record if the set has run out."""
    if memory.exists(rights):
        return False
    visible = [grant["collection"] for grant in store.grants.find({"user": user}, {"collection": 1})]
    if visible:
        memory.pipeline().sadd(rights, *visible).expire(rights, RIGHTS_SECONDS).execute()
    return collection in visible


def make(page, collection, form):
    shelf = store.collections.find_one({"_id": collection})
    if shelf is None:
        abort(404)
    found = store.items.find({"home": collection}, {"_id": 0}).sort([("taken", DESCENDING), ("_id", DESCENDING)])
    answer = {"items": list(found.limit(PAGE)), "next": shelf["next"], "total": shelf["total"]}
    body = json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode()
    tag = hashlib.sha256(body).hexdigest()[:32]
    forms = {"plain": body, "gzip": gzip.compress(body, mtime=0)}
    memory.pipeline().hset(page, mapping={"tag": tag, **forms}).expire(page, PAGE_SECONDS).execute()
    return tag.encode(), forms[form]
