package dev.renditions.http.routing;

/** Who may use a route. Checked by the {@link Router} before the handler runs. */
public enum Access {
    /** Everybody. */
    PUBLIC,
    /** Callers with a signed link, with credentials of AWS (IAM), or with a page session. */
    CALLER,
    /** The same callers, if they may ask for the source that the parts {@code bucket} and {@code key} of the path name. */
    SOURCE,
    /** The same callers as {@link #CALLER}. The only routes that take a request body, which counts against the caller's quota. */
    UPLOAD,
    /** Everybody; the handler begins or ends a page session, and has the signature checked by the access policy when it does. */
    PAGE_SESSION
}
