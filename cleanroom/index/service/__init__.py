"""An index as an HTTP service: one process holds it open, many clients add and ask.

    wire      what requests and answers hold; a request is checked while it is decoded
    describe  the same as an OpenAPI description
    guard     who may ask, how much, how slowly
    writer    one thread takes documents and removes them; what waits is bounded
    figures   counters and times for Prometheus
    app       addresses to calls of the store
    serve     the app on a port, until it is told to stop

One direction: the guard reads a request whole or refuses it, the app decodes it, the writer or a thread of the query
asks the store.
"""
