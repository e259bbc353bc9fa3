package dev.renditions.http;

/** Finds out who asks. Safe for use by many threads. */
@FunctionalInterface
interface Identity {
    /**
     * Who asks.
     *
     * @throws ApiException as 401 if that can't be told, or 400 if what they show can't be read in one way alone
     */
    Asker of(ApiRequest request);
}
