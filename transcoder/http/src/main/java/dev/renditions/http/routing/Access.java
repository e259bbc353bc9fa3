package dev.renditions.http.routing;

/** Who may use a route. Checked by the {@link Router} before the handler runs. */
public enum Access {
    /** Everybody. */
    PUBLIC,
    /** Callers with a signed link, AWS credentials (IAM) or a page session. */
    CALLER,
    /** The same callers, if they may request the source that the path parts {@code bucket} and {@code key} name. */
    SOURCE,
    /** The same callers as {@link #CALLER}. The only routes that take a request body, which counts against the caller's quota. */
    UPLOAD,
    /** Everybody. The handler begins or ends a page session, and verifies the signature by the access policy. */
    PAGE_SESSION
}
