"""A web service over the library: FastAPI, an OpenAPI description, errors by the library's own codes.

    python -m examples.service               listens on 127.0.0.1 at a free port, which it prints
    python -m examples.service --port 8000   at a port of your choice; /openapi.json describes it

It shows: the library's models as bodies of requests and its documents inside of them; the day as a parameter
that must be given, since nothing looks at a clock; the language by ``lang`` or ``Accept-Language``; one shape
of refusal for everything that goes wrong; nothing of anybody in a log, an address or an error.

It does not: know who asks, keep anything, encrypt. Put it behind something that does the first and the last.
``bodies`` has what goes in and out, ``problems`` the refusals, ``guard`` what stands before all of it, ``app``
the end points.
"""
