package app.tiffin.host

import app.tiffin.ffi.Failure
import app.tiffin.ffi.HostError

/** What every case of a failure carries: the stable code, and what to tell a person. */
val Failure.what: HostError
    get() = when (this) {
        is Failure.Offline -> error
        is Failure.NotFound -> error
        is Failure.Untrusted -> error
        is Failure.Incompatible -> error
        is Failure.Denied -> error
        is Failure.Invalid -> error
        is Failure.Internal -> error
    }
