"""Hot loops that are compiled, and how: imported only for inputs that are worth it.

    compile     the decorator: machine code that is kept, loaded without numba, run without the GIL
    pace        when they pay
    packed      texts as one buffer of bytes
    scratch     arrays that a thread uses again
    parts       work cut into parts, done by threads
    json_rows   columns -> lines of JSON

Kernels of a stage are in that stage's own folder `kernels/`.
"""
